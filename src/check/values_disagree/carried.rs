//! What one year closes with is what the next one opens with: "Balance at 31 December 2018: £5,130" in one report, "Balance at
//! 1 January 2019: £5,310" in the next one.

use memchr::memmem;
use rust_decimal::Decimal;

use super::Pairs;
use crate::check::Context;
use crate::check::year_end::{End, YearEnd};
use crate::claim::{Claim, ClaimId, Role};
use crate::corpus::ReportId;
use crate::document::{BlockKind, Extent};
use crate::finding::Certainty;
use crate::quantity::{Comparison, Kind, is_year_number};
use crate::word::Stem;

/// The year and the month that begin behind a balance, and what is left.
type Key = (i16, i8, Stem);

/// A balance at the end of a year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    key: Key,
    is_opening: bool,
    /// Its place among the claims of its report.
    place: u32,
}

/// Labels of more words, or of so many bytes, are sentences that say more.
const LABEL: usize = 9;
const LONGEST: usize = 200;
/// A report with more balances has several accounts.
const MOST: usize = 12;

/// The balances of a report, of each end of each year one. Only reports that speak of a balance, or of what is carried forward,
/// are looked at.
pub(super) fn of_report(context: &Context<'_>, id: ReportId) -> Vec<Kept> {
    let report = &context.corpus.reports[id];
    let view = report.document.view.as_str().as_bytes();
    let has = |word: &[u8]| memmem::find(view, word).is_some();
    if !report.is_english() || !has(b"alance") && !has(b" forward") {
        return Vec::new();
    }
    let claims = &context.ledger.claims[context.ledger.of_report(id)];
    let mut found: Vec<Kept> = Vec::new();
    for (place, claim) in (0_u32..).zip(claims) {
        let before = place.checked_sub(1).map(|before| &claims[before as usize]);
        let before = before.filter(|before| before.sentence == claim.sentence);
        let Some(kept) = kept(context, id, claim, before) else {
            continue;
        };
        found.push(Kept { place, ..kept });
        if found.len() > MOST {
            return Vec::new();
        }
    }
    // Two balances of one day are of two accounts.
    let value = |kept: &Kept| claims[kept.place as usize].quantity.nominal();
    let all = found.clone();
    found.retain(|own| {
        let is_other = |other: &Kept| {
            (other.key, other.is_opening) == (own.key, own.is_opening) && value(other) != value(own)
        };
        !all.iter().any(is_other)
    });
    found
}

