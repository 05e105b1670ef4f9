//! Banned or allowed subjects.

use super::{Detector, Hit, Match};
use crate::policy::document;
use crate::text::Text;

/// The detector of `topic`.
#[derive(Debug)]
pub(crate) struct Topic;

impl Topic {
    pub(crate) fn new(_: &document::Topic) -> Option<Self> {
        None
    }
}

impl Detector for Topic {
    fn detect(&self, _: &Text<'_>, _: &[Hit], _: &mut Vec<Match>) {}
}
