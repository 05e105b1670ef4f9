//! From cues and nearness to a score.
//!
//! Points for the subject and points for the act: both are needed. The score is 0.5 at [`ENOUGH`].

use super::act;
use super::evidence::{self, FACTS, Side};
use super::plan::Plan;
use super::reading::{Reading, Word};
use super::subject::{Matter, share, word};
use super::{cues, duty};
use crate::models::embedding::Embedding;

/// What was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// `None`: about the text as a whole.
    pub(super) sentence: Option<usize>,
    pub(super) score: f64,
    pub(super) explanation: String,
}

/// Points at which the score is 0.5.
const ENOUGH: f64 = 3.0;
/// What a point is worth.
const POINT: f64 = 0.15;
/// Findings below this are not worth reporting at any threshold.
const FAINT: f64 = 0.2;
/// The share of an exception's words that satisfies it.
const SATISFIED: f64 = 0.6;

/// A rule ready to be held against texts.
#[derive(Debug)]
pub(super) struct Scorer {
    plan: Plan,
    matter: Matter,
    exception: Vec<Word>,
}

impl Scorer {
    pub(super) fn new(plan: &Plan, embedding: &Embedding) -> Self {
        Self {
            matter: Matter::new(plan, embedding),
            exception: plan
                .exception
                .iter()
                .map(|each| word(embedding, each))
                .collect(),
            plan: plan.clone(),
        }
    }

    /// `data` are the places of personal data, `hostile` the score of abuse.
    pub(super) fn judge(&self, reading: &Reading, side: &Side<'_>) -> Vec<Found> {
        if self.excepted(reading) {
            return Vec::new();
        }
        if self.plan.acts.has(act::STATE) {
            return duty::judge(&self.plan, &self.matter, reading)
                .into_iter()
                .collect();
        }
        let mut found = Vec::new();
        for (at, sentence) in reading.sentences.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| reading.sentences.get(at));
            let Some((what, shown)) =
                evidence::act(&self.plan, sentence, before, reading.cues, side)
            else {
                continue;
            };
            let score = if what == act::THREATEN {
                // Whom somebody attacks is no subject.
                score(shown + 1.0)
            } else if shown > 0.0 {
                let near = self.matter.near(sentence);
                let facts = evidence::facts(&self.plan, sentence, reading.cues, side, shown, near);
                weighed(&facts)
            } else {
                0.0
            };
            if score > FAINT {
                let name = act::name(what);
                found.push(Found {
                    sentence: Some(at),
                    score,
                    explanation: format!(
                        "reads like what the rule forbids ({name}), on its subject"
                    ),
                });
            }
        }
        found
    }

    /// Whether the text satisfies the rule's exception.
    fn excepted(&self, reading: &Reading) -> bool {
        if self.exception.is_empty() {
            return false;
        }
        let disclaims = self.plan.exception.iter().any(|word| {
            word.starts_with("disclaim") || word.starts_with("warn") || word.starts_with("caveat")
        });
        (disclaims && reading.cues.has(cues::DISCLAIMER))
            || reading
                .sentences
                .iter()
                .any(|sentence| share(&self.exception, &sentence.words) > SATISFIED)
    }
}

/// What each of the facts is worth: a logistic regression on the building half of `bench/quality/data/conduct`.
const WEIGHTS: [f64; FACTS] = [
    2.12, 0.99, 0.41, 0.41, 0.86, -0.58, -0.32, -0.35, -0.51, -0.33, 0.58, -0.21, -0.82, 0.27,
    0.28, 0.62, -0.42, 0.48, -0.42, 0.38,
];
/// The sum at which the score is 0.5.
const MIDDLE: f64 = 3.45;

fn weighed(facts: &[f64; FACTS]) -> f64 {
    let sum = facts
        .iter()
        .zip(&WEIGHTS)
        .fold(0.0, |sum, (fact, weight)| sum + fact * weight);
    score(sum - MIDDLE + ENOUGH)
}

/// Points to a score of four decimals.
pub(super) fn score(points: f64) -> f64 {
    let score = (0.5 + POINT * (points - ENOUGH)).clamp(0.0, 0.99);
    (score * 1e4).round() / 1e4
}
