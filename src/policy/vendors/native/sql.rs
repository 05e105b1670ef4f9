//! The settings of the four SQL detectors.

use crate::policy::document::{Check, SqlLoad, SqlReadOnly, SqlTables};
use crate::policy::fields::{Fields, Sink};
use crate::policy::lists::ListOf;
use crate::policy::vendors::ValidateOptions;
use crate::policy::words::{Dialect, Unparsable};

pub(super) fn read(
    detector: &str,
    fields: &mut Fields<'_>,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Check> {
    match detector {
        "sql.restricted_tables" => tables(fields, options, sink).map(Check::SqlRestrictedTables),
        "sql.allowed_tables" => tables(fields, options, sink).map(Check::SqlAllowedTables),
        "sql.read_only" => read_only(fields, options, sink).map(Check::SqlReadOnly),
        _ => Some(Check::SqlLoad(load(fields, sink))),
    }
}

fn tables(
    fields: &mut Fields<'_>,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<SqlTables> {
    let tables = fields
        .require("tables", &[], sink)
        .and_then(|field| field.distinct_texts(ListOf::some(options.limits.keywords), sink));
    let dialect = dialect(fields, sink);
    let unparsable = unparsable(Unparsable::Violate, fields, sink);
    let case_sensitive = fields.flag("caseSensitive", &[], false, sink);
    let schema = fields
        .get("defaultSchema", &[], sink)
        .map_or(Some("public"), |field| field.filled(sink));
    Some(SqlTables {
        tables: tables?,
        dialect,
        unparsable,
        case_sensitive,
        default_schema: schema?.to_owned(),
    })
}

fn read_only(
    fields: &mut Fields<'_>,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<SqlReadOnly> {
    let allow_metadata = fields.flag("allowMetadata", &[], false, sink);
    let allow_functions = fields.get("allowFunctions", &[], sink).map_or_else(
        || Some(Vec::new()),
        |field| field.distinct_texts(ListOf::any(options.limits.keywords), sink),
    );
    let dialect = dialect(fields, sink);
    let unparsable = unparsable(Unparsable::Violate, fields, sink);
    Some(SqlReadOnly {
        allow_metadata,
        allow_functions: allow_functions?,
        dialect,
        unparsable,
    })
}

fn load(fields: &mut Fields<'_>, sink: &mut Sink) -> SqlLoad {
    let default = SqlLoad::default();
    let mut count = |key, min, otherwise| {
        let value = fields
            .get(key, &[], sink)
            .and_then(|field| field.integer(min, i64::from(u32::MAX), sink));
        value
            .and_then(|value| u32::try_from(value).ok())
            .unwrap_or(otherwise)
    };
    let max_tables = count("maxTables", 1, default.max_tables);
    let max_unbounded_tables = count("maxUnboundedTables", 0, default.max_unbounded_tables);
    let max_nesting = count("maxNesting", 0, default.max_nesting);
    SqlLoad {
        max_tables,
        max_unbounded_tables,
        max_nesting,
        allow_cartesian: fields.flag("allowCartesian", &[], default.allow_cartesian, sink),
        allow_recursive: fields.flag("allowRecursive", &[], default.allow_recursive, sink),
        allow_select_star: fields.flag("allowSelectStar", &[], default.allow_select_star, sink),
        allow_leading_wildcard: fields.flag(
            "allowLeadingWildcard",
            &[],
            default.allow_leading_wildcard,
            sink,
        ),
        dialect: dialect(fields, sink),
        unparsable: unparsable(default.unparsable, fields, sink),
    }
}

fn dialect(fields: &mut Fields<'_>, sink: &mut Sink) -> Dialect {
    let word = fields
        .get("dialect", &[], sink)
        .and_then(|field| field.word(Dialect::WORDS, sink));
    word.and_then(Dialect::parse).unwrap_or_default()
}

fn unparsable(default: Unparsable, fields: &mut Fields<'_>, sink: &mut Sink) -> Unparsable {
    let word = fields
        .get("unparsable", &[], sink)
        .and_then(|field| field.word(Unparsable::WORDS, sink));
    word.and_then(Unparsable::parse).unwrap_or(default)
}
