//! The features of a claim.

use super::Claim;
use super::words::{ABSOLUTE, ADDRESS, HEDGE, OPINION, Sentence, Sort, Word, sentences};
use crate::models::embedding::{Embedding, Sum, WIDTH, cosine, direction};

/// Features of a claim.
pub const COUNT: usize = 46;
/// Where the share of words of opinion stands, whether it is a question, its length.
pub(super) const OPINIONS: usize = 23;
pub(super) const QUESTION: usize = 26;
pub(super) const LENGTH: usize = 22;
/// Sentences of the context that one word of a claim is looked up in.
const POSTINGS: usize = 12;
/// Words of a claim without a match, and words of the nearest sentence, that are compared by sense.
const COMPARED: (usize, usize) = (8, 48);

/// A context that claims are held against.
pub(super) struct Context {
    sentences: Vec<(usize, Sentence)>,
    sums: Vec<Sum>,
    /// Stem and sentence, in order, without repetitions.
    postings: Vec<(u32, u32)>,
    /// Pairs of stems that stand beside each other.
    pairs: Vec<u64>,
    total: [f32; WIDTH],
}

fn total(words: &[Word]) -> Sum {
    let mut sum = [0; WIDTH];
    for word in words {
        for (total, value) in sum.iter_mut().zip(word.sum) {
            *total += value;
        }
    }
    sum
}

fn pairs(words: &[Word]) -> impl Iterator<Item = u64> + '_ {
    words
        .iter()
        .zip(words.iter().skip(1))
        .map(|(one, two)| u64::from(one.id) << 32 | u64::from(two.id))
}

