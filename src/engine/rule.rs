//! A rule ready to be evaluated, and what the compile report says of it.

use serde::{Deserialize, Serialize};

use super::Name;
use crate::detectors::Detector;
use crate::judge::{Question, Statement};
use crate::policy::Span;
use crate::policy::words::{Action, JudgeUse, Kind, Target, Targets};

/// Whether and how a rule takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is evaluated.
    Active,
    /// Some part of it is not checked; `note` says which.
    Partial,
    /// A judge has to answer.
    NeedsJudge,
    /// It needs the context.
    NeedsContext,
    /// It can never fire as written.
    Inert,
    /// It is disabled.
    Off,
    /// Evaluated as `duplicateOf`.
    Duplicate,
    /// No text can show it.
    NotCheckable,
    /// This build lacks the detector.
    NotAvailable,
}

/// One line of the compile report.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleReport {
    /// The id, as in findings.
    pub rule: String,
    /// Where in the payload it came from.
    pub path: String,
    /// Its sentence inside that string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The sentence, for conduct and custom rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The detectors that serve it.
    pub detectors: Vec<String>,
    /// The sides that are checked.
    pub targets: Targets,
    /// What a finding does.
    pub action: Action,
    /// `None`: no score.
    pub threshold: Option<f64>,
    /// Whether a judge is asked; absent where none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judge: Option<JudgeUse>,
    /// Lower first.
    pub priority: i64,
    /// Whether and how it takes part.
    pub status: Status,
    /// How sure the compiler is of its reading of a sentence.
    pub confidence: Option<f64>,
    /// How a sentence was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<RuleReading>,
    /// What else is to know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The rule it repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<String>,
}

/// A sentence of a `conduct` rule as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleReading {
    /// `user`, `assistant` or `both`.
    pub party: &'static str,
    /// `must`, `must_not`, `should` or `should_not`.
    pub modality: &'static str,
    /// What is done.
    pub act: String,
    /// About what.
    pub subject: String,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// Unless.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception: Option<String>,
}

/// What `create` made of a policy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CompileReport {
    /// Name, kind and hash.
    pub policy: PolicySummary,
    /// In the order of the payload.
    pub rules: Vec<RuleReport>,
}

/// Which policy a report is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PolicySummary {
    /// Its name.
    pub name: Name,
    /// What the payload was.
    pub kind: Kind,
    /// Hexadecimal SHA-256 of its canonical JSON.
    pub hash: Name,
}

/// A rule ready to be evaluated.
#[derive(Debug)]
pub(crate) struct CompiledRule {
    pub(crate) id: Name,
    /// The detector's name in the policy.
    pub(crate) detector: &'static str,
    pub(crate) targets: Targets,
    pub(crate) action: Action,
    pub(crate) message: Option<Name>,
    pub(crate) replacement: Option<Name>,
    pub(crate) priority: i64,
    pub(crate) threshold: f64,
    pub(crate) status: Status,
    /// Index of the rule in the policy (several compiled rules for a `conduct`).
    pub(crate) origin: usize,
    /// What part of it nothing reads in this build.
    pub(crate) unread: Option<Name>,
    /// What finds; absent where a judge is asked or nothing can be done.
    pub(crate) finder: Option<Box<dyn Detector>>,
    /// What a judge is asked where nothing finds.
    pub(crate) question: Option<Question>,
    /// What a judge is asked where the score does not tell, or always.
    pub(crate) second: Option<Second>,
    /// Indices of the exceptions that may name it.
    pub(crate) exceptions: Vec<usize>,
}

/// How far from the threshold a score is unsure: a step of the scale (5 %, 1 %, 0.1 % false positives) is 0.3.
pub(crate) const BAND: f64 = 0.2;

/// A judge beside a local score.
#[derive(Debug)]
pub(crate) struct Second {
    pub(crate) statement: Statement,
    /// Whatever the score is.
    pub(crate) always: bool,
}

impl Second {
    /// Whether the score decides by itself.
    pub(crate) fn is_sure(&self, score: f64, threshold: f64) -> bool {
        !self.always && (score - threshold).abs() > BAND
    }
}

impl CompiledRule {
    pub(crate) fn applies(&self, target: Target) -> bool {
        self.targets.contains(target)
    }
}
