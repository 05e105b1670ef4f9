//! The tables of a parsed statement, and what its load is judged by.

use std::ops::ControlFlow;

use sqlparser::ast::{
    Delete, Expr, FromTable, Ident, ObjectName, ObjectNamePart, Query, Select, SetExpr, Statement,
    TableFactor, TableObject, TableWithJoins, Update, UpdateTableFromKind, Visit, Visitor,
};

use super::cartesian::is_cartesian;
use super::idents::{into_table, same, table};
use super::load::{self, Load};
use super::names::{Part, Table};

/// What a statement touches.
#[derive(Debug, Default)]
pub(super) struct Touched {
    pub(super) tables: Vec<Table>,
    pub(super) load: Load,
}

/// Reads the tree once.
pub(super) fn touched(statement: &Statement) -> Touched {
    let mut walk = Walk::default();
    let _ = statement.visit(&mut walk);
    Touched {
        tables: walk.tables,
        load: walk.load,
    }
}

/// The address of a node: what tells one node from another of the same content.
fn address<T>(node: &T) -> usize {
    std::ptr::from_ref(node).addr()
}

/// A query that is being walked.
#[derive(Debug, Default)]
struct Frame {
    /// How many common table expressions could be seen before it.
    seen: usize,
    /// Those of its own that are not yet walked: address and name.
    pending: Vec<(usize, Ident)>,
    limited: bool,
}

/// A SELECT that is being walked.
#[derive(Debug, Default)]
struct Reads {
    tables: u32,
    bounded: bool,
}

#[derive(Debug, Default)]
struct Walk {
    tables: Vec<Table>,
    load: Load,
    frames: Vec<Frame>,
    selects: Vec<Reads>,
    /// Common table expressions that can be seen here.
    visible: Vec<Ident>,
    /// Names that are no tables: functions, aliases.
    skipped: Vec<usize>,
    /// Names that are written to: never a common table expression.
    targets: Vec<usize>,
}

impl Walk {
    fn is_cte(&self, name: &ObjectName) -> bool {
        let [ObjectNamePart::Identifier(name)] = name.0.as_slice() else {
            return false;
        };
        self.visible.iter().any(|cte| same(cte, name))
    }

    fn add(&mut self, found: Table) {
        self.load.tables += 1;
        if let Some(select) = self.selects.last_mut() {
            select.tables += 1;
        }
        self.tables.push(found);
    }

    fn target_of(&mut self, factor: &TableFactor) {
        if let TableFactor::Table { name, .. } = factor {
            self.targets.push(address(name));
        }
    }

    fn update(&mut self, update: &Update) {
        let from = match &update.from {
            Some(UpdateTableFromKind::BeforeSet(from) | UpdateTableFromKind::AfterSet(from)) => {
                from.as_slice()
            }
            None => &[],
        };
        let TableFactor::Table { name, .. } = &update.table.relation else {
            return;
        };
        if from.iter().any(|item| has_alias(item, name)) {
            self.skipped.push(address(name));
        } else {
            self.targets.push(address(name));
        }
    }

    fn delete(&mut self, delete: &Delete) {
        let (FromTable::WithFromKeyword(from) | FromTable::WithoutKeyword(from)) = &delete.from;
        let elsewhere = delete.using.as_deref().unwrap_or_default();
        for item in from {
            match &item.relation {
                TableFactor::Table { name, .. }
                    if elsewhere.iter().any(|item| has_alias(item, name)) =>
                {
                    self.skipped.push(address(name));
                }
                factor => self.target_of(factor),
            }
        }
    }

    fn names_cte(&self, own: &[&Ident], bare: &sqlparser::ast::Table) -> bool {
        let name = bare.table_name.as_deref().map(Ident::new);
        name.is_some_and(|name| {
            let mut ctes = own.iter().copied().chain(&self.visible);
            ctes.any(|cte| same(cte, &name))
        })
    }