/// What a word counts for.
fn weight(sort: Sort) -> f32 {
    match sort {
        Sort::Small => 0.1,
        Sort::Negation => 0.3,
        Sort::Content => 1.0,
        Sort::Name | Sort::Number => 1.6,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of words")]
fn count(number: usize) -> f32 {
    number as f32
}

fn share(part: f32, all: f32) -> f32 {
    if all > 0.0 { part / all } else { 0.0 }
}

fn yes(value: bool) -> f32 {
    f32::from(u8::from(value))
}

impl Context {
    pub(super) fn new(embedding: &Embedding, contexts: &[&str]) -> Self {
        let mut all = Vec::new();
        for (index, context) in contexts.iter().enumerate() {
            all.extend(
                sentences(embedding, context)
                    .into_iter()
                    .map(|sentence| (index, sentence)),
            );
        }
        let mut postings = Vec::new();
        let mut beside = Vec::new();
        for (at, (_, sentence)) in (0_u32..).zip(&all) {
            postings.extend(sentence.words.iter().map(|word| (word.id, at)));
            beside.extend(pairs(&sentence.words));
        }
        postings.sort_unstable();
        postings.dedup();
        beside.sort_unstable();
        let sums: Vec<Sum> = all
            .iter()
            .map(|(_, sentence)| total(&sentence.words))
            .collect();
        let mut whole = [0_i32; WIDTH];
        for sum in &sums {
            for (total, value) in whole.iter_mut().zip(sum) {
                *total = total.saturating_add(*value);
            }
        }
        Self {
            sentences: all,
            sums,
            postings,
            pairs: beside,
            total: direction(&whole),
        }
    }

    fn of(&self, id: u32) -> impl Iterator<Item = u32> + '_ {
        let from = self.postings.partition_point(|(other, _)| *other < id);
        self.postings
            .iter()
            .skip(from)
            .take_while(move |(other, _)| *other == id)
            .map(|(_, at)| *at)
    }

    fn has(&self, id: u32) -> bool {
        self.of(id).next().is_some()
    }

    /// The sentence that shares most with the claim.
    fn nearest(&self, claim: &Sentence, own: &[f32; WIDTH]) -> Option<usize> {
        let mut shared: Vec<(u32, f32)> = Vec::new();
        for word in claim.words.iter().filter(|word| word.sort != Sort::Small) {
            let value = weight(word.sort);
            shared.extend(self.of(word.id).take(POSTINGS).map(|at| (at, value)));
        }
        shared.sort_unstable_by_key(|(at, _)| *at);
        let mut best: Option<(f32, usize)> = None;
        for group in shared.chunk_by(|one, other| one.0 == other.0) {
            let Some(at) = group.first().and_then(|(at, _)| usize::try_from(*at).ok()) else {
                continue;
            };
            let near = self
                .sums
                .get(at)
                .map_or(0.0, |sum| cosine(own, &direction(sum)));
            let value = group.iter().map(|(_, value)| value).sum::<f32>() + 2.0 * near;
            if best.is_none_or(|(most, _)| value > most) {
                best = Some((value, at));
            }
        }
        best.map(|(_, at)| at).or(if self.sentences.is_empty() {
            None
        } else {
            Some(0)
        })
    }

    /// The words around a sentence: those of it and its neighbours.
    fn around(&self, at: usize) -> impl Iterator<Item = &Word> + Clone {
        let first = at.saturating_sub(1);
        self.sentences
            .iter()
            .skip(first)
            .take(at + 2 - first)
            .flat_map(|(_, sentence)| &sentence.words)
    }

    pub(super) fn claim(&self, claim: &Sentence) -> Claim {
        let own = direction(&total(&claim.words));
        let nearest = self.nearest(claim, &own);
        let none = Sentence::default();
        let best = nearest
            .and_then(|at| self.sentences.get(at))
            .map_or(&none, |(_, sentence)| sentence);
        let mut near: Vec<u32> = best.words.iter().map(|word| word.id).collect();
        near.sort_unstable();
        let mut around: Vec<u32> = nearest
            .map(|at| self.around(at).map(|word| word.id).collect())
            .unwrap_or_default();
        around.sort_unstable();
        let cover = Cover::new(self, claim, &near, &around);
        let sum = nearest
            .and_then(|at| self.sums.get(at))
            .map_or([0.0; WIDTH], direction);
        let mut own_ids: Vec<u32> = claim.words.iter().map(|word| word.id).collect();
        own_ids.sort_unstable();
        let features = features(self, claim, best, &cover, &own, &sum, &own_ids);
        let place = |at: usize| {
            self.sentences
                .get(at)
                .map(|(index, sentence)| (*index, sentence.start, sentence.end))
        };
        Claim {
            start: claim.start,
            end: claim.end,
            nearest: nearest.and_then(place),
            features,
        }
    }
}

/// What of a claim is found where.
#[derive(Default)]
struct Cover {
    all: f32,
    best: f32,
    around: f32,
    weights: f32,
    numbers: (usize, usize, usize),
    names: (usize, usize),
    content: (usize, usize),
    missing: Vec<[f32; WIDTH]>,
    pairs: (usize, usize),
    run: usize,
}

impl Cover {
    fn new(context: &Context, claim: &Sentence, near: &[u32], around: &[u32]) -> Self {
        let mut cover = Self::default();
        for word in &claim.words {
            let value = weight(word.sort);
            let (known, here) = (context.has(word.id), near.binary_search(&word.id).is_ok());
            cover.weights += value;
            cover.all += if known { value } else { 0.0 };
            cover.best += if here { value } else { 0.0 };
            cover.around += if around.binary_search(&word.id).is_ok() {
                value
            } else {
                0.0
            };
            match word.sort {
                Sort::Number => {
                    cover.numbers.0 += 1;
                    cover.numbers.1 += usize::from(!known);
                    cover.numbers.2 += usize::from(!here);
                }
                Sort::Name => {
                    cover.names.0 += 1;
                    cover.names.1 += usize::from(!known);
                }
                _ => {}
            }
            if matches!(word.sort, Sort::Content | Sort::Name) {
                cover.content.0 += 1;
                cover.content.1 += usize::from(!known);
                if !here && cover.missing.len() < COMPARED.0 {
                    cover.missing.push(direction(&word.sum));
                }
            }
        }
        let mut run = 0;
        for pair in pairs(&claim.words) {
            cover.pairs.0 += 1;
            let known = context.pairs.binary_search(&pair).is_ok();
            run = if known { run + 1 } else { 0 };
            cover.pairs.1 += usize::from(known);
            cover.run = cover.run.max(run);
        }
        cover
    }
}

fn negated(words: &[Word]) -> bool {
    words.iter().any(|word| word.sort == Sort::Negation)
}

fn class(words: &[Word], bit: u8) -> f32 {
    share(
        count(words.iter().filter(|word| word.class & bit != 0).count()),
        count(words.len()),
    )
}

#[expect(
    clippy::too_many_lines,
    reason = "a list of features, in the order of the weights"
)]
fn features(
    context: &Context,
    claim: &Sentence,
    best: &Sentence,
    cover: &Cover,
    own: &[f32; WIDTH],
    near: &[f32; WIDTH],
    ids: &[u32],
) -> [f32; COUNT] {
    // Words of the nearest sentence that the claim does not have: what a missing word may stand in for.
    let others: Vec<[f32; WIDTH]> = best
        .words
        .iter()
        .filter(|word| matches!(word.sort, Sort::Content | Sort::Name))
        .take(COMPARED.1)
        .map(|word| direction(&word.sum))
        .collect();
    let spare: Vec<bool> = best
        .words
        .iter()
        .filter(|word| matches!(word.sort, Sort::Content | Sort::Name))
        .take(COMPARED.1)
        .map(|word| ids.binary_search(&word.id).is_err())
        .collect();
    let (mut soft, mut worst, mut swap) = (0.0, 1.0_f32, 0.0_f32);
    for missing in &cover.missing {
        let mut most = 0.0_f32;
        for (other, spare) in others.iter().zip(&spare) {
            let near = cosine(missing, other);
            most = most.max(near);
            if *spare {
                swap = swap.max(near);
            }
        }
        soft += most;
        worst = worst.min(most);
    }
    let soft = if cover.missing.is_empty() {
        1.0
    } else {
        soft / count(cover.missing.len())
    };
    let contrary = claim.words.iter().any(|word| {
        word.contrary != 0
            && best.words.iter().any(|other| other.id == word.contrary)
            && !best.words.iter().any(|other| other.id == word.id)
    });
    let used = {
        let (mut part, mut all) = (0.0, 0.0);
        for word in &best.words {
            let value = weight(word.sort);
            all += value;
            part += if ids.binary_search(&word.id).is_ok() {
                value
            } else {
                0.0
            };
        }
        share(part, all)
    };
    let differs = negated(&claim.words) != negated(&best.words);
    let (all, here, around) = (
        share(cover.all, cover.weights),
        share(cover.best, cover.weights),
        share(cover.around, cover.weights),
    );
    let length = count(claim.words.len());
    let absolute = class(&claim.words, ABSOLUTE) > 0.0 && class(&best.words, ABSOLUTE) == 0.0;
    let gone = count(cover.content.1);
    let first = claim
        .words
        .iter()
        .find(|word| matches!(word.sort, Sort::Content | Sort::Name));
    let last = claim
        .words
        .iter()
        .rev()
        .find(|word| word.sort != Sort::Small);
    let known = |word: Option<&Word>| yes(word.is_some_and(|word| !context.has(word.id)));
    [
        all,
        here,
        around,
        share(count(cover.pairs.1), count(cover.pairs.0)),
        share(count(cover.run), length),
        share(count(cover.numbers.1), count(cover.numbers.0)),
        yes(cover.numbers.1 > 0),
        yes(cover.numbers.0 > 0),
        share(count(cover.numbers.2), count(cover.numbers.0)),
        share(count(cover.names.1), count(cover.names.0)),
        yes(cover.names.1 > 0),
        yes(cover.names.0 > 0),
        yes(differs),
        yes(negated(&claim.words)),
        yes(differs) * here,
        cosine(own, near),
        cosine(own, &context.total),
        soft,
        worst,
        swap,
        share(gone, gone + 3.0),
        share(gone, count(cover.content.0)),
        share(length, length + 10.0),
        class(&claim.words, OPINION),
        class(&claim.words, HEDGE),
        class(&claim.words, ADDRESS),
        yes(claim.question),
        yes(contrary),
        yes(absolute),
        all * all,
        all * here,
        yes(cover.content.1 == 0),
        used,
        used * here,
        known(first),
        known(last),
        swap * (1.0 - here),
        yes(cover.content.0 < 2),
        share(
            count(context.sentences.len()),
            count(context.sentences.len()) + 10.0,
        ),
        soft * all,
        // A nearest sentence that says everything but one thing.
        yes(cover.missing.len() == 1) * here,
        yes(cover.missing.len() == 1) * swap,
        yes(cover.missing.len() == 1) * worst,
        yes(gone > 0.0) * soft,
        yes(gone > 0.0) * used,
        (1.0 - all) * share(length, length + 10.0),
    ]
}
