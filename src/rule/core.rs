//! The rules that come with factlint. `tests/rules.rs` holds the list to the folder.

macro_rules! files {
    ($($name:literal,)*) => {
        /// The files by name, each with its text.
        pub(super) const FILES: &[(&str, &str)] = &[
            $((
                concat!("rules/core/", $name),
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/core/", $name)),
            ),)*
        ];
    };
}

files! {
    "count-off.yaml",
    "growth-off.yaml",
    "listed-twice.yaml",
    "name-varies.yaml",
    "paragraph-repeated.yaml",
    "punctuation-odd.yaml",
    "sequence-broken.yaml",
    "share-off.yaml",
    "typo.yaml",
    "values-disagree.yaml",
    "word-repeated.yaml",
}
