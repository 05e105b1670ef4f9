//! Names of tables, and the names in a policy that they are compared with.

use crate::policy::document::Dialect;

/// A part of a dotted name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) value: String,
    pub(super) quoted: bool,
}

/// A table as a statement names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// Outermost first.
    pub(super) parts: Vec<Part>,
    /// Bytes of the source that was read.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Table {
    /// The name with a dot between its parts.
    pub(super) fn written(&self) -> String {
        let parts: Vec<&str> = self.parts.iter().map(|part| part.value.as_str()).collect();
        parts.join(".")
    }

    /// A name in backticks may hold its dots inside.
    pub(super) fn split_backticks(parts: Vec<Part>) -> Vec<Part> {
        if !parts
            .iter()
            .any(|part| part.quoted && part.value.contains('.'))
        {
            return parts;
        }
        let split = |part: Part| {
            part.value
                .split('.')
                .map(|value| Part {
                    value: value.to_owned(),
                    quoted: part.quoted,
                })
                .collect::<Vec<_>>()
        };
        parts.into_iter().flat_map(split).collect()
    }
}

/// How names compare.
#[derive(Clone, Debug)]
pub(super) struct Folding {
    pub(super) dialect: Dialect,
    pub(super) case_sensitive: bool,
}

impl Folding {
    fn fold(&self, value: &str, quoted: bool) -> String {
        let exact =
            self.case_sensitive && !matches!(self.dialect, Dialect::Sqlite | Dialect::Mssql);
        match self.dialect {
            _ if !exact => value.to_lowercase(),
            Dialect::Postgres if !quoted => value.to_lowercase(),
            Dialect::Ansi | Dialect::Snowflake if !quoted => value.to_uppercase(),
            _ => value.to_owned(),
        }
    }

    /// A policy's name is the stored name; only where every unquoted name is stored in upper case it is folded too.
    fn fold_pattern(&self, value: &str, quoted: bool) -> String {
        self.fold(value, quoted || self.dialect == Dialect::Postgres)
    }
}

/// A table, or a family of tables, of a policy.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// Folded, outermost first; each may hold `*`.
    parts: Vec<String>,
}

/// The tables of a policy.
#[derive(Clone, Debug)]
pub(super) struct Patterns {
    list: Vec<Pattern>,
    folding: Folding,
    /// Folded: the schemas that a name without one may mean.
    schemas: Vec<String>,
}

impl Patterns {
    pub(super) fn new(tables: &[String], schema: &str, folding: Folding) -> Self {
        let also: &[&str] = match folding.dialect {
            Dialect::Postgres | Dialect::Snowflake => &["pg_catalog"],
            Dialect::Mssql => &["dbo", "sys"],
            Dialect::Sqlite => &["main", "temp"],
            Dialect::Auto => &["pg_catalog", "dbo", "main"],
            _ => &[],
        };
        let schemas = std::iter::once(&schema)
            .chain(also)
            .map(|schema| folding.fold_pattern(schema, false))
            .collect();
        let list = tables
            .iter()
            .map(|table| Pattern {
                parts: split(&crate::text::normalised(table))
                    .iter()
                    .map(|part| folding.fold_pattern(&part.value, part.quoted))
                    .collect(),
            })
            .collect();
        Self {
            list,
            folding,
            schemas,
        }
    }

    /// Whether one of them means this table.
    pub(super) fn have(&self, table: &Table) -> bool {
        let parts: Vec<String> = table
            .parts
            .iter()
            .map(|part| self.folding.fold(&part.value, part.quoted))
            .collect();
        self.list.iter().any(|pattern| self.means(pattern, &parts))
    }

    fn means(&self, pattern: &Pattern, table: &[String]) -> bool {
        let mut wanted = pattern.parts.iter().rev();
        let mut given = table.iter().rev();
        let (Some(name), Some(found)) = (wanted.next(), given.next()) else {
            return false;
        };
        if !glob(name, found) {
            return false;
        }
        match (wanted.next(), given.next()) {
            (None, None) => true,
            // Only MySQL and BigQuery have no schema that a bare name stands for.
            (None, Some(schema)) => {
                matches!(self.folding.dialect, Dialect::Mysql | Dialect::Bigquery)
                    || schema.is_empty()
                    || self.schemas.contains(schema)
            }
            (Some(schema), None) => self.schemas.iter().any(|each| glob(schema, each)),
            (Some(schema), Some(found)) => {
                glob(schema, found)
                    && match (wanted.next(), given.next()) {
                        (Some(catalog), Some(found)) => glob(catalog, found),
                        _ => true,
                    }
            }
        }
    }
}

/// A dotted name of a policy; parts may be quoted in any way.
fn split(name: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut value = String::new();
    let mut quoted = false;
    let mut close = None;
    for each in name.trim().chars() {
        match (close, each) {
            (Some(mark), _) if each == mark => close = None,
            (None, '"' | '`') => {
                close = Some(each);
                quoted = true;
            }
            (None, '[') => {
                close = Some(']');
                quoted = true;
            }
            (None, '.') => {
                parts.push(Part {
                    value: std::mem::take(&mut value),
                    quoted: std::mem::take(&mut quoted),
                });
            }
            _ => value.push(each),
        }
    }
    parts.push(Part { value, quoted });
    parts
}

/// `*` stands for any characters.
fn glob(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let Some(last) = pieces.next_back() else {
        return rest.is_empty();
    };
    for piece in pieces {
        let Some(at) = rest.find(piece) else {
            return false;
        };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}
