//! `exceptions`: values that are never a finding.

use super::patterns;
use crate::detectors::{self, pattern::PatternKind};
use crate::policy::diagnostic::{Code, Diagnostic};
use crate::policy::document::Exception;
use crate::policy::fields::{Field, Fields, Sink, Spelling};
use crate::policy::lists::{ListOf, MAX_WORDS};
use crate::policy::pii_names::PII_TYPES;
use crate::policy::vendors::ValidateOptions;

/// The detector that no exception applies to.
const NEVER: &str = "test_string";

pub(super) fn read(
    field: &Field<'_>,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Vec<Exception> {
    let list = ListOf::any(options.limits.rules);
    let Some(items) = field.items_of(list, sink).and_then(|_| field.items(sink)) else {
        return Vec::new();
    };
    let entries = items.iter().filter_map(|item| entry(item, options, sink));
    entries.collect()
}

fn entry(field: &Field<'_>, options: &ValidateOptions, sink: &mut Sink) -> Option<Exception> {
    let mut fields = field.fields(Spelling::Exact, sink).map(Fields::closed)?;
    let detectors = fields.require("detectors", &[], sink).and_then(|field| {
        field.distinct(ListOf::some(MAX_WORDS), sink, |item, sink| {
            let name = known(item, sink)?;
            Some((name.clone(), name))
        })
    });
    let any = ListOf::any(options.limits.keywords);
    let values = fields.get("values", &[], sink);
    let patterns = fields.get("patterns", &[], sink);
    fields.finish(sink);
    if values.is_none() && patterns.is_none() {
        let message = "this entry has neither `values` nor `patterns`, so nothing is an exception";
        sink.note(Code::ChecksNothing, &field.path, message);
    }
    let values = values.map_or_else(|| Some(Vec::new()), |list| list.distinct_texts(any, sink));
    let patterns = patterns.map_or_else(
        || Some(Vec::new()),
        |list| {
            list.distinct(any, sink, |item, sink| {
                let source = patterns::read(item, PatternKind::Regex, options, sink)?;
                Some((source.clone(), source))
            })
        },
    );
    Some(Exception {
        detectors: detectors?,
        values: values?,
        patterns: patterns?,
    })
}

/// A detector id, or a beginning of some with `*`.
fn known(field: &Field<'_>, sink: &mut Sink) -> Option<String> {
    let name = field.filled(sink)?;
    if name == NEVER {
        let message = format!("an exception never applies to `{NEVER}`");
        sink.note(Code::ActionNotApplicable, &field.path, message);
        return None;
    }
    let fits = match name.strip_suffix('*') {
        Some(prefix) => ids().any(|id| id.starts_with(prefix)) || is_secret(prefix),
        None => ids().any(|id| id == name) || is_secret(name),
    };
    if !fits {
        let accepted = ids()
            .filter(|id| id != NEVER)
            .chain(["secret.*".to_owned(), "*".to_owned()]);
        let message = format!("`{name}` is not a detector; see the accepted ids");
        sink.push(Diagnostic::new(Code::UnknownValue, &field.path, message).accepting(accepted));
        return None;
    }
    Some(name.to_owned())
}

/// The formats of secrets are rows of their detector's own table.
fn is_secret(name: &str) -> bool {
    name.strip_prefix("secret.").is_some_and(|format| {
        format
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
    })
}

/// Every id that a finding may carry, but the formats of secrets.
fn ids() -> impl Iterator<Item = String> {
    let registry = detectors::ALL.iter().map(|spec| spec.id.to_owned());
    registry.chain(PII_TYPES.iter().map(|kind| format!("pii.{}", kind.name)))
}
