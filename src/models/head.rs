//! Linear heads over hashed n-grams: quantised weights, the log-odds of a window and of a text. Heads of one table are
//! read in one pass: the weights of a feature stand beside each other.

use std::borrow::Cow;

use super::file::{self, Cursor};
use super::known::Known;
use super::scale::Scale;
use super::segments::{Part, SIZES, windows};

/// The kind of a file of heads.
pub const KIND: [u8; 4] = *b"HEAD";
/// Features that a window has before its first: keeps a window of a few features from being sure of anything.
pub const PRIOR_COUNT: f64 = 24.0;
/// A calm text takes no more than this from its worst window, so that one bad sentence in a long document is still found.
const LOWEST: f64 = -3.0;
/// Doublings of the number of segments that count.
const LONGEST: u32 = 4;
/// The numbers that a text's log-odds are made of: the best window of each size, and the whole.
pub const VIEWS: usize = SIZES.len() + 1;

/// A head, without its weights.
#[derive(Clone, Copy, Debug, Default)]
pub struct Head {
    /// What one step of a weight is worth.
    pub step: f32,
    /// The log-odds of nothing.
    pub bias: f32,
    /// How much the best window of each size, and the whole, count; added to the largest of them.
    pub mix: [f32; VIEWS],
    /// What long texts lose, per doubling of their segments.
    pub length: f32,
    /// From log-odds to scores.
    pub scale: Scale,
}

impl Head {
    /// The log-odds of a sum of weights, over the root of the number of features.
    #[expect(clippy::cast_precision_loss, reason = "sums stay far below 2^52")]
    fn log_odds(&self, sum: i64, norm: f64) -> f64 {
        f64::from(self.bias) + sum as f64 * f64::from(self.step) / norm
    }

    /// The log-odds of a text from those of its windows.
    #[must_use]
    pub fn combine(&self, views: &[f64; VIEWS], segments: usize) -> f64 {
        let most = views.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mixed: f64 = views
            .iter()
            .zip(self.mix)
            .map(|(view, share)| view.max(LOWEST) * f64::from(share))
            .sum();
        most + mixed - f64::from(self.length) * f64::from(segments.max(1).ilog2().min(LONGEST))
    }

    fn numbers(&mut self) -> impl Iterator<Item = &mut f32> {
        [&mut self.step, &mut self.bias]
            .into_iter()
            .chain(&mut self.mix)
            .chain([&mut self.length])
            .chain(&mut self.scale.0)
    }
}

/// Heads with their weights.
#[derive(Clone, Debug)]
pub struct Table<const N: usize> {
    /// A power of two of them for each head, each the two's complement of a signed step count.
    weights: Cow<'static, [[u8; N]]>,
    /// The heads.
    pub heads: [Head; N],
}

/// What a head says of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Judged {
    /// Log-odds of the whole text.
    pub log_odds: f64,
    /// Log-odds of the best window.
    pub best: f64,
    /// The best window.
    pub window: Place,
    /// Best log-odds per size, then the whole.
    pub views: [f64; VIEWS],
    /// Segments of the text.
    pub segments: usize,
}

/// A window, without its sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Bit `n` is set when cue class `n` was seen.
    pub cues: u32,
}

impl<const N: usize> From<&Part<N>> for Place {
    fn from(part: &Part<N>) -> Self {
        Self {
            start: part.start,
            end: part.end,
            cues: part.cues,
        }
    }
}

impl<const N: usize> Table<N> {
    /// Of heads and the weights of each.
    #[must_use]
    pub fn new(heads: [Head; N], weights: [&[u8]; N]) -> Self {
        let count = weights.first().map_or(0, |first| first.len());
        let row = |at: usize| weights.map(|head| head.get(at).copied().unwrap_or_default());
        Self {
            weights: (0..count).map(row).collect(),
            heads,
        }
    }

    /// Reads a file.
    #[must_use]
    pub fn read(file: &'static [u8]) -> Option<Self> {
        let mut cursor = Cursor(file::payload(file, KIND)?);
        let exponent = cursor.u32()?;
        let mut heads = [Head::default(); N];
        for head in &mut heads {
            for number in head.numbers() {
                *number = cursor.f32()?;
            }
        }
        let bytes = 1_usize.checked_shl(exponent)?.checked_mul(N)?;
        let (weights, _) = cursor.take(bytes)?.as_chunks();
        Some(Self {
            weights: Cow::Borrowed(weights),
            heads,
        })
    }

    /// Writes it.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut payload = self.weights.len().max(1).ilog2().to_le_bytes().to_vec();
        let mut heads = self.heads;
        for number in heads.iter_mut().flat_map(Head::numbers) {
            payload.extend(number.to_le_bytes());
        }
        payload.extend(self.weights.iter().flatten());
        file::wrap(KIND, &payload)
    }

    /// The weights of one head.
    #[must_use]
    pub fn column(&self, head: usize) -> Vec<u8> {
        let weights = self.weights.iter();
        weights.filter_map(|row| row.get(head).copied()).collect()
    }

    /// The log-odds of a window.
    #[must_use]
    pub fn log_odds(&self, part: &Part<N>) -> [f64; N] {
        let norm = (f64::from(part.count) + PRIOR_COUNT).sqrt();
        let mut odds = [0.0; N];
        for ((odds, head), sum) in odds.iter_mut().zip(&self.heads).zip(part.sums) {
            *odds = head.log_odds(sum, norm);
        }
        odds
    }

    /// Judges a text by its windows; `show` sees each with its size and log-odds. `known` remembers words of this table.
    pub fn judge(
        &self,
        text: &str,
        known: Option<&mut Known<N>>,
        mut show: impl FnMut(usize, &[f64; N], Place),
    ) -> [Judged; N] {
        let mut judged = [Judged {
            best: f64::NEG_INFINITY,
            views: [f64::NEG_INFINITY; VIEWS],
            ..Judged::default()
        }; N];
        let (segments, whole) = windows(text, &self.weights, known, |size, part| {
            let odds = self.log_odds(part);
            let view = size.ilog2() as usize;
            for (judged, odds) in judged.iter_mut().zip(odds) {
                if let Some(view) = judged.views.get_mut(view) {
                    *view = view.max(odds);
                }
                if odds > judged.best {
                    (judged.window, judged.best) = (part.into(), odds);
                }
            }
            show(size, &odds, part.into());
        });
        let all = self.log_odds(&whole);
        for ((judged, head), all) in judged.iter_mut().zip(&self.heads).zip(all) {
            if let Some(last) = judged.views.last_mut() {
                *last = all;
            }
            // A text with fewer segments than a window has: the whole is that window.
            for view in &mut judged.views {
                if *view == f64::NEG_INFINITY {
                    *view = all;
                }
            }
            judged.segments = segments;
            judged.log_odds = head.combine(&judged.views, segments);
        }
        judged
    }
}
