//! What was read of a report, as it is kept from one run to the next.
//!
//! Lives here: the form that is kept, and what comes back of it. Stays out: where it is kept, and what other reports tell.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::renamed::Pair;
use super::standing::{Far, Standing};
use super::technical::Counts;
use super::{Alone, Reading, SentenceReading};
use crate::document::{Document, KeptDocument};
use crate::period::Mention;
use crate::quantity::Quantity;
use crate::source::Source;
use crate::store::Key;
use crate::word::{MetWords, SharedWords, TokenReader, WordId, Words};

/// The key of what is read of a source: nothing else tells it.
pub fn key(source: &Source) -> Key {
    let parts = ["report", source.name(), source.text()];
    Key::of(parts.map(str::as_bytes))
}

/// A report as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KeptReport<'a> {
    #[serde(borrow)]
    pub(super) document: KeptDocument<'a>,
    #[serde(borrow)]
    pub(super) reading: KeptReading<'a>,
    pub(super) counts: Counts,
    pub(super) renamed: Cow<'a, [Pair]>,
}

/// A [`Reading`] as it is kept, with the words.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KeptReading<'a> {
    /// The spelling of each token, by its place among those of the report: in two bytes if that is enough, else in four.
    #[serde(borrow, with = "bytes")]
    words: Cow<'a, [u8]>,
    /// The length in bytes of each spelling, in the order in which they first stand in the report.
    lengths: Vec<u32>,
    /// How each token stands.
    #[serde(borrow, with = "bytes")]
    standing: Cow<'a, [u8]>,
    far: Cow<'a, [Far]>,
    quantities: Cow<'a, [Quantity]>,
    implied: Cow<'a, [Quantity]>,
    mentions: Cow<'a, [Mention]>,
    sentences: Cow<'a, [SentenceReading]>,
}

/// Bytes that are read where they stand.
mod bytes {
    use std::borrow::Cow;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], into: S) -> Result<S::Ok, S::Error> {
        into.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Cow<'de, [u8]>, D::Error> {
        <&[u8]>::deserialize(from).map(Cow::Borrowed)
    }
}

/// The place of each word among those of a report, in the order in which they first stand there.
pub(super) struct Places {
    /// By the numbers of the words; [`Places::NONE`] where there is none.
    places: Vec<u32>,
    /// The words that have one.
    met: Vec<WordId>,
}

impl Places {
    const NONE: u32 = u32::MAX;

    /// Room for reports that have some words.
    pub(super) fn for_words(words: &Words) -> Places {
        Places {
            places: vec![Places::NONE; words.len()],
            met: Vec::new(),
        }
    }

    /// The places of the words of a report. Those of the one before are forgotten.
    fn of(&mut self, words: &[WordId]) -> Vec<u32> {
        for word in self.met.drain(..) {
            self.places[word.index()] = Places::NONE;
        }
        let place = |word: &WordId| {
            let place = &mut self.places[word.index()];
            if *place == Places::NONE {
                *place = self.met.len() as u32;
                self.met.push(*word);
            }
            *place
        };
        words.iter().map(place).collect()
    }
}

/// So many places need two bytes each.
const SMALL: usize = 1 << 16;

impl<'a> KeptReport<'a> {
    /// What is kept of a report, whose words are known by their numbers.
    pub(super) fn of(
        alone: &'a Alone,
        words: &[WordId],
        spellings: &Words,
        places: &mut Places,
    ) -> KeptReport<'a> {
        let report = &alone.report;
        KeptReport {
            document: report.document.kept(),
            reading: KeptReading::of(&report.reading, words, spellings, places),
            counts: alone.counts,
            renamed: (&alone.renamed).into(),
        }
    }

    /// The bytes that are kept, if it can be.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        postcard::to_stdvec(self).ok()
    }

    /// What bytes were kept of.
    pub(super) fn of_bytes(bytes: &'a [u8]) -> Option<KeptReport<'a>> {
        postcard::from_bytes(bytes).ok()
    }
}

impl<'a> KeptReading<'a> {
    fn of(
        reading: &'a Reading,
        words: &[WordId],
        spellings: &Words,
        places: &mut Places,
    ) -> KeptReading<'a> {
        let words = places.of(words).into_iter();
        let length = |word: &WordId| spellings.token(*word, 0).end();
        let standing = reading.standing.iter();
        KeptReading {
            words: if places.met.len() <= SMALL {
                words.flat_map(|word| (word as u16).to_le_bytes()).collect()
            } else {
                words.flat_map(u32::to_le_bytes).collect()
            },
            lengths: places.met.iter().map(length).collect(),
            standing: standing.map(|standing| standing.bits()).collect(),
            far: (&reading.far).into(),
            quantities: reading.quantities.as_slice().into(),
            implied: reading.implied.as_slice().into(),
            mentions: (&reading.mentions).into(),
            sentences: (&reading.sentences).into(),
        }
    }

    /// The words of the tokens by their numbers in the table of all, if the document is the one that was kept.
    pub(super) fn words(
        &self,
        document: &Document,
        shared: &SharedWords,
        met: &mut MetWords,
    ) -> Option<Vec<WordId>> {
        let words: Vec<u32> = if self.lengths.len() <= SMALL {
            let (words, _) = self.words.as_chunks();
            let words = words.iter().copied();
            words.map(u16::from_le_bytes).map(u32::from).collect()
        } else {
            let (words, _) = self.words.as_chunks();
            words.iter().copied().map(u32::from_le_bytes).collect()
        };
        let view = document.view.as_str();
        let mut far = self.far.iter();
        let mut spellings: Vec<(WordId, u32)> = Vec::with_capacity(self.lengths.len());
        let mut read = Vec::with_capacity(words.len());
        let mut reader = TokenReader::new(view, shared, met);
        for (sentence, ends) in document.sentences.iter().zip(&*self.sentences) {
            let own = read.len()..ends.tokens as usize;
            let places = words.get(own.clone())?.iter();
            let mut end = sentence.extent.start;
            for (place, standing) in places.zip(self.standing.get(own)?) {
                let gap = Standing::of_bits(*standing).gap();
                let start = end + gap.or_else(|| Some(far.next()?.gap))?;
                let place = *place as usize;
                if place == spellings.len() {
                    let length = *self.lengths.get(place)?;
                    let part = start as usize..(start + length) as usize;
                    view.get(part.clone())?;
                    let mut first = None;
                    reader.read(part, |read| {
                        first.get_or_insert(read.id);
                    });
                    spellings.push((first?, length));
                }
                let (word, length) = *spellings.get(place)?;
                end = start + length;
                read.push(word);
            }
        }
        (read.len() == words.len()).then_some(read)
    }

    /// The reading.
    pub(super) fn into_reading(self) -> Reading {
        Reading {
            standing: self
                .standing
                .iter()
                .copied()
                .map(Standing::of_bits)
                .collect(),
            far: self.far.into_owned(),
            quantities: self.quantities.into_owned().into(),
            implied: self.implied.into_owned().into(),
            mentions: self.mentions.into_owned(),
            sentences: self.sentences.into_owned(),
            renaming: Vec::new(),
        }
    }
}
