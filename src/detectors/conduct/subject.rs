//! How near a sentence is to what a rule is about.

use super::plan::Plan;
use super::reading::{Sentence, Word};
use super::stem::stem_id;
use crate::models::embedding::Embedding;
use crate::models::grounding::vectors::{cosine, unit};
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
    /// Deviations above ordinary text.
    pub(super) sense: f64,
    /// Words of the rule that are there as they are, and how near the nearest comes.
    pub(super) exact: f64,
    pub(super) most: f64,
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
    pub(super) fn condition(&self, sentence: &Sentence) -> (f64, f64) {
        let sense = self.when.as_ref().map_or(0.0, |when| sense(when, sentence));
        (share(&self.condition, &sentence.words), sense)
    }

    /// The best alternative object: the share of its words that are in the sentence.
    pub(super) fn said(&self, sentence: &Sentence) -> f64 {
        let of = |(object, verb): &(Vec<Word>, bool)| match_of(object, *verb, &sentence.words);
        self.objects
            .iter()
            .map(|each| of(each).share)
            .fold(0.0, f64::max)
    }

    /// How near `sentence` is.
    pub(super) fn near(&self, sentence: &Sentence) -> Near {
        let mut near = Near {
            sense: self
                .subject
                .as_ref()
                .map_or(0.0, |subject| sense(subject, sentence)),
            ..Near::default()
        };
        for (object, verb) in &self.objects {
            let found = match_of(object, *verb, &sentence.words);
            near.words = near.words.max(found.share);
            near.exact += found.exact;
            near.most = near.most.max(found.most);
        }
        if self.objects.is_empty() {
            let found = match_of(&self.condition, false, &sentence.words);
            (near.words, near.exact, near.most) = (found.share, found.exact, found.most);
        }
        near
    }
}

/// Deviations of a sentence, or of it and its neighbours.
fn sense(subject: &Subject, sentence: &Sentence) -> f64 {
    let own = subject.nearness_of(&sentence.direction);
    own.max(subject.nearness_of(&sentence.around) - 0.4)
}

pub(super) fn word(embedding: &Embedding, word: &str) -> Word {
    Word {
        stem: stem_id(word),
        unit: unit(&encode(embedding, word)),
    }
}

fn alike(near: f32) -> f64 {
    f64::from(((near - RELATED) / (SAME - RELATED)).clamp(0.0, 0.8))
}

/// The mean of how well each word is matched; the last one, the head, counts twice.
pub(super) fn share(object: &[Word], words: &[Word]) -> f64 {
    match_of(object, false, words).share
}

/// How an object's words are found.
#[derive(Clone, Copy, Default)]
struct Matched {
    share: f64,
    exact: f64,
    most: f64,
}

/// With a verb the first word is the head, not the last, and one word of several is not enough.
fn match_of(object: &[Word], verb: bool, words: &[Word]) -> Matched {
    let head = if verb {
        0
    } else {
        object.len().saturating_sub(1)
    };
    let (mut sum, mut weight, mut matched) = (0.0, 0.0, 0);
    let mut found = Matched::default();
    for (at, own) in object.iter().enumerate() {
        let exact = words.iter().any(|word| word.stem == own.stem);
        let near = if exact {
            1.0
        } else {
            let near = words.iter().map(|word| cosine(&own.unit, &word.unit));
            near.fold(0.0, f32::max)
        };
        let best = if exact { 1.0 } else { alike(near) };
        let count = if at == head { 2.0 } else { 1.0 };
        sum += best * count;
        weight += count;
        matched += usize::from(best > 0.3);
        found.exact += f64::from(u8::from(exact));
        found.most = found.most.max(f64::from(near));
    }
    let alone = verb && object.len() > 1 && matched < 2;
    if weight > 0.0 {
        found.share = sum / weight * if alone { 0.5 } else { 1.0 };
    }
    found
}
