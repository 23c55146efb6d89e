//! An annual report of an organisation that does not exist.

use std::fmt::Write;

use super::Dice;

/// An organisation, and what it has of everything in a year: the same number wherever it is asked for.
struct Organisation {
    number: u64,
    name: String,
}

impl Organisation {
    fn new(number: usize) -> Organisation {
        let mut dice = Dice::new(number as u64);
        Organisation {
            number: number as u64,
            name: format!("{} {}", dice.pick(PLACES), dice.pick(BODIES)),
        }
    }

    /// How many of a thing there were in a year: a few per cent more than the year before.
    fn count(&self, thing: &str, year: usize) -> usize {
        let seed = thing
            .bytes()
            .fold(self.number, |seed, byte| seed * 31 + u64::from(byte));
        let mut dice = Dice::new(seed);
        let (mut count, growth) = (dice.below(1000) + 100, dice.below(20) + 2);
        for _ in 2000..year {
            count += count * growth / 100;
        }
        count
    }
}

/// A report of about so many bytes. What an organisation is called and counts is the same wherever it is said; about one
/// slip stands in each five kilobytes, as in a draft that was read once.
pub(crate) fn report(organisation: usize, year: usize, bytes: usize) -> String {
    let mut dice = Dice::new((organisation * 10_000 + year) as u64);
    let organisation = Organisation::new(organisation);
    let mut text = String::with_capacity(bytes + 4096);
    let _ = write!(text, "# {}: annual report {year}\n\n", organisation.name);
    while text.len() < bytes {
        section(&mut text, &organisation, year, &mut dice);
    }
    text
}

fn section(text: &mut String, organisation: &Organisation, year: usize, dice: &mut Dice) {
    let heading = format!("{} and {}", dice.pick(THINGS), dice.pick(THINGS));
    let _ = write!(text, "## {}\n\n", capitalised(&heading));
    for _ in 0..2 + dice.below(4) {
        paragraph(text, organisation, year, dice);
    }
    match dice.below(6) {
        0 => table(text, organisation, year, dice),
        1 | 2 => counted_list(text, dice),
        3 => names(text, dice),
        _ => {}
    }
}

fn paragraph(text: &mut String, organisation: &Organisation, year: usize, dice: &mut Dice) {
    for at in 0..2 + dice.below(5) {
        if at > 0 {
            text.push(' ');
        }
        let sentence = sentence(organisation, year, dice);
        text.push_str(&sentence);
    }
    match dice.below(60) {
        0 => text.push_str(" It was was a good year."),
        1 => text.push_str(" We recieved much help."),
        2 => text.push_str(" [to be confirmed]"),
        3 => text.push_str(" It was a good year ,and a long one."),
        _ => {}
    }
    text.push_str("\n\n");
}

fn sentence(organisation: &Organisation, year: usize, dice: &mut Dice) -> String {
    let pattern = dice.pick(SENTENCES);
    let thing = dice.pick(THINGS);
    let mut sentence = String::with_capacity(2 * pattern.len());
    let mut rest = pattern;
    while let Some(at) = rest.find('{') {
        sentence.push_str(&rest[..at]);
        let end = at + rest[at..].find('}').expect("patterns close what they open");
        let (now, before) = (
            organisation.count(thing, year),
            organisation.count(thing, year - 1),
        );
        let _ = match &rest[at + 1..end] {
            "name" => write!(sentence, "{}", organisation.name),
            "year" => write!(sentence, "{year}"),
            "last year" => write!(sentence, "{}", year - 1),
            "month" => write!(sentence, "{}", dice.pick(MONTHS)),
            "thing" => write!(sentence, "{thing}"),
            "other" => write!(sentence, "{}", dice.pick(THINGS)),
            "count" => write!(sentence, "{}", grouped(now)),
            "count before" => write!(sentence, "{}", grouped(before)),
            "growth" => write!(sentence, "{}%", (200 * (now - before) / before).div_ceil(2)),
            "work" => write!(sentence, "{}", dice.pick(WORKS)),
            "quality" => write!(sentence, "{}", dice.pick(QUALITIES)),
            "act" => write!(sentence, "{}", dice.pick(ACTS)),
            "place" => write!(sentence, "{}", dice.pick(PLACES)),
            "person" => write!(sentence, "{}", person(dice)),
            "firm" => write!(sentence, "{}", firm(dice)),
            other => unreachable!("a pattern asks for {other:?}"),
        };
        rest = &rest[end + 1..];
    }
    sentence.push_str(rest);
    capitalised(&sentence)
}

fn grouped(number: usize) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => format!("{rest}"),
        (thousands, rest) => format!("{},{rest:03}", grouped(thousands)),
    }
}

fn table(text: &mut String, organisation: &Organisation, year: usize, dice: &mut Dice) {
    let _ = write!(text, "| | {} | {year} |\n|---|---|---|\n", year - 1);
    let first = dice.below(THINGS.len() - 8);
    for thing in &THINGS[first..first + 3 + dice.below(5)] {
        let (before, now) = (
            organisation.count(thing, year - 1),
            organisation.count(thing, year),
        );
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            capitalised(thing),
            grouped(before),
            grouped(now)
        );
    }
    text.push('\n');
}

/// A count and its list. One in thirty is a member short.
fn counted_list(text: &mut String, dice: &mut Dice) {
    let count = 3 + dice.below(6);
    let stated = if dice.one_in(30) { count + 1 } else { count };
    let _ = write!(
        text,
        "The plan for {} has {stated} parts:\n\n",
        dice.pick(PLACES)
    );
    for _ in 0..count {
        let _ = writeln!(
            text,
            "- {} {} of {}",
            dice.pick(QUALITIES),
            dice.pick(WORKS),
            dice.pick(PLACES)
        );
    }
    text.push('\n');
}

