//! Where a calendar expression stands.

use serde::{Deserialize, Serialize};

use super::When;

/// A calendar expression in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    start: u32,
    end: u32,
    /// What it says.
    pub when: When,
}

impl Mention {
    /// What the bytes `start..end` of a text say.
    pub(super) fn new(start: usize, end: usize, when: When) -> Mention {
        Mention {
            start: start as u32,
            end: end as u32,
            when,
        }
    }

    /// The first byte.
    pub fn start(&self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(&self) -> usize {
        self.end as usize
    }
}
