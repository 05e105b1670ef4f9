//! The small vocabularies of a policy, each with its one list of spellings.

use serde::{Deserialize, Serialize};

/// Declares an enum whose JSON form is a fixed word, with the list of accepted words for diagnostics.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every word, in order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value of a word, compared exactly.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// Who published a payload's shape.
    Vendor {
        /// Enkrypt AI
        Enkrypt = "enkrypt",
        /// Lyzr
        Lyzr = "lyzr",
        /// Aporia
        Aporia = "aporia",
        /// The native language
        Edgeward = "edgeward",
    }
}

words! {
    /// What a payload is.
    Kind {
        /// Enkrypt's code of conduct, as form fields
        EnkryptPolicy = "enkrypt.policy",
        /// Enkrypt's `detectors` object
        EnkryptGuardrail = "enkrypt.guardrail",
        /// Lyzr's Responsible AI policy
        LyzrRaiPolicy = "lyzr.rai_policy",
        /// Aporia's custom policy
        AporiaCustomPolicy = "aporia.custom_policy",
        /// Aporia's `{project_ids, policies}`
        AporiaProjectPolicies = "aporia.project_policies",
        /// The neutral document
        EdgewardPolicy = "edgeward.policy",
    }
}

impl Kind {
    /// Whose shape it is.
    #[must_use]
    pub const fn vendor(self) -> Vendor {
        match self {
            Self::EnkryptPolicy | Self::EnkryptGuardrail => Vendor::Enkrypt,
            Self::LyzrRaiPolicy => Vendor::Lyzr,
            Self::AporiaCustomPolicy | Self::AporiaProjectPolicies => Vendor::Aporia,
            Self::EdgewardPolicy => Vendor::Edgeward,
        }
    }
}

words! {
    /// A side of the traffic.
    Target {
        /// What the user wrote
        Prompt = "prompt",
        /// What the model answered
        Response = "response",
        /// Retrieved text and tool output
        Context = "context",
    }
}

words! {
    /// What a finding does, in order of strictness.
    Action {
        /// Noted only
        Flag = "flag",
        /// The match is replaced
        Redact = "redact",
        /// The message is shown instead of the text
        Override = "override",
        /// A judge rewrites the text
        Rephrase = "rephrase",
        /// Nothing is forwarded
        Block = "block",
    }
}

words! {
    /// The outcome for a text, in order of strictness.
    Decision {
        /// Nothing was found
        Allow = "allow",
        /// Noted only
        Flag = "flag",
        /// Something was replaced
        Redact = "redact",
        /// The message is shown instead
        Override = "override",
        /// A judge rewrites the text
        Rephrase = "rephrase",
        /// Nothing is forwarded
        Block = "block",
    }
}

impl From<Action> for Decision {
    fn from(action: Action) -> Self {
        match action {
            Action::Flag => Self::Flag,
            Action::Redact => Self::Redact,
            Action::Override => Self::Override,
            Action::Rephrase => Self::Rephrase,
            Action::Block => Self::Block,
        }
    }
}

words! {
    /// Whether findings act or are only noted.
    #[derive(Default)]
    Mode {
        /// Actions are as written
        #[default]
        Enforce = "enforce",
        /// Every action becomes `flag`
        Monitor = "monitor",
    }
}

impl Mode {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature serde calls"
    )]
    pub(crate) fn is_enforce(&self) -> bool {
        *self == Self::Enforce
    }
}

words! {
    /// When a stream gives text out.
    Release {
        /// As soon as no finding can still change it
        Immediate = "immediate",
        /// Also after windowed rules have judged the sentence
        Sentence = "sentence",
        /// Only at the end
        End = "end",
    }
}

words! {
    /// Whether a judge is asked.
    JudgeUse {
        /// Never
        Never = "never",
        /// Where the local score is unsure
        Prefer = "prefer",
        /// Always
        Require = "require",
    }
}

words! {
    /// What an unevaluated rule does to the decision.
    FailureAction {
        /// Nothing
        Allow = "allow",
        /// The verdict is at least `flag`
        Flag = "flag",
        /// The verdict is `block`
        Block = "block",
    }
}

words! {
    /// Why a rule was not evaluated.
    NotEvaluatedReason {
        /// No judge was given
        NeedsJudge = "needs_judge",
        /// Time-out, error, or no clear TRUE or FALSE
        JudgeFailed = "judge_failed",
        /// Grounding without context
        NeedsContext = "needs_context",
        /// A model or grammar that is English only
        UnsupportedLanguage = "unsupported_language",
        /// A limit was reached
        OverLimit = "over_limit",
        /// This build lacks the detector
        NotAvailable = "not_available",
        /// The instance trapped
        Fault = "fault",
    }
}

words! {
    /// Which side of a list of topics is the violation.
    TopicMode {
        /// A listed topic is a violation
        Banned = "banned",
        /// Anything but a listed topic is a violation
        Allowed = "allowed",
    }
}

words! {
    /// What happens to greetings, thanks and refusals.
    #[derive(Default)]
    SmallTalk {
        /// They are on topic
        #[default]
        Allow = "allow",
        /// They are judged like any text
        Judge = "judge",
    }
}

