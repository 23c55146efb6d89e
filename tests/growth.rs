//! Growth as it is told in prose, held to properties: a true one is never flagged, a wrong one always.

use factlint::finding::{Fault, Finding};
use factlint::lint_texts;
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The two values and their growth, rounded or cut off, in one sentence.
    #[test]
    fn a_true_growth_is_never_flagged(
        base in 10_i64..100_000,
        now in 10_i64..1_000_000,
        decimals in 0_u32..2,
        cut in any::<bool>(),
    ) {
        let (base, now) = (Decimal::from(base), Decimal::from(now));
        let change = (now - base) / base * Decimal::ONE_HUNDRED;
        let strategy = if cut {
            RoundingStrategy::ToZero
        } else {
            RoundingStrategy::MidpointAwayFromZero
        };
        let percent = change.abs().round_dp_with_strategy(decimals, strategy);
        prop_assume!(!percent.is_zero());
        let way = if now > base { "more" } else { "fewer" };
        let text = format!("The guild has {now} members, {percent}% {way} than the {base} members of 2020.");
        let checked = lint_texts([("2021.md", text.as_str())], []).unwrap();
        let growth_off = |finding: &Finding| finding.detection.fault == Fault::GrowthOff;
        prop_assert!(!checked.outcome.findings.iter().any(growth_off), "{}", text);
    }

    /// The same with a growth that is off by more than rounding.
    #[test]
    fn a_wrong_growth_is_flagged(base in 1_000_i64..100_000, percent in 10_i64..300, off in 3_i64..50) {
        // "The 1991 members" may be those of a year.
        prop_assume!(!(1900..=2100).contains(&base));
        let now = base + base * percent / 100;
        let stated = percent + off;
        let text = format!("The guild has {now} members, {stated}% more than the {base} members of 2020.");
        let checked = lint_texts([("2021.md", text.as_str())], []).unwrap();
        let growth_off = |finding: &Finding| finding.detection.fault == Fault::GrowthOff;
        prop_assert!(checked.outcome.findings.iter().any(growth_off), "{}", text);
    }
}

/// Whatever verb tells of a change, it goes from one value to the other.
#[test]
fn a_verb_that_goes_the_wrong_way_is_flagged() {
    let is_flagged = |verb: &str, from: u32, to: u32| {
        let text = format!("Membership {verb} from {from} members to {to} members.");
        let checked = lint_texts([("2021.md", text.as_str())], []).unwrap();
        let mut findings = checked.outcome.findings.iter();
        findings.any(|finding| finding.detection.fault == Fault::GrowthOff)
    };
    let rises = [
        "climbed",
        "climbs",
        "grew",
        "has grown",
        "increased",
        "jumped",
        "leapt",
        "rises",
        "rose",
        "soared",
        "surged",
        "was raised",
    ];
    let falls = [
        "decreased",
        "dipped",
        "drops",
        "fell",
        "has fallen",
        "plunged",
        "sank",
        "shrank",
        "slumped",
        "was cut",
        "was lowered",
        "was reduced",
        "was slashed",
    ];
    for (verbs, from, to) in [(&rises[..], 450, 600), (&falls[..], 600, 450)] {
        for verb in verbs {
            assert!(is_flagged(verb, to, from), "{verb}");
            assert!(!is_flagged(verb, from, to), "{verb}");
        }
    }
}
