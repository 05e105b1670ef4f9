//! Whether and how a rule takes part, and what the report says of that.

use super::Builder;
use crate::detectors::Spec;
use crate::engine::rule::{BAND, Second, Status};
use crate::judge::Statement;
use crate::policy::document::Check;
use crate::policy::words::JudgeUse;

/// Whether the rule is evaluated; one that is not costs nothing.
pub(super) fn takes_part(status: Status) -> bool {
    matches!(
        status,
        Status::Active | Status::Partial | Status::NeedsContext | Status::NeedsJudge
    )
}

impl Builder<'_> {
    pub(super) fn status(&self, spec: Option<&Spec>, built: bool) -> Status {
        if !self.rule.enabled {
            Status::Off
        } else if self.origin.inert.is_some() {
            Status::Inert
        } else if matches!(self.rule.check, Check::Custom(_)) {
            Status::NeedsJudge
        } else if !built || spec.is_none_or(|spec| !spec.available) {
            Status::NotAvailable
        } else if self.origin.partial.is_some() || self.unread().is_some() {
            Status::Partial
        } else if self.rule.judge == Some(JudgeUse::Require) {
            Status::NeedsJudge
        } else if matches!(self.rule.check, Check::Groundedness(_)) {
            Status::NeedsContext
        } else {
            Status::Active
        }
    }

    /// Personal data that this build has no lists for.
    pub(super) fn unread(&self) -> Option<String> {
        let Check::Pii(pii) = &self.rule.check else {
            return None;
        };
        if cfg!(feature = "models") {
            return None;
        }
        let unread = |name: &&String| matches!(name.as_str(), "person" | "location");
        let names: Vec<&str> = pii
            .types
            .iter()
            .filter(unread)
            .map(String::as_str)
            .collect();
        (!names.is_empty()).then(|| {
            format!(
                "this build has no lists of names for {}",
                names.join(" and ")
            )
        })
    }

    /// Whether a judge is asked. A rule that never fires asks none.
    pub(super) fn judge(&self, status: Status) -> Option<JudgeUse> {
        let fires = self.rule.threshold.is_none_or(|threshold| threshold < 1.0);
        match (&self.rule.check, self.rule.judge) {
            _ if !takes_part(status) => None,
            (Check::Custom(_), _) => Some(JudgeUse::Require),
            (_, judge) => judge.filter(|judge| fires && *judge != JudgeUse::Never),
        }
    }

    pub(super) fn second(&self, status: Status, statement: Option<Statement>) -> Option<Second> {
        let judge = self.judge(status)?;
        Some(Second {
            statement: statement?,
            always: judge == JudgeUse::Require,
        })
    }

    pub(super) fn note(&self, status: Status) -> Option<String> {
        let asked = (self.judge(status) == Some(JudgeUse::Prefer)).then(|| {
            format!(
                "a judge is asked where the score is within {BAND} of the threshold; without one the score decides"
            )
        });
        match status {
            Status::Inert => self.origin.inert.clone(),
            Status::NotCheckable => Some("no text can show whether it is kept".into()),
            Status::NotAvailable => Some("this build has no detector for it".into()),
            Status::NeedsJudge => {
                Some("a judge has to answer; without one the failure mode decides".into())
            }
            _ => self
                .origin
                .partial
                .clone()
                .or_else(|| self.unread())
                .or(asked),
        }
    }
}
