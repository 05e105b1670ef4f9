//! Reads one statement: with the parser where it can, by the tokens where not.

use super::bounds::too_deep;
use super::dialect::Grammar;
use super::find::Found;
use super::kind::{after_explain, kind, opening};
use super::load::Load;
use super::names::Table;
use super::parse::{Tree, is_parsed, parse, parse_prose};
use super::rough;
use super::scan::{Reading, Scanner};
use super::tables::touched;
use super::token::{Kind, Tokens};
use super::words::{CLAUSES, NOT_A_NAME, OBJECTS, VERBS, among};

/// Why a statement was not read in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The parser refuses it.
    Unparsable,
    /// It has too many tokens or is nested too deeply.
    OverLimit,
}

/// A statement that was read.
#[derive(Debug)]
pub(super) struct Statement<'t> {
    pub(super) tokens: Tokens<'t>,
    pub(super) kind: &'static str,
    pub(super) tables: Vec<Table>,
    /// Of the query in it, when there is one and it was parsed.
    pub(super) load: Option<Load>,
    pub(super) trouble: Option<Trouble>,
    pub(super) executable: bool,
}

/// Reads a statement as it was found.
pub(super) fn read<'t>(
    found: &'t Found<'_>,
    reading: Reading,
    grammars: &[Grammar],
) -> Statement<'t> {
    let mut tokens = Tokens::of(found.source.text(), &found.scan);
    if found.prose {
        tokens = tokens.upto(prose_end(&tokens));
    }
    let kind = kind(&tokens);
    let mut statement = Statement {
        tokens,
        kind,
        tables: Vec::new(),
        load: None,
        trouble: None,
        executable: found.scan.executable,
    };
    let query = if is_parsed(&tokens) {
        Some(0)
    } else {
        embedded(&tokens, kind)
    };
    let broken = kind == "unknown";
    if found.scan.over || query.is_some_and(|_| too_deep(&tokens)) {
        statement.trouble = Some(Trouble::OverLimit);
    } else if let Some(query) = query {
        let guessed = found.prose && !found.scan.terminated;
        match tree(&tokens, query, found.prose, guessed, grammars) {
            Some(tree) => statement.take(&tree, query, found.prose),
            None => statement.trouble = Some(Trouble::Unparsable),
        }
    } else if broken || found.scan.open {
        statement.trouble = Some(Trouble::Unparsable);
    }
    if statement.trouble.is_some() || query.is_none() {
        statement.tables = rough::tables(&statement.tokens);
    }
    statement.hidden(reading);
    statement
}

/// `guessed`: no `;` says where the statement ends.
fn tree(
    tokens: &Tokens<'_>,
    query: usize,
    prose: bool,
    guessed: bool,
    grammars: &[Grammar],
) -> Option<Tree> {
    let body = tokens.from(query);
    if guessed {
        parse_prose(&body, grammars)
    } else {
        parse(&body, grammars, prose || query > 0)
    }
}

