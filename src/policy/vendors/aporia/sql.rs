//! The `condition` of the four SQL types.

use super::condition::Part;
use crate::policy::ValidateOptions;
use crate::policy::diagnostic::{Code, Diagnostic, Severity};
use crate::policy::document::{Check, Dialect, SqlLoad, SqlReadOnly, SqlTables, Unparsable};
use crate::policy::fields::{Fields, Sink};
use crate::policy::lists::ListOf;

pub(super) fn restricted(
    fields: &mut Fields<'_>,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Vec<Part>> {
    let aliases = [
        "restricted_tables",
        "table_names",
        "blocked_tables",
        "denied_tables",
        "sensitive_tables",
    ];
    let settings = tables(&aliases, fields, options, sink)?;
    Some(vec![Part::new(Check::SqlRestrictedTables(settings), None)])
}

pub(super) fn allowed(
    fields: &mut Fields<'_>,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Vec<Part>> {
    let aliases = ["allowed_tables", "table_names", "whitelisted_tables"];
    let settings = tables(&aliases, fields, options, sink)?;
    Some(vec![Part::new(Check::SqlAllowedTables(settings), None)])
}

fn tables(
    aliases: &[&'static str],
    fields: &mut Fields<'_>,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<SqlTables> {
    let tables = fields
        .require("tables", aliases, sink)
        .and_then(|field| field.distinct_texts(ListOf::some(options.limits.keywords), sink));
    let dialect = dialect(fields, sink);
    let unparsable = unparsable(Unparsable::Violate, fields, sink);
    let case_sensitive = fields.flag("case_sensitive", &[], false, sink);
    let schema = fields
        .get("default_schema", &[], sink)
        .map_or(Some("public"), |field| field.filled(sink));
    Some(SqlTables {
        tables: tables?,
        dialect,
        unparsable,
        case_sensitive,
        default_schema: schema?.to_owned(),
    })
}

pub(super) fn read_only(
    fields: &mut Fields<'_>,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Vec<Part>> {
    let allow_metadata = fields.flag("allow_metadata", &["allow_explain"], false, sink);
    let allow_functions = fields
        .get("allow_functions", &["allowed_functions"], sink)
        .map_or_else(
            || Some(Vec::new()),
            |field| field.distinct_texts(ListOf::any(options.limits.keywords), sink),
        );
    let settings = SqlReadOnly {
        allow_metadata,
        allow_functions: allow_functions?,
        dialect: dialect(fields, sink),
        unparsable: unparsable(Unparsable::Violate, fields, sink),
    };
    Some(vec![Part::new(Check::SqlReadOnly(settings), None)])
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature of every reader in the catalog"
)]
pub(super) fn load(
    fields: &mut Fields<'_>,
    _options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Vec<Part>> {
    let default = SqlLoad::default();
    let nesting = ["max_depth", "max_subqueries"];
    let settings = SqlLoad {
        max_tables: max_tables(fields, sink).unwrap_or(default.max_tables),
        max_unbounded_tables: count("max_unbounded_tables", &[], 0, fields, sink)
            .unwrap_or(default.max_unbounded_tables),
        max_nesting: count("max_nesting", &nesting, 0, fields, sink).unwrap_or(default.max_nesting),
        allow_cartesian: fields.flag("allow_cartesian", &["allow_cross_join"], false, sink),
        allow_recursive: fields.flag("allow_recursive", &[], false, sink),
        allow_select_star: fields.flag("allow_select_star", &[], true, sink),
        allow_leading_wildcard: fields.flag("allow_leading_wildcard", &[], true, sink),
        dialect: dialect(fields, sink),
        unparsable: unparsable(Unparsable::Ignore, fields, sink),
    };
    Some(vec![Part::new(Check::SqlLoad(settings), None)])
}

/// `max_joins` n is `max_tables` n + 1.
fn max_tables(fields: &mut Fields<'_>, sink: &mut Sink) -> Option<u32> {
    let tables = count("max_tables", &[], 1, fields, sink);
    let Some(joins) = fields.get("max_joins", &[], sink) else {
        return tables;
    };
    if tables.is_some() {
        let message = "`max_joins` says the same as `max_tables`; give one of them";
        let twice = Diagnostic::new(Code::DuplicateKey, &joins.path, message);
        sink.push(twice.severe(Severity::Error));
    }
    let joins = joins.integer(0, i64::MAX, sink)?;
    Some(u32::try_from(joins.saturating_add(1)).unwrap_or(u32::MAX))
}

/// A whole number; one beyond the type is no limit.
fn count(
    key: &'static str,
    aliases: &[&'static str],
    min: i64,
    fields: &mut Fields<'_>,
    sink: &mut Sink,
) -> Option<u32> {
    let value = fields
        .get(key, aliases, sink)?
        .integer(min, i64::MAX, sink)?;
    Some(u32::try_from(value).unwrap_or(u32::MAX))
}

fn dialect(fields: &mut Fields<'_>, sink: &mut Sink) -> Dialect {
    let word = fields
        .get("dialect", &["sql_dialect"], sink)
        .and_then(|field| field.word(Dialect::WORDS, sink));
    word.and_then(Dialect::parse).unwrap_or_default()
}

fn unparsable(default: Unparsable, fields: &mut Fields<'_>, sink: &mut Sink) -> Unparsable {
    let word = fields
        .get("unparsable", &["on_parse_error"], sink)
        .and_then(|field| field.word(Unparsable::WORDS, sink));
    word.and_then(Unparsable::parse).unwrap_or(default)
}
