//! The decision, from the rules as `DESIGN` and the documentation state them: strictest action, lowest priority, policy
//! order.

use std::collections::BTreeSet;

use super::redact;
use crate::engine::decide::{DEFAULT_MESSAGE, Gathered};
use crate::engine::input::Segment;
use crate::engine::verdict::{Edit, Finding, NotEvaluated, Outcome, PolicyRef, RuleScore, Verdict};
use crate::engine::{Guard, Name};
use crate::policy::words::{Decision, FailureAction, Target};

pub(super) fn decide(
    guard: &Guard,
    segments: &[Segment<'_>],
    placeholder: &str,
    gathered: Gathered,
    scores: Option<Vec<RuleScore>>,
) -> Verdict {
    let mut findings = gathered.findings;
    findings.sort_by_key(|each| (each.target, each.segment, each.span, each.rule_index));
    let not_evaluated = left_out(guard, gathered.not_evaluated);
    let readings = gathered.readings;
    let edits = redact::edits(guard, (segments, &readings), placeholder, &findings);
    let of = |target: Option<Target>| {
        let decision = strictest(&findings, &not_evaluated, target);
        let speaker = findings
            .iter()
            .filter(|each| target.is_none_or(|target| each.target == target))
            .filter(|each| Decision::from(each.action) == decision)
            .min_by_key(|each| (each.priority, each.rule_index));
        (decision, speaker)
    };
    let said = |finding: &Finding| guard.rules.get(finding.rule_index)?.message.clone();
    let side = |target: Target| {
        let texts: Vec<(usize, &str)> = segments
            .iter()
            .enumerate()
            .filter(|(_, segment)| segment.target == target)
            .map(|(index, segment)| (index, segment.text))
            .collect();
        if texts.is_empty() {
            return None;
        }
        let (decision, speaker) = of(Some(target));
        let message = speaker.and_then(said);
        Some(outcome(&texts, decision, message, &edits))
    };
    let (prompt, response) = (side(Target::Prompt), side(Target::Response));
    let (decision, speaker) = of(None);
    let absent = not_evaluated
        .iter()
        .filter(|each| as_decision(each.action) == decision)
        .min_by_key(|each| {
            let rule = guard.rules.get(each.rule_index);
            (rule.map(|rule| rule.priority), each.rule_index)
        });
    let decided_by = match speaker {
        _ if decision == Decision::Allow => None,
        Some(finding) => Some(finding.rule.clone()),
        None => absent.and_then(|each| each.rule.clone()),
    };
    let message = speaker
        .and_then(said)
        .or_else(|| guard.policy.document().message.as_deref().map(Name::shared))
        .filter(|_| decision >= Decision::Override);
    let truncated = findings.len() > guard.limits.findings;
    let detected = strictest(&findings, &[], None);
    let complete = gathered.pending.is_empty() && not_evaluated.is_empty() && !truncated;
    findings.truncate(guard.limits.findings);
    Verdict {
        decision,
        detected,
        complete,
        decided_by,
        message,
        prompt,
        response,
        findings,
        truncated,
        not_evaluated,
        pending: gathered.pending,
        answers: None,
        scores,
        vault: None,
        not_json: readings.faults(segments),
        policy: PolicyRef {
            name: guard.policy.document().name.clone().into(),
            hash: guard.policy.hash().into(),
        },
        segment_edits: edits,
    }
}

/// What was left out, each rule, side and reason once, in policy order; in monitor mode it flags at most.
fn left_out(guard: &Guard, gathered: Vec<NotEvaluated>) -> Vec<NotEvaluated> {
    let mut seen = BTreeSet::new();
    let mut kept: Vec<NotEvaluated> = gathered
        .into_iter()
        .filter(|each| seen.insert((each.rule_index, each.target, each.reason.as_str())))
        .collect();
    kept.sort_by_key(|each| (each.rule_index, each.target, each.reason));
    if guard.monitor {
        for each in &mut kept {
            each.action = each.action.min(FailureAction::Flag);
        }
    }
    kept
}

fn as_decision(action: FailureAction) -> Decision {
    match action {
        FailureAction::Allow => Decision::Allow,
        FailureAction::Flag => Decision::Flag,
        FailureAction::Block => Decision::Block,
    }
}

fn strictest(
    findings: &[Finding],
    not_evaluated: &[NotEvaluated],
    target: Option<Target>,
) -> Decision {
    let here = |of: Option<Target>| target.is_none_or(|target| of == Some(target));
    let mut decision = Decision::Allow;
    for each in findings.iter().filter(|each| here(Some(each.target))) {
        decision = decision.max(each.action.into());
    }
    for each in not_evaluated.iter().filter(|each| here(each.target)) {
        decision = decision.max(as_decision(each.action));
    }
    decision
}

fn outcome(
    texts: &[(usize, &str)],
    decision: Decision,
    message: Option<Name>,
    edits: &[(usize, Vec<Edit>)],
) -> Outcome {
    let mut moved: Vec<Edit> = Vec::new();
    let (mut plain, mut redacted) = (String::new(), String::new());
    for (place, (index, text)) in texts.iter().enumerate() {
        if place > 0 {
            plain.push('\n');
            redacted.push('\n');
        }
        let base = plain.len();
        let own = edits.iter().filter(|each| each.0 == *index);
        let own: Vec<&Edit> = own.flat_map(|each| &each.1).collect();
        plain.push_str(text);
        for (at, char) in text.char_indices() {
            if let Some(edit) = own.iter().find(|edit| edit.start == at) {
                redacted.push_str(&edit.replacement);
            }
            if !own.iter().any(|edit| edit.start <= at && at < edit.end) {
                redacted.push(char);
            }
        }
        for edit in own {
            moved.push(Edit {
                start: edit.start + base,
                end: edit.end + base,
                ..edit.clone()
            });
        }
    }
    let text = match decision {
        Decision::Block => None,
        Decision::Override | Decision::Rephrase => {
            Some(message.map_or_else(|| DEFAULT_MESSAGE.to_owned(), Into::into))
        }
        Decision::Redact => Some(redacted),
        Decision::Allow | Decision::Flag => Some(plain),
    };
    Outcome {
        decision,
        text,
        edits: moved,
        rewritten: false,
    }
}
