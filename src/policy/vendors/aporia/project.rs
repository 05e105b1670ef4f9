//! `{project_ids, policies}`, the body of `PUT /api/v1/policies/`, and a project as the vendor gives it back.

use std::collections::BTreeMap;

use serde_json::json;

use super::entry::{self, Project};
use crate::policy::Document;
use crate::policy::diagnostic::Code;
use crate::policy::fields::{Field, Fields, Sink, Spelling};
use crate::policy::lists::ListOf;
use crate::policy::reader::{Node, pointer};
use crate::policy::vendors::{Draft, ValidateOptions};
use crate::policy::words::{FailureAction, FailureActions, FailureMode};

/// The vendor's masking writes `<EMAIL>`, not `<EMAIL_ADDRESS>`.
const PLACEHOLDER: &str = "<{tag}>";

/// What only the read shape of a project says.
#[derive(Default)]
struct Shape {
    name: Option<String>,
    off: bool,
    extractions: Vec<String>,
}

/// Reads the payload.
pub(in crate::policy::vendors) fn payload(
    root: &Node,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Draft> {
    let mut fields = Fields::open(root, "", Spelling::Exact, sink)?;
    let stored = root.get("project_ids").is_none() && root.get("id").is_some();
    let (ids, shape) = if stored {
        shape(&mut fields, sink)
    } else {
        let ids = fields.require("project_ids", &[], sink);
        (
            ids.and_then(|field| project_ids(&field, options, sink)),
            Shape::default(),
        )
    };
    let policies = fields.require("policies", &[], sink);
    fields.finish(sink);
    let mut project = Project {
        options,
        extractions: [options.extractions.as_slice(), &shape.extractions].concat(),
        counts: BTreeMap::new(),
        definitions: BTreeMap::new(),
    };
    let mut draft = Draft {
        document: Document::new(shape.name.unwrap_or_else(|| "Aporia policies".into())),
        origins: Vec::new(),
        vendor: serde_json::Value::Null,
    };
    draft.document.placeholder = Some(PLACEHOLDER.into());
    let stored = entries(&policies?, &mut project, &mut draft, sink)?;
    if shape.off {
        draft
            .document
            .rules
            .iter_mut()
            .for_each(|rule| rule.enabled = false);
    }
    draft.vendor = json!({ "project_ids": ids?, "policies": stored });
    Some(draft)
}

/// Reads the policies into the draft; gives them back as the success document has them.
fn entries(
    field: &Field<'_>,
    project: &mut Project<'_>,
    draft: &mut Draft,
    sink: &mut Sink,
) -> Option<Vec<serde_json::Value>> {
    let items = field.items_of(ListOf::some(project.options.limits.rules), sink)?;
    let mut stored = Vec::with_capacity(items.len());
    for (index, node) in items.iter().enumerate() {
        if sink.is_full() {
            return None;
        }
        let path = pointer(&field.path, &index.to_string());
        let Some(entry) = entry::read(&Field { node, path }, project, sink) else {
            continue;
        };
        if entry.needs_context {
            draft.document.failure_mode = FailureMode::PerReason(FailureActions {
                needs_context: Some(FailureAction::Block),
                ..FailureActions::default()
            });
        }
        draft
            .origins
            .extend(entry.rules.iter().map(|_| entry.origin.clone()));
        draft.document.rules.extend(entry.rules);
        stored.push(entry.json);
    }
    Some(stored)
}

fn project_ids(
    field: &Field<'_>,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Vec<String>> {
    field.distinct(ListOf::some(options.limits.keywords), sink, |item, sink| {
        let id = entry::uuid(item, sink)?;
        Some((id.to_ascii_lowercase(), id))
    })
}

/// A project as `GET` answers it. Its looks are no concern of the policies.
fn shape(fields: &mut Fields<'_>, sink: &mut Sink) -> (Option<Vec<String>>, Shape) {
    let id = fields.require("id", &[], sink);
    let id = id.and_then(|field| entry::uuid(&field, sink));
    let name = fields.text("name", sink).map(str::to_owned);
    for key in ["description", "icon", "color", "organization_id"] {
        fields.get(key, &[], sink);
    }
    let off = !fields.flag("is_active", &[], true, sink);
    let mut extractions = Vec::new();
    if let Some(list) = fields.get("project_extractions", &[], sink) {
        for item in list.items(sink).unwrap_or_default() {
            if let Some(descriptor) = item.node.get("descriptor").and_then(Node::text) {
                extractions.push(descriptor.to_owned());
            } else {
                sink.note(
                    Code::MissingKey,
                    &item.path,
                    "the key `descriptor` is required",
                );
            }
        }
    }
    let name = name.filter(|name| !name.trim().is_empty());
    let shape = Shape {
        name,
        off,
        extractions,
    };
    (id.map(|id| vec![id]), shape)
}
