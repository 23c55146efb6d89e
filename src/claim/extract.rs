//! From the quantities of a report to claims: measure, role, scope, period, mood.

use std::mem::replace;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use rust_decimal::Decimal;

use super::claims::OfReport;
use super::clues::{Clue, Clues};
use super::join::{self, Keyed};
use super::measure::{Counted, Measure};
use super::noun::{self, NounPhrase};
use super::scope::{Above, Around, Scopes, sort};
use super::synonym::{self, canonical};
use super::{Claim, Mood, Role};
use crate::corpus::{Corpus, Report, ReportId};
use crate::document::{BlockId, BlockKind, Extent, InlineKind, ListId};
use crate::lookup::{WordSet, words};
use crate::period::{Anchor, Mention, Period};
use crate::quantity::{Kind, Modifier, OneOf, Quantity};
use crate::word::{self, Shape, Stem, Token};

mod contrast;

/// The claims of one report, not yet joined with those of others.
#[derive(Debug)]
pub struct ReportClaims {
    pub(super) claims: OfReport,
    /// What is said without a numeral.
    pub(super) implied: OfReport,
    pub(super) scopes: Scopes,
    /// The claims under the keys that they are joined by.
    pub(super) keyed: Vec<Keyed>,
}

impl ReportClaims {
    /// Reads the claims of a report.
    pub fn of(corpus: &Corpus, clues: &Clues, id: ReportId) -> ReportClaims {
        let (claims, implied, scopes) = claims(corpus, clues, id);
        ReportClaims {
            keyed: join::keyed(corpus, claims.claims()),
            claims,
            implied,
            scopes,
        }
    }
}

/// The claims of a report, what it says without a numeral, and their scopes.
fn claims(corpus: &Corpus, clues: &Clues, id: ReportId) -> (OfReport, OfReport, Scopes) {
    let report = &corpus.reports[id];
    let sentences = &report.reading.sentences;
    let mut claims = OfReport::with_capacity(report.reading.quantities.len(), sentences.len());
    let mut implied = OfReport::with_capacity(report.reading.implied.len(), sentences.len());
    let numbers = sentences.chunk_by(|a, b| (a.quantities, a.implied) == (b.quantities, b.implied));
    let tokens = report.reading.standing.len();
    let mut scopes = Scopes::with_capacity(numbers.count(), tokens);
    let (mut headings, mut room, mut around) =
        (Headings::default(), Room::default(), Around::default());
    let mut read = (0, 0);
    for (sentence, ends) in sentences.iter().enumerate() {
        let before = replace(&mut read, (ends.quantities, ends.implied));
        if read == before {
            continue;
        }
        let unsaid = report.implied(sentence);
        let reader = Reader::new(corpus, clues, report, sentence, room);
        let mood = reader.mood();
        let planned = reader.planned();
        let block = report.document.sentences[sentence].block();
        reader.scope(headings.above(report, block), &mut around, &mut scopes);
        let claim = |stated: OneOf, base: bool, (role, counted): (Role, Counted)| {
            let quantity: &Quantity = &stated;
            let (period, dated) = reader.period(quantity, base);
            // What is said of a time after the report is a plan or a forecast, whatever its verb.
            let mood = match (period, report.period) {
                _ if planned.is_some_and(|from| reader.token_at(quantity.outer_end()) >= from) => {
                    Mood::Planned
                }
                (Some(named), Some(own)) if mood == Mood::Stated && named.first > own.last => {
                    Mood::Planned
                }
                _ => mood,
            };
            Claim {
                report: id,
                sentence,
                slot: reader.slot(quantity) as u32,
                extent: Extent::new(quantity.outer_start(), quantity.outer_end()),
                role,
                measure: Measure::from(Counted {
                    of: reader.whose(quantity),
                    ..counted
                }),
                subject: reader.subject(quantity),
                scope: scopes.last(),
                period,
                dated,
                base,
                mood,
                quantity: stated,
            }
        };
        for (index, quantity) in reader.quantities.iter().enumerate() {
            let base = reader.is_base_of_change(quantity);
            let (role, mut counted) = reader.measure(index, base);
            counted.partial = reader.is_partial(quantity, base);
            reader.identify(&mut counted);
            // Each quantity of the report makes one claim, in their order.
            let stated = OneOf::new(&report.reading.quantities, claims.claims().len());
            claims.push(claim(stated, base, (role, counted)));
        }
        for quantity in unsaid {
            let singular = quantity.nominal() == Some(Decimal::ONE);
            // Behind "every year" stands no noun of its own.
            let adverb = report
                .text(Extent::new(quantity.start(), quantity.end()))
                .contains(' ');
            let behind = reader.token_at(quantity.outer_end());
            let phrase = (!adverb)
                .then(|| reader.phrase_from(behind, singular))
                .flatten();
            let counted = Counted {
                partial: true,
                ..reader.as_measure(phrase, false)
            };
            let unsaid = OneOf::new(&report.reading.implied, implied.claims().len());
            let base = reader.is_base_of_change(quantity);
            implied.push(claim(unsaid, base, (Role::Level, counted)));
        }
        room = reader.room;
    }
    scopes.finish();
    (claims, implied, scopes)
}

/// Words of the headings above a section that are looked at: a heading of a thousand words is none.
const MOST_OF_HEADINGS: usize = 200;

/// What the headings above a section say, and the items above a list in it, kept while these do not change.
#[derive(Default)]
struct Headings {
    section: Option<usize>,
    list: Option<ListId>,
    above: Arc<Above>,
}

impl Headings {
    fn above(&mut self, report: &Report, block: BlockId) -> &Arc<Above> {
        let document = &report.document;
        let section = document.blocks[block].section();
        let list = match document.blocks[block].kind() {
            BlockKind::Item(list) => document.lists[list].parent.map(|_| list),
            _ => None,
        };
        if (self.section, self.list) != (Some(section), list) {
            let (mut words, mut editions) = (Vec::new(), Vec::new());
            // "Spring", with what was done in spring in a list of its own.
            let around = std::iter::successors(list, |list| document.lists[*list].parent);
            let items = around.filter_map(|list| {
                let lead = document.lists[list].lead?;
                matches!(document.blocks[lead].kind(), BlockKind::Item(_)).then_some(lead)
            });
            let of_items = items.flat_map(|item| document.blocks[item].sentences().take(1));
            let title = document.sections.iter().find_map(|section| section.heading);
            let sentences = document.headings(section).flat_map(|heading| {
                let sentences = document.blocks[heading].sentences();
                sentences.map(move |sentence| (sentence, Some(heading) == title))
            });
            let view = report.document.view.as_str();
            // The year of the report sets nothing apart from the other reports, and below the title it sets a section
            // apart from those of other years.
            let own_year = |token: &Token| {
                let year = token.of(view).parse().ok();
                year.is_some() && year == report.period.and_then(Period::year)
            };
            let mut of_own_year = false;
            let sentences = sentences.map(|(sentence, is_title)| (sentence, is_title, false));
            let of_items = of_items.map(|sentence| (sentence, false, true));
            let tokens = sentences
                .chain(of_items)
                .flat_map(|(sentence, is_title, is_item)| {
                    let tokens = report.tokens(sentence).iter();
                    tokens.map(move |token| (token, is_title, is_item))
                });
            let mut of_part = false;
            for (token, is_title, is_item) in tokens.take(MOST_OF_HEADINGS) {
                if token.shape() == Shape::Digits {
                    if own_year(token) {
                        of_own_year |= !is_title;
                        continue;
                    }
                    editions.push(token.stem);
                } else if is_of_calendar(token.of(view)) {
                    of_part |= is_item;
                    editions.push(token.stem);
                    words.push(token.stem);
                } else if token.is_word() && !token.is_function() {
                    words.push(token.stem);
                }
            }
            sort(&mut words);
            sort(&mut editions);
            (self.section, self.list) = (Some(section), list);
            self.above = Arc::new(Above {
                words: words.into(),
                editions: editions.into(),
                of_own_year,
                of_part,
            });
        }
        &self.above
    }
}

/// Whether a word of a heading names a part of a year, or the place of one in a row: "Second Quarter", "March".
fn is_of_calendar(word: &str) -> bool {
    const ORDERS: WordSet<9> = WordSet::new([
        "first", "second", "third", "fourth", "spring", "summer", "autumn", "fall", "winter",
    ]);
    ORDERS.has(word) || word::is_month(word)
}

/// One sentence with everything that is needed to read its claims.
struct Reader<'a> {
    corpus: &'a Corpus,
    clues: &'a Clues,
    report: &'a Report,
    sentence: usize,
    view: &'a str,
    tokens: &'a [Token],
    quantities: &'a [Quantity],
    room: Room,
}

