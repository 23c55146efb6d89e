//! Changes whose two values stand in their own sentence, or in the one before it: "rose from 1,500 to 2,500, an increase of 66%".

use rust_decimal::Decimal;

use super::sentence::{End, Sentence, are_of_one_sort, is_long_before};
use super::verdict::{check, is_about, judge};
use crate::check::{Context, Verdict};
use crate::claim::{Claim, canonical};
use crate::finding::Certainty;
use crate::lookup::WordSet;
use crate::period::Period;
use crate::quantity::{GrowthCheck, Kind};
use crate::word::{self, Token};

/// Words right before the value that a change starts from.
const FROM: &[&str] = &["compared", "from", "over", "than", "versus", "vs"];

/// A change whose two values stand in its own sentence.
pub(super) fn in_sentence(context: &Context<'_>, sentence: &Sentence<'_>) -> Verdict {
    let levels: Vec<&Claim> = sentence.levels().collect();
    let is_other = || {
        let is_end = levels.iter().any(|level| sentence.is_end_of(level));
        is_end || sentence.is_rate_of_its_own()
    };
    if levels.len() < 2 || is_other() {
        return Verdict::Open;
    }
    // "from A to B" beside the change; the nearest pair.
    let goes = |base: &Claim, now: &Claim| {
        sentence.starts(base, &["from"])
            && sentence.starts(now, &["to"])
            && sentence.is_one_step(base, now)
    };
    let pair = levels.windows(2).enumerate().filter_map(|(at, pair)| {
        let [first, second] = [pair[0], pair[1]];
        // "From 15 to 43, and those of fraud from 80 to 114": neither of the two in the middle is alone.
        let is_of_others = || {
            at > 0 && goes(levels[at - 1], first)
                || levels.get(at + 2).is_some_and(|next| goes(second, next))
        };
        // "Fell by half, to 20 from 60"
        (goes(first, second).then_some([first, second])).or_else(|| {
            (goes(second, first) && are_of_one_sort(first, second) && !is_of_others())
                .then_some([second, first])
        })
    });
    let distance = |claim: &Claim| claim.extent.start.abs_diff(sentence.change.extent.start);
    let pair = pair.filter(|pair| sentence.is_beside(pair[0], pair[1]) && !sentence.is_since());
    // "From 10 to 0.35 microns, 800 times as many transistors": of something else that comes with it.
    let compared = sentence.compared();
    let pair = pair.filter(|pair| {
        let of_pair = pair[1].measure.head;
        compared.is_none_or(|compared| of_pair.is_none_or(|head| canonical(head) == compared))
    });
    let (of_another, pairs): (Vec<_>, Vec<_>) =
        pair.partition(|pair| sentence.is_said_of_another(*pair));
    if let Some([base, now]) = pairs.into_iter().min_by_key(|pair| distance(pair[0])) {
        // "Rose by 8% to 1,250, from 1,100 firms", "rose by 6% to £299m, from £210m in 2008"
        let is_reversed = base.extent.start > now.extent.start;
        if is_reversed && sentence.is_of_other_things(base, now) {
            return Verdict::Open;
        }
        let most = if is_reversed && is_long_before(base, now) {
            Certainty::Unsure
        } else {
            Certainty::Sure
        };
        let mut change = sentence.told();
        // "Fell from 1,000 to 800 (20%)": the word is too far away.
        if !sentence.has_way() {
            change.falls = now.quantity.nominal() < base.quantity.nominal();
        }
        return judge(context, change, base, now, most);
    }
    if !of_another.is_empty() {
        return Verdict::Open;
    }
    // "Compared to 2020 (400 members), membership grew 10% to 480".
    let reached = levels.iter().copied().find(|level| {
        level.extent.start >= sentence.change.extent.end && sentence.starts(level, &["to"])
    });
    let opened = levels.iter().copied().rfind(|level| {
        level.base && level.dated && level.extent.end <= sentence.change.extent.start
    });
    if let (Some(base), Some(now), [_, _]) = (opened, reached, levels.as_slice())
        && are_of_one_sort(base, now)
        && is_about(sentence.told(), base, now)
    {
        return judge(context, sentence.told(), base, now, Certainty::Likely);
    }
    // "B, compared to A last year, a rise of 60%": both stand before it.
    let has_base_behind = levels.iter().any(|level| {
        level.extent.start >= sentence.change.extent.end
            && level.base
            && sentence.preceded(level.extent.start, 2, &["than"])
    });
    let told = levels.array_windows().rfind(|[now, base]| {
        base.base
            && !has_base_behind
            && !now.base
            && now.measure.head.is_some()
            && !sentence.are_of_two(base, now)
            && !sentence.count_two(base, now)
            && base.extent.end <= sentence.change.extent.start
            && !sentence.starts(now, &["from"])
            && !sentence.goes_on(base)
            && sentence.preceded(sentence.change.extent.start, 4, &["of", "by", "up", "down"])
            && sentence.is_beside(now, base)
            && !sentence.is_of_another(base)
            && !sentence.is_subject()
    });
    if let Some([now, base]) = told {
        let mut change = sentence.told();
        // "A decrease of 140, or 10%": the word is too far away.
        if !sentence.has_way() {
            change.falls = now.quantity.nominal() < base.quantity.nominal();
        }
        return judge(context, change, base, now, Certainty::Likely);
    }
    // "B, up 60% from A", "B, a 60% increase compared to the A of last year", "B, twice as many as the A".
    let multiple = sentence.change.quantity.kind == Kind::Ratio;
    let nearest = levels
        .iter()
        .copied()
        .rfind(|level| level.extent.end <= sentence.change.extent.start);
    let base = levels.iter().copied().find(|level| {
        level.extent.start >= sentence.change.extent.end
            && (sentence.preceded(level.extent.start, 3, FROM)
                || multiple && sentence.starts_behind(level, "as"))
            && !sentence.has_change_before(level)
            && !sentence.goes_on(level)
            && !nearest.is_some_and(|now| sentence.are_of_two(level, now))
    });
    let Some(base) = base else {
        return of_two_years(context, sentence, &levels);
    };
    let nows: Vec<&Claim> = levels
        .iter()
        .copied()
        .filter(|level| {
            level.extent.end <= sentence.change.extent.start && are_of_one_sort(level, base)
        })
        .collect();
    let change = sentence.told();
    // "2,500 members in four halls, 66% more than the 1,500": of several values one that fits is meant, and else the
    // one of the size of the base.
    let fits = |now: &&Claim| matches!(check(change, base, now), GrowthCheck::Fits);
    let same = |now: &&Claim| {
        let (now, base) = (&now.measure, &base.measure);
        now.head.is_some() && now.head == base.head && !now.guessed && !base.guessed
    };
    let most = if nows.len() == 1 || nows.last().is_some_and(same) {
        Certainty::Sure
    } else {
        Certainty::Likely
    };
    let meant = nows.iter().copied().rfind(fits);
    let meant = meant.or_else(|| nows.last().copied().filter(same));
    let nearest = || {
        nows.iter()
            .copied()
            .rev()
            .min_by_key(|now| ratio(now, base))
    };
    match meant.or_else(nearest) {
        Some(now) => judge(context, change, base, now, most),
        None => Verdict::Open,
    }
}

