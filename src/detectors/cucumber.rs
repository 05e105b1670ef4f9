//! Cucumber expressions, as text with parameters: `password: {word}`, `I have {int} apple(s)`, `belly/stomach`.
//!
//! Enters: the source. Leaves: a regular expression that finds the same text anywhere (the grammar is that of
//! cucumber-expressions 18, but the expression need not be the whole text). The built-in parameter types only.

use super::pattern::PatternFault;
use crate::policy::{Code, Span};

/// The built-in parameter types. `{}` takes anything on the line.
const TYPES: [(&str, &str); 12] = [
    ("", r".*"),
    ("int", r"-?\d+"),
    ("float", r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:E[-+]?\d+)?"),
    ("word", r"\S+"),
    (
        "string",
        r#"(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')"#,
    ),
    ("bigdecimal", r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:E[-+]?\d+)?"),
    ("biginteger", r"-?\d+"),
    ("double", r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:E[-+]?\d+)?"),
    ("byte", r"-?\d+"),
    ("short", r"-?\d+"),
    ("long", r"-?\d+"),
    ("text", r".*"),
];

/// A piece of an expression; `/` and white space divide pieces into alternatives.
enum Node {
    Text(String),
    Optional(String),
    Parameter(&'static str),
    /// With its place, for faults.
    Slash(usize),
    Space(char),
}

/// The regular expression of an expression.
pub(super) fn to_regex(source: &str) -> Result<String, PatternFault> {
    let nodes = Reader::new(source).nodes()?;
    let mut out = String::new();
    let boundary = |node: &Node| matches!(node, Node::Space(_) | Node::Parameter(_));
    // Alternatives reach from one white space or parameter to the next.
    for group in nodes.split_inclusive(boundary) {
        let (body, end) = match group.split_last() {
            Some((last, rest)) if boundary(last) => (rest, Some(last)),
            _ => (group, None),
        };
        alternation(body, &mut out)?;
        match end {
            Some(Node::Space(space)) => push_literal(&mut out, &space.to_string()),
            Some(Node::Parameter(regex)) => {
                out.push_str("(?:");
                out.push_str(regex);
                out.push(')');
            }
            _ => {}
        }
    }
    Ok(out)
}

fn alternation(nodes: &[Node], out: &mut String) -> Result<(), PatternFault> {
    let slash = nodes.iter().find_map(|node| match node {
        Node::Slash(at) => Some(*at),
        _ => None,
    });
    let Some(at) = slash else {
        for node in nodes {
            push(node, out);
        }
        return Ok(());
    };
    out.push_str("(?:");
    for (index, part) in nodes
        .split(|node| matches!(node, Node::Slash(_)))
        .enumerate()
    {
        if !part.iter().any(|node| matches!(node, Node::Text(_))) {
            let message = "an alternative must hold text outside brackets; write \\/ for a slash";
            return Err(invalid(at, at + 1, message));
        }
        if index > 0 {
            out.push('|');
        }
        for node in part {
            push(node, out);
        }
    }
    out.push(')');
    Ok(())
}

fn push(node: &Node, out: &mut String) {
    match node {
        Node::Text(text) => push_literal(out, text),
        Node::Optional(text) => {
            out.push_str("(?:");
            push_literal(out, text);
            out.push_str(")?");
        }
        Node::Parameter(_) | Node::Slash(_) | Node::Space(_) => {}
    }
}

fn push_literal(out: &mut String, text: &str) {
    regex_syntax::escape_into(text, out);
}

fn invalid(start: usize, end: usize, message: &str) -> PatternFault {
    PatternFault {
        span: Span::new(start, end),
        message: message.into(),
        code: Code::InvalidPattern,
    }
}

/// Reads characters with their places.
struct Reader<'a> {
    source: &'a str,
    chars: std::iter::Peekable<std::str::CharIndices<'a>>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            chars: source.char_indices().peekable(),
        }
    }

    fn nodes(mut self) -> Result<Vec<Node>, PatternFault> {
        let mut nodes = Vec::new();
        while let Some((at, char)) = self.chars.next() {
            match char {
                '{' => nodes.push(self.parameter(at)?),
                '(' => nodes.push(self.optional(at)?),
                '/' => nodes.push(Node::Slash(at)),
                '\\' => {
                    let escaped = self.escaped(at)?;
                    push_text(&mut nodes, escaped);
                }
                space if space.is_whitespace() => nodes.push(Node::Space(space)),
                // A closing bracket with no opening one stands for itself, as in cucumber.
                other => push_text(&mut nodes, other),
            }
        }
        Ok(nodes)
    }

    fn escaped(&mut self, at: usize) -> Result<char, PatternFault> {
        match self.chars.next() {
            Some((_, char)) if "(){}/\\".contains(char) || char.is_whitespace() => Ok(char),
            Some((place, char)) => {
                let message = "only ( ) { } / \\ and white space can be escaped";
                Err(invalid(at, place + char.len_utf8(), message))
            }
            None => Err(invalid(at, at + 1, "nothing follows the escape \\")),
        }
    }

    fn parameter(&mut self, start: usize) -> Result<Node, PatternFault> {
        for (at, char) in self.chars.by_ref() {
            match char {
                '}' => {
                    let name = self.source.get(start + 1..at).unwrap_or_default();
                    let known = TYPES.iter().find(|(known, _)| *known == name);
                    return known
                        .map(|(_, regex)| Node::Parameter(regex))
                        .ok_or_else(|| {
                            let names: Vec<_> =
                                TYPES.iter().skip(1).map(|(name, _)| *name).collect();
                            let message = format!(
                                "not a parameter type; use {{}} or one of {}",
                                names.join(", ")
                            );
                            invalid(start, at + 1, &message)
                        });
                }
                '{' | '(' | ')' | '/' | '\\' => {
                    let message =
                        "a parameter holds only a name, as in {word}; write \\{ for a brace";
                    return Err(invalid(at, at + 1, message));
                }
                _ => {}
            }
        }
        let message = "the parameter has no closing }; write \\{ for a brace";
        Err(invalid(start, start + 1, message))
    }

    fn optional(&mut self, start: usize) -> Result<Node, PatternFault> {
        let mut text = String::new();
        while let Some((at, char)) = self.chars.next() {
            match char {
                ')' if text.is_empty() => {
                    let message = "optional text must not be empty; write \\( for a bracket";
                    return Err(invalid(start, at + 1, message));
                }
                ')' => return Ok(Node::Optional(text)),
                '(' | '{' | '}' => {
                    let message = "optional text holds neither parameters nor other optional text";
                    return Err(invalid(at, at + 1, message));
                }
                '\\' => text.push(self.escaped(at)?),
                other => text.push(other),
            }
        }
        let message = "the optional text has no closing ); write \\( for a bracket";
        Err(invalid(start, start + 1, message))
    }
}

fn push_text(nodes: &mut Vec<Node>, char: char) {
    if let Some(Node::Text(text)) = nodes.last_mut() {
        text.push(char);
    } else {
        nodes.push(Node::Text(char.into()));
    }
}

#[cfg(test)]
mod tests;