/// What is found in a sentence before its claims are read. The room for it is that of the sentence before.
#[derive(Default)]
struct Room {
    /// Which tokens belong to a quantity or to a date.
    taken: Vec<bool>,
    /// Where words and marks stand that part one statement from the next.
    partings: Vec<usize>,
    /// Runs of tokens that are names.
    names: Vec<Range<usize>>,
    /// What all words tell.
    told: Clue,
}

impl Room {
    /// Looks through a sentence.
    fn read(
        &mut self,
        clues: &Clues,
        report: &Report,
        sentence: usize,
        tokens: &[Token],
        quantities: &[Quantity],
    ) {
        let Room {
            taken,
            partings,
            names,
            told,
        } = self;
        taken.clear();
        taken.resize(tokens.len(), false);
        let mentions = report.mentions(sentence);
        let spans = quantities
            .iter()
            .map(|quantity| (quantity.outer_start(), quantity.outer_end()))
            .chain(
                mentions
                    .iter()
                    .map(|mention| (mention.start(), mention.end())),
            );
        for (start, end) in spans {
            let first = tokens.partition_point(|token| (token.end() as usize) <= start);
            let inside = tokens[first..]
                .iter()
                .take_while(|token| (token.start as usize) < end);
            let count = inside.count();
            taken[first..first + count].fill(true);
        }
        *told = Clue::default();
        partings.clear();
        names.clear();
        for (at, (token, word)) in tokens.iter().zip(report.words(sentence)).enumerate() {
            let clue = clues.tell(*word);
            if clue.is_none() {
                continue;
            }
            *told = told.with(clue);
            // "From 1,500 in 2020 to 2,500 in 2021" has two statements as well.
            let parts_again = clue.has(Clue::PARTS_BEHIND_FROM) && told.has(Clue::FROM);
            if clue.has(Clue::PARTS) || parts_again {
                partings.push(token.start as usize);
            }
            if clue.has(Clue::NAME) && !taken[at] {
                match names.last_mut() {
                    Some(run) if run.end == at => run.end += 1,
                    _ => names.push(at..at + 1),
                }
            }
        }
    }
}

