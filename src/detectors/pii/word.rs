//! Weekdays: dates without a digit, told of by the prefilter.

use crate::detectors::{Hit, Match};

use super::kinds::Kind;

/// Looked for when dates are.
pub(super) const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Whether the span is a word of its own.
pub(super) fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let is_word = |each: char| each.is_alphanumeric() || each == '_';
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    !before.is_some_and(is_word) && !after.is_some_and(is_word)
}

/// The match of a hit.
pub(super) fn weekday(hit: &Hit) -> Match {
    let row = Kind::DateTime.row();
    Match {
        span: Some((hit.start, hit.end)),
        detector: Some(row.id),
        kind: Some(row.finding.into()),
        score: 0.6,
        views: hit.views,
        explanation: "a day of the week".into(),
        ..Match::default()
    }
}
