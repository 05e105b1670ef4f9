//! Tables by the tokens alone: of statements that only name them, and of those that cannot be parsed.

use super::convert::inside;
use super::kind::kind;
use super::names::{Part, Table};
use super::token::{Kind, Tokens};
use super::words::{CLAUSES, NOT_A_NAME, among};

/// Words between the word that announces a table and its name.
static BETWEEN: &[&str] = &[
    "only",
    "if",
    "not",
    "exists",
    "table",
    "tables",
    "concurrently",
    "low_priority",
    "ignore",
    "lateral",
    "quick",
    "view",
    "materialized",
    "local",
    "foreign",
    "external",
    "verbose",
    "freeze",
    "full",
    "analyze",
    "extended",
    "formatted",
];

/// Functions whose arguments are written with FROM.
static WITH_FROM: &[&str] = &[
    "extract",
    "substring",
    "substr",
    "trim",
    "overlay",
    "position",
    "ltrim",
    "rtrim",
];

/// What SQLite tells of a table.
static ABOUT_TABLES: &[&str] = &[
    "foreign_key_check",
    "foreign_key_list",
    "index_list",
    "table_info",
    "table_list",
    "table_xinfo",
];

/// An open parenthesis.
#[derive(Clone, Copy, Default)]
struct Level {
    /// A comma is followed by a table.
    list: bool,
    /// FROM belongs to a function.
    function: bool,
}

