//! What the reader makes of prose: one line a case.

use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{GrowthCheck, Kind, Modifier, Quantity, Rounding, Values, growth, read};

/// One quantity as `text = kind nominal currency`, with the modifier before it if there is one.
fn show(text: &str, quantity: &Quantity) -> String {
    let printed = &text[quantity.start()..quantity.end()];
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
        let parts: Vec<String> = quantity.version().iter().map(u32::to_string).collect();
        words.push(parts.join("."));
    }
    words.extend(quantity.nominal().map(|nominal| nominal.to_string()));
    words.extend(quantity.currency().map(str::to_owned));
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
fn exponents_and_powers() {
    check(&[
        ("1.3x10^6 grains", &["1.3x10^6 = count 1300000"]),
        ("2 × 10⁶ grains", &["2 × 10⁶ = count 2000000"]),
        ("about 1.5e6 grains", &["about 1.5e6 = count 1500000"]),
        ("-12e-1", &["-12e-1 = count -1.2"]),
        ("2^32 seats", &["2^32 = count 4294967296"]),
        ("0.5^-1", &["0.5^-1 = count 2"]),
        // What looks like one and is none.
        ("commit 12e5ab and 2e400", &[]),
        ("98² boats", &["98 = count 98"]),
        ("9^999", &["9 = count 9", "999 = count 999"]),
    ]);
}

#[test]
fn decimal_commas_and_other_groups() {
    check(&[
        (
            "3,5 %, € 12,50 and 12,50 €",
            &[
                "3,5 % = percent 3.5",
                "€ 12,50 = money 12.5 EUR",
                "12,50 € = money 12.5 EUR",
            ],
        ),
        (
            "1,5 million, 0,5 and 1.111,25",
            &[
                "1,5 million = count 1500000",
                "0,5 = count 0.5",
                "1.111,25 = count 1111.25",
            ],
        ),
        ("It rose by 1,3.", &["1,3 = count 1.3"]),
        (
            "CHF 1'000'000 for 1’500 boats",
            &["CHF 1'000'000 = money 1000000 CHF", "1’500 = count 1500"],
        ),
        // Lists.
        ("boats 4,5", &["4 = count 4", "5 = count 5"]),
        (
            "with 1,2 and 3",
            &["1 = count 1", "2 = count 2", "3 = count 3"],
        ),
        ("1,500 %", &["1,500 % = percent 1500"]),
    ]);
}

#[test]
fn denominators() {
    check(&[
        ("three twenty-fifths", &["three twenty-fifths = ratio 0.12"]),
        (
            "fifty-four hundredths",
            &["fifty-four hundredths = ratio 0.54"],
        ),
        (
            "one hundred thirty-fifths",
            &["one hundred thirty-fifths = ratio 2.857142857142857"],
        ),
        ("one twenty-fifth of it", &["one twenty-fifth = ratio 0.04"]),
        ("a millionth of it", &["a millionth = ratio 0.000001"]),
        (
            "two hundred and fifty-four hundredths",
            &["two hundred and fifty-four hundredths = count 200.54"],
        ),
        // The same words put things in order.
        ("a twenty-first boat", &["twenty-first = ordinal 21"]),
        ("the one hundredth boat", &["one hundredth = ordinal 100"]),
        ("our millionth guest", &["millionth = ordinal 1000000"]),
        (
            "the two-millionth and the 3 millionth guest",
            &[
                "two-millionth = ordinal 2000000",
                "3 millionth = ordinal 3000000",
            ],
        ),
        (
            "the hundred and third boat",
            &["hundred and third = ordinal 103"],
        ),
        (
            "the one hundred and third boat",
            &["one hundred and third = ordinal 103"],
        ),
    ]);
}

#[test]
fn sums_in_words() {
    check(&[
        (
            "three hundred and two dozen oars",
            &["three hundred and two dozen = count 324"],
        ),
        (
            "6 million and two hundred oars",
            &["6 million and two hundred = count 6000200"],
        ),
        (
            "6 million and two others",
            &["6 million = count 6000000", "two = count 2"],
        ),
        (
            "two million and a half, two hundred and a half",
            &[
                "two million and a half = count 2500000",
                "two hundred and a half = count 200.5",
            ],
        ),
        (
            "a couple of hundred oars, several thousand boats",
            &[
                "vague a couple of hundred = count",
                "vague several thousand = count",
            ],
        ),
    ]);
}

#[test]
fn two_bounds_are_one_number() {
    check(&[
        (
            "more than 5 but less than 10 boats",
            &["5 but less than 10 = count 5..10"],
        ),
        (
            "at most 100 and at least 20",
            &["100 and at least 20 = count 20..100"],
        ),
        (
            "over 5 and under 10 million",
            &["5 and under 10 million = count 5000000..10000000"],
        ),
        (
            "more than 5% and less than 10%",
            &["5% and less than 10% = percent 5..10"],
        ),
        // Each for itself.
        (
            "more than 40 and less than 10",
            &["over 40 = count 40", "below 10 = count 10"],
        ),
        (
            "over 5 boats and under 10 oars",
            &["over 5 = count 5", "below 10 = count 10"],
        ),
        (
            "over $5 and under 10 percent",
            &["over $5 = money 5 USD", "below 10 percent = percent 10"],
        ),
    ]);
}

#[test]
fn spoken_prices() {
    check(&[
        (
            "It costs 15 dollars 50.",
            &["15 dollars 50 = money 15.5 USD"],
        ),
        (
            "It costs 15 euros and 50.",
            &["15 euros and 50 = money 15.5 EUR"],
        ),
        (
            "thirteen pounds forty five in all",
            &["thirteen pounds forty five = money 13.45 GBP"],
        ),
        (
            "15 dollars and 50 boats",
            &["15 dollars = money 15 USD", "50 = count 50"],
        ),
        (
            "15 dollars 50 boats",
            &["15 dollars = money 15 USD", "50 = count 50"],
        ),
        (
            "1.5 M€ and EUR 5m",
            &["1.5 M€ = money 1500000 EUR", "EUR 5m = money 5000000 EUR"],
        ),
    ]);
}

