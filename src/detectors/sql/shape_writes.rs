//! The shapes of statements that write.

use super::shape::Look;
use super::token::Kind;
use super::words::{OBJECT_PREFIXES, OBJECTS, VERBS, among};

impl Look<'_> {
    pub(super) fn insert(&self) -> bool {
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
        let listed = self
            .find("values")
            .is_some_and(|at| self.t.sign(at + 1) == "(");
        if filled {
            return self.sure() || self.evidence() > 0 || self.alone() || (listed && !self.title);
        }
        (columns && (self.caps || self.alone()))
            || (after >= self.t.len() && (self.ended || self.alone()))
    }

    pub(super) fn update(&self) -> bool {
        let Some(set) = self.find("set") else {
            return self.code() && self.sure() && self.named(1) && self.evidence() > 0;
        };
        let assigned = (set + 1..set + 8).any(|at| matches!(self.t.sign(at), "=" | "+=" | ":="));
        set > 1
            && (self.named(1) || self.t.any(1, &["only", "or", "top"]))
            && (assigned || self.t.sign(set + 1) == "(")
    }

    pub(super) fn delete(&self) -> bool {
        let Some(from) = self.find("from") else {
            return self.named(1) && self.has("where") && self.evidence() > 0;
        };
        let name = from + 1 + usize::from(self.t.is(from + 1, "only"));
        let several = from > 1;
        if from > 3 || !self.named(name) || (several && !self.named(1) && !self.t.is(1, "top")) {
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
        let aliased = several && self.t.names(after) && after + 1 >= self.t.len();
        // The next statement, or the end of a block, in capitals as well.
        let next = self.t.word(after);
        let followed =
            self.caps && among(next, VERBS) && next.bytes().all(|byte| byte.is_ascii_uppercase());
        let bounded = self.has("where") && self.evidence() > 0;
        // `delete x from list` is Python and English too.
        let alone = self.alone() && !several;
        ((fits || aliased || followed) && (self.sure() || bounded || alone))
            || (self.code() && self.sure())
    }

    /// The place of the word that says what kind of object it is.
    fn object_kind(&self) -> Option<usize> {
        let mut at = 1;
        let mut kind = None;
        loop {
            if self.t.any(at, OBJECTS) {
                kind = Some(at);
                at += 1;
            } else if kind.is_none() && self.t.any(at, OBJECT_PREFIXES) {
                at += 1;
            } else if kind.is_none() && self.t.are(at, &["sql", "security"]) {
                at += 3;
            } else if kind.is_none() && at > 1 && self.t.sign(at) == "=" {
                // `DEFINER = 'root'@'localhost'`
                at += 2;
                while self.t.touches(at) && at < self.t.len() {
                    at += 1;
                }
            } else {
                return kind;
            }
        }
    }

    pub(super) fn object(&self, verb: &str) -> bool {
        let Some(kind) = self.object_kind() else {
            return false;
        };
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
                "sql",
                "to",
            ],
            _ => &[
                "add",
                "as",
                "delete",
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
        let changes = verb == "alter"
            && self.t.any(
                after,
                &["add", "drop", "rename", "alter", "modify", "change"],
            )
            && self.t.any(after + 1, &["column", "constraint", "to"]);
        let evidence = self.evidence() > 0 || self.t.any(kind + 1, &["if"]) || changes;
        let ends = after >= self.t.len();
        if verb == "drop" {
            let whole = self.sure() && (self.code() || self.alone());
            return (fits && (self.sure() || evidence || self.alone())) || whole;
        }
        let complete = !ends || self.ended || self.alone();
        (fits && complete && (self.sure() || evidence || self.code()))
            || (self.code() && self.sure() && !ends)
    }

    pub(super) fn truncate(&self) -> bool {
        let table = self.t.is(1, "table");
        let name = 1 + usize::from(table);
        let name = name + usize::from(self.t.is(name, "only") && self.t.names(name + 1));
        let ends = self.goes_on(
            self.after_name(name),
            &[
                "cascade", "restart", "restrict", "continue", "drop", "reuse",
            ],
        );
        let after = self.after_name(name);
        let touched =
            self.t.sign(name) != "(" && (!self.t.touches(after) || self.t.sign(after) == ",");
        self.named(name)
            && touched
            && ends
            && (self.ended || self.alone() || (self.caps && table) || (self.caps && self.code()))
    }

    pub(super) fn grant(&self, verb: &str) -> bool {
        let to = if verb == "revoke" { "from" } else { "to" };
        let capital = self
            .t
            .word(self.find(to).unwrap_or(0))
            .bytes()
            .all(|byte| byte.is_ascii_uppercase());
        self.t.len() > 3
            && self.has(to)
            && ((self.caps && capital) || (self.privileges() && (self.has("on") || self.ended)))
    }

    /// A list of privileges up to ON or to the receiver, and nothing between them.
    fn privileges(&self) -> bool {
        let mut at = 1;
        let mut any = false;
        while self.t.any(at, PRIVILEGES) || self.t.sign(at) == "," {
            any = true;
            at += 1;
            if self.t.sign(at) == "(" {
                at = self.t.after_close(at);
            }
        }
        any && (self.t.any(at, &["on", "to", "from"]) || self.t.any(1, &["role", "ownership"]))
    }

    pub(super) fn copy(&self) -> bool {
        if self.t.is(1, "into") {
            return self.has("from");
        }
        let Some(at) = self.find("from").or_else(|| self.find("to")) else {
            return false;
        };
        if !self.named(1) && self.t.sign(1) != "(" {
            return false;
        }
        self.t.kind(at + 1) == Some(Kind::Text)
            || self.t.any(at + 1, &["stdin", "stdout", "program"])
    }
}

static PRIVILEGES: &[&str] = &[
    "all",
    "alter",
    "any",
    "connect",
    "control",
    "create",
    "delete",
    "drop",
    "event",
    "execute",
    "grant",
    "index",
    "insert",
    "lock",
    "ownership",
    "privileges",
    "process",
    "references",
    "reload",
    "role",
    "select",
    "show",
    "super",
    "table",
    "tables",
    "temporary",
    "trigger",
    "truncate",
    "update",
    "usage",
    "view",
];
