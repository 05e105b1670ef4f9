//! `aporia.project_policies`: an entry for each side of a rule. `aporia.custom_policy`: one question for a judge.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::json::{Json, object, some};
use super::{Source, sides};
use crate::policy::document::{Custom, DEFAULT_REGIONS, Topic, TopicMode};
use crate::policy::pii_names::PII_TYPES;
use crate::policy::words::{Action, FailureAction, NotEvaluatedReason, SmallTalk, Target};
use crate::policy::{Check, Rule};

/// Stands where the projects must be named.
pub(super) const NO_PROJECT: &str = "00000000-0000-0000-0000-000000000000";

pub(super) fn project(source: &Source<'_>) -> Option<Json> {
    let mut entries = Vec::new();
    for rule in &source.rules {
        for side in sides(rule) {
            if let Some((kind, condition)) = typed(source, rule, side) {
                entries.push(entry(source, rule, &kind, condition));
            }
        }
    }
    (!entries.is_empty()).then(|| {
        object([
            ("project_ids", some(vec![NO_PROJECT])),
            ("policies", Some(Json::List(entries))),
        ])
    })
}

fn entry(source: &Source<'_>, rule: &Rule, kind: &str, condition: Value) -> Json {
    object([
        ("policy_type", some(kind)),
        ("name", rule.description.as_deref().map(Json::from)),
        ("enabled", (!rule.enabled).then(|| false.into())),
        ("priority", some(rule.priority)),
        ("condition", some(condition)),
        ("action", some(action(source, rule))),
    ])
}

fn action(source: &Source<'_>, rule: &Rule) -> Json {
    let masks = matches!(rule.check, Check::Pii(_));
    let word = match source.action(rule) {
        Action::Flag => "log",
        Action::Redact if masks => "mask",
        Action::Override => "override",
        Action::Rephrase => "rephrase",
        Action::Redact | Action::Block => "block",
    };
    let placeholder = rule.replacement.as_deref().filter(|_| word == "mask");
    object([
        ("type", some(word)),
        ("message", source.message(rule).map(Json::from)),
        ("placeholder", placeholder.map(Json::from)),
    ])
}

/// The type of a rule on one side with its condition; `None` where there is none.
fn typed(source: &Source<'_>, rule: &Rule, side: Target) -> Option<(String, Value)> {
    let on = |base: &str| match side {
        Target::Prompt | Target::Response => Some(format!("{base}_on_{side}")),
        Target::Context => None,
    };
    let only = |at: Target, name: &str| (side == at).then(|| name.to_owned());
    let settings = serde_json::to_value(&rule.check).ok()?;
    let mut condition = snake(settings.get("settings"));
    let kind = match &rule.check {
        Check::TestString => only(Target::Prompt, "aporia_guardrails_test"),
        Check::Competitor(competitor) => {
            condition = Map::new();
            condition.insert("competitors".into(), json!(competitor.names));
            on("competition_discussion")
        }
        Check::Topic(topic) => {
            condition = topics(topic);
            on(match topic.mode {
                TopicMode::Banned => "basic_restricted_topics",
                TopicMode::Allowed => "basic_allowed_topics",
            })
        }
        Check::SqlRestrictedTables(_) => only(Target::Response, "sql_restricted_tables"),
        Check::SqlAllowedTables(_) => only(Target::Response, "sql_allowed_tables"),
        Check::SqlReadOnly(_) => only(Target::Response, "sql_read_only_access"),
        Check::SqlLoad(_) => only(Target::Response, "sql_load_limit"),
        Check::Groundedness(_) => {
            let without = source
                .document
                .failure_mode
                .action(NotEvaluatedReason::NeedsContext);
            if without == FailureAction::Block {
                condition.insert("without_context".into(), "violate".into());
            }
            only(Target::Response, "rag_hallucination")
        }
        Check::PromptInjection => {
            if sides(rule).contains(&Target::Context) {
                condition.insert("include_context".into(), true.into());
            }
            only(Target::Prompt, "prompt_injection")
        }
        Check::Pii(pii) => {
            condition = Map::new();
            let types = PII_TYPES.iter().filter(|kind| kind.is_asked(&pii.types));
            let types: Vec<&str> = types.map(|kind| kind.aporia).collect();
            condition.insert("data_types".into(), json!(types));
            if pii.regions != DEFAULT_REGIONS {
                condition.insert("regions".into(), json!(pii.regions));
            }
            on("pii")
        }
        Check::Toxicity(_) => on("toxicity"),
        Check::Custom(custom) => {
            let Value::Object(written) = question(custom) else {
                return None;
            };
            condition = written;
            // One entry; the sides are those of the names in the text.
            let first = sides(rule).first() == Some(&side);
            first.then(|| format!("custom_policy_{}", uuid(custom)))
        }
        Check::Keyword(_) | Check::Secret(_) | Check::Conduct(_) | Check::Unsupported(_) => None,
    };
    let scored = crate::detectors::spec(rule.check.detector()).is_some_and(|spec| spec.scored);
    if let Some(threshold) = rule
        .threshold
        .filter(|_| scored && !matches!(rule.check, Check::Custom(_)))
    {
        condition.insert("threshold".into(), json!(threshold));
    }
    Some((kind?, Value::Object(condition)))
}

