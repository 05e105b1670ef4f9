//! A static embedding: a row of small integers per piece; a text is the sum of its rows.

use super::file::{self, Cursor};
use super::near::Near;
use super::scale::Scale;
use super::tokens::Vocabulary;

/// The kind of the embedding's file.
pub const KIND: [u8; 4] = *b"EMBD";
/// Dimensions.
pub const WIDTH: usize = 64;

/// A sum of rows.
pub type Sum = [i32; WIDTH];

/// The embedding.
#[derive(Debug)]
pub struct Embedding {
    vocabulary: Vocabulary,
    /// Used where they lie: two's complements of signed numbers.
    rows: &'static [[u8; WIDTH]],
    /// Directions of ordinary texts, to compare with.
    pub background: Vec<Near>,
    /// From deviations of the nearest window to the score of a banned subject.
    pub banned: Scale,
    /// From deviations of the whole, negated, to the score of no allowed subject.
    pub off_topic: Scale,
}

/// What is written.
#[derive(Debug, Default)]
pub struct Parts {
    /// The pieces, in order.
    pub pieces: Vec<String>,
    /// A row for each.
    pub rows: Vec<[i8; WIDTH]>,
    /// Ordinary texts, each scaled to at most 31.
    pub background: Vec<[i8; WIDTH]>,
    /// See [`Embedding::banned`].
    pub banned: [f32; 3],
    /// See [`Embedding::off_topic`].
    pub off_topic: [f32; 3],
}

impl Embedding {
    /// Reads the file.
    #[must_use]
    pub fn read(file: &'static [u8]) -> Option<Self> {
        let mut cursor = Cursor(file::payload(file, KIND)?);
        let (count, text, ordinary) = (cursor.u32()?, cursor.u32()?, cursor.u32()?);
        let banned = Scale([cursor.f32()?, cursor.f32()?, cursor.f32()?]);
        let off_topic = Scale([cursor.f32()?, cursor.f32()?, cursor.f32()?]);
        let pieces = cursor.take(usize::try_from(text).ok()?)?;
        let count = usize::try_from(count).ok()?;
        let (rows, _) = cursor.take(count.checked_mul(WIDTH)?)?.as_chunks();
        let ordinary = usize::try_from(ordinary).ok()?;
        let (background, _) = cursor
            .take(ordinary.checked_mul(WIDTH)?)?
            .as_chunks::<WIDTH>();
        Some(Self {
            vocabulary: Vocabulary::new(pieces, count)?,
            rows,
            background: background
                .iter()
                .map(|row| Near::new(&row.map(|value| i32::from(value.cast_signed()))))
                .collect(),
            banned,
            off_topic,
        })
    }

    /// Writes it.
    #[must_use]
    pub fn write(parts: &Parts) -> Vec<u8> {
        let text: String = parts
            .pieces
            .iter()
            .flat_map(|piece| [piece.as_str(), "\n"])
            .collect();
        let mut payload = Vec::new();
        for number in [parts.pieces.len(), text.len(), parts.background.len()] {
            payload.extend(u32::try_from(number).unwrap_or_default().to_le_bytes());
        }
        for number in parts.banned.into_iter().chain(parts.off_topic) {
            payload.extend(number.to_le_bytes());
        }
        payload.extend(text.as_bytes());
        for row in parts.rows.iter().chain(&parts.background) {
            payload.extend(row.map(i8::cast_unsigned));
        }
        file::wrap(KIND, &payload)
    }

    /// Adds a word's pieces to a sum; whether there were any.
    pub fn add(&self, word: &[u8], sum: &mut Sum) -> bool {
        let mut any = false;
        self.vocabulary.pieces(word, |piece| {
            if let Some(row) = self.rows.get(piece as usize) {
                any = true;
                for (total, value) in sum.iter_mut().zip(row) {
                    *total = total.wrapping_add(i32::from(value.cast_signed()));
                }
            }
        });
        any
    }
}

/// A sum as a direction of length 1; nothing stays nothing.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "sums stay far below 2^24 for any text that is judged as one"
)]
pub fn direction(sum: &Sum) -> [f32; WIDTH] {
    let square: i64 = sum
        .iter()
        .map(|value| i64::from(*value) * i64::from(*value))
        .sum();
    let length = (square as f64).sqrt().max(1.0);
    #[expect(clippy::cast_possible_truncation, reason = "a value of at most 1")]
    sum.map(|value| (f64::from(value) / length) as f32)
}

/// The cosine of two directions, summed in order.
#[must_use]
pub fn cosine(one: &[f32; WIDTH], other: &[f32; WIDTH]) -> f32 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}
