//! The forms in which rules arrive in one string: plain text, a JSON-quoted string, a JSON list. Whatever the form, a
//! place in the text leads back to a place in the string as it was given.

use std::borrow::Cow;

use crate::policy::diagnostic::Span;
use crate::policy::reader::{self, Node};

/// Text to split into rules, with the way back.
pub(super) struct Source<'a> {
    text: Cow<'a, str>,
    /// Places of the text from which on the distance to the original changes, ascending: (in the text, in the original).
    steps: Vec<(usize, usize)>,
}

impl<'a> Source<'a> {
    /// A string as it stands, its quotes and escapes resolved where it is a quoted one.
    pub(super) fn new(given: &'a str) -> Self {
        if let Some(source) = quoted(given) {
            return source;
        }
        if has_escaped_lines(given) {
            return unescaped(given, 0);
        }
        Self {
            text: given.into(),
            steps: Vec::new(),
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The place in the string as it was given.
    pub(super) fn original(&self, span: Span) -> Span {
        Span::new(self.back(span.start), self.back(span.end))
    }

    fn back(&self, at: usize) -> usize {
        let step = self.steps.partition_point(|(here, _)| *here <= at);
        let found = step.checked_sub(1).and_then(|step| self.steps.get(step));
        found.map_or(at, |(here, there)| there + (at - here))
    }
}

/// The items of a JSON list; `None` when the string is not one.
pub(super) fn list(given: &str) -> Option<Vec<Node>> {
    if !given.trim_start().starts_with('[') {
        return None;
    }
    let node = reader::read(given, usize::MAX, 8).root?;
    match node.value {
        reader::Value::Array(items) => Some(items),
        _ => None,
    }
}

/// The inside of a quoted string. One with an unescaped quote inside is a text that happens to begin and end with one.
fn quoted(given: &str) -> Option<Source<'_>> {
    let trimmed = given.trim();
    let inside = trimmed.strip_prefix('"')?.strip_suffix('"')?;
    let mut escaped = false;
    for byte in inside.bytes() {
        if byte == b'"' && !escaped {
            return None;
        }
        escaped = byte == b'\\' && !escaped;
    }
    if escaped {
        return None;
    }
    let before = given.len() - given.trim_start().len() + 1;
    Some(unescaped(inside, before))
}

/// Whether a text without line breaks has `\n` written out, each before a number or a bullet: copied from JSON.
fn has_escaped_lines(given: &str) -> bool {
    !given.contains('\n')
        && given.split("\\n").skip(1).any(|line| {
            let line = line.trim_start();
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            (rest.len() < line.len() && rest.starts_with(['.', ')']))
                || line.starts_with(['-', '*'])
        })
}

/// Resolves the escapes of JSON; what is not one stays as it is. `offset` is where `inside` begins in the original.
fn unescaped(inside: &str, offset: usize) -> Source<'_> {
    let mut text = String::with_capacity(inside.len());
    let mut steps = vec![(0, offset)];
    let mut at = 0;
    while let Some(found) = inside.get(at..).and_then(|rest| rest.find('\\')) {
        let start = at + found;
        text.push_str(inside.get(at..start).unwrap_or_default());
        let (c, length) = escape(inside.get(start..).unwrap_or_default());
        text.push(c);
        at = start + length;
        steps.push((text.len(), offset + at));
    }
    text.push_str(inside.get(at..).unwrap_or_default());
    Source {
        text: text.into(),
        steps,
    }
}

/// The character of an escape, and its length in bytes.
fn escape(rest: &str) -> (char, usize) {
    let simple = match rest.as_bytes().get(1) {
        Some(b'n' | b'r') => '\n',
        Some(b't') => ' ',
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'u') => {
            let unit = rest
                .get(2..6)
                .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
                .and_then(|digits| u32::from_str_radix(digits, 16).ok());
            // Half of a surrogate pair stays as it is written: rules are prose, not emoji.
            return match unit.and_then(char::from_u32) {
                Some(c) => (c, 6),
                None => ('\\', 1),
            };
        }
        _ => return ('\\', 1),
    };
    (simple, 2)
}

#[cfg(test)]
mod tests {
    use super::Source;
    use crate::policy::diagnostic::Span;

    fn back<'a>(given: &'a str, word: &str) -> &'a str {
        let source = Source::new(given);
        let start = source.text().find(word).expect(word);
        let span = source.original(Span::new(start, start + word.len()));
        given.get(span.range()).expect("a place in the text")
    }

    #[test]
    fn places_lead_back() {
        let given = r#"  "1. A \"quoted\" rule.\n2. Caf\u00e9 é rules."  "#;
        assert_eq!(
            Source::new(given).text(),
            "1. A \"quoted\" rule.\n2. Café é rules."
        );
        assert_eq!(back(given, "\"quoted\" rule."), "\\\"quoted\\\" rule.");
        assert_eq!(back(given, "Café é rules."), "Caf\\u00e9 é rules.");
        assert_eq!(back("plain \\ text", "text"), "text");
    }

    #[test]
    fn only_what_is_quoted_is_unescaped() {
        assert_eq!(Source::new("\"a\" and \"b\"").text(), "\"a\" and \"b\"");
        assert_eq!(Source::new("\"").text(), "\"");
        assert_eq!(Source::new("\"a\\\"").text(), "\"a\\\"");
        assert_eq!(
            Source::new(r"never open C:\new").text(),
            r"never open C:\new"
        );
        assert_eq!(Source::new(r"1. A.\n2. B.").text(), "1. A.\n2. B.");
        assert_eq!(Source::new(r#""a\q\u12""#).text(), r"a\q\u12");
    }
}