fn names(text: &mut String, dice: &mut Dice) {
    let _ = write!(
        text,
        "Members of the committee in {}:\n\n",
        dice.pick(PLACES)
    );
    for _ in 0..4 + dice.below(12) {
        let _ = writeln!(text, "- {}, {}", person(dice), firm(dice));
    }
    text.push('\n');
}

/// A name of a person: thousands of different ones.
pub(crate) fn person(dice: &mut Dice) -> String {
    let mut family = String::new();
    for _ in 0..2 + dice.below(2) {
        family.push_str(dice.pick(SYLLABLES));
    }
    format!("{} {}", dice.pick(GIVEN), capitalised(&family))
}

fn firm(dice: &mut Dice) -> String {
    let mut name = String::new();
    for _ in 0..2 {
        name.push_str(dice.pick(SYLLABLES));
    }
    format!("{} {}", capitalised(&name), dice.pick(FIRMS))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

const SENTENCES: &[&str] = &[
    "In {year}, {name} had {count} {thing}, and the {work} of {other} was {act} as well.",
    "The {quality} {work} in {place} was {act} by {person} of {firm}.",
    "There were {count} {thing} in all, {growth} more than in {last year}.",
    "{person} and {person} {act} the {thing}, while the {work} stayed {quality}.",
    "We are grateful to {firm}, {firm} and {firm} for their {quality} {work}.",
    "The number of {thing} grew from {count before} in {last year} to {count} in {year}, and the {quality} {work} continues.",
    "Many of the {thing} said that the {work} should be more {quality}, and some of the {other} agreed.",
    "The {work} of the {thing} depends on {quality} people who {act} what others had left undone.",
    "In {month}, the council met in {place} and {act} the {work} for the coming year.",
    "It is worth saying that {quality} {thing} do not appear by themselves; they were {act} over years.",
    "As {person} put it, “the {thing} of {place} deserve a {quality} {work}”.",
    "What was left of the fund went to the {thing} (see the {quality} {work} below).",
    "Nobody expected the {work} to be so {quality}, least of all the {thing} themselves.",
    "Although the {thing} were {quality}, the {work} in {place} had to wait until {month} {year}.",
];
const THINGS: &[&str] = &[
    "members",
    "volunteers",
    "visitors",
    "contributors",
    "workshops",
    "exhibitions",
    "readers",
    "projects",
    "partners",
    "donations",
    "schools",
    "teachers",
    "releases",
    "meetings",
    "journeys",
    "concerts",
    "gardens",
    "libraries",
    "boats",
    "stations",
    "bridges",
    "students",
    "researchers",
    "articles",
    "commits",
    "reviews",
    "patients",
    "households",
    "farmers",
    "apprentices",
    "grants",
    "recipients",
    "scholars",
    "choirs",
    "museums",
    "letters",
    "questions",
    "classrooms",
    "vehicles",
    "passengers",
];
const WORKS: &[&str] = &[
    "restoration",
    "programme",
    "maintenance",
    "translation",
    "collection",
    "training",
    "campaign",
    "partnership",
    "research",
    "accounting",
    "renovation",
    "catalogue",
    "archive",
    "network",
    "harvest",
    "curriculum",
    "fundraising",
    "conservation",
    "documentation",
    "infrastructure",
    "management",
    "election",
    "governance",
    "festival",
    "exhibition",
    "survey",
];
const QUALITIES: &[&str] = &[
    "careful",
    "steady",
    "remarkable",
    "local",
    "annual",
    "independent",
    "regional",
    "quiet",
    "modern",
    "historic",
    "voluntary",
    "reliable",
    "open",
    "generous",
    "seasonal",
    "popular",
    "shared",
    "practical",
    "technical",
    "patient",
    "public",
    "thorough",
];
const ACTS: &[&str] = &[
    "organised",
    "supported",
    "restored",
    "funded",
    "welcomed",
    "published",
    "repaired",
    "reviewed",
    "planned",
    "discussed",
    "translated",
    "completed",
    "opened",
    "measured",
    "described",
    "taught",
    "renewed",
    "collected",
    "delivered",
    "improved",
];
const PLACES: &[&str] = &[
    "Aberdare", "Bergamo", "Calabar", "Dunkirk", "Esbjerg", "Funchal", "Galway", "Haarlem",
    "Izmir", "Jaipur", "Kumasi", "Lund", "Malmo", "Nantes", "Odense", "Porto", "Quito", "Riga",
    "Sapporo", "Tampere", "Utrecht", "Valencia", "Windhoek", "Zagreb",
];
const BODIES: &[&str] = &[
    "Foundation",
    "Museum",
    "Association",
    "Transport Trust",
    "Library",
    "Cooperative",
    "University",
    "Hospital",
];
const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GIVEN: &[&str] = &[
    "Ada", "Bram", "Carla", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Keiko",
    "Lars", "Mina", "Noor", "Olga", "Paolo", "Rosa", "Sven", "Tariq", "Uma", "Viktor", "Wanda",
    "Yusuf", "Zoe",
];
const SYLLABLES: &[&str] = &[
    "anker", "bruck", "cald", "dorf", "eschen", "feld", "grim", "hawk", "iver", "juhl", "kvist",
    "lang", "moss", "nord", "olms", "pryz", "quant", "rusk", "stein", "thorn", "ulrich", "vance",
    "wick", "yates", "zoll",
];
const FIRMS: &[&str] = &[
    "Ltd",
    "Partners",
    "Systems",
    "Group",
    "Works",
    "Energy",
    "Bank",
    "Logistics",
];
