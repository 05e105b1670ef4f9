//! The sizes beyond which something is refused or not evaluated.

use serde::{Deserialize, Serialize};

/// Limits of a guard. Every one is an error at `create` or a `notEvaluated` entry in the verdict, never a silent cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes over all texts of one input.
    pub text_bytes: usize,
    /// Bytes of a payload.
    pub payload_bytes: usize,
    /// Nesting of a payload.
    pub nesting: usize,
    /// Rules of a policy.
    pub rules: usize,
    /// Keywords of a policy.
    pub keywords: usize,
    /// Bytes of one user pattern's source.
    pub pattern_bytes: usize,
    /// UTF-16 units of the longest match of a user pattern.
    pub match_units: usize,
    /// How deep encodings are followed.
    pub decode_depth: usize,
    /// Findings that are reported; redaction is never cut.
    pub findings: usize,
    /// Tokens of one SQL statement.
    pub sql_tokens: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text_bytes: 2_097_152,
            payload_bytes: 5_242_880,
            nesting: 64,
            rules: 1_000,
            keywords: 100_000,
            pattern_bytes: 1_024,
            match_units: 1_024,
            decode_depth: 3,
            findings: 1_000,
            sql_tokens: 20_000,
        }
    }
}
