//! What is left of a whole, told in the sentence behind: "62 % of our income goes on care. The other 38 % goes on the shop", and
//! pence of a pound with their rest: "88p in every pound is spent on care, the remaining 12p on fundraising".

use rust_decimal::Decimal;

use super::sum::{OVERLAPPING, SOME, is_part};
use crate::check::flow::Flow;
use crate::check::{Context, show};
use crate::claim::Role;
use crate::corpus::ReportId;
use crate::document::Extent;
use crate::finding::{Category, Certainty, Detection, Fault, Label};
use crate::quantity::Kind;
use crate::word::Stem;

/// A rest that misses by more is of something else.
const FAR: i64 = 20;

/// A share as it is written.
struct Part {
    extent: Extent,
    percent: Decimal,
    /// What it is of, if it says so.
    of: Option<Stem>,
}

/// Holds a share of what is left against the one before it.
pub(super) fn check(context: &mut Context<'_>, id: ReportId, sentence: usize, flow: &Flow<'_>) {
    let Some((rest_at, rest)) = rest(flow) else {
        return;
    };
    let is_pence = |flow: &Flow<'_>| (0..flow.len()).any(|at| of_pound(flow, at).is_some());
    let before;
    let (flow_of, range) = if rest_at > 3 {
        // Percentages of one sentence are added up elsewhere.
        if !is_pence(flow) {
            return;
        }
        (flow, 0..rest_at)
    } else {
        let Some(last) = sentence.checked_sub(1) else {
            return;
        };
        let sentences = &flow.report.document.sentences;
        if sentences[last].block() != sentences[sentence].block() {
            return;
        }
        before = Flow::of(context, id, last);
        (&before, 0..before.len())
    };
    let unclear = |flow: &Flow<'_>| (0..flow.len()).any(|at| is_unclear(flow, at));
    let others = (rest_at + 1..flow.len()).any(|at| is_share_of(flow, at));
    if unclear(flow) || unclear(flow_of) || others {
        return;
    }
    let mut parts = range.clone().filter_map(|at| part(flow_of, at));
    let (Some(first), None) = (parts.next(), parts.next()) else {
        return;
    };
    // A share that cannot be read may be another part.
    let shares = range.filter(|at| is_share_of(flow_of, *at)).count();
    let is_of_first = || {
        let stem = rest.of;
        stem.is_none()
            || stem == first.of
            || first.of.is_none()
                && (0..flow_of.len()).any(|at| flow_of.word(at).map(|word| word.stem) == stem)
    };
    if shares > 1 || !is_of_first() {
        return;
    }
    let Some(all) = first.percent.checked_add(rest.percent) else {
        return;
    };
    let place = Decimal::new(1, first.percent.scale().min(rest.percent.scale()));
    let apart = (all - Decimal::ONE_HUNDRED).abs();
    if apart <= place {
        let places = [first.extent, rest.extent].map(|extent| flow.report.document.place(extent));
        context.agree(places);
        return;
    }
    if apart > Decimal::from(FAR) {
        return;
    }
    let written = |part: &Part| show::short(flow.report.text(part.extent));
    let (one, other) = (written(&first), written(&rest));
    context.report(Detection {
        fault: Fault::ShareOff,
        category: Category::Sum,
        certainty: Certainty::Likely,
        message: format!(
            "“{other}” is said to be what is left beside “{one}”, and that is {} %",
            show::number(Decimal::ONE_HUNDRED - first.percent)
        ),
        help: "Correct one of the two. Both can be right if they are of two things: then say of which.".to_owned(),
        primary: Label { place: flow.report.document.place(rest.extent), text: format!("“{other}”") },
        related: vec![Label { place: flow.report.document.place(first.extent), text: format!("“{one}” here") }],
        fix: None,
    });
}

