//! Addresses in running text: URLs, domains, e-mail addresses, paths, file names, handles and channels.
//!
//! Lives here: telling an address from words, abbreviations, versions and pairs such as "and/or".
//! Stays out: links with a text of their own, which are markup.

use crate::lookup::{byte_table, first_of};
use std::ops::Range;

/// Top-level domains by which a bare domain is known. Those that are words as well need a path or a longer name.
const DOMAINS: &[&str] = &[
    "ai", "app", "asia", "au", "biz", "blog", "br", "ca", "ch", "cloud", "cn", "co", "com", "cz",
    "de", "dev", "dk", "edu", "es", "eu", "fi", "fr", "gov", "hu", "info", "int", "io", "jp", "kr",
    "live", "ly", "mil", "mx", "net", "nl", "nz", "online", "org", "pl", "pt", "ru", "se", "sg",
    "tech", "tv", "tw", "uk", "vn", "wiki", "xyz", "za",
];
const WORDY_DOMAINS: &[&str] = &[
    "as", "at", "be", "by", "do", "id", "in", "is", "it", "me", "my", "no", "so", "to", "us",
];
/// Endings of file names.
const FILES: &[&str] = &[
    "cfg", "conf", "cpp", "css", "csv", "docx", "gz", "htm", "html", "ini", "ipynb", "jpeg", "jpg",
    "js", "json", "log", "md", "pdf", "php", "png", "pptx", "py", "rs", "rst", "sh", "sql", "svg",
    "tar", "toml", "ts", "txt", "xlsx", "xml", "yaml", "yml", "zip",
];

/// The addresses in a text, in order.
pub(super) fn find(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let sign = at + first_of(&IS_SIGN, &bytes[at..])?;
            // A full stop or a slash before a space is punctuation: most of them are.
            let next = bytes.get(sign + 1);
            if matches!(bytes[sign], b'.' | b':') && next.is_none_or(u8::is_ascii_whitespace) {
                at = sign + 1;
                continue;
            }
            let start = sign
                - bytes[at..sign]
                    .iter()
                    .rev()
                    .take_while(|byte| in_token(**byte))
                    .count();
            let end = sign
                + bytes[sign..]
                    .iter()
                    .take_while(|byte| in_token(**byte))
                    .count();
            at = end;
            let token = trim(text, start..end);
            if is_address(&text[token.clone()]) {
                return Some(token);
            }
            if let Some(token) = part(text, token)
                && is_address(&text[token.clone()])
            {
                return Some(token);
            }
        }
    })
}

/// Whether a text may have an address. Most texts are longer than a few words and have none, as is told of many bytes at
/// once.
pub(super) fn may_have_one(text: &str) -> bool {
    const MANY: usize = 32;
    let is_sign = |byte: u8| matches!(byte, b'/' | b'@' | b'#' | b'\\');
    let is_stop = |byte: u8| byte == b'.';
    let goes_on = |next: u8| next != b' ' && next != b'\n';
    let has_sign = |own: &[u8; MANY], next: &[u8; MANY]| {
        let pairs = own.iter().zip(next);
        pairs.fold(false, |has, (byte, next)| {
            has | is_sign(*byte) | is_stop(*byte) & goes_on(*next)
        })
    };
    let [[first @ .., last], [_, behind @ ..]] = [text.as_bytes(); 2] else {
        return false;
    };
    let (Some(own), Some(next)) = (first.last_chunk(), behind.last_chunk()) else {
        return true;
    };
    let mut pairs = first.as_chunks().0.iter().zip(behind.as_chunks().0);
    pairs.any(|(own, next)| has_sign(own, next)) || has_sign(own, next) || is_sign(*last)
}

/// The bytes that an address has one of.
static IS_SIGN: [bool; 256] = byte_table(b"./@#\\");

/// Whether a byte may stand inside an address. Bytes beyond ASCII may, but for the marks that `trim` cuts.
fn in_token(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !matches!(byte, b'<' | b'>' | b'"' | b'`' | b'|')
}

/// A token without the punctuation around it. A bracket that it opens itself may close it.
fn trim(text: &str, token: Range<usize>) -> Range<usize> {
    let Range { start, end } = token;
    let rest = text[start..end].trim_start_matches(|first: char| {
        !first.is_alphanumeric() && !matches!(first, '/' | '.' | '@' | '#' | '~' | '\\')
    });
    let start = end - rest.len();
    let opened = rest.matches('(').count();
    let mut closed = rest.matches(')').count();
    let mut kept = rest;
    while let Some(last) = kept.chars().next_back() {
        let cut = match last {
            ')' => {
                closed -= 1;
                closed >= opened
            }
            '/' | '-' | '_' | '~' | '=' | '&' | '%' | '+' | '#' | '*' => false,
            last => !last.is_alphanumeric(),
        };
        if !cut {
            break;
        }
        kept = &kept[..kept.len() - last.len_utf8()];
    }
    start..start + kept.len()
}

/// The part of a token that may be an address where the whole is none: behind an opening bracket or a dash, or
/// before a closing one.
fn part(text: &str, token: Range<usize>) -> Option<Range<usize>> {
    let word = &text[token.clone()];
    let scheme = word.find("http://").or_else(|| word.find("https://"));
    let from = scheme.or_else(|| {
        let (at, mark) = word
            .match_indices(['(', '[', '—', '–', '“', '‘', '='])
            .next()?;
        Some(at + mark.len())
    });
    if let Some(from) = from.filter(|from| *from > 0) {
        return Some(trim(text, token.start + from..token.end));
    }
    let (until, _) = word
        .match_indices([')', ']', '—', '–', '”', '’', ',', ';'])
        .next()?;
    Some(trim(text, token.start..token.start + until))
}

