//! A text that a rule wants rewritten: a judge writes it, the guard reads it again, and only what passes takes its place.
//!
//! In every other case the rule's message stays in the text's place.

use super::Guard;
use super::evaluate::{self, How};
use super::input::{Format, Segment};
use super::verdict::{Finding, JudgeRequest, NotEvaluated, Outcome, Verdict};
use super::{Edit, redact};
use crate::judge::{self, Question};
use crate::policy::words::{Action, Decision, FailureAction, NotEvaluatedReason, Target};
use crate::text::json::Json;

/// Asks for the rewritten texts of a verdict, or reads them.
pub(super) fn rephrase(
    guard: &Guard,
    segments: &[Segment<'_>],
    how: &How<'_>,
    verdict: &mut Verdict,
) {
    // What is still open may change the decision; under a block nothing goes.
    if verdict.decision != Decision::Rephrase || !verdict.pending.is_empty() {
        return;
    }
    for target in [Target::Prompt, Target::Response] {
        let side = side(verdict, target);
        if side.is_some_and(|outcome| outcome.decision == Decision::Rephrase) {
            one(guard, segments, how, verdict, target);
        }
    }
    verdict.complete &= verdict.pending.is_empty() && verdict.not_evaluated.is_empty();
}

fn one(
    guard: &Guard,
    segments: &[Segment<'_>],
    how: &How<'_>,
    verdict: &mut Verdict,
    target: Target,
) {
    let wanted =
        |finding: &&Finding| finding.target == target && finding.action == Action::Rephrase;
    let findings = verdict.findings.iter().filter(wanted);
    let first = findings.min_by_key(|finding| (finding.priority, finding.rule_index));
    let Some(rule_index) = first.map(|finding| finding.rule_index) else {
        return;
    };
    let Some(rule) = guard.rules.get(rule_index) else {
        return;
    };
    let id = format!("{}:{target}:rephrase", rule.id);
    let (joined, edits) = redact::joined(segments, target, &verdict.segment_edits);
    // What is masked stays so.
    let text = Edit::apply(&joined, &edits);
    match how.answers.and_then(|answers| answers.get(&id)) {
        None => {
            let reasons = reasons(guard, verdict.findings.iter().filter(wanted));
            let request = judge::rephrase((id, &rule.id), &reasons, &text);
            verdict.pending.push(request);
        }
        Some(answer) => {
            let written = answer.rewritten(&text);
            let explanation = match &written {
                None => Some("the judge wrote no other text: the message takes its place"),
                Some(written) if breaks_json(verdict, segments, how, (target, written)) => {
                    Some("the judge wrote no JSON: the message takes its place")
                }
                Some(_) => None,
            };
            let (Some(written), None) = (written, explanation) else {
                let left_out = NotEvaluated {
                    rule: Some(rule.id.clone()),
                    detector: Some(rule.detector.into()),
                    target: Some(target),
                    reason: NotEvaluatedReason::JudgeFailed,
                    action: FailureAction::Allow,
                    explanation: explanation.unwrap_or_default().into(),
                    rule_index,
                };
                return verdict.not_evaluated.push(left_out);
            };
            let (outcome, pending) = again(guard, segments, how, target, &written);
            verdict.pending.extend(pending);
            if let (Some(outcome), Some(side)) = (outcome, side_mut(verdict, target)) {
                side.text = outcome.text;
                side.rewritten = true;
            }
        }
    }
}

/// Whether what was JSON is none any more.
fn breaks_json(
    verdict: &Verdict,
    segments: &[Segment<'_>],
    how: &How<'_>,
    (target, written): (Target, &str),
) -> bool {
    how.options.format == Format::Json
        && !segments
            .iter()
            .any(|segment| segment.target == target && segment.message.is_some())
        && !verdict.not_json.iter().any(|each| each.target == target)
        && Json::whole(written).broken().is_some()
}

/// What the guard says of the rewritten text: its outcome where it may go, and what a judge must still say of it.
fn again(
    guard: &Guard,
    segments: &[Segment<'_>],
    how: &How<'_>,
    target: Target,
    written: &str,
) -> (Option<Outcome>, Vec<JudgeRequest>) {
    let mut texts: Vec<Segment<'_>> = segments.to_vec();
    let at = texts.iter().position(|segment| segment.target == target);
    texts.retain(|segment| segment.target != target);
    let segment = Segment {
        target,
        message: None,
        part: None,
        context: None,
        text: written,
    };
    texts.insert(at.unwrap_or_default().min(texts.len()), segment);
    let how = How {
        only: Some(target),
        rephrases: false,
        again: true,
        ..*how
    };
    let mut read = evaluate::judge(guard, &texts, &how);
    let pending = std::mem::take(&mut read.pending);
    let outcome = match target {
        Target::Prompt => read.prompt,
        _ => read.response,
    };
    let passes = pending.is_empty() && read.decision <= Decision::Redact;
    (outcome.filter(|_| passes), pending)
}

/// What a judge is told is wrong: the rule's own words where it has some, never the text.
fn reasons<'f>(guard: &Guard, findings: impl Iterator<Item = &'f Finding>) -> Vec<String> {
    let mut reasons = Vec::new();
    for finding in findings {
        let report = guard.report.rules.get(finding.rule_index);
        let sentence = report.and_then(|report| report.text.as_deref());
        let rule = guard.rules.get(finding.rule_index);
        let question = rule.and_then(|rule| rule.question.as_ref());
        let reason = match (
            sentence,
            question.map(Question::violation_when),
            &finding.kind,
        ) {
            (Some(sentence), Some(true), _) => format!("this is true of it: {}", sentence.trim()),
            (Some(sentence), Some(false), _) => {
                format!("this should be true of it and is not: {}", sentence.trim())
            }
            (Some(sentence), None, _) => format!("it breaks this rule: {}", sentence.trim()),
            (None, _, Some(kind)) => format!("{} ({kind})", finding.explanation),
            (None, _, None) => finding.explanation.to_string(),
        };
        if !reasons.contains(&reason) && reasons.len() < MOST {
            reasons.push(reason);
        }
    }
    reasons
}

/// Reasons that a judge is told at most.
const MOST: usize = 20;

fn side(verdict: &Verdict, target: Target) -> Option<&Outcome> {
    match target {
        Target::Prompt => verdict.prompt.as_ref(),
        _ => verdict.response.as_ref(),
    }
}

fn side_mut(verdict: &mut Verdict, target: Target) -> Option<&mut Outcome> {
    match target {
        Target::Prompt => verdict.prompt.as_mut(),
        _ => verdict.response.as_mut(),
    }
}