/// What a claim is, if its label is that of a balance at the end of a year.
fn kept(
    context: &Context<'_>,
    id: ReportId,
    claim: &Claim,
    before: Option<&Claim>,
) -> Option<Kept> {
    let is_amount = matches!(claim.quantity.kind, Kind::Money | Kind::Count)
        && claim.role == Role::Level
        && !claim.quantity.values.is_hedged()
        && claim.quantity.nominal() > Some(Decimal::ZERO);
    if !is_amount {
        return None;
    }
    let report = &context.corpus.reports[id];
    let document = &report.document;
    let sentence = &document.sentences[claim.sentence];
    let (label, head) = match document.blocks[sentence.block()].kind() {
        BlockKind::Cell { table, row, column } => {
            let rows = &document.tables[table].rows;
            let text = |row: usize, column: usize| {
                let cell = rows.get(row)?.get(column)?;
                (*cell != sentence.block()).then(|| document.block_text(*cell).trim())
            };
            (text(row as usize, 0)?, text(0, column as usize))
        }
        // "12 days" are no money.
        BlockKind::Paragraph | BlockKind::Item(_)
            if claim.quantity.kind == Kind::Count
                && claim
                    .measure
                    .extent
                    .is_some_and(|noun| noun.start >= claim.extent.end) =>
        {
            return None;
        }
        BlockKind::Paragraph | BlockKind::Item(_) => {
            let start = before.map_or(sentence.extent.start, |before| before.extent.end);
            let label = report.text(Extent {
                start,
                end: claim.extent.start.max(start),
            });
            (label, None)
        }
        BlockKind::Heading(_) | BlockKind::Code => return None,
    };
    let is_long = |text: &str| text.len() > LONGEST || text.split_whitespace().nth(LABEL).is_some();
    if is_long(label) || head.is_some_and(is_long) {
        return None;
    }
    // "£5,310 (restated)"
    let behind = report.text(Extent {
        start: claim.extent.end,
        end: sentence.extent.end.max(claim.extent.end),
    });
    let mut remark = behind
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    if remark
        .by_ref()
        .take(3)
        .any(|word| word.eq_ignore_ascii_case("restated"))
    {
        return None;
    }
    let end = YearEnd::of(label)?;
    let next = end.next.or_else(|| {
        // "Closing balance", in the column of a year, or in the report of one.
        let of_head = head.filter(|head| is_year_number(head));
        let year = match (of_head, head) {
            (Some(head), _) => head.parse::<i16>().ok()?,
            (None, Some(head)) if head.contains(|c: char| c.is_ascii_digit()) => return None,
            (None, _) => report
                .period?
                .year()
                .filter(|year| crate::period::Period::of_year(*year) == report.period)?,
        };
        match end.end {
            End::Opening => Some((year, 1)),
            End::Closing => Some((year + 1, 1)),
            End::Day => None,
        }
    })?;
    Some(Kept {
        key: (next.0, next.1, end.noun),
        is_opening: end.end == End::Opening,
        place: 0,
    })
}

/// The balances that a year closes with, and the next one does not open with.
pub(super) fn pairs(
    context: &mut Context<'_>,
    kept: impl Iterator<Item = (ReportId, Vec<Kept>)>,
    pairs: &mut Pairs,
) {
    let claims = &context.ledger.claims;
    let reports = &context.corpus.reports;
    let mut all: Vec<((u32, Key), bool, ClaimId)> = Vec::new();
    for (report, kept) in kept {
        let first = context.ledger.of_report(report).start;
        all.extend(kept.into_iter().map(|kept| {
            let key = (reports[report].series, kept.key);
            (key, kept.is_opening, first + kept.place as usize)
        }));
    }
    all.sort_unstable();
    let mut agreed = Vec::new();
    for of_key in all.chunk_by(|a, b| a.0 == b.0) {
        let opens = of_key.iter().filter(|(_, is_opening, _)| *is_opening);
        let closes = of_key.iter().filter(|(_, is_opening, _)| !*is_opening);
        // More reports have several accounts, or tell of several bodies.
        if of_key.len() > MOST {
            continue;
        }
        for (_, _, opening) in opens {
            for (_, _, closing) in closes.clone() {
                let [now, then] = [opening, closing].map(|id| &claims[*id].quantity);
                if now.kind != then.kind || now.currency() != then.currency() {
                    continue;
                }
                match now.values.compare(&then.values) {
                    Comparison::Disjoint { rounding_like, .. } => {
                        let certainty =
                            if rounding_like || !is_near(&claims[*opening], &claims[*closing]) {
                                Certainty::Unsure
                            } else {
                                Certainty::Likely
                            };
                        let pair = (*opening.min(closing), *opening.max(closing));
                        pairs.entry(pair).or_insert(certainty);
                    }
                    Comparison::Agree => {
                        agreed
                            .extend(context.places_of([*opening, *closing].map(|id| &claims[id])));
                    }
                    Comparison::Unknown => {}
                }
            }
        }
    }
    context.agree(agreed);
}

/// Whether two balances are those of one account: within a fifth. Others may be of two.
fn is_near(one: &Claim, other: &Claim) -> bool {
    let numbers = one.quantity.nominal().zip(other.quantity.nominal());
    numbers.is_some_and(|(one, other)| (one - other).abs() * Decimal::from(5) <= one.max(other))
}
