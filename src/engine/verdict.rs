//! What comes out: the verdict and its parts.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, Serializer};

use super::Name;
use crate::policy::Span;
use crate::policy::words::{Action, Decision, FailureAction, NotEvaluatedReason, Target};
use crate::text::Views;

/// The answer to "may this pass?".
///
/// In JSON the keys stand in this order; spans are bytes here and UTF-16 units in the canonical JSON
/// ([`Guard::verdict_json`](super::Guard::verdict_json)).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// The strictest of `detected` and what the failure mode makes of `not_evaluated`.
    pub decision: Decision,
    /// The strictest action of the findings alone.
    pub detected: Decision,
    /// Nothing pending, nothing left out.
    pub complete: bool,
    /// The rule that decided: strictest action, then lowest priority, then policy order.
    pub decided_by: Option<Name>,
    /// That rule's message, when the decision is override, rephrase or block.
    pub message: Option<Name>,
    /// The prompt's outcome; `None` when the input has none.
    pub prompt: Option<Outcome>,
    /// The response's outcome; `None` when the input has none.
    pub response: Option<Outcome>,
    /// By target, start, end, rule.
    pub findings: Vec<Finding>,
    /// There are more findings than `limits.findings`; edits are complete all the same.
    pub truncated: bool,
    /// What was not evaluated, and what that does.
    pub not_evaluated: Vec<NotEvaluated>,
    /// Questions for a judge.
    pub pending: Vec<JudgeRequest>,
    /// What a judge has answered so far, while there are more questions: they go with the next answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<super::Answers>,
    /// Every rule's score, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scores: Option<Vec<RuleScore>>,
    /// The vault to go on with, when one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vault: Option<super::Vault>,
    /// Texts that were to be read as JSON and are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_json: Vec<NotJson>,
    /// Which policy said so.
    pub policy: PolicyRef,
    /// Redactions per segment of the input, for hosts that rewrite messages.
    #[serde(skip)]
    pub segment_edits: Vec<(usize, Vec<Edit>)>,
}

impl Verdict {
    /// Whether each side goes on with a text of its own: as it came, redacted, or rewritten.
    pub(crate) fn keeps_texts(&self) -> bool {
        let kept = |outcome: &&Outcome| outcome.decision <= Decision::Redact || outcome.rewritten;
        let sides = [&self.prompt, &self.response];
        self.decision <= Decision::Redact
            || self.decision == Decision::Rephrase
                && sides.into_iter().flatten().all(|side| kept(&side))
    }
}

/// A text that was to be read as JSON and is none from a place on; it is judged all the same, as the text that it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotJson {
    /// The side.
    pub target: Target,
    /// Index into `context`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<usize>,
    /// The first unit that JSON does not have there; the length of a text that is cut off.
    pub at: usize,
    /// Index into the input's segments.
    #[serde(skip)]
    pub segment: usize,
}

/// Name and hash of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyRef {
    /// Its name.
    pub name: Name,
    /// Hexadecimal SHA-256 of its canonical JSON.
    pub hash: Name,
}

/// What happens to one side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The strictest action of this side.
    pub decision: Decision,
    /// What may be forwarded; `None` when blocked. A prompt of several parts is joined with line feeds.
    pub text: Option<String>,
    /// Disjoint, ascending, on the text as given.
    pub edits: Vec<Edit>,
    /// `text` was written by a judge and checked again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rewritten: bool,
}

/// One redaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// First unit that goes.
    pub start: usize,
    /// After the last one.
    pub end: usize,
    /// What comes instead.
    pub replacement: Name,
    /// The rules that asked for it.
    pub rules: Vec<Name>,
}

/// Something a rule found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: Name,
    /// The detector's id.
    pub detector: Name,
    /// `EMAIL_ADDRESS`, `github_token`, a topic, a table, a keyword's source.
    #[serde(rename = "type")]
    pub kind: Option<Name>,
    /// The side.
    pub target: Target,
    /// Index into `messages`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<usize>,
    /// Index into the message's parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<usize>,
    /// Index into `context`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<usize>,
    /// Where; `None` when it is about the text as a whole.
    pub span: Option<Span>,
    /// 0..1
    #[serde(serialize_with = "score")]
    pub score: f64,
    /// 0..1; it fired because the score is above it.
    #[serde(serialize_with = "score")]
    pub threshold: f64,
    /// What it does.
    pub action: Action,
    /// How the match was uncovered.
    pub views: Views,
    /// One sentence that never quotes the text.
    pub explanation: Name,
    /// More on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// Index into the input's segments.
    #[serde(skip)]
    pub segment: usize,
    /// Index into the guard's rules.
    #[serde(skip)]
    pub(crate) rule_index: usize,
    /// The rule's priority.
    #[serde(skip)]
    pub(crate) priority: i64,
    /// What a redaction writes, when the detector knows better than the placeholder.
    #[serde(skip)]
    pub(crate) replacement: Option<Name>,
}

/// More on a finding.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// sql: the statement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<Span>,
    /// sql: `select`, `drop`, ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement_kind: Option<String>,
    /// sql: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// groundedness: the nearest support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context_span: Option<Span>,
    /// groundedness: which context.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context_index: Option<usize>,
    /// injection, toxicity: the window that was judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Span>,
    /// injection, toxicity: what told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<String>,
}

/// A rule that was not evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotEvaluated {
    /// The rule's id; `None` when the instance trapped.
    pub rule: Option<Name>,
    /// The detector's id.
    pub detector: Option<Name>,
    /// The side.
    pub target: Option<Target>,
    /// Why.
    pub reason: NotEvaluatedReason,
    /// What that does to the decision.
    pub action: FailureAction,
    /// One sentence.
    pub explanation: Name,
    /// Index into the guard's rules.
    #[serde(skip)]
    pub(crate) rule_index: usize,
}

/// The score of a rule on one side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleScore {
    /// The rule's id.
    pub rule: Name,
    /// The side.
    pub target: Target,
    /// 0..1
    #[serde(serialize_with = "score")]
    pub score: f64,
    /// 0..1
    #[serde(serialize_with = "score")]
    pub threshold: f64,
}

/// What a language model is asked. `messages` are ready to send; text of users is already fenced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JudgeRequest {
    /// Stable within a verdict.
    pub id: String,
    /// The rule's id.
    pub rule: String,
    /// What the answer is for.
    pub purpose: Purpose,
    /// The conversation to send.
    pub messages: Vec<JudgeMessage>,
    /// Sampling temperature.
    #[serde(serialize_with = "score")]
    pub temperature: f64,
    /// Nucleus sampling.
    #[serde(serialize_with = "score")]
    pub top_p: f64,
    /// Upper bound of the answer.
    pub max_tokens: u32,
    /// The bad answer.
    pub violation_when: bool,
}

/// What a judge's answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// TRUE or FALSE.
    Violation,
    /// A rewritten text.
    Rephrase,
}

/// One message to a judge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgeMessage {
    /// `system` or `user`.
    pub role: Cow<'static, str>,
    /// The text.
    pub content: String,
}

/// Four decimals, written as JavaScript writes them (`1`, not `1.0`), so that the JSON is the same everywhere.
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde calls"
)]
fn score<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    let rounded = (value * 10_000.0).round() / 10_000.0;
    #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
    if rounded.fract() == 0.0 && rounded.abs() < 1e15 {
        serializer.serialize_i64(rounded as i64)
    } else {
        serializer.serialize_f64(rounded)
    }
}
