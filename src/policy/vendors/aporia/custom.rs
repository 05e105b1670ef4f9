//! A custom policy: a question for a judge, as the body of `POST` and `PUT /api/v1/policies/custom_policy`.

use serde_json::json;

use super::action::{self, Reaction};
use super::catalog::CUSTOM_MESSAGE;
use crate::policy::document::{Custom, DEFAULT_PRIORITY};
use crate::policy::fields::{Field, Fields, Sink, Spelling};
use crate::policy::questions::{self, Question};
use crate::policy::reader::Node;
use crate::policy::vendors::{Draft, ValidateOptions};
use crate::policy::words::{Modality, Target, Targets};
use crate::policy::{Check, Document, Origin, Rule};

/// The id of the one rule; the vendor's own id is made when the policy is stored.
const RULE: &str = "custom_policy";

/// How much of the text the success document shows.
const DESCRIPTION: usize = 200;

/// A custom policy that was read without an error.
#[derive(Clone)]
pub(super) struct Definition {
    pub(super) name: String,
    pub(super) targets: Targets,
    pub(super) custom: Custom,
    reaction: Reaction,
    priority: i64,
}

/// Reads the payload.
pub(in crate::policy::vendors) fn payload(
    root: &Node,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Draft> {
    let definition = definition(root, &options.extractions, sink)?;
    let text = definition.custom.text();
    let vendor = json!({
        "name": definition.name,
        "description": text.chars().take(DESCRIPTION).collect::<String>(),
    });
    let given = options.targets.get(RULE).filter(|list| !list.is_empty());
    let mut rule = Rule::new(RULE, Check::Custom(definition.custom));
    rule.targets = Some(given.map_or(definition.targets, |list| list.clone().into()));
    rule.action = Some(definition.reaction.verb.action());
    rule.message = Some(
        definition
            .reaction
            .message
            .unwrap_or_else(|| CUSTOM_MESSAGE.into()),
    );
    rule.priority = definition.priority;
    let origin = Origin {
        path: "/condition".into(),
        label: RULE.into(),
        ..Origin::default()
    };
    let mut document = Document::new(definition.name);
    document.rules.push(rule);
    Some(Draft {
        document,
        origins: vec![origin],
        vendor,
    })
}

/// Reads the body, also where it is the definition of a type that a project names.
pub(super) fn definition(
    root: &Node,
    extractions: &[String],
    sink: &mut Sink,
) -> Option<Definition> {
    let mut fields = Fields::open(root, "", Spelling::Exact, sink)?;
    let name = fields.require_text("name", sink);
    let target = fields
        .require("target", &[], sink)
        .and_then(|field| field.word(&[Target::Prompt.as_str(), Target::Response.as_str()], sink))
        .and_then(Target::parse);
    let custom = fields
        .require("condition", &[], sink)
        .and_then(|field| condition(&field, target, extractions, sink));
    let reaction = fields
        .get("action", &[], sink)
        .map(|field| action::read(&field, false, sink))
        .unwrap_or_default();
    let priority = fields
        .get("priority", &[], sink)
        .and_then(|field| field.integer(i64::MIN, i64::MAX, sink));
    fields.finish(sink);
    Some(Definition {
        name: name?.to_owned(),
        targets: Targets::of(&[target?]),
        custom: custom?,
        reaction,
        priority: priority.unwrap_or(DEFAULT_PRIORITY),
    })
}

/// Reads the `condition` of a custom policy.
pub(super) fn condition(
    field: &Field<'_>,
    target: Option<Target>,
    extractions: &[String],
    sink: &mut Sink,
) -> Option<Custom> {
    let mut fields = field.fields(Spelling::Exact, sink)?;
    let mode = fields.require("configuration_mode", &[], sink);
    let mode = mode.and_then(|field| field.word(&["simple", "advanced"], sink));
    // Without a mode the keys tell which one was meant, so that the rest is checked too.
    let advanced = mode.map_or_else(|| fields.has("system_prompt"), |mode| mode == "advanced");
    let question = Question {
        targets: target.map(|target| Targets::of(&[target])),
        extractions: if advanced { extractions } else { &[] },
        must_name: !advanced,
    };
    let custom = if advanced {
        prompt(&mut fields, &question, sink)
    } else {
        instructions(&mut fields, &question, sink)
    };
    fields.finish(sink);
    mode.and(custom)
}

fn instructions(
    fields: &mut Fields<'_>,
    question: &Question<'_>,
    sink: &mut Sink,
) -> Option<Custom> {
    let text = fields
        .require("evaluation_instructions", &[], sink)
        .and_then(|field| questions::read(&field, question, sink));
    let modality = modality(fields, sink);
    Some(Custom::Simple {
        instructions: text?,
        modality: modality?,
    })
}

fn prompt(fields: &mut Fields<'_>, question: &Question<'_>, sink: &mut Sink) -> Option<Custom> {
    let text = fields
        .require("system_prompt", &[], sink)
        .and_then(|field| questions::read(&field, question, sink));
    let top_p = questions::number("top_p", 1.0, fields, sink);
    let temperature = questions::number("temperature", 2.0, fields, sink);
    let modality = modality(fields, sink);
    Some(Custom::Advanced {
        system_prompt: text?,
        top_p,
        temperature,
        modality: modality?,
    })
}

fn modality(fields: &mut Fields<'_>, sink: &mut Sink) -> Option<Modality> {
    let word = fields
        .require("modality", &[], sink)?
        .word(Modality::WORDS, sink)?;
    Modality::parse(word)
}
