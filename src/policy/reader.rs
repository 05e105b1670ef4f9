//! A JSON reader that keeps what plain deserialisation loses: positions, duplicate keys, the spelling of numbers.
//!
//! Enters: JSON text. Leaves: a tree of [`Node`]s and the problems of the text itself. It never recurses deeper than
//! the nesting limit and never guesses: what is not JSON is one `invalid_json` at its place.

mod lines;
mod node;
mod parser;
mod scalars;

use super::diagnostic::{Code, Diagnostic};
pub use lines::Lines;
pub use node::{Member, Node, Number, Value, pointer};
use parser::Parser;

/// What reading gives: the tree, if the text is JSON, and every problem of the text itself.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The tree; absent when the text is not JSON.
    pub root: Option<Node>,
    /// Problems, in text order; of `position` only the byte offset is set.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a JSON text.
#[must_use]
pub fn read(text: &str, max_bytes: usize, max_nesting: usize) -> Reading {
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        at: 0,
        max_nesting,
        path: Vec::new(),
        diagnostics: Vec::new(),
    };
    if text.len() > max_bytes {
        let message = format!(
            "the payload has {} bytes, at most {max_bytes} are accepted",
            text.len()
        );
        parser.note(Code::PayloadTooLarge, 0, message);
        return Reading {
            root: None,
            diagnostics: parser.diagnostics,
        };
    }
    if text.starts_with('\u{feff}') {
        parser.at = 3;
        parser.note(
            Code::ByteOrderMark,
            0,
            "the text begins with a byte order mark; it is passed over".into(),
        );
    }
    let root = match parser.document() {
        Ok(root) => Some(root),
        Err(fault) => {
            parser.note(fault.code, fault.at, fault.message);
            None
        }
    };
    Reading {
        root,
        diagnostics: parser.diagnostics,
    }
}
