//! Enkrypt's detect answer: `summary`, `details`, `result_message` (docs.enkryptai.com, Detect; enkryptai-sdk).

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Reported, distinct};
use crate::engine::Finding;
use crate::policy::document::{Check, TOXICITY_LABELS, TextEntry};

const NO_VIOLATION: &str = "No Violation Found";

pub(super) fn body(view: &Reported<'_>) -> String {
    let mut summary = Map::new();
    let mut details = Map::new();
    let mut message = None;
    let labels = distinct(
        view.guard
            .policy()
            .rules()
            .map(|(_, origin)| origin.label.clone()),
    );
    for label in labels {
        let found = view.findings_of(&label);
        let left_out: Vec<String> = view
            .left_out()
            .filter(|(_, other)| *other == label)
            .map(|(left_out, _)| left_out.explanation.to_string())
            .collect();
        if found.is_empty() && !left_out.is_empty() {
            // Neither 0 nor 1 would be true.
            summary.insert(key(&label).into(), Value::Null);
            details.insert(label, json!({ "not_evaluated": distinct(left_out) }));
            continue;
        }
        let (short, long) = detector(view, &label, &found);
        if !found.is_empty() && message.is_none() {
            message = found
                .first()
                .and_then(|finding| view.guard.origin(finding.rule_index))
                .and_then(|(rule, _)| rule.message.clone());
        }
        summary.insert(key(&label).into(), short);
        details.insert(label, long);
    }
    format!(
        "{{\"summary\":{},\"details\":{},\"result_message\":{}}}",
        Value::from(summary),
        Value::from(details),
        message.map_or(Value::Null, Value::from)
    )
}

/// The summary's key, where it is not the detector's name.
fn key(label: &str) -> &str {
    match label {
        "topic_detector" => "on_topic",
        "keyword_detector" => "keyword_detected",
        "copyright_ip" => "copyright_ip_similarity",
        "system_prompt" => "system_prompt_similarity",
        other => other,
    }
}

fn detector(view: &Reported<'_>, label: &str, found: &[&Finding]) -> (Value, Value) {
    let fired = Value::from(i32::from(!found.is_empty()));
    let highest = found
        .iter()
        .map(|finding| finding.score)
        .fold(0.0, f64::max);
    match label {
        "policy_violation" => (fired, violation(view, found)),
        // 0 is off topic, which is the violation.
        "topic_detector" => (Value::from(i32::from(found.is_empty())), Map::new().into()),
        "toxicity" => toxicity(found),
        "pii" => (fired, pii(view, found)),
        "injection_attack" => {
            let long = json!({ "safe": format!("{:.6}", 1.0 - highest), "attack": format!("{highest:.6}") });
            (fired, long)
        }
        "keyword_detector" => keywords(view, found),
        _ => (fired, Map::new().into()),
    }
}

fn violation(view: &Reported<'_>, found: &[&Finding]) -> Value {
    let sentence = |finding: &&Finding| {
        view.guard
            .report()
            .rules
            .get(finding.rule_index)
            .and_then(|rule| rule.text.clone())
    };
    let first = found
        .iter()
        .min_by_key(|finding| (std::cmp::Reverse(finding.action), finding.rule_index));
    let Some(first) = first else {
        return json!({ "violating_policy": NO_VIOLATION, "explanation": NO_VIOLATION, "most_unsafe_content": "", "compliance_mapping": {} });
    };
    let rules = distinct(found.iter().filter_map(sentence));
    let mut details = json!({
        "violating_policy": sentence(first),
        "most_unsafe_content": view.quote(first),
        "compliance_mapping": {},
        "violated_rules": rules,
    });
    if let Value::Object(fields) = &mut details {
        let explanation = if view.explain {
            first.explanation.as_str().into()
        } else {
            Value::Null
        };
        fields.insert("explanation".into(), explanation);
    }
    details
}

fn toxicity(found: &[&Finding]) -> (Value, Value) {
    let score = |label: &str| {
        let own = found
            .iter()
            .filter(|finding| finding.kind.as_deref().unwrap_or("toxicity") == label);
        own.map(|finding| finding.score).fold(0.0, f64::max)
    };
    let fired: Vec<&str> = TOXICITY_LABELS
        .into_iter()
        .filter(|label| score(label) > 0.0)
        .collect();
    let long: Map<String, Value> = crate::order::inserted(
        TOXICITY_LABELS
            .iter()
            .map(|label| ((*label).to_owned(), score(label).into())),
    );
    (fired.into(), long.into())
}

/// `{"pii": {"<EMAIL_ADDRESS_0>": value}, "secrets": {...}}`; equal values share a token, counted from 0 a type.
fn pii(view: &Reported<'_>, found: &[&Finding]) -> Value {
    let mut groups = [Map::new(), Map::new()];
    for finding in found {
        let [pii, secrets] = &mut groups;
        let group = if finding.detector.starts_with("secret") {
            secrets
        } else {
            pii
        };
        let value = Value::from(view.quote(finding));
        if group.values().any(|known| *known == value) {
            continue;
        }
        let kind = finding.kind.as_deref().unwrap_or("PII").to_uppercase();
        let count = group
            .keys()
            .filter(|token| token.starts_with(&format!("<{kind}_")))
            .count();
        group.insert(format!("<{kind}_{count}>"), value);
    }
    let [pii, secrets] = groups;
    json!({ "pii": pii, "secrets": secrets })
}

/// Keywords in the order of the policy; the redaction token counts from 1 in that order.
fn keywords(view: &Reported<'_>, found: &[&Finding]) -> (Value, Value) {
    let mut listed: Vec<String> = Vec::new();
    for (rule, origin) in view.guard.policy().rules() {
        if let (Check::Keyword(keyword), "keyword_detector") = (&rule.check, origin.label.as_str())
        {
            listed.extend(keyword.entries.iter().map(|entry| match entry {
                TextEntry::Text(text)
                | TextEntry::Literal { literal: text }
                | TextEntry::Regex { regex: text }
                | TextEntry::Cucumber { cucumber: text } => text.clone(),
            }));
        }
    }
    let count = |word: &String| {
        found
            .iter()
            .filter(|finding| finding.kind.as_deref() == Some(word))
            .count()
    };
    let detected: Vec<String> = listed.into_iter().filter(|word| count(word) > 0).collect();
    let counts: Map<String, Value> = crate::order::inserted(
        detected
            .iter()
            .map(|word| (word.clone(), count(word).into())),
    );
    let long = json!({ "detected_keywords": detected, "detected_counts": counts, "redacted_text": redacted(view, found, &detected) });
    (detected.len().into(), long)
}

fn redacted(view: &Reported<'_>, found: &[&Finding], detected: &[String]) -> String {
    let mut out = String::new();
    for (index, segment) in view
        .segments
        .iter()
        .enumerate()
        .filter(|(_, segment)| segment.target == view.target)
    {
        let mut at = 0;
        for finding in found.iter().filter(|finding| finding.segment == index) {
            let Some(span) = finding.span.filter(|span| span.start >= at) else {
                continue;
            };
            let number = detected
                .iter()
                .position(|word| Some(word.as_str()) == finding.kind.as_deref())
                .unwrap_or_default()
                + 1;
            out.push_str(segment.text.get(at..span.start).unwrap_or_default());
            let _ = write!(out, "[KEYWORD_{number}]");
            at = span.end;
        }
        out.push_str(segment.text.get(at..).unwrap_or_default());
    }
    out
}
