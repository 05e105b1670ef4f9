//! From a policy to verdicts.
//!
//! Enters: a [`Policy`] once, inputs many times. Leaves: [`Verdict`]s. Never: a failure, a panic, observable state; a limit
//! or a fault becomes part of the verdict.

mod allowed;
mod artifact;
mod ask;
mod compile;
mod conduct;
mod decide;
mod decoded;
mod evaluate;
mod extract;
mod input;
mod json;
mod json_text;
mod limits;
mod name;
#[cfg(feature = "wasm")]
mod numbers;
#[cfg(feature = "oracle")]
#[doc(hidden)]
pub mod oracle;
pub(crate) mod prefilter;
mod redact;
mod rephrase;
mod rule;
pub mod sse;
mod stream;
mod vault;
mod verdict;

use std::collections::BTreeMap;

pub(crate) use allowed::Allowed;
pub use artifact::{ArtifactError, VERSION};
pub use compile::GuardOptions;
pub use extract::Extractions;
pub use input::{Content, EvaluateOptions, Format, Input, Message, Part, Segment};
pub use limits::Limits;
pub use name::Name;
#[cfg(feature = "wasm")]
pub(crate) use numbers::{Numbers, Words};
pub use rule::{CompileReport, PolicySummary, RuleReading, RuleReport, Status};
#[cfg(feature = "wasm")]
pub(crate) use stream::Step;
pub use stream::{State, Stream, StreamEnd, StreamOptions};
pub use verdict::{
    Edit, Evidence, Finding, JudgeMessage, JudgeRequest, NotEvaluated, NotJson, Outcome, PolicyRef,
    Purpose, RuleScore, Verdict,
};

pub use vault::{Vault, VaultEntry, restore};

use crate::judge::JudgeAnswer;
use crate::policy::{FailureAction, FailureMode, NotEvaluatedReason, Policy};
use rule::CompiledRule;

/// Answers of a judge by request id.
pub type Answers = BTreeMap<String, JudgeAnswer>;

/// A compiled policy: immutable, `Send + Sync`, evaluated many times.
///
/// ```
/// use edgeward::engine::{EvaluateOptions, Guard, GuardOptions, Input};
/// use edgeward::policy::{Decision, Policy, ValidateOptions};
///
/// let payload = r#"{"kind": "edgeward.policy", "version": 1, "name": "Demo",
///     "rules": [{"id": "words", "detector": "keyword", "settings": {"entries": ["lawsuit"]}}]}"#;
/// let (policy, _) = Policy::from_json(payload, &ValidateOptions::default())?;
/// let guard = Guard::new(policy, &GuardOptions::default());
/// let verdict = guard.evaluate(&Input::prompt("I will file a Lawsuit"), &EvaluateOptions::default());
/// assert_eq!(verdict.decision, Decision::Block);
/// assert_eq!(verdict.findings[0].span.map(|span| span.range()), Some(14..21));
/// # Ok::<(), edgeward::policy::Error>(())
/// ```
#[derive(Debug)]
pub struct Guard {
    policy: Policy,
    rules: Vec<CompiledRule>,
    prefilter: prefilter::Prefilter,
    exceptions: Vec<Allowed>,
    failure_mode: FailureMode,
    placeholder: String,
    limits: Limits,
    extractor: extract::Extractor,
    monitor: bool,
    report: CompileReport,
}

impl Guard {
    /// Compiles a policy. What cannot be built is reported, and said at every evaluation.
    #[must_use]
    pub fn new(policy: Policy, options: &GuardOptions) -> Self {
        compile::compile(policy, options, None)
    }

    /// What the policy became.
    #[must_use]
    pub fn report(&self) -> &CompileReport {
        &self.report
    }

    /// The policy it was made of.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// What a host that lost the evaluator (a trapped instance) makes of it.
    #[must_use]
    pub fn fault_action(&self) -> FailureAction {
        let action = self.failure_mode.action(NotEvaluatedReason::Fault);
        if self.monitor {
            action.min(FailureAction::Flag)
        } else {
            action
        }
    }

    /// The limits it obeys.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Judges an input. Never fails.
    #[must_use]
    pub fn evaluate(&self, input: &Input, options: &EvaluateOptions) -> Verdict {
        self.evaluate_segments(&input.segments(), options, None)
    }

    /// The same with the answers of a judge; requests without an answer become `judge_failed`.
    ///
    /// There may be more questions then, about a text that a judge has rewritten: resolve again with all answers,
    /// [`Verdict::answers`] and the new ones, until nothing is pending. [`JudgeAnswer::Nothing`] says that an answer
    /// failed to come.
    #[must_use]
    pub fn resolve(&self, input: &Input, answers: &Answers, options: &EvaluateOptions) -> Verdict {
        self.evaluate_segments(&input.segments(), options, Some(answers))
    }

    /// The same on texts that the host has already laid out.
    #[must_use]
    pub fn evaluate_segments(
        &self,
        segments: &[Segment<'_>],
        options: &EvaluateOptions,
        answers: Option<&Answers>,
    ) -> Verdict {
        let how = evaluate::How {
            options,
            answers,
            only: None,
            rephrases: true,
            again: false,
        };
        evaluate::evaluate(self, segments, &how)
    }

    /// A text that is judged while it is being written.
    #[must_use]
    pub fn stream(&self, options: StreamOptions) -> Stream<&Self> {
        Stream::new(self, options)
    }

    /// UTF-16 units that [`Guard::stream`] can hold at most with these options; `None` when it holds everything.
    #[must_use]
    pub fn holdback(&self, options: &StreamOptions) -> Option<usize> {
        stream::holdback(self, options)
    }

    /// The canonical JSON of a verdict on this input: spans in UTF-16 units, the same bytes on every platform.
    #[must_use]
    pub fn verdict_json(&self, verdict: &Verdict, input: &Input) -> String {
        json::canonical(verdict, input)
    }

    /// The same without the texts, for a host that fills them in.
    #[must_use]
    pub fn verdict_json_bare(&self, verdict: &Verdict, segments: &[Segment<'_>]) -> String {
        json::bare(verdict, segments)
    }

    /// Reads the JSON of a verdict that this guard gave (texts and spans as in [`Guard::verdict_json`]). `None` when it is
    /// not one, or names a rule that this guard does not have.
    #[must_use]
    pub fn parse_verdict(&self, json: &str, segments: &[Segment<'_>]) -> Option<Verdict> {
        json::parse(json, self, segments)
    }

    /// The payload's name for a finding's or a left-out rule: a Lyzr block, an Aporia policy type, an Enkrypt detector.
    pub(crate) fn origin(
        &self,
        rule_index: usize,
    ) -> Option<(&crate::policy::Rule, &crate::policy::Origin)> {
        let origin = self.rules.get(rule_index)?.origin;
        self.policy.rules().nth(origin)
    }

    /// The guard as bytes; they must be made again with each release.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        artifact::write(self)
    }

    /// Reads [`Guard::to_bytes`].
    ///
    /// # Errors
    ///
    /// [`ArtifactError`] when the bytes are not an artifact, are damaged, or come from another release.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ArtifactError> {
        artifact::read(bytes)
    }
}
