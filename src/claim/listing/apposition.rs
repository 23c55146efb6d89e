//! What stands between the commas of an enumeration and is no item of it: what the one before is, where it lies, and what
//! belongs to its name. "Ann Lee, our chair, and Bo Chen" are two, "Bergen, Norway, and Oslo" are two, and "Rye Works, Inc."
//! is one.

use crate::lookup::{WordSet, words};

/// How many items may tell of the item before, and be none: "Barley, a game for bakers, and Rye".
pub(super) fn appositions(items: &[&str]) -> usize {
    let names = items.iter().filter(|item| is_name(item)).count();
    let lists_regions = are_mostly_regions(items.iter().copied());
    let explained = |pair: &&[&str]| {
        let [before, item] = pair else {
            return false;
        };
        is_name(before)
            && (is_description(item)
                || is_role(item) && !is_role(before)
                || !lists_regions && tells_where(before, item)
                // "Ovens, mills and shops" begins with a capital, and has no names.
                || names >= 2
                    && item.starts_with(char::is_lowercase)
                    && !item.contains(char::is_uppercase))
    };
    items.windows(2).filter(explained).count()
}

fn is_name(text: &str) -> bool {
    let bare = text.strip_prefix("the ").unwrap_or(text);
    bare.starts_with(|c: char| c.is_uppercase() || matches!(c, '{' | '“' | '"'))
}

/// "A game for bakers", "our chair".
fn is_description(text: &str) -> bool {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    words!["a", "an", "the", "our", "its", "their", "his", "her", "my"].has(first)
        && text.starts_with(char::is_lowercase)
        && !rest.is_empty()
        && (!rest.starts_with(char::is_uppercase) || is_role(rest))
}

/// "Chair", "Treasurer of the guild", "Vice President".
fn is_role(text: &str) -> bool {
    let ends = [" of ", " at ", " for ", " ("];
    let end = ends.iter().filter_map(|end| text.find(end)).min();
    let office = &text[..end.unwrap_or(text.len())];
    let last = office.rsplit([' ', '-']).next().unwrap_or(office);
    words![
        "ceo",
        "cfo",
        "chair",
        "chairman",
        "chairperson",
        "chairwoman",
        "coo",
        "coordinator",
        "cto",
        "deputy",
        "director",
        "editor",
        "founder",
        "head",
        "lead",
        "leader",
        "manager",
        "mayor",
        "member",
        "minister",
        "officer",
        "president",
        "principal",
        "professor",
        "secretary",
        "treasurer",
    ]
    .has(last)
}

/// Whether an item of an enumeration only tells where the one before it lies: "Bergen, Norway".
pub fn tells_where(before: &str, item: &str) -> bool {
    is_region(item) && !is_region(before)
}

/// Whether a list is one of countries, and none of them tells where another thing lies.
pub fn are_mostly_regions<'a>(items: impl ExactSizeIterator<Item = &'a str>) -> bool {
    let all = items.len();
    2 * items.filter(|item| is_region(item)).count() > all
}

/// Whether a text names a country or a part of one, as it stands behind a place: "Bergen, Norway". Those that are missing
/// here are places for themselves.
fn is_region(text: &str) -> bool {
    let bare = text.strip_prefix("the ").unwrap_or(text);
    bare.starts_with(char::is_uppercase) && REGIONS.has(bare)
}

/// Whether a part between commas only ends the name before it: "Rye Works, Inc.", "Ann Lee, `PhD`".
pub(super) fn ends_name(part: &str) -> bool {
    part.len() <= 5
        && part.starts_with(char::is_uppercase)
        && matches!(
            part.trim_end_matches('.'),
            "Inc"
                | "Ltd"
                | "LLC"
                | "LLP"
                | "GmbH"
                | "PLC"
                | "Jr"
                | "Sr"
                | "PhD"
                | "Ph.D"
                | "MD"
                | "M.D"
                | "MBA"
                | "MSc"
                | "BSc"
                | "MA"
                | "BA"
                | "CPA"
                | "RN"
                | "Esq"
                | "OBE"
                | "MBE"
        )
}

