//! What comes of holding claims against each other.

use crate::finding::Detection;
use crate::source::Place;

/// What comes of holding claims against each other.
#[derive(Debug)]
pub(super) enum Verdict {
    /// Nothing can be said of them.
    Open,
    /// They fit; where they stand, if somebody asks.
    Fits(Vec<Place>),
    /// They cannot all be right.
    Off(Box<Detection>),
}
