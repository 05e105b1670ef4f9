//! Findings and what was left out become one decision.

use super::extract::Part;
use super::input::Segment;
use super::json_text::Readings;
use super::verdict::{Finding, JudgeRequest, NotEvaluated, Outcome, PolicyRef, RuleScore, Verdict};
use super::{Edit, redact};
use super::{Guard, Name, Vault};
use crate::detectors::Match;
use crate::order::sort_by_key;
use crate::policy::words::{Decision, FailureAction, Target};

/// What evaluation found and what it had to leave out.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) findings: Vec<Finding>,
    pub(super) not_evaluated: Vec<NotEvaluated>,
    pub(super) pending: Vec<JudgeRequest>,
    /// What only a judge can tell, or can tell better.
    pub(super) doubts: Vec<Doubt>,
    /// By segment, for texts that are read as JSON.
    pub(super) readings: Readings,
}

/// A match that does not count before a judge has answered.
#[derive(Debug)]
pub(super) struct Doubt {
    pub(super) rule_index: usize,
    pub(super) part: Part,
    pub(super) found: Match,
}

/// What is shown for an override that names no message.
pub(super) const DEFAULT_MESSAGE: &str = "This message was withheld by a policy.";

pub(super) fn decide(
    guard: &Guard,
    segments: &[Segment<'_>],
    (placeholder, vault): (&str, Option<&Vault>),
    gathered: Gathered,
    scores: Option<Vec<RuleScore>>,
) -> Verdict {
    let Gathered {
        mut findings,
        mut not_evaluated,
        pending,
        doubts: _,
        readings,
    } = gathered;
    sort_by_key(&mut findings, |finding| {
        (
            finding.target,
            finding.segment,
            finding.span,
            finding.rule_index,
        )
    });
    sort_by_key(&mut not_evaluated, |left_out| {
        (left_out.rule_index, left_out.target, left_out.reason)
    });
    not_evaluated.dedup_by_key(|left_out| (left_out.rule_index, left_out.target, left_out.reason));
    if guard.monitor {
        for left_out in &mut not_evaluated {
            left_out.action = left_out.action.min(FailureAction::Flag);
        }
    }
    let (segment_edits, vault) =
        redact::edits(guard, (segments, &readings), &findings, placeholder, vault);
    let detected = strictest(&findings, |_| true);
    let decision = detected.max(fallback(&not_evaluated, |_| true));
    let side = |target: Target| {
        segments
            .iter()
            .any(|segment| segment.target == target)
            .then(|| {
                let own = strictest(&findings, |finding| finding.target == target);
                let decision = own.max(fallback(&not_evaluated, |left_out| {
                    left_out.target == Some(target)
                }));
                let message = deciding(&findings, decision, |finding| finding.target == target)
                    .and_then(|finding| message(guard, finding));
                outcome(segments, target, decision, message, &segment_edits)
            })
    };
    let (prompt, response) = (side(Target::Prompt), side(Target::Response));
    let deciding_finding = deciding(&findings, decision, |_| true);
    let decided_by = match (decision, deciding_finding) {
        (Decision::Allow, _) => None,
        (_, Some(finding)) => Some(finding.rule.clone()),
        (_, None) => left_out(guard, &not_evaluated, decision),
    };
    let said = deciding_finding
        .and_then(|finding| message(guard, finding))
        .or_else(|| guard.policy.document().message.as_deref().map(Name::shared));
    let truncated = findings.len() > guard.limits.findings;
    let mut verdict = Verdict {
        decision,
        detected,
        complete: pending.is_empty() && not_evaluated.is_empty() && !truncated,
        decided_by,
        message: said.filter(|_| decision >= Decision::Override),
        prompt,
        response,
        truncated,
        not_evaluated,
        pending,
        answers: None,
        scores,
        vault,
        not_json: readings.faults(segments),
        policy: PolicyRef {
            name: guard.report.policy.name.clone(),
            hash: guard.report.policy.hash.clone(),
        },
        segment_edits,
        findings,
    };
    // Cut only now: everything above was made of all of them.
    verdict.findings.truncate(guard.limits.findings);
    verdict
}

fn strictest(findings: &[Finding], which: impl Fn(&Finding) -> bool) -> Decision {
    findings
        .iter()
        .filter(|finding| which(finding))
        .map(|finding| finding.action.into())
        .max()
        .unwrap_or(Decision::Allow)
}

fn fallback(not_evaluated: &[NotEvaluated], which: impl Fn(&NotEvaluated) -> bool) -> Decision {
    let decision = |left_out: &NotEvaluated| match left_out.action {
        FailureAction::Allow => Decision::Allow,
        FailureAction::Flag => Decision::Flag,
        FailureAction::Block => Decision::Block,
    };
    not_evaluated
        .iter()
        .filter(|left_out| which(left_out))
        .map(decision)
        .max()
        .unwrap_or(Decision::Allow)
}

/// The finding that decides: of those with the decision's action the lowest priority, then policy order.
fn deciding(
    findings: &[Finding],
    decision: Decision,
    which: impl Fn(&Finding) -> bool,
) -> Option<&Finding> {
    findings
        .iter()
        .filter(|finding| which(finding) && Decision::from(finding.action) == decision)
        .min_by_key(|finding| (finding.priority, finding.rule_index))
}

/// The rule whose absence decides.
fn left_out(guard: &Guard, not_evaluated: &[NotEvaluated], decision: Decision) -> Option<Name> {
    let action = if decision == Decision::Block {
        FailureAction::Block
    } else {
        FailureAction::Flag
    };
    let priority = |index: usize| {
        guard
            .rules
            .get(index)
            .map_or(i64::MAX, |rule| rule.priority)
    };
    let candidates = not_evaluated
        .iter()
        .filter(|left_out| left_out.action == action);
    candidates
        .min_by_key(|left_out| (priority(left_out.rule_index), left_out.rule_index))?
        .rule
        .clone()
}

fn message(guard: &Guard, finding: &Finding) -> Option<Name> {
    guard.rules.get(finding.rule_index)?.message.clone()
}

fn outcome(
    segments: &[Segment<'_>],
    target: Target,
    decision: Decision,
    message: Option<Name>,
    edits: &[(usize, Vec<Edit>)],
) -> Outcome {
    let (joined, edits) = redact::joined(segments, target, edits);
    let text = match decision {
        Decision::Block => None,
        Decision::Override | Decision::Rephrase => {
            Some(message.map_or_else(|| DEFAULT_MESSAGE.to_owned(), Into::into))
        }
        Decision::Redact => Some(Edit::apply(&joined, &edits)),
        Decision::Allow | Decision::Flag => Some(joined.into_owned()),
    };
    Outcome {
        decision,
        text,
        edits,
        rewritten: false,
    }
}
