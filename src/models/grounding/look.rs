//! Where the words of a claim are found.

use super::context::{Context, Support, weight};
use super::vectors::{Unit, Vectors, cosine};
use super::words::{Sentence, Sort, Word};

/// Words of the supporting sentences that a word without a match is compared with.
const COMPARED: usize = 64;
/// Words without a match that are compared.
const MISSING: usize = 8;

/// A word of a claim, looked up.
#[expect(clippy::struct_excessive_bools, reason = "each is a place of its own")]
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) word: Word,
    /// Its place in the claim.
    pub(super) at: usize,
    /// Somewhere in the context, in the nearest sentence, in it or its neighbours, in it or the second.
    pub(super) known: bool,
    pub(super) here: bool,
    pub(super) around: bool,
    pub(super) union: bool,
    /// In the question.
    pub(super) asked: bool,
    pub(super) weight: f32,
    /// How much the word tells.
    pub(super) telling: f32,
    /// The likest word of the supporting sentences, and the likest that the claim does not have.
    pub(super) like: f32,
    pub(super) spare: f32,
    /// The context has another word between its neighbours: how alike.
    pub(super) place: Option<f32>,
}

fn sorted(words: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut ids: Vec<u32> = words.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn has(ids: &[u32], word: &Word) -> bool {
    ids.binary_search(&word.id).is_ok()
}

/// Looks up the words of a claim that are not small.
pub(super) fn looks(
    context: &Context,
    vectors: &Vectors,
    claim: &Sentence,
    support: Support,
    asked: &[u32],
) -> Vec<Look> {
    let best = context.words_of(support.best);
    let second = context.words_of(support.second);
    let ids = |words: &[Word]| sorted(words.iter().map(|word| word.id));
    let (here, added, own) = (ids(best), ids(second), ids(&claim.words));
    let around = support
        .best
        .map(|at| sorted(context.around(at).map(|word| word.id)))
        .unwrap_or_default();
    let others: Vec<(&Unit, bool)> = best
        .iter()
        .chain(second)
        .filter(|word| word.carries())
        .filter_map(|word| Some((vectors.unit(word.row)?, !has(&own, word))))
        .take(COMPARED)
        .collect();
    let mut compared = 0;
    let mut looks: Vec<Look> = Vec::with_capacity(claim.words.len());
    for (at, word) in claim.words.iter().enumerate() {
        if word.sort == Sort::Small {
            continue;
        }
        let mut word = *word;
        if word.sort == Sort::Content && context.names(word.id) {
            word.sort = Sort::Name;
        }
        let word = &word;
        let mut look = Look {
            word: *word,
            at,
            known: context.has(word.id),
            here: has(&here, word),
            around: has(&around, word),
            union: has(&here, word) || has(&added, word),
            asked: has(asked, word),
            weight: weight(word.sort),
            telling: if word.carries() {
                vectors.length(word.row)
            } else {
                1.0
            },
            like: 1.0,
            spare: 0.0,
            place: None,
        };
        if !look.here {
            let left = at.checked_sub(1).and_then(|at| claim.words.get(at));
            look.place = context.in_place(vectors, word, left, claim.words.get(at + 1));
            if word.carries() && compared < MISSING {
                compared += 1;
                look.compare(vectors, &others);
            }
        }
        looks.push(look);
    }
    looks
}

impl Look {
    fn compare(&mut self, vectors: &Vectors, others: &[(&Unit, bool)]) {
        let Some(own) = vectors.unit(self.word.row) else {
            return;
        };
        self.like = 0.0;
        for (other, spare) in others {
            let near = cosine(own, other);
            self.like = self.like.max(near);
            if *spare {
                self.spare = self.spare.max(near);
            }
        }
    }
}
