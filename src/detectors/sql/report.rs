//! What each rule says of a statement.

use super::judge::Statement;
use super::names::Patterns;
use super::read_only;
use crate::policy::document::SqlLoad;

/// A finding before its place is known in the original.
pub(super) struct Report {
    pub(super) reason: &'static str,
    pub(super) says: String,
    /// A table's name.
    pub(super) kind: Option<String>,
    /// Bytes of the source; the statement when `None`.
    pub(super) place: Option<(usize, usize)>,
}

pub(super) fn table_reports(
    statement: &Statement<'_>,
    patterns: &Patterns,
    allowed: bool,
) -> Vec<Report> {
    let (reason, says) = if allowed {
        (
            "not_allowed_table",
            "the statement touches a table that is not allowed",
        )
    } else {
        (
            "restricted_table",
            "the statement touches a restricted table",
        )
    };
    statement
        .tables
        .iter()
        .filter(|table| patterns.have(table) != allowed)
        .map(|table| Report {
            reason,
            says: says.to_owned(),
            kind: Some(table.written()),
            place: (table.end > table.start).then_some((table.start, table.end)),
        })
        .collect()
}

pub(super) fn write_report(
    statement: &Statement<'_>,
    allowed: &read_only::Allowed,
) -> Option<Report> {
    let tokens = statement.tokens;
    let effect = read_only::effect(&tokens, statement.executable, allowed)?;
    let first = tokens.get(effect.from).filter(|_| effect.to > effect.from);
    let last = effect.to.checked_sub(1).and_then(|last| tokens.get(last));
    Some(Report {
        reason: effect.reason,
        says: effect.says.to_owned(),
        kind: None,
        place: first.zip(last).map(|(first, last)| (first.start, last.end)),
    })
}

pub(super) fn load_reports(statement: &Statement<'_>, settings: &SqlLoad) -> Vec<Report> {
    let tables = statement.load.map_or_else(
        || u32::try_from(statement.tables.len()).unwrap_or(u32::MAX),
        |load| load.tables,
    );
    let load = statement.load.unwrap_or_default();
    let nesting = u32::try_from(load.nesting).unwrap_or(u32::MAX);
    let checks = [
        (
            tables > settings.max_tables,
            "too_many_tables",
            "the statement joins more tables than allowed",
        ),
        (
            load.unbounded > settings.max_unbounded_tables,
            "unbounded",
            "too many tables are read without WHERE, LIMIT or aggregate",
        ),
        (
            nesting > settings.max_nesting,
            "nesting",
            "subqueries are nested more deeply than allowed",
        ),
        (
            load.cartesian && !settings.allow_cartesian,
            "cartesian",
            "tables are combined without a condition",
        ),
        (
            load.recursive && !settings.allow_recursive,
            "recursive",
            "a common table expression is recursive",
        ),
        (
            load.star && !settings.allow_select_star,
            "select_star",
            "all columns are selected",
        ),
        (
            load.leading_wildcard && !settings.allow_leading_wildcard,
            "leading_wildcard",
            "a LIKE pattern begins with a wildcard",
        ),
    ];
    checks
        .into_iter()
        .filter(|(exceeded, ..)| *exceeded)
        .map(|(_, reason, says)| Report {
            reason,
            says: says.to_owned(),
            kind: None,
            place: None,
        })
        .collect()
}
