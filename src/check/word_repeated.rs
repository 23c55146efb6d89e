//! `word-repeated`: a word that stands twice in a row.

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::{Slip, is_prose};
use super::{Check, Context, Needs, Steps};
use crate::corpus::{Report, ReportId};
use crate::document::{Extent, Language};
use crate::finding::{Certainty, Fault};
use crate::lookup::WordSet;
use crate::word::{Shape, Stem, Token, WordId};

/// Looks for doubled words.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WordRepeated {
    /// Words that may well stand twice: "had had", "that that".
    #[serde(default)]
    may_double: Vec<String>,
}

impl Check for WordRepeated {
    fn needs(&self) -> Needs {
        Needs::Text
    }

    fn steps<'a>(&'a self, context: &Context<'a>) -> Steps<'a> {
        let each = |context: &mut Context<'_>, id: ReportId| Doubled::of(context, id);
        Steps::gathering(context, each, |context, doubled| {
            self.judge(context, &doubled);
        })
    }
}

/// What stands twice in a row in a report.
struct Doubled {
    report: ReportId,
    words: Vec<(Token, Token)>,
    names: Vec<[Token; 3]>,
    /// A percent sign and its word.
    percents: Vec<Extent>,
}

impl Doubled {
    fn of(context: &Context<'_>, id: ReportId) -> Doubled {
        let report = &context.corpus.reports[id];
        let (mut words, mut names, mut percents) = (Vec::new(), Vec::new(), Vec::new());
        let makeups = context.corpus.vocabulary.makeups(id).iter().enumerate();
        // Most sentences have nothing of the kind.
        let makeups = makeups.filter(|(_, makeup)| makeup.has_doubled() || makeup.has_percent());
        for (sentence, _) in makeups {
            let tokens = report.tokens(sentence);
            for (at, pair) in tokens.windows(2).enumerate() {
                let (first, second) = (pair[0], pair[1]);
                if first.shape() == Shape::Mark {
                    percents.extend(percent_again(report, first, second));
                    continue;
                }
                if first.stem != second.stem {
                    continue;
                }
                if is_doubled(report, first, second) {
                    words.push((first, second));
                }
                let before = at
                    .checked_sub(1)
                    .map(|before| [tokens[before], first, second]);
                names.extend(before.filter(|name| is_doubled_name(report, *name)));
            }
        }
        Doubled {
            report: id,
            words,
            names,
            percents,
        }
    }
}

impl WordRepeated {
    fn judge(&self, context: &mut Context<'_>, doubled: &[Doubled]) {
        let reports = &context.corpus.reports;
        let pairs = || {
            doubled.iter().flat_map(|doubled| {
                let words = doubled.words.iter();
                words.map(|(first, second)| (&reports[doubled.report], *first, *second))
            })
        };
        let mut times: FxHashMap<String, u32> = FxHashMap::default();
        for (report, first, _) in pairs() {
            *times.entry(word(report, first)).or_default() += 1;
        }
        doubled_names(context, doubled);
        doubled_percents(context, doubled);
        for (report, first, second) in pairs() {
            let key = word(report, first);
            if self.may_double.contains(&key) {
                continue;
            }
            let certainty = if report.document.language == Language::Other {
                // Other languages double their short words: "nous nous", "die die".
                if key.chars().count() < 6 {
                    continue;
                }
                Certainty::Likely
            } else if second.is_function() || key == "percent" {
                // "Click *To* to choose": the one is named, most likely.
                if ACROSS_CLAUSES.has(&key) || is_parted_in_source(context, report, first, second) {
                    Certainty::Likely
                } else {
                    Certainty::Sure
                }
            } else if times[&key] > 1 {
                // Doubled time and again it is meant: "bora bora".
                continue;
            } else {
                // Words with a meaning are doubled on purpose as well: "the baker's reverse reverse", names of games,
                // a verb and its noun.
                Certainty::Unsure
            };
            let slip = Slip {
                fault: Fault::WordRepeated,
                certainty,
                report,
                extent: Extent {
                    start: first.start,
                    end: second.end(),
                },
                message: format!("“{key}” stands twice in a row"),
                label: "twice".to_owned(),
                help: "Take one out, or put in what was meant.",
                fix: Some((
                    superfluous(context, report, first, second),
                    String::new(),
                    certainty == Certainty::Sure,
                )),
            };
            let detection = slip.detection(context);
            context.report(detection);
        }
    }
}

