//! How near a sentence is to what a rule is about.

use super::plan::Plan;
use super::reading::{Reading, Sentence, Word};
use super::stem::stem_id;
use crate::models::embedding::{Embedding, Sum, WIDTH, cosine, direction};
use crate::models::topics::{Subject, encode};

/// Cosine from which a word counts as related, and from which as the same.
const RELATED: f32 = 0.35;
const SAME: f32 = 0.85;

/// What a rule is about.
#[derive(Debug)]
pub(super) struct Matter {
    /// With whether it begins with a verb.
    objects: Vec<(Vec<Word>, bool)>,
    condition: Vec<Word>,
    subject: Option<Subject>,
    when: Option<Subject>,
}

/// How near a sentence is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Near {
    /// The best alternative object: the share of its words that are there.
    pub(super) words: f64,
    /// The same of the condition.
    pub(super) condition: f64,
    /// Deviations above ordinary text.
    pub(super) sense: f64,
}

impl Matter {
    pub(super) fn new(plan: &Plan, embedding: &Embedding) -> Self {
        let words = |words: &[String]| words.iter().map(|each| word(embedding, each)).collect();
        let all: Vec<&str> = plan
            .objects
            .iter()
            .flat_map(|object| &object.words)
            .chain(&plan.condition)
            .map(String::as_str)
            .collect();
        Self {
            objects: plan
                .objects
                .iter()
                .map(|object| (words(&object.words), object.verb))
                .collect(),
            condition: words(&plan.condition),
            subject: Subject::new(embedding, all.into_iter()),
            when: Subject::new(embedding, plan.condition.iter().map(String::as_str)),
        }
    }

    /// The same for the condition alone: the share of its words, deviations.
    pub(super) fn condition(&self, sentence: &Sentence, around: &Sum) -> (f64, f64) {
        let sense = self.when.as_ref().map_or(0.0, |when| {
            when.nearness(&sentence.sum)
                .max(when.nearness(around) - 0.4)
        });
        (share(&self.condition, &sentence.words), sense)
    }

    /// How near `sentence` is, with `around` the sum of it and its neighbours.
    pub(super) fn near(&self, sentence: &Sentence, around: &Sum) -> Near {
        let words = |(object, verb): &(Vec<Word>, bool)| match_of(object, *verb, &sentence.words);
        Near {
            words: self.objects.iter().map(words).fold(0.0, f64::max),
            condition: share(&self.condition, &sentence.words),
            sense: self.subject.as_ref().map_or(0.0, |subject| {
                subject
                    .nearness(&sentence.sum)
                    .max(subject.nearness(around) - 0.4)
            }),
        }
    }
}

pub(super) fn word(embedding: &Embedding, word: &str) -> Word {
    Word {
        stem: stem_id(word),
        direction: direction(&encode(embedding, word)),
    }
}

fn alike(one: &[f32; WIDTH], other: &[f32; WIDTH]) -> f64 {
    f64::from(((cosine(one, other) - RELATED) / (SAME - RELATED)).clamp(0.0, 0.8))
}

/// The mean of how well each word is matched; the last one, the head, counts twice.
pub(super) fn share(object: &[Word], words: &[Word]) -> f64 {
    match_of(object, false, words)
}

/// Like [`share`]; with a verb the first word is the head, and one word of several is not enough.
fn match_of(object: &[Word], verb: bool, words: &[Word]) -> f64 {
    let head = if verb {
        0
    } else {
        object.len().saturating_sub(1)
    };
    let (mut sum, mut weight, mut matched) = (0.0, 0.0, 0);
    for (at, own) in object.iter().enumerate() {
        let best = words
            .iter()
            .map(|word| {
                if word.stem == own.stem {
                    1.0
                } else {
                    alike(&own.direction, &word.direction)
                }
            })
            .fold(0.0, f64::max);
        let count = if at == head { 2.0 } else { 1.0 };
        sum += best * count;
        weight += count;
        matched += usize::from(best > 0.3);
    }
    if weight == 0.0 {
        return 0.0;
    }
    let alone = verb && object.len() > 1 && matched < 2;
    sum / weight * if alone { 0.5 } else { 1.0 }
}

/// The sum of a sentence and its neighbours.
pub(super) fn around(reading: &Reading, at: usize) -> Sum {
    let mut sum = [0; WIDTH];
    let first = at.saturating_sub(1);
    for sentence in reading.sentences.iter().skip(first).take(at + 2 - first) {
        for (total, value) in sum.iter_mut().zip(sentence.sum) {
            *total += value;
        }
    }
    sum
}
