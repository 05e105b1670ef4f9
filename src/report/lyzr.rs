//! Lyzr's inference result, as its studio reads it.

use serde_json::{Map, Value, json};

use super::{Reported, distinct};
use crate::engine::{Finding, Name};
use crate::policy::document::Check;
use crate::policy::words::{Action, Decision};

/// The vendor's default thresholds; scores are mapped back onto its scale around them.
const TOXICITY_DEFAULT: f64 = 0.4;
const INJECTION_DEFAULT: f64 = 0.3;

pub(super) fn body(view: &Reported<'_>) -> String {
    let blocked = view.verdict.decision == Decision::Block;
    // A blocked text must not be handed on by accident.
    let processed = if blocked {
        String::new()
    } else {
        view.outcome()
            .and_then(|outcome| outcome.text.clone())
            .unwrap_or_else(|| view.text())
    };
    let fields = [
        ("input_text", Value::from(view.text())),
        ("processed_text", processed.into()),
        ("blocked", blocked.into()),
        (
            "block_reason",
            if blocked {
                reason(view).into()
            } else {
                Value::Null
            },
        ),
        ("warnings", warnings(view).into()),
        ("detections", detections(view)),
    ];
    let fields: Vec<String> = fields
        .iter()
        .map(|(key, value)| format!("\"{key}\":{value}"))
        .collect();
    format!("{{{}}}", fields.join(","))
}

/// The first rule that blocks, in policy order, in the vendor's words.
fn reason(view: &Reported<'_>) -> String {
    let blocking = |finding: &&Finding| finding.action == Action::Block;
    let first = view
        .verdict
        .findings
        .iter()
        .filter(blocking)
        .min_by_key(|finding| finding.rule_index);
    let Some(first) = first else {
        let names = distinct(view.left_out().map(|(_, label)| label));
        return format!("Not evaluated: {}", names.join(", "));
    };
    let own: Vec<&Finding> = view
        .verdict
        .findings
        .iter()
        .filter(|finding| finding.rule_index == first.rule_index)
        .collect();
    let names = distinct(
        own.iter()
            .filter_map(|finding| finding.kind.as_ref().map(Name::to_string)),
    );
    let percent = |default: f64| back(first.score, default) * 100.0;
    match view
        .guard
        .origin(first.rule_index)
        .map(|(rule, origin)| (&rule.check, origin.label.as_str()))
    {
        Some((Check::Keyword(_), "keywords")) => {
            format!("Blocked keyword(s): {}", names.join(", "))
        }
        Some((Check::Keyword(_), _)) => format!("Blocked custom PII: {}", names.join(", ")),
        Some((Check::Pii(_), _)) => format!("Blocked PII: {}", sorted(names).join(", ")),
        Some((Check::Secret(_), _)) => format!("Detected {} secret(s)", own.len()),
        Some((Check::Toxicity(_), _)) => format!(
            "Toxic content (confidence {:.2}%)",
            percent(TOXICITY_DEFAULT)
        ),
        Some((Check::PromptInjection, _)) => format!(
            "Prompt injection detected (confidence {:.2}%)",
            percent(INJECTION_DEFAULT)
        ),
        Some((Check::Topic(_), "allowed_topics")) => {
            "Content does not match any allowed topics".into()
        }
        Some((Check::Topic(_), _)) => format!("Banned topics detected: {}", names.join(", ")),
        _ => first.explanation.to_string(),
    }
}

fn warnings(view: &Reported<'_>) -> Vec<String> {
    let redacted = |finding: &&Finding| {
        finding.action == Action::Redact && finding.detector.starts_with("pii")
    };
    let types = sorted(distinct(
        view.verdict
            .findings
            .iter()
            .filter(redacted)
            .filter_map(|finding| finding.kind.as_ref().map(Name::to_string)),
    ));
    let mut warnings = Vec::new();
    if !types.is_empty() {
        warnings.push(format!("PII detected and redacted: {}", types.join(", ")));
    }
    warnings.extend(distinct(view.left_out().map(|(left_out, label)| {
        format!("{label} not evaluated: {}", left_out.explanation)
    })));
    warnings
}

/// One entry for each block of the policy.
fn detections(view: &Reported<'_>) -> Value {
    let mut entries = Map::new();
    for (_, origin) in view.guard.policy().rules() {
        let found = view.findings_of(&origin.label);
        let highest = found
            .iter()
            .map(|finding| finding.score)
            .fold(0.0, f64::max);
        let entry = match origin.label.as_str() {
            "toxicity_check" => (
                "toxicity",
                json!({ "is_toxic": !found.is_empty(), "confidence": rounded(back(highest, TOXICITY_DEFAULT)) }),
            ),
            "prompt_injection" => (
                "prompt_injection",
                json!({ "is_injection": !found.is_empty(), "confidence": rounded(back(highest, INJECTION_DEFAULT)) }),
            ),
            "secrets_detection" => ("secrets", json!({ "detected": !found.is_empty() })),
            // "detected" is "matched a topic" there, so a violation is the bad case.
            "allowed_topics" => ("allowed_topics", json!({ "detected": found.is_empty() })),
            "banned_topics" => ("banned_topics", json!({ "detected": !found.is_empty() })),
            "keywords" => ("keywords", json!({ "detected": !found.is_empty() })),
            "pii_detection" | "custom_pii" => ("pii", pii(view)),
            _ => continue,
        };
        entries.insert(entry.0.into(), entry.1);
    }
    entries.into()
}

fn pii(view: &Reported<'_>) -> Value {
    let mut found = view.findings_of("pii_detection");
    found.extend(view.findings_of("custom_pii"));
    let types = |action: Action| {
        sorted(distinct(
            found
                .iter()
                .filter(|finding| finding.action == action)
                .filter_map(|finding| finding.kind.as_ref().map(Name::to_string)),
        ))
    };
    json!({ "detected": !found.is_empty(), "blocked_types": types(Action::Block), "redacted_types": types(Action::Redact) })
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

/// Our 0.5 is the vendor's default threshold; piecewise linear on both sides.
fn back(score: f64, default: f64) -> f64 {
    if score <= 0.5 {
        score * 2.0 * default
    } else {
        default + (score - 0.5) * 2.0 * (1.0 - default)
    }
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vendors_default_is_our_half() {
        for default in [TOXICITY_DEFAULT, INJECTION_DEFAULT] {
            assert!((back(0.5, default) - default).abs() < 1e-12);
            assert!((back(1.0, default) - 1.0).abs() < 1e-12);
            assert!(back(0.0, default).abs() < 1e-12);
        }
    }
}