/// Settings with their keys as the vendor spells its own.
fn snake(settings: Option<&Value>) -> Map<String, Value> {
    let members = settings.and_then(Value::as_object).into_iter().flatten();
    let snake = |key: &str| {
        key.chars().fold(String::new(), |mut out, c| {
            if c.is_ascii_uppercase() {
                out.push('_');
            }
            out.push(c.to_ascii_lowercase());
            out
        })
    };
    crate::order::inserted(members.map(|(key, value)| (snake(key), value.clone())))
}

fn topics(topic: &Topic) -> Map<String, Value> {
    let mut condition = Map::new();
    condition.insert("topics".into(), json!(topic.topics));
    if topic.small_talk == SmallTalk::Judge && topic.mode == TopicMode::Allowed {
        condition.insert("allow_small_talk".into(), false.into());
    }
    condition
}

fn question(custom: &Custom) -> Value {
    match custom {
        Custom::Simple {
            instructions,
            modality,
        } => json!({
            "configuration_mode": "simple", "evaluation_instructions": instructions, "modality": modality,
        }),
        Custom::Advanced {
            system_prompt,
            top_p,
            temperature,
            modality,
        } => json!({
            "configuration_mode": "advanced", "system_prompt": system_prompt, "top_p": top_p,
            "temperature": temperature, "modality": modality,
        }),
    }
}

/// An id made of what is asked, so that the same question has the same one (RFC 9562, version 8).
fn uuid(custom: &Custom) -> String {
    let digest = Sha256::digest(question(custom).to_string());
    let mut hex = crate::policy::hex(digest.get(..16).unwrap_or_default());
    hex.replace_range(12..13, "8");
    hex.replace_range(16..17, "a");
    for at in [20, 16, 12, 8] {
        hex.insert(at, '-');
    }
    hex
}

/// The first question that is on.
pub(super) fn custom(source: &Source<'_>) -> Option<Json> {
    let (rule, custom) = source.rules.iter().find_map(|rule| match &rule.check {
        Check::Custom(custom) if rule.enabled => Some((*rule, custom)),
        _ => None,
    })?;
    let answer = sides(rule).contains(&Target::Response);
    let target = if answer {
        Target::Response
    } else {
        Target::Prompt
    };
    Some(object([
        ("name", some(source.document.name.as_str())),
        ("target", some(target.as_str())),
        ("condition", some(question(custom))),
        ("action", some(action(source, rule))),
        ("priority", some(rule.priority)),
    ]))
}
