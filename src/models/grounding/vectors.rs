//! The vectors of the words of one evaluation: a word that comes again is looked up once.

use crate::models::embedding::{Embedding, Sum, WIDTH};
use crate::models::hash::word_id;

/// A direction in steps of a 4096th: products are exact in integers, and quick.
pub(crate) type Unit = [i16; WIDTH];

/// One in units.
pub(super) const ONE: f32 = 4096.0 * 4096.0;

#[derive(Clone, Copy, Debug)]
struct Row {
    sum: [i16; WIDTH],
    unit: Unit,
    length: f32,
}

/// The words seen so far, by open addressing.
#[derive(Debug)]
pub(super) struct Vectors {
    slots: Vec<(u32, u32)>,
    rows: Vec<Row>,
}

/// Slots for a text of so many bytes: at least two for each word.
fn room(bytes: usize) -> usize {
    (bytes / 2).clamp(64, 1 << 22).next_power_of_two()
}

impl Vectors {
    pub(super) fn new(bytes: usize) -> Self {
        Self {
            slots: vec![(0, 0); room(bytes)],
            rows: Vec::new(),
        }
    }

    /// Adds a word to a sum; its row plus one, 0 where the embedding does not know it.
    pub(super) fn add(&mut self, embedding: &Embedding, word: &str, sum: &mut Sum) -> u32 {
        let id = word_id(word.as_bytes());
        let mask = self.slots.len() - 1;
        let mut at = id as usize & mask;
        let mut tries = 0;
        let row = loop {
            match self.slots.get_mut(at) {
                Some((other, row)) if *other == id && *row != 0 => break *row,
                Some(slot) if slot.1 == 0 || tries > 64 => {
                    let mut own = [0; WIDTH];
                    embedding.add(word.as_bytes(), &mut own);
                    self.rows.push(row_of(&own));
                    let row = u32::try_from(self.rows.len()).unwrap_or_default();
                    *slot = (id, row);
                    break row;
                }
                _ => {}
            }
            at = (at + 1) & mask;
            tries += 1;
        };
        if let Some(found) = self.get(row) {
            for (total, value) in sum.iter_mut().zip(found.sum) {
                *total += i32::from(value);
            }
        }
        row
    }

    fn get(&self, row: u32) -> Option<&Row> {
        self.rows.get((row as usize).wrapping_sub(1))
    }

    /// The direction of a word.
    pub(super) fn unit(&self, row: u32) -> Option<&Unit> {
        self.get(row).map(|row| &row.unit)
    }

    /// How much a word tells: long vectors belong to rare, telling words.
    pub(super) fn length(&self, row: u32) -> f32 {
        self.get(row).map_or(0.5, |row| row.length)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "clamped")]
fn row_of(sum: &Sum) -> Row {
    Row {
        sum: sum.map(|value| value.clamp(-32_000, 32_000) as i16),
        unit: unit(sum),
        length: (length(sum) as f32 / 256.0).min(2.0),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "sums of bytes stay far below 2^53"
)]
fn length(sum: &Sum) -> f64 {
    let square: i64 = sum
        .iter()
        .map(|value| i64::from(*value) * i64::from(*value))
        .sum();
    (square as f64).sqrt()
}

/// A sum as a direction; nothing stays nothing.
#[expect(clippy::cast_possible_truncation, reason = "at most 4096")]
pub(crate) fn unit(sum: &Sum) -> Unit {
    let scale = 4096.0 / length(sum).max(1.0);
    sum.map(|value| (f64::from(value) * scale) as i16)
}

/// The cosine of two directions.
#[expect(clippy::cast_precision_loss, reason = "24 bits are enough")]
pub(crate) fn cosine(one: &Unit, other: &Unit) -> f32 {
    let sum: i32 = one
        .iter()
        .zip(other)
        .map(|(a, b)| i32::from(*a) * i32::from(*b))
        .sum();
    sum as f32 / ONE
}
