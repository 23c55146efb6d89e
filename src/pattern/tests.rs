use std::sync::LazyLock;

use super::*;
use crate::period::Mention;
use crate::quantity::{self, Quantity};
use crate::word::{self, Token};

/// A sentence that owns what was read in it.
struct Sentence<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    quantities: Vec<Quantity>,
    mentions: Vec<Mention>,
}

impl<'a> Sentence<'a> {
    fn new(text: &'a str) -> Sentence<'a> {
        Sentence {
            text,
            tokens: word::tokens(text),
            quantities: quantity::read(text),
            mentions: crate::period::read(text),
        }
    }

    fn view(&self) -> SentenceView<'_> {
        SentenceView {
            text: self.text,
            tokens: &self.tokens,
            quantities: &self.quantities,
            mentions: &self.mentions,
        }
    }
}

/// What a phrase finds: each match, then what its slots took.
fn found(phrase: &str, text: &'static str) -> Vec<Vec<&'static str>> {
    let phrase = Phrase::new(phrase).unwrap();
    let sentence = Sentence::new(text);
    let matches = phrase.find(&sentence.view());
    let read = |found: &Match| {
        let slots = found.slots.iter().map(|bound| &text[bound.range.clone()]);
        std::iter::once(&text[found.range.clone()])
            .chain(slots)
            .collect()
    };
    matches.iter().map(read).collect()
}

fn one(phrase: &str, text: &'static str) -> Vec<&'static str> {
    let mut all = found(phrase, text);
    assert_eq!(all.len(), 1, "{phrase} in {text}: {all:?}");
    all.remove(0)
}

#[test]
fn words_match_in_any_case_and_inflection() {
    assert_eq!(
        one("paying member", "All Paying Members vote."),
        ["Paying Members"]
    );
    assert_eq!(one("the guild", "In “the Guild’s” hall."), ["the Guild’s"]);
    assert!(found("member", "A membrane.").is_empty());
    assert!(found("paying members", "After paying, members left.").is_empty());
}

#[test]
fn words_to_the_letter_match_as_written_only() {
    assert_eq!(
        one("=Github", "GitHub, github and Github's page"),
        ["Github's"]
    );
    assert_eq!(one("=AT&T", "at&t and AT&T"), ["AT&T"]);
    assert!(found("=cat", "cats").is_empty());
}

#[test]
fn choices_and_options_are_tried_in_order() {
    let phrase = "the (first|very last)? (meeting|day of work)";
    assert_eq!(
        one(phrase, "It was the very last day of work."),
        ["the very last day of work"]
    );
    assert_eq!(one(phrase, "It was the meeting."), ["the meeting"]);
    assert!(found(phrase, "It was the very meeting.").is_empty());
    assert_eq!(one("a (b (c|d)|e)? f", "a b d f"), ["a b d f"]);
}

#[test]
fn a_gap_holds_up_to_four_words_and_any_marks() {
    assert_eq!(
        one("rose ... percent", "It rose (by one) to, say, percent."),
        ["rose (by one) to, say, percent"]
    );
    assert_eq!(
        one("rose ... percent", "It rose percent."),
        ["rose percent"]
    );
    assert!(found("rose ... percent", "rose a b c d e percent").is_empty());
    assert_eq!(one("a ... b", "a b c b"), ["a b"]);
}

#[test]
fn matches_do_not_overlap() {
    assert_eq!(found("(a b|b a)", "a b a b a").len(), 2);
    assert_eq!(found("old ... old", "old new old new old new old").len(), 2);
}

#[test]
fn names_end_where_capitals_end() {
    assert_eq!(
        one("{name} joined", "Then Ada van Dam joined."),
        ["Ada van Dam joined", "Ada van Dam"]
    );
    assert_eq!(
        one("{name} Society", "He left the Royal Mint Society"),
        ["Royal Mint Society", "Royal Mint"]
    );
    assert_eq!(
        one(
            "seats ... {names}",
            "The seats are held by J. Doe (Acme Ltd), Bo Li and University of Ghent people."
        ),
        [
            "seats are held by J. Doe (Acme Ltd), Bo Li and University of Ghent",
            "J. Doe (Acme Ltd), Bo Li and University of Ghent"
        ]
    );
    assert!(found("{name} joined", "The joined").is_empty());
}

#[test]
fn years_and_words_fill_their_slots() {
    assert_eq!(
        one("since {year}", "Since 2012, or since 12"),
        ["Since 2012", "2012"]
    );
    assert_eq!(
        one("very {word}", "a very old-fashioned hat"),
        ["very old-fashioned", "old-fashioned"]
    );
}

#[test]
fn a_regular_expression_may_hold_slots() {
    assert_eq!(one(r"/[Rr]oom #\d+/", "In room #12."), ["room #12"]);
    assert_eq!(
        one("/in {year}\\b/", "Not on 2020, in 2021."),
        ["in 2021", "2021"]
    );
    assert_eq!(
        one("/by {name}/", "Written by Ada Lovelace herself"),
        ["by Ada Lovelace", "Ada Lovelace"]
    );
}

#[test]
fn every_phrase_that_is_found_is_a_candidate() {
    let stems = |text| word::tokens(text).into_iter().map(|token| token.stem);
    let cases = [
        ("{count} (paying)? members", "Nobody saw the member go"),
        ("(oaks|big elms) ... fell", "Two elms fell"),
        ("=Github", "On Github's page"),
        ("/x/", "anything"),
    ];
    for (phrase, text) in cases {
        let index = Index::new([&Phrase::new(phrase).unwrap()], |_| 0);
        let mut candidates = vec![7];
        index.candidates(stems(text), &mut candidates);
        assert_eq!(candidates, [0], "{phrase}");
        index.candidates(stems("else"), &mut candidates);
        assert!(phrase == "/x/" || candidates.is_empty());
    }
}

#[test]
fn a_bad_phrase_says_what_is_wrong() {
    let cases = [
        ("", "empty"),
        ("{value}", "no word of its own"),
        ("{value} (members)?", "no word of its own"),
        ("a (b|c", "`(b|c` is not closed"),
        ("a b)", "closes no group"),
        ("a (b|)", "write `(a|b)?`"),
        ("a | b", "outside of a group"),
        ("members?", "write `(word)?`"),
        ("a {value", "`{value` is not closed"),
        ("a {vlaue}", "did you mean `{value}`?"),
        ("a {quux}", "the slots are `{value}`"),
        ("a = b", "before no word"),
        ("... a", "between two words"),
        ("a ((((((((((b))))))))))", "too deeply"),
        ("/(a/", "unclosed group"),
        ("/{nmae}/", "did you mean `{name}`?"),
    ];
    for (phrase, message) in cases {
        let error = Phrase::new(phrase).unwrap_err().to_string();
        assert!(error.contains(message), "{phrase}: {error}");
    }
}

#[test]
fn marks_can_be_escaped() {
    assert_eq!(one(r"room \(old\)", "the Room (old)"), ["Room (old)"]);
    assert_eq!(
        one("members, {word}", "members, all"),
        ["members, all", "all"]
    );
}

#[test]
fn calendar_expressions_fill_their_slots() {
    assert_eq!(
        one(
            "growth ... than {base-period}",
            "a growth larger than in 2020"
        ),
        ["growth larger than in 2020", "2020"]
    );
    assert_eq!(
        one("held in {date}", "It was held in May 2020."),
        ["held in May 2020", "May 2020"]
    );
    assert!(found("held in {date}", "It was held in 2020.").is_empty());
    assert_eq!(
        one("/more than {base-period}/", "more than in 2020, again"),
        ["more than in 2020", "2020"]
    );
}

#[test]
fn numbers_fill_the_slots_of_their_kinds_with_their_modifiers() {
    let cases: [(&str, &'static str, &[&str]); 9] = [
        (
            "{value} members",
            "We have over 45 members.",
            &["over 45 members", "over 45"],
        ),
        (
            "{value} members",
            "We have 1,500+ members.",
            &["1,500+ members", "1,500+"],
        ),
        (
            "over {value} members",
            "We have over 45 members.",
            &["over 45 members", "45"],
        ),
        ("{percent} growth", "a 5% growth", &["5% growth", "5%"]),
        (
            "cost {money}",
            "It cost $7.7 billion.",
            &["cost $7.7 billion", "$7.7 billion"],
        ),
        (
            "the {ordinal} release",
            "the 22nd release",
            &["the 22nd release", "22nd"],
        ),
        // A gap does not step over a number that the slot would take.
        (
            "{count} ... members",
            "In 45 chapters are 300 active members.",
            &["300 active members", "300"],
        ),
        (
            "members ... {count}",
            "Members (active): 300",
            &["Members (active): 300", "300"],
        ),
        (
            "/{count} (?:active )?members/",
            "about 300 active members",
            &["about 300 active members", "about 300"],
        ),
    ];
    for (phrase, text, expected) in cases {
        assert_eq!(one(phrase, text), expected, "{phrase}");
    }
    assert!(found("{count} growth", "a 5% growth").is_empty());
    assert!(found("{value} release", "the third release").is_empty());
}

#[test]
fn a_slot_tells_which_quantity_it_took() {
    let sentence = Sentence::new("From 11 chapters to 21 chapters");
    for written in ["to {count} chapters", "/to {count} chapters/"] {
        let found = Phrase::new(written).unwrap().find(&sentence.view());
        assert_eq!(
            found[0].slot(Slot::Count).unwrap().quantity,
            Some(1),
            "{written}"
        );
    }
}

#[test]
fn a_phrase_tells_the_slots_that_it_may_bind() {
    let slots = |written| Phrase::new(written).unwrap().slots();
    assert_eq!(
        slots("{name} has {count} (of {count})? members"),
        [Slot::Count, Slot::Name]
    );
    assert_eq!(slots("/{year} members/"), [Slot::Year]);
    assert!(slots("members").is_empty());
}

#[test]
fn a_long_sentence_is_searched_in_linear_time() {
    let text = "“a “b, ".repeat(5_000);
    let sentence = Sentence::new(&text);
    let phrase = Phrase::new("a ... (b|c)? ... (a b)? ... never").unwrap();
    assert!(phrase.find(&sentence.view()).is_empty());
    let names = "Ada Bo (Acme), ".repeat(500);
    let sentence = Sentence::new(&names);
    assert!(
        Phrase::new("{names} never")
            .unwrap()
            .find(&sentence.view())
            .is_empty()
    );
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let written = [
        "a ... b",
        "=a (b|c)?",
        "{value} (a)? b",
        "{names} a",
        "/a {name}/",
        "/{value} ?b/",
        "({word} c|c)",
    ];
    written.map(|written| Phrase::new(written).unwrap()).into()
});

proptest::proptest! {
    #[test]
    fn any_text_is_a_phrase_or_an_error(written in r"[a-c(){}|?=/.…\\\PC ]{0,24}") {
        let _ = Phrase::new(&written);
    }

    #[test]
    fn matches_stand_in_order_on_whole_characters(text in r"[abc A-C0-9,.“”é(%-]{0,60}") {
        let sentence = Sentence::new(&text);
        for phrase in PHRASES.iter() {
            let mut end = 0;
            for found in phrase.find(&sentence.view()) {
                proptest::prop_assert!(found.range.start >= end && text.get(found.range.clone()).is_some());
                end = found.range.end;
                for bound in found.slots {
                    proptest::prop_assert!(text.get(bound.range).is_some_and(|text| !text.is_empty()));
                }
            }
        }
    }
}
