//! The neutral document: what a policy is once no vendor's spelling is left.
//!
//! These types are the native language (`edgeward.policy`): their JSON is what `toPolicy` gives, what the JSON Schema
//! is generated from and, in canonical form, what the policy hash is taken over. They are read by `vendors::native` alone,
//! which says what is wrong; serde's own reading would add 170 KB to the wasm.

use serde::Serialize;

use super::questions;
use super::words::{Action, FailureMode, JudgeUse, Mode, Release, Targets};
pub use super::words::{Dialect, Modality, SmallTalk, TopicMode, Unparsable};

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

#[cfg(any(test, feature = "schema"))]
fn yes() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde calls"
)]
fn is_true(value: &bool) -> bool {
    *value
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

/// A literal, or a pattern of one of the two languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum TextEntry {
    /// The short form of a literal.
    Text(String),
    /// Matched as it stands.
    Literal {
        /// The text.
        literal: String,
    },
    /// A linear-time regular expression (syntax of Rust's `regex`).
    Regex {
        /// Its source, at most 1,024 bytes.
        regex: String,
    },
    /// A cucumber expression, as in `password: {word}`.
    Cucumber {
        /// Its source.
        cucumber: String,
    },
}

/// Settings of `keyword`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Keyword {
    /// What to look for; at least one.
    pub entries: Vec<TextEntry>,
    /// Only where no letter, digit or underscore stands beside the match.
    #[serde(default, skip_serializing_if = "is_false")]
    pub whole_word: bool,
    /// Tell `A` from `a`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub case_sensitive: bool,
    /// Also spaced letters and leet spelling.
    #[serde(default, skip_serializing_if = "is_false")]
    pub obfuscation: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde calls"
)]
fn is_false(value: &bool) -> bool {
    !*value
}

/// Settings of `competitor`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Competitor {
    /// The names; at least one.
    pub names: Vec<Named>,
}

/// A name, or a name with other ways of writing it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Named {
    /// The short form.
    Name(String),
    /// With aliases.
    Aliases {
        /// The name that findings carry.
        name: String,
        /// Other ways of writing it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        aliases: Vec<String>,
    },
}

/// Settings of `pii`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pii {
    /// Native names (`email_address`, ...) or `all`, which is all but `person` and `location`.
    pub types: Vec<String>,
    /// Regions whose national phone and id formats are read.
    #[serde(
        default = "default_regions",
        skip_serializing_if = "is_default_regions"
    )]
    pub regions: Vec<String>,
    /// Whether words nearby raise or lower the score.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub context: bool,
}

/// The regions of a `pii` rule that names none.
pub const DEFAULT_REGIONS: [&str; 6] = ["US", "GB", "CA", "DE", "FR", "IN"];

/// [`DEFAULT_REGIONS`] as owned strings.
#[must_use]
pub fn default_regions() -> Vec<String> {
    DEFAULT_REGIONS.map(String::from).to_vec()
}

fn is_default_regions(regions: &[String]) -> bool {
    regions == DEFAULT_REGIONS
}

/// Settings of `secret`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Secret {
    /// Formats, or `all`.
    pub types: Vec<String>,
    /// Formats to leave out.
    pub exclude: Vec<String>,
    /// `key = value` by entropy.
    pub generic: bool,
    /// Keep a short prefix when redacting.
    pub mask: bool,
}

impl Default for Secret {
    fn default() -> Self {
        Self {
            types: vec!["all".into()],
            exclude: Vec::new(),
            generic: true,
            mask: true,
        }
    }
}

/// Settings of `toxicity`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Toxicity {
    /// Of `toxicity severe_toxicity obscene threat insult identity_hate`.
    pub labels: Vec<String>,
}

impl Default for Toxicity {
    fn default() -> Self {
        Self {
            labels: vec!["toxicity".into()],
        }
    }
}

/// The six labels of `toxicity`.
pub const TOXICITY_LABELS: [&str; 6] = [
    "toxicity",
    "severe_toxicity",
    "obscene",
    "threat",
    "insult",
    "identity_hate",
];

/// Settings of `topic`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Topic {
    /// Whether the topics are banned or the only ones allowed.
    pub mode: TopicMode,
    /// The topics; at least one.
    pub topics: Vec<TopicEntry>,
    /// Whether greetings and thanks are on topic.
    #[serde(default)]
    pub small_talk: SmallTalk,
}

/// A topic, or a topic with a description and examples.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum TopicEntry {
    /// The short form.
    Name(String),
    /// With more to go by.
    Described {
        /// The name that findings carry.
        name: String,
        /// What belongs to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        /// Texts on the topic.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        examples: Vec<String>,
    },
}

