//! `lyzr.rai_policy`: a block a detector, so that several rules share one switch.

use std::collections::BTreeMap;

use super::json::{Json, joined, object, some};
use super::{Source, live};
use crate::policy::document::{Secret, TextEntry, Topic, TopicEntry, TopicMode};
use crate::policy::pii_names::PII_TYPES;
use crate::policy::words::{Action, Mode};
use crate::policy::{Check, Rule};

pub(super) fn write(source: &Source<'_>) -> Option<Json> {
    let blocks = [
        ("allowed_topics", topics(source, TopicMode::Allowed)),
        ("banned_topics", topics(source, TopicMode::Banned)),
        ("keywords", keywords(source)),
        ("toxicity_check", scored(source, "toxicity", 0.4)),
        ("prompt_injection", scored(source, "prompt_injection", 0.3)),
        ("secrets_detection", secrets(source)),
        ("pii_detection", pii(source)),
    ];
    let description = source.document.description.as_deref().unwrap_or_default();
    let head = [
        ("name", some(source.document.name.as_str())),
        ("description", some(description)),
    ];
    let says = blocks.iter().any(|(_, block)| block.is_some());
    says.then(|| joined([object(head), object(blocks)]))
}

/// A block, switched on unless the policy only watches: whatever Lyzr finds, it acts on.
fn block(source: &Source<'_>, on: bool, key: &str, value: impl Into<Json>) -> Json {
    let on = on && source.document.mode == Mode::Enforce;
    object([("enabled", some(on)), (key, some(value))])
}

fn of<'a>(source: &Source<'a>, fits: impl Fn(&Check) -> bool) -> Option<(bool, Vec<&'a Rule>)> {
    let (on, rules) = live(
        source
            .rules
            .iter()
            .copied()
            .filter(|rule| fits(&rule.check)),
    );
    (!rules.is_empty()).then_some((on, rules))
}

fn topics(source: &Source<'_>, mode: TopicMode) -> Option<Json> {
    let (on, rules) = of(
        source,
        |check| matches!(check, Check::Topic(topic) if topic.mode == mode),
    )?;
    // Two lists of what is allowed must both be kept to; one list of both would allow more.
    let rules = rules.into_iter().take(if mode == TopicMode::Allowed {
        1
    } else {
        usize::MAX
    });
    let names = rules.flat_map(|rule| match &rule.check {
        Check::Topic(Topic { topics, .. }) => topics.as_slice(),
        _ => &[],
    });
    let names: Vec<&str> = names
        .map(|topic| match topic {
            TopicEntry::Name(name) | TopicEntry::Described { name, .. } => name.trim(),
        })
        .collect();
    Some(block(source, on, "topics", names))
}

fn scored(source: &Source<'_>, detector: &str, default: f64) -> Option<Json> {
    let (on, rules) = of(source, |check| check.detector() == detector)?;
    let ours = rules.first()?.threshold.unwrap_or(0.5);
    Some(block(
        source,
        on,
        "threshold",
        on_their_scale(ours, default),
    ))
}

/// From our scale to the vendor's: 0 to 0, 0.5 to its default, 1 to 1, straight in between.
fn on_their_scale(threshold: f64, default: f64) -> f64 {
    let theirs = if threshold <= 0.5 {
        threshold / 0.5 * default
    } else {
        default + (threshold - 0.5) / 0.5 * (1.0 - default)
    };
    // What the arithmetic adds behind the twelfth digit nobody meant.
    (theirs * 1e12).round() / 1e12
}

fn secrets(source: &Source<'_>) -> Option<Json> {
    let (on, rules) = of(source, |check| matches!(check, Check::Secret(_)))?;
    let rule = rules.first()?;
    let action = match (&rule.check, source.action(rule)) {
        (Check::Secret(Secret { mask: true, .. }), Action::Redact) => "mask",
        (_, Action::Redact) => "redact",
        _ => "block",
    };
    Some(block(source, on, "action", action))
}