impl<'a> Reader<'a> {
    fn new(
        corpus: &'a Corpus,
        clues: &'a Clues,
        report: &'a Report,
        sentence: usize,
        mut room: Room,
    ) -> Self {
        let tokens = report.tokens(sentence);
        let quantities = report.quantities(sentence);
        room.read(clues, report, sentence, tokens, quantities);
        Reader {
            corpus,
            clues,
            report,
            sentence,
            view: report.document.view.as_str(),
            tokens,
            quantities,
            room,
        }
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token
                .bytes_of(self.view)
                .eq_ignore_ascii_case(word.as_bytes())
        })
    }

    fn is_any<const N: usize>(&self, at: usize, words: &WordSet<N>) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|token| words.has_bytes(token.bytes_of(self.view)))
    }

    /// The first token that starts at or behind a byte of the view.
    fn token_at(&self, offset: usize) -> usize {
        self.tokens
            .partition_point(|token| (token.start as usize) < offset)
    }

    /// How many numbers stand before one.
    fn slot(&self, quantity: &Quantity) -> usize {
        self.quantities
            .partition_point(|other| other.start() < quantity.start())
    }

    /// Skips articles and the like from a token on.
    fn skip_function_words(&self, mut at: usize) -> usize {
        while self.tokens.get(at).is_some_and(|token| token.is_function()) {
            at += 1;
        }
        at
    }

    fn phrase_from(&self, at: usize, singular: bool) -> Option<NounPhrase> {
        noun::following(
            self.view,
            self.tokens,
            &|at| self.room.taken[at],
            at,
            singular,
        )
    }

    /// What a quantity counts, and the part it plays. `base` is whether it is what a change starts from.
    fn measure(&self, index: usize, base: bool) -> (Role, Counted) {
        let quantity = &self.quantities[index];
        match quantity.kind {
            Kind::Percent | Kind::Ratio => self.relative(index, base),
            Kind::Ordinal => (Role::Rank, self.level(index, base, SHARING)),
            Kind::Version => (Role::Rank, self.version(quantity)),
            Kind::Count if self.is_designation(quantity) => (Role::Rank, Counted::default()),
            Kind::Count | Kind::Money => {
                let behind = self.token_at(quantity.outer_end());
                let change = (behind..behind + 3).any(|at| {
                    self.is_any(at, words!["more", "fewer", "less"])
                        && (at + 1..at + 4).any(|at| self.is(at, "than"))
                }) || (self.is(behind, "times")
                    && !self.is_any(behind + 1, words!["in", "during", "a", "per", "out", "."]));
                if !change && self.is_of_change(quantity) {
                    return (Role::Change, self.level(index, base, SHARING));
                }
                if !change {
                    return (Role::Level, self.level(index, base, SHARING));
                }
                // "12 more members than last year": the noun is behind the comparative.
                let own = self
                    .is_any(behind, words!["more", "fewer", "less"])
                    .then(|| self.phrase_from(behind + 1, false))
                    .flatten();
                let measure = own.map_or_else(
                    || self.level(index, base, SHARING),
                    |own| self.as_measure(Some(own), false),
                );
                (Role::Change, measure)
            }
        }
    }

    /// Whether a number tells by how much something changed: "an increase of 85 members".
    fn is_of_change(&self, quantity: &Quantity) -> bool {
        let at = self.token_at(quantity.outer_start());
        let noun = at.checked_sub(2).filter(|_| self.is(at - 1, "of"));
        noun.is_some_and(|noun| self.is_any(noun, &CHANGES)) || self.is_move(quantity)
    }

    /// Whether a number is the end of a name: "Barley 2 takes less water", or a name that the corpus often writes with
    /// it.
    fn is_designation(&self, quantity: &Quantity) -> bool {
        let at = self.token_at(quantity.outer_start());
        if quantity.modifier != Modifier::Exact {
            return false;
        }
        if self.is_of_compound(quantity) {
            return true;
        }
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        // "Step 3", "node 2 of the cluster", "RFC 2616": a number behind such a noun tells which one.
        let bare = self.tokens.get(at).is_some_and(|token| {
            token.shape() == Shape::Digits && token.end() as usize == quantity.outer_end()
        });
        let is_numbered = |at: usize| self.is_any(at, &NUMBERED);
        // "An exit code of 1", "tiers 2 and 3" of which the first is "tier 2".
        let linked = || match before.checked_sub(1) {
            Some(noun) if self.is(before, "of") => is_numbered(noun),
            Some(first) if self.is_any(before, words!["and", "or", "to"]) => {
                self.tokens[first].shape() == Shape::Digits && first > 0 && is_numbered(first - 1)
            }
            _ => false,
        };
        if bare && (is_numbered(before) || linked()) {
            return true;
        }
        if bare && (self.is_callout(quantity) || self.is_compact_date(quantity)) {
            return true;
        }
        let small = quantity
            .nominal()
            .is_some_and(|number| number < Decimal::ONE_HUNDRED);
        // "Overall 45 of 60 came" starts with no name.
        let is_adverb = before == 0
            && self.is_any(
                before,
                words![
                    "altogether",
                    "approximately",
                    "currently",
                    "nationally",
                    "locally",
                    "overall"
                ],
            );
        if !small || !self.tokens[before].is_capital() || is_adverb {
            return false;
        }
        let mut starts = self.tokens[..at].iter();
        let vocabulary = &self.corpus.vocabulary;
        let number = self.tokens.get(at);
        starts.all(|token| token.is_capital() && !token.is_function())
            || number.is_some_and(|number| {
                vocabulary.is_numbered_name(self.tokens[before].stem, number.stem)
            })
    }

    /// Whether a number is a day in eight digits: "20210307".
    fn is_compact_date(&self, quantity: &Quantity) -> bool {
        let text = &self.view[quantity.start()..quantity.end()];
        let (Some(year), Some(month), Some(day)) = (text.get(..4), text.get(4..6), text.get(6..))
        else {
            return false;
        };
        let number = |text: &str| text.parse::<i8>().ok();
        text.len() == 8
            && (year.starts_with("19") || year.starts_with("20"))
            && number(month)
                .zip(number(day))
                .zip(year.parse().ok())
                .is_some_and(|((month, day), year)| Period::of_day(year, month, day).is_some())
    }

    /// Whether a number only tells what sort of thing it is: "64-bit systems", "a 30-day trial".
    fn is_of_compound(&self, quantity: &Quantity) -> bool {
        let behind = &self.view[quantity.outer_end()..];
        let first = |text: &'a str| {
            let word = text.split(|c: char| !c.is_alphabetic()).next();
            word.unwrap_or_default()
        };
        // "A three volume history": several volumes would have a plural.
        let several = quantity.kind == Kind::Count
            && quantity
                .nominal()
                .is_some_and(|number| number > Decimal::ONE);
        let hyphen = behind.strip_prefix(['-', '\u{2011}']);
        let space = behind.strip_prefix(' ').filter(|_| several);
        hyphen.is_some_and(|behind| UNITS.has(first(behind)))
            || space.is_some_and(|behind| SPANS.has(first(behind)))
    }

    /// Whether a number in brackets points at a mark in a drawing or at a note: "the till (3) opens the drawer (4)". Such
    /// numbers go on from sentence to sentence.
    fn is_callout(&self, quantity: &Quantity) -> bool {
        const NEAR: usize = 4;
        const MOST: usize = 16;
        let in_brackets = |quantity: &Quantity| {
            self.view[..quantity.outer_start()].ends_with('(')
                && self.view[quantity.outer_end()..].starts_with(')')
        };
        if !in_brackets(quantity) {
            return false;
        }
        let Some(number) = quantity.nominal() else {
            return false;
        };
        let report = self.report;
        let sentences = self.sentence.saturating_sub(NEAR)
            ..(self.sentence + NEAR + 1).min(report.document.sentences.len());
        // Parts have brackets as well, but in one sentence: "rye (3) and oats (4)".
        let at = self.token_at(quantity.outer_start());
        let singular = at >= 2 && {
            let noun = self.tokens[at - 2];
            noun.shape() == Shape::Lower && !word::is_plural(noun.of(self.view))
        };
        let mut others = sentences
            .filter(|sentence| singular || *sentence != self.sentence)
            .flat_map(|sentence| report.quantities(sentence).iter().take(MOST))
            .filter(|other| in_brackets(other))
            .filter_map(Quantity::nominal);
        others.any(|other| (other - number).abs() == Decimal::ONE)
    }

    /// A percentage or a multiple: of a change or of a whole.
    fn relative(&self, index: usize, base: bool) -> (Role, Counted) {
        let quantity = &self.quantities[index];
        let behind = self.token_at(quantity.outer_end());
        let before = self.token_at(quantity.outer_start());
        let of_whole = self.is(behind, "of");
        let mut near = before.saturating_sub(6)..(behind + 5).min(self.tokens.len());
        // "One in five" is a share wherever it stands.
        let is_odds = quantity.kind == Kind::Ratio
            && (before..behind).any(|at| self.is_any(at, words!["in", "out"]));
        let change = !of_whole && !is_odds && near.any(|at| self.is_change(at));
        let multiple = quantity.kind == Kind::Ratio && !of_whole && !is_odds;
        let start = if of_whole {
            self.skip_function_words(behind + 1)
        } else {
            behind
        };
        // "Fell from 57% to 52%": these are what it was and what it is.
        let level = quantity.kind == Kind::Percent
            && (base
                || index
                    .checked_sub(1)
                    .map(|at| &self.quantities[at])
                    .is_some_and(|base| {
                        base.kind == Kind::Percent && self.is_base_of_change(base)
                    })
                    && before > 0
                    && self.is(before - 1, "to"));
        let role = if (change && !level) || multiple {
            Role::Change
        } else {
            Role::Share
        };
        let own = self.phrase_from(start, false);
        // "66% of our loaves were rye loaves, up from 60%"
        if own.is_none() && base && role == Role::Share {
            let now = (0..index).rev().take(NEAR).find(|at| {
                let now = &self.quantities[*at];
                now.kind == quantity.kind && !self.is_base_of_change(now)
            });
            if let Some((Role::Share, measure)) = now.map(|at| self.relative(at, false))
                && measure.head.is_some()
            {
                return (role, measure);
            }
        }
        // "The rate of return was 14%"
        let is_plain = own.is_none() && !base && role == Role::Share;
        if let Some(rate) = is_plain.then(|| self.rate_before(before)).flatten() {
            return (role, self.as_measure(Some(rate), false));
        }
        if own.is_none() && role == Role::Share && quantity.kind == Kind::Percent {
            // "Private sector: 55% (2019: 60%)": the label is of both.
            let first = index > 0 && base;
            let before = self.token_at(self.quantities[index - usize::from(first)].outer_start());
            if before > 0 && self.is(before - 1, ":") {
                let label = noun::preceding(
                    self.view,
                    self.tokens,
                    &|at| self.room.taken[at],
                    before - 1,
                );
                return (role, self.as_measure(label, false));
            }
        }
        (role, self.as_measure(own, false))
    }

    /// The measure of a number of things, of which at most `sharing` more numbers share the noun.
    fn level(&self, index: usize, base: bool, sharing: usize) -> Counted {
        let quantity = &self.quantities[index];
        let singular = quantity.nominal() == Some(Decimal::ONE) || quantity.kind == Kind::Ordinal;
        let mut behind = self.token_at(quantity.outer_end());
        // "12 of the 25 members", "dozens of members": the noun is behind "of".
        let of_several = self.is(behind, "of");
        if of_several {
            behind = self.skip_function_words(behind + 1);
        }
        if quantity.kind != Kind::Money
            && let Some(phrase) = self.phrase_from(behind, singular)
        {
            // Several things have a plural: "the 404 page", "release 6 notes".
            let head = self.tokens[phrase.head];
            let one = quantity.kind == Kind::Count
                && !singular
                && !of_several
                && head.shape() == Shape::Lower
                && head.end() - head.start > 3
                && !word::is_plural(head.of(self.view));
            return self.as_measure(Some(phrase), one);
        }
        // "from 11 to 21 members": the first number shares the noun of the second.
        if sharing > 0
            && self.is_any(behind, words!["to", "and", "or", "through"])
            && let Some(next) = self.quantities.get(index + 1)
            && self.token_at(next.outer_start()) == behind + 1
            && next.kind == quantity.kind
        {
            let base = self.is_base_of_change(next);
            return self.level(index + 1, base, sharing - 1);
        }
        if let Some(measure) = self.neighbouring_block(quantity) {
            return measure;
        }
        let before = self.token_at(quantity.outer_start());
        // "members: 142", "members (142)", "members of 142"
        if before > 0 && self.is_any(before - 1, words![":", "(", "of", "-", "–", "—", "="]) {
            let phrase = noun::preceding(
                self.view,
                self.tokens,
                &|at| self.room.taken[at],
                before - 1,
            );
            if phrase.is_some() {
                return self.as_measure(phrase, false);
            }
        }
        // "505 members, up from 450": what a change starts from is of the same thing.
        if base && let Some(measure) = self.base_measure(index, before) {
            return measure;
        }
        // "the number of members rose to 142"
        let counted = (before.saturating_sub(14).max(1)..before).rev().find(|at| {
            self.is(*at, "of")
                && self.is_any(at - 1, words!["number", "total", "count", "amount", "sum"])
        });
        if let Some(of) = counted
            && let Some(phrase) = self.phrase_from(self.skip_function_words(of + 1), false)
        {
            return self.as_measure(Some(phrase), false);
        }
        // "membership reached 142": the nearest noun before, a guess.
        let nearest = (before.saturating_sub(8)..before).rev().find(|at| {
            let token = self.tokens[*at];
            // "Donations came to 50,000": the first word has its capital from the sentence.
            let opens = *at == 0
                && token.shape() == Shape::Capitalised
                && !self.corpus.vocabulary.is_name(token.stem);
            (token.shape() == Shape::Lower || opens)
                && !token.is_function()
                && !self.room.taken[*at]
                && !self.is_any(*at, &VERBS)
        });
        if let Some(subject) = nearest.and_then(|head| self.counted_subject(head, before)) {
            return self.as_measure(Some(subject), false);
        }
        let phrase = nearest.map(|head| NounPhrase {
            words: head..head + 1,
            head,
        });
        self.as_measure(phrase, true)
    }

    /// A noun that a sentence begins with, and of which the words between it and the number at `before` say that it is so
    /// many: "Our paid membership stood at 1,204".
    fn counted_subject(&self, head: usize, before: usize) -> Option<NounPhrase> {
        const MOST_WORDS: usize = 3;
        let says = |at: usize| self.is_any(at, &LEVEL_VERBS);
        let leads =
            |at: usize| says(at) || self.is_any(at, words!["to", "at", "now", "only", "just"]);
        let mut between = head + 1..before;
        if !(between.clone().any(says) && between.all(leads)) {
            return None;
        }
        let is_determiner =
            |at: usize| self.is_any(at, words!["the", "our", "its", "their", "total"]);
        let start = (0..head).take_while(|at| is_determiner(*at)).count();
        let is_of_it = |at: usize| {
            let token = self.tokens[at];
            let opens = at == 0 && token.shape() == Shape::Capitalised;
            token.is_word() && !token.is_function() && (opens || token.shape() == Shape::Lower)
        };
        let words = start..head + 1;
        (words.len() <= MOST_WORDS && words.clone().all(is_of_it))
            .then_some(NounPhrase { words, head })
    }

    /// Adds what those are who are counted, where what they did tells it: "112 people are members", "the 900 companies
    /// that attended", "40 bakers joined".
    fn identify(&self, measure: &mut Counted) {
        let Some((noun, extent)) = measure.head.map(canonical).zip(measure.extent) else {
            return;
        };
        let end = extent.end as usize;
        let is_here = self
            .tokens
            .first()
            .is_some_and(|first| first.start <= extent.start)
            && self
                .tokens
                .last()
                .is_some_and(|last| last.end() >= extent.end);
        if !is_here {
            return;
        }
        let mut at = self.token_at(end);
        let between = words![
            "who", "that", "which", "have", "has", "had", "also", "already"
        ];
        for _ in 0..3 {
            at += usize::from(self.is_any(at, between));
        }
        let verb = self.tokens.get(at).map_or("", |token| token.of(self.view));
        let joined = verb == "joined" && {
            let mut object = at + 1..(at + 8).min(self.tokens.len());
            !object.any(|at| self.is_any(at, &SESSIONS))
        };
        if joined && let Err(place) = measure.qualifiers.binary_search(&NEW) {
            measure.qualifiers.insert(place, *NEW);
        }
        if !synonym::is_anybody(noun) {
            return;
        }
        let is_part = verb == "took" && self.is(at + 1, "part") || verb == "joined" && !joined;
        measure.also = match verb {
            _ if measure
                .qualifiers
                .iter()
                .any(|of| canonical(*of) == *MEMBERS) =>
            {
                Some(*MEMBERS)
            }
            "joined" if joined => Some(*MEMBERS),
            _ if is_part => synonym::doer("participated"),
            "are" | "were" | "became" => self
                .phrase_from(at + 1, false)
                .filter(|phrase| word::is_plural(self.tokens[phrase.head].of(self.view)))
                .map(|phrase| canonical(self.tokens[phrase.head].stem)),
            _ => synonym::doer(verb),
        };
    }

    /// The measure of what a change starts from: that of the number before it, and of several the one of its size, which
    /// is a guess ("2,500 members in four halls, 66% more than the 1,500").
    fn base_measure(&self, index: usize, before: usize) -> Option<Counted> {
        let quantity = &self.quantities[index];
        let ratio = |at: usize| {
            let (now, base) = (self.quantities[at].nominal()?, quantity.nominal()?);
            now.max(base).checked_div(now.min(base))
        };
        let near = self.quantities[..index]
            .iter()
            .enumerate()
            .rev()
            .take(NEAR)
            .take_while(|(_, now)| self.token_at(now.outer_end()) + 16 > before)
            .filter(|(_, now)| now.kind == quantity.kind && now.currency() == quantity.currency())
            .filter(|(_, now)| !self.is_base_of_change(now) && !self.is_difference(now))
            .map(|(at, _)| at);
        let near: Vec<usize> = near.collect();
        let nearest = near
            .iter()
            .copied()
            .min_by_key(|at| ratio(*at).unwrap_or(Decimal::MAX))?;
        let measure = self.level(nearest, false, 0);
        let guessed = measure.guessed || near.len() > 1;
        Some(Counted { guessed, ..measure })
    }

    /// Whether a number tells by how much something is more: "45 stalls, 8 more than the 37".
    fn is_difference(&self, quantity: &Quantity) -> bool {
        let behind = self.token_at(quantity.outer_end());
        self.is_any(behind, words!["more", "fewer", "less"])
            && (behind + 1..behind + 4).any(|at| self.is(at, "than"))
    }

    /// The measure of a number that stands alone in its block: a card ("1,500+" over "Change Authors") or a cell.
    fn neighbouring_block(&self, quantity: &Quantity) -> Option<Counted> {
        let document = &self.report.document;
        let block = document.sentences[self.sentence].block();
        if !is_alone(document.block_text(block), quantity) {
            return None;
        }
        if let BlockKind::Cell { table, row, column } = document.blocks[block].kind() {
            let header = *document.tables[table].rows.first()?.get(column as usize)?;
            return (row > 0).then(|| self.label(header)).flatten();
        }
        let is_label = |at: BlockId| {
            let mut sentences = document.blocks[at].sentences();
            matches!(
                document.blocks[at].kind(),
                BlockKind::Paragraph | BlockKind::Heading(_)
            ) && document.block_text(at).split_whitespace().count() <= 5
                && sentences.all(|sentence| self.report.quantities(sentence).is_empty())
        };
        let is_card = |at: BlockId| {
            let mut sentences = document.blocks[at].sentences();
            sentences.any(|sentence| {
                matches!(self.report.quantities(sentence), [only] if is_alone(document.block_text(at), only))
            })
        };
        let next = Some(block + 1).filter(|at| *at < document.blocks.len() && is_label(*at));
        let previous = block.checked_sub(1).filter(|at| is_label(*at));
        let label = match (next, previous) {
            (Some(next), Some(previous)) => {
                // Where both sides have one, a run of cards tells by its open end on which side the labels are.
                let card_above = previous.checked_sub(1).is_some_and(is_card);
                let card_below = next + 1 < document.blocks.len() && is_card(next + 1);
                if card_above || !card_below {
                    next
                } else {
                    previous
                }
            }
            (next, previous) => next.or(previous)?,
        };
        self.label(label)
    }

    /// The words of a label block as a measure.
    fn label(&self, block: BlockId) -> Option<Counted> {
        let sentence = self.report.document.blocks[block].sentences().next()?;
        let tokens = self.report.tokens(sentence);
        let first = tokens
            .iter()
            .position(|token| token.is_word() && !token.is_function())?;
        let phrase = noun::following(self.view, tokens, &|_| false, first, false)?;
        Some(measure_of(tokens, &phrase, false))
    }

    fn version(&self, quantity: &Quantity) -> Counted {
        let before = self.token_at(quantity.outer_start());
        self.as_measure(
            noun::preceding(self.view, self.tokens, &|at| self.room.taken[at], before),
            false,
        )
    }

    fn as_measure(&self, phrase: Option<NounPhrase>, guessed: bool) -> Counted {
        phrase.map_or_else(Counted::default, |phrase| {
            measure_of(self.tokens, &phrase, guessed)
        })
    }

    fn is_change(&self, at: usize) -> bool {
        let word = self.tokens[at].of(self.view);
        if word == "up" {
            // "Made up of", "up to", "signed up for": it rises nowhere.
            let bound = words!["of", "to", "for", "with", "and", "in"];
            let before = at.checked_sub(1);
            return !self.is_any(at + 1, bound)
                && !before.is_some_and(|at| self.is_any(at, &PHRASAL));
        }
        self.tokens[at].shape() == Shape::Lower && (word::is_rise(word) || word::is_fall(word))
    }

    /// The noun that says of what a share is one, before the verb: "the return rate was", "turnout came to".
    fn rate_before(&self, at: usize) -> Option<NounPhrase> {
        let verb = (at.checked_sub(1)?.saturating_sub(1)..at).find(|at| {
            self.is_any(
                *at,
                words!["was", "is", "were", "are", "came", "stood", "reached"],
            )
        })?;
        let is_rate = |head: usize| self.is_any(head, &RATES);
        let head = verb.checked_sub(1).filter(|head| is_rate(*head))?;
        noun::preceding(self.view, self.tokens, &|at| self.room.taken[at], head + 1)
    }

    /// The last run of names before a number, else the first one of the sentence, else the heading.
    fn subject(&self, quantity: &Quantity) -> Option<Extent> {
        let before = self.token_at(quantity.outer_start());
        let behind = self.room.names.partition_point(|run| run.start < before);
        let nearest = behind.checked_sub(1).unwrap_or(behind);
        let Some(run) = self.room.names.get(nearest) else {
            let document = &self.report.document;
            let section = document.blocks[document.sentences[self.sentence].block()].section();
            return document
                .headings(section)
                .next()
                .map(|heading| document.blocks[heading].extent);
        };
        Some(Extent {
            start: self.tokens[run.start].start,
            end: self.tokens[run.end - 1].end(),
        })
    }

    /// The noun before a preposition before a number: "readers" of "readers from 31 countries".
    fn whose(&self, quantity: &Quantity) -> Option<Stem> {
        let at = self.token_at(quantity.outer_start());
        let before = at.checked_sub(2)?;
        let noun = self.tokens[before];
        (self.is_any(at - 1, words!["from", "across", "representing"])
            && noun.is_word()
            && !noun.is_function())
        .then_some(noun.stem)
    }

    /// Whether a number holds for each of several things, or for some of a number before it.
    fn is_partial(&self, quantity: &Quantity, base: bool) -> bool {
        let at = self.token_at(quantity.outer_start());
        let behind = self.token_at(quantity.outer_end());
        let mut before = at.saturating_sub(6)..at;
        // What a part started from is of the part: "of which 450 are rye, up from 300".
        if base {
            let now = self.quantities[..self.slot(quantity)]
                .iter()
                .rev()
                .take(NEAR)
                .find(|now| now.kind == quantity.kind && !self.is_base_of_change(now));
            return now.is_some_and(|now| self.is_partial(now, false));
        }
        let mut behind = behind..(behind + 5).min(self.tokens.len());
        behind.any(|at| self.is_any(at, &OF_EACH))
            || before.any(|at| self.is_any(at, &OF_SOME))
            || (quantity.kind == Kind::Count
                && self.is_in_brackets_of_another(at)
                && !self.has_own_time(quantity))
            || (at > 0
                && self.is_any(
                    at - 1,
                    words!["another", "additional", "other", "first", "last", "next"],
                ))
            || self.is_of_some_named_first(at)
    }

    /// "Of the paved roads 12 miles are new": what the sentence counts is of those that it names first. A number of those is
    /// one of all: "Of the 12 miles".
    fn is_of_some_named_first(&self, at: usize) -> bool {
        self.is(0, "Of")
            && self.is_any(1, words!["the", "these", "those", "our", "its", "their"])
            && (2..at).any(|at| {
                let named = self.tokens[at];
                named.is_word() && !named.is_function() && !self.room.taken[at]
            })
    }

    /// Whether a number stands in brackets behind the noun of another one, and is of a part of these: "half of the
    /// 203 farms (120)". Money in brackets is the same in another currency.
    fn is_in_brackets_of_another(&self, at: usize) -> bool {
        let Some(bracket) = at.checked_sub(1).filter(|at| self.is(*at, "(")) else {
            return false;
        };
        (bracket.saturating_sub(5)..bracket)
            .rev()
            .take_while(|at| self.tokens[*at].is_word() || self.room.taken[*at])
            .any(|at| self.room.taken[at] && self.tokens[at].shape() == Shape::Digits)
    }

    /// Whether the sentence has no subject of its own: it starts with a pronoun, or with "the" and a noun that
    /// stands for something named before.
    fn points_back(&self) -> bool {
        let introduced = self
            .tokens
            .iter()
            .take(12)
            .position(|token| token.bytes_of(self.view) == b",");
        let start = introduced.map_or(0, |comma| comma + 1);
        // A card or a cell has no sentence of its own.
        if self.tokens.len() <= 3 {
            return true;
        }
        let subject = |start: usize| {
            self.is_any(
                start,
                words![
                    "it", "they", "we", "he", "she", "this", "these", "its", "their", "our",
                ],
            ) || (self.is_any(start, words!["the"]) && self.is_any(start + 1, &BACK))
        };
        subject(0) || subject(start)
    }

    /// The names of the sentence before in the same paragraph: what a sentence without names says is about them.
    fn names_before(&self) -> impl Iterator<Item = Stem> + '_ {
        let document = &self.report.document;
        let sentences = &document.sentences;
        let before = self.sentence.checked_sub(1);
        let before = before.filter(|at| sentences[*at].block() == sentences[self.sentence].block());
        let tokens = before.map_or(&[][..], |before| self.report.tokens(before));
        let words = before.map_or(&[][..], |before| self.report.words(before));
        let has_code = before.is_some_and(|before| self.has_code(sentences[before].extent));
        let names = tokens.iter().zip(words).filter(move |(token, word)| {
            let is_name = self.clues.tell(**word).has(Clue::NAME);
            !token.is_function() && (is_name || has_code && self.is_code(**token))
        });
        names.map(|(token, _)| token.stem)
    }

    /// The words, names, months and years of the sentence.
    fn scope(&self, above: &Arc<Above>, around: &mut Around, scopes: &mut Scopes) {
        around.clear();
        let has_code = self.has_code(self.report.document.sentences[self.sentence].extent);
        let mut aliases = self.corpus.aliases.find(self.tokens);
        let mut alias = aliases.next();
        let mut named = 0;
        let mut names = self.room.names.iter().peekable();
        for (at, token) in self.tokens.iter().enumerate() {
            // Whatever a subject is called, its words are those of its first name.
            if let Some((range, subject)) = &alias
                && range.start == at
            {
                named = range.end;
                around.names.extend(*subject);
                around.sequence.extend(*subject);
                alias = aliases.next();
            }
            if at < named || self.room.taken[at] || token.shape() == Shape::Mark {
                continue;
            }
            if token.is_word() {
                around.sequence.push(token.stem);
            }
            if token.is_function() {
                continue;
            }
            while names.next_if(|run| run.end <= at).is_some() {}
            if names.peek().is_some_and(|run| run.start <= at) || has_code && self.is_code(*token) {
                if around.names.len() >= MOST_OF_SENTENCE {
                    continue;
                }
                around.names.push(token.stem);
                if at > 0 && self.is_any(at - 1, words!["in", "at", "to", "near"]) {
                    around.locations.push(token.stem);
                }
            } else if token.shape() != Shape::Digits && around.words.len() < MOST_OF_SENTENCE {
                around.words.push(token.stem);
            }
        }
        for mention in self.report.mentions(self.sentence) {
            let Some(period) = mention.when.resolve(self.report.period) else {
                continue;
            };
            around
                .years
                .extend([period.first.year(), period.last.year()]);
            if period.first.month() == period.last.month()
                && period.first.year() == period.last.year()
            {
                around.months.push(period.first.month().into());
            }
        }
        let ordinals = self
            .quantities
            .iter()
            .filter(|quantity| quantity.kind == Kind::Ordinal)
            .take(MOST_OF_SENTENCE);
        around
            .ordinals
            .extend(ordinals.filter_map(Quantity::nominal));
        let mut points_back = self.points_back();
        let is_own = !around.names.is_empty()
            || !around.years.is_empty()
            || self.room.told.has(Clue::OURS)
                && (0..self.tokens.len().min(40))
                    .any(|at| self.is_any(at, words!["we", "our", "us"]));
        if around.names.is_empty() {
            around.names.extend(self.names_before());
            points_back &= around.names.is_empty();
        }
        around.scope(scopes, above, is_own, points_back);
    }

    /// Whether there is code in a sentence: in most there is none, and no word of it need be asked.
    fn has_code(&self, extent: Extent) -> bool {
        let mut inlines = self.report.document.inlines_in(extent);
        inlines.any(|inline| inline.kind == InlineKind::Code)
    }

    fn is_code(&self, token: Token) -> bool {
        let extent = Extent {
            start: token.start,
            end: token.end(),
        };
        self.report
            .document
            .inlines_in(extent)
            .any(|inline| inline.kind == InlineKind::Code)
    }

    /// Whether a number is what a change starts from: "up from 450", "from 11 to 21", "20% more than the 340".
    fn is_base_of_change(&self, quantity: &Quantity) -> bool {
        if !matches!(quantity.kind, Kind::Count | Kind::Money | Kind::Percent) {
            return false;
        }
        let at = self.token_at(quantity.outer_start());
        let mut before = at;
        while before > 0 && self.is_any(before - 1, words!["the", "our", "its", "their"]) {
            before -= 1;
        }
        let Some(word) = before.checked_sub(1) else {
            return false;
        };
        if !self.is_any(word, &BEFORE_BASE) {
            return false;
        }
        if self.is(word, ":") {
            return self.is_of_then(at);
        }
        // "Up from 12 and 30 respectively"
        if self.is(word, "and") {
            let first = self.slot_before(quantity);
            return first.is_some_and(|first| {
                self.token_at(first.outer_end()) == word
                    && first.kind == quantity.kind
                    && self.is_any(self.token_at(quantity.outer_end()), words!["respectively"])
                    && self.is_base_of_change(first)
            });
        }
        // "Compared to 2020 (400 members)", "after 4,300 trees in 2020"
        if self.is(word, "(") {
            let mention = self.mention_before(word);
            return mention.is_some_and(|mention| self.is_base(mention.start()));
        }
        if self.is(word, "after") && quantity.kind == Kind::Count {
            let mentions = self.report.mentions(self.sentence);
            let behind = mentions.partition_point(|mention| mention.start() < quantity.outer_end());
            let own = self.report.period;
            return mentions.get(behind).is_some_and(|mention| {
                self.is_beside(mention, quantity)
                    && mention.when.names_year()
                    && mention
                        .when
                        .resolve(own)
                        .is_some_and(|named| own.is_some_and(|own| named.last < own.first))
            });
        }
        let near = word.saturating_sub(4)..word;
        if self.is(word, "from") {
            if self.goes_to_another(quantity) {
                return true;
            }
            // "Rose to 1,310, from 1,250", but "rose to 1,310, from 12 countries".
            let behind = self.tokens.get(self.token_at(quantity.outer_end()));
            let is_after_comma = word > 1
                && self.is(word - 1, ",")
                && self.room.taken[word - 2]
                && behind.is_none_or(|token| !token.is_word() || token.is_function());
            let word = word - usize::from(is_after_comma);
            let mut clause = (word.saturating_sub(8)..word)
                .rev()
                .take_while(|at| self.tokens[*at].shape() != Shape::Mark);
            return clause.any(|at| self.is_change(at)) || self.has_share(word, 6);
        }
        // "Rose from an annual rate of 2%".
        if self.is(word, "of") {
            let from = near
                .clone()
                .rev()
                .take_while(|at| self.tokens[*at].shape() != Shape::Mark)
                .find(|at| self.is(*at, "from"));
            return from
                .is_some_and(|from| (from.saturating_sub(3)..from).any(|at| self.is_change(at)));
        }
        // "20% more than in 2020, when 1,500 came".
        if self.is(word, "when") {
            let mut clause = (word.saturating_sub(6)..word).rev();
            return clause.any(|at| self.is_any(at, words!["than", "from", "over", "on"]))
                && self.has_share(word, 8);
        }
        let compared = self.is_any(word, words!["to", "with"])
            && word
                .checked_sub(1)
                .is_some_and(|at| self.is(at, "compared"));
        let changed = || self.has_share(word, 4) || near.clone().any(|at| self.is_change(at));
        compared
            || self.is_any(word, words!["versus", "vs"])
            || before < at && self.is(word, "than")
            || self.is_any(word, words!["than", "over", "on", "above", "below"]) && changed()
    }

    /// The number before another one in its sentence.
    fn slot_before(&self, quantity: &Quantity) -> Option<&'a Quantity> {
        let at = self.slot(quantity).checked_sub(1)?;
        Some(&self.quantities[at])
    }

    /// Whether a number stands in brackets with its year, another one than that of the report: "410 books (2020: 350)".
    fn is_of_then(&self, at: usize) -> bool {
        let label = self.label_of(at);
        let own = self.report.period;
        label.is_some_and(|mention| {
            let year = self.token_at(mention.start());
            let resolved = mention.when.resolve(own);
            year > 0 && self.is(year - 1, "(") && resolved.is_some() && resolved != own
        })
    }

    /// The date that stands, with a colon, right before a token: "2020: 350".
    fn label_of(&self, at: usize) -> Option<&'a Mention> {
        let mark = at
            .checked_sub(1)
            .filter(|mark| self.is_any(*mark, words![":", "("]))?;
        self.mention_before(mark)
    }

    /// The date that a dash or a colon ties to the number behind it: "2019 – 114, 2020 – 130".
    fn label_before(&self, quantity: &Quantity) -> Option<&'a Mention> {
        let at = self.token_at(quantity.outer_start());
        let mark = at.checked_sub(1)?;
        let is_mark = mark > 0 && self.is_any(mark, words![":", "–", "—", "="]);
        let label = is_mark.then(|| self.mention_before(mark)).flatten()?;
        (label.when.anchor == Anchor::In).then_some(label)
    }

    /// The date that ends right before a token.
    fn mention_before(&self, at: usize) -> Option<&'a Mention> {
        let mentions = self.report.mentions(self.sentence);
        let end = self.tokens[at].start as usize;
        let behind = mentions.partition_point(|mention| mention.end() <= end);
        let mention = &mentions[behind.checked_sub(1)?];
        (self.token_at(mention.end()) == at).then_some(mention)
    }

    /// Whether another share follows that a share goes to, whatever the verb: "from 46% of all loaves to 67%".
    fn goes_to_another(&self, quantity: &Quantity) -> bool {
        const REACH: usize = 8;
        let end = self.token_at(quantity.outer_end());
        let before = self
            .quantities
            .partition_point(|next| next.start() < quantity.outer_end());
        let next = self.quantities.get(before);
        quantity.kind == Kind::Percent
            && next.is_some_and(|next| {
                let start = self.token_at(next.outer_start());
                next.kind == Kind::Percent
                    && start <= end + REACH
                    && start > end
                    && self.is(start - 1, "to")
                    && (end..start).all(|at| self.tokens[at].shape() != Shape::Mark)
            })
    }

    /// Whether a percentage or a multiple stands at most `reach` words before a token.
    fn has_share(&self, until: usize, reach: usize) -> bool {
        let offset = self
            .tokens
            .get(until)
            .map_or(self.view.len(), |token| token.start as usize);
        let before = self
            .quantities
            .partition_point(|other| other.outer_end() <= offset);
        self.quantities[..before]
            .iter()
            .rev()
            .take_while(|other| until - self.token_at(other.outer_end()) <= reach)
            .any(|other| matches!(other.kind, Kind::Percent | Kind::Ratio))
    }

    /// Whether a date stands right behind a number and its noun: "450 in 2022", "the 1,500 members of 2020".
    fn is_beside(&self, mention: &Mention, quantity: &Quantity) -> bool {
        let (end, start) = (
            self.token_at(quantity.outer_end()),
            self.token_at(mention.start()),
        );
        let between = end..start;
        mention.start() >= quantity.outer_end()
            && between.len() <= 4
            && between.clone().all(|at| {
                let noun = self.tokens[at].is_word() && !self.tokens[at].is_function();
                noun && !self.room.taken[at]
                    || self.is_any(at, words!["in", "of", "(", "for", "during", "at", "the"])
                    || self.is_any(
                        at,
                        words!["we", "it", "they", "there", "had", "was", "were", "that"],
                    )
            })
    }

    /// The period of a claim: the nearest one that its sentence names, else that of the report. A date tells the
    /// period of one of several numbers of the same thing, and not of what came "since" or "later". What a change
    /// starts from is of the year that stands beside it, else of the year before.
    fn period(&self, quantity: &Quantity, base: bool) -> (Option<Period>, bool) {
        let own = self.report.period;
        if self.is_of_beginning(quantity) {
            return (None, false);
        }
        // "Founded in 2006, 15 years ago": counted from the time of the report.
        let behind = self.token_at(quantity.outer_end());
        if (behind..behind + 2).any(|at| self.is(at, "ago")) {
            return (own, false);
        }
        let mentions = self.report.mentions(self.sentence);
        let here = mentions.partition_point(|mention| mention.start() < quantity.start());
        let near = here.saturating_sub(NEAR)..(here + NEAR).min(mentions.len());
        let near = &mentions[near];
        if base {
            let label = self.label_of(self.token_at(quantity.outer_start()));
            let beside = label.or_else(|| {
                let mut near = near.iter();
                near.find(|mention| self.is_beside(mention, quantity))
            });
            if let Some(period) = beside.and_then(|mention| mention.when.resolve(own))
                && Some(period) != own
            {
                return (Some(period), true);
            }
            let since = near
                .iter()
                .find(|mention| mention.when.anchor == Anchor::Since);
            if let Some(since) = since {
                let since = since.when.resolve(own);
                return (
                    since.and_then(|since| Period::of_year(since.first.year())),
                    false,
                );
            }
            let at = self.token_at(quantity.outer_start());
            if (at.saturating_sub(24)..at + 24).any(|at| self.is(at, "since")) {
                return (None, false);
            }
            let (now, _) = self.period(quantity, false);
            return (now.and_then(Period::year_before), false);
        }
        if let Some(label) = self.label_before(quantity)
            && let Some(period) = label.when.resolve(own)
        {
            return (Some(period), true);
        }
        // In "1,500 members in 2020 and 2,500 in 2021" the first year is nearer to both numbers, but for the "and".
        let distance = |mention: &Mention, quantity: &Quantity| {
            let between = if mention.start() >= quantity.end() {
                quantity.end()..mention.start()
            } else {
                mention.end()..quantity.start().max(mention.end())
            };
            let at = |offset| {
                self.room
                    .partings
                    .partition_point(|parting| *parting < offset)
            };
            (at(between.start) < at(between.end), between.len())
        };
        let nearest = near
            .iter()
            .filter(|mention| self.dates(mention) && !self.is_of_another(mention, quantity))
            .filter_map(|mention| Some((mention, mention.when.resolve(own)?)))
            .min_by_key(|(mention, _)| distance(mention, quantity));
        let Some((mention, period)) = nearest else {
            return (own, false);
        };
        let between = self.token_at(mention.end())..self.token_at(quantity.outer_start());
        let moved_on = between.len() > FAR || between.clone().any(|at| self.is_any(at, &MOVED_ON));
        let beside = self
            .quantities
            .partition_point(|other| other.start() < mention.start());
        let beside = beside.saturating_sub(NEAR)..(beside + NEAR).min(self.quantities.len());
        let closer = self.quantities[beside].iter().any(|other| {
            other.kind == quantity.kind && distance(mention, other) < distance(mention, quantity)
        });
        if moved_on
            || (closer && between.end > between.start + 12)
            || self.is_of_now(quantity, mention)
        {
            return (own, false);
        }
        (Some(period), true)
    }

    /// Whether a number is of a beginning that nobody dates: "we initially had 15 mills".
    fn is_of_beginning(&self, quantity: &Quantity) -> bool {
        const REACH: usize = 12;
        if !self.room.told.has(Clue::BEGINNING) {
            return false;
        }
        let (start, end) = (
            self.token_at(quantity.outer_start()),
            self.token_at(quantity.outer_end()),
        );
        let ends = |at: &usize| self.is_any(*at, words![";", "but", "and", "now", "then"]);
        let before = (start.saturating_sub(REACH)..start)
            .rev()
            .take_while(|at| !ends(at));
        let behind = (end..(end + 4).min(self.tokens.len()))
            .take_while(|at| !ends(at) && self.tokens[*at].shape() != Shape::Mark);
        before
            .chain(behind)
            .any(|at| BEGINNINGS.has(self.tokens[at].of(self.view)))
    }

    /// Whether a number is of the present, and a date behind it of a past that the next clause speaks of: "has 1,800
    /// members, and had 1,500 in 2021".
    fn is_of_now(&self, quantity: &Quantity, mention: &Mention) -> bool {
        let (start, end) = (
            self.token_at(quantity.outer_start()),
            self.token_at(quantity.outer_end()),
        );
        let clause = (start.saturating_sub(6)..start)
            .rev()
            .take_while(|at| self.tokens[*at].shape() != Shape::Mark);
        let now = clause
            .into_iter()
            .any(|at| self.is_any(at, words!["has", "have", "is", "are", "now", "today"]));
        let mut behind = end..self.token_at(mention.start());
        now && behind.len() < 24
            && behind
                .find(|at| self.is_any(*at, words![",", ";", "and", "but"]))
                .is_some()
            && behind.any(|at| self.is_any(at, words!["had", "was", "were"]))
    }

    /// Whether a date is that of another number, right before it: "more than the 1,500 members of 2020".
    fn is_of_another(&self, mention: &Mention, quantity: &Quantity) -> bool {
        if self.is_in_contrast(mention, quantity) || self.is_subject_behind(mention, quantity) {
            return true;
        }
        let at = self.token_at(mention.start());
        let before = self
            .quantities
            .partition_point(|other| other.outer_end() <= mention.start());
        let dated = before.checked_sub(1).map(|at| &self.quantities[at]);
        let is_base = dated.is_some_and(|dated| {
            dated.start() != quantity.start()
                && self.is_base_of_change(dated)
                && self.is_beside(mention, dated)
        });
        if is_base {
            return mention.when.resolve(self.report.period) != self.report.period;
        }
        // "Not far from last year (40%)".
        let behind = self.token_at(mention.end());
        let bracketed = self.is(behind, "(") && {
            let open = self.tokens[behind].start as usize;
            let before = self
                .quantities
                .partition_point(|other| other.outer_start() <= open);
            self.quantities.get(before).is_some_and(|other| {
                other.start() != quantity.start()
                    && self.token_at(other.outer_start()) == behind + 1
            })
        };
        if bracketed {
            return true;
        }
        // "410 books (2020: 350)"
        let label = self.is(behind, ":") && at > 0 && self.is(at - 1, "(");
        if label && quantity.start() < mention.start() {
            return true;
        }
        // "Interest on a gift from two years ago" is no interest of that time.
        let own = self.token_at(quantity.outer_end());
        if at > own + 3
            && self.is(at - 1, "from")
            && !self.is_change(at - 2)
            && self.tokens[at - 2].shape() == Shape::Lower
            && !self.tokens[at - 2].is_function()
        {
            return true;
        }
        at > 0
            && self.is(at - 1, "of")
            && dated.is_some_and(|dated| {
                dated.start() != quantity.start()
                    && (at - 1).saturating_sub(self.token_at(dated.outer_end())) < 3
            })
    }

    /// Whether a year behind a number is what the next clause is about: "we had 1,100 calls, 2018 was calm".
    fn is_subject_behind(&self, mention: &Mention, quantity: &Quantity) -> bool {
        const VERBS: WordSet<18> = WordSet::new([
            "became",
            "began",
            "brought",
            "ended",
            "gave",
            "had",
            "has",
            "is",
            "marked",
            "proved",
            "remained",
            "represented",
            "saw",
            "showed",
            "started",
            "turned",
            "was",
            "will",
        ]);
        let at = self.token_at(mention.start());
        let behind = self.token_at(mention.end());
        mention.start() >= quantity.outer_end()
            && at > 0
            && self.is_any(at - 1, words![",", ";", "and", "but", "so"])
            && self.is_any(behind, &VERBS)
    }

    /// Whether a date says when something is so: "in 2020", and "by 2030" of what is to come.
    fn dates(&self, mention: &Mention) -> bool {
        let to_come = || {
            let named = mention.when.resolve(None);
            named
                .zip(self.report.period)
                .is_some_and(|(named, own)| named.first > own.last)
        };
        match mention.when.anchor {
            Anchor::In => {
                !self.is_base(mention.start())
                    && !self.is_beginning(mention.start())
                    && !self.is_measure_of_change(mention)
            }
            Anchor::Until => to_come(),
            Anchor::Since => false,
        }
    }

    /// Whether a date is what something is compared with: "than in 2020", "compared to 2021", "since 2020".
    fn is_base(&self, start: usize) -> bool {
        let at = self.token_at(start);
        // "As many as in 2020", but not "as of 2020".
        let as_in = at >= 2
            && (self.is(at - 1, "as") || self.is(at - 1, "in") && self.is(at - 2, "as"))
            || self.is(at, "in") && at >= 1 && self.is(at - 1, "as");
        // "More than in the same quarter of 2020"
        let than = (at.saturating_sub(6)..at)
            .rev()
            .take_while(|at| self.tokens[*at].is_word() && !self.room.taken[*at])
            .any(|at| self.is(at, "than"));
        // "A 25% increase over the record that was set in 2017"
        let over = (at.saturating_sub(10)..at)
            .rev()
            .take_while(|at| self.tokens[*at].is_word() && !self.room.taken[*at])
            .any(|at| at > 0 && self.is_any(at, words!["over", "on"]) && self.is_change(at - 1));
        as_in || than || over || (at.saturating_sub(3)..=at).any(|at| self.is_any(at, &BASES))
    }

    /// Whether a date is that of a beginning: "since it was founded in 2018".
    fn is_beginning(&self, start: usize) -> bool {
        let at = self.token_at(start);
        (at.saturating_sub(10)..at)
            .rev()
            .take_while(|at| self.tokens[*at].shape() != Shape::Mark)
            .any(|at| self.is(at, "since"))
    }

    /// The token behind which numbers are of what is to come, by the words that say so: those behind them, and those
    /// before them in the same clause. "60 events took place, and more are planned" is of 60 that took place.
    fn planned(&self) -> Option<usize> {
        if !self.room.told.has(Clue::PLAN) {
            return None;
        }
        let plan = plans(self.report, self.sentence).next()?;
        // "80 came, against a goal of 100", "towards our goal": the number is not the goal.
        let clause = |at: &usize| {
            self.is_any(
                *at,
                words![
                    ",", ";", "against", "beyond", "but", "toward", "towards", "while",
                ],
            )
        };
        Some((0..plan).rev().find(clause).map_or(0, |mark| mark + 1))
    }

    /// How the sentence is said as a whole.
    fn mood(&self) -> Mood {
        let document = &self.report.document;
        let sentence = document.view[document.sentences[self.sentence].extent].trim();
        if sentence.starts_with(['“', '"']) && sentence.ends_with(['”', '"']) {
            return Mood::Quoted;
        }
        // "If the mill has three stones", "in this example two bakers share an oven", "you can ask for 4 loaves".
        let example = |at: usize| {
            self.is(at, "example")
                && at > 0
                && self.is_any(
                    at - 1,
                    words!["this", "these", "the", "following", "our", "above"],
                )
        };
        let addressed = |at: usize| {
            self.is(at, "you")
                && self.is_any(
                    at + 1,
                    words![
                        "can", "may", "could", "cannot", "can't", "want", "need", "must", "should",
                    ],
                )
        };
        let reach = self.tokens.len().min(40);
        if self.is_any(0, &SUPPOSING)
            || self.is(0, "let") && self.is(1, "'s")
            || self.room.told.has(Clue::SUPPOSED)
                && (0..reach).any(|at| {
                    self.is_any(at, words!["assume", "suppose"]) || example(at) || addressed(at)
                })
        {
            return Mood::Supposed;
        }
        Mood::Stated
    }
}