/// "The stock grew from 200 to 600 titles. That is an increase of 200%", "The increase of 400 was planned": a change that points back
/// to the two values of the sentence before.
pub(super) fn of_the_sentence_before(context: &Context<'_>, sentence: &Sentence<'_>) -> Verdict {
    /// A longer sentence says too much to be pointed back to.
    const LONGEST: usize = 60;
    const POINTERS: WordSet<3> = WordSet::new(["it", "that", "this"]);
    const EQUALS: WordSet<9> = WordSet::new([
        "'s",
        "’s",
        "equals",
        "is",
        "marks",
        "means",
        "represents",
        "was",
        "makes",
    ]);
    const VERBS: WordSet<12> = WordSet::new([
        "came",
        "comes",
        "had",
        "has",
        "is",
        "means",
        "meant",
        "reflects",
        "reflected",
        "shows",
        "took",
        "was",
    ]);
    let change = sentence.change;
    let report = &context.corpus.reports[change.report];
    let document = &report.document;
    let tokens = &sentence.tokens;
    let word = |at: usize| {
        let token = tokens.get(at);
        token.map_or("", |token: &Token| token.of(sentence.view))
    };
    // Most sentences begin with no word that points anywhere: "it", "that", "the", "this".
    if !word(0).starts_with(['I', 'T', 'i', 't']) {
        return Verdict::Open;
    }
    let bare = word(0).trim_end_matches("'s").trim_end_matches("’s");
    let is_short = bare.len() < word(0).len();
    // "The increase of 400 was", "This 200% rise is": what it is of else stands behind it.
    let is_again = matches!(word(0), "The" | "This" | "That") && {
        let is_noun = |at: usize| word::change(word(at)).is_some_and(word::Change::is_noun);
        let is_verb = |at: usize| VERBS.has(word(at));
        let behind = sentence.at(change.extent.end);
        let is_own = |at: usize| {
            tokens
                .get(at)
                .is_some_and(|token| token.start == change.extent.start)
        };
        is_noun(1) && word(2) == "of" && is_own(3) && is_verb(behind)
            || is_own(1) && is_noun(behind) && is_verb(behind + 1)
    };
    let points = is_again || POINTERS.has(bare) && (is_short || EQUALS.has(word(1)));
    let own_start = document.sentences[change.sentence].extent.start;
    let is_whole = tokens
        .first()
        .is_some_and(|token| token.start < own_start + 3);
    let Some(before) = change
        .sentence
        .checked_sub(1)
        .filter(|_| points && is_whole)
    else {
        return Verdict::Open;
    };
    let block = |sentence: usize| document.sentences[sentence].block();
    let tokens = report.few_tokens(before);
    if block(before) != block(change.sentence)
        || tokens.len() > LONGEST
        || sentence.levels().next().is_some()
        || !is_again && (change.quantity.kind != Kind::Percent || !sentence.is_article_before())
    {
        return Verdict::Open;
    }
    let most = match sentence.end() {
        _ if is_again => Certainty::Likely,
        End::Here => Certainty::Sure,
        End::Time => Certainty::Likely,
        End::Open => return Verdict::Open,
    };
    let told = Sentence {
        change,
        claims: context
            .ledger
            .in_sentence(change.report, before)
            .iter()
            .collect(),
        view: sentence.view,
        tokens,
    };
    let levels: Vec<&Claim> = told.levels().collect();
    match levels.as_slice() {
        // "To 600", "to a whopping 600".
        [base, now]
            if told.starts(base, &["from"]) && told.preceded(now.extent.start, 3, &["to"]) =>
        {
            judge(context, sentence.told(), base, now, most)
        }
        [now, base] if base.base && !now.base && are_of_one_sort(base, now) => {
            judge(context, sentence.told(), base, now, Certainty::Likely)
        }
        _ => Verdict::Open,
    }
}

