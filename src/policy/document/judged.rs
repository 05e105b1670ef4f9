//! Settings of what a judge answers, and what nothing does.

use serde::Serialize;

use crate::policy::questions;
use crate::policy::words::{Modality, Targets};

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
