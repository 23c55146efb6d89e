//! Where runs are kept, and whether this one may be.

use std::env;
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use clap::Args;
use etcetera::BaseStrategy;

use crate::cache::{Cache, Key};
use crate::config::Policy;
use crate::lint::Outcome;
use crate::source::{SourceId, Sources};

/// What is kept of runs.
#[derive(Debug, Args)]
pub(super) struct Caching {
    /// Read everything anew, and keep nothing for the next run
    ///
    /// What a run over the same reports, rules and settings had to say is kept, and told again without reading them. This
    /// never changes what is found.
    #[arg(long)]
    no_cache: bool,

    /// Where runs are kept, instead of the caches of this system
    #[arg(
        long,
        value_name = "DIR",
        env = "FACTLINT_CACHE_DIR",
        hide_env_values = true
    )]
    cache_dir: Option<PathBuf>,
}

impl Caching {
    /// What a run has to say: what is kept of one over the same bytes, else what `lint` says, which is then kept.
    pub(super) fn run(
        &self,
        sources: &Sources,
        reports: &[SourceId],
        policy: &Policy,
        lint: impl FnOnce() -> Outcome,
    ) -> Outcome {
        let (Some(cache), Some(program)) = (self.cache(), program()) else {
            return lint();
        };
        let key = Key::of(&program, sources, reports, policy);
        cache.get(key, sources).unwrap_or_else(|| {
            let outcome = lint();
            // A run whose outcome cannot be kept has still said all that it has to say.
            let _ = cache.put(key, &outcome);
            outcome
        })
    }

    fn cache(&self) -> Option<Cache> {
        if self.no_cache {
            return None;
        }
        if let Some(folder) = &self.cache_dir {
            return Some(Cache::new(folder.clone()));
        }
        let system = etcetera::base_strategy::choose_native_strategy().ok()?;
        Some(Cache::new(system.cache_dir().join("factlint")))
    }
}

/// Names this program: what another version found may not be what this one finds. Two builds of one version are told
/// apart by their files.
fn program() -> Option<String> {
    let about = env::current_exe().and_then(std::fs::metadata).ok()?;
    let built = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let version = env!("CARGO_PKG_VERSION");
    Some(format!("{version} {} {}", about.len(), built.as_nanos()))
}
