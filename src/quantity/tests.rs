//! What the reader makes of prose: one line a case.

use rust_decimal::Decimal;

use super::{Kind, Modifier, Quantity, read};

/// One quantity as `text = kind nominal currency`, with the modifier before it if there is one.
fn show(text: &str, quantity: &Quantity) -> String {
    let printed = &text[quantity.start..quantity.end];
    let stated = quantity.values.stated();
    let mut words = vec![format!("{printed} ="), lower(&quantity.kind)];
    match quantity.modifier {
        Modifier::Exact => {}
        Modifier::Range => {
            let end = |end: Option<Decimal>| end.unwrap_or_default().normalize();
            words.push(format!("{}..{}", end(stated.low), end(stated.high)));
        }
        modifier => words.insert(0, lower(&modifier)),
    }
    if quantity.kind == Kind::Version {
        let parts: Vec<String> = quantity.version.iter().map(u32::to_string).collect();
        words.push(parts.join("."));
    }
    words.extend(quantity.nominal.map(|nominal| nominal.to_string()));
    words.extend(quantity.currency.clone());
    words.join(" ")
}

fn lower(name: &impl std::fmt::Debug) -> String {
    format!("{name:?}").to_lowercase()
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let found: Vec<String> = read(text).iter().map(|found| show(text, found)).collect();
        assert_eq!(found, *expected, "in: {text}");
    }
}

#[test]
fn digits_and_scales() {
    check(&[
        ("The club has 3,359 members.", &["3,359 = count 3359"]),
        ("All 98 came.", &["98 = count 98"]),
        ("About 40 000 trees", &["about 40 000 = count 40000"]),
        (
            "in 1\u{a0}414\u{a0}021 homes",
            &["1\u{a0}414\u{a0}021 = count 1414021"],
        ),
        ("grew to 25 million", &["25 million = count 25000000"]),
        (
            "13.5K stars and 25M pulls",
            &["13.5K = count 13500", "25M = count 25000000"],
        ),
        ("1.2bn visits", &["1.2bn = count 1200000000"]),
        (
            "boats 22,24,26",
            &["22 = count 22", "24 = count 24", "26 = count 26"],
        ),
        ("-5 degrees", &["-5 = count -5"]),
    ]);
}

#[test]
fn number_words() {
    check(&[
        ("Nine boats", &["Nine = count 9"]),
        ("twenty-two boats", &["twenty-two = count 22"]),
        (
            "one hundred and six boats",
            &["one hundred and six = count 106"],
        ),
        ("half a million boats", &["half a million = count 500000"]),
        (
            "a dozen boats, two dozen oars",
            &["a dozen = count 12", "two dozen = count 24"],
        ),
        ("three and a half hours", &["three and a half = count 3.5"]),
        (
            "two and a half million",
            &["two and a half million = count 2500000"],
        ),
        ("nearly a million", &["nearly a million = count 1000000"]),
        ("a day and a half", &["a day and a half = count 1.5"]),
        ("five (5) seats", &["five (5) = count 5"]),
    ]);
}

#[test]
fn parts_and_multiples() {
    check(&[
        (
            "two thirds of them",
            &["two thirds = ratio 0.666666666666667"],
        ),
        (
            "one-third of them",
            &["one-third = ratio 0.333333333333333"],
        ),
        ("1/4 of the fleet", &["1/4 = ratio 0.25"]),
        ("more than half of the fleet", &["over half = ratio 0.5"]),
        ("Sales doubled.", &["doubled = ratio 2"]),
        ("It more than tripled", &["over tripled = ratio 3"]),
        (
            "a threefold rise, 3x faster",
            &["threefold = ratio 3", "3x = ratio 3"],
        ),
        (
            "twice as many, 4 times the size",
            &["twice = ratio 2", "4 times = ratio 4"],
        ),
        ("held twice", &["twice = count 2"]),
        (
            "one in three boats",
            &["one in three = ratio 0.333333333333333"],
        ),
        ("nine out of ten", &["nine out of ten = ratio 0.9"]),
        ("12 out of 48 boats", &["12 = count 12", "48 = count 48"]),
    ]);
}