    /// `TABLE users` holds its name as a string, without a place.
    fn bare_tables(&mut self, query: &Query) {
        let own = query.with.iter().flat_map(|with| &with.cte_tables);
        let own: Vec<&Ident> = own.map(|cte| &cte.alias.name).collect();
        let mut todo = vec![query.body.as_ref()];
        while let Some(body) = todo.pop() {
            match body {
                SetExpr::SetOperation { left, right, .. } => {
                    todo.extend([left.as_ref(), right.as_ref()]);
                }
                SetExpr::Table(bare)
                    if bare.schema_name.is_none() && self.names_cte(&own, bare) => {}
                SetExpr::Table(bare) => {
                    let parts = [&bare.schema_name, &bare.table_name];
                    let parts = parts.into_iter().flatten().map(|value| Part {
                        value: value.clone(),
                        quoted: false,
                    });
                    self.add(Table {
                        parts: parts.collect(),
                        start: 0,
                        end: 0,
                    });
                }
                _ => {}
            }
        }
    }
}

/// Whether a factor of the item has this name as its alias.
fn has_alias(item: &TableWithJoins, name: &ObjectName) -> bool {
    let [ObjectNamePart::Identifier(name)] = name.0.as_slice() else {
        return false;
    };
    std::iter::once(&item.relation)
        .chain(item.joins.iter().map(|join| &join.relation))
        .any(|factor| load::alias_of(factor).is_some_and(|alias| same(alias, name)))
}

impl Visitor for Walk {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let mut frame = Frame {
            seen: self.visible.len(),
            pending: Vec::new(),
            limited: load::is_limited(query),
        };
        if let Some(with) = &query.with {
            let names = with.cte_tables.iter().map(|cte| &cte.alias.name);
            if with.recursive {
                self.load.recursive = true;
                self.visible.extend(names.cloned());
            } else {
                let addresses = with.cte_tables.iter().map(|cte| address(&*cte.query));
                frame.pending = addresses.zip(names.cloned()).collect();
            }
        }
        self.frames.push(frame);
        self.load.nesting = self.load.nesting.max(self.frames.len() - 1);
        self.bare_tables(query);
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        if let Some(frame) = self.frames.pop() {
            self.visible.truncate(frame.seen);
        }
        let here = address(query);
        let own = self.frames.last_mut().and_then(|frame| {
            frame
                .pending
                .iter()
                .position(|(at, _)| *at == here)
                .map(|at| frame.pending.swap_remove(at))
        });
        self.visible.extend(own.map(|(_, name)| name));
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        let limited = self.frames.last().is_some_and(|frame| frame.limited);
        self.selects.push(Reads {
            tables: 0,
            bounded: limited || load::is_bounded(select),
        });
        self.load.cartesian |= is_cartesian(select);
        self.load.star |= load::has_star(select);
        let targets = select.into.iter().flat_map(|into| &into.targets);
        self.tables.extend(targets.filter_map(into_table));
        ControlFlow::Continue(())
    }

    fn post_visit_select(&mut self, _: &Select) -> ControlFlow<()> {
        if let Some(select) = self.selects.pop()
            && !select.bounded
        {
            self.load.unbounded += select.tables;
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        if let TableFactor::Table {
            name,
            args: Some(_),
            ..
        } = factor
        {
            self.skipped.push(address(name));
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, name: &ObjectName) -> ControlFlow<()> {
        let here = address(name);
        let target = self.targets.contains(&here);
        if !self.skipped.contains(&here)
            && (target || !self.is_cte(name))
            && let Some(found) = table(name)
        {
            self.add(found);
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        match statement {
            Statement::Insert(insert) => {
                if let TableObject::TableName(name) = &insert.table {
                    self.targets.push(address(name));
                }
            }
            Statement::Update(update) => self.update(update),
            Statement::Delete(delete) => self.delete(delete),
            Statement::Merge(merge) => self.target_of(&merge.table),
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        if load::is_aggregate(expr)
            && let Some(select) = self.selects.last_mut()
        {
            select.bounded = true;
        }
        self.load.leading_wildcard |= load::leads_with_wildcard(expr);
        ControlFlow::Continue(())
    }
}
