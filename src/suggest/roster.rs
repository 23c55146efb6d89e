//! Bodies whose people are listed year after year.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{Draft, is_plain, quoted, slug};
use crate::check;
use crate::claim::listing::{self, Listing};
use crate::corpus::{Corpus, Report, ReportId};
use crate::document::{BlockKind, Extent};
use crate::period::Period;
use crate::word::{self, Token};

/// People who are listed as a body may be.
struct Listed {
    /// What the list is of: the heading above it, or a name in the sentence that introduces it.
    body: String,
    /// The words that introduce it.
    phrase: String,
    place: Introduced,
}

/// Where a body that is listed is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Introduced {
    /// In the sentence: "The oven committee consists of ...".
    #[default]
    Sentence,
    /// In the heading above it.
    Below,
    /// In the heading that the list follows.
    Heading,
}

/// The bodies of one name.
#[derive(Default)]
struct Body {
    printed: String,
    periods: BTreeSet<Period>,
    /// The words that introduce the lists, how often, and where the body is named.
    phrases: BTreeMap<String, (usize, Introduced)>,
    lists: usize,
}

/// A list is rarer than a number: twice is a habit.
const NEEDED: usize = 2;
/// So many names are tried as the first of an enumeration.
const MOST_STARTS: usize = 4;
/// Bodies that are introduced in more ways than these are read by hand.
const MOST_PHRASES: usize = 6;

/// Rosters in the order of the names of their bodies.
pub(super) fn drafts(corpus: &Corpus) -> Vec<Vec<Draft>> {
    let mut names: BTreeMap<(ReportId, usize), Vec<Extent>> = BTreeMap::new();
    for run in &corpus.names().runs {
        let of_sentence = names.entry((run.report(), run.sentence())).or_default();
        of_sentence.push(run.extent);
    }
    let mut bodies: BTreeMap<(u32, String), Body> = BTreeMap::new();
    for (id, report) in corpus.reports.iter().enumerate() {
        let Some(period) = report.period.filter(|_| report.is_english()) else {
            continue;
        };
        for sentence in 0..report.document.sentences.len() {
            let named = names.get(&(id, sentence)).map_or(&[][..], Vec::as_slice);
            let Some(listed) = listed(report, sentence, named) else {
                continue;
            };
            let key = (report.series, listed.body.to_lowercase());
            let body = bodies.entry(key).or_default();
            body.printed = listed.body;
            body.periods.insert(period);
            let phrase = body.phrases.entry(listed.phrase);
            phrase.or_insert((0, listed.place)).0 += 1;
            body.lists += 1;
        }
    }
    let bodies = bodies.into_values();
    let usual =
        bodies.filter(|body| body.periods.len() >= NEEDED && body.phrases.len() <= MOST_PHRASES);
    usual.filter_map(|body| Some(vec![body.draft()?])).collect()
}

/// The people that a sentence introduces.
fn listed(report: &Report, sentence: usize, names: &[Extent]) -> Option<Listed> {
    let document = &report.document;
    let bullets = listing::led_by(report, sentence).and_then(|list| listing::bullets(report, list));
    let listing = match bullets {
        Some((_, listing)) => listing,
        None => enumerated(report, sentence)?,
    };
    if listing.items.len() < 3 || !check::lists_people(report, &listing) {
        return None;
    }
    let start = listing.extent().start;
    let block = &document.blocks[document.sentences[sentence].block()];
    let mut headings = document.headings(block.section());
    let heading = headings
        .next()
        .map(|heading| without_years(document.block_text(heading)));
    let heading = heading.filter(|heading| is_body(heading));
    if matches!(block.kind(), BlockKind::Heading(_)) {
        let body = heading?;
        return Some(Listed {
            phrase: body.to_lowercase(),
            body,
            place: Introduced::Heading,
        });
    }
    let before = report
        .tokens(sentence)
        .iter()
        .filter(|token| token.end() <= start);
    let before: Vec<Token> = before.copied().collect();
    let phrase = introduction(report, &before)?;
    if let Some(body) = heading {
        return Some(Listed {
            body,
            phrase,
            place: Introduced::Below,
        });
    }
    let mut named = names
        .iter()
        .filter(|name| name.end <= start)
        .map(|name| flat(report.text(*name)));
    let body = named
        .find(|name| is_body(name))
        .or_else(|| common(report, &before))?;
    Some(Listed {
        body,
        phrase,
        place: Introduced::Sentence,
    })
}

/// Nouns for people who do something together.
const BODIES: &[&str] = &[
    "assembly",
    "board",
    "bureau",
    "cabinet",
    "commission",
    "committee",
    "council",
    "crew",
    "delegation",
    "directors",
    "executive",
    "group",
    "jury",
    "leadership",
    "panel",
    "secretariat",
    "staff",
    "team",
    "trustees",
];

/// Words that say that people make up a body.
const MEMBERS: &[&str] = &[
    "appoint",
    "chair",
    "comprise",
    "consist",
    "delegate",
    "director",
    "elect",
    "juror",
    "lead",
    "leader",
    "led",
    "made",
    "member",
    "officer",
    "people",
    "representative",
    "seat",
    "serve",
    "served",
    "sit",
    "trustee",
];

fn is_one_of(word: &str, class: &[&str]) -> bool {
    let stem = word::stem(&word.to_lowercase());
    class.iter().any(|known| word::stem(known) == stem)
}

/// Whether words name a body of people.
fn is_body(name: &str) -> bool {
    is_plain(name) && name.contains(' ') && name.split(' ').any(|word| is_one_of(word, BODIES))
}