/// Whether a sentence is about what is to come.
pub fn is_plan(report: &Report, sentence: usize) -> bool {
    plans(report, sentence).next().is_some()
}

/// The words of a sentence that say that something is to come, but for those that something is compared with: "more
/// than planned", "as expected".
fn plans(report: &Report, sentence: usize) -> impl Iterator<Item = usize> + '_ {
    let view = report.document.view.as_str();
    let tokens = report.tokens(sentence);
    let is = |at: usize, words: &[&str]| {
        let word = tokens[at].of(view);
        words.iter().any(|other| other.eq_ignore_ascii_case(word))
    };
    (0..tokens.len()).filter(move |at| {
        // "A planning committee of eight": they plan, and are no plan.
        let is_sort = || {
            is(*at, &["planning"])
                && *at + 1 < tokens.len()
                && is(
                    *at + 1,
                    &["committee", "group", "meeting", "meetings", "team"],
                )
        };
        PLANS.has_bytes(tokens[*at].bytes_of(view))
            && !is_sort()
            && !(*at > 0 && is(*at - 1, &["than", "as"]))
    })
}

/// Whether a block holds a quantity and nothing else but a mark.
fn is_alone(block: &str, quantity: &Quantity) -> bool {
    block.trim().len() <= quantity.outer_end() - quantity.outer_start() + 2
}

