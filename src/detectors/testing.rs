//! Detectors by themselves, for tests: the way from the literals to the matches without a policy around it.

use super::{Detector, Match};
use crate::engine::prefilter::{Hits, Prefilter};
use crate::text::Text;

/// What a detector finds in a text.
pub(crate) fn matches(detector: &dyn Detector, text: &str) -> Vec<Match> {
    let prefilter = Prefilter::new(&[detector.literals()], None);
    let text = Text::new(text);
    let mut hits = Hits::default();
    prefilter.scan(&text, &mut hits);
    let mut out = Vec::new();
    if detector.always() || !hits.of(0).is_empty() {
        detector.detect(&text, hits.of(0), &mut out);
    }
    out
}

/// The matched slices.
pub(crate) fn slices<'a>(detector: &dyn Detector, text: &'a str) -> Vec<&'a str> {
    matches(detector, text)
        .iter()
        .map(|found| {
            found
                .span
                .map_or("", |(start, end)| text.get(start..end).unwrap())
        })
        .collect()
}
