//! Whether the tables of a FROM hang together.

use sqlparser::ast::{
    BinaryOperator, Expr, Join, JoinConstraint, JoinOperator, ObjectNamePart, Select, TableFactor,
};

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
            (Some(Column::Of(one)), Some(Column::Of(other))) => {
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
            // Either side of OR may tie them, and is taken to.
            Expr::BinaryOp {
                left,
                op: BinaryOperator::And | BinaryOperator::Or,
                right,
            } => todo.extend([left.as_ref(), right.as_ref()]),
            Expr::BinaryOp { left, right, .. } => groups.tie(left, right),
            _ => {}
        }
    }
    groups.apart()
}

/// A column in a comparison.
enum Column<'e> {
    Of(&'e str),
    /// Without its table.
    Bare,
}

/// The column that an operand holds, through casts and function calls too.
fn column(expr: &Expr) -> Option<Column<'_>> {
    match expr {
        Expr::Identifier(name)
            if name.quote_style.is_none()
                || name.quote_style == Some('`')
                || name.quote_style == Some('[') =>
        {
            Some(Column::Bare)
        }
        Expr::CompoundIdentifier(parts) => {
            let table = parts.len().checked_sub(2).and_then(|at| parts.get(at));
            Some(table.map_or(Column::Bare, |table| Column::Of(&table.value)))
        }
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => column(inner),
        Expr::Function(_) => Some(Column::Bare),
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
        Some(JoinConstraint::None) => false,
        Some(JoinConstraint::Using(_) | JoinConstraint::Natural) | None => true,
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
