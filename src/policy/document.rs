//! The neutral document: what a policy is once no vendor's spelling is left.
//!
//! These types are the native language (`edgeward.policy`): their JSON is what `toPolicy` gives, what the JSON Schema
//! is generated from and, in canonical form, what the policy hash is taken over. They are read by `vendors::native` alone,
//! which says what is wrong; serde's own reading would add 170 KB to the wasm.

mod data;
mod defaults;
mod judged;
mod lists;
mod models;
mod sql;

use serde::Serialize;

use super::words::{Action, FailureMode, JudgeUse, Mode, Release, Targets};
pub use super::words::{Dialect, Modality, SmallTalk, TopicMode, Unparsable};
pub use data::{DEFAULT_REGIONS, Pii, Secret, default_regions};
use defaults::is_true;
#[cfg(any(test, feature = "schema"))]
use defaults::yes;
pub use judged::{Custom, Unsupported};
pub use lists::{Competitor, Keyword, Named, TextEntry};
pub use models::{
    Conduct, GROUNDEDNESS_CHECKS, Groundedness, TOXICITY_LABELS, Topic, TopicEntry, Toxicity,
};
pub use sql::{SqlLoad, SqlReadOnly, SqlTables};

/// The vendor-neutral policy document.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    /// An optional pointer to the JSON Schema, for editors; not part of the policy's meaning.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `edgeward.policy`.
    pub kind: DocumentKind,
    /// The version of the policy language, not of the package.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1)))]
    pub version: u32,
    /// The policy's name; it stands in every verdict.
    pub name: String,
    /// Free text for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// `monitor` turns every action into `flag`.
    #[serde(default, skip_serializing_if = "Mode::is_enforce")]
    pub mode: Mode,
    /// What a rule that could not be evaluated does to the decision.
    #[serde(default, skip_serializing_if = "FailureMode::is_default")]
    pub failure_mode: FailureMode,
    /// Template for redactions, `[{type}]` when absent. It knows `{type}` (`EMAIL_ADDRESS`), `{tag}` (the short name: `EMAIL`) and `{n}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
    /// The message of rules that have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// When a stream gives text out, `immediate` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<Release>,
    /// Values that are never a finding.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Exception>,
    /// The rules, in document order.
    pub rules: Vec<Rule>,
}

/// The one value of `kind` in a native document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum DocumentKind {
    /// `edgeward.policy`
    #[default]
    #[serde(rename = "edgeward.policy")]
    Policy,
}

/// An allow-list entry: findings of the named detectors whose matched text (normalised, whole) is one of these are dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Exception {
    /// Detector ids; a prefix with `*` names a family (`pii.*`).
    pub detectors: Vec<String>,
    /// Whole values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Linear-time regular expressions that must match the whole value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<String>,
}

/// One line of a policy: a detector, its settings, and what follows from a finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// `[a-z0-9_.-]{1,64}`, unique in the policy.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[a-z0-9_.-]{1,64}$")))]
    pub id: String,
    /// Free text for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// A rule that is off is reported and never evaluated.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub enabled: bool,
    /// The sides that are checked; the detector's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub targets: Option<Targets>,
    /// What a finding does; the detector's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// Shown instead of the text when this rule decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What a redaction writes instead of the placeholder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
    /// Lower first; gives the message among equally strict findings.
    #[serde(
        default = "default_priority",
        skip_serializing_if = "is_default_priority"
    )]
    pub priority: i64,
    /// 0..1; a scored rule fires when `score > threshold`. 0.5 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0.0, max = 1.0)))]
    pub threshold: Option<f64>,
    /// Whether a judge is asked; `never` when absent, `require` for `custom`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judge: Option<JudgeUse>,
    /// The detector and its settings.
    #[serde(flatten)]
    pub check: Check,
}

/// The priority of a rule that names none.
pub const DEFAULT_PRIORITY: i64 = 100;

#[cfg(any(test, feature = "schema"))]
fn default_priority() -> i64 {
    DEFAULT_PRIORITY
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde calls"
)]
fn is_default_priority(value: &i64) -> bool {
    *value == DEFAULT_PRIORITY
}

