//! What a sentence of a `conduct` rule tells: its detector, and what the report says of it.

use super::rule::RuleReading;
use crate::detectors::Detector;
use crate::policy::words::Targets;

/// A sentence, told.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) finder: Option<Box<dyn Detector>>,
    pub(super) not_checkable: bool,
    pub(super) confidence: Option<f64>,
    pub(super) reading: Option<RuleReading>,
}

/// Reads a sentence.
#[cfg(feature = "models")]
pub(super) fn told(text: &str, targets: Targets) -> Told {
    use crate::detectors::conduct::{Conduct, Plan};
    use crate::policy::sentence::{self, Party};
    let grammar = sentence::reading(text);
    let plan = Plan::new(text);
    Told {
        finder: Conduct::new(&plan, targets).map(|finder| Box::new(finder) as Box<dyn Detector>),
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
pub(super) fn told(_: &str, _: Targets) -> Told {
    Told::default()
}
