//! Whether tokens that begin with a verb of SQL are a statement, or English that begins with the same word.

use super::token::{Kind, Tokens};
use super::words::NOT_A_NAME;

/// Where the tokens stand: what is said about them before they are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a block tagged as SQL, or after the `;` of a statement.
    Sql,
    /// All of a block, of inline code or of a quoted string.
    Code,
    /// Among prose; `alone` on its lines.
    Prose {
        /// From the beginning of a line to the end of one.
        alone: bool,
    },
}

/// The tokens with what the checks ask again and again.
pub(super) struct Look<'t> {
    pub(super) t: Tokens<'t>,
    pub(super) place: Place,
    pub(super) ended: bool,
    pub(super) caps: bool,
    pub(super) title: bool,
}

/// Whether this is SQL.
pub(super) fn is_sql(tokens: Tokens<'_>, place: Place, ended: bool) -> bool {
    let opening = (0..tokens.len())
        .take_while(|at| tokens.sign(*at) == "(")
        .count();
    let t = tokens.from(opening);
    let verb = t.word(0);
    if place == Place::Sql {
        return t.len() > 1
            || ended
            || crate::detectors::sql::words::among(
                verb,
                &["begin", "commit", "rollback", "end", "vacuum", "checkpoint"],
            );
    }
    let look = Look {
        t,
        place,
        ended,
        caps: verb.bytes().all(|byte| byte.is_ascii_uppercase()),
        title: verb.starts_with(|first: char| first.is_ascii_uppercase())
            && !verb.bytes().all(|byte| byte.is_ascii_uppercase()),
    };
    look.statement(&verb.to_ascii_lowercase())
}