/// Whether a word says that shares are of several wholes or times.
fn is_unclear(flow: &Flow<'_>, at: usize) -> bool {
    const TIED: &[&str] = &["each", "while", "whereas"];
    const OTHERS: &[&str] = &[
        "few", "many", "others", "several", "some", "them", "these", "those",
    ];
    let overlaps = flow.is(at, OVERLAPPING) && !flow.is(at, TIED);
    overlaps || flow.is(at, SOME) || flow.is(at, OTHERS)
}

/// Where a sentence tells what is left: "the other 12 %", "the remaining 12p", "the rest (12 %)".
fn rest(flow: &Flow<'_>) -> Option<(usize, Part)> {
    let at = (1..flow.len()).find(|at| {
        let named =
            flow.is(at - 1, &["other", "remaining"]) && *at >= 2 && flow.is(at - 2, &["the"]);
        let set_off = *at >= 2
            && flow.is(at - 1, &["(", ",", "–", "—"])
            && flow.is(at - 2, &["balance", "remainder", "rest"]);
        let the = at.saturating_sub(if named { 2 } else { 3 });
        (named || set_off) && !flow.follows(the, &["of"])
    })?;
    if let Some(part) = part(flow, at) {
        return Some((at, part));
    }
    // "12p", behind pence of a pound.
    let (extent, percent) = pence(flow, at)?;
    Some((
        at,
        Part {
            extent,
            percent,
            of: None,
        },
    ))
}

/// A percentage, or pence of a pound.
fn part(flow: &Flow<'_>, at: usize) -> Option<Part> {
    if let Some((extent, percent)) = of_pound(flow, at) {
        return Some(Part {
            extent,
            percent,
            of: None,
        });
    }
    let share = flow.number(at).filter(|claim| is_part(claim))?;
    let noun = flow.skip(
        at + 2,
        &[
            "all", "our", "the", "their", "its", "total", "this", "these",
        ],
    );
    let of = flow.word(noun).filter(|_| flow.is(at + 1, &["of"]));
    Some(Part {
        extent: share.extent,
        percent: share.quantity.nominal()?,
        of: of.map(|word| word.stem),
    })
}

fn is_share_of(flow: &Flow<'_>, at: usize) -> bool {
    let is_share = flow
        .number(at)
        .is_some_and(|claim| claim.quantity.kind == Kind::Percent || claim.role == Role::Share);
    is_share || of_pound(flow, at).is_some()
}

/// "88p in every pound", "88 pence of each £1".
fn of_pound(flow: &Flow<'_>, at: usize) -> Option<(Extent, Decimal)> {
    let (extent, percent) = pence(flow, at)?;
    let behind = at + if flow.is(at + 1, COINS) { 2 } else { 1 };
    let each = flow.is(behind, &["in", "of", "from", "out"]) && {
        let each = flow.skip(behind + 1, &["of"]);
        flow.is(each, &["each", "every", "the"])
            && (flow.is(each + 1, &["pound", "euro", "dollar", "£"]) || is_one_coin(flow, each + 1))
    };
    each.then_some((extent, percent))
}

/// What a hundred of make the whole.
const COINS: &[&str] = &["c", "cent", "cents", "p", "pence"];

/// "£1".
fn is_one_coin(flow: &Flow<'_>, at: usize) -> bool {
    flow.number(at).is_some_and(|claim| {
        claim.quantity.kind == Kind::Money && claim.quantity.nominal() == Some(Decimal::ONE)
    })
}

/// "88p", "88 pence": how many.
fn pence(flow: &Flow<'_>, at: usize) -> Option<(Extent, Decimal)> {
    let text = flow.text(at);
    if let Some(digits) = text.strip_suffix(['p', 'c']) {
        let number: Decimal = digits.parse::<u8>().ok()?.into();
        return Some((flow.extent(at), number));
    }
    let claim = flow.number(at)?;
    let number = claim
        .quantity
        .nominal()
        .filter(|number| *number < Decimal::ONE_HUNDRED)?;
    let is_coins = flow.is(at + 1, COINS)
        && claim.quantity.kind == Kind::Count
        && !claim.quantity.values.is_hedged();
    is_coins.then(|| (flow.span(at, at + 1), number))
}
