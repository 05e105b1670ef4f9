//! Whether tokens that begin with a verb of SQL are a statement, or English that begins with the same word.

use super::token::{Kind, Tokens};
use super::words::{NOT_A_NAME, OBJECT_PREFIXES, OBJECTS};

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
struct Look<'t> {
    t: Tokens<'t>,
    place: Place,
    ended: bool,
    caps: bool,
    title: bool,
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
            "merge" => self.has("using") && self.has("on"),
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
            "do" => self.t.kind(1) == Some(Kind::Text),
            "declare" => self.t.word(1).starts_with('@') || (self.sure() && self.t.len() > 2),
            "describe" | "desc" | "use" | "table" | "pragma" => self.short(),
            "from" => self.code() && self.has("select") && self.evidence() > 0,
            _ => self.pair(verb),
        }
    }

    fn code(&self) -> bool {
        self.place == Place::Code
    }

    /// On its lines alone, and written as one writes code.
    fn alone(&self) -> bool {
        !self.title && (self.code() || self.place == Place::Prose { alone: true })
    }

    /// The case or a `;` says that this is code.
    fn sure(&self) -> bool {
        self.caps || self.ended
    }

    fn has(&self, word: &str) -> bool {
        self.find(word).is_some()
    }

    /// The first such word outside parentheses.
    fn find(&self, word: &str) -> Option<usize> {
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
    fn evidence(&self) -> usize {
        (1..self.t.len())
            .filter(|at| match self.t.kind(*at) {
                Some(Kind::Quoted | Kind::Text | Kind::Slot) => true,
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
    fn named(&self, at: usize) -> bool {
        match self.t.kind(at) {
            Some(Kind::Quoted) => true,
            Some(Kind::Word) => !self.t.any(at, NOT_A_NAME) && !self.t.any(at, META),
            Some(Kind::Slot) => self.t.raw(at) != "..." && self.t.raw(at) != "…",
            _ => false,
        }
    }

    /// After a dotted name.
    fn after_name(&self, at: usize) -> usize {
        let mut at = at + 1;
        while self.t.sign(at) == "." {
            at += 2;
        }
        at
    }

    /// Whether the statement can end, or go on with one of these words.
    fn goes_on(&self, at: usize, words: &[&str]) -> bool {
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
        for at in 1..from {
            if self.t.any(
                at,
                &[
                    "distinct", "all", "as", "top", "case", "when", "then", "else", "end", "and",
                    "or", "is", "not", "null", "over", "by",
                ],
            ) {
                run = 0;
            } else if self.t.names(at) {
                run += 1;
                if run > 2 || (run > 1 && self.evidence() == 0) {
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
        let called = self.t.names(1) && self.t.sign(2) == "(" && self.t.touches(2);
        let value =
            matches!(first, Some(Kind::Number | Kind::Text)) || self.t.word(1).starts_with('@');
        let niladic = self.t.word(1).to_ascii_lowercase().starts_with("current_")
            || self.t.any(1, &["session_user", "user"]);
        let into = self.has("into") && self.evidence() > 0;
        if self.code() {
            return called || value || niladic || into || matches!(self.t.sign(1), "(" | "-" | "*");
        }
        let rest_is_code = self.t.len() <= 2 || self.evidence() > 0 || !self.t.names(2);
        (called && (self.sure() || self.alone()))
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

    fn insert(&self) -> bool {
        let into = (1..5).find(|at| self.t.any(*at, &["into", "overwrite"]));
        let Some(into) = into else {
            return self.evidence() > 1
                && (self.has("values") || self.has("select"))
                && self.t.sign(1) != "(";
        };
        let name = into + 1 + usize::from(self.t.is(into + 1, "table"));
        if !self.named(name) {
            return false;
        }
        let after = self.after_name(name);
        let filled = self.has("values")
            || self.has("select")
            || self.has("default")
            || (self.has("set") && self.evidence() > 0);
        let columns = self.t.sign(after) == "(" || self.t.sign(after + 1) == "(";
        if filled {
            return self.sure() || self.evidence() > 0 || self.alone();
        }
        (columns && (self.caps || self.alone()))
            || (after >= self.t.len() && (self.ended || self.alone()))
    }

    fn update(&self) -> bool {
        let Some(set) = self.find("set") else {
            return self.code() && self.sure() && self.named(1) && self.evidence() > 0;
        };
        let assigned = (set + 1..set + 8).any(|at| matches!(self.t.sign(at), "=" | "+=" | ":="));
        set > 1
            && (self.named(1) || self.t.any(1, &["only", "or", "top"]))
            && (assigned || self.t.sign(set + 1) == "(")
    }

    fn delete(&self) -> bool {
        let Some(from) = self.find("from") else {
            return self.named(1) && self.has("where") && self.evidence() > 0;
        };
        let name = from + 1 + usize::from(self.t.is(from + 1, "only"));
        if from > 3 || !self.named(name) {
            return false;
        }
        let clauses = &[
            "where",
            "using",
            "returning",
            "limit",
            "order",
            "as",
            "output",
            "join",
            "inner",
            "left",
            "cascade",
        ];
        let after = self.after_name(name);
        let fits = self.goes_on(after, clauses) || self.t.any(after + 1, clauses);
        let bounded = self.has("where") && self.evidence() > 0;
        (fits && (self.sure() || bounded || self.alone())) || (self.code() && self.sure())
    }

    fn object(&self, verb: &str) -> bool {
        let kind = (1..8).find(|at| self.t.any(*at, OBJECTS) && !self.t.any(at + 1, OBJECTS));
        let Some(kind) = kind else { return false };
        if !(1..kind).all(|at| self.t.any(at, OBJECT_PREFIXES) || self.t.any(at, OBJECTS)) {
            return false;
        }
        let name = (kind + 1..kind + 6)
            .find(|at| !self.t.any(*at, OBJECT_PREFIXES))
            .unwrap_or(kind + 1);
        let index_on = self.t.is(name, "on") && self.has("on") && self.evidence() > 0;
        if !self.named(name) && !index_on && self.t.kind(name) != Some(Kind::Text) {
            return false;
        }
        let after = self.after_name(name);
        let words: &[&str] = match verb {
            "drop" | "undrop" => &["cascade", "restrict", "purge", "on"],
            "create" => &[
                "as",
                "on",
                "for",
                "with",
                "using",
                "like",
                "clone",
                "before",
                "after",
                "from",
                "identified",
                "owner",
                "returns",
                "authorization",
                "engine",
                "partition",
                "password",
                "start",
                "increment",
                "login",
                "is",
                "instead",
                "to",
            ],
            _ => &[
                "add",
                "drop",
                "rename",
                "alter",
                "modify",
                "change",
                "set",
                "owner",
                "enable",
                "disable",
                "with",
                "convert",
                "reset",
                "attach",
                "detach",
                "cluster",
                "validate",
                "replica",
                "inherit",
                "swap",
                "engine",
                "identified",
                "password",
                "refresh",
                "resume",
                "suspend",
                "superuser",
                "compile",
                "in",
                "to",
            ],
        };
        let fits = self.goes_on(after, words);
        let evidence = self.evidence() > 0 || self.t.any(kind + 1, &["if"]);
        let ends = after >= self.t.len();
        if verb == "drop" {
            let whole = self.sure() && (self.code() || self.alone());
            return (fits && (self.sure() || evidence || self.alone())) || whole;
        }
        let complete = !ends || self.ended || self.alone();
        (fits && complete && (self.sure() || evidence || self.code()))
            || (self.code() && self.sure() && !ends)
    }

    fn truncate(&self) -> bool {
        let table = self.t.is(1, "table");
        let name = 1 + usize::from(table);
        let ends = self.goes_on(
            self.after_name(name),
            &[
                "cascade", "restart", "restrict", "continue", "drop", "reuse",
            ],
        );
        let touched = self.t.sign(name) != "(" && !self.t.touches(self.after_name(name));
        self.named(name)
            && touched
            && ends
            && (self.ended || self.alone() || (self.caps && table) || (self.caps && self.code()))
    }

    fn grant(&self, verb: &str) -> bool {
        let to = if verb == "revoke" { "from" } else { "to" };
        let privilege = self.t.any(
            1,
            &[
                "all",
                "select",
                "insert",
                "update",
                "delete",
                "usage",
                "execute",
                "create",
                "references",
                "trigger",
                "connect",
                "temporary",
                "truncate",
                "role",
                "ownership",
                "alter",
                "drop",
                "grant",
                "control",
                "view",
            ],
        );
        self.t.len() > 3
            && self.has(to)
            && ((self.caps
                && self.has(to)
                && self
                    .t
                    .word(self.find(to).unwrap_or(0))
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase()))
                || (privilege && (self.has("on") || self.ended)))
    }

    fn copy(&self) -> bool {
        if self.t.is(1, "into") {
            return self.has("from");
        }
        let Some(at) = self.find("from").or_else(|| self.find("to")) else {
            return false;
        };
        self.t.kind(at + 1) == Some(Kind::Text)
            || self.t.any(at + 1, &["stdin", "stdout", "program"])
    }

    fn explain(&self) -> bool {
        let inner = self.t.from(super::kind::after_explain(&self.t));
        inner.len() > 1
            && !inner.word(0).eq_ignore_ascii_case("explain")
            && super::words::among(inner.word(0), super::words::VERBS)
            && is_sql(inner, self.place, self.ended)
            || (self.caps && self.t.len() == 2 && (self.ended || self.alone()) && self.named(1))
    }

    fn set(&self) -> bool {
        let scope = self.t.any(
            1,
            &[
                "session",
                "local",
                "global",
                "persist",
                "persist_only",
                "role",
                "names",
                "transaction",
                "autocommit",
                "search_path",
                "constraints",
            ],
        );
        let variable = self.t.word(1).starts_with('@');
        let assigned =
            (1..6).any(|at| matches!(self.t.sign(at), "=" | ":=") || self.t.is(at, "to"));
        let switch = self.t.len() == 3 && self.t.any(2, &["on", "off"]);
        self.t.len() > 2
            && self.t.names(1)
            && ((self.caps && (assigned || scope || switch)) || ((variable || scope) && assigned))
    }

    fn call(&self) -> bool {
        let open = self.after_name(1);
        let called = self.t.names(1) && self.t.sign(open) == "(" && self.t.touches(open);
        called
            && self.t.after_close(open) >= self.t.len().min(self.t.after_close(open))
            && (self.caps || (self.ended && self.code()))
    }

    fn exec(&self) -> bool {
        let name = self.t.word(1).to_ascii_lowercase();
        let procedure = name.starts_with("sp_")
            || name.starts_with("xp_")
            || name.starts_with('@')
            || name == "immediate"
            || self.t.raw(1).contains("_");
        let dynamic = self.t.sign(1) == "("
            && (self.t.kind(2) == Some(Kind::Text) || self.t.word(2).starts_with('@'));
        if dynamic {
            return self.caps || !self.t.touches(1);
        }
        (procedure && !self.title)
            || (self.sure()
                && self.named(1)
                && (self.evidence() > 0 || (self.alone() && self.caps)))
    }

    fn show(&self) -> bool {
        let what = self.t.any(
            1,
            &[
                "tables",
                "databases",
                "columns",
                "schemas",
                "index",
                "indexes",
                "keys",
                "create",
                "grants",
                "variables",
                "status",
                "processlist",
                "views",
                "triggers",
                "functions",
                "warehouses",
                "engines",
                "full",
                "global",
                "session",
                "search_path",
                "fields",
                "catalogs",
                "objects",
                "roles",
            ],
        );
        (what && (self.sure() || self.alone()))
            || (self.caps && self.code() && self.t.names(1) && self.t.len() < 4 && self.ended)
    }

    /// Two or three words, so that only the place can tell.
    fn short(&self) -> bool {
        let ends = self.after_name(1) >= self.t.len() || matches!(self.t.sign(2), "=" | "(");
        self.named(1)
            && ends
            && ((self.sure() && (self.ended || self.alone())) || (self.code() && self.ended))
    }

    fn pair(&self, verb: &str) -> bool {
        PAIRS
            .iter()
            .any(|(first, seconds)| *first == verb && self.t.any(1, seconds))
            && self.t.len() > 1
            && (self.sure() || self.alone())
            || (self.caps && self.ended && self.code())
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

/// Verbs that the second word makes sure of.
static PAIRS: &[(&str, &[&str])] = &[
    ("analyze", &["table", "verbose"]),
    ("attach", &["database"]),
    ("backup", &["database", "log", "table"]),
    ("begin", &["transaction", "tran", "work"]),
    ("bulk", &["insert"]),
    ("comment", &["on"]),
    ("commit", &["transaction", "work"]),
    (
        "dbcc",
        &[
            "checkdb",
            "shrinkfile",
            "shrinkdatabase",
            "freeproccache",
            "checkident",
        ],
    ),
    ("detach", &["database"]),
    ("discard", &["all", "plans", "sequences", "temp"]),
    ("export", &["data"]),
    (
        "flush",
        &["privileges", "tables", "logs", "hosts", "status"],
    ),
    ("import", &["foreign"]),
    ("install", &["plugin"]),
    ("load", &["data", "xml"]),
    ("lock", &["table", "tables"]),
    ("optimize", &["table"]),
    ("purge", &["binary", "master"]),
    ("reassign", &["owned"]),
    ("refresh", &["materialized", "table"]),
    (
        "reindex",
        &["table", "index", "database", "schema", "system"],
    ),
    ("rename", &["table", "user", "column"]),
    ("restore", &["database", "log"]),
    ("rollback", &["transaction", "to", "work"]),
    ("security", &["label"]),
    ("start", &["transaction"]),
    ("unlock", &["tables"]),
    ("vacuum", &["full", "analyze", "freeze", "verbose"]),
    ("waitfor", &["delay", "time"]),
];