fn is_address(token: &str) -> bool {
    if token.len() < 3 {
        return false;
    }
    has_scheme(token)
        || is_handle(token)
        || is_mail(token)
        || is_path(token)
        || is_domain(token)
        || is_file(token)
}

fn has_scheme(token: &str) -> bool {
    if let Some(mail) = token.strip_prefix("mailto:") {
        return is_mail(mail);
    }
    let Some((scheme, rest)) = token.split_once("://") else {
        return false;
    };
    !rest.is_empty()
        && !scheme.is_empty()
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// `@name` and `#channel`.
fn is_handle(token: &str) -> bool {
    let Some(name) = token.strip_prefix(['@', '#']) else {
        return false;
    };
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':' | b'/' | b'@')
        })
}

fn is_mail(token: &str) -> bool {
    let Some((name, domain)) = token.split_once('@') else {
        return false;
    };
    let domain_ends_well = domain
        .rsplit_once('.')
        .is_some_and(|(rest, end)| !rest.is_empty() && end.len() >= 2 && is_label(end));
    !name.is_empty()
        && domain_ends_well
        && domain.split('.').all(is_label)
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+'))
}

/// `/etc/hosts`, `./run`, `~/notes`, `src/main.rs`, `C:\Temp`.
fn is_path(token: &str) -> bool {
    let rooted = ["/", "./", "../", "~/"].iter().any(|root| {
        token.strip_prefix(root).is_some_and(|rest| {
            rest.starts_with(|first: char| {
                first.is_ascii_alphabetic() || matches!(first, '_' | '.')
            })
        })
    });
    let on_drive =
        matches!(token.as_bytes(), [drive, b':', b'\\', _, ..] if drive.is_ascii_alphabetic());
    let is_relative = token
        .rsplit_once('/')
        .is_some_and(|(_, file)| is_file(file));
    rooted || on_drive || is_relative
}

/// `example.org`, `lists.example.org/join`: labels of lower-case letters, the last one a known domain.
fn is_domain(token: &str) -> bool {
    let end = token.find(['/', '?', '#', ':']).unwrap_or(token.len());
    let (domain, path) = token.split_at(end);
    let Some((rest, last)) = domain.rsplit_once('.') else {
        return false;
    };
    if rest.is_empty() || !domain.split('.').all(is_label) {
        return false;
    }
    if rest.starts_with("www.") {
        return true;
    }
    // "Booking.com" is a name.
    if path.is_empty() && rest.starts_with(|first: char| first.is_ascii_uppercase()) {
        return false;
    }
    DOMAINS.contains(&last)
        || (WORDY_DOMAINS.contains(&last) && (path.starts_with('/') || rest.contains('.')))
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// `notes.txt`, but not "Node.js".
fn is_file(token: &str) -> bool {
    let Some((stem, ending)) = token.rsplit_once('.') else {
        return false;
    };
    let named = stem
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    let is_library = ending == "js" && stem.starts_with(|first: char| first.is_ascii_uppercase());
    !stem.is_empty() && named && FILES.contains(&ending) && !is_library
}

#[cfg(test)]
mod tests {
    use super::{find, may_have_one};

    fn found(text: &str) -> Vec<&str> {
        let all = may_have_one(text).then(|| find(text));
        all.into_iter()
            .flatten()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn addresses_are_found_whole() {
        for (text, expected) in [
            (
                "See https://a.example/x?y=1#z.",
                "https://a.example/x?y=1#z",
            ),
            ("(see https://a.example/b_(c))", "https://a.example/b_(c)"),
            (
                "Write to guild@lists.example.org!",
                "guild@lists.example.org",
            ),
            ("mailto:guild@example.org", "mailto:guild@example.org"),
            ("Join at bakers.org. Then", "bakers.org"),
            ("Code: git.bakers.io/oven,", "git.bakers.io/oven"),
            ("at www.bakers.example or", "www.bakers.example"),
            ("on bit.ly/ovens", "bit.ly/ovens"),
            ("IRC: #ovens on", "#ovens"),
            ("room #ovens:bakers.org now", "#ovens:bakers.org"),
            ("“https://a.example”", "https://a.example"),
            ("follow @bakers_guild.", "@bakers_guild"),
            ("in /etc/ovens.conf", "/etc/ovens.conf"),
            ("the file src/oven.rs is", "src/oven.rs"),
            ("in C:\\Temp\\x", "C:\\Temp\\x"),
            ("edit oven.yaml and", "oven.yaml"),
            ("the list(lists.bakers.org)", "lists.bakers.org"),
            ("news—https://a.example/b", "https://a.example/b"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn an_address_is_found_wherever_it_stands() {
        let rye = "rye. ";
        for before in 0..14 {
            for behind in 0..14 {
                for address in ["rye.org", "@rye", "#rye", "/rye", "~/rye", "a\\b/rye.rs"] {
                    let text = format!("{}{address} {}", rye.repeat(before), rye.repeat(behind));
                    assert_eq!(found(text.trim()), [address], "{text}");
                }
            }
        }
    }

    #[test]
    fn words_are_no_addresses() {
        for text in [
            "and/or, CI/CD, OpenStack/Kubernetes, 24/7, n/a, TC/UC",
            "e.g. flour, i.e. rye, U.S. wheat, a.m., Ph.D.",
            "Node.js and Vue.js, Booking.com",
            "version 2.0.1, v1.18, 3.7.x, 99.9%",
            "on many platforms.The next",
            "ovens.it is said",
            "#1 in the list, a C# program, R&D @ home",
            "the 4.0 release / the 5.0 release",
            "T.I. Baker",
            "a @ b . c",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn several_are_found_in_order() {
        assert_eq!(
            found("a@b.example and #ovens, c.org/d"),
            ["a@b.example", "#ovens", "c.org/d"]
        );
    }
}
