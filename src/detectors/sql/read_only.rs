//! Whether a statement does more than read, by its tokens: what a dialect's grammar does not know is seen all the same.

use super::convert::inside;
use super::functions::{has_effect, is_effectful_package};
use super::kind::{after_explain, kind};
use super::token::{Kind, Tokens};
use super::words::{OBJECT_PREFIXES, OBJECTS};

/// More than reading: why, and the tokens that show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Effect {
    pub(super) reason: &'static str,
    pub(super) says: &'static str,
    /// The tokens `from..to`; the whole statement when both are 0.
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Effect {
    fn new(reason: &'static str, says: &'static str, from: usize, to: usize) -> Self {
        Self {
            reason,
            says,
            from,
            to,
        }
    }
}

/// What is let through.
#[derive(Clone, Debug, Default)]
pub(super) struct Allowed {
    pub(super) metadata: bool,
    /// In lower case.
    pub(super) functions: Vec<String>,
}

static READS: &[&str] = &["select", "values", "table", "with", "from"];

/// The first thing in the statement that is more than reading.
pub(super) fn effect(t: &Tokens<'_>, executable: bool, allowed: &Allowed) -> Option<Effect> {
    if executable {
        return Some(Effect::new(
            "executable_comment",
            "a comment holds code that some databases run",
            0,
            0,
        ));
    }
    let kind = kind(t);
    match kind {
        "explain" | "describe" => return explain(t, allowed),
        "show" if allowed.metadata => return None,
        "show" => return Some(metadata()),
        "unknown" => return inner(t, allowed),
        _ if READS.contains(&kind) => return inner(t, allowed),
        _ => {}
    }
    let (reason, says) = if WRITES.contains(&kind) {
        ("write", "the statement writes")
    } else {
        ("not_select", "the statement is not a SELECT")
    };
    Some(Effect::new(reason, says, 0, 0))
}

static WRITES: &[&str] = &[
    "alter", "bulk", "create", "delete", "deny", "drop", "grant", "import", "insert", "load",
    "merge", "rename", "replace", "restore", "revoke", "truncate", "undrop", "update", "upsert",
];

fn metadata() -> Effect {
    Effect::new("metadata", "the statement shows metadata", 0, 0)
}

/// EXPLAIN only plans, unless it is told to run the statement.
fn explain(t: &Tokens<'_>, allowed: &Allowed) -> Option<Effect> {
    let start = after_explain(t);
    let runs = (1..start).any(|at| t.any(at, &["analyze", "analyse"]));
    let body = t.from(start);
    if runs
        && body.len() > 0
        && let Some(effect) = effect(&body, false, allowed)
    {
        return Some(Effect::new(
            "explain_analyze",
            "EXPLAIN ANALYZE runs a statement that does more than read",
            start + effect.from,
            start + effect.to,
        ));
    }
    (!allowed.metadata).then(metadata)
}

fn inner(t: &Tokens<'_>, allowed: &Allowed) -> Option<Effect> {
    (0..t.len()).find_map(|at| match t.kind(at) {
        Some(Kind::Word) => word(t, at).or_else(|| call(t, at, allowed)),
        Some(Kind::Quoted) => call(t, at, allowed),
        _ => None,
    })
}

/// A write that hides in a SELECT.
fn word(t: &Tokens<'_>, at: usize) -> Option<Effect> {
    let before = at.checked_sub(1);
    let dotted = before.is_some_and(|before| t.sign(before) == "." || t.is(before, "as"))
        || t.sign(at + 1) == ".";
    if dotted {
        return None;
    }
    let write = |to: usize| {
        Some(Effect::new(
            "nested_write",
            "a statement inside the SELECT writes",
            at,
            to,
        ))
    };
    match t.word(at).to_ascii_lowercase().as_str() {
        "insert" | "replace" if t.any(at + 1, &["into", "overwrite", "ignore", "or"]) => {
            write(at + 2)
        }
        "delete" if t.is(at + 1, "from") => write(at + 2),
        "merge" if t.is(at + 1, "into") => write(at + 2),
        "truncate" if t.is(at + 1, "table") => write(at + 2),
        "exec" | "execute"
            if at > 0
                && t.names(at + 1)
                && !t.any(at + 1, &["as", "from"])
                && t.sign(at + 2) != "," =>
        {
            write(at + 2)
        }
        "drop" | "alter" | "create" if object(t, at + 1) => write(at + 2),
        "update" => update(t, at),
        "into" => Some(Effect::new(
            "select_into",
            "SELECT INTO writes what it reads",
            at,
            at + 1,
        )),
        "for" => lock(t, at),
        "lock" if t.are(at, &["lock", "in", "share", "mode"]) => Some(Effect::new(
            "locking_read",
            "the SELECT locks rows",
            at,
            at + 4,
        )),
        "updlock" | "xlock" | "tablockx" | "tablock" | "holdlock" | "paglock"
            if before.is_some_and(|before| matches!(t.sign(before), "(" | ",")) =>
        {
            Some(Effect::new(
                "locking_read",
                "the SELECT locks rows",
                at,
                at + 1,
            ))
        }
        "next" if t.are(at, &["next", "value", "for"]) => Some(Effect::new(
            "function",
            "a function with side effects is called",
            at,
            at + 3,
        )),
        _ => None,
    }
}

fn object(t: &Tokens<'_>, at: usize) -> bool {
    let kind = (at..at + 4)
        .find(|at| !t.any(*at, OBJECT_PREFIXES))
        .unwrap_or(at);
    (t.any(kind, OBJECTS) && t.names(kind + 1)) || t.are(at, &["or", "replace"])
}

fn update(t: &Tokens<'_>, at: usize) -> Option<Effect> {
    let set = (at + 2..at + 40).any(|at| t.is(at, "set"));
    let locks = at
        .checked_sub(1)
        .is_some_and(|before| t.any(before, &["for", "key"]));
    (set && !locks && t.names(at + 1)).then(|| {
        Effect::new(
            "nested_write",
            "a statement inside the SELECT writes",
            at,
            at + 2,
        )
    })
}

fn lock(t: &Tokens<'_>, at: usize) -> Option<Effect> {
    let locks = t.any(at + 1, &["update", "share"])
        || t.are(at + 1, &["no", "key"])
        || t.are(at + 1, &["key", "share"]);
    locks.then(|| Effect::new("locking_read", "the SELECT locks rows", at, at + 2))
}

/// The name in lower case, without its quotes.
fn lower(t: &Tokens<'_>, at: usize) -> String {
    match t.kind(at) {
        Some(Kind::Quoted) => inside(t.raw(at)).to_ascii_lowercase(),
        _ => t.raw(at).to_ascii_lowercase(),
    }
}

fn call(t: &Tokens<'_>, at: usize, allowed: &Allowed) -> Option<Effect> {
    let schema = at
        .checked_sub(2)
        .filter(|_| t.sign(at - 1) == ".")
        .map(|before| lower(t, before));
    let called = t.sign(at + 1) == "(";
    // `s.nextval`, as Oracle and Snowflake have it.
    let drawn = schema.is_some() && t.is(at, "nextval");
    if !called && !drawn {
        return None;
    }
    let name = lower(t, at);
    if !has_effect(&name) && !schema.as_deref().is_some_and(is_effectful_package) {
        return None;
    }
    let full = schema.map(|schema| format!("{schema}.{name}"));
    let passes = allowed
        .functions
        .iter()
        .any(|each| *each == name || Some(each) == full.as_ref());
    (!passes).then(|| {
        Effect::new(
            "function",
            "a function with side effects is called",
            at,
            at + 1,
        )
    })
}
