//! Aporia's `validate` answer (gr-docs.aporia.com, REST API; `policy_execution_result` as its clients read it).

use serde::Serialize;

use super::Reported;
use crate::policy::words::{Decision, Target};

#[derive(Serialize)]
struct Body {
    action: &'static str,
    revised_response: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain_log: Option<Vec<Explained>>,
    policy_execution_result: Execution,
}

#[derive(Serialize)]
struct Explained {
    policy_id: String,
    target: Option<Target>,
    result: &'static str,
    details: String,
}

#[derive(Serialize)]
struct Execution {
    policy_log: Vec<Logged>,
    action: Taken,
}

#[derive(Serialize)]
struct Logged {
    policy_id: String,
    policy_type: String,
    target: Target,
}

#[derive(Serialize)]
struct Taken {
    r#type: &'static str,
    revised_message: Option<String>,
}

pub(super) fn body(view: &Reported<'_>) -> String {
    let action = match view.verdict.decision {
        Decision::Allow | Decision::Flag => "passthrough",
        Decision::Redact | Decision::Override => "modify",
        Decision::Rephrase => "rephrase",
        Decision::Block => "block",
    };
    let revised = revised(view);
    let body = Body {
        action,
        revised_response: revised.clone(),
        explain_log: view.explain.then(|| explained(view)),
        policy_execution_result: Execution {
            policy_log: logged(view),
            action: Taken {
                r#type: action,
                revised_message: revised,
            },
        },
    };
    serde_json::to_string(&body).unwrap_or_default()
}

/// The text to show: the message of a block, the changed text, or the text as given; never an empty string for nothing.
fn revised(view: &Reported<'_>) -> Option<String> {
    let written = view.outcome().filter(|outcome| outcome.rewritten);
    match view.verdict.decision {
        Decision::Rephrase if written.is_some() => written.and_then(|outcome| outcome.text.clone()),
        Decision::Block | Decision::Override | Decision::Rephrase => view
            .verdict
            .message
            .clone()
            .map(Into::into)
            .or_else(|| view.outcome().and_then(|outcome| outcome.text.clone())),
        Decision::Allow | Decision::Flag | Decision::Redact => {
            let changed = view.outcome().and_then(|outcome| outcome.text.clone());
            changed.or_else(|| Some(view.text()).filter(|text| !text.is_empty()))
        }
    }
}

fn policy_id(view: &Reported<'_>, rule_index: usize, rule: &str) -> String {
    view.origin(rule_index)
        .and_then(|origin| origin.id.clone())
        .unwrap_or_else(|| rule.to_owned())
}

fn logged(view: &Reported<'_>) -> Vec<Logged> {
    let mut log: Vec<Logged> = Vec::new();
    for finding in &view.verdict.findings {
        let policy_id = policy_id(view, finding.rule_index, &finding.rule);
        if !log
            .iter()
            .any(|each| each.policy_id == policy_id && each.target == finding.target)
        {
            let policy_type = view
                .origin(finding.rule_index)
                .map_or_else(|| finding.rule.to_string(), |origin| origin.label.clone());
            log.push(Logged {
                policy_id,
                policy_type,
                target: finding.target,
            });
        }
    }
    log
}

fn explained(view: &Reported<'_>) -> Vec<Explained> {
    let found = view.verdict.findings.iter().map(|finding| Explained {
        policy_id: policy_id(view, finding.rule_index, &finding.rule),
        target: Some(finding.target),
        result: "issue_detected",
        details: finding.explanation.to_string(),
    });
    let left_out = view.verdict.not_evaluated.iter().map(|left_out| Explained {
        policy_id: policy_id(
            view,
            left_out.rule_index,
            left_out.rule.as_deref().unwrap_or_default(),
        ),
        target: left_out.target,
        result: "not_evaluated",
        details: left_out.explanation.to_string(),
    });
    found.chain(left_out).collect()
}
