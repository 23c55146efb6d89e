//! Amounts with their shares beside them, one below the other: "Gifts: £2,750 (57 %)", "Shops: £795 (17 %)".
//!
//! What the shares are of is told by the rows that fit: a total among the rows, a number of what leads them in, or what the
//! amounts come to. So a row that does not fit is odd only where others do.

use rust_decimal::Decimal;

use super::Stated;
use super::judge::judge;
use super::lists::is_told;
use super::sum::{ALL, NEAR, OVERLAPPING, SOME, is_part, sum};
use crate::check::itemised::{is_amount, sort};
use crate::check::lines::lines_of;
use crate::check::table::is_total;
use crate::check::{Context, Verdict, show};
use crate::claim::{Claim, Role};
use crate::corpus::{Report, ReportId};
use crate::document::{BlockId, BlockKind, Extent, ListId};
use crate::finding::{Category, Certainty, Detection, Fault, Label};
use crate::quantity::{GrowthCheck, Kind, Values, is_one_of, share};

/// Fewer rows fit by chance, and more are read by nobody who adds them up.
const ROWS: std::ops::RangeInclusive<usize> = 3..=60;
/// Longer labels are sentences.
const LABEL: usize = 8;
/// Words between an amount and its share.
const BETWEEN: usize = 3;
/// So many numbers of what leads in may be the whole.
const LED_IN: usize = 3;

/// Words behind an amount that make a percentage one of change, or of something else than the whole of the rows.
const OF_OTHERS: &[&str] = &[
    "average",
    "change",
    "decline",
    "decrease",
    "down",
    "fall",
    "fell",
    "fewer",
    "growth",
    "includes",
    "including",
    "increase",
    "less",
    "margin",
    "more",
    "per",
    "rate",
    "rise",
    "rose",
    "than",
    "up",
    "versus",
    "vs",
];
/// Those of a label.
const OF_RATES: &[&str] = &["average", "change", "growth", "margin", "per", "rate"];

/// An amount with its share.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) part: &'a Claim,
    pub(super) share: &'a Claim,
}

impl Pair<'_> {
    /// How far a computed share may be off: what makes rounded shares come to 100.
    fn slack(self) -> Decimal {
        let scale = self
            .share
            .quantity
            .nominal()
            .map_or(0, |share| share.scale());
        Decimal::new(15, scale + 1)
    }

    /// Whether a computed share is another one.
    pub(super) fn is_off(self, computed: Decimal) -> bool {
        let share = self.share.quantity.nominal();
        share.is_some_and(|share| (share - computed).abs() > self.slack())
    }
}

