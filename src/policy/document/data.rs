//! Settings of `pii` and `secret`.

use serde::Serialize;

use super::defaults::is_true;
#[cfg(any(test, feature = "schema"))]
use super::defaults::yes;

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
