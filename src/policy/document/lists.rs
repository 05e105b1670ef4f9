//! Settings of detectors that look for given texts.

use serde::Serialize;

use super::defaults::is_false;

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
