//! Settings of detectors with a model, and of what is written as sentences.

use serde::Serialize;

use crate::policy::words::{SmallTalk, TopicMode};

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
