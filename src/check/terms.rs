//! `terms`: the spelling that a house prefers, and those that it does not.

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use super::binding;
use super::{Check, Context, Entries, Hit, Steps, mend};
use crate::corpus::Report;
use crate::finding::{Certainty, Detection, Fault, Label};
use crate::pattern::Phrase;
use crate::source::Sources;
use crate::yaml;

/// Right forms with their wrong forms: `GitHub: [Github, Git Hub]`. A form is found to the letter, with a possessive
/// ending or without; one in small letters is found with a capital too, at the start of a sentence.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Terms(Entries<Form, Wrong>);

#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct Wrong(#[serde(deserialize_with = "binding::some")] Vec<Form>);

yaml::inline_schema!(
    Form,
    yaml::text_schema("A spelling: as it is written, with or without a capital at its beginning.")
);

/// A spelling, to the letter.
#[derive(Debug, Clone)]
struct Form {
    written: String,
    phrase: Phrase,
}

impl Form {
    fn new(written: &str) -> Result<Form, String> {
        let words: Vec<&str> = written.split_whitespace().collect();
        let exact = |first: &str| {
            let words = std::iter::once(first).chain(words.iter().skip(1).copied());
            let escaped = words.map(|word| format!("={}", escaped(word)));
            escaped.collect::<Vec<_>>().join(" ")
        };
        let first = words.first().ok_or("nothing is written here")?;
        let capital = capitalised(first);
        let phrase = if capital == *first {
            exact(first)
        } else {
            format!("({}|{})", exact(first), exact(&capital))
        };
        Ok(Form {
            phrase: Phrase::new(&phrase).map_err(|error| error.to_string())?,
            written: words.join(" "),
        })
    }
}

impl AsRef<str> for Form {
    fn as_ref(&self) -> &str {
        &self.written
    }
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Form, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Form;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a spelling")
            }

            fn visit_str<E: Error>(self, written: &str) -> Result<Form, E> {
                Form::new(written).map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
    }
}

/// A word in which no mark has a meaning of its own in a phrase.
fn escaped(word: &str) -> String {
    let mut escaped = String::new();
    for mark in word.chars() {
        if matches!(mark, '(' | ')' | '|' | '?' | '{' | '}' | '\\' | '=') {
            escaped.push('\\');
        }
        escaped.push(mark);
    }
    escaped
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

impl Check for Terms {
    fn phrases(&self) -> Vec<&Phrase> {
        let forms = self
            .0
            .iter()
            .flat_map(|(right, wrong)| std::iter::once(right).chain(&wrong.0));
        forms.map(|form| &form.phrase).collect()
    }

    /// A wrong form that stands nowhere is what the rule is for.
    fn expected(&self) -> Vec<&Phrase> {
        Vec::new()
    }

    fn steps<'a>(&'a self, _context: &Context<'a>) -> Steps<'a> {
        Steps::over_all(|context| self.run(context))
    }
}

impl Terms {
    fn run(&self, context: &mut Context<'_>) {
        for (right, wrong) in self.0.iter() {
            for form in &wrong.0 {
                for hit in context.hits(&form.phrase) {
                    if !self.is_part_of_right(context, hit) {
                        let report = &context.corpus.reports[hit.report];
                        let detection = detection(context.sources, report, hit, form, right);
                        context.report(detection);
                    }
                }
            }
        }
    }
}

impl Terms {
    /// Whether a place lies inside of a right form: "grain" in "powered grain".
    fn is_part_of_right(&self, context: &Context<'_>, hit: &Hit) -> bool {
        self.0.iter().any(|(right, _)| {
            let around = context.hits_in(&right.phrase, hit.report, hit.sentence..hit.sentence + 1);
            around
                .iter()
                .any(|right| right.extent().contains(hit.extent()))
        })
    }
}

fn detection(
    sources: &Sources,
    report: &Report,
    hit: &Hit,
    wrong: &Form,
    right: &Form,
) -> Detection {
    let written = report.text(hit.extent());
    // A possessive ending is found with the word, and stays.
    let length = written
        .char_indices()
        .nth(wrong.written.chars().count())
        .map_or(written.len(), |(at, _)| at);
    let extent = hit.extent().slice(0..length);
    let found = report.text(extent);
    let opens =
        found.starts_with(char::is_uppercase) && wrong.written.starts_with(char::is_lowercase);
    let replacement = if opens {
        capitalised(&right.written)
    } else {
        right.written.clone()
    };
    let fix = mend::edits(sources, report, [(extent, replacement.clone())], true);
    Detection {
        fault: Fault::TermVaries,
        category: Fault::TermVaries.category(),
        certainty: Certainty::Sure,
        message: format!("“{found}” is written “{replacement}”"),
        help: String::new(),
        primary: Label {
            place: report.document.place(extent),
            text: format!("“{replacement}”"),
        },
        related: Vec::new(),
        fix,
    }
}
