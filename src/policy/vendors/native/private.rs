//! The settings of `pii` and `secret`.

use crate::detectors::pii::REGIONS;
use crate::detectors::secret;
use crate::policy::diagnostic::{Code, Diagnostic, Severity};
use crate::policy::document::{Pii, Secret, default_regions};
use crate::policy::fields::{Field, Fields, Sink, shown};
use crate::policy::lists::{ListOf, MAX_WORDS};
use crate::policy::pii_names::{PII_TYPES, PiiType};

/// The word for every type.
const ALL: &str = "all";

pub(super) fn pii(fields: &mut Fields<'_>, sink: &mut Sink) -> Option<Pii> {
    let types = fields.require("types", &[], sink).and_then(|field| {
        field.distinct(ListOf::some(MAX_WORDS), sink, |item, sink| {
            let word = item.filled(sink)?;
            let name = if word == ALL {
                Some(ALL)
            } else {
                PiiType::native(word).map(|kind| kind.name)
            };
            let Some(name) = name else {
                let message = format!(
                    "`{word}` is not a known type of personal data; see the accepted names"
                );
                let accepted = PII_TYPES.iter().map(|kind| kind.name).chain([ALL]);
                let unknown = Diagnostic::new(Code::UnknownPiiType, &item.path, message);
                sink.push(unknown.accepting(accepted).severe(Severity::Error));
                return None;
            };
            Some((name.to_owned(), name.to_owned()))
        })
    });
    let regions = fields.get("regions", &[], sink).map_or_else(
        || Some(default_regions()),
        |field| field.distinct_words(&REGIONS, sink),
    );
    let context = fields.flag("context", &[], true, sink);
    Some(Pii {
        types: types?,
        regions: regions?,
        context,
    })
}

pub(super) fn secret(fields: &mut Fields<'_>, sink: &mut Sink) -> Option<Secret> {
    let default = Secret::default();
    let types = fields.get("types", &[], sink).map_or_else(
        || Some(default.types),
        |field| formats(&field, ListOf::some(MAX_WORDS), sink),
    );
    let exclude = fields.get("exclude", &[], sink).map_or_else(
        || Some(default.exclude),
        |field| formats(&field, ListOf::any(MAX_WORDS), sink),
    );
    let generic = fields.flag("generic", &[], default.generic, sink);
    let mask = fields.flag("mask", &[], default.mask, sink);
    Some(Secret {
        types: types?,
        exclude: exclude?,
        generic,
        mask,
    })
}

/// Names of secret formats.
fn formats(field: &Field<'_>, list: ListOf, sink: &mut Sink) -> Option<Vec<String>> {
    field.distinct(list, sink, |item, sink| {
        let word = item.filled(sink)?;
        if word != ALL && !secret::NAMES.contains(&word) {
            let message = format!(
                "`{}` is not a secret format; `{ALL}` names them all",
                shown(word)
            );
            let accepted = std::iter::once(ALL).chain(secret::NAMES.iter().copied());
            sink.push(Diagnostic::new(Code::UnknownValue, &item.path, message).accepting(accepted));
            return None;
        }
        Some((word.to_owned(), word.to_owned()))
    })
}