#[test]
fn wholes_stand_beside_their_parts() {
    let show_all = |text: &str| -> Vec<String> {
        super::read_with_wholes(text)
            .iter()
            .map(|found| show(text, found))
            .collect()
    };
    for (text, expected) in [
        (
            "costs from 200 to 300",
            &[
                "200 to 300 = count 200..300",
                "200 = count 200",
                "300 = count 300",
            ][..],
        ),
        (
            "grew from 200 to 300",
            &["200 = count 200", "300 = count 300"],
        ),
        (
            "12 out of 48 boats",
            &[
                "12 out of 48 = ratio 0.25",
                "12 = count 12",
                "48 = count 48",
            ],
        ),
        (
            "between the second and the fifth race",
            &[
                "second and the fifth = ordinal 2..5",
                "second = ordinal 2",
                "fifth = ordinal 5",
            ],
        ),
        (
            "later than the second but earlier than the fifth",
            &["second = ordinal 2", "fifth = ordinal 5"],
        ),
        (
            "higher than the second but lower than the fifth",
            &[
                "second but lower than the fifth = ordinal 2..5",
                "second = ordinal 2",
                "fifth = ordinal 5",
            ],
        ),
        ("ranging from 10 to 15", &["10 to 15 = count 10..15"]),
    ] {
        assert_eq!(show_all(text), expected, "in: {text}");
    }
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
        (
            "It grew by a third to 9.",
            &["a third = ratio 0.333333333333333", "9 = count 9"],
        ),
        ("a third boat", &["third = ordinal 3"]),
        (
            "The share rose from 1 in 50 to 1 in 40.",
            &["1 in 50 = ratio 0.02", "1 in 40 = ratio 0.025"],
        ),
        (
            "Bakers came from 1 in 20 towns.",
            &["1 = count 1", "20 = count 20"],
        ),
        (
            "Visits rose by a third from 300.",
            &["a third = ratio 0.333333333333333", "300 = count 300"],
        ),
        (
            "Visits grew by almost a quarter, from 8,000.",
            &["nearly a quarter = ratio 0.25", "8,000 = count 8000"],
        ),
        (
            "Sales fell this year by a quarter.",
            &["a quarter = ratio 0.25"],
        ),
        ("The kiln is lit by a quarter to five.", &["five = count 5"]),
        ("Fees are due by a quarter day.", &[]),
        ("1/4 of the fleet", &["1/4 = ratio 0.25"]),
        ("more than half of the fleet", &["over half = ratio 0.5"]),
        ("Sales doubled.", &["doubled = ratio 2"]),
        (
            "20% more than 340",
            &["20% = percent 20", "340 = count 340"],
        ),
        (
            "up 35 percent over 340",
            &["35 percent = percent 35", "340 = count 340"],
        ),
        (
            "an increase over 340 of 4",
            &["340 = count 340", "4 = count 4"],
        ),
        ("three more than 41", &["three = count 3", "41 = count 41"]),
        (
            "twice as many as 340",
            &["twice = ratio 2", "340 = count 340"],
        ),
        ("in 2020 more than 45 boats", &["over 45 = count 45"]),
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

#[test]
fn percent_and_money() {
    check(&[
        (
            "66%, 15 % and 9.3 percent",
            &[
                "66% = percent 66",
                "15 % = percent 15",
                "9.3 percent = percent 9.3",
            ],
        ),
        ("ten per cent", &["ten per cent = percent 10"]),
        (
            "about \\$7.7 billion USD",
            &["about $7.7 billion USD = money 7700000000 USD"],
        ),
        (
            "53.9 billion yuan",
            &["53.9 billion yuan = money 53900000000 CNY"],
        ),
        ("USD 6,500 each", &["USD 6,500 = money 6500 USD"]),
        (
            "C$ 30, US$5 and 20 €",
            &[
                "C$ 30 = money 30 CAD",
                "US$5 = money 5 USD",
                "20 € = money 20 EUR",
            ],
        ),
        (
            "$10m over two rounds",
            &["$10m = money 10000000 USD", "over two = count 2"],
        ),
        (
            "10,000 Swiss francs",
            &["10,000 Swiss francs = money 10000 CHF"],
        ),
        (
            "3 dollars and 50 cents",
            &["3 dollars and 50 cents = money 3.5 USD"],
        ),
        (
            "30 MUSD or 75 USD million",
            &[
                "30 MUSD = money 30000000 USD",
                "75 USD million = money 75000000 USD",
            ],
        ),
    ]);
}

#[test]
fn ordinals() {
    check(&[
        ("its 22nd release", &["22nd = ordinal 22"]),
        ("the twenty-first race", &["twenty-first = ordinal 21"]),
        ("the second race", &["second = ordinal 2"]),
        ("for the first time", &["first = ordinal 1"]),
        ("their first-ever race", &["first = ordinal 1"]),
        (
            "on page 9 and on day two",
            &["9 = ordinal 9", "two = ordinal 2"],
        ),
    ]);
}

#[test]
fn versions() {
    check(&[
        (
            "Version 2.0.1 and v5",
            &["2.0.1 = version 2.0.1", "v5 = version 5"],
        ),
        (
            "runs with Rudder versions 2.6, 2.7, and 2.9.",
            &[
                "2.6 = version 2.6",
                "2.7 = version 2.7",
                "2.9 = version 2.9",
            ],
        ),
        ("Rudder 2.10 is out", &["2.10 = version 2.10"]),
        ("the 3.6 release", &["3.6 = version 3.6"]),
        ("our Rudder 2 servers", &["2 = version 2"]),
        ("We hold ISO 9001 and", &["9001 = version 9001"]),
        ("Rudder 2 has sails", &["2 = version 2"]),
        (
            "We moved to Rudder 2 and Tiller 3 in May",
            &["2 = version 2", "3 = version 3"],
        ),
        (
            "Members: Oslo 50, Bergen 30 and Moss 20",
            &["50 = count 50", "30 = count 30", "20 = count 20"],
        ),
        ("now called 2023.1", &["2023.1 = version 2023.1"]),
        ("In Rudder 2.5 hours are saved", &["2.5 = count 2.5"]),
        ("grew by 2.5 points", &["2.5 = count 2.5"]),
    ]);
}

#[test]
fn ranges() {
    check(&[
        (
            "10-15 boats, 2 to 3 oars",
            &["10-15 = count 10..15", "2 to 3 = count 2..3"],
        ),
        ("between 10 and 15 boats", &["10 and 15 = count 10..15"]),
        ("one or two days", &["one or two = count 1..2"]),
        ("45 - 50 boats", &["45 - 50 = count 45..50"]),
        ("Boats: 45 - 50", &["45 = count 45", "50 = count 50"]),
        ("anywhere from 10 to 15", &["10 to 15 = count 10..15"]),
        (
            "two to three times as many",
            &["two to three times = ratio 2..3"],
        ),
        ("10 to 15% of it", &["10 to 15% = percent 10..15"]),
        (
            "2 to 3 million",
            &["2 to 3 million = count 2000000..3000000"],
        ),
        ("$10–15", &["$10–15 = money 10..15 USD"]),
        (
            "from five to seven boats",
            &["five = count 5", "seven = count 7"],
        ),
        ("5 to 3", &["5 = count 5", "3 = count 3"]),
    ]);
}

#[test]
fn hedges_stand_directly_at_their_number() {
    check(&[
        (
            "over 45, more than 45, at least 45",
            &["over 45 = count 45"; 3],
        ),
        (
            "45+ boats, 45 plus boats, 45 or more",
            &["over 45 = count 45"; 3],
        ),
        (
            "45-odd boats, 45-plus boats, 45 at least",
            &["over 45 = count 45"; 3],
        ),
        (
            "at the very least 45, bigger or equal than 45, at least or equal to 45",
            &["over 45 = count 45"; 3],
        ),
        (
            "50 at most, never more than 50, at the very most 50",
            &["upto 50 = count 50"; 3],
        ),
        ("forty and some boats", &["over forty = count 40"]),
        (
            "won 50 at least 5 times",
            &["50 = count 50", "over 5 = count 5"],
        ),
        (
            "grew past 45; exceeds 45; well over 45",
            &["over 45 = count 45"; 3],
        ),
        (
            "nearly 30%, almost 30%, close to 30%",
            &["nearly 30% = percent 30"; 3],
        ),
        (
            "about 5, around 5, some 5, ~5, 5 or so",
            &["about 5 = count 5"; 5],
        ),
        (
            "up to 200, as many as 200, no more than 200",
            &["upto 200 = count 200"; 3],
        ),
        (
            "fewer than 9, less than 9, under 9",
            &["below 9 = count 9"; 3],
        ),
        ("a whopping 889%", &["889% = percent 889"]),
        (
            "several boats, dozens of oars",
            &["vague several = count", "vague dozens = count"],
        ),
        (
            "tens of thousands of oars",
            &["vague tens of thousands = count"],
        ),
        // These words have other trades.
        ("Over 25 weeks, they rowed.", &["25 = count 25"]),
        ("They met virtually over 16 meetings.", &["16 = count 16"]),
        ("over the last 5 years", &["5 = count 5"]),
        (
            "It is up to nearly 3,400 now.",
            &["nearly 3,400 = count 3400"],
        ),
        ("It is up to 3,400 now.", &["3,400 = count 3400"]),
        ("from 11 up to 21", &["11 = count 11", "21 = count 21"]),
        ("down to our current size of 9", &["9 = count 9"]),
        ("taught one student about sails", &["one = count 1"]),
        ("learned about 5 sails", &["5 = count 5"]),
    ]);
}

#[test]
fn what_looks_like_a_quantity_and_is_none() {
    let none: &[&str] = &[
        // Names and identifiers.
        "99Sails and H3C won",
        "a study by 451 Research, a firm",
        "stored in EC2 with 3GPP and Metal3",
        "NIST 800-53",
        "5G, A4, IPv6, K8s, Covid-19",
        "a margin of 30px",
        "commit 7ba025025e9e",
        "issue #42",
        "the Double-Eleven sale",
        "24/7",
        "the First Contact Group",
        // Addresses.
        "https://example.org/2020/05?page=3",
        "club5@example.org",
        "+1-222-2222-2222",
        // Times, dates, years.
        "at 10:00am, 9 AM or 5 p.m.",
        "on May 13th, 13 May and 2019-11-05",
        "June 2-3, 2024",
        "the 4th of July",
        "5/17/2018",
        "In 2019, and 2019 metrics",
        "2018-2019 and 2019/20",
        "in 19/20, since 24/25 it",
        "in the first half of 2020",
        // Words.
        "one of the boats",
        "this one, no one, one another",
        "the new one is better",
        "a one-stop shop",
        "First, we rowed.",
        "At first, it rained.",
        "It was first held there.",
        "a second later",
        "a third-party boat",
        "may the best boat win",
        // Notes and numbers of items.
        "as they say [3]",
        "1. Row",
    ];
    for text in none {
        let kinds: Vec<_> = read(text)
            .iter()
            .filter(|found| found.kind != Kind::Version)
            .map(|found| show(text, found))
            .collect();
        assert!(kinds.is_empty(), "in: {text}: {kinds:?}");
    }
}

#[test]
fn numbers_like_years_count_where_their_neighbours_do() {
    check(&[
        ("2000 boats", &["2000 = count 2000"]),
        ("over 2019 boats", &["over 2019 = count 2019"]),
        ("The club has 1991 boats.", &["1991 = count 1991"]),
        ("In 1991 boats were rare.", &[]),
        ("$2000", &["$2000 = money 2000 USD"]),
        ("2,019 boats", &["2,019 = count 2019"]),
        ("In 2019 12 boats came.", &["12 = count 12"]),
    ]);
}

#[test]
fn the_hedge_is_in_the_outer_span() {
    let text = "It has well over 45 plus boats.";
    let found = read(text);
    assert_eq!(&text[found[0].start()..found[0].end()], "45");
    assert_eq!(
        &text[found[0].outer_start()..found[0].outer_end()],
        "well over 45 plus"
    );
}

#[test]
fn so_far_is_a_time() {
    let text = "So far over 45 boats came.";
    let found = read(text);
    assert_eq!(
        &text[found[0].outer_start()..found[0].outer_end()],
        "over 45"
    );
}

#[test]
fn groups_and_decimals_end_where_they_end() {
    check(&[
        (
            "It cost 12,34,567 rupees",
            &["12,34,567 rupees = money 1234567 INR"],
        ),
        (
            "rows 12,34,56",
            &["12 = count 12", "34 = count 34", "56 = count 56"],
        ),
        ("It was .75 of the crop", &[".75 = count 0.75"]),
        (
            "a pool of 1,234,567,890 seeds",
            &["1,234,567,890 = count 1234567890"],
        ),
        (
            "the sum 1.234.567,89 was paid",
            &["1.234.567,89 = count 1234567.89"],
        ),
        ("in 12 000 kg sacks", &["12 000 = count 12000"]),
        ("on 5 000m tracks", &["5 = count 5"]),
        ("The ratio is 1,3.", &["1,3 = count 1.3"]),
        ("It weighs 1,25 of it", &["1 = count 1", "25 = count 25"]),
        ("The ratio is 1,25.", &["1 = count 1", "25 = count 25"]),
        ("The ratio of it is 2,00 here", &["2,00 = count 2"]),
        ("EUR 12,50 each", &["EUR 12,50 = money 12.5 EUR"]),
        (
            "in rows 1,2 and 3",
            &["1 = count 1", "2 = count 2", "3 = count 3"],
        ),
        ("The score of 1,3 points", &["1 = count 1", "3 = count 3"]),
        (
            "grew by 10⁵ and by 10⁸",
            &["10 = count 10", "10 = count 10"],
        ),
        ("5 -3 degrees", &["5 = count 5", "-3 = count -3"]),
    ]);
}

#[test]
fn fractions_are_read_whole() {
    check(&[
        (
            "½ of it, ¼ of it, ⅕, ⅘, ⅚ and ⅜ of a loaf",
            &[
                "½ = ratio 0.5",
                "¼ = ratio 0.25",
                "⅕ = ratio 0.2",
                "⅘ = ratio 0.8",
                "⅚ = ratio 0.833333333333333",
                "⅜ = ratio 0.375",
            ],
        ),
        ("1/2 of the loaves", &["1/2 = ratio 0.5"]),
        ("in 19/20 cases", &["19/20 = ratio 0.95"]),
        ("to 24/25 of it", &["24/25 = ratio 0.96"]),
        ("3/3 of them", &[]),
        (
            "thirty-two hundredths of it",
            &["thirty-two hundredths = ratio 0.32"],
        ),
        (
            "twenty-five thirds",
            &["twenty-five thirds = ratio 8.333333333333333"],
        ),
        (
            "two thirds of the bakers",
            &["two thirds = ratio 0.666666666666667"],
        ),
    ]);
}

#[test]
fn hedges_behind_a_number() {
    check(&[
        ("50 max. is allowed", &["upto 50 = count 50"]),
        ("50 maximum, and no more", &["upto 50 = count 50"]),
        ("50 max speed", &["50 = count 50"]),
        ("Some 40 +5 boats", &["about 40 = count 40", "5 = count 5"]),
        ("forty-plus mills", &["over forty = count 40"]),
        ("40-odd boats", &["over 40 = count 40"]),
        ("It holds 30 at least", &["over 30 = count 30"]),
        ("It holds 30 at most, we think", &["upto 30 = count 30"]),
        (
            "at least 30 at least 40",
            &["over 30 = count 30", "over 40 = count 40"],
        ),
        ("nine or less", &["upto nine = count 9"]),
        (
            "nine or fewer than ten boats",
            &["nine = count 9", "below ten = count 10"],
        ),
        ("nine or fewer than that came", &["upto nine = count 9"]),
        ("nine or more than that", &["over nine = count 9"]),
        ("nine or so", &["about nine = count 9"]),
        ("nine and counting", &["over nine = count 9"]),
        (
            "nine hundred and some boats",
            &["over nine hundred = count 900"],
        ),
        ("five plus three", &["five = count 5", "three = count 3"]),
        ("5,000 plus members", &["over 5,000 = count 5000"]),
    ]);
}

#[test]
fn hedges_before_a_number() {
    check(&[
        ("=> 30 boats", &["over 30 = count 30"]),
        ("it was >= 30 boats", &["over 30 = count 30"]),
        ("it was <= 30 boats", &["upto 30 = count 30"]),
        ("it was < 30 boats", &["below 30 = count 30"]),
        ("it was > 30 boats", &["over 30 = count 30"]),
        ("> 30 boats", &["30 = count 30"]),
        ("as few as 30 boats", &["over 30 = count 30"]),
        ("as little as 30 boats", &["over 30 = count 30"]),
        ("as many as 30 boats", &["upto 30 = count 30"]),
        ("as old as 30 boats", &["30 = count 30"]),
        ("at the very least 30 boats", &["over 30 = count 30"]),
        ("at the very most 30 boats", &["upto 30 = count 30"]),
        ("most 30 boats", &["30 = count 30"]),
        ("the least 30 boats", &["30 = count 30"]),
        ("at the door most 30 boats", &["30 = count 30"]),
        ("maximum 30 boats", &["upto 30 = count 30"]),
        ("minimum 30 boats", &["over 30 = count 30"]),
        ("a maximum of 30 boats", &["upto 30 = count 30"]),
        ("a minimum of 30 boats", &["over 30 = count 30"]),
        ("in excess of 30 boats", &["over 30 = count 30"]),
        ("upwards of 30 boats", &["over 30 = count 30"]),
        ("north of 30 boats", &["over 30 = count 30"]),
        ("because of 30 boats", &["30 = count 30"]),
        ("shy of 30 boats", &["nearly 30 = count 30"]),
        ("just under 30 boats", &["nearly 30 = count 30"]),
        ("close to 30 boats", &["nearly 30 = count 30"]),
        ("equal to 30 boats", &["30 = count 30"]),
        ("less than or equal to 30 boats", &["upto 30 = count 30"]),
        ("more than or equal to 30 boats", &["over 30 = count 30"]),
        ("equal to or less than 30 boats", &["upto 30 = count 30"]),
        ("smaller or equal than 30 boats", &["upto 30 = count 30"]),
        ("at least or equal to 30 boats", &["over 30 = count 30"]),
        ("at most or equal to 30 boats", &["upto 30 = count 30"]),
        ("no less than 30 boats", &["over 30 = count 30"]),
        ("not more than 30 boats", &["upto 30 = count 30"]),
        (
            "20 per cent over 340 boats",
            &["20 per cent = percent 20", "340 = count 340"],
        ),
        ("a rise over 340 boats", &["340 = count 340"]),
        (
            "twice as many as 340 boats",
            &["twice = ratio 2", "340 = count 340"],
        ),
        (
            "20 more than 340 boats",
            &["20 = count 20", "340 = count 340"],
        ),
        ("In 2020 more than 45 boats came", &["over 45 = count 45"]),
        (
            "over 25 weeks we met 30 people",
            &["25 = count 25", "30 = count 30"],
        ),
        ("past 30 boats", &["over 30 = count 30"]),
        ("half past 3", &["3 = count 3"]),
        ("well over 30 boats", &["over 30 = count 30"]),
        ("So far over 30 have come", &["over 30 = count 30"]),
        ("approaching 30 boats", &["nearly 30 = count 30"]),
    ]);
}

#[test]
fn scales_multiply_what_stands_before_them() {
    check(&[
        ("3 dozen boats", &["3 dozen = count 36"]),
        ("3 dozens of boats", &["3 dozens = count 36"]),
        ("three dozen boats", &["three dozen = count 36"]),
        (
            "three hundred thousand boats",
            &["three hundred thousand = count 300000"],
        ),
        (
            "2 hundred thousand boats",
            &["2 hundred thousand = count 200000"],
        ),
        ("5 hundred boats", &["5 hundred = count 500"]),
        ("3 M boats", &["3 = count 3"]),
        ("3M boats", &["3M = count 3000000"]),
        ("3 b boats", &["3 = count 3"]),
        ("3.5b boats", &["3.5b = count 3500000000"]),
        ("3b boats", &["3 = count 3"]),
        ("2tn yen", &["2tn yen = money 2000000000000 JPY"]),
        (
            "4 thousand 3 hundred and 21 boats",
            &["4 thousand 3 hundred and 21 = count 4321"],
        ),
        (
            "4 thousand and 3 boats",
            &["4 thousand = count 4000", "3 = count 3"],
        ),
        (
            "6 million and two hundred boats",
            &["6 million and two hundred = count 6000200"],
        ),
        (
            "6 million and two others",
            &["6 million = count 6000000", "two = count 2"],
        ),
        (
            "one hundred and 21 boats",
            &["one hundred = count 100", "21 = count 21"],
        ),
        (
            "one hundred and 121 boats",
            &["one hundred = count 100", "121 = count 121"],
        ),
        (
            "a quarter million boats",
            &["a quarter million = count 250000"],
        ),
        (
            "a quarter of a million boats",
            &["a quarter of a million = count 250000"],
        ),
        (
            "three quarters of a million boats",
            &["three quarters of a million = count 750000"],
        ),
        ("half a dozen boats", &["half a dozen = count 6"]),
        (
            "half of a million boats",
            &["half of a million = count 500000"],
        ),
        (
            "a hundred and one boats",
            &["a hundred and one = count 101"],
        ),
        (
            "a thousand and one boats",
            &["a thousand and one = count 1001"],
        ),
        (
            "three lakh crore rupees",
            &["three lakh crore rupees = money 3000000000000 INR"],
        ),
        (
            "two million three hundred thousand and five boats",
            &["two million three hundred thousand and five = count 2300005"],
        ),
        (
            "seven thousand nine hundred ninety-nine boats",
            &["seven thousand nine hundred ninety-nine = count 7999"],
        ),
        ("twenty - two boats", &["twenty - two = count 22"]),
        (
            "thirty-three thousand boats",
            &["thirty-three thousand = count 33000"],
        ),
        ("a twenty boats", &["twenty = count 20"]),
        (
            "a third of the boats",
            &["a third = ratio 0.333333333333333"],
        ),
        (
            "one hundred twentieth time",
            &["one hundred twentieth = ordinal 120"],
        ),
        ("the twentieth boat", &["twentieth = ordinal 20"]),
        (
            "the one hundred and twentieth boat",
            &["one hundred and twentieth = ordinal 120"],
        ),
        (
            "the two hundred and first boat",
            &["two hundred and first = ordinal 201"],
        ),
        (
            "the three-hundredth boat",
            &["three-hundredth = ordinal 300"],
        ),
        (
            "the two-millionth visitor",
            &["two-millionth = ordinal 2000000"],
        ),
        (
            "two hundred point zero three metres",
            &["two hundred point zero three = count 200.03"],
        ),
        (
            "three point one four metres",
            &["three point one four = count 3.14"],
        ),
        (
            "one point twenty-five metres",
            &["one point twenty-five = count 1.25"],
        ),
        ("one point fifty metres", &["one point fifty = count 1.5"]),
        (
            "one point twelve metres",
            &["one point twelve = count 1.12"],
        ),
        ("one point oh metres", &["one = count 1"]),
        ("ten point of it", &["ten = count 10"]),
        (
            "sixty sixty boats",
            &["sixty = count 60", "sixty = count 60"],
        ),
        ("six six boats", &["six = count 6", "six = count 6"]),
        ("ten five boats", &["ten = count 10", "five = count 5"]),
        ("one hundred six boats", &["one hundred six = count 106"]),
        (
            "one hundred ten six",
            &["one hundred ten = count 110", "six = count 6"],
        ),
        (
            "three hundred and two hundred boats",
            &["three hundred = count 300", "two hundred = count 200"],
        ),
        (
            "one thousand and two hundred boats",
            &["one thousand and two hundred = count 1200"],
        ),
        (
            "three hundred and two dozen boats",
            &["three hundred and two dozen = count 324"],
        ),
        (
            "two hundred and one half",
            &["two hundred and one half = count 200.5"],
        ),
    ]);
}

#[test]
fn however_millions_are_written_they_are_rounded_alike() {
    for text in [
        "$4.2 million",
        "$4.2m",
        "$4.2M",
        "£4.2m",
        "€4.2 m",
        "USD 4.2m",
        "MUSD 4.2",
        "4.2 M€",
        "4.2 USD million",
    ] {
        let found = read(text);
        let [one] = found.as_slice() else {
            panic!("{text}: {found:?}");
        };
        let interval = one.values.interval(Rounding::Half);
        let ends = (interval.low, interval.high);
        let million = |number: i64| Some(Decimal::new(number, 2) * Decimal::from(1_000_000));
        assert_eq!(ends, (million(415), million(425)), "{text}");
    }
}

#[test]
fn names_references_dates_and_years_are_no_counts() {
    check(&[
        ("the H3C group and 99Cloud", &[]),
        ("a 30px line and the Covid-19 year", &[]),
        ("the #12 and top-10 lists", &["10 = count 10"]),
        ("about 30_000 boats", &[]),
        ("in '22 and in ’23", &[]),
        ("see socket(7) and open (2)", &["2 = count 2"]),
        ("see G.7 and A.12.4 there", &[]),
        ("in 12.x and 7.x lines", &[]),
        ("ttl=64 of it", &[]),
        ("the B.3.4.5 section", &["3.4.5 = version 3.4.5"]),
        ("$10m of it and 10m of it", &["$10m = money 10000000 USD"]),
        ("$1,500.25m of it", &["$1,500.25m = money 1500250000 USD"]),
        ("USD 10m of it", &["USD 10m = money 10000000 USD"]),
        (
            "v2.5 and V3 of it",
            &["v2.5 = version 2.5", "V3 = version 3"],
        ),
        ("boats v 2", &["2 = version 2"]),
        (
            "at 24/7 and 5/7 of them",
            &["5/7 = ratio 0.714285714285714"],
        ),
        ("on 1-800-555-0100 today", &[]),
        ("in 2019-2020 and 1990-95", &[]),
        ("from 10-15.5 tonnes", &["10-15.5 = count 10..15.5"]),
        ("at 12:30 pm and 3:45", &[]),
        ("NIST 800-53 and 53-800", &["53-800 = count 53..800"]),
        ("on May 13th and the 4th of July", &[]),
        ("on 13 of May", &[]),
        ("June 2-3 and June 2 to 3", &[]),
        ("In May 12 people joined", &[]),
        ("in May 2-3 people joined", &[]),
        ("on Monday, 7 boats", &["7 = count 7"]),
        ("9 AM and 5 p.m. today", &[]),
        ("9-10 am and 14 UTC", &[]),
        ("It has 1991 members", &["1991 = count 1991"]),
        ("over 1991 bakers", &["over 1991 = count 1991"]),
        ("up to 1991 bakers", &["upto 1991 = count 1991"]),
        ("as many as 1991 bakers", &["upto 1991 = count 1991"]),
        ("a total of 1991 bakers", &["1991 = count 1991"]),
        ("since 1991 bakers", &[]),
        ("some 2000 bakers", &["about 2000 = count 2000"]),
        (
            "1850 bakers and 1,991 bakers",
            &["1850 = count 1850", "1,991 = count 1991"],
        ),
        ("by 451 Research, and by 451 people", &["451 = count 451"]),
        ("by 451 Research's people", &[]),
        ("by 451 Research in Oslo", &[]),
        ("[3] of it", &[]),
        ("pages [3] and [4]", &[]),
        ("commit 12e5", &["12e5 = count 1200000"]),
        ("10M5 and 4th_x", &[]),
    ]);
}

#[test]
fn ones_and_ordinals_by_what_stands_beside_them() {
    check(&[
        ("one boat, one of them, no one", &["one = count 1"]),
        ("One of them came. One boat sank.", &["One = count 1"]),
        ("not one boat", &["one = count 1"]),
        ("It is one.", &[]),
        ("one", &["one = count 1"]),
        ("only one", &["one = count 1"]),
        ("one-page notes and one-off sales", &["one = count 1"]),
        ("one another", &[]),
        ("the second boat, a second later", &["second = ordinal 2"]),
        ("per second and 5 second", &["5 = count 5"]),
        ("each second boat", &["second = ordinal 2"]),
        ("won second place", &["second = ordinal 2"]),
        ("our second boat, second to none", &["second = ordinal 2"]),
        (
            "third party and third boat",
            &["third = ordinal 3", "third = ordinal 3"],
        ),
        (
            "first name, first aid and first boat",
            &["first = ordinal 1", "first = ordinal 1"],
        ),
        ("the First Boat and Operate First", &[]),
        (
            "the first-ever boat and the first half",
            &["first = ordinal 1"],
        ),
        ("first boat of it", &["first = ordinal 1"]),
        ("At first they came", &[]),
        ("the latter third of it", &[]),
        (
            "on page 9, day two and No. 5",
            &["9 = ordinal 9", "two = ordinal 2", "5 = ordinal 5"],
        ),
        (
            "Fig. 3 and fig. 4 of it",
            &["3 = ordinal 3", "4 = ordinal 4"],
        ),
        ("Part 3 of it", &["3 = ordinal 3"]),
        ("half time and half of it", &["half = ratio 0.5"]),
        ("mid-half", &[]),
    ]);
}

#[test]
fn multiples_in_words() {
    check(&[
        (
            "it doubled, tripled and halved",
            &[
                "doubled = ratio 2",
                "tripled = ratio 3",
                "halved = ratio 0.5",
            ],
        ),
        ("to double the sales", &["double = ratio 2"]),
        (
            "three times as many and threefold",
            &["three times = ratio 3", "threefold = ratio 3"],
        ),
        ("2x more", &["2x = ratio 2"]),
        ("a twofold rise", &["twofold = ratio 2"]),
    ]);
}

#[test]
fn versions_by_what_stands_before_them() {
    check(&[
        (
            "version 2.5 and release 22.04",
            &["2.5 = version 2.5", "22.04 = version 22.4"],
        ),
        ("version 2.x of it", &["2.x = version 2.0"]),
        (
            "Oslo 2.5.1 and v1.2",
            &["2.5.1 = version 2.5.1", "v1.2 = version 1.2"],
        ),
        ("releases 12 boats", &["12 = count 12"]),
        ("release 12 of it", &["12 = version 12"]),
        (
            "Python 3.11 and Linux 5",
            &["3.11 = version 3.11", "5 = version 5"],
        ),
    ]);
}

#[test]
fn money_ranges_and_pairs() {
    check(&[
        ("€5 and 5 €", &["€5 = money 5 EUR", "5 € = money 5 EUR"]),
        (
            "$5.50 and 5 dollars and 50 cents",
            &[
                "$5.50 = money 5.5 USD",
                "5 dollars and 50 cents = money 5.5 USD",
            ],
        ),
        (
            "five dollars fifty",
            &["five dollars fifty = money 5.5 USD"],
        ),
        (
            "¥500, ₺5, ₪7 and ￥9",
            &[
                "¥500 = money 500 JPY",
                "₺5 = money 5 TRY",
                "₪7 = money 7 ILS",
                "￥9 = money 9 JPY",
            ],
        ),
        ("5 cents", &["5 cents = money 5 cent"]),
        (
            "$ 5 million to $ 7 million",
            &["$ 5 million to $ 7 million = money 5000000..7000000 USD"],
        ),
        (
            "$5-7 million",
            &["$5-7 million = money 5000000..7000000 USD"],
        ),
        ("5-7%", &["5-7% = percent 5..7"]),
        ("5% to 7%", &["5% to 7% = percent 5..7"]),
        ("5 to $7", &["5 to $7 = money 5..7 USD"]),
        ("$5 to €7", &["$5 = money 5 USD", "€7 = money 7 EUR"]),
        ("50 – 60 boats", &["50 – 60 = count 50..60"]),
        ("50 -60 boats", &["50 = count 50", "-60 = count -60"]),
        ("50- 60 boats", &["50 = count 50", "60 = count 60"]),
        ("10-15 boats", &["10-15 = count 10..15"]),
        ("15-10 boats", &[]),
        ("10-12K boats", &["10-12K = count 10000..12000"]),
        ("between 10 and 15 boats", &["10 and 15 = count 10..15"]),
        ("between 10 and 15% of it", &["10 and 15% = percent 10..15"]),
        ("from 10 to 15 boats", &["10 = count 10", "15 = count 15"]),
        ("from 15 to 10 boats", &["15 = count 15", "10 = count 10"]),
        ("two to three boats", &["two to three = count 2..3"]),
        (
            "more than 10 but less than 20 boats",
            &["10 but less than 20 = count 10..20"],
        ),
        (
            "more than 20 but less than 10 boats",
            &["over 20 = count 20", "below 10 = count 10"],
        ),
        (
            "five (5) boats and five (6) boats",
            &["five (5) = count 5", "five = count 5", "6 = count 6"],
        ),
        ("5 (five) boats", &["5 = count 5", "five = count 5"]),
        ("one in five boats", &["one in five = ratio 0.2"]),
        ("1 in 5 boats", &["1 in 5 = ratio 0.2"]),
        ("five in one boat", &["five = count 5", "one = count 1"]),
        ("10 divided by 5", &["10 = count 10", "5 = count 5"]),
        ("3-party talks", &["3 = count 3"]),
        ("3-day fair", &["3 = count 3"]),
        ("10-year-old boat", &["10 = count 10"]),
        ("one-third of it", &["one-third = ratio 0.333333333333333"]),
        (
            "dozens of boats and hundreds of thousands of boats",
            &[
                "vague dozens = count",
                "vague hundreds of thousands = count",
            ],
        ),
        ("thousands of boats", &["vague thousands = count"]),
        (
            "several thousand boats",
            &["vague several thousand = count"],
        ),
        ("a few boats", &["vague a few = count"]),
    ]);
}

#[test]
fn powers_and_groups_in_sentences() {
    check(&[
        (
            "2 × 10⁻³ grains and 2 x 10^-3 grains",
            &["2 × 10⁻³ = count 0.002", "2 x 10^-3 = count 0.002"],
        ),
        ("2 x 12 grains", &["2 = count 2", "12 = count 12"]),
        ("2 x 10 grains", &["2 = count 2", "10 = count 10"]),
        (
            "in 1.234.567,89 and in 1.234,5678 of it",
            &[
                "1.234.567,89 = count 1234567.89",
                "1.234 = count 1.234",
                "5678 = count 5678",
            ],
        ),
        (
            "it was 1,234,567 to 1,234,568",
            &["1,234,567 to 1,234,568 = count 1234567..1234568"],
        ),
        (
            "0,5 of it and 1,0,5 of it",
            &[
                "0,5 = count 0.5",
                "1 = count 1",
                "0 = count 0",
                "5 = count 5",
            ],
        ),
    ]);
}

#[test]
fn fractions_and_ordinals_of_several_words() {
    check(&[
        (
            "¾ of it, ⅗, ⅝ and ⅞ of a loaf",
            &[
                "¾ = ratio 0.75",
                "⅗ = ratio 0.6",
                "⅝ = ratio 0.625",
                "⅞ = ratio 0.875",
            ],
        ),
        ("5/4 of them and 7/8ths", &["7 = count 7"]),
        ("at 3/4/2021 and 2/3rds of it", &["2 = count 2"]),
        (
            "one one-thousandth of it",
            &["one = count 1", "one-thousandth = ratio 0.001"],
        ),
        (
            "thirty-two tenths of it",
            &["thirty-two tenths = ratio 3.2"],
        ),
        (
            "three hundred and twenty-first street, the twenty-first boat",
            &[
                "three hundred and twenty-first = ordinal 321",
                "twenty-first = ordinal 21",
            ],
        ),
        (
            "the two hundred and thirtieth boat",
            &["two hundred and thirtieth = ordinal 230"],
        ),
        (
            "the three hundred twenty-first boat",
            &["three hundred twenty-first = ordinal 321"],
        ),
        ("five hundredths of it", &["five hundredths = ratio 0.05"]),
    ]);
}

#[test]
fn hedges_behind_a_number_in_sentences() {
    check(&[
        (
            "they have 45+ and 45+5 boats",
            &["over 45 = count 45", "45 = count 45", "5 = count 5"],
        ),
        (
            "they hold 45 plus five boats and 45 plus more",
            &["45 = count 45", "five = count 5", "over 45 = count 45"],
        ),
        ("40 - odd boats", &["40 = count 40"]),
        ("at 5 at the hall", &["5 = count 5"]),
        ("they hold 50 maximum", &["upto 50 = count 50"]),
        (
            "they hold at 30 at least 40 boats",
            &["30 = count 30", "over 40 = count 40"],
        ),
        (
            "so there are nine or fewer than that now",
            &["upto nine = count 9"],
        ),
        (
            "it holds 5 or more than 6",
            &["5 = count 5", "over 6 = count 6"],
        ),
    ]);
}

#[test]
fn hedges_before_a_number_in_sentences() {
    check(&[
        ("there were in excess of 30 boats", &["over 30 = count 30"]),
        ("as there was excess of 30 boats", &["30 = count 30"]),
        ("we had no fewer than 30 boats", &["over 30 = count 30"]),
        ("we had a little over 30 boats", &["over 30 = count 30"]),
        ("we had a bit more than 30 boats", &["over 30 = count 30"]),
        ("over a 3-year term", &["3 = count 3"]),
        (
            "over 30 years old, over 5 km long",
            &["over 30 = count 30", "over 5 = count 5"],
        ),
        ("the guests were over 30 years", &["over 30 = count 30"]),
    ]);
}

#[test]
fn numbers_of_several_words() {
    check(&[
        (
            "the hundred and second boat",
            &["hundred and second = ordinal 102"],
        ),
        (
            "one and a half of the loaves",
            &["one and a half = count 1.5"],
        ),
        (
            "of five boats, and a third of the loaves",
            &["five = count 5", "a third = ratio 0.333333333333333"],
        ),
        (
            "one hundred and twenty thousand boats",
            &["one hundred and twenty thousand = count 120000"],
        ),
        (
            "two million three hundred and four thousand boats",
            &["two million three hundred and four thousand = count 2304000"],
        ),
        (
            "three hundred and two million boats",
            &["three hundred and two million = count 302000000"],
        ),
        (
            "two thousand and three million",
            &["two thousand = count 2000", "three million = count 3000000"],
        ),
        ("a quarter of the boats", &["a quarter = ratio 0.25"]),
        ("in a quarter of the boats", &["a quarter = ratio 0.25"]),
        ("they sold a half dozen boats", &["a half dozen = count 6"]),
        (
            "they sold a half million boats",
            &["a half million = count 500000"],
        ),
        ("they sold a quarter of them", &["a quarter = ratio 0.25"]),
        ("they took half a loaf", &["half = ratio 0.5"]),
        ("they sold half boats", &["half = ratio 0.5"]),
        (
            "one hundred thousand boats in two thousand nine hundred halls",
            &[
                "one hundred thousand = count 100000",
                "two thousand nine hundred = count 2900",
            ],
        ),
        (
            "zero boats, a zero chance",
            &["zero = count 0", "zero = count 0"],
        ),
        (
            "one hundred and seventy-seven boats",
            &["one hundred and seventy-seven = count 177"],
        ),
        (
            "one hundred and seventy boats, one thousand and seven boats",
            &[
                "one hundred and seventy = count 170",
                "one thousand and seven = count 1007",
            ],
        ),
        ("six hundredth boat", &["six hundredth = ordinal 600"]),
        (
            "the one thousandth boat, the twelve-hundredth boat",
            &[
                "one thousandth = ordinal 1000",
                "twelve-hundredth = ordinal 1200",
            ],
        ),
        (
            "five thousand million boats",
            &["five thousand million = count 5000000000"],
        ),
        ("they have 3Mx boats and 3M5", &[]),
    ]);
}

#[test]
fn references_days_and_years_in_sentences() {
    check(&[
        ("a wing 12,5,3ab of it", &[]),
        ("a 5a6b7c code", &[]),
        ("see the man page of open(2), or ls(1)", &[]),
        ("a = 5 boats and a=5 boats", &["5 = count 5"]),
        ("section B.7 of it", &[]),
        ("the numbers 1.2.x of it", &["1.2.x = version 1.2.0"]),
        (
            "$1234567890123m of it",
            &["$1234567890123m = money 1234567890123000000 USD"],
        ),
        ("the total 5m of it", &[]),
        ("about 1-2-3-4 of it", &[]),
        ("call 5-6 pm or 5:30-6:30 pm", &[]),
        (
            "May 0 and May 32 and 032 May",
            &["0 = count 0", "32 = count 32", "032 = count 32"],
        ),
        ("June 2 nd of it", &[]),
        ("we met Monday the 5th of it", &[]),
        ("on Monday 5 we met", &[]),
        ("we met on Monday 5.", &[]),
        ("on Monday 5 boats came", &["5 = count 5"]),
        ("we met at 5 p.m. and at 6 a.m. for 3 h", &["3 = count 3"]),
        (
            "1991,5 tonnes and 1991 , 5 tonnes",
            &["1991 = count 1991", "5 = count 5", "5 = count 5"],
        ),
        (
            "in 1991 thousand and 1991 dozen",
            &["1991 thousand = count 1991000", "1991 dozen = count 23892"],
        ),
        (
            "there were close to 1991 bakers, down to 1991 bakers",
            &["nearly 1991 = count 1991"],
        ),
        ("as 1991 bakers said", &[]),
        ("because of 1991 bakers", &[]),
        ("his 1991 glass and the 1991 bus", &[]),
        (
            "in 1850 glass, 1850 buses and 1850 bakers",
            &[
                "1850 = count 1850",
                "1850 = count 1850",
                "1850 = count 1850",
            ],
        ),
        ("according to 451 Research", &[]),
        ("he gave to 451 Research", &["451 = count 451"]),
        ("by 451 Group", &[]),
        ("by 451 Lines", &["451 = count 451"]),
        ("at the end [5] it was", &[]),
        ("5. Boats", &[]),
        ("5.Boats", &["5 = count 5"]),
        ("12345. Boats", &["12345 = count 12345"]),
    ]);
}

#[test]
fn ones_and_ordinals_in_sentences() {
    check(&[
        ("the One Guild and One World", &[]),
        ("they saw one-day fairs", &["one = count 1"]),
        ("he has not one", &[]),
        ("never one boat", &["one = count 1"]),
        ("at one - a boat", &[]),
        (
            "The Second Boat of it, Second Boat",
            &["Second = ordinal 2", "Second = ordinal 2"],
        ),
        (
            "second hand boats, second guess and a third boat",
            &["second = ordinal 2", "third = ordinal 3"],
        ),
        ("a third-party boat, third parties", &[]),
        ("the first aid kit", &[]),
        ("in the Guild First boat", &[]),
        ("a 30 second boat, a split second", &["30 = count 30"]),
        ("every second we met", &[]),
        ("every second boat", &["second = ordinal 2"]),
        ("the second-half boat and second half-hour", &[]),
        (
            "the top third of it, the top-third of it, a one-third of it",
            &["one-third = ratio 0.333333333333333"],
        ),
        ("this quarter of it, half way there", &[]),
        ("the half-hour walk", &["half = count 0.5"]),
    ]);
}

#[test]
fn multiples_in_sentences() {
    check(&[
        ("they will triple and we triple", &["triple = ratio 3"]),
        ("than double of it", &["double = ratio 2"]),
        ("the double room", &[]),
        (
            "a fivefold and a 5-fold rise, five-fold",
            &[
                "fivefold = ratio 5",
                "5-fold = ratio 5",
                "five-fold = ratio 5",
            ],
        ),
        ("5 times and five times", &["5 = count 5", "five = count 5"]),
        ("3 times a week", &["3 = count 3"]),
        ("over twice the sum", &["over twice = ratio 2"]),
    ]);
}

#[test]
fn money_shares_and_ranges_in_sentences() {
    check(&[
        (
            "US$5, A$ 7, a $5 note",
            &[
                "US$5 = money 5 USD",
                "A$ 7 = money 7 AUD",
                "$5 = money 5 USD",
            ],
        ),
        (
            "5 $ and 10 $5 notes",
            &["5 $ = money 5 USD", "10 = count 10", "$5 = money 5 USD"],
        ),
        (
            "GBP 5 and 20 GBP",
            &["GBP 5 = money 5 GBP", "20 GBP = money 20 GBP"],
        ),
        (
            "3 -5 % of it, -5% of it",
            &["3 = count 3", "-5 % = percent -5", "-5% = percent -5"],
        ),
        ("5 Swiss francs", &["5 Swiss francs = money 5 CHF"]),
        ("five pennies and 5p", &["five = count 5"]),
        ("$5 and 50 boats", &["$5 = money 5 USD", "50 = count 50"]),
        (
            "$5, 50 cents",
            &["$5 = money 5 USD", "50 cents = money 50 cent"],
        ),
        ("5 pounds 50 of it", &["5 pounds 50 = money 5.5 GBP"]),
        (
            "two dollars and twenty boats",
            &["two dollars = money 2 USD", "twenty = count 20"],
        ),
        ("five out of ten boats", &["five out of ten = ratio 0.5"]),
        ("one in a hundred boats", &["one in a hundred = ratio 0.01"]),
        ("5 over 10", &["5 over 10 = ratio 0.5"]),
        ("5 - 6 boats", &["5 - 6 = count 5..6"]),
        (
            "5 -6 boats, 5 to -6 degrees",
            &[
                "5 = count 5",
                "-6 = count -6",
                "5 = count 5",
                "-6 = count -6",
            ],
        ),
        ("5 to 6th boat", &["5 = count 5", "6th = ordinal 6"]),
        ("5-6,000 boats", &["5-6,000 = count 5..6000"]),
        (
            "9-10 boats and 9 to 8 boats",
            &["9-10 = count 9..10", "9 = count 9", "8 = count 8"],
        ),
        (
            "30 50-page books and 20-30-page books",
            &["30 = count 30", "50 = count 50", "20-30 = count 20..30"],
        ),
        (
            "more than 10 and less than 20 boats",
            &["10 and less than 20 = count 10..20"],
        ),
        (
            "more than 10, but fewer than 20 boats",
            &["10, but fewer than 20 = count 10..20"],
        ),
        (
            "up from 10 to 15 boats",
            &["10 = count 10", "15 = count 15"],
        ),
        (
            "millions and millions of boats",
            &["vague millions = count", "vague millions = count"],
        ),
        ("hundreds of boats", &["vague hundreds = count"]),
        (
            "tens of thousands of boats",
            &["vague tens of thousands = count"],
        ),
    ]);
}

proptest! {
    #[test]
    fn any_text_is_read_and_spans_are_in_order(text in "\\PC{0,60}") {
        spans_are_sound(&text);
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        spans_are_sound(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_true_value_lies_in_what_is_printed_of_it(
        value in true_value(),
        (scale, suffix) in prop::sample::select(SUFFIXES),
        decimals in 0_u32..4,
        way in prop::sample::select(&[Way::Nearest, Way::Down]),
    ) {
        // Without a suffix and decimals it is a count, which nobody rounds without saying so.
        prop_assume!(decimals > 0 || !suffix.is_empty());
        let printed = way.print(value / Decimal::from(scale), decimals);
        let text = format!("They weigh {printed}{suffix}.");
        let found = read(&text);
        prop_assert_eq!(found.len(), 1, "{}", text);
        prop_assert!(found[0].values.contains(value), "{} for {}: {:?}", text, value, found[0]);
    }

    #[test]
    fn a_true_growth_fits(
        base in 1_i64..1_000_000,
        now in 0_i64..1_000_000,
        decimals in 0_u32..2,
        way in prop::sample::select(&[Way::Nearest, Way::Down]),
    ) {
        let (base, now) = (Decimal::from(base), Decimal::from(now));
        let change = (now - base) / base * Decimal::ONE_HUNDRED;
        let text = format!("by {}%", way.print(change.abs(), decimals));
        let stated = read(&text)[0].values.clone();
        let stated = if change < Decimal::ZERO { stated.negated() } else { stated };
        let (base, now) = (Values::exact(base), Values::exact(now));
        prop_assert_eq!(growth(&base, &now, &stated), GrowthCheck::Fits, "{} from {:?} to {:?}", text, base, now);
    }

    #[test]
    fn any_run_of_number_words_is_read(words in prop::collection::vec(prop::sample::select(PIECES), 0..14)) {
        spans_are_sound(&words.join(" "));
        spans_are_sound(&words.concat());
    }
}

/// How a number loses its last digits.
#[derive(Debug, Clone, Copy)]
enum Way {
    Nearest,
    Down,
}

impl Way {
    /// The number with so many decimals, its thousands in groups.
    fn print(self, value: Decimal, decimals: u32) -> String {
        let strategy = match self {
            Way::Nearest => RoundingStrategy::MidpointAwayFromZero,
            Way::Down => RoundingStrategy::ToZero,
        };
        let plain = format!(
            "{:.*}",
            decimals as usize,
            value.round_dp_with_strategy(decimals, strategy)
        );
        let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        if part.is_empty() {
            grouped
        } else {
            format!("{grouped}.{part}")
        }
    }
}

/// What stands behind printed numbers, and what it multiplies them with.
const SUFFIXES: &[(u64, &str)] = &[
    (1, ""),
    (1, "%"),
    (1, " percent"),
    (1_000, "K"),
    (1_000, " thousand"),
    (1_000_000, "M"),
    (1_000_000, " million"),
    (1_000_000_000, "bn"),
    (1_000_000_000, " billion dollars"),
];

fn true_value() -> impl Strategy<Value = Decimal> {
    (0_i64..10_000_000_000_000, 0_u32..13).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

const PIECES: &[&str] = &[
    "one",
    "two",
    "twenty",
    "hundred",
    "thousand",
    "million",
    "and",
    "a",
    "half",
    "third",
    "thirds",
    "dozen",
    "of",
    "-",
    "–",
    "1",
    "23",
    "456",
    "2019",
    ".",
    ",",
    "%",
    "$",
    "USD",
    "€",
    "to",
    "over",
    "than",
    "more",
    "in",
    "out",
    "(",
    ")",
    "5th",
    "May",
    "K",
    "x",
    "minus",
    "point",
    "nearly",
    "/",
    ":",
    "between",
    "tens",
    "of",
    "\n",
    "ß",
    "½",
    "+",
    "^",
    "e",
    "x",
    "10",
    "fifths",
    "firsts",
    "hundredth",
    "millionths",
    "dollars",
    "from",
    "the",
    "at",
    "least",
    "but",
    "less",
    "'",
    "×",
    "⁶",
    "couple",
    "every",
    "odd",
    "plus",
];

fn spans_are_sound(text: &str) {
    for found in super::read_with_wholes(text) {
        assert!(
            text.get(found.outer_start()..found.outer_end()).is_some(),
            "{found:?} in {text}"
        );
    }
    let mut last = 0;
    for found in read(text) {
        assert!(
            found.outer_start() <= found.start() && found.end() <= found.outer_end(),
            "{found:?} in {text}"
        );
        assert!(
            last <= found.start() && found.start() < found.end(),
            "{found:?} in {text}"
        );
        assert!(
            text.get(found.outer_start()..found.outer_end()).is_some(),
            "{found:?} in {text}"
        );
        assert!(
            text.get(found.start()..found.end()).is_some(),
            "{found:?} in {text}"
        );
        last = found.end();
    }
}
