//! Refuses what would be too deep for the parser and for the walk over its tree.
//!
//! The parser counts its own recursion, but chains of operators are built in a loop and then dropped and visited by
//! recursion, and a WebAssembly stack is 1 MB.

use super::token::{Kind, Tokens};

/// Recursive calls of the parser.
pub(super) const RECURSION: usize = 48;
/// Parentheses and CASE, one inside the other.
const NESTING: usize = 64;
/// Operators that lean on one another, over all open parentheses.
const CHAIN: usize = 500;
/// Joins in a row whose conditions come later.
const JOINS: usize = 32;

/// One pair of parentheses, or the statement itself.
#[derive(Clone, Copy, Default)]
struct Level {
    sets: usize,
    /// Joins that wait for their ON: the parser reads `a JOIN b JOIN c ON .. ON ..` by recursion that it does not count.
    joins: usize,
    logic: usize,
    term: usize,
    case: bool,
}

impl Level {
    fn depth(self) -> usize {
        self.sets + self.logic + self.term
    }
}

/// Whether the statement is nested too deeply to be parsed.
pub(super) fn too_deep(tokens: &Tokens<'_>) -> bool {
    let mut open: Vec<Level> = Vec::new();
    let mut level = Level::default();
    let mut below = 0;
    for at in 0..tokens.len() {
        let (opens, closes) = match tokens.kind(at) {
            Some(Kind::Sign) => (
                matches!(tokens.sign(at), "(" | "[" | "{"),
                matches!(tokens.sign(at), ")" | "]" | "}"),
            ),
            Some(Kind::Word) => (tokens.is(at, "case"), level.case && tokens.is(at, "end")),
            _ => continue,
        };
        if opens {
            below += level.depth();
            open.push(level);
            level = Level {
                case: tokens.kind(at) == Some(Kind::Word),
                ..Level::default()
            };
        } else if closes {
            level = open.pop().unwrap_or_default();
            below = below.saturating_sub(level.depth());
            level.term += 1;
        } else {
            count(tokens, at, &mut level);
        }
        if open.len() > NESTING || level.joins > JOINS || below + level.depth() > CHAIN {
            return true;
        }
    }
    false
}

fn count(tokens: &Tokens<'_>, at: usize, level: &mut Level) {
    match tokens.sign(at) {
        "" => {}
        "," => (level.logic, level.term) = (0, 0),
        "." => return,
        _ => {
            level.term += 1;
            return;
        }
    }
    let word = tokens.word(at);
    if word.is_empty() {
        return;
    }
    if tokens.is(at, "join") {
        level.joins += 1;
    } else if tokens.any(
        at,
        &["on", "using", "where", "select", "group", "order", "limit"],
    ) {
        let all = !tokens.any(at, &["on", "using"]);
        level.joins = if all {
            0
        } else {
            level.joins.saturating_sub(1)
        };
    }
    if tokens.any(at, &["union", "except", "intersect", "minus"]) {
        level.sets += 1;
        (level.logic, level.term) = (0, 0);
    } else if tokens.any(at, &["and", "or", "xor"]) {
        level.logic += 1;
        level.term = 0;
    } else if tokens.any(
        at,
        &[
            "select", "from", "where", "group", "order", "having", "on", "join", "limit", "when",
            "then", "else", "set", "values",
        ],
    ) {
        (level.logic, level.term) = (0, 0);
    } else if tokens.any(
        at,
        &[
            "not", "is", "like", "ilike", "in", "between", "collate", "at", "div", "mod", "regexp",
            "rlike", "similar", "escape", "array", "struct", "map", "interval", "prior", "binary",
            "explain",
        ],
    ) {
        level.term += 1;
    }
}
