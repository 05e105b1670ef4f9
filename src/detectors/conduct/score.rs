//! From cues and nearness to a score.

use super::act::{
    Acts, COLLECT, DIAGNOSE, DISCLOSE, DISCUSS, DISPARAGE, ENCOURAGE, IMPERSONATE, INSTRUCT, OFFER, PREDICT, PRODUCE, PROMISE,
    PROVIDE, RECOMMEND, REQUEST, STATE, THREATEN,
};
use super::cues::{self as cue, Cues};
use super::plan::Plan;
use super::reading::{Reading, Sentence};
use super::subject::{Matter, Near, share, word};
use crate::models::embedding::{Embedding, Sum, WIDTH};
use crate::policy::words::Targets;

/// What was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// `None`: about the text as a whole.
    pub(super) sentence: Option<usize>,
    pub(super) score: f64,
    pub(super) explanation: String,
}

/// A rule ready to be held against texts.
#[derive(Debug)]
pub(super) struct Scorer {
    plan: Plan,
    matter: Matter,
    exception: Vec<super::reading::Word>,
}

impl Scorer {
    pub(super) fn new(plan: &Plan, _targets: Targets, embedding: &Embedding) -> Self {
        Self {
            matter: Matter::new(plan, embedding),
            exception: plan.exception.iter().map(|each| word(embedding, each)).collect(),
            plan: plan.clone(),
        }
    }

    pub(super) fn judge(&self, reading: &Reading) -> Vec<Found> {
        let mut found = Vec::new();
        for (at, sentence) in reading.sentences.iter().enumerate() {
            let around = around(reading, at);
            let near = self.matter.near(sentence, &around);
            if std::env::var_os("DUMP").is_some() {
                eprintln!("F\t{}\t{:.2}\t{:.2}\t{:.2}\t{}", self.plan.act, near.words, near.condition, near.sense, cue::names(sentence.cues));
            }
            let score = 0.0;
            if score > 0.0 {
                found.push(Found { sentence: Some(at), score, explanation: "breaks the rule".into() });
            }
        }
        found
    }
}

fn around(reading: &Reading, at: usize) -> Sum {
    let mut sum = [0; WIDTH];
    for sentence in reading.sentences.iter().skip(at.saturating_sub(1)).take(if at == 0 { 2 } else { 3 }) {
        for (total, value) in sum.iter_mut().zip(sentence.sum) {
            *total += value;
        }
    }
    sum
}
