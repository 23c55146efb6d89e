//! A document as it is kept from one run to the next: without the text that stands in its source.
//!
//! Lives here: the form that is kept, and the document that comes back of it. Stays out: where it is kept.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{
    Block, Comment, Document, Format, FrontMatter, Inline, Language, List, Run, Section, Sentence,
    Table, TextView,
};
use crate::source::SourceId;

/// A document as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct KeptDocument<'a> {
    format: Format,
    language: Language,
    /// The length of the view in bytes.
    len: u32,
    runs: Cow<'a, [Run]>,
    /// The text of those runs that are not copied from the source, one behind the other.
    decoded: Cow<'a, str>,
    sections: Cow<'a, [Section]>,
    blocks: Cow<'a, [Block]>,
    sentences: Cow<'a, [Sentence]>,
    lists: Cow<'a, [List]>,
    tables: Cow<'a, [Table]>,
    inlines: Cow<'a, [Inline]>,
    inline_reach: Cow<'a, [u32]>,
    front_matter: Cow<'a, [FrontMatter]>,
    comments: Cow<'a, [Comment]>,
}

impl Document {
    /// What is kept of it.
    pub fn kept(&self) -> KeptDocument<'_> {
        KeptDocument {
            format: self.format,
            language: self.language,
            len: self.view.len() as u32,
            runs: (&self.view.runs).into(),
            decoded: self.view.decoded().into(),
            sections: (&self.sections).into(),
            blocks: (&self.blocks).into(),
            sentences: (&self.sentences).into(),
            lists: (&self.lists).into(),
            tables: (&self.tables).into(),
            inlines: (&self.inlines).into(),
            inline_reach: (&self.inline_reach).into(),
            front_matter: (&self.front_matter).into(),
            comments: (&self.comments).into(),
        }
    }
}

impl KeptDocument<'_> {
    /// The document of a source with its text, if that is the one that was kept.
    pub fn of_text(self, source: SourceId, text: &str) -> Option<Document> {
        let view = TextView::of_runs(self.runs.into_owned(), self.len, text, &self.decoded)?;
        Some(Document {
            source,
            format: self.format,
            language: self.language,
            view,
            sections: self.sections.into_owned(),
            blocks: self.blocks.into_owned(),
            sentences: self.sentences.into_owned(),
            lists: self.lists.into_owned(),
            tables: self.tables.into_owned(),
            inlines: self.inlines.into_owned(),
            inline_reach: self.inline_reach.into_owned(),
            front_matter: self.front_matter.into_owned(),
            comments: self.comments.into_owned(),
        })
    }
}

impl TextView {
    /// The text of the runs that are not copied from the source, one behind the other.
    fn decoded(&self) -> String {
        let decoded = self.texts().filter(|(run, _)| !run.verbatim);
        decoded.map(|(_, text)| text).collect()
    }

    /// The runs, each with its text.
    fn texts(&self) -> impl Iterator<Item = (&Run, &str)> {
        let ends = self.runs.iter().skip(1).map(|run| run.view);
        let ends = ends.chain([self.text.len() as u32]);
        let text = |start: u32, end: u32| &self.text[start as usize..end as usize];
        self.runs
            .iter()
            .zip(ends)
            .map(move |(run, end)| (run, text(run.view, end)))
    }

    /// The view of so many bytes that some runs make of the text of their source, and of what is not copied from it.
    fn of_runs(runs: Vec<Run>, len: u32, source: &str, mut decoded: &str) -> Option<TextView> {
        let mut text = String::with_capacity(len as usize);
        let ends = runs.iter().skip(1).map(|run| run.view).chain([len]);
        for (run, end) in runs.iter().zip(ends) {
            let bytes = end.checked_sub(run.view)? as usize;
            let start = run.source.start as usize;
            let part = if run.verbatim {
                source.get(start..start + bytes)?
            } else {
                let (part, behind) = decoded.split_at_checked(bytes)?;
                decoded = behind;
                part
            };
            text.push_str(part);
        }
        let mut view = TextView {
            text,
            runs,
            ..TextView::default()
        };
        view.finish();
        Some(view)
    }
}
