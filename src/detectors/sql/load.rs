//! What makes a statement expensive.

use sqlparser::ast::{
    BinaryOperator, Expr, GroupByExpr, Ident, Join, JoinConstraint, JoinOperator, ObjectNamePart,
    Query, Select, SelectItem, TableFactor, Value,
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

/// The groups of joined tables of one FROM.
#[derive(Default)]
struct Groups {
    /// The name that columns use, in lower case, and the group.
    items: Vec<(String, usize)>,
}

impl Groups {
    /// Adds a table; false when it is none (a function, a subquery that sees its neighbours).
    fn add(&mut self, factor: &TableFactor) -> bool {
        let name = match factor {
            TableFactor::Table {
                name,
                alias,
                args: None,
                ..
            } => match (alias, name.0.last()) {
                (Some(alias), _) => alias.name.value.clone(),
                (None, Some(ObjectNamePart::Identifier(last))) => last.value.clone(),
                _ => return false,
            },
            TableFactor::Derived {
                lateral: false,
                alias,
                ..
            }
            | TableFactor::NestedJoin { alias, .. } => alias
                .as_ref()
                .map(|alias| alias.name.value.clone())
                .unwrap_or_default(),
            _ => return false,
        };
        let group = self.items.len();
        self.items.push((name.to_lowercase(), group));
        true
    }

    fn group_of(&self, name: &str) -> Option<usize> {
        let name = name.to_lowercase();
        self.items
            .iter()
            .find(|(each, _)| *each == name)
            .map(|(_, group)| *group)
    }

    fn join(&mut self, one: usize, other: usize) {
        for (_, group) in &mut self.items {
            if *group == one {
                *group = other;
            }
        }
    }

    /// Joins what a comparison of two columns ties together; a column without its table may be of any.
    fn tie(&mut self, left: &Expr, right: &Expr) {
        match (column(left), column(right)) {
            (Some(Some(one)), Some(Some(other))) => {
                if let (Some(one), Some(other)) = (self.group_of(one), self.group_of(other)) {
                    self.join(one, other);
                }
            }
            (Some(_), Some(_)) => self.join_all(),
            _ => {}
        }
    }

    fn join_all(&mut self) {
        for (_, group) in &mut self.items {
            *group = 0;
        }
    }

    fn apart(&self) -> bool {
        let first = self.items.first().map(|(_, group)| *group);
        self.items.iter().any(|(_, group)| Some(*group) != first)
    }
}

/// More tables than this in one FROM are too many by any limit, so how they hang together is not asked.
const TABLES: usize = 64;

/// Whether some tables of the FROM are not tied to the others.
pub(super) fn is_cartesian(select: &Select) -> bool {
    let mut groups = Groups::default();
    let count = select
        .from
        .iter()
        .map(|item| 1 + item.joins.len())
        .sum::<usize>();
    if !(2..=TABLES).contains(&count) {
        return false;
    }
    for item in &select.from {
        groups.add(&item.relation);
        for join in &item.joins {
            if groups.add(&join.relation) && ties(join) {
                let last = groups.items.len() - 1;
                let before = last
                    .checked_sub(1)
                    .and_then(|at| groups.items.get(at))
                    .map_or(last, |(_, group)| *group);
                groups.join(last, before);
            }
        }
    }
    let mut todo: Vec<&Expr> = select.selection.iter().collect();
    let on = select
        .from
        .iter()
        .flat_map(|item| &item.joins)
        .filter_map(condition);
    todo.extend(on);
    while let Some(expr) = todo.pop() {
        match expr {
            Expr::Nested(inner) => todo.push(inner),
            Expr::BinaryOp {
                left,
                op: BinaryOperator::And,
                right,
            } => todo.extend([left.as_ref(), right.as_ref()]),
            // Any alternative may tie them; the cheapest reading is that it does.
            Expr::BinaryOp {
                left,
                op: BinaryOperator::Or,
                right,
            } => todo.extend([left.as_ref(), right.as_ref()]),
            Expr::BinaryOp { left, right, .. } => groups.tie(left, right),
            Expr::Function(_)
            | Expr::Between { .. }
            | Expr::InSubquery { .. }
            | Expr::Exists { .. } => {}
            _ => {}
        }
    }
    groups.apart()
}

/// The table and presence of a column: `Some(None)` for one without a table; through casts and function calls too.
fn column(expr: &Expr) -> Option<Option<&str>> {
    match expr {
        Expr::Identifier(name)
            if name.quote_style.is_none()
                || name.quote_style == Some('`')
                || name.quote_style == Some('[') =>
        {
            Some(None)
        }
        Expr::CompoundIdentifier(parts) => {
            let table = parts.len().checked_sub(2).and_then(|at| parts.get(at));
            Some(table.map(|table| table.value.as_str()))
        }
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => column(inner),
        Expr::Function(_) => Some(None),
        Expr::BinaryOp { left, .. } => column(left),
        _ => None,
    }
}

fn constraint(join: &Join) -> Option<&JoinConstraint> {
    match &join.join_operator {
        JoinOperator::Join(constraint)
        | JoinOperator::Inner(constraint)
        | JoinOperator::Left(constraint)
        | JoinOperator::LeftOuter(constraint)
        | JoinOperator::Right(constraint)
        | JoinOperator::RightOuter(constraint)
        | JoinOperator::FullOuter(constraint)
        | JoinOperator::CrossJoin(constraint)
        | JoinOperator::StraightJoin(constraint) => Some(constraint),
        _ => None,
    }
}

fn condition(join: &Join) -> Option<&Expr> {
    match constraint(join) {
        Some(JoinConstraint::On(expr)) => Some(expr),
        _ => None,
    }
}

/// Whether the join has a condition that is more than a constant.
fn ties(join: &Join) -> bool {
    match constraint(join) {
        Some(JoinConstraint::On(expr)) => !is_constant(expr),
        Some(JoinConstraint::Using(_) | JoinConstraint::Natural) => true,
        Some(JoinConstraint::None) => false,
        None => true,
    }
}

/// `ON TRUE`, `ON 1 = 1`.
fn is_constant(expr: &Expr) -> bool {
    match expr {
        Expr::Value(_) => true,
        Expr::Nested(inner) => is_constant(inner),
        Expr::BinaryOp { left, right, .. } => is_constant(left) && is_constant(right),
        _ => false,
    }
}
