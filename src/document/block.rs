//! Blocks and sentences, as they are kept: there are many of both.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{BlockId, BlockKind, Extent, SectionId};

/// One block of visible text. Blocks do not nest and stand in the order of the text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Block {
    kind: Kind,
    /// Its visible text, without markers such as bullets.
    pub extent: Extent,
    section: u32,
    /// Its first sentence, and the one behind its last.
    sentences: (u32, u32),
    /// Whether it tells what a picture or a table shows: mostly no sentence.
    pub is_caption: bool,
    /// Whether it is marked as a quotation: somebody else wrote it.
    pub is_quote: bool,
}

/// A [`BlockKind`] in little room.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum Kind {
    Heading(u8),
    Paragraph,
    Item(u32),
    Cell { table: u32, row: u32, column: u32 },
    Code,
}

impl Block {
    /// A block of a section with its sentences, neither caption nor quotation.
    pub(super) fn new(
        kind: BlockKind,
        extent: Extent,
        section: SectionId,
        sentences: Range<usize>,
    ) -> Block {
        let kind = match kind {
            BlockKind::Heading(level) => Kind::Heading(level),
            BlockKind::Paragraph => Kind::Paragraph,
            BlockKind::Item(list) => Kind::Item(list as u32),
            BlockKind::Cell { table, row, column } => Kind::Cell {
                table: table as u32,
                row,
                column,
            },
            BlockKind::Code => Kind::Code,
        };
        Block {
            kind,
            extent,
            section: section as u32,
            sentences: (sentences.start as u32, sentences.end as u32),
            is_caption: false,
            is_quote: false,
        }
    }

    /// What it is.
    pub fn kind(&self) -> BlockKind {
        match self.kind {
            Kind::Heading(level) => BlockKind::Heading(level),
            Kind::Paragraph => BlockKind::Paragraph,
            Kind::Item(list) => BlockKind::Item(list as usize),
            Kind::Cell { table, row, column } => BlockKind::Cell {
                table: table as usize,
                row,
                column,
            },
            Kind::Code => BlockKind::Code,
        }
    }

    /// The section that it stands in; a heading stands in the section that it opens.
    pub fn section(&self) -> SectionId {
        self.section as usize
    }

    /// Its sentences: a range of [`super::Document::sentences`]. Code and empty cells have none, all others at least one.
    pub fn sentences(&self) -> Range<usize> {
        self.sentences.0 as usize..self.sentences.1 as usize
    }
}

/// A sentence, or what stands for one in a heading, an item or a cell.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Sentence {
    /// Its text, without the white space around it.
    pub extent: Extent,
    block: u32,
}

impl Sentence {
    /// A sentence of a block.
    pub(super) fn new(extent: Extent, block: BlockId) -> Sentence {
        Sentence {
            extent,
            block: block as u32,
        }
    }

    /// The block that it stands in.
    pub fn block(&self) -> BlockId {
        self.block as usize
    }
}
