//! The native document, `edgeward.policy`. It is our own language, so an unknown key is an error and keys are exact.

mod exceptions;
mod failure;
mod patterns;
mod private;
mod rule;
mod settings;
mod sql;

use std::collections::BTreeSet;

use super::{Draft, ValidateOptions};
use crate::policy::braces;
use crate::policy::diagnostic::{Code, Diagnostic, Severity};
use crate::policy::fields::{Field, Fields, Sink, Spelling, listed};
use crate::policy::lists::ListOf;
use crate::policy::reader::{Node, pointer};
use crate::policy::words::{Mode, Release};
use crate::policy::{Document, Origin};

const KIND: &str = "edgeward.policy";

/// The version of the language that this release reads.
const VERSION: i64 = 1;

/// What a placeholder may name.
const PLACEHOLDER_NAMES: [&str; 3] = ["type", "tag", "n"];

/// Reads the payload.
pub(super) fn policy(root: &Node, options: &ValidateOptions, sink: &mut Sink) -> Option<Draft> {
    let mut fields = Fields::open(root, "", Spelling::Exact, sink)?.closed();
    let schema = fields.text("$schema", sink).map(str::to_owned);
    if let Some(kind) = fields.require("kind", &[], sink) {
        kind.word(&[KIND], sink);
    }
    if let Some(version) = fields.require("version", &[], sink) {
        known_version(&version, sink);
    }
    let name = fields.require_text("name", sink);
    let mut document = Document::new(name.unwrap_or_default());
    document.schema = schema;
    document.description = fields.text("description", sink).map(str::to_owned);
    document.mode = fields
        .get("mode", &[], sink)
        .and_then(|field| field.word(Mode::WORDS, sink))
        .and_then(Mode::parse)
        .unwrap_or_default();
    if let Some(field) = fields.get("failureMode", &[], sink) {
        document.failure_mode = failure::read(&field, sink);
    }
    document.placeholder = fields
        .get("placeholder", &[], sink)
        .and_then(|field| placeholder(&field, sink));
    document.message = fields.text("message", sink).map(str::to_owned);
    document.release = fields
        .get("release", &[], sink)
        .and_then(|field| field.word(Release::WORDS, sink))
        .and_then(Release::parse);
    if let Some(field) = fields.get("exceptions", &[], sink) {
        document.exceptions = exceptions::read(&field, options, sink);
    }
    let rules = fields.require("rules", &[], sink);
    fields.finish(sink);
    let origins = read_rules(&rules?, options, &mut document, sink)?;
    name?;
    Some(Draft {
        document,
        origins,
        vendor: serde_json::Value::Null,
    })
}

fn known_version(field: &Field<'_>, sink: &mut Sink) {
    let Some(version) = field.integer(i64::MIN, i64::MAX, sink) else {
        return;
    };
    if version != VERSION {
        let message = format!(
            "version {version} of the policy language is not known; this release reads version {VERSION}"
        );
        let unknown = Diagnostic::new(Code::UnknownVersion, &field.path, message);
        sink.push(unknown.accepting([VERSION.to_string()]));
    }
}

/// A template for redactions. A name that it does not know is probably a slip, but may be meant as it stands.
fn placeholder(field: &Field<'_>, sink: &mut Sink) -> Option<String> {
    let text = field.text(sink)?;
    for (name, span) in braces::names(text) {
        if !PLACEHOLDER_NAMES.contains(&name) {
            let message = format!(
                "`{{{name}}}` stays as it stands; a placeholder knows {}",
                listed(&PLACEHOLDER_NAMES)
            );
            let unknown = Diagnostic::new(Code::UnknownPlaceholder, &field.path, message);
            let unknown = unknown.accepting(PLACEHOLDER_NAMES).at(span);
            sink.push(unknown.severe(Severity::Warning));
        }
    }
    Some(text.to_owned())
}

fn read_rules(
    field: &Field<'_>,
    options: &ValidateOptions,
    document: &mut Document,
    sink: &mut Sink,
) -> Option<Vec<Origin>> {
    let items = field.items_of(ListOf::some(options.limits.rules), sink)?;
    let mut ids = BTreeSet::new();
    let mut origins = Vec::with_capacity(items.len());
    for (index, node) in items.iter().enumerate() {
        if sink.is_full() {
            return None;
        }
        let path = pointer(&field.path, &index.to_string());
        let field = Field {
            node,
            path: path.clone(),
        };
        if let Some(rule) = rule::read(&field, options, &mut ids, sink) {
            origins.push(Origin {
                path,
                label: rule.check.detector().to_owned(),
                ..Origin::default()
            });
            document.rules.push(rule);
        }
    }
    Some(origins)
}
