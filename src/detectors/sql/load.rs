//! What makes a statement expensive.

use sqlparser::ast::{
    Expr, GroupByExpr, Ident, ObjectNamePart, Query, Select, SelectItem, TableFactor, Value,
};

use super::words::among;

/// What the load of a statement is judged by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one per switch of the settings"
)]
pub(super) struct Load {
    pub(super) tables: u32,
    /// Tables read without WHERE, LIMIT or aggregate.
    pub(super) unbounded: u32,
    /// Depth of subqueries.
    pub(super) nesting: usize,
    pub(super) cartesian: bool,
    pub(super) recursive: bool,
    pub(super) star: bool,
    pub(super) leading_wildcard: bool,
}

static AGGREGATES: &[&str] = &[
    "any_value",
    "approx_count_distinct",
    "array_agg",
    "avg",
    "bit_and",
    "bit_or",
    "bool_and",
    "bool_or",
    "corr",
    "count",
    "count_big",
    "countif",
    "every",
    "group_concat",
    "json_agg",
    "json_object_agg",
    "jsonb_agg",
    "listagg",
    "max",
    "median",
    "min",
    "mode",
    "percentile_cont",
    "percentile_disc",
    "stddev",
    "stddev_pop",
    "stddev_samp",
    "string_agg",
    "sum",
    "total",
    "var_pop",
    "var_samp",
    "variance",
    "xmlagg",
];

/// Whether the query as a whole stops after some rows.
pub(super) fn is_limited(query: &Query) -> bool {
    query.limit_clause.is_some() || query.fetch.is_some()
}

/// Whether the SELECT has a condition or is grouped.
pub(super) fn is_bounded(select: &Select) -> bool {
    let grouped = match &select.group_by {
        GroupByExpr::All(_) => true,
        GroupByExpr::Expressions(list, _) => !list.is_empty(),
    };
    grouped
        || select.selection.is_some()
        || select.prewhere.is_some()
        || select.having.is_some()
        || select.qualify.is_some()
        || select.top.is_some()
}

/// Whether it is an aggregate that is not a window function.
pub(super) fn is_aggregate(expr: &Expr) -> bool {
    let Expr::Function(function) = expr else {
        return false;
    };
    let [ObjectNamePart::Identifier(name)] = function.name.0.as_slice() else {
        return false;
    };
    function.over.is_none() && among(&name.value, AGGREGATES)
}

/// `SELECT *` or `SELECT a.*`.
pub(super) fn has_star(select: &Select) -> bool {
    select.projection.iter().any(|item| {
        matches!(
            item,
            SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(..)
        )
    })
}

/// `LIKE '%x'`.
pub(super) fn leads_with_wildcard(expr: &Expr) -> bool {
    let (Expr::Like { pattern, .. }
    | Expr::ILike { pattern, .. }
    | Expr::SimilarTo { pattern, .. }) = expr
    else {
        return false;
    };
    match pattern.as_ref() {
        Expr::Value(value) => match &value.value {
            Value::SingleQuotedString(text)
            | Value::DoubleQuotedString(text)
            | Value::NationalStringLiteral(text)
            | Value::EscapedStringLiteral(text) => text.starts_with('%'),
            _ => false,
        },
        Expr::Identifier(name) => name.quote_style.is_some() && name.value.starts_with('%'),
        _ => false,
    }
}

/// The alias of a table in FROM.
pub(super) fn alias_of(factor: &TableFactor) -> Option<&Ident> {
    match factor {
        TableFactor::Table { alias, .. }
        | TableFactor::Derived { alias, .. }
        | TableFactor::NestedJoin { alias, .. } => alias.as_ref().map(|alias| &alias.name),
        _ => None,
    }
}
