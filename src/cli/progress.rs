//! A sign of life on the terminal, if a run takes longer than a second.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// As long as nobody wonders.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows that something is going on until it is dropped. Nothing is shown where standard error is no terminal.
#[derive(Debug)]
pub(super) struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Progress {
    /// Starts to wait.
    pub(super) fn start(quiet: bool) -> Progress {
        let unseen = quiet || !io::stderr().is_terminal();
        Progress((!unseen).then(|| {
            let (end, ended) = mpsc::channel();
            let shown = thread::spawn(move || {
                let mut seconds = 0;
                while ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                    seconds += 1;
                    let _ = write!(io::stderr(), "\r\u{1b}[Kchecking the reports: {seconds} s");
                }
                if seconds > 0 {
                    let _ = write!(io::stderr(), "\r\u{1b}[K");
                }
            });
            (end, shown)
        }))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, shown)) = self.0.take() {
            drop(end);
            let _ = shown.join();
        }
    }
}
