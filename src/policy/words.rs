//! The small vocabularies of a policy, each with its one list of spellings.

mod failure;
mod targets;

use serde::{Deserialize, Serialize};

pub use failure::{FailureActions, FailureMode};
pub use targets::Targets;

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