/// A line or an item.
#[derive(Clone, Copy)]
enum Row<'a> {
    /// An amount with its share.
    Pair(Pair<'a>),
    /// All of it.
    Total(&'a Claim),
    /// A share by itself.
    Share(&'a Claim),
    /// No number.
    Bare,
    /// Any other numbers.
    Other,
}

/// Checks the items of a list.
pub(super) fn in_list(context: &mut Context<'_>, id: ReportId, list: ListId) {
    let document = &context.corpus.reports[id].document;
    let list = &document.lists[list];
    if !ROWS.contains(&list.items.len()) {
        return;
    }
    let mut rows = Vec::new();
    for item in &list.items {
        let extent = document.blocks[*item].extent;
        match row(
            &context.corpus.reports[id],
            extent,
            of_block(context, id, *item),
        ) {
            Row::Other | Row::Bare | Row::Share(_) => return,
            row => rows.push(row),
        }
    }
    let lead = list
        .lead
        .map_or(&[][..], |lead| last_of_block(context, id, lead));
    judge_rows(context, &rows, &lead.iter().collect::<Vec<_>>());
}

/// Checks lines of paragraphs, and short paragraphs below each other.
pub(super) fn in_lines(context: &mut Context<'_>, id: ReportId) {
    let report = &context.corpus.reports[id];
    let document = &report.document;
    let of_report = context.ledger.of_report(id);
    let percents = context.ledger.claims[of_report]
        .iter()
        .filter(|claim| claim.quantity.kind == Kind::Percent);
    let mut blocks: Vec<BlockId> = percents
        .map(|claim| document.sentences[claim.sentence].block())
        .filter(|block| document.blocks[*block].kind() == BlockKind::Paragraph)
        .collect();
    blocks.dedup();
    for run in blocks.chunk_by(|one, next| one + 1 == *next) {
        let mut rows: Vec<Row<'_>> = Vec::new();
        let before = run[0].checked_sub(1);
        let mut lead: Vec<&Claim> = before
            .map_or(&[][..], |lead| last_of_block(context, id, lead))
            .iter()
            .collect();
        let mut text = before.map_or("", |before| document.block_text(before));
        for block in run {
            let claims = of_block(context, id, *block);
            // Shares alone are told in lines of one paragraph, not in paragraphs: those may be figures of many things.
            let mut shares: Vec<(&Claim, &str)> = Vec::new();
            let mut is_whole = true;
            let mut from = 0;
            for line in lines_of(context, id, *block) {
                let passed = |claim: &&Claim| claim.extent.end <= line.start;
                from += claims[from..].iter().take_while(passed).count();
                let within = |claim: &&Claim| claim.extent.start < line.end;
                let own = claims[from..].iter().take_while(within).count();
                let own = &claims[from..from + own];
                let read = row(report, line, own);
                match read {
                    Row::Share(share) => shares.push((share, report.text(line))),
                    // Behind the shares it is another sentence that speaks of them.
                    Row::Bare => is_whole &= shares.is_empty(),
                    _ => is_whole &= shares.is_empty() && report.text(line).ends_with(':'),
                }
                if let Row::Pair(_) | Row::Total(_) = read {
                    rows.push(read);
                    continue;
                }
                judge_rows(context, &rows, &lead);
                rows.clear();
                if !matches!(read, Row::Share(_)) {
                    lead = own.iter().collect();
                    text = report.text(line);
                }
            }
            if is_whole {
                shares_of_lines(context, report, &shares, text);
            }
        }
        judge_rows(context, &rows, &lead);
    }
}

/// The claims of a block.
fn of_block<'a>(context: &Context<'a>, id: ReportId, block: BlockId) -> &'a [Claim] {
    let sentences = context.corpus.reports[id].document.blocks[block].sentences();
    if sentences.is_empty() {
        return &[];
    }
    let first = context.ledger.of_sentence(id, sentences.start).start;
    let end = context.ledger.of_sentence(id, sentences.end - 1).end;
    &context.ledger.claims[first..end]
}

/// The claims of the last sentence of a block.
fn last_of_block<'a>(context: &Context<'a>, id: ReportId, block: BlockId) -> &'a [Claim] {
    let sentence = context.corpus.reports[id].document.blocks[block]
        .sentences()
        .next_back();
    sentence.map_or(&[][..], |sentence| context.ledger.in_sentence(id, sentence))
}

/// Reads a line with its numbers.
fn row<'a>(report: &Report, line: Extent, claims: &'a [Claim]) -> Row<'a> {
    let [.., last] = claims else {
        return Row::Bare;
    };
    let text = |start: u32, end: u32| {
        report.text(Extent {
            start,
            end: end.max(start),
        })
    };
    let before = |first: &Claim| text(line.start, first.extent.start);
    let behind = text(last.extent.end, line.end);
    let is_longer = |text: &str, most: usize| words_of(text).nth(most).is_some();
    let has = |text: &str, list: &[&str]| words_of(text).any(|word| is_one_of(word, list));
    let plain = |claim: &Claim| is_amount(claim) && claim.quantity.nominal() > Some(Decimal::ZERO);
    let is_labelled = |first: &Claim| {
        let label = before(first);
        !is_longer(label, LABEL)
            && !is_longer(behind, LABEL)
            && !has(label, OF_RATES)
            && !has(behind, OF_OTHERS)
    };
    if !claims.iter().all(|claim| line.contains(claim.extent)) {
        return Row::Other;
    }
    if let [only] = claims {
        let is_named = || is_longer(before(only), 0) || is_longer(behind, 0);
        return match only.quantity.kind {
            Kind::Percent if is_part(only) && !is_signed(report, only) => {
                if is_labelled(only) && is_named() {
                    Row::Share(only)
                } else {
                    Row::Other
                }
            }
            Kind::Count | Kind::Money
                if plain(only)
                    && is_total(before(only).trim_end_matches(is_mark))
                    && is_labelled(only) =>
            {
                Row::Total(only)
            }
            _ => Row::Other,
        };
    }
    // "Under 18: 120 (30 %)": a label may have numbers, if a mark ends it.
    let first = &claims[claims.len() - 2];
    let label = before(first);
    let is_apart = claims.len() == 2 || label.trim_end().ends_with([':', '–', '—', '|']);
    let between = text(first.extent.end, last.extent.start);
    if !is_apart || !is_labelled(first) || is_longer(between, BETWEEN) || has(between, OF_OTHERS) {
        return Row::Other;
    }
    let (part, share) = if last.quantity.kind == Kind::Percent {
        (first, last)
    } else {
        (last, first)
    };
    if !plain(part)
        || share.quantity.kind != Kind::Percent
        || share.role != Role::Share
        || is_signed(report, share)
    {
        return Row::Other;
    }
    let is_all = share.quantity.nominal() == Some(Decimal::ONE_HUNDRED);
    if is_all || is_total(label.trim_end_matches(is_mark)) {
        Row::Total(part)
    } else if is_part(share) {
        Row::Pair(Pair { part, share })
    } else {
        Row::Other
    }
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}