/// "136,343 visits in 2021, while 130,298 were counted in 2020, a 4.6% increase": two values of two years, and the change
/// behind them.
pub(super) fn of_two_years(
    context: &Context<'_>,
    sentence: &Sentence<'_>,
    levels: &[&Claim],
) -> Verdict {
    let [first, second] = levels else {
        return Verdict::Open;
    };
    let year = |claim: &Claim| claim.period.filter(|_| claim.dated).and_then(Period::year);
    let (Some(one), Some(other)) = (year(first), year(second)) else {
        return Verdict::Open;
    };
    let change = sentence.change;
    let noun = |claim: &Claim| {
        claim
            .measure
            .head
            .filter(|_| !claim.measure.guessed)
            .map(canonical)
    };
    let of_one_noun = match (noun(first), noun(second)) {
        (Some(one), Some(other)) => one == other,
        (one, other) => one.is_some() || other.is_some(),
    };
    let is_only = sentence.claims.iter().all(|claim| {
        claim.extent == change.extent
            || claim.extent == first.extent
            || claim.extent == second.extent
    });
    if one == other
        || change.extent.start < second.extent.end
        || change.quantity.kind != Kind::Percent
        || !are_of_one_sort(first, second)
        || !of_one_noun
        || !is_only
        || first.mood != second.mood
        || first.measure.partial != second.measure.partial
        || !sentence.is_article_before()
    {
        return Verdict::Open;
    }
    let (base, now) = if one < other {
        (first, second)
    } else {
        (second, first)
    };
    judge(context, sentence.told(), base, now, Certainty::Likely)
}

/// How many times the one of two values is the other, the smaller being one. What cannot be told comes last.
pub(super) fn ratio(first: &Claim, second: &Claim) -> Decimal {
    let nominal = |claim: &Claim| {
        claim
            .quantity
            .nominal()
            .filter(|number| *number > Decimal::ZERO)
    };
    let ratio = nominal(first)
        .zip(nominal(second))
        .and_then(|(first, second)| first.max(second).checked_div(first.min(second)));
    ratio.unwrap_or(Decimal::MAX)
}