const REGIONS: &WordSet<199> = words![
    "Afghanistan",
    "Alabama",
    "Alaska",
    "Albania",
    "Alberta",
    "Algeria",
    "Argentina",
    "Arizona",
    "Arkansas",
    "Armenia",
    "Australia",
    "Austria",
    "Azerbaijan",
    "Bangladesh",
    "Bavaria",
    "Belarus",
    "Belgium",
    "Benin",
    "Bolivia",
    "Botswana",
    "Brazil",
    "British Columbia",
    "Bulgaria",
    "Burkina Faso",
    "Burundi",
    "CA",
    "California",
    "Cambodia",
    "Cameroon",
    "Canada",
    "Catalonia",
    "Chile",
    "China",
    "Colombia",
    "Colorado",
    "Connecticut",
    "Costa Rica",
    "Croatia",
    "Cuba",
    "Cyprus",
    "Czech Republic",
    "Czechia",
    "D.C",
    "DC",
    "Delaware",
    "Denmark",
    "Ecuador",
    "Egypt",
    "El Salvador",
    "England",
    "Estonia",
    "Ethiopia",
    "Finland",
    "Florida",
    "France",
    "Georgia",
    "Germany",
    "Ghana",
    "Greece",
    "Guatemala",
    "Hawaii",
    "Honduras",
    "Hungary",
    "IL",
    "Iceland",
    "Idaho",
    "Illinois",
    "India",
    "Indiana",
    "Indonesia",
    "Iowa",
    "Iran",
    "Iraq",
    "Ireland",
    "Israel",
    "Italy",
    "Ivory Coast",
    "Jamaica",
    "Japan",
    "Jordan",
    "Kansas",
    "Kazakhstan",
    "Kentucky",
    "Kenya",
    "Korea",
    "Kosovo",
    "Latvia",
    "Lebanon",
    "Liberia",
    "Lithuania",
    "Louisiana",
    "Luxembourg",
    "MA",
    "Madagascar",
    "Maine",
    "Malawi",
    "Malaysia",
    "Mali",
    "Malta",
    "Manitoba",
    "Maryland",
    "Massachusetts",
    "Mexico",
    "Michigan",
    "Minnesota",
    "Mississippi",
    "Missouri",
    "Moldova",
    "Mongolia",
    "Montana",
    "Montenegro",
    "Morocco",
    "Mozambique",
    "NY",
    "Namibia",
    "Nebraska",
    "Nepal",
    "Netherlands",
    "Nevada",
    "New Brunswick",
    "New Hampshire",
    "New Jersey",
    "New Mexico",
    "New South Wales",
    "New York",
    "New Zealand",
    "Nicaragua",
    "Nigeria",
    "North Carolina",
    "North Dakota",
    "North Macedonia",
    "Northern Ireland",
    "Norway",
    "Nova Scotia",
    "Ohio",
    "Oklahoma",
    "Ontario",
    "Oregon",
    "Pakistan",
    "Panama",
    "Paraguay",
    "Pennsylvania",
    "Peru",
    "Philippines",
    "Poland",
    "Portugal",
    "Quebec",
    "Queensland",
    "Rhode Island",
    "Romania",
    "Russia",
    "Rwanda",
    "Saskatchewan",
    "Saudi Arabia",
    "Scotland",
    "Senegal",
    "Serbia",
    "Singapore",
    "Slovakia",
    "Slovenia",
    "South Africa",
    "South Carolina",
    "South Dakota",
    "South Korea",
    "Spain",
    "Sri Lanka",
    "Sweden",
    "Switzerland",
    "Taiwan",
    "Tanzania",
    "Tasmania",
    "Tennessee",
    "Texas",
    "Thailand",
    "Tunisia",
    "TX",
    "Turkey",
    "UAE",
    "UK",
    "US",
    "USA",
    "Uganda",
    "Ukraine",
    "United Kingdom",
    "United States",
    "Uruguay",
    "Utah",
    "Venezuela",
    "Vermont",
    "Vietnam",
    "Virginia",
    "WA",
    "Wales",
    "Washington",
    "West Virginia",
    "Wisconsin",
    "Wyoming",
    "Zambia",
    "Zimbabwe",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_tells_of_an_item_may_be_none() {
        for (items, expected) in [
            (&["Ann Lee", "our chair", "Bo Chen"][..], 1),
            (
                &["Ann Lee", "Chair", "Bo Chen", "Treasurer of the Guild"],
                2,
            ),
            (&["Bergen", "Norway", "Oslo"], 1),
            (&["Norway", "Sweden", "Iceland"], 0),
            (&["Chair", "Treasurer", "Secretary"], 0),
            (&["Barley", "a game for bakers", "Rye"], 1),
            (&["Ovens", "mills", "shops"], 0),
            (&["the Mill Trust", "the Boat Club"], 0),
        ] {
            assert_eq!(appositions(items), expected, "{items:?}");
        }
    }

    #[test]
    fn names_end_with_what_belongs_to_them() {
        assert!(ends_name("Inc.") && ends_name("PhD") && ends_name("Ltd"));
        assert!(!ends_name("Ann") && !ends_name("Incus"));
    }
}
