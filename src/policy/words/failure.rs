//! What becomes of an input that was not evaluated.

use super::{FailureAction, NotEvaluatedReason};
use serde::{Deserialize, Serialize};

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