/// A body that has no name of its own: "festival committee", "board of directors", "trustees".
fn common(report: &Report, tokens: &[Token]) -> Option<String> {
    const ALONE: &[&str] = &["directors", "trustees"];
    let words: Vec<&str> = tokens
        .iter()
        .map(|token| token.of(report.document.view.as_str()))
        .collect();
    let at = words.iter().rposition(|word| is_one_of(word, BODIES))?;
    let is_qualified = at > 0 && tokens[at - 1].is_word() && !tokens[at - 1].is_function();
    let start = match at {
        2.. if words[at - 1] == "of" && is_one_of(words[at - 2], BODIES) => at - 2,
        _ if is_qualified => at - 1,
        _ if ALONE.contains(&words[at]) => at,
        _ => return None,
    };
    Some(words[start..=at].join(" "))
}

/// The people that are enumerated in a sentence. They need no mark before them ("the members are Ann Lee (Acme), Bo
/// Chen"), so they begin where a name follows a word that is none.
fn enumerated(report: &Report, sentence: usize) -> Option<Listing> {
    let tokens = report.tokens(sentence);
    let starts = tokens.windows(2).filter(|pair| {
        let [before, name] = pair else { return false };
        let leads = !before.is_capital() || before.is_function();
        leads && name.is_capital() && !name.is_function()
    });
    // Names stand before people, too: "in the Acme hall sat ...".
    starts.take(MOST_STARTS).find_map(|pair| {
        let listing = listing::behind(report, sentence, pair[0].end())?;
        check::lists_people(report, &listing).then_some(listing)
    })
}

/// The last words of an introduction, up to a mark, a name or a number: "members are". One of them speaks of people or
/// of a body.
fn introduction(report: &Report, tokens: &[Token]) -> Option<String> {
    const MOST_WORDS: usize = 4;
    let view = report.document.view.as_str();
    let end = tokens.iter().rposition(|token| token.is_word())?;
    let plain = tokens[..=end].iter().rev();
    let mut words: Vec<Token> = plain
        .take_while(|token| token.is_word() && !token.is_capital())
        .take(MOST_WORDS)
        .copied()
        .collect();
    words.reverse();
    let first = words.iter().position(|token| !token.is_function())?;
    let words: Vec<&str> = words[first..].iter().map(|token| token.of(view)).collect();
    let phrase = words.join(" ").to_lowercase();
    let says = |class| phrase.split(' ').any(|word| is_one_of(word, class));
    (is_plain(&phrase) && (says(MEMBERS) || says(BODIES))).then_some(phrase)
}

/// A text on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A heading without numbers and articles.
fn without_years(heading: &str) -> String {
    let words = heading.split_whitespace().filter(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        !bare.is_empty() && !bare.contains(|c: char| c.is_ascii_digit())
    });
    let words: Vec<&str> = words.collect();
    let words = words.join(" ");
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    let article = ["The ", "the ", "Our ", "our "]
        .iter()
        .find_map(|it| bare.strip_prefix(it));
    article.unwrap_or(bare).to_owned()
}

impl Body {
    fn draft(&self) -> Option<Draft> {
        let year = self.periods.last()?.year()?;
        let by_use = |(_, (count, _)): &(&String, &(usize, Introduced))| Reverse(*count);
        let (phrase, (_, place)) = self.phrases.iter().min_by_key(by_use)?;
        let is_plural = self.printed.ends_with('s') && !self.printed.contains(" of ");
        let (disagree, are) = if is_plural {
            ("disagree", "are")
        } else {
            ("disagrees", "is")
        };
        let id = slug(&format!("{} {disagree}", self.printed))?;
        let mut check = format!("body: {}\npeople:\n", quoted(&self.printed));
        for phrase in self.phrases.keys() {
            let _ = writeln!(check, "  - {}", quoted(phrase));
        }
        let list = |last: &str| {
            let people = format!("- Ann Lee, Acme\n- Bo Chen, Mill Ltd\n- {last}, Oven AB\n");
            let body = &self.printed;
            match place {
                Introduced::Heading => format!("## {body}\n\n{people}"),
                Introduced::Below => format!("## {body}\n\nThe {phrase}:\n\n{people}"),
                Introduced::Sentence => {
                    // "The oven committee consists of", and not "committee committee".
                    let said = body.to_lowercase();
                    let mut ends = said.match_indices(' ').map(|(at, _)| &said[at + 1..]);
                    let behind = phrase.strip_prefix(said.as_str());
                    let behind = behind.or_else(|| ends.find_map(|end| phrase.strip_prefix(end)));
                    let behind = behind.unwrap_or(phrase).trim_start();
                    format!("The {body} {behind}:\n\n{people}")
                }
            }
        };
        let periods: Vec<String> = self.periods.iter().map(Period::to_string).collect();
        Some(Draft {
            id,
            kind: "roster",
            comments: vec![
                format!("Listed in {}.", periods.join(", ")),
                "If the reports give the number of seats, add it: `seats: ['{count} seats']`."
                    .to_owned(),
            ],
            summary: format!("The {} {are} listed in two ways", self.printed),
            check,
            fault: ("roster-disagrees", "Ann Lee".to_owned()),
            flag: vec![(
                format!("{year}.md"),
                format!("{}\n{}", list("Cy Ray"), list("Di Fox")),
            )],
            pass: vec![
                (format!("{}.md", year - 1), list("Cy Ray")),
                (format!("{year}.md"), list("Di Fox")),
            ],
            periods: self.periods.len(),
            covers_all: true,
            said: self.lists,
        })
    }
}