fn measure_of(tokens: &[Token], phrase: &NounPhrase, guessed: bool) -> Counted {
    let words = phrase.words.clone();
    let mut qualifiers = Vec::with_capacity(words.len() - 1);
    let others = words.clone().filter(|at| *at != phrase.head);
    qualifiers.extend(others.map(|at| tokens[at].stem));
    sort(&mut qualifiers);
    let (first, last) = (tokens[words.start], tokens[words.end - 1]);
    Counted {
        head: Some(tokens[phrase.head].stem),
        qualifiers,
        extent: Some(Extent::new(first.start as usize, last.end() as usize)),
        guessed,
        ..Counted::default()
    }
}

/// So many dates and numbers to each side of a number may be tied to it.
const NEAR: usize = 8;

/// A date so many words before a number does not tell when it was so.
const FAR: usize = 200;

/// So many words and so many names of a sentence are what it is about: one that has more runs on.
const MOST_OF_SENTENCE: usize = 256;
/// Words behind a number that holds for each of several.
const OF_EACH: WordSet<4> = WordSet::new(["apiece", "each", "every", "per"]);

/// Words before a number that holds for each of several, or for some of them: "ranging from 0 to 66", "who have 40".
const OF_SOME: WordSet<15> = WordSet::new([
    "average",
    "averaging",
    "each",
    "every",
    "per",
    "range",
    "ranged",
    "ranges",
    "ranging",
    "that",
    "varied",
    "varying",
    "which",
    "who",
    "whose",
]);

