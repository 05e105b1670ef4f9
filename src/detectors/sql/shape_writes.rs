//! The shapes of statements that write.

use super::shape::Look;
use super::token::Kind;
use super::words::{OBJECT_PREFIXES, OBJECTS};

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
        if filled {
            return self.sure() || self.evidence() > 0 || self.alone();
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

    pub(super) fn object(&self, verb: &str) -> bool {
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

    pub(super) fn truncate(&self) -> bool {
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

    pub(super) fn grant(&self, verb: &str) -> bool {
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

    pub(super) fn copy(&self) -> bool {
        if self.t.is(1, "into") {
            return self.has("from");
        }
        let Some(at) = self.find("from").or_else(|| self.find("to")) else {
            return false;
        };
        self.t.kind(at + 1) == Some(Kind::Text)
            || self.t.any(at + 1, &["stdin", "stdout", "program"])
    }
}
