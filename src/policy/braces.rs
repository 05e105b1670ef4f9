//! Names in braces, as custom policies write them: `{question}`.
//!
//! `{{` and `}}` are literal braces, and a `{` that no `name}` follows is literal too, so that JSON in a prompt stays
//! legal. A `}}` closes only what a `{{` opened: in `{"a": {"b": 1}}` nothing is doubled.

use super::diagnostic::Span;

/// A piece of such a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Stands as it is.
    Text(&'a str),
    /// A name, and the place of it with its braces, in bytes.
    Name(&'a str, Span),
}

/// The pieces of a text, in order; joined, with values for the names, they are the rendered text.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    let mut open = 0_usize;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        let offset = text.len() - from.len();
        let (piece, length) = if from.starts_with("{{") {
            open += 1;
            (Piece::Text("{"), 2)
        } else if open > 0 && from.starts_with("}}") {
            open -= 1;
            (Piece::Text("}"), 2)
        } else if let Some(name) = name(from) {
            let length = name.len() + 2;
            (
                Piece::Name(name, Span::new(offset, offset + length)),
                length,
            )
        } else {
            // One ASCII brace.
            (Piece::Text(from.get(..1).unwrap_or_default()), 1)
        };
        if !before.is_empty() {
            out.push(Piece::Text(before));
        }
        out.push(piece);
        rest = from.get(length..).unwrap_or_default();
    }
    if !rest.is_empty() {
        out.push(Piece::Text(rest));
    }
    out
}

/// The names of a text, with their places.
pub fn names(text: &str) -> impl Iterator<Item = (&str, Span)> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Name(name, span) => Some((name, span)),
        Piece::Text(_) => None,
    })
}

/// The longest name; a bound keeps the search for the closing brace linear.
const MAX_NAME: usize = 64;

/// The name of a text that begins with `{name}`.
fn name(from: &str) -> Option<&str> {
    let inside = from.strip_prefix('{')?;
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let length = inside.bytes().take(MAX_NAME + 1).take_while(part).count();
    let name = inside.get(..length)?;
    let first = name.bytes().next()?;
    let closed = inside.as_bytes().get(length) == Some(&b'}');
    (closed && length <= MAX_NAME && (first.is_ascii_alphabetic() || first == b'_')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{Piece, names, pieces};

    fn rendered(text: &str) -> String {
        let piece = |piece: &Piece<'_>| match piece {
            Piece::Text(text) => (*text).to_owned(),
            Piece::Name(name, _) => format!("<{name}>"),
        };
        pieces(text).iter().map(piece).collect()
    }

    #[test]
    fn names_and_literal_braces() {
        assert_eq!(
            rendered("The {answer} to {question}"),
            "The <answer> to <question>"
        );
        assert_eq!(rendered("{{answer}} of {answer}"), "{answer} of <answer>");
        assert_eq!(rendered("{{{answer}}}"), "{<answer>}");
        assert_eq!(
            rendered("{ answer } {} {0} {a b}"),
            "{ answer } {} {0} {a b}"
        );
        assert_eq!(rendered("é{x"), "é{x");
    }

    #[test]
    fn json_stays_as_it_is() {
        let json = r#"{"a": {"b": 1}} {"c":[{"d":{}}]}"#;
        assert_eq!(rendered(json), json);
        assert_eq!(
            rendered(r#"{{"a": {{"b": {answer}}}}}"#),
            r#"{"a": {"b": <answer>}}"#
        );
    }

    #[test]
    fn places_are_those_of_the_braces() {
        let text = "é {answer}";
        let found: Vec<_> = names(text).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(text.get(found[0].1.range()), Some("{answer}"));
    }

    #[test]
    fn long_runs_of_braces_are_linear() {
        let text = "{a".repeat(500_000);
        assert_eq!(rendered(&text).len(), text.len());
    }
}