impl Statement<'_> {
    fn take(&mut self, tree: &Tree, query: usize, prose: bool) {
        let touched = touched(&tree.statement);
        self.tables = rough::tables(&self.tokens.upto(query));
        self.tables.extend(touched.tables);
        self.place_bare_tables();
        self.load = Some(touched.load);
        let mut end = query + tree.used;
        // A lock that the parser does not know still belongs to the SELECT.
        let for_update = self.tokens.is(end, "for")
            && self.tokens.any(end + 1, &["update", "share", "no", "key"]);
        let lock_in =
            self.tokens.is(end - 1, "lock") && self.tokens.are(end, &["in", "share", "mode"]);
        if for_update || lock_in {
            end += 3;
        }
        while query > 0 && prose && self.tokens.sign(end) == ")" {
            end += 1;
        }
        if self.swallowed(end) {
            end -= 1;
        }
        if prose && self.goes_on_unread(end) {
            self.tables.extend(rough::tables(&self.tokens.from(end)));
        }
        if query == 0 || prose {
            self.tokens = self.tokens.upto(end);
        } else if !matches!(self.kind, "explain" | "describe") {
            self.tables.extend(rough::tables(&self.tokens.from(end)));
        }
    }

    /// Whether a clause that the parser could not read follows, rather than prose.
    fn goes_on_unread(&self, end: usize) -> bool {
        let capital = |at: usize| {
            self.tokens
                .word(at)
                .bytes()
                .all(|byte| byte.is_ascii_uppercase())
        };
        among(self.tokens.word(end), CLAUSES) && capital(end) && capital(opening(&self.tokens))
    }

    /// Whether the parser took the verb of the next statement for an alias: `SELECT 1 DROP TABLE users`.
    fn swallowed(&self, end: usize) -> bool {
        let Some(last) = end.checked_sub(1).filter(|last| *last > 1) else {
            return false;
        };
        end < self.tokens.len()
            && among(self.tokens.word(last), VERBS)
            && !self.tokens.is(last, "end")
            && !self.tokens.is(last - 1, "as")
            && !matches!(self.tokens.sign(last - 1), "." | "," | "(")
    }

    /// `TABLE users` comes without a place from the parser.
    fn place_bare_tables(&mut self) {
        for table in self.tables.iter_mut().filter(|table| table.end == 0) {
            let names = (1..self.tokens.len())
                .rev()
                .filter(|at| self.tokens.is(at - 1, "table"));
            let mut place = names.filter_map(|at| {
                let last = self
                    .tokens
                    .get(at + 2 * table.parts.len().saturating_sub(1))?;
                Some((self.tokens.get(at)?.start, last.end))
            });
            (table.start, table.end) = place.next().unwrap_or_default();
        }
    }

    /// Statements in strings that the statement runs: `EXECUTE '..'`, `DO $$..$$`, the body of a function.
    fn hidden(&mut self, reading: Reading) {
        let runs = matches!(
            self.kind,
            "execute" | "do" | "prepare" | "create" | "declare" | "set" | "unload" | "call"
        );
        if !runs && !(0..self.tokens.len()).any(|at| self.tokens.any(at, RUN_STRINGS)) {
            return;
        }
        for at in 0..self.tokens.len() {
            let Some(token) = self.tokens.get(at).filter(|token| token.kind == Kind::Text) else {
                continue;
            };
            let raw = self.tokens.raw(at);
            let lead = raw.len()
                - raw
                    .trim_start_matches(|each: char| {
                        each == '$' || each == '\'' || each.is_alphabetic()
                    })
                    .len();
            let lead = if raw.starts_with('$') {
                raw.get(1..)
                    .and_then(|rest| rest.find('$'))
                    .map_or(1, |tag| tag + 2)
            } else {
                lead.min(raw.find('\'').map_or(0, |quote| quote + 1))
            };
            let mut scanner = Scanner::new(
                self.tokens.text,
                token.start + lead,
                token.end - 1,
                reading,
                false,
            )
            .with_limit(self.tokens.len().max(1_000));
            while !scanner.done() {
                let scan = scanner.statement();
                let inner = rough::tables(&Tokens::of(self.tokens.text, &scan));
                self.tables.extend(inner);
            }
        }
    }
}

/// What runs a string as SQL inside another statement.
static RUN_STRINGS: &[&str] = &[
    "dblink",
    "dblink_exec",
    "dblink_send_query",
    "exec",
    "execute",
    "external_query",
    "openquery",
    "openrowset",
    "query_to_xml",
    "query_to_xmlschema",
    "sp_executesql",
];

/// Where the query begins in a statement that holds one.
fn embedded(t: &Tokens<'_>, kind: &str) -> Option<usize> {
    match kind {
        "explain" | "describe" => {
            let at = after_explain(t);
            (at < t.len() && is_parsed(&t.from(at))).then_some(at)
        }
        "create" | "copy" | "declare" | "prepare" | "export" | "unload" | "alter" | "refresh"
        | "do" => (1..t.len()).find(|at| {
            let with = t.is(*at, "with")
                && t.names(at + 1)
                && (t.is(at + 2, "as") || t.sign(at + 2) == "(")
                && !t.any(at + 1, &["check", "data", "no"]);
            let before = at - 1;
            let begins = t.any(before, &["as", "for"])
                || t.sign(before) == "("
                || t.sign(before) == ")"
                || t.names(before);
            (t.is(*at, "select") && begins && !t.is(before, "grant"))
                || (with && t.any(before, &["as", "for"]))
                || (t.is(*at, "with") && t.sign(before) == "(" && with)
        }),
        _ => None,
    }
}

/// Where a statement that the parser does not read ends among prose.
fn prose_end(t: &Tokens<'_>) -> usize {
    let verb = opening(t);
    if !t.any(verb, &["drop", "truncate", "undrop"]) {
        return t.len();
    }
    let mut at = verb + 1;
    while t.any(at, OBJECTS)
        || t.any(
            at,
            &[
                "if",
                "exists",
                "materialized",
                "temporary",
                "concurrently",
                "only",
            ],
        )
    {
        at += 1;
    }
    let mut name = true;
    while at < t.len() {
        let joins = matches!(t.sign(at), "." | "," | "*");
        let fits = joins
            || (name && t.names(at) && !t.any(at, NOT_A_NAME))
            || t.any(
                at,
                &[
                    "cascade", "restrict", "purge", "restart", "continue", "identity",
                ],
            )
            || (t.is(at, "on") && t.names(at + 1));
        if !fits || among(t.word(at), CLAUSES) && !t.is(at, "on") {
            break;
        }
        name = joins || t.is(at, "on");
        at += 1;
    }
    at
}