/// So many numbers behind one may share its noun: "from 11 to 21 members" has one.
const SHARING: usize = 8;

/// What those are who belong to a body.
static MEMBERS: LazyLock<Stem> = LazyLock::new(|| canonical(word::stem("members")));
/// What those are who joined.
static NEW: LazyLock<Stem> = LazyLock::new(|| word::stem("new"));

/// What one joins for an hour or a day, and does not become a member of.
const SESSIONS: WordSet<16> = WordSet::new([
    "call",
    "conference",
    "event",
    "events",
    "fair",
    "festival",
    "meeting",
    "meetings",
    "session",
    "sessions",
    "stream",
    "summit",
    "webinar",
    "webinars",
    "workshop",
    "workshops",
]);

/// Nouns of a change, which a number behind "of" measures.
const CHANGES: WordSet<10> = WordSet::new([
    "decline",
    "decrease",
    "drop",
    "fall",
    "gain",
    "growth",
    "increase",
    "loss",
    "reduction",
    "rise",
]);

/// Nouns that a number behind them tells apart: "node 2" is no two nodes.
const NUMBERED: WordSet<66> = WordSet::new([
    "appendix",
    "article",
    "batch",
    "bug",
    "building",
    "case",
    "category",
    "chapter",
    "class",
    "clause",
    "code",
    "column",
    "day",
    "edition",
    "error",
    "example",
    "exercise",
    "figure",
    "footnote",
    "gate",
    "grade",
    "group",
    "hall",
    "instance",
    "interface",
    "issue",
    "item",
    "lane",
    "layer",
    "lesson",
    "level",
    "line",
    "module",
    "network",
    "no",
    "node",
    "note",
    "number",
    "option",
    "page",
    "part",
    "phase",
    "platform",
    "port",
    "priority",
    "question",
    "rfc",
    "room",
    "round",
    "row",
    "rule",
    "section",
    "slot",
    "stage",
    "status",
    "step",
    "table",
    "team",
    "ticket",
    "tier",
    "track",
    "type",
    "unit",
    "volume",
    "week",
    "zone",
]);

