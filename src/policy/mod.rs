//! From a payload to a [`Policy`].
//!
//! Enters: JSON text of any known kind. Leaves: an immutable, vendor-neutral policy and every [`Diagnostic`].
//! Never: a guess that is not said, a panic, or anything of the text that is evaluated later.

pub mod atomize;
pub mod braces;
pub mod convert;
mod date_time;
pub mod diagnostic;
pub mod document;
mod fields;
mod lists;
mod patterns;
pub mod pii_names;
mod place;
pub mod questions;
pub mod reader;
#[cfg(feature = "schema")]
pub mod schema;
pub(crate) mod sentence;
pub mod templates;
pub mod vendors;
pub mod words;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use convert::{Conversion, Loss, convert};
pub use diagnostic::{Code, Diagnostic, Position, Severity, Span};
pub use document::{Check, Document, Rule};
pub use templates::{Template, templates};
pub use vendors::{Recognised, Response, ValidateOptions, recognise, validate};
pub use words::{
    Action, Decision, FailureAction, FailureMode, Kind, Mode, NotEvaluatedReason, Release, Target,
    Targets, Vendor,
};

/// A payload that was read without an error: vendor-neutral, immutable.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    kind: Kind,
    document: Document,
    /// One per rule of the document, in order.
    origins: Vec<Origin>,
    vendor: serde_json::Value,
    source: Arc<Source>,
}

/// What a policy was read from: an artifact holds this, and reading it again gives the same policy.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Source {
    pub(crate) payload: String,
    pub(crate) options: ValidateOptions,
}

impl Source {
    fn new(payload: &str, kind: Kind, options: &ValidateOptions) -> Arc<Self> {
        Arc::new(Self {
            payload: payload.to_owned(),
            options: ValidateOptions {
                kind: Some(kind),
                ..options.clone()
            },
        })
    }
}

/// Where a rule came from, and what only its vendor needs to know of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// JSON Pointer of the block, entry or rule.
    pub path: String,
    /// The vendor's word for it: a Lyzr block, an Aporia policy type, an Enkrypt detector.
    pub label: String,
    /// The vendor's id of it, where one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// For `conduct`: each sentence's place inside the string at `path`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<Span>,
    /// For `conduct`: the list whose items the sentences are, where they stand in no one string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// The threshold on the vendor's own scale (0..1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor_threshold: Option<f64>,
    /// Why the rule can never fire as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inert: Option<String>,
    /// What part of it is not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partial: Option<String>,
}

impl Policy {
    /// Puts a policy together; used where a payload is read.
    #[must_use]
    pub(crate) fn new(kind: Kind, draft: vendors::Draft, source: Arc<Source>) -> Self {
        debug_assert_eq!(
            draft.document.rules.len(),
            draft.origins.len(),
            "one origin a rule"
        );
        Self {
            kind,
            document: draft.document,
            origins: draft.origins,
            vendor: draft.vendor,
            source,
        }
    }

    /// Reads a payload of any kind.
    ///
    /// # Errors
    ///
    /// [`Error`] with every diagnostic when one of them is an error.
    ///
    /// ```
    /// use edgeward::policy::{Policy, ValidateOptions};
    ///
    /// let payload = r#"{"kind": "edgeward.policy", "version": 1, "name": "Demo",
    ///     "rules": [{"id": "words", "detector": "keyword", "settings": {"entries": ["lawsuit"]}}]}"#;
    /// let (policy, diagnostics) = Policy::from_json(payload, &ValidateOptions::default())?;
    /// assert_eq!(policy.document().name, "Demo");
    /// assert!(diagnostics.is_empty());
    /// # Ok::<(), edgeward::policy::Error>(())
    /// ```
    pub fn from_json(
        payload: &str,
        options: &ValidateOptions,
    ) -> Result<(Self, Vec<Diagnostic>), Error> {
        let recognised = recognise(payload, options);
        match recognised.policy {
            Some(policy) => Ok((policy, recognised.diagnostics)),
            None => Err(Error {
                diagnostics: recognised.diagnostics,
            }),
        }
    }

    /// What the payload was.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The neutral document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    /// The rules with where they came from.
    pub fn rules(&self) -> impl Iterator<Item = (&Rule, &Origin)> {
        self.document.rules.iter().zip(&self.origins)
    }

    /// What the vendor's success document needs and the neutral one does not say.
    #[must_use]
    pub fn vendor_data(&self) -> &serde_json::Value {
        &self.vendor
    }

    /// The neutral document as JSON with sorted keys and no spaces: what the hash is taken over.
    #[must_use]
    pub fn canonical_json(&self) -> String {
        // serde_json's map is sorted by key, so the value's own text is canonical.
        let Ok(mut value) = serde_json::to_value(&self.document) else {
            return String::new();
        };
        if let Some(members) = value.as_object_mut() {
            members.remove("$schema");
        }
        value.to_string()
    }

    /// Hexadecimal SHA-256 of [`Policy::canonical_json`].
    #[must_use]
    pub fn hash(&self) -> String {
        hex(&Sha256::digest(self.canonical_json()))
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}

/// A payload with at least one error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    diagnostics: Vec<Diagnostic>,
}

impl Error {
    pub(crate) fn one(diagnostic: Diagnostic) -> Self {
        Self {
            diagnostics: vec![diagnostic],
        }
    }

    /// Every diagnostic, warnings included.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the policy is not valid")?;
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error())
            .try_for_each(|diagnostic| write!(f, "; {diagnostic}"))
    }
}

impl std::error::Error for Error {}
