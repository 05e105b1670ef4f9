//! What comes out: the verdict and its parts.

use serde::{Deserialize, Serialize};

use crate::policy::Span;
use crate::policy::words::{Action, Decision, FailureAction, NotEvaluatedReason, Target};
use crate::text::Views;

/// More on a finding.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// sql: the statement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<Span>,
    /// sql: `select`, `drop`, ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement_kind: Option<String>,
    /// sql: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// groundedness: the nearest support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context_span: Option<Span>,
    /// groundedness: which context.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context_index: Option<usize>,
    /// injection, toxicity: the window that was judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Span>,
    /// injection, toxicity: what told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<String>,
}
