//! What kind of statement it is, by its tokens.

use super::token::Tokens;
use super::words::{VERBS, among};

/// The place after EXPLAIN and its options.
pub(super) fn after_explain(t: &Tokens<'_>) -> usize {
    let mut at = 1;
    loop {
        if t.sign(at) == "(" && !t.any(at + 1, &["select", "with", "values"]) {
            at = t.after_close(at);
        } else if t.is(at, "format") {
            at += if t.sign(at + 1) == "=" { 3 } else { 2 };
        } else if t.any(
            at,
            &[
                "analyze",
                "analyse",
                "verbose",
                "extended",
                "partitions",
                "query",
                "plan",
                "for",
                "estimate",
                "pipeline",
                "ast",
                "syntax",
            ],
        ) && at < t.len()
        {
            at += 1;
        } else {
            return at;
        }
    }
}

/// How many parentheses open the statement.
pub(super) fn opening(t: &Tokens<'_>) -> usize {
    (0..t.len()).take_while(|at| t.sign(*at) == "(").count()
}

/// The statement's kind in lower case: its verb, or that behind the common table expressions.
pub(super) fn kind(t: &Tokens<'_>) -> &'static str {
    let at = opening(t);
    if t.is(at, "with") {
        return after_with(t, at);
    }
    let verb = match t.word(at).to_ascii_lowercase().as_str() {
        "exec" => "execute",
        "desc" => "describe",
        _ => t.word(at),
    };
    verb_of(verb)
}

fn verb_of(word: &str) -> &'static str {
    VERBS
        .iter()
        .find(|verb| verb.eq_ignore_ascii_case(word))
        .copied()
        .unwrap_or("unknown")
}

fn after_with(t: &Tokens<'_>, with: usize) -> &'static str {
    let mut at = with + 1;
    while at < t.len() {
        if t.sign(at) == "(" {
            at = t.after_close(at);
            if among(
                t.word(at),
                &[
                    "select", "insert", "update", "delete", "merge", "values", "table",
                ],
            ) {
                return verb_of(t.word(at));
            }
            if t.sign(at) == "(" {
                return "select";
            }
        } else {
            at += 1;
        }
    }
    "with"
}
