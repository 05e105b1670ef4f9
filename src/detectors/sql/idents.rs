//! The parser's names as ours.

use sqlparser::ast::{Expr, Ident, ObjectName, ObjectNamePart};

use super::convert::offset;
use super::names::{Part, Table};
use super::words::among;

/// The parts and the place of a name.
pub(super) fn table(name: &ObjectName) -> Option<Table> {
    let ident = |part: &ObjectNamePart| match part {
        ObjectNamePart::Identifier(ident) => Some(ident.clone()),
        ObjectNamePart::Function(function) => Some(function.name.clone()),
    };
    let idents: Vec<Ident> = name.0.iter().filter_map(ident).collect();
    let start = idents.first().and_then(|ident| offset(ident.span.start))?;
    let end = idents.last().and_then(|ident| offset(ident.span.end))?;
    let parts = idents
        .into_iter()
        .map(|ident| Part {
            quoted: ident.quote_style.is_some(),
            value: ident.value,
        })
        .collect();
    Some(Table {
        parts: Table::split_backticks(parts),
        start,
        end,
    })
}

/// The table that SELECT INTO creates.
pub(super) fn into_table(target: &Expr) -> Option<Table> {
    let parts = match target {
        Expr::Identifier(name) => vec![name.clone()],
        Expr::CompoundIdentifier(names) => names.clone(),
        _ => return None,
    };
    let parts = parts.into_iter().map(ObjectNamePart::Identifier).collect();
    table(&ObjectName(parts)).filter(|table| {
        let name = table.written();
        !name.starts_with('@') && !among(&name, &["outfile", "dumpfile"])
    })
}

/// Whether two names of one part mean the same; a quoted one only by its letters.
pub(super) fn same(one: &Ident, other: &Ident) -> bool {
    let bare = one.quote_style.is_none() && other.quote_style.is_none();
    one.value == other.value || (bare && one.value.eq_ignore_ascii_case(&other.value))
}
