//! The features of a claim.

mod contrast;
mod cover;
mod facts;
mod order;

use super::context::Context;
use super::look::looks;
use super::vectors::{Unit, Vectors, unit};
use super::words::Sentence;
use contrast::{against, fields, nearness, negated};
use cover::{Cover, cover, stretches};
use facts::{kind, names, numbers};
use order::{missing, order};

/// Features of a claim.
pub const COUNT: usize = 90;

/// Where the share of words of opinion stands, whether it is a question, its length.
pub(super) const LENGTH: usize = 0;

pub(super) const OPINIONS: usize = 1;

pub(super) const QUESTION: usize = 2;

pub(super) const CLAIMS: usize = 11;

pub(super) const SIZE: usize = 12;

pub(super) const DATA: usize = 13;

/// Words of a stretch that is looked at by itself.
const STRETCH: usize = 5;

/// What a claim is held against, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    pub(super) context: &'a Context,
    pub(super) vectors: &'a Vectors,
    /// Stems of the question, in order, and its direction.
    pub(super) asked: &'a [u32],
    pub(super) question: Option<&'a Unit>,
    pub(super) place: usize,
    pub(super) claims: usize,
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

/// A number that grows ever slower, up to 1.
fn grown(value: f32, half: f32) -> f32 {
    value / (value + half)
}

struct Row {
    values: [f32; COUNT],
    next: usize,
}

impl Row {
    fn push(&mut self, value: f32) {
        if let Some(cell) = self.values.get_mut(self.next) {
            *cell = value;
        }
        self.next += 1;
    }

    fn all<const N: usize>(&mut self, values: [f32; N]) {
        for value in values {
            self.push(value);
        }
    }
}

/// The features of a claim and the sentence that is nearest to it.
pub(super) fn features(setting: &Setting<'_>, claim: &Sentence) -> ([f32; COUNT], Option<usize>) {
    let context = setting.context;
    let own = unit(&claim.sum);
    let support = context.support(claim, &own);
    let looks = looks(context, setting.vectors, claim, support, setting.asked);
    let best = context.words_of(support.best);
    let mut row = Row {
        values: [0.0; COUNT],
        next: 0,
    };
    kind(&mut row, setting, claim);
    let cover = cover(&mut row, &looks);
    stretches(&mut row, &looks);
    numbers(&mut row, context, &looks);
    names(&mut row, context, &looks);
    order(&mut row, context, claim, &looks, best);
    missing(&mut row, &looks, cover);
    against(&mut row, claim, best, &looks, cover);
    nearness(&mut row, setting, &own, support, &looks, best);
    fields(&mut row, context, claim);
    debug_assert_eq!(row.next, COUNT, "the features");
    (row.values, support.best)
}
