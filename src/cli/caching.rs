//! Where is kept what runs leave, and whether this one may use it.

use std::env;
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use clap::Args;
use etcetera::BaseStrategy;

use crate::cache::{self, Cache};
use crate::config::Policy;
use crate::lint::Outcome;
use crate::source::{SourceId, Sources};
use crate::store::Store;

/// What is kept of runs.
#[derive(Debug, Args)]
pub(super) struct Caching {
    /// Read everything anew, and keep nothing for the next run
    ///
    /// What a run over the same reports, rules and settings had to say is kept, and told again without reading them. Of
    /// megabytes of reports what was read of each is kept as well, and only what has changed is read again. This never
    /// changes what is found.
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
        lint: impl FnOnce(Option<&dyn Store>) -> Outcome,
    ) -> Outcome {
        let Some(cache) = self.cache() else {
            return lint(None);
        };
        let key = cache::key_of_run(sources, reports, policy);
        cache.outcome(key, sources).unwrap_or_else(|| {
            let known = is_large(sources, reports).then(|| cache.reports());
            let outcome = lint(known.as_ref().map(|known| known as &dyn Store));
            // A run of which nothing can be kept has still said all that it has to say.
            let _ = known.map(cache::Reports::finish);
            let _ = cache.keep_outcome(key, &outcome);
            outcome
        })
    }

    fn cache(&self) -> Option<Cache> {
        if self.no_cache {
            return None;
        }
        let folder = if let Some(folder) = &self.cache_dir {
            folder.clone()
        } else {
            let system = etcetera::base_strategy::choose_native_strategy().ok()?;
            system.cache_dir().join("factlint")
        };
        Some(Cache::new(folder, program()?))
    }
}

/// Whether reports are so long that it pays to keep what was read of each: few megabytes are read as soon as their files
/// are opened.
fn is_large(sources: &Sources, reports: &[SourceId]) -> bool {
    const LARGE: usize = 4 << 20;
    let bytes = reports.iter().map(|id| sources.get(*id).text().len());
    bytes.sum::<usize>() >= LARGE
}

/// Names this program: what another version found may not be what this one finds. Two builds of one version are told
/// apart by their files.
fn program() -> Option<String> {
    let about = env::current_exe().and_then(std::fs::metadata).ok()?;
    let built = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let version = env!("CARGO_PKG_VERSION");
    Some(format!("{version} {} {}", about.len(), built.as_nanos()))
}
