//! Placeholder for the reading of rule sentences.

use super::words::{Action, Targets};

pub(crate) struct SentenceReading;

impl SentenceReading {
    pub(crate) fn targets(&self) -> Targets {
        Targets::BOTH
    }

    pub(crate) fn action(&self) -> Action {
        Action::Block
    }
}

pub(crate) fn reading(_sentence: &str) -> SentenceReading {
    SentenceReading
}

pub(crate) fn same(a: &str, b: &str) -> bool {
    a == b
}
