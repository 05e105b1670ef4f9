//! The shapes of statements that neither read nor write tables.

use super::kind::after_explain;
use super::shape::{Look, is_sql};
use super::token::Kind;
use super::words::{VERBS, among};

impl Look<'_> {
    pub(super) fn explain(&self) -> bool {
        let inner = self.t.from(after_explain(&self.t));
        inner.len() > 1
            && !inner.word(0).eq_ignore_ascii_case("explain")
            && among(inner.word(0), VERBS)
            && is_sql(inner, self.place, self.ended)
            || (self.caps && self.t.len() == 2 && (self.ended || self.alone()) && self.named(1))
    }

    pub(super) fn set(&self) -> bool {
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

    pub(super) fn call(&self) -> bool {
        let open = self.after_name(1);
        let called = self.t.names(1) && self.t.sign(open) == "(" && self.t.touches(open);
        called
            && self.t.after_close(open) >= self.t.len().min(self.t.after_close(open))
            && (self.caps || (self.ended && self.code()))
    }

    pub(super) fn exec(&self) -> bool {
        let name = self.t.word(1).to_ascii_lowercase();
        let told = self.t.is(0, "exec") || self.sure() || self.alone();
        let procedure = name.starts_with("sp_")
            || name.starts_with("xp_")
            || name.starts_with('@')
            || name == "immediate"
            || (name.contains('_') && told);
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

    pub(super) fn show(&self) -> bool {
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
    pub(super) fn short(&self) -> bool {
        let ends = self.after_name(1) >= self.t.len() || matches!(self.t.sign(2), "=" | "(");
        self.named(1)
            && ends
            && ((self.caps && self.ended)
                || (self.sure() && self.alone())
                || (self.code() && self.ended))
    }

    pub(super) fn pair(&self, verb: &str) -> bool {
        PAIRS
            .iter()
            .any(|(first, seconds)| *first == verb && self.t.any(1, seconds))
            && self.t.len() > 1
            && self.third(verb)
            && (self.caps || (self.ended && !self.title) || self.alone())
            || (self.caps && self.ended && (self.code() || (self.alone() && self.bare(verb))))
    }

    /// Whether the word after a pair that English has too is SQL's.
    fn third(&self, verb: &str) -> bool {
        match verb {
            "import" => self.t.is(2, "schema"),
            "export" => self.t.sign(2) == "(" || self.t.any(2, &["as", "options"]),
            "load" => self.t.any(
                2,
                &[
                    "concurrent",
                    "infile",
                    "inpath",
                    "into",
                    "local",
                    "low_priority",
                    "overwrite",
                ],
            ),
            _ => true,
        }
    }

    /// A verb that little else begins with in capitals, and its one object.
    fn bare(&self, verb: &str) -> bool {
        among(verb, BARE) && (self.t.len() < 4 || self.evidence() > 0 || self.t.sign(1) == "(")
    }

    /// DECLARE of a variable or a cursor.
    pub(super) fn typed(&self) -> bool {
        self.code()
            || self.ended
            || self.evidence() > 0
            || self.has("cursor")
            || self.t.any(
                2,
                &["int", "integer", "text", "date", "bit", "boolean", "bigint"],
            )
    }
}

/// Verbs that stand alone or before one name.
static BARE: &[&str] = &[
    "analyze",
    "attach",
    "checkpoint",
    "cluster",
    "deallocate",
    "detach",
    "discard",
    "listen",
    "notify",
    "optimize",
    "prepare",
    "reindex",
    "reset",
    "rollback",
    "savepoint",
    "vacuum",
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
