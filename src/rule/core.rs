//! The rules that come with factlint: those that are always on, and the packs. `tests/rules.rs` holds the lists to the
//! folders.

use super::Origin;
use crate::source::{SourceId, Sources, TooLarge};

/// Files by name, each with its text.
type Files = &'static [(&'static str, &'static str)];

macro_rules! files {
    ($folder:literal: $($name:literal,)*) => {
        &[$((
            concat!("rules/", $folder, "/", $name),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $folder, "/", $name)),
        ),)*]
    };
}

/// The rules that are on for everybody.
pub(super) const CORE: Files = files! {
    "core":
    "carried-over.yaml",
    "count-off.yaml",
    "date-disagrees.yaml",
    "growth-off.yaml",
    "list-missing.yaml",
    "listed-twice.yaml",
    "name-varies.yaml",
    "paragraph-repeated.yaml",
    "placeholder-left.yaml",
    "punctuation-odd.yaml",
    "sentence-cut.yaml",
    "sequence-broken.yaml",
    "share-off.yaml",
    "term-varies.yaml",
    "total-fell.yaml",
    "total-off.yaml",
    "typo.yaml",
    "values-disagree.yaml",
    "word-repeated.yaml",
    "year-stale.yaml",
};

/// Rules to copy from, one for each kind that is for users. They are never on.
pub(super) const SAMPLES: Files = files! {
    "examples":
    "guild-formula.yaml",
    "guild-members.yaml",
    "guild-releases.yaml",
    "guild-roster.yaml",
    "guild-spelling.yaml",
    "house-style.yaml",
};

/// The rules of one organisation or one field, by the name of their folder.
const PACKS: &[(&str, Files)] = &[(
    "openinfra",
    files! {
        "openinfra":
        "committees.yaml",
        "cores.yaml",
        "events.yaml",
        "exam.yaml",
        "members.yaml",
        "names.yaml",
        "openstack-releases.yaml",
        "projects.yaml",
        "releases.yaml",
    },
)];

/// Rules that come with factlint and are on only if asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pack(usize);

impl Pack {
    /// All packs.
    pub fn all() -> impl Iterator<Item = Pack> {
        (0..PACKS.len()).map(Pack)
    }

    /// The pack of a name.
    pub fn named(name: &str) -> Option<Pack> {
        Pack::all().find(|pack| pack.name() == name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        PACKS[self.0].0
    }

    /// Whether a rule of the pack has this id. Told from the text, because whoever asks may not want the pack.
    pub fn has_rule(self, id: &str) -> bool {
        let line = format!("- id: {id}");
        let mut lines = self.files().iter().flat_map(|(_, text)| text.lines());
        lines.any(|other| other.trim() == line)
    }

    pub(super) fn files(self) -> Files {
        PACKS[self.0].1
    }
}

/// Adds files to the sources.
pub(super) fn add(
    files: Files,
    origin: Origin,
    sources: &mut Sources,
) -> Result<Vec<(SourceId, Origin)>, TooLarge> {
    files
        .iter()
        .map(|(name, text)| Ok((sources.add(*name, *text)?, origin)))
        .collect()
}