/// Lyzr blocks or redacts.
fn action(source: &Source<'_>, rule: &Rule) -> &'static str {
    match source.action(rule) {
        Action::Redact => "redact",
        _ => "block",
    }
}

/// An entry of `custom_pii`, which Lyzr compares with its case; to block, its commas part several.
fn as_label<'a>(source: &Source<'_>, rule: &Rule, entry: &'a TextEntry) -> Option<&'a str> {
    let (TextEntry::Text(text) | TextEntry::Literal { literal: text }) = entry else {
        return None;
    };
    let Check::Keyword(keyword) = &rule.check else {
        return None;
    };
    let whole = action(source, rule) == "redact" || (!text.contains(',') && text.trim() == text);
    (keyword.case_sensitive && whole).then_some(text)
}

fn entries<'a>(rules: &[&'a Rule]) -> Vec<(&'a Rule, &'a TextEntry)> {
    let of = |rule: &'a Rule| match &rule.check {
        Check::Keyword(keyword) => keyword.entries.iter().map(|entry| (rule, entry)).collect(),
        _ => Vec::new(),
    };
    rules.iter().flat_map(|rule| of(rule)).collect()
}

fn keywords(source: &Source<'_>) -> Option<Json> {
    let plain = |rule: &&Rule| {
        let entries = entries(&[rule]);
        entries
            .iter()
            .any(|(rule, entry)| as_label(source, rule, entry).is_none())
    };
    let (on, rules) = live(source.rules.iter().copied().filter(|rule| plain(rule)));
    let entries = entries(&rules);
    let plain = entries
        .iter()
        .filter(|(rule, entry)| as_label(source, rule, entry).is_none());
    let list: Vec<Json> = plain
        .map(|(rule, entry)| {
            let (text, kind) = match entry {
                TextEntry::Text(text) | TextEntry::Literal { literal: text } => (text, "literal"),
                TextEntry::Regex { regex } => (regex, "regex"),
                TextEntry::Cucumber { cucumber } => (cucumber, "cucumber_expression"),
            };
            object([
                ("keyword", some(text.as_str())),
                ("action", some(action(source, rule))),
                (
                    "replacement",
                    some(rule.replacement.clone().unwrap_or_default()),
                ),
                ("pattern_type", some(kind)),
            ])
        })
        .collect();
    (!list.is_empty()).then(|| block(source, on, "keywords", Json::List(list)))
}

fn pii(source: &Source<'_>) -> Option<Json> {
    let labelled = |rule: &&Rule| {
        let entries = entries(&[rule]);
        entries
            .iter()
            .any(|(rule, entry)| as_label(source, rule, entry).is_some())
    };
    let fits = |rule: &&Rule| matches!(rule.check, Check::Pii(_)) || labelled(rule);
    let (on, rules) = live(source.rules.iter().copied().filter(|rule| fits(rule)));
    let mut types: BTreeMap<&str, &str> = BTreeMap::new();
    for rule in &rules {
        let Check::Pii(pii) = &rule.check else {
            continue;
        };
        let keys = PII_TYPES.iter().filter(|kind| kind.is_asked(&pii.types));
        for key in keys.filter_map(|kind| kind.lyzr) {
            types.entry(key).or_insert(action(source, rule));
        }
    }
    let entries = entries(&rules);
    let labels = entries.iter().filter_map(|(rule, entry)| {
        let label = as_label(source, rule, entry)?;
        Some(object([
            ("label", some(label)),
            (
                "replacement",
                some(rule.replacement.clone().unwrap_or_default()),
            ),
            ("action", some(action(source, rule))),
        ]))
    });
    let labels: Vec<Json> = labels.collect();
    if types.is_empty() && labels.is_empty() {
        return None;
    }
    let types = types
        .into_iter()
        .map(|(key, action)| (key.to_owned(), action.into()));
    Some(object([
        ("enabled", some(on && source.document.mode == Mode::Enforce)),
        ("types", some(Json::Object(types.collect()))),
        ("custom_pii", some(Json::List(labels))),
    ]))
}
