//! How far a response is supported by its context: claims with features, and the linear head that reads them.
//!
//! Enters: a response and its contexts. Leaves: a claim for each sentence, with its nearest sentence of the context. Never:
//! more than a bounded number of comparisons for a word of the response.

mod context;
mod contraries;
mod features;
mod lexicon;
mod look;
mod numbers;
mod talk;
mod trees;
pub(crate) mod vectors;
mod words;

use super::embedding::Embedding;
use super::file::{self, Cursor};
use super::hash::word_id;
use context::Context;
use features::Setting;
use vectors::{Vectors, unit};
use words::{Sort, sentences};

pub use features::COUNT;
pub use trees::{DEPTH, LEAVES, NODES, STEP, Steps, Tree, steps};

/// The kind of the head's file.
pub const KIND: [u8; 4] = *b"GRND";

/// The id of a word.
fn id(word: &str) -> u32 {
    word_id(word.as_bytes())
}

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

/// The claims of a response, held against its contexts; `asked` is what it answers.
#[must_use]
pub fn claims(
    embedding: &Embedding,
    response: &str,
    contexts: &[&str],
    asked: Option<&str>,
) -> Vec<Claim> {
    let bytes = response.len() + contexts.iter().map(|each| each.len()).sum::<usize>();
    let mut vectors = Vectors::new(bytes);
    let context = Context::new(embedding, &mut vectors, contexts);
    let sentences_of =
        |text: &str, vectors: &mut Vectors| sentences(embedding, vectors, text, false);
    let (mut stems, mut total) = (Vec::new(), [0; super::embedding::WIDTH]);
    for sentence in asked
        .map(|asked| sentences_of(asked, &mut vectors))
        .unwrap_or_default()
    {
        stems.extend(
            sentence
                .words
                .iter()
                .filter(|word| word.sort != Sort::Small)
                .map(|word| word.id),
        );
        for (total, value) in total.iter_mut().zip(sentence.sum) {
            *total += value;
        }
    }
    stems.sort_unstable();
    stems.dedup();
    let question = (!stems.is_empty()).then(|| unit(&total));
    let mut response = sentences_of(response, &mut vectors);
    response.iter_mut().for_each(talk::hush);
    let claim = |(place, sentence): (usize, &words::Sentence)| {
        let setting = Setting {
            context: &context,
            vectors: &vectors,
            asked: &stems,
            question: question.as_ref(),
            place,
            claims: response.len(),
        };
        let (features, nearest) = features::features(&setting, sentence);
        let place_of = |at: usize| {
            context
                .sentences
                .get(at)
                .map(|(index, found)| (*index, found.start, found.end))
        };
        Claim {
            start: sentence.start,
            end: sentence.end,
            nearest: nearest.and_then(place_of),
            features,
        }
    };
    response.iter().enumerate().map(claim).collect()
}

/// Numbers that say how a response is supported: its worst claim, the mean, how many claims, how much context, whether
/// that is structured data, and one.
pub type Summary = [f64; SUMMARY];
/// How many.
pub const SUMMARY: usize = 6;

/// The head: trees, and how the scores of claims make that of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Grounding {
    /// Their sum is the log-odds of a claim.
    pub trees: Vec<Tree>,
    /// Added to the sum.
    pub bias: f32,
    /// What makes the log-odds of a response, see [`Summary`].
    pub mix: [f32; SUMMARY],
    /// Log-odds of a score of one half.
    pub middle: f32,
    /// Log-odds that make a score of 0.1 more.
    pub tenth: f32,
}

impl Grounding {
    /// Reads the file.
    #[must_use]
    pub fn read(file: &[u8]) -> Option<Self> {
        let mut cursor = Cursor(file::payload(file, KIND)?);
        let count = cursor.u32()?;
        let bias = cursor.f32()?;
        let mut mix = [0.0; SUMMARY];
        for weight in &mut mix {
            *weight = cursor.f32()?;
        }
        let (middle, tenth) = (cursor.f32()?, cursor.f32()?);
        let trees = (0..count)
            .map(|_| Tree::read(&mut cursor))
            .collect::<Option<_>>()?;
        Some(Self {
            trees,
            bias,
            mix,
            middle,
            tenth,
        })
    }

    /// Writes it.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let count = u32::try_from(self.trees.len()).unwrap_or_default();
        let mut payload = count.to_le_bytes().to_vec();
        for value in [self.bias]
            .into_iter()
            .chain(self.mix)
            .chain([self.middle, self.tenth])
        {
            payload.extend(value.to_le_bytes());
        }
        for tree in &self.trees {
            tree.write(&mut payload);
        }
        file::wrap(KIND, &payload)
    }

    /// Log-odds that a claim is not supported.
    #[must_use]
    pub fn log_odds(&self, features: &[f32; COUNT]) -> f64 {
        let steps = steps(features);
        let sum: i32 = self
            .trees
            .iter()
            .map(|tree| i32::from(tree.leaf(&steps)))
            .sum();
        f64::from(self.bias) + f64::from(sum) * STEP
    }

    /// What of the claims makes the score of a response, and how far each claim is below the worst. What claims little
    /// (questions, opinions, a few words) counts for little.
    #[must_use]
    pub fn summary(&self, claims: &[Claim]) -> (Summary, Vec<f64>) {
        let (mut sum, mut weights) = (0.0, 0.0);
        let odds: Vec<f64> = claims
            .iter()
            .map(|claim| self.log_odds(&claim.features))
            .collect();
        for (claim, odds) in claims.iter().zip(&odds) {
            let weight = claim.weight();
            sum += weight * odds;
            weights += weight;
        }
        let mean = if weights > 0.0 { sum / weights } else { 0.0 };
        let own = |(claim, odds): (&Claim, &f64)| {
            let share = claim.weight().min(0.5) * 2.0;
            share * odds + (1.0 - share) * mean
        };
        let odds: Vec<f64> = claims.iter().zip(&odds).map(own).collect();
        let worst = odds.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let of = |at: usize| claims.first().and_then(|claim| claim.features.get(at));
        let fact = |at: usize| f64::from(of(at).copied().unwrap_or_default());
        let summary = [
            worst.max(-50.0),
            mean,
            fact(features::CLAIMS),
            fact(features::SIZE),
            fact(features::DATA),
            1.0,
        ];
        (summary, odds.into_iter().map(|odds| odds - worst).collect())
    }

    /// Log-odds of each claim: the worst has those of the response.
    #[must_use]
    pub fn judge(&self, claims: &[Claim]) -> Vec<f64> {
        let (summary, below) = self.summary(claims);
        let mixed = summary.iter().zip(&self.mix);
        let response = mixed.fold(0.0, |sum, (value, weight)| sum + value * f64::from(*weight));
        let slope = self.mix.first().map_or(1.0, |slope| f64::from(*slope));
        below
            .into_iter()
            .map(|below| response + slope.max(0.1) * below)
            .collect()
    }

    /// The score, 0.5 at the best balanced accuracy, in four decimals.
    #[must_use]
    pub fn score(&self, log_odds: f64) -> f64 {
        let score =
            0.5 + 0.1 * (log_odds - f64::from(self.middle)) / f64::from(self.tenth.max(1e-3));
        (score.clamp(0.0, 0.9999) * 1e4).round() / 1e4
    }
}