/// Spans that make, behind a number above one and in the singular, a word before a noun.
const SPANS: WordSet<11> = WordSet::new([
    "day", "hour", "minute", "month", "page", "part", "star", "step", "volume", "week", "year",
]);

/// Units that make, with a number and a hyphen, a word before a noun.
const UNITS: WordSet<28> = WordSet::new([
    "bit",
    "bits",
    "byte",
    "character",
    "column",
    "core",
    "day",
    "digit",
    "dimensional",
    "foot",
    "hour",
    "inch",
    "km",
    "letter",
    "level",
    "line",
    "mile",
    "minute",
    "month",
    "page",
    "point",
    "second",
    "star",
    "step",
    "way",
    "week",
    "word",
    "year",
]);

/// Verbs that mean something else with "up".
const PHRASAL: WordSet<28> = WordSet::new([
    "back", "backed", "build", "built", "come", "comes", "follow", "followed", "made", "make",
    "makes", "making", "open", "opened", "pick", "picked", "set", "show", "showed", "sign",
    "signed", "take", "takes", "taking", "took", "turned", "wrap", "wrapped",
]);

/// Verbs that say how many there are of what stands before them.
const LEVEL_VERBS: WordSet<24> = WordSet::new([
    "amounted",
    "averaged",
    "came",
    "climbed",
    "declined",
    "decreased",
    "dropped",
    "fell",
    "grew",
    "hit",
    "increased",
    "is",
    "numbered",
    "reached",
    "remained",
    "rose",
    "stands",
    "stood",
    "totaled",
    "totalled",
    "totals",
    "was",
    "were",
    "are",
]);