words! {
    /// The SQL dialect to read.
    #[derive(Default)]
    Dialect {
        /// Whichever reads the statement
        #[default]
        Auto = "auto",
        /// The standard
        Ansi = "ansi",
        /// `PostgreSQL`
        Postgres = "postgres",
        /// `MySQL` and `MariaDB`
        Mysql = "mysql",
        /// `SQLite`
        Sqlite = "sqlite",
        /// SQL Server
        Mssql = "mssql",
        /// `BigQuery`
        Bigquery = "bigquery",
        /// Snowflake
        Snowflake = "snowflake",
    }
}

words! {
    /// What SQL that cannot be parsed does.
    Unparsable {
        /// It is a violation
        Violate = "violate",
        /// It is passed over
        Ignore = "ignore",
    }
}

words! {
    /// Which answer of the judge is the violation.
    Modality {
        /// FALSE is the violation
        Legit = "legit",
        /// TRUE is the violation
        Violate = "violate",
    }
}

/// What an unevaluated rule does to the decision, per reason. Default: `block` for every reason but `needs_context`,
/// which flags.
///
/// The JSON form is a word for all reasons, or an object of reasons and `default`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum FailureMode {
    /// The defaults.
    #[default]
    #[cfg_attr(feature = "schema", schemars(skip))]
    Default,
    /// The same for every reason.
    All(FailureAction),
    /// Per reason.
    PerReason(FailureActions),
}

/// The object form of [`FailureMode`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FailureActions {
    /// For reasons that are not named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<FailureAction>,
    /// No judge was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_judge: Option<FailureAction>,
    /// The judge gave no clear answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judge_failed: Option<FailureAction>,
    /// Grounding without context.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_context: Option<FailureAction>,
    /// Not English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsupported_language: Option<FailureAction>,
    /// A limit was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_limit: Option<FailureAction>,
    /// This build lacks the detector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_available: Option<FailureAction>,
    /// The instance trapped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<FailureAction>,
}

impl FailureMode {
    /// Whether nothing was said.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::Default
    }

    /// What this reason does.
    #[must_use]
    pub fn action(&self, reason: NotEvaluatedReason) -> FailureAction {
        let actions = match self {
            Self::Default => return Self::default_action(reason),
            Self::All(action) => return *action,
            Self::PerReason(actions) => actions,
        };
        let named = match reason {
            NotEvaluatedReason::NeedsJudge => actions.needs_judge,
            NotEvaluatedReason::JudgeFailed => actions.judge_failed,
            NotEvaluatedReason::NeedsContext => actions.needs_context,
            NotEvaluatedReason::UnsupportedLanguage => actions.unsupported_language,
            NotEvaluatedReason::OverLimit => actions.over_limit,
            NotEvaluatedReason::NotAvailable => actions.not_available,
            NotEvaluatedReason::Fault => actions.fault,
        };
        named
            .or(actions.default)
            .unwrap_or_else(|| Self::default_action(reason))
    }

    fn default_action(reason: NotEvaluatedReason) -> FailureAction {
        match reason {
            NotEvaluatedReason::NeedsContext => FailureAction::Flag,
            _ => FailureAction::Block,
        }
    }
}

/// A set of [`Target`]s; the JSON form is a list in the order prompt, response, context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Target>", into = "Vec<Target>")]
pub struct Targets(u8);

impl Targets {
    /// The prompt only.
    pub const PROMPT: Self = Self::of(&[Target::Prompt]);
    /// The response only.
    pub const RESPONSE: Self = Self::of(&[Target::Response]);
    /// Prompt and response.
    pub const BOTH: Self = Self::of(&[Target::Prompt, Target::Response]);
    /// Prompt and context.
    pub const INPUTS: Self = Self::of(&[Target::Prompt, Target::Context]);

    /// The set of these.
    #[must_use]
    pub const fn of(targets: &[Target]) -> Self {
        let mut bits = 0;
        let mut rest = targets;
        while let [first, tail @ ..] = rest {
            bits |= 1 << *first as u8;
            rest = tail;
        }
        Self(bits)
    }

    /// Whether it is in the set.
    #[must_use]
    pub const fn contains(self, target: Target) -> bool {
        self.0 & (1 << target as u8) != 0
    }

    /// What is in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The members, in the order prompt, response, context.
    pub fn iter(self) -> impl Iterator<Item = Target> {
        Target::ALL
            .iter()
            .copied()
            .filter(move |target| self.contains(*target))
    }
}

impl FromIterator<Target> for Targets {
    fn from_iter<I: IntoIterator<Item = Target>>(iter: I) -> Self {
        iter.into_iter().fold(Self::default(), |set, target| {
            Self(set.0 | Self::of(&[target]).0)
        })
    }
}

impl From<Vec<Target>> for Targets {
    fn from(list: Vec<Target>) -> Self {
        list.into_iter().collect()
    }
}

impl From<Targets> for Vec<Target> {
    fn from(set: Targets) -> Self {
        set.iter().collect()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Targets {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Targets".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let item = generator.subschema_for::<Target>();
        schemars::json_schema!({ "type": "array", "items": item, "minItems": 1, "uniqueItems": true })
    }
}