/// Settings of `sql.restricted_tables` and `sql.allowed_tables`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SqlTables {
    /// `users`, `hr.users`, `pg_*`, `information_schema.*`; at least one.
    pub tables: Vec<String>,
    /// The dialect.
    #[serde(default)]
    pub dialect: Dialect,
    /// What SQL that cannot be parsed does.
    #[serde(default = "violate")]
    pub unparsable: Unparsable,
    /// Tell `Users` from `users`.
    #[serde(default)]
    pub case_sensitive: bool,
    /// The schema of a name without one.
    #[serde(default = "public")]
    pub default_schema: String,
}

#[cfg(any(test, feature = "schema"))]
fn violate() -> Unparsable {
    Unparsable::Violate
}

#[cfg(any(test, feature = "schema"))]
fn public() -> String {
    "public".into()
}

/// Settings of `sql.read_only`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SqlReadOnly {
    /// Let EXPLAIN, SHOW and DESCRIBE pass.
    pub allow_metadata: bool,
    /// Functions with side effects that may be called.
    pub allow_functions: Vec<String>,
    /// The dialect.
    pub dialect: Dialect,
    /// What SQL that cannot be parsed does.
    pub unparsable: Unparsable,
}

impl Default for SqlReadOnly {
    fn default() -> Self {
        Self {
            allow_metadata: false,
            allow_functions: Vec::new(),
            dialect: Dialect::Auto,
            unparsable: Unparsable::Violate,
        }
    }
}

/// Settings of `sql.load`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent switches of the published language"
)]
pub struct SqlLoad {
    /// Tables in one statement.
    pub max_tables: u32,
    /// Tables read without WHERE, LIMIT or aggregate.
    pub max_unbounded_tables: u32,
    /// Depth of subqueries.
    pub max_nesting: u32,
    /// Joins without a condition.
    pub allow_cartesian: bool,
    /// Recursive common table expressions.
    pub allow_recursive: bool,
    /// `SELECT *`.
    pub allow_select_star: bool,
    /// `LIKE '%x'`.
    pub allow_leading_wildcard: bool,
    /// The dialect.
    pub dialect: Dialect,
    /// What SQL that cannot be parsed does.
    pub unparsable: Unparsable,
}

impl Default for SqlLoad {
    fn default() -> Self {
        Self {
            max_tables: 4,
            max_unbounded_tables: 1,
            max_nesting: 4,
            allow_cartesian: false,
            allow_recursive: false,
            allow_select_star: true,
            allow_leading_wildcard: true,
            dialect: Dialect::Auto,
            unparsable: Unparsable::Ignore,
        }
    }
}

/// Settings of `groundedness`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Groundedness {
    /// Of `claims answer_relevance context_relevance`.
    pub checks: Vec<String>,
}

/// The checks of `groundedness`.
pub const GROUNDEDNESS_CHECKS: [&str; 3] = ["claims", "answer_relevance", "context_relevance"];

impl Default for Groundedness {
    fn default() -> Self {
        Self {
            checks: GROUNDEDNESS_CHECKS.map(String::from).to_vec(),
        }
    }
}

/// Settings of `conduct`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Conduct {
    /// Sentences; each becomes `<id>.1`, `<id>.2`, ...
    pub rules: Vec<String>,
}

/// Settings of `custom`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(
    tag = "mode",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Custom {
    /// A sentence about `{question}`, `{context}` and `{answer}`.
    Simple {
        /// The sentence.
        instructions: String,
        /// Which answer is the violation.
        modality: Modality,
    },
    /// A whole system prompt.
    Advanced {
        /// The prompt; also names of extractions.
        system_prompt: String,
        /// 0..1
        #[serde(default = "one")]
        top_p: f64,
        /// 0..2
        #[serde(default = "one")]
        temperature: f64,
        /// Which answer is the violation.
        modality: Modality,
    },
}

#[cfg(any(test, feature = "schema"))]
fn one() -> f64 {
    1.0
}

impl Custom {
    /// What the judge is asked, with names in braces.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Simple { instructions, .. } => instructions,
            Self::Advanced { system_prompt, .. } => system_prompt,
        }
    }

    /// Which answer is the violation.
    #[must_use]
    pub fn modality(&self) -> Modality {
        match self {
            Self::Simple { modality, .. } | Self::Advanced { modality, .. } => *modality,
        }
    }

    /// The sides of a rule that names none: `{answer}` and `{context}` need the response.
    #[must_use]
    pub fn targets(&self) -> Targets {
        questions::targets(self.text())
    }
}

/// A vendor's block that no detector serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
pub struct Unsupported {
    /// The vendor's name of it.
    pub name: String,
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
