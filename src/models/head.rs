//! A linear head over hashed n-grams: quantised weights, the log-odds of a window and of a text.

use std::borrow::Cow;

use super::file::{self, Cursor};
use super::scale::Scale;
use super::segments::{Part, SIZES, windows};

/// The kind of a head's file.
pub const KIND: [u8; 4] = *b"HEAD";
/// Features that a window has before its first: keeps a window of a few features from being sure of anything.
pub const PRIOR_COUNT: f64 = 24.0;
/// A calm text takes no more than this from its worst window, so that one bad sentence in a long document is still found.
const LOWEST: f64 = -3.0;
/// Doublings of the number of segments that count.
const LONGEST: u32 = 4;
/// The numbers that a text's log-odds are made of: the best window of each size, and the whole.
pub const VIEWS: usize = SIZES.len() + 1;

/// A linear head.
#[derive(Clone, Debug)]
pub struct Head {
    /// A power of two of them, each the two's complement of a signed step count.
    pub weights: Cow<'static, [u8]>,
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

/// What a head says of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Judged {
    /// Log-odds of the whole text.
    pub log_odds: f64,
    /// Log-odds of the best window.
    pub best: f64,
    /// The best window.
    pub window: Part,
    /// Best log-odds per size, then the whole.
    pub views: [f64; VIEWS],
    /// Segments of the text.
    pub segments: usize,
}

impl Head {
    /// Reads a head's file.
    #[must_use]
    pub fn read(file: &'static [u8]) -> Option<Self> {
        let mut cursor = Cursor(file::payload(file, KIND)?);
        let exponent = cursor.u32()?;
        let (step, bias) = (cursor.f32()?, cursor.f32()?);
        let mut mix = [0.0; VIEWS];
        for each in &mut mix {
            *each = cursor.f32()?;
        }
        let length = cursor.f32()?;
        let scale = Scale([cursor.f32()?, cursor.f32()?, cursor.f32()?]);
        let weights = Cow::Borrowed(cursor.take(1_usize.checked_shl(exponent)?)?);
        Some(Self {
            weights,
            step,
            bias,
            mix,
            length,
            scale,
        })
    }

    /// Writes it.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut payload = self.weights.len().max(1).ilog2().to_le_bytes().to_vec();
        let numbers = [self.step, self.bias]
            .into_iter()
            .chain(self.mix)
            .chain([self.length]);
        for number in numbers.chain(self.scale.0) {
            payload.extend(number.to_le_bytes());
        }
        payload.extend(self.weights.iter());
        file::wrap(KIND, &payload)
    }

    /// The log-odds of a window.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "sums stay far below 2^52")]
    pub fn log_odds(&self, part: &Part) -> f64 {
        let norm = (f64::from(part.count) + PRIOR_COUNT).sqrt();
        f64::from(self.bias) + part.sum as f64 * f64::from(self.step) / norm
    }

    /// Judges a text by its windows; `show` sees each with its size and log-odds.
    pub fn judge(&self, text: &str, mut show: impl FnMut(usize, f64, Part)) -> Judged {
        let mut views = [f64::NEG_INFINITY; VIEWS];
        let (mut best, mut at) = (Part::default(), f64::NEG_INFINITY);
        let (segments, whole) = windows(text, &self.weights, |size, part| {
            let odds = self.log_odds(&part);
            let view = size.ilog2() as usize;
            if let Some(view) = views.get_mut(view) {
                *view = view.max(odds);
            }
            if odds > at {
                (best, at) = (part, odds);
            }
            show(size, odds, part);
        });
        if let Some(last) = views.last_mut() {
            *last = self.log_odds(&whole);
        }
        // A text with fewer segments than a window has: the whole is that window.
        let all = views.last().copied().unwrap_or_default();
        for view in &mut views {
            if *view == f64::NEG_INFINITY {
                *view = all;
            }
        }
        Judged {
            log_odds: self.combine(&views, segments),
            best: at,
            window: best,
            views,
            segments,
        }
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
}
