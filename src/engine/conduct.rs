//! What a sentence of a `conduct` rule tells: its detector, and what the report says of it.

use super::rule::RuleReading;
use crate::detectors::Detector;

/// A sentence, told.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) finder: Option<Box<dyn Detector>>,
    /// What it shares with another that says the same.
    pub(super) key: String,
    pub(super) not_checkable: bool,
    pub(super) confidence: Option<f64>,
    pub(super) reading: Option<RuleReading>,
}

/// Reads a sentence.
#[cfg(feature = "models")]
pub(super) fn told(text: &str) -> Told {
    use crate::detectors::conduct::{Conduct, Plan};
    use crate::policy::sentence::{self, Party};
    let grammar = sentence::reading(text);
    let plan = Plan::new(text);
    Told {
        finder: Conduct::new(&plan).map(|finder| Box::new(finder) as Box<dyn Detector>),
        key: format!("{} {}", grammar.must, plan.key()),
        not_checkable: !plan.checkable,
        confidence: Some(plan.confidence),
        reading: Some(RuleReading {
            party: match grammar.party {
                Party::User => "user",
                Party::Assistant => "assistant",
                Party::Both => "both",
            },
            modality: match (grammar.must, grammar.prohibition) {
                (true, false) => "must",
                (true, true) => "must_not",
                (false, false) => "should",
                (false, true) => "should_not",
            },
            act: plan.act,
            subject: plan.object,
            condition: plan.when,
            exception: plan.unless,
        }),
    }
}

/// Without models nothing is read.
#[cfg(not(feature = "models"))]
pub(super) fn told(text: &str) -> Told {
    Told {
        key: crate::policy::sentence::key(text),
        ..Told::default()
    }
}