/// The tables that the tokens name.
pub(super) fn tables(t: &Tokens<'_>) -> Vec<Table> {
    let kind = kind(t);
    let ctes = ctes(t);
    let mut found: Vec<Table> = Vec::new();
    let mut open: Vec<Level> = Vec::new();
    let mut level = Level::default();
    let mut wanted = matches!(
        kind,
        "analyze" | "cluster" | "copy" | "describe" | "handler" | "lock" | "truncate" | "vacuum"
    ) || (kind == "explain" && t.len() == 2);
    level.list = wanted && lists(t, 0, kind);
    let mut at = usize::from(wanted);
    // `VACUUM (FULL) users`, `PRAGMA table_info(users)`.
    if wanted && kind != "copy" && t.sign(1) == "(" {
        at = t.after_close(1);
    } else if kind == "pragma" && t.any(1, ABOUT_TABLES) && t.sign(2) == "(" {
        (wanted, at) = (true, 3);
    }
    while at < t.len() {
        let sign = t.sign(at);
        match sign {
            "(" => {
                let function = at
                    .checked_sub(1)
                    .is_some_and(|before| t.any(before, WITH_FROM));
                open.push(level);
                level = Level {
                    list: false,
                    function,
                };
            }
            ")" => {
                level = open.pop().unwrap_or_default();
                wanted = false;
            }
            "," => wanted = level.list,
            _ if sign.is_empty() && wanted && !t.any(at, BETWEEN) => {
                wanted = false;
                let named = t.names(at) || fills_a_name(t, at);
                if named && !t.any(at, NOT_A_NAME) && !t.word(at).starts_with('@') {
                    let (mut table, next) = name(t, at);
                    // `COMMENT ON COLUMN users.id`
                    if kind == "comment" && t.is(at - 1, "column") && table.parts.len() > 1 {
                        table.parts.pop();
                        table.end = t
                            .get(next.saturating_sub(3))
                            .map_or(table.end, |part| part.end);
                    }
                    let call = t.sign(next) == "(" && !takes_columns(t, at, kind);
                    let cte = table.parts.len() == 1 && among(&table.written(), &ctes);
                    if !call && !cte {
                        found.push(table);
                    }
                    at = next;
                    continue;
                }
                continue;
            }
            _ if sign.is_empty() && !wanted => {
                if announces(t, at, kind) && !level.function {
                    wanted = true;
                    level.list = lists(t, at, kind);
                } else if t.any(at, CLAUSES) {
                    level.list = false;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// A template's slot that a name is written in.
fn fills_a_name(t: &Tokens<'_>, at: usize) -> bool {
    t.kind(at) == Some(Kind::Slot) && t.raw(at).starts_with(['{', '<', '#'])
        || t.raw(at).starts_with("${")
}

/// Whether a table follows this word.
fn announces(t: &Tokens<'_>, at: usize, kind: &str) -> bool {
    let before = |words: &[&str]| at.checked_sub(1).is_some_and(|before| t.any(before, words));
    if before(&["as"])
        || at
            .checked_sub(1)
            .is_some_and(|before| t.sign(before) == ".")
    {
        return false;
    }
    let grants = matches!(kind, "grant" | "revoke" | "deny");
    match t.word(at).to_ascii_lowercase().as_str() {
        "from" => {
            let distinct = before(&["distinct"])
                && at
                    .checked_sub(2)
                    .is_some_and(|before| t.any(before, &["is", "not"]));
            let lists_tables =
                kind == "show" && t.any(at - 1, &["tables", "databases", "schemas", "triggers"]);
            let file = kind == "copy"
                && (t.kind(at + 1) == Some(Kind::Text) || t.any(at + 1, &["program", "stdin"]));
            !(distinct || grants || lists_tables || file)
        }
        "join" | "references" => true,
        "into" => !t.any(at + 1, &["outfile", "dumpfile"]),
        "update" => {
            !before(&[
                "for", "on", "do", "key", "after", "before", "or", "of", "grant", ",",
            ]) && !grants
        }
        "using" => matches!(kind, "delete" | "merge") && t.sign(at + 1) != "(",
        "table" | "tables" | "view" => {
            let bare = at
                .checked_sub(1)
                .is_some_and(|before| t.sign(before) == "(")
                || before(&["union", "except", "intersect", "all"]);
            match kind {
                "select" => bare && t.names(at + 1),
                "show" => before(&["create"]),
                _ => at > 0,
            }
        }
        "column" => kind == "comment" && before(&["on"]),
        "on" => {
            let ddl = grants || matches!(kind, "create" | "drop" | "comment") || kind == "alter";
            ddl && !t.any(
                at + 1,
                &[
                    "delete",
                    "update",
                    "conflict",
                    "commit",
                    "schema",
                    "database",
                    "function",
                    "sequence",
                    "all",
                    "column",
                    "index",
                    "role",
                    "type",
                    "constraint",
                    "cluster",
                    "server",
                ],
            ) && !inside_columns(t, at)
        }
        "like" => kind == "create" && t.names(at + 1),
        "clone" => kind == "create",
        "to" => before(&["rename"]) && matches!(kind, "alter" | "rename"),
        "merge" => !t.is(at + 1, "into"),
        _ => false,
    }
}

/// Whether `ON` stands in a list of columns, where it is a clause of a constraint.
fn inside_columns(t: &Tokens<'_>, at: usize) -> bool {
    (0..at).filter(|at| t.sign(*at) == "(").count()
        > (0..at).filter(|at| t.sign(*at) == ")").count()
}

/// Whether a comma after the table is followed by another.
fn lists(t: &Tokens<'_>, at: usize, kind: &str) -> bool {
    t.any(at, &["from", "using", "tables", "join"])
        || matches!(
            kind,
            "drop" | "truncate" | "lock" | "update" | "grant" | "revoke" | "vacuum" | "rename"
        )
}

/// Whether the parenthesis after the name holds columns.
fn takes_columns(t: &Tokens<'_>, at: usize, kind: &str) -> bool {
    let before = (0..at)
        .rev()
        .find(|at| !t.any(*at, BETWEEN) && t.sign(*at) != ".");
    matches!(
        kind,
        "create" | "copy" | "insert" | "replace" | "merge" | "truncate" | "vacuum" | "analyze"
    ) && before.is_none_or(|before| !t.any(before, &["from", "join", "using"]))
        || before.is_some_and(|before| t.any(before, &["into", "references", "copy"]))
}

/// The dotted name that begins here, and the place after it.
fn name(t: &Tokens<'_>, at: usize) -> (Table, usize) {
    let mut parts = Vec::new();
    let mut next = at;
    let mut end = at;
    loop {
        if let Some(part) = part(t, next) {
            parts.push(part);
            end = next;
            next += 1;
        }
        if t.sign(next) != "." || parts.len() > 8 {
            break;
        }
        next += 1;
    }
    let start = t.get(at).map_or(0, |token| token.start);
    let table = Table {
        parts: Table::split_backticks(parts),
        start,
        end: t.get(end).map_or(start, |token| token.end),
    };
    (table, next.max(at + 1))
}

fn part(t: &Tokens<'_>, at: usize) -> Option<Part> {
    match t.kind(at)? {
        Kind::Word | Kind::Slot => Some(Part {
            value: t.raw(at).to_owned(),
            quoted: false,
        }),
        Kind::Quoted => Some(Part {
            value: inside(t.raw(at)),
            quoted: true,
        }),
        _ => None,
    }
}

/// The names that WITH defines.
fn ctes<'t>(t: &Tokens<'t>) -> Vec<&'t str> {
    let mut names = Vec::new();
    for at in 0..t.len() {
        let defined = t.is(at + 1, "as") && (at + 2..at + 5).any(|at| t.sign(at) == "(");
        let first = at
            .checked_sub(1)
            .is_some_and(|before| t.any(before, &["with", "recursive"]) || t.sign(before) == ",");
        if defined && first && t.names(at) {
            names.push(t.word(at));
        }
    }
    names
}
