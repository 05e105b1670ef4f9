//! One element of `policies`.

use std::collections::BTreeMap;

use super::action::{self, Reaction};
use super::catalog::{self, CUSTOM_MESSAGE, PolicyType};
use super::condition::Part;
use super::custom::{self, Definition};
use super::{CUSTOM, is_uuid};
use crate::policy::diagnostic::{Code, Diagnostic};
use crate::policy::document::DEFAULT_PRIORITY;
use crate::policy::fields::{Field, Sink, Spelling};
use crate::policy::reader;
use crate::policy::vendors::ValidateOptions;
use crate::policy::words::{Action, Targets};
use crate::policy::{Check, Origin, Rule, templates};

/// What the elements of one project share.
pub(super) struct Project<'o> {
    pub(super) options: &'o ValidateOptions,
    /// Names that advanced custom policies may use.
    pub(super) extractions: Vec<String>,
    /// How often each type stood so far.
    pub(super) counts: BTreeMap<String, usize>,
    /// Definitions that were read so far; `None` for one with errors.
    pub(super) definitions: BTreeMap<String, Option<Definition>>,
}

/// An element as neutral rules, and as the success document gives it.
pub(super) struct Entry {
    pub(super) rules: Vec<Rule>,
    pub(super) origin: Origin,
    /// Whether an answer without context is a violation.
    pub(super) needs_context: bool,
    pub(super) json: serde_json::Value,
}

/// A type with what its condition became.
struct Meaning {
    message: &'static str,
    targets: Targets,
    title: String,
    parts: Vec<Part>,
}

/// Reads an element. `None` only after an error went to the sink.
pub(super) fn read(field: &Field<'_>, project: &mut Project<'_>, sink: &mut Sink) -> Option<Entry> {
    let mut fields = field.fields(Spelling::Exact, sink)?;
    let kind = fields.require("policy_type", &["type"], sink);
    let name = fields.text("name", sink);
    let id = fields
        .get("id", &[], sink)
        .and_then(|field| uuid(&field, sink));
    let enabled = fields.flag("enabled", &[], true, sink);
    let priority = fields.get("priority", &[], sink);
    if priority.is_none() {
        let message = format!("no `priority` is given; {DEFAULT_PRIORITY} is assumed");
        sink.note(Code::PriorityMissing, &field.path, message);
    }
    let priority = priority.and_then(|field| field.integer(i64::MIN, i64::MAX, sink));
    let condition = fields.require("condition", &[], sink);
    let action = fields.get("action", &[], sink);
    fields.finish(sink);

    let typed = kind
        .as_ref()
        .and_then(|kind| Some((kind.text(sink)?.to_owned(), kind)));
    let row = typed.as_ref().and_then(|(word, _)| catalog::find(word));
    // Of an unknown type nobody knows whether it masks.
    let masks = typed.is_none() || row.is_some_and(|row| row.masks);
    let given = action.is_some();
    let reaction = action
        .map(|field| action::read(&field, masks, sink))
        .unwrap_or_default();
    let (word, kind) = typed?;
    let meaning = match row {
        Some(row) => builtin(row, condition.as_ref(), project, sink),
        None => other(&word, kind, condition.as_ref(), project, sink),
    };
    let meaning = meaning?;
    if !given && meaning.parts.iter().any(|part| part.verb.is_none()) {
        sink.note(
            Code::ActionMissing,
            &field.path,
            "no `action` is given; `block` is assumed",
        );
    }
    let json = serde_json::json!({
        "id": id,
        "policy_type": word,
        "name": name.unwrap_or(&meaning.title),
        "enabled": enabled,
        "priority": priority.unwrap_or(DEFAULT_PRIORITY),
        "condition": condition.map(|field| field.node.to_json()),
        "action": reaction.json,
    });
    let frame = Frame {
        base: project.rule_id(&word),
        targets: project
            .options
            .targets
            .get(&word)
            .filter(|list| !list.is_empty()),
        name,
        enabled,
        priority: priority.unwrap_or(DEFAULT_PRIORITY),
        reaction,
    };
    let needs_context = meaning.parts.iter().any(|part| part.needs_context);
    Some(Entry {
        needs_context: enabled && needs_context && frame.reaction.verb.action() != Action::Flag,
        rules: frame.rules(meaning),
        origin: Origin {
            path: field.path.clone(),
            label: word,
            id,
            ..Origin::default()
        },
        json,
    })
}

/// What all rules of an element have in common.
struct Frame<'a> {
    base: String,
    targets: Option<&'a Vec<crate::policy::Target>>,
    name: Option<&'a str>,
    enabled: bool,
    priority: i64,
    reaction: Reaction,
}

