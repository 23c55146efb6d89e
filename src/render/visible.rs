//! Text of others as a terminal may show it.
//!
//! A report may hold escape sequences, or characters that reorder what is seen. They must not reach the terminal.

use std::borrow::Cow;

/// What stands for a character on a terminal; `None` if it is invisible or changes the direction of the text.
pub(super) fn visible(c: char) -> Option<char> {
    match c {
        ' '..='~' => Some(c),
        c if c.is_control() => Some(' '),
        '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{AD}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{FEFF}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' => None,
        c => Some(c),
    }
}

/// A text on one line, with nothing in it that a terminal would act on.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| visible(c) == Some(c)) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter_map(visible).collect())
    }
}

/// The columns that a character takes.
pub(super) fn columns(c: char) -> usize {
    if matches!(c, ' '..='~') {
        return 1;
    }
    textwrap::core::display_width(c.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_act_on_is_gone() {
        assert_eq!(one_line("a\u{1b}[31mb\tc\nd"), "a [31mb c d");
        assert_eq!(one_line("co\u{AD}op \u{202E}era"), "coop era");
        assert!(matches!(one_line("Malmö, 25 %"), Cow::Borrowed(_)));
    }
}