impl Look<'_> {
    fn statement(&self, verb: &str) -> bool {
        match verb {
            "select" => self.select(),
            "with" => self.with(),
            "insert" | "replace" | "upsert" => self.insert(),
            "update" => self.update(),
            "delete" => self.delete(),
            "merge" => self.has("using") && self.has("on") && (self.has("when") || self.caps),
            "drop" | "create" | "alter" | "undrop" => self.object(verb),
            "truncate" => self.truncate(),
            "grant" | "revoke" | "deny" => self.grant(verb),
            "copy" => self.copy(),
            "explain" => self.explain(),
            "set" => self.set(),
            "call" => self.call(),
            "exec" | "execute" => self.exec(),
            "show" => self.show(),
            "values" => self.code() && self.t.sign(1) == "(",
            // Not `do n't`.
            "do" => self.t.kind(1) == Some(Kind::Text) && self.t.raw(1).starts_with(['$', '\'']),
            "declare" => {
                self.t.word(1).starts_with('@') || (self.sure() && self.t.len() > 2 && self.typed())
            }
            "describe" | "desc" | "use" | "table" | "pragma" => self.short(),
            "from" => self.code() && self.has("select") && self.evidence() > 0,
            _ => self.pair(verb),
        }
    }

    pub(super) fn code(&self) -> bool {
        self.place == Place::Code
    }

    /// On its lines alone, and written as one writes code.
    pub(super) fn alone(&self) -> bool {
        !self.title && (self.code() || self.place == Place::Prose { alone: true })
    }

    /// The case or a `;` says that this is code.
    pub(super) fn sure(&self) -> bool {
        self.caps || self.ended
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.find(word).is_some()
    }

    /// The first such word outside parentheses.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        let mut at = 0;
        while at < self.t.len() {
            if self.t.sign(at) == "(" {
                at = self.t.after_close(at);
            } else if self.t.is(at, word) {
                return Some(at);
            } else {
                at += 1;
            }
        }
        None
    }

    /// How much of it is not English.
    pub(super) fn evidence(&self) -> usize {
        (1..self.t.len())
            .filter(|at| match self.t.kind(*at) {
                // `select "Add a printer" from "Tasks"` is what a manual says.
                Some(Kind::Quoted) => self.sure() || self.code() || !self.t.raw(*at).contains(' '),
                Some(Kind::Text | Kind::Slot) => true,
                Some(Kind::Word) => self.t.word(*at).contains('_'),
                Some(Kind::Sign) => match self.t.sign(*at) {
                    "=" | "<" | ">" | "<=" | ">=" | "<>" | "!=" | "||" | "::" => true,
                    "." => self.t.touches(*at) && self.t.touches(*at + 1),
                    "(" => self.t.touches(*at),
                    "*" => {
                        self.t.any(at - 1, &["select", "distinct", "all"])
                            || self.t.sign(at - 1) == "("
                    }
                    _ => false,
                },
                Some(Kind::Number) => self.t.any(at - 1, &["limit", "offset", "top", "fetch"]),
                None => false,
            })
            .count()
    }

    /// A name, and not a word that speaks about SQL.
    pub(super) fn named(&self, at: usize) -> bool {
        match self.t.kind(at) {
            Some(Kind::Quoted) => true,
            Some(Kind::Word) => !self.t.any(at, NOT_A_NAME) && !self.t.any(at, META),
            Some(Kind::Slot) => self.t.raw(at) != "..." && self.t.raw(at) != "…",
            _ => false,
        }
    }

    /// After a dotted name.
    pub(super) fn after_name(&self, at: usize) -> usize {
        let mut at = at + 1;
        while self.t.sign(at) == "." {
            at += 2;
        }
        at
    }

    /// Whether the statement can end, or go on with one of these words.
    pub(super) fn goes_on(&self, at: usize, words: &[&str]) -> bool {
        at >= self.t.len() || self.t.any(at, words) || matches!(self.t.sign(at), "," | "(" | "*")
    }

    fn select(&self) -> bool {
        let Some(from) = self.find("from") else {
            return self.select_value();
        };
        let evidence = self.evidence();
        let target = from + 1;
        let table = self.named(target)
            || self.t.sign(target) == "("
            || self.t.kind(target) == Some(Kind::Text)
            || (self.t.any(target, &["only", "lateral", "unnest"]) && target + 1 < self.t.len());
        if !table {
            // A broken statement, as long as more than its verb speaks for it.
            return self.code() && evidence > 1 && self.t.len() > 3 && !self.title;
        }
        if self.code() && evidence > 0 {
            return true;
        }
        self.plain_list(from)
            && (evidence > 0
                || self.alone()
                || self.ended
                || (self.caps && self.t.word(from) == "FROM"))
    }

    /// Whether no item before `from` reads like a run of English words.
    fn plain_list(&self, from: usize) -> bool {
        let mut run = 0;
        let most = if self.evidence() == 0 { 1 } else { 2 };
        let mut call_end = 0;
        for at in 1..from {
            if at < call_end {
                continue;
            }
            if self.t.sign(at) == "(" && self.t.touches(at) {
                // Arguments are no list of columns: `EXTRACT(year FROM d)`.
                call_end = self.t.after_close(at);
                run = 0;
            } else if self.t.any(
                at,
                &[
                    "distinct", "all", "as", "top", "case", "when", "then", "else", "end", "and",
                    "or", "is", "not", "null", "over", "by", "into",
                ],
            ) {
                run = 0;
            } else if self.t.names(at) {
                run += 1;
                if run > most {
                    return false;
                }
            } else {
                run = 0;
            }
        }
        from > 1
    }

    /// `SELECT 1`, `SELECT now()`, `SELECT @@version`.
    fn select_value(&self) -> bool {
        let first = self.t.kind(1);
        let open = self.after_name(1);
        let called = self.t.names(1) && self.t.sign(open) == "(" && self.t.touches(open);
        let drawn = self.t.are(1, &["next", "value", "for"]) && self.t.names(4);
        let value =
            matches!(first, Some(Kind::Number | Kind::Text)) || self.t.word(1).starts_with('@');
        let set = self.t.any(2, &["union", "intersect", "except"]);
        let niladic = self.t.word(1).to_ascii_lowercase().starts_with("current_")
            || self.t.any(1, &["session_user", "user"]);
        let into = self.has("into") && self.evidence() > 0;
        if self.code() {
            return called
                || drawn
                || value
                || niladic
                || into
                || matches!(self.t.sign(1), "(" | "-" | "*");
        }
        let rest_is_code = self.t.len() <= 2 || set || self.evidence() > 0 || !self.t.names(2);
        ((called || drawn) && (self.sure() || self.alone()))
            || (rest_is_code && (value || niladic) && (self.caps || (self.alone() && self.ended)))
    }

    fn with(&self) -> bool {
        let name = if self.t.is(1, "recursive") { 2 } else { 1 };
        let mut at = name + 1;
        if self.t.sign(at) == "(" {
            at = self.t.after_close(at);
        }
        let body = (at + 1..at + 4).find(|at| self.t.sign(*at) == "(");
        self.t.names(name)
            && self.t.is(at, "as")
            && body.is_some_and(|body| {
                self.t.any(
                    body + 1,
                    &[
                        "select", "with", "values", "insert", "update", "delete", "table", "merge",
                        "from",
                    ],
                ) || matches!(self.t.sign(body + 1), "(")
                    || (self.caps && self.t.word(at) == "AS")
            })
    }
}

/// Words that speak about SQL where a name would stand.
static META: &[&str] = &[
    "access",
    "action",
    "actions",
    "carefully",
    "clause",
    "clauses",
    "column",
    "columns",
    "command",
    "commands",
    "keyword",
    "keywords",
    "operation",
    "operations",
    "operator",
    "operators",
    "permission",
    "permissions",
    "privilege",
    "privileges",
    "queries",
    "query",
    "requests",
    "rights",
    "statement",
    "statements",
    "syntax",
    "without",
];