/// What is taken out of two words that are one too many: the second, or the first where a line ends behind it, for lines stay as
/// long as they are.
fn superfluous(context: &Context<'_>, report: &Report, first: Token, second: Token) -> Extent {
    let view = report.document.view.as_str();
    let between = Extent {
        start: first.end(),
        end: second.start,
    };
    let source = context.sources.quote(report.document.place(between));
    let is_spaced = view[..first.start as usize].ends_with(' ');
    if source.contains('\n') && is_spaced && first.of(view) == second.of(view) {
        return Extent {
            start: first.start - 1,
            end: first.end(),
        };
    }
    Extent {
        start: first.end(),
        end: second.end(),
    }
}

/// Whether the last word of a name may stand twice: "Ann Baker Baker".
fn is_doubled_name(report: &Report, [first, last, again]: [Token; 3]) -> bool {
    let view = report.document.view.as_str();
    let is_name = |token: Token| token.shape() == Shape::Capitalised && !token.is_function();
    report.document.language != Language::Other
        && [first, last, again].into_iter().all(is_name)
        && first.stem != last.stem
        && last.of(view) == again.of(view)
        && &view[first.end() as usize..last.start as usize] == " "
        && &view[last.end() as usize..again.start as usize] == " "
        && !view[again.end() as usize..].starts_with(['-', '\'', '’'])
}

/// Of such names, those that the corpus has with one of the words as well.
fn doubled_names(context: &mut Context<'_>, doubled: &[Doubled]) {
    let reports = &context.corpus.reports;
    let names = || {
        doubled.iter().flat_map(|doubled| {
            let names = doubled.names.iter();
            names.map(|name| (&reports[doubled.report], *name))
        })
    };
    if names().next().is_none() {
        return;
    }
    let mut once: FxHashMap<(Stem, Stem), bool> = FxHashMap::default();
    once.extend(names().map(|(_, [first, last, _])| ((first.stem, last.stem), false)));
    let words = &context.corpus.words;
    let stem = |word: &WordId| words.word(*word).stem;
    // Few words begin such a name.
    let begins: FxHashSet<Stem> = names().map(|(_, [first, ..])| first.stem).collect();
    let begins = words.iter().map(|(_, _, word)| begins.contains(&word.stem));
    let begins: Vec<bool> = begins.collect();
    for report in &context.corpus.reports {
        for sentence in report.sentences_with(|word| begins[word.index()]) {
            let words = report.words(sentence);
            for (at, pair) in words.windows(2).enumerate() {
                if let Some(once) = once.get_mut(&(stem(&pair[0]), stem(&pair[1]))) {
                    let next = words.get(at + 2);
                    *once |= next.is_none_or(|next| stem(next) != stem(&pair[1]));
                }
            }
        }
    }
    for (report, [first, last, again]) in names() {
        if !once[&(first.stem, last.stem)] {
            continue;
        }
        let name = last.of(report.document.view.as_str());
        let slip = Slip {
            fault: Fault::WordRepeated,
            certainty: Certainty::Likely,
            report,
            extent: Extent {
                start: last.start,
                end: again.end(),
            },
            message: format!("“{name}” stands twice in a row"),
            label: "twice".to_owned(),
            help: "Take one out, or put in what was meant.",
            fix: Some((
                Extent {
                    start: last.end(),
                    end: again.end(),
                },
                String::new(),
                false,
            )),
        };
        let detection = slip.detection(context);
        context.report(detection);
    }
}

/// "5% percent": the sign with the word behind it, if that says the same again.
fn percent_again(report: &Report, sign: Token, word: Token) -> Option<Extent> {
    let view = report.document.view.as_str();
    let behind = &view[word.end() as usize..];
    let end = match word.of(view) {
        "percent" => word.end(),
        "per" if behind.starts_with(" cent") => word.end() + 5,
        _ => return None,
    };
    // “5% percent” is spoken of.
    let is_alone = !view[end as usize..].starts_with(|next: char| {
        next.is_alphanumeric() || matches!(next, '"' | '”' | '’' | '\'' | '`')
    });
    let is_percent =
        sign.of(view) == "%" && view[..sign.start as usize].ends_with(|c: char| c.is_ascii_digit());
    let extent = Extent {
        start: sign.start,
        end,
    };
    let gap = &view[sign.end() as usize..word.start as usize];
    (is_percent && is_alone && gap.trim().is_empty() && is_prose(report, extent)).then_some(extent)
}