/// A detector with its settings; the JSON form is `{"detector": id, "settings": {...}}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "detector", content = "settings")]
pub enum Check {
    /// Aporia's test prompt.
    #[serde(rename = "test_string")]
    TestString,
    /// Literals, regular expressions and cucumber expressions.
    #[serde(rename = "keyword")]
    Keyword(Keyword),
    /// Mentions of companies or products.
    #[serde(rename = "competitor")]
    Competitor(Competitor),
    /// Personal data.
    #[serde(rename = "pii")]
    Pii(Pii),
    /// Credentials.
    #[serde(rename = "secret")]
    Secret(Secret),
    /// Attempts to override the instructions.
    #[serde(rename = "prompt_injection")]
    PromptInjection,
    /// Abusive text.
    #[serde(rename = "toxicity")]
    Toxicity(Toxicity),
    /// Banned or allowed subjects.
    #[serde(rename = "topic")]
    Topic(Topic),
    /// SQL that touches a listed table.
    #[serde(rename = "sql.restricted_tables")]
    SqlRestrictedTables(SqlTables),
    /// SQL that touches a table that is not listed.
    #[serde(rename = "sql.allowed_tables")]
    SqlAllowedTables(SqlTables),
    /// SQL that does more than read.
    #[serde(rename = "sql.read_only")]
    SqlReadOnly(SqlReadOnly),
    /// SQL that is likely to be expensive.
    #[serde(rename = "sql.load")]
    SqlLoad(SqlLoad),
    /// Claims that the context does not support.
    #[serde(rename = "groundedness")]
    Groundedness(Groundedness),
    /// Rules written as sentences.
    #[serde(rename = "conduct")]
    Conduct(Conduct),
    /// A question for a judge.
    #[serde(rename = "custom")]
    Custom(Custom),
    /// A vendor's block that no detector serves; never written in a native document, reported and never silent.
    #[serde(rename = "unsupported")]
    #[cfg_attr(feature = "schema", schemars(skip))]
    Unsupported(Unsupported),
}

impl Check {
    /// The detector's name in the native language.
    #[must_use]
    pub fn detector(&self) -> &'static str {
        match self {
            Self::TestString => "test_string",
            Self::Keyword(_) => "keyword",
            Self::Competitor(_) => "competitor",
            Self::Pii(_) => "pii",
            Self::Secret(_) => "secret",
            Self::PromptInjection => "prompt_injection",
            Self::Toxicity(_) => "toxicity",
            Self::Topic(_) => "topic",
            Self::SqlRestrictedTables(_) => "sql.restricted_tables",
            Self::SqlAllowedTables(_) => "sql.allowed_tables",
            Self::SqlReadOnly(_) => "sql.read_only",
            Self::SqlLoad(_) => "sql.load",
            Self::Groundedness(_) => "groundedness",
            Self::Conduct(_) => "conduct",
            Self::Custom(_) => "custom",
            Self::Unsupported(_) => "unsupported",
        }
    }
}

impl Rule {
    /// A rule with every default.
    #[must_use]
    pub fn new(id: impl Into<String>, check: Check) -> Self {
        Self {
            id: id.into(),
            description: None,
            enabled: true,
            targets: None,
            action: None,
            message: None,
            replacement: None,
            priority: DEFAULT_PRIORITY,
            threshold: None,
            judge: None,
            check,
        }
    }

    /// A rule for a vendor's block that no detector serves; any key can give its id.
    #[must_use]
    pub(crate) fn unsupported(id: &str, name: &str) -> Self {
        let kept = |c: char| match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9' | '_' | '.' | '-') => c,
            _ => '_',
        };
        // Room is left for the number that makes it unique.
        let id: String = id.chars().take(56).map(kept).collect();
        let id = if id.is_empty() { "block".into() } else { id };
        let name = name.to_owned();
        Self::new(id, Check::Unsupported(Unsupported { name }))
    }
}

impl Document {
    /// An empty enforcing policy of that name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            schema: None,
            kind: DocumentKind::Policy,
            version: 1,
            name: name.into(),
            description: None,
            mode: Mode::Enforce,
            failure_mode: FailureMode::default(),
            placeholder: None,
            message: None,
            release: None,
            exceptions: Vec::new(),
            rules: Vec::new(),
        }
    }
}
