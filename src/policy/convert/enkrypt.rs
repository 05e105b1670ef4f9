//! `enkrypt.policy`: the rules that are sentences. `enkrypt.guardrail`: detectors that only detect, on both sides or
//! on each its own.

use std::fmt::Write as _;

use super::json::{Json, joined, object, some};
use super::{Source, live, sides};
use crate::policy::document::{TextEntry, TopicEntry, TopicMode};
use crate::policy::words::Target;
use crate::policy::{Check, Rule};

/// Sentences, numbered.
fn sentences<'a>(rules: impl IntoIterator<Item = &'a Rule>) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut count = 0;
    for rule in rules {
        let Check::Conduct(conduct) = &rule.check else {
            continue;
        };
        for sentence in &conduct.rules {
            count += 1;
            text.push_str(if count == 1 { "" } else { "\n" });
            let _ = write!(text, "{count}. {sentence}");
        }
    }
    (count > 0).then_some((text, count))
}

/// The sentences of the rules that are on: a code of conduct has no switch.
pub(super) fn policy(source: &Source<'_>) -> Option<Json> {
    let (rules, total) = sentences(source.rules.iter().copied().filter(|rule| rule.enabled))?;
    Some(object([
        ("name", some(source.document.name.as_str())),
        ("policy_rules", some(rules)),
        ("total_rules", some(total)),
    ]))
}

pub(super) fn guardrail(source: &Source<'_>) -> Option<Json> {
    let on = |target| {
        let rules = source.rules.iter().copied();
        let rules = rules.filter(move |rule| sides(rule).contains(&target));
        rules.collect::<Vec<_>>()
    };
    let (input, output) = (on(Target::Prompt), on(Target::Response));
    let same = input.len() == output.len() && input.iter().zip(&output).all(|(a, b)| a.id == b.id);
    let set = |rules: &[_]| object([("detectors", Some(detectors(source, rules)))]);
    let sets = [set(&input), set(&output)];
    if sets.iter().all(is_empty) {
        return None;
    }
    let head = object([
        ("name", some(source.document.name.as_str())),
        (
            "description",
            source.document.description.as_deref().map(Json::from),
        ),
    ]);
    let [input, output] = sets;
    let rest = if same {
        input
    } else {
        let filled = |set| Some(set).filter(|set| !is_empty(set));
        object([("input", filled(input)), ("output", filled(output))])
    };
    Some(joined([head, rest]))
}

/// Whether a set names no detector.
fn is_empty(set: &Json) -> bool {
    match set {
        Json::Object(members) => members.iter().all(|(_, inside)| is_empty(inside)),
        _ => false,
    }
}

/// A detector of these rules.
struct Chosen<'a> {
    on: bool,
    rules: Vec<&'a Rule>,
    message: Option<&'a str>,
}

impl<'a> Chosen<'a> {
    fn of(source: &Source<'a>, rules: &[&'a Rule], fits: impl Fn(&Check) -> bool) -> Option<Self> {
        let (on, rules) = live(rules.iter().copied().filter(|rule| fits(&rule.check)));
        let message = source.message(rules.first()?);
        Some(Self { on, rules, message })
    }

    fn write<const N: usize>(&self, members: [(&str, Option<Json>); N]) -> Json {
        let head = object([("enabled", some(self.on))]);
        let message = object([("block_message", self.message.map(Json::from))]);
        joined([head, object(members), message])
    }
}

fn detectors<'a>(source: &Source<'a>, rules: &[&'a Rule]) -> Json {
    let chosen = |fits: fn(&Check) -> bool| Chosen::of(source, rules, fits);
    object([
        (
            "topic_detector",
            chosen(
                |check| matches!(check, Check::Topic(topic) if topic.mode == TopicMode::Allowed),
            )
            .map(|topic| topics(&topic)),
        ),
        (
            "toxicity",
            chosen(|check| matches!(check, Check::Toxicity(_))).map(|one| one.write([])),
        ),
        (
            "pii",
            chosen(|check| matches!(check, Check::Pii(_) | Check::Secret(_)))
                .map(|pii| entities(&pii)),
        ),
        (
            "injection_attack",
            chosen(|check| matches!(check, Check::PromptInjection)).map(|one| one.write([])),
        ),
        (
            "keyword_detector",
            chosen(|check| matches!(check, Check::Keyword(_))).and_then(|words| keywords(&words)),
        ),
        (
            "policy_violation",
            chosen(|check| matches!(check, Check::Conduct(_))).and_then(|conduct| {
                let (text, _) = sentences(conduct.rules.iter().copied())?;
                Some(conduct.write([("policy_text", some(text))]))
            }),
        ),
    ])
}

/// One list of what is allowed: of two both must be kept to.
fn topics(chosen: &Chosen<'_>) -> Json {
    let names: Vec<&str> = match chosen.rules.first().map(|rule| &rule.check) {
        Some(Check::Topic(topic)) => topic
            .topics
            .iter()
            .map(|topic| match topic {
                TopicEntry::Name(name) | TopicEntry::Described { name, .. } => name.as_str(),
            })
            .collect(),
        _ => Vec::new(),
    };
    chosen.write([("topic", some(names))])
}

fn entities(chosen: &Chosen<'_>) -> Json {
    let mut entities: Vec<&str> = Vec::new();
    let mut secrets = false;
    for rule in &chosen.rules {
        match &rule.check {
            Check::Pii(pii) => {
                for name in super::atoms::pii_types(pii) {
                    if !entities.contains(&name) {
                        entities.push(name);
                    }
                }
            }
            _ => secrets = true,
        }
    }
    entities.extend(secrets.then_some("secrets"));
    chosen.write([("entities", some(entities))])
}

fn keywords(chosen: &Chosen<'_>) -> Option<Json> {
    let entries = chosen.rules.iter().flat_map(|rule| match &rule.check {
        Check::Keyword(keyword) => keyword.entries.as_slice(),
        _ => &[],
    });
    let texts: Vec<&str> = entries
        .filter_map(|entry| match entry {
            TextEntry::Text(text) | TextEntry::Literal { literal: text } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    (!texts.is_empty()).then(|| chosen.write([("banned_keywords", some(texts))]))
}