/// Whether a percentage has a sign: it is one of change. A dash before it stands apart.
fn is_signed(report: &Report, share: &Claim) -> bool {
    let own = report.text(share.extent);
    let before = &report.document.view.as_str()[..share.extent.start as usize];
    let is_sign = |c: char| matches!(c, '+' | '-' | '−' | '±');
    own.starts_with(is_sign) || before.ends_with(is_sign)
}

/// Judges rows, if they have shares of one whole.
fn judge_rows(context: &mut Context<'_>, rows: &[Row<'_>], lead: &[&Claim]) {
    if !ROWS.contains(&rows.len()) {
        return;
    }
    let pairs: Vec<Pair<'_>> = rows
        .iter()
        .filter_map(|row| match row {
            Row::Pair(pair) => Some(*pair),
            _ => None,
        })
        .collect();
    let mut totals = rows.iter().filter_map(|row| match row {
        Row::Total(total) => Some(*total),
        _ => None,
    });
    let total = totals.next();
    if totals.next().is_none() {
        judge_pairs(context, &pairs, total, lead);
    }
}

/// What shares may be of.
enum Whole<'a> {
    Stated(&'a Claim),
    /// What the amounts come to.
    Sum,
}

/// Judges amounts with their shares, as far as enough of them fit one whole: the total, a number of what leads in, or what the
/// amounts come to.
pub(super) fn judge_pairs(
    context: &mut Context<'_>,
    pairs: &[Pair<'_>],
    total: Option<&Claim>,
    lead: &[&Claim],
) {
    let Some(first) = pairs.first().filter(|_| pairs.len() >= *ROWS.start()) else {
        return;
    };
    if pairs.iter().any(|pair| sort(pair.part) != sort(first.part)) {
        return;
    }
    let parts: Vec<&Values> = pairs
        .iter()
        .map(|pair| &pair.part.quantity.values)
        .collect();
    let all = Values::sum(&parts);
    let may_be_whole = |claim: &&&Claim| {
        is_amount(claim)
            && sort(claim) == sort(first.part)
            && pairs
                .iter()
                .all(|pair| pair.part.quantity.nominal() <= claim.quantity.nominal())
    };
    let lead: Vec<&Claim> = lead
        .iter()
        .filter(may_be_whole)
        .take(LED_IN)
        .copied()
        .collect();
    let stated = total.into_iter().chain(lead);
    let wholes = stated.map(Whole::Stated).chain([Whole::Sum]);
    let judged = wholes.filter_map(|whole| {
        let values = match whole {
            Whole::Stated(claim) => &claim.quantity.values,
            Whole::Sum => &all,
        };
        let (mut fits, mut odd) = (0, Vec::new());
        for pair in pairs {
            match share(
                &pair.part.quantity.values,
                values,
                &pair.share.quantity.values,
            ) {
                GrowthCheck::Fits => fits += 1,
                GrowthCheck::Unknown => return None,
                GrowthCheck::Sure { computed } | GrowthCheck::Likely { computed } => {
                    if pair.is_off(computed) {
                        odd.push((*pair, computed));
                    }
                }
            }
        }
        let tells = fits >= 2 && (odd.len() <= 1 || odd.len() <= fits / 3);
        tells.then_some((whole, fits, odd))
    });
    let judged: Vec<_> = judged.collect();
    // The one that most fit; of two the one that is stated.
    let best = judged
        .into_iter()
        .rev()
        .max_by_key(|(_, fits, odd)| (odd.is_empty(), *fits));
    let Some((whole, _, odd)) = best else {
        if let Some(detection) = odd_part(context, pairs) {
            context.report(detection);
        }
        return;
    };
    if odd.is_empty() {
        let claims = pairs.iter().flat_map(|pair| [pair.part, pair.share]);
        let places = context.places_of(claims);
        context.agree(places);
        return;
    }
    for (pair, computed) in odd {
        let Pair { part, share } = pair;
        let verdict = match whole {
            Whole::Stated(whole) => {
                judge(context, Stated { part, whole, share }, Certainty::Likely)
            }
            Whole::Sum => Verdict::Off(Box::new(off_sum(context, pairs, &all, pair, computed))),
        };
        context.conclude(verdict);
    }
}

/// A share that is not the one of what all amounts come to.
pub(super) fn off_sum(
    context: &Context<'_>,
    pairs: &[Pair<'_>],
    all: &Values,
    pair: Pair<'_>,
    computed: Decimal,
) -> Detection {
    let [part, share] = [pair.part, pair.share].map(|claim| show::value(context, claim));
    let written: Vec<String> = pairs
        .iter()
        .map(|pair| show::value(context, pair.part))
        .collect();
    let all = all
        .number()
        .map_or_else(|| written.join(" + "), show::number);
    Detection {
        fault: Fault::ShareOff,
        category: Category::Arithmetic,
        certainty: Certainty::Likely,
        message: format!(
            "“{share}” is stated, and {part} of {all}, which the amounts come to, is {} %",
            show::number(computed)
        ),
        help: "Correct the share or an amount. All can be right if the share is of another whole: then say of which."
            .to_owned(),
        primary: Label { place: show::place(context, pair.share), text: format!("“{share}”") },
        related: vec![Label { place: show::place(context, pair.part), text: format!("{part} here") }],
        fix: None,
    }
}

/// The one amount without which all shares fit, where the shares make up the whole.
fn odd_part(context: &Context<'_>, pairs: &[Pair<'_>]) -> Option<Detection> {
    /// Three fit by chance.
    const LEAST: usize = 4;
    let number = |claim: &Claim| claim.quantity.nominal();
    let shares: Option<Vec<Decimal>> = pairs.iter().map(|pair| number(pair.share)).collect();
    let parts: Option<Vec<Decimal>> = pairs.iter().map(|pair| number(pair.part)).collect();
    let (shares, parts) = (shares?, parts?);
    let in_all: Decimal = shares.iter().sum();
    let gap = (in_all - Decimal::ONE_HUNDRED).abs();
    if pairs.len() < LEAST || gap > Decimal::new(25, 1) {
        return None;
    }
    let mut all = Decimal::ZERO;
    for part in &parts {
        all = all.checked_add(*part)?;
    }
    let mut odd = None;
    for (at, pair) in pairs.iter().enumerate() {
        let left = Decimal::ONE_HUNDRED - shares[at];
        let whole = (all - parts[at])
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(left)?;
        let of_whole = |other: usize| {
            parts[other]
                .checked_mul(Decimal::ONE_HUNDRED)?
                .checked_div(whole)
        };
        let mut others = (0..pairs.len()).filter(|other| *other != at);
        let fit = others
            .all(|other| of_whole(other).is_some_and(|computed| !pairs[other].is_off(computed)));
        if fit && pair.is_off(of_whole(at)?) && odd.replace((at, whole)).is_some() {
            return None;
        }
    }
    let (at, whole) = odd?;
    let meant = whole
        .checked_mul(shares[at])?
        .checked_div(Decimal::ONE_HUNDRED)?;
    let [part, share] = [pairs[at].part, pairs[at].share].map(|claim| show::value(context, claim));
    Some(Detection {
        fault: Fault::ShareOff,
        category: Category::Arithmetic,
        certainty: Certainty::Likely,
        message: format!(
            "“{part}” is stated with a share of “{share}”, and by the other amounts and shares it is about {}",
            show::number(meant.round())
        ),
        help: "Correct the amount or its share. Both can be right if the shares are of another whole: then say of which."
            .to_owned(),
        primary: Label { place: show::place(context, pairs[at].part), text: format!("“{part}”") },
        related: vec![Label { place: show::place(context, pairs[at].share), text: format!("“{share}” here") }],
        fix: None,
    })
}

/// Adds up the shares of the lines of one paragraph.
fn shares_of_lines(
    context: &mut Context<'_>,
    report: &Report,
    lines: &[(&Claim, &str)],
    lead: &str,
) {
    let has = |text: &str, list: &[&str]| words_of(text).any(|word| is_one_of(word, list));
    let Some((_, last)) = lines.last().filter(|_| ROWS.contains(&lines.len())) else {
        return;
    };
    let all = has(last, ALL);
    let told = lines.iter().all(|(_, line)| is_told(line));
    let introduced = lead.trim_end().ends_with(':');
    if introduced && (all || !told) && !has(lead, OVERLAPPING) && !lead.contains("more than one") {
        let shares: Vec<&Claim> = lines.iter().map(|(share, _)| *share).collect();
        sum(context, report, &shares, (all, has(lead, SOME)), NEAR);
    }
}
