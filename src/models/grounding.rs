//! How far a response is supported by its context: claims with features, and the linear head that reads them.
//!
//! Enters: a response and its contexts. Leaves: a claim for each sentence, with its nearest sentence of the context. Never:
//! more than a bounded number of comparisons for a word of the response.

mod features;
mod words;

use super::embedding::Embedding;
use super::file::{self, Cursor};
use features::Context;
use words::sentences;

pub use features::COUNT;

/// The kind of the head's file.
pub const KIND: [u8; 4] = *b"GRND";

/// A sentence of the response.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Where it starts in the response.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Context, start and end of the nearest sentence.
    pub nearest: Option<(usize, usize, usize)>,
    /// What the head reads.
    pub features: [f32; COUNT],
}

impl Claim {
    /// How much is claimed: 0..1.
    #[must_use]
    pub fn weight(&self) -> f64 {
        let of = |at: usize| f64::from(self.features.get(at).copied().unwrap_or_default());
        let told = 1.0 - (OPINION_WEIGHT * of(features::OPINIONS)).min(0.8);
        let asked = 1.0 - 0.8 * of(features::QUESTION);
        of(features::LENGTH) * told * asked
    }
}

/// How fast words of opinion take the weight off a claim.
const OPINION_WEIGHT: f64 = 3.0;

/// The claims of a response.
#[must_use]
pub fn claims(embedding: &Embedding, response: &str, contexts: &[&str]) -> Vec<Claim> {
    let context = Context::new(embedding, contexts);
    sentences(embedding, response)
        .iter()
        .map(|sentence| context.claim(sentence))
        .collect()
}

/// A logistic regression.
#[derive(Clone, Debug, PartialEq)]
pub struct Grounding {
    /// A weight for each feature.
    pub weights: [f32; COUNT],
    /// Added to the sum.
    pub bias: f32,
    /// How much of the score of a response is its worst claim; the rest is the mean.
    pub worst: f32,
    /// Log-odds of the best balanced accuracy on the development sets.
    pub middle: f32,
    /// Log-odds that make a score of 0.1 more.
    pub tenth: f32,
}

impl Grounding {
    /// Reads the file.
    #[must_use]
    pub fn read(file: &[u8]) -> Option<Self> {
        let mut cursor = Cursor(file::payload(file, KIND)?);
        let mut weights = [0.0; COUNT];
        for weight in &mut weights {
            *weight = cursor.f32()?;
        }
        Some(Self {
            weights,
            bias: cursor.f32()?,
            worst: cursor.f32()?,
            middle: cursor.f32()?,
            tenth: cursor.f32()?,
        })
    }

    /// Writes it.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let rest = [self.bias, self.worst, self.middle, self.tenth];
        let payload: Vec<u8> = self
            .weights
            .iter()
            .chain(&rest)
            .flat_map(|value| value.to_le_bytes())
            .collect();
        file::wrap(KIND, &payload)
    }

    /// Log-odds that a claim is not supported.
    #[must_use]
    pub fn log_odds(&self, features: &[f32; COUNT]) -> f64 {
        let sum = self.weights.iter().zip(features);
        sum.fold(f64::from(self.bias), |sum, (weight, value)| {
            sum + f64::from(*weight) * f64::from(*value)
        })
    }

    /// Log-odds of each claim, the mean of all mixed in. What claims little (questions, opinions, a few words) counts for little.
    #[must_use]
    pub fn judge(&self, claims: &[Claim]) -> Vec<f64> {
        let (mut sum, mut weights) = (0.0, 0.0);
        for claim in claims {
            let weight = claim.weight();
            sum += weight * self.log_odds(&claim.features);
            weights += weight;
        }
        let mean = if weights > 0.0 { sum / weights } else { 0.0 };
        let worst = f64::from(self.worst);
        let own = |claim: &Claim| {
            let most = worst * claim.weight().min(0.5) * 2.0;
            most * self.log_odds(&claim.features) + (1.0 - most) * mean
        };
        claims.iter().map(own).collect()
    }

    /// The score, 0.5 at the best balanced accuracy, in four decimals.
    #[must_use]
    pub fn score(&self, log_odds: f64) -> f64 {
        let score =
            0.5 + 0.1 * (log_odds - f64::from(self.middle)) / f64::from(self.tenth.max(1e-3));
        (score.clamp(0.0, 0.9999) * 1e4).round() / 1e4
    }
}
