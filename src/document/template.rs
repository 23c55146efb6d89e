//! The tags of templates in Markdown, as site generators fill them in: `{{ page.title }}`, `{% include map.html %}`,
//! `{{< figure >}}`.
//!
//! Lives here: putting in their place what Markdown takes for code, or for a part of an address, byte for byte as long.
//! Stays out: what a tag means.

use std::borrow::Cow;

use memchr::memmem;

/// A text whose tags stand as code. Each byte keeps its place; a tag that does not end on its line stays as it is, and so does
/// a bare name ("{{ name }}"): nobody can tell it from one that was to be filled in by hand.
pub(super) fn masked(text: &str) -> Cow<'_, str> {
    let mut masked: Option<Vec<u8>> = None;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'{', &text.as_bytes()[at..]) {
        let start = at + found;
        let Some(end) = end_of_tag(&text[start..]).map(|length| start + length) else {
            at = start + 1;
            continue;
        };
        let is_address = text[..start].ends_with("](") || text[..start].ends_with("](\"");
        let is_bare = text[start..].starts_with("{{")
            && !text[start..end].contains(['|', '.', '<', '%', '"', '\'']);
        if is_bare && !is_address {
            at = end;
            continue;
        }
        let bytes = masked.get_or_insert_with(|| text.as_bytes().to_vec());
        if is_address {
            // An address may have no spaces.
            bytes[start..end].fill(b'x');
        } else {
            bytes[start] = b'`';
            bytes[end - 1] = b'`';
        }
        at = end;
    }
    let whole = masked.and_then(|bytes| String::from_utf8(bytes).ok());
    whole.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// How long the tag is that a text begins with.
fn end_of_tag(text: &str) -> Option<usize> {
    let close = match text.as_bytes().get(1)? {
        b'{' => "}}",
        b'%' => "%}",
        _ => return None,
    };
    let line = memchr::memchr(b'\n', text.as_bytes()).map_or(text, |end| &text[..end]);
    let inside = &line[2..];
    let end = memmem::find(inside.as_bytes(), close.as_bytes())?;
    // Inside of code there is no tag.
    (!inside[..end].contains('`')).then_some(2 + end + close.len())
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn tags_are_code_and_parts_of_addresses() {
        let cases = [
            ("Rye {{ mill.rye }} and oats", "Rye `{ mill.rye }` and oats"),
            ("Rye {{ rye }} and oats", "Rye {{ rye }} and oats"),
            ("{% include map.html %}", "`% include map.html %`"),
            (
                "[rye]({{ '/é' | url }}#top) {{",
                "[rye](xxxxxxxxxxxxxxxxx#top) {{",
            ),
            ("{{ rye\n}} {rye} `{{ oat", "{{ rye\n}} {rye} `{{ oat"),
        ];
        for (text, expected) in cases {
            assert_eq!(masked(text), expected);
            assert_eq!(masked(text).len(), text.len());
        }
    }
}
