//! Names between commas in the middle of a sentence, which goes on behind them: "Our four bakers, Ann, Bo, Cy and Di, left".

use std::ops::Range;

use super::{Form, Listing, ands, appositions, complete_at, segments};
use crate::corpus::Report;
use crate::document::Extent;
use crate::lookup::words;

/// More parts than these are a text.
const MOST: usize = 60;

/// The names that stand behind the comma at the view offset `from` and end with a conjunction and the last of them, and where
/// they end: behind a colon if a word such as “namely” introduces them. What they are behind, and what follows, is for others to judge. `is_name` tells what may be one.
pub fn passing(
    report: &Report,
    sentence: usize,
    from: u32,
    is_name: impl Fn(&str) -> bool,
) -> Option<(Listing, u32)> {
    let end = report.document.sentences[sentence].extent.end;
    let text = &report.document.view[Extent { start: from, end }];
    let base = from as usize;
    let mut start = text.starts_with(", ").then_some(2)?;
    let said = complete_at(&text[start..]);
    start += said.unwrap_or_default();
    let parts = segments(&text[start..], b',');
    if parts.len() > MOST {
        return None;
    }
    let part = |at: usize| {
        let part = &parts[at];
        start + part.start..start + part.end
    };
    let of = |range: &Range<usize>| &text[range.clone()];
    // "…, and Di": a part that begins with a conjunction ends the names. What comes before is one name each.
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut closed = None;
    for at in 0..parts.len() {
        let range = part(at);
        let whole = of(&range);
        if let Some(last) = behind_conjunction(whole) {
            let last = range.end - last.len()..range.end;
            if !is_name(of(&last)) {
                break;
            }
            items.push(last);
            let inside = items.iter().map(|item| ands(of(item)).count()).sum();
            closed = Some((std::mem::take(&mut items), inside));
            break;
        }
        let two = ands(whole).next().map(|(cut, word)| {
            let second = range.start + cut + word..range.end;
            (range.start..range.start + cut, second)
        });
        let named = match &two {
            Some((first, second)) => is_name(of(first)) && is_name(of(second)),
            None => is_name(whole),
        };
        if !named {
            break;
        }
        // "Cy and Di": it ends here, unless there is a part such as the one above.
        if let (None, Some((first, second))) = (&closed, two) {
            let inside = ands(whole).count() - 1;
            let ended = items.iter().cloned().chain([first, second]).collect();
            closed = Some((ended, inside));
        }
        items.push(range);
    }
    let (items, more): (Vec<Range<usize>>, usize) = closed?;
    if items.iter().any(Range::is_empty) {
        return None;
    }
    let last = items.last()?.end;
    let texts: Vec<&str> = items.iter().map(of).collect();
    let fewest = texts.len() - appositions(&texts);
    let items: Vec<Extent> = items
        .iter()
        .map(|item| Extent::new(base + item.start, base + item.end))
        .collect();
    let listing = Listing {
        form: said.map_or(Form::Running, |_| Form::Colon),
        partial: false,
        count: fewest..=items.len() + more,
        items,
    };
    Some((listing, (base + last) as u32))
}

/// What follows the conjunction that a part begins with.
fn behind_conjunction(part: &str) -> Option<&str> {
    let (first, rest) = part.split_once(' ')?;
    words!["and", "or", "&"].has(first).then_some(rest)
}
