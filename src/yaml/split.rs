//! Where each rule or setting of a file stands, told by indentation alone: a file that is no YAML can still be taken
//! apart, and what is wrong with one part does not hide what is wrong with the next.

use std::ops::Range;

/// The text without its rules, each byte of these a space, and the bytes of each rule with its lines whole. `None`
/// for a file that does not list its rules line by line.
pub(crate) fn items(text: &str) -> Option<(String, Vec<Range<usize>>)> {
    let items = items_of(text, "rules");
    let mut frame = String::with_capacity(text.len());
    let mut from = 0;
    for item in &items {
        frame.push_str(&text[from..item.start]);
        let rule = text[item.clone()].bytes();
        frame.extend(rule.map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        from = item.end;
    }
    frame.push_str(&text[from..]);
    (!items.is_empty()).then_some((frame, items))
}

/// The bytes of each item of the list under an outermost key, with its lines whole. None for a list on one line.
pub(super) fn items_of(text: &str, key: &str) -> Vec<Range<usize>> {
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut indent = None;
    let mut inside = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let content = line.trim_start_matches(' ');
        let depth = line.len() - content.len();
        // A tab is a slip of the line, and tells nothing about its depth.
        let blank = content.trim_end().is_empty() || content.starts_with(['#', '\t']);
        let dash = content == "-"
            || content.starts_with("- ")
            || content.starts_with("-\n")
            || content.starts_with("-\r");
        if !blank {
            if dash && inside && depth == *indent.get_or_insert(depth) {
                items.push(start..end);
            } else if indent.is_none_or(|indent| depth <= indent) {
                let is_key = |line: &str| line.strip_suffix(':') == Some(key);
                inside = is_key(line.trim_end()) || (inside && dash);
            }
        }
        if let Some(item) = items.last_mut()
            && inside
            && item.end == start
        {
            item.end = end;
        }
        start = end;
    }
    items
}

/// The bytes of each entry of the outermost map, with its lines whole.
pub(crate) fn keys(text: &str) -> Vec<Range<usize>> {
    let mut keys: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let begins = !line.starts_with([' ', '\t', '#', '-', '\r', '\n']);
        if begins {
            keys.push(start..end);
        } else if let Some(key) = keys.last_mut() {
            key.end = end;
        }
        start = end;
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_taken_out_line_by_line() {
        let text = "version: 1\nrules: # all\n";
        assert_eq!(items(text), None);
        let text = "version: 1\nrules:\n  # one\n  - id: é\n    help: |\n      - no item\n\n  - id: b\nmore: 1\n";
        let (frame, items) = items(text).unwrap();
        let items: Vec<&str> = items.into_iter().map(|item| &text[item]).collect();
        assert_eq!(
            items,
            ["  - id: é\n    help: |\n      - no item\n\n", "  - id: b\n"]
        );
        assert_eq!(frame.len(), text.len());
        assert_eq!(
            frame.split_whitespace().collect::<Vec<_>>(),
            ["version:", "1", "rules:", "#", "one", "more:", "1"]
        );
    }

    #[test]
    fn keys_have_what_is_below_them() {
        let text = "# all\n---\na: 1\nb:\n- x\n\n  y: 2\n# no\nc: é";
        let keys: Vec<&str> = keys(text).into_iter().map(|key| &text[key]).collect();
        assert_eq!(keys, ["a: 1\n", "b:\n- x\n\n  y: 2\n# no\n", "c: é"]);
    }

    #[test]
    fn rules_may_stand_at_the_margin() {
        let text = "rules:\n- id: a\n- id: b";
        assert_eq!(items(text).unwrap().1, [7..15, 15..22]);
    }
}
