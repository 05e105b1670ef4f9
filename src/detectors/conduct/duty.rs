//! Duties: broken where a text is on the subject and the statement is absent.

use super::cues;
use super::plan::Plan;
use super::reading::Reading;
use super::score::{Found, score};
use super::subject::Matter;

/// The share of the statement's words that makes it present.
const PRESENT: f64 = 0.5;
/// The share of the condition's words that puts a text on the subject.
const NAMED: f64 = 0.45;
/// Points that a text without the statement has, before its subject counts.
const ABSENT: f64 = 0.6;

/// A duty that the text does not keep.
pub(super) fn judge(plan: &Plan, matter: &Matter, reading: &Reading) -> Option<Found> {
    let disclaimer = plan
        .objects
        .iter()
        .flat_map(|object| &object.words)
        .any(|word| DISCLAIMING.iter().any(|each| word.starts_with(each)));
    let kept = reading.cues.has(cues::REFUSAL)
        || disclaimer && reading.cues.has(cues::DISCLAIMER)
        || reading
            .sentences
            .iter()
            .any(|sentence| matter.said(sentence) > PRESENT);
    if kept || reading.sentences.is_empty() {
        return None;
    }
    let on_subject = if plan.condition.is_empty() {
        Some(2.5)
    } else {
        reading
            .sentences
            .iter()
            .filter_map(|sentence| {
                let (words, sense) = matter.condition(sentence);
                (words > NAMED).then(|| 1.6 * words + 0.5 * sense.clamp(0.0, 4.0))
            })
            .max_by(f64::total_cmp)
    };
    on_subject.map(|points| Found {
        sentence: None,
        score: score(points + ABSENT),
        explanation: "the text is on the rule's subject, and the statement that it asks for is absent".into(),
    })
}

/// Words of statements that have many wordings.
const DISCLAIMING: [&str; 14] = [
    "disclaim",
    "inform",
    "purpose",
    "consult",
    "professional",
    "qualified",
    "advis",
    "lawyer",
    "doctor",
    "past",
    "guarantee",
    "substitute",
    "expert",
    "seek",
];