impl Frame<'_> {
    fn rules(&self, meaning: Meaning) -> Vec<Rule> {
        let (message, targets) = (meaning.message, meaning.targets);
        let parts = meaning.parts.into_iter();
        parts
            .map(|part| self.rule(part, message, targets))
            .collect()
    }

    fn rule(&self, part: Part, message: &str, targets: Targets) -> Rule {
        let id = match part.verb {
            Some(verb) => format!("{}.{}", self.base, verb.word()),
            None => self.base.clone(),
        };
        let action = part.verb.unwrap_or(self.reaction.verb).action();
        let mut rule = Rule::new(id, part.check);
        rule.description = self.name.map(str::to_owned);
        rule.enabled = self.enabled;
        let given = self.targets.map(|list| Targets::from(list.clone()));
        rule.targets = given.or(part.targets).or(Some(targets));
        rule.action = Some(action);
        rule.message = Some(
            self.reaction
                .message
                .clone()
                .unwrap_or_else(|| message.to_owned()),
        );
        if action == Action::Redact {
            rule.replacement.clone_from(&self.reaction.placeholder);
        }
        rule.priority = self.priority;
        rule.threshold = part.threshold;
        rule
    }
}

fn builtin(
    row: &PolicyType,
    condition: Option<&Field<'_>>,
    project: &Project<'_>,
    sink: &mut Sink,
) -> Option<Meaning> {
    let mut fields = condition?.fields(Spelling::Loose, sink)?;
    let parts = (row.read)(&mut fields, project.options, sink);
    fields.finish(sink);
    let title = templates::template(row.name).map_or(row.name, |template| template.default_name);
    Some(Meaning {
        message: row.message,
        targets: row.targets,
        title: title.to_owned(),
        parts: parts?,
    })
}

/// A custom policy, or a type that is not known.
fn other(
    word: &str,
    kind: &Field<'_>,
    condition: Option<&Field<'_>>,
    project: &mut Project<'_>,
    sink: &mut Sink,
) -> Option<Meaning> {
    let Some(id) = word.strip_prefix(CUSTOM) else {
        unknown(word, &kind.path, sink);
        return None;
    };
    if !is_uuid(id) {
        let message = format!(
            "`{id}` is not a UUID; write `{CUSTOM}` and the UUID that the vendor gave the policy"
        );
        sink.note(Code::InvalidUuid, &kind.path, message);
        return None;
    }
    let condition = condition?;
    let (targets, title, custom) = if condition.node.members().is_empty() {
        condition.fields(Spelling::Exact, sink)?;
        let definition = project.definition(word, &kind.path, sink)?;
        (definition.targets, definition.name, definition.custom)
    } else {
        let custom = custom::condition(condition, None, &project.extractions, sink)?;
        (custom.targets(), "Custom policy".into(), custom)
    };
    Some(Meaning {
        message: CUSTOM_MESSAGE,
        targets,
        title,
        parts: vec![Part::new(Check::Custom(custom), None)],
    })
}

fn unknown(word: &str, path: &str, sink: &mut Sink) {
    let near = catalog::nearest(word);
    let hint = match near.as_slice() {
        [] => "see the accepted types".to_owned(),
        near => format!("did you mean {}?", crate::policy::fields::listed(near)),
    };
    let message = format!("`{word}` is not a policy type; {hint}");
    let accepted = if near.is_empty() {
        let all = catalog::TYPES.iter().map(|row| row.name);
        all.chain(["custom_policy_<uuid>"]).collect()
    } else {
        near
    };
    sink.push(Diagnostic::new(Code::UnknownPolicyType, path, message).accepting(accepted));
}

/// A text that is a UUID.
pub(super) fn uuid(field: &Field<'_>, sink: &mut Sink) -> Option<String> {
    let text = field.text(sink)?;
    if !is_uuid(text) {
        sink.note(
            Code::InvalidUuid,
            &field.path,
            format!("`{text}` is not a UUID"),
        );
        return None;
    }
    Some(text.to_owned())
}

impl Project<'_> {
    /// The type, numbered from its second use on.
    fn rule_id(&mut self, word: &str) -> String {
        let base = word.to_ascii_lowercase();
        let count = self.counts.entry(base.clone()).or_default();
        *count += 1;
        if *count == 1 {
            base
        } else {
            format!("{base}.{count}")
        }
    }

    /// The definition of a custom type; its problems are shown where the type is named.
    fn definition(&mut self, word: &str, path: &str, sink: &mut Sink) -> Option<Definition> {
        if let Some(known) = self.definitions.get(word) {
            return known.clone();
        }
        let Some(text) = self.options.custom_policies.get(word) else {
            let message = format!(
                "`{word}` has no definition; give it in `customPolicies`, or as the `condition`"
            );
            sink.note(Code::DefinitionMissing, path, message);
            return None;
        };
        let limits = &self.options.limits;
        let reading = reader::read(text, limits.payload_bytes, limits.nesting);
        let mut inner = Sink::new(sink.strict());
        let root = reading.root.as_ref();
        let definition =
            root.and_then(|root| custom::definition(root, &self.extractions, &mut inner));
        let definition = definition.filter(|_| !inner.has_errors());
        for mut diagnostic in reading.diagnostics.into_iter().chain(inner.into_list()) {
            let place = if diagnostic.path.is_empty() {
                String::new()
            } else {
                format!(" at `{}`", diagnostic.path)
            };
            diagnostic.message = format!("in the definition{place}: {}", diagnostic.message);
            path.clone_into(&mut diagnostic.path);
            (diagnostic.span, diagnostic.position) = (None, None);
            sink.push(diagnostic);
        }
        self.definitions.insert(word.to_owned(), definition.clone());
        definition
    }
}