/// Percent signs with their word behind them.
fn doubled_percents(context: &mut Context<'_>, doubled: &[Doubled]) {
    let reports = &context.corpus.reports;
    for (report, extent) in doubled.iter().flat_map(|doubled| {
        let percents = doubled.percents.iter();
        percents.map(|extent| (&reports[doubled.report], *extent))
    }) {
        let slip = Slip {
            fault: Fault::WordRepeated,
            certainty: Certainty::Sure,
            report,
            extent,
            message: format!("“{}” says “percent” twice", report.text(extent)),
            label: "twice".to_owned(),
            help: "Take out the sign or the word.",
            fix: Some((
                Extent {
                    start: extent.start + 1,
                    end: extent.end,
                },
                String::new(),
                true,
            )),
        };
        let detection = slip.detection(context);
        context.report(detection);
    }
}

fn word(report: &Report, token: Token) -> String {
    token.of(report.document.view.as_str()).to_lowercase()
}

/// Whether two neighbours are one word, doubled, and no name that is made like that: "Baden Baden", "AT&T" behind "at".
fn is_doubled(report: &Report, first: Token, second: Token) -> bool {
    if first.stem != second.stem || !first.is_word() || second.shape() != Shape::Lower {
        return false;
    }
    let view = report.document.view.as_str();
    let (one, two) = (first.of(view), second.of(view));
    // An operator and a word: "bitwise AND and OR".
    if one.len() > 1 && !one.contains(char::is_lowercase) {
        return false;
    }
    if one.to_lowercase() != two || (two.len() == 1 && two != "a") {
        return false;
    }
    // "a ^ 1 = a", and then the next formula.
    let said = view[..first.start as usize].trim_end_matches(' ');
    if two.len() == 1 && said.ends_with(['=', '^', '+', '*', '/', '<', '>']) {
        return false;
    }
    // A title or a name may end with the word that follows: "Support as a Service service".
    if !first.is_function() && first.shape() != Shape::Lower {
        return false;
    }
    // The one names the word, the other joins it to the next: "the operators and and or".
    let behind = view[second.end() as usize..].trim_start();
    let joins = |other: &str| {
        behind.starts_with(other)
            && behind[other.len()..].starts_with(|c: char| !c.is_alphanumeric())
    };
    if matches!(two, "and" | "or") && (joins("and") || joins("or")) {
        return false;
    }
    let around = Extent {
        start: first.start,
        end: second.end(),
    };
    let gap = &view[first.end() as usize..second.start as usize];
    // "a ^ 1  =  a    a V 0": two columns of formulas, "or or or...": a thought that trails off.
    if first.is_function() && gap.len() > 2 && !gap.contains('\n')
        || behind.starts_with("...")
        || behind.starts_with('…')
    {
        return false;
    }
    // Columns of a table, and a word beside its own name: "the package *package*".
    if !first.is_function() && (gap != " " || is_parted(report, first, second)) {
        return false;
    }
    // "the the" in quotes is spoken of.
    let quotes = ['"', '“', '”', '\'', '‘', '’', '`'];
    if view[..first.start as usize].ends_with(quotes)
        && view[second.end() as usize..].starts_with(quotes)
    {
        return false;
    }
    !gap.is_empty()
        && gap.trim().is_empty()
        && !view[second.end() as usize..].starts_with(['&', '/', '_', '@', '-', '='])
        && !view[..first.start as usize].ends_with(['&', '/', '_', '@', '-', '=', '^'])
        && is_prose(report, around)
}

/// Whether markup or a gap stands between two words, and not only a space, or the end of a line with what leads the next.
fn is_parted_in_source(
    context: &Context<'_>,
    report: &Report,
    first: Token,
    second: Token,
) -> bool {
    let around = Extent {
        start: first.start,
        end: second.end(),
    };
    let source = context.sources.quote(report.document.place(around));
    let (one, two) = (
        (first.end() - first.start) as usize,
        (second.end() - second.start) as usize,
    );
    let between = source
        .get(one..source.len().saturating_sub(two))
        .unwrap_or_default();
    // So are two columns.
    let is_wide = between.len() > 2 && !between.contains('\n');
    is_wide || between.contains(|c: char| !c.is_whitespace() && c != '>')
}

/// Words that end one clause and begin the next: "if there is bread in it it is eaten" lacks a comma, and "what the bakers did
/// did not help" needs none.
const ACROSS_CLAUSES: WordSet<11> = WordSet::new([
    "did", "does", "her", "him", "in", "it", "on", "one", "them", "us", "you",
]);

/// Whether one of two words is emphasised or linked, and the other is not.
fn is_parted(report: &Report, first: Token, second: Token) -> bool {
    let around = Extent {
        start: first.start,
        end: second.end(),
    };
    let mut inlines = report.document.inlines_in(around);
    inlines.any(|inline| inline.extent.start > first.start || inline.extent.end < second.end())
}
