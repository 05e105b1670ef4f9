//! `pii_detection`: the vendor's types, one rule an action, and the policy's own texts.

use std::collections::BTreeMap;

use super::block::{Block, Elements, elements};
use super::keywords::{Groups, Said, within};
use crate::policy::Check;
use crate::policy::diagnostic::{Code, Diagnostic, Severity};
use crate::policy::document::{Pii, TextEntry, default_regions};
use crate::policy::fields::{Field, Fields, Sink, Spelling, shown};
use crate::policy::lists::entry_key;
use crate::policy::pii_names::{PII_TYPES, PiiType};
use crate::policy::vendors::collected::Collected;
use crate::policy::words::Action;

/// The native names of the types that are blocked and that are redacted, in the order of the payload.
#[derive(Default)]
struct Types {
    blocked: Vec<String>,
    redacted: Vec<String>,
    /// Whether an entry could not be read.
    faulty: bool,
}

impl Types {
    fn is_empty(&self) -> bool {
        !self.faulty && self.blocked.is_empty() && self.redacted.is_empty()
    }
}

pub(super) fn detection(fields: &mut Fields<'_>, rules: &mut Collected<'_>, sink: &mut Sink) {
    let Some(mut block) = Block::open(fields, "pii_detection", sink) else {
        return;
    };
    let types_field = block.fields.get("types", &[], sink);
    let types = types_field
        .as_ref()
        .map(|field| types(field, sink))
        .unwrap_or_default();
    let custom_field = block.fields.get("custom_pii", &[], sink);
    let mut custom = Groups::new(rules.options.limits.keywords);
    if let Some(list) = &custom_field
        && within(list, rules.options.limits.keywords, sink)
    {
        custom_texts(list, &mut custom, sink);
        if block.enabled {
            custom.report_assumed(&list.path, sink);
        }
    }
    let no_custom = custom_field.as_ref().is_none_or(Field::is_empty_list);
    let types_path = types_field.map(|field| field.path);
    // Texts of the policy's own without `types` are a choice; an empty `types` is more likely an oversight.
    if block.enabled && types.is_empty() && (no_custom || types_path.is_some()) {
        let path = types_path.as_deref().unwrap_or(block.path());
        if no_custom {
            let reason = Block::checks_nothing(path, "type", sink);
            inert(&block, path, reason, rules);
        } else {
            let message = "no type is switched on, so only `custom_pii` is looked for";
            sink.note(Code::ChecksNothing, path, message);
        }
    }
    let path = types_path.unwrap_or_else(|| block.path().to_owned());
    add_types(&block, types, &path, rules);
    let path = custom_field.map(|field| field.path).unwrap_or_default();
    custom.into_rules(&block, "pii_detection.custom", &path, true, rules);
    block.fields.finish(sink);
}

fn pii(types: Vec<String>) -> Check {
    Check::Pii(Pii {
        types,
        regions: default_regions(),
        context: true,
    })
}

fn inert(block: &Block<'_>, path: &str, reason: String, rules: &mut Collected<'_>) {
    let mut rule = block.rule("pii_detection", pii(Vec::new()), rules);
    rule.action = Some(Action::Redact);
    let mut origin = block.origin(path);
    origin.inert = Some(reason);
    rules.add(rule, origin);
}

fn add_types(block: &Block<'_>, types: Types, path: &str, rules: &mut Collected<'_>) {
    for (action, list) in [
        (Action::Block, types.blocked),
        (Action::Redact, types.redacted),
    ] {
        if list.is_empty() {
            continue;
        }
        let mut rule = block.rule(&format!("pii_detection.{action}"), pii(list), rules);
        rule.action = Some(action);
        rules.add(rule, block.origin(path));
    }
}

fn types(field: &Field<'_>, sink: &mut Sink) -> Types {
    let mut types = Types::default();
    let Some(mut fields) = field.fields(Spelling::Exact, sink) else {
        types.faulty = true;
        return types;
    };
    let mut written: BTreeMap<&str, &str> = BTreeMap::new();
    for (key, field) in fields.rest() {
        let action = field.word(&["block", "redact", "mask", "disabled"], sink);
        types.faulty |= action.is_none();
        let Some(kind) = PiiType::lyzr(key) else {
            unknown_type(key, &field.path, sink);
            continue;
        };
        if let Some(first) = written.insert(kind.name, key).filter(|first| *first != key) {
            let message = format!("`{key}` says the same as `{first}`; give one of them");
            let twice = Diagnostic::new(Code::DuplicateKey, field.path, message);
            sink.push(twice.severe(Severity::Error));
            continue;
        }
        // Of a key that stands twice the last counts; the reader has said so.
        types.blocked.retain(|name| name != kind.name);
        types.redacted.retain(|name| name != kind.name);
        let list = match action {
            Some("block") => &mut types.blocked,
            Some("redact" | "mask") => &mut types.redacted,
            _ => continue,
        };
        list.push(kind.name.to_owned());
        if !kind.lyzr_listed {
            let message = format!("`{key}` is looked for here, but is not one of Lyzr's types");
            sink.note(Code::ExtendedPiiType, &field.path, message);
        }
    }
    types
}

fn unknown_type(key: &str, path: &str, sink: &mut Sink) {
    let message = format!(
        "`{}` is not a type of personal data that is known; it is ignored, as Lyzr does",
        shown(key)
    );
    let accepted = PII_TYPES.iter().filter_map(|kind| kind.lyzr);
    sink.push(Diagnostic::new(Code::UnknownPiiType, path, message).accepting(accepted));
}

/// `{label, replacement, action}`, or the label alone. A label is the text to look for, as it stands.
fn custom_texts(list: &Field<'_>, groups: &mut Groups, sink: &mut Sink) {
    match elements(list, sink) {
        Elements::Texts(texts) => {
            for field in texts {
                groups.assumed += 1;
                label(&field, (Action::Block, None), groups, sink);
            }
        }
        Elements::Objects(objects) => {
            for object in objects {
                one(&object, groups, sink);
            }
        }
    }
}

fn one(object: &Field<'_>, groups: &mut Groups, sink: &mut Sink) -> Option<()> {
    let mut fields = object.fields(Spelling::Exact, sink)?;
    let field = fields.require("label", &[], sink);
    let replacement = fields.text("replacement", sink);
    let said = Said::read(&mut fields, sink);
    fields.finish(sink);
    let field = field?;
    match said.action(groups) {
        Some(action) => label(&field, (action, replacement), groups, sink),
        None => {
            field.filled(sink);
        }
    }
    Some(())
}

/// The studio takes several texts to block in one label, with commas between them.
fn label(
    field: &Field<'_>,
    (action, replacement): (Action, Option<&str>),
    groups: &mut Groups,
    sink: &mut Sink,
) {
    let Some(text) = field.filled(sink) else {
        return;
    };
    let pieces: Vec<&str> = match action {
        Action::Block => text
            .split(',')
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
            .collect(),
        _ => vec![text],
    };
    if pieces.is_empty() {
        sink.note(
            Code::BlankText,
            &field.path,
            "this text holds nothing but commas",
        );
    }
    for piece in pieces {
        let entry = TextEntry::Text(piece.to_owned());
        groups.add(
            (action, replacement),
            entry_key("literal", piece),
            entry,
            &field.path,
            sink,
        );
    }
}