/// Verbs and adverbs that stand between a subject and its number, and are not what is counted.
const VERBS: WordSet<52> = WordSet::new([
    "added",
    "amounted",
    "amounts",
    "attracted",
    "averaged",
    "averaging",
    "brought",
    "came",
    "climbed",
    "cost",
    "costs",
    "counted",
    "counts",
    "decreased",
    "dropped",
    "exceeded",
    "exceeds",
    "expanded",
    "fell",
    "gathered",
    "grew",
    "grow",
    "grown",
    "hit",
    "include",
    "included",
    "including",
    "increased",
    "jumped",
    "nearly",
    "now",
    "numbered",
    "only",
    "passed",
    "raised",
    "reached",
    "reaching",
    "remained",
    "represent",
    "risen",
    "rose",
    "saw",
    "shrank",
    "stands",
    "stood",
    "topped",
    "total",
    "totaled",
    "totaling",
    "totalled",
    "totals",
    "went",
]);

/// Words that make a number one of a beginning.
pub(super) const BEGINNINGS: WordSet<2> = WordSet::new(["initially", "originally"]);

/// Words and marks before what a change starts from.
const BEFORE_BASE: WordSet<16> = WordSet::new([
    "(", ":", "above", "after", "and", "below", "from", "of", "on", "over", "than", "to", "versus",
    "vs", "when", "with",
]);

/// What is told as a share of a whole that nobody need name.
const RATES: WordSet<10> = WordSet::new([
    "attendance",
    "occupancy",
    "percentage",
    "proportion",
    "quota",
    "rate",
    "ratio",
    "retention",
    "share",
    "turnout",
]);

/// Words between a date and a number that is of a later time.
const MOVED_ON: WordSet<9> = WordSet::new([
    ";",
    "currently",
    "later",
    "now",
    "nowadays",
    "presently",
    "since",
    "today",
    "until",
]);

/// Words before a date that make it the base of a comparison.
const BASES: WordSet<8> = WordSet::new([
    "by", "compared", "over", "since", "than", "until", "versus", "vs",
]);

/// Words that a sentence starts with that tells what would be so, and not what is.
const SUPPOSING: WordSet<11> = WordSet::new([
    "assume",
    "assuming",
    "if",
    "imagine",
    "let",
    "provided",
    "say",
    "suppose",
    "supposing",
    "unless",
    "whenever",
]);

/// Words that make a statement one about what is to come.
pub(super) const PLANS: WordSet<15> = WordSet::new([
    "aim",
    "aims",
    "expected",
    "expects",
    "forecast",
    "goal",
    "goals",
    "plan",
    "planned",
    "planning",
    "plans",
    "projected",
    "shall",
    "upcoming",
    "will",
]);

/// Nouns that stand, behind "the", for something that was named before.
const BACK: WordSet<25> = WordSet::new([
    "association",
    "board",
    "center",
    "centre",
    "club",
    "committee",
    "community",
    "company",
    "conference",
    "event",
    "foundation",
    "group",
    "initiative",
    "institute",
    "organisation",
    "organization",
    "program",
    "programme",
    "project",
    "projects",
    "release",
    "school",
    "society",
    "team",
    "union",
]);
