//! Segments summed by a head, and the windows of one to eight segments that are judged.

use super::features::{Sink, featurise};

/// How many segments a window may have.
pub const SIZES: [usize; 4] = [1, 2, 4, 8];
const RING: usize = 8;

/// A stretch of the text with the sum of the weights of its features.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Sum of quantised weights.
    pub sum: i64,
    /// Number of features.
    pub count: u32,
    /// Bit `n` is set when cue class `n` was seen.
    pub cues: u32,
}

impl Part {
    fn join(self, later: Self) -> Self {
        Self {
            start: self.start,
            end: later.end,
            sum: self.sum + later.sum,
            count: self.count.saturating_add(later.count),
            cues: self.cues | later.cues,
        }
    }
}

/// Sums weights and shows every window as soon as its last segment ends.
pub(super) struct Windows<'w, F> {
    weights: &'w [u8],
    shift: u32,
    open: Part,
    ring: [Part; RING],
    seen: usize,
    whole: Part,
    show: F,
}

impl<F: FnMut(usize, Part)> Sink for Windows<'_, F> {
    #[inline]
    fn feature(&mut self, hash: u32) {
        let weight = self
            .weights
            .get((hash >> self.shift) as usize)
            .copied()
            .unwrap_or_default();
        self.open.sum += i64::from(weight.cast_signed());
        self.open.count += 1;
    }

    fn cue(&mut self, class: u8) {
        self.open.cues |= 1 << (class & 31);
    }

    fn segment(&mut self, end: usize) {
        if self.open.count == 0 {
            return;
        }
        self.open.end = end;
        self.ring.rotate_right(1);
        if let Some(first) = self.ring.first_mut() {
            *first = self.open;
        }
        self.whole = if self.seen == 0 {
            self.open
        } else {
            self.whole.join(self.open)
        };
        self.seen += 1;
        self.open = Part {
            start: end,
            end,
            ..Part::default()
        };
        let mut window = Part::default();
        for (index, part) in self.ring.iter().take(self.seen).enumerate() {
            window = if index == 0 { *part } else { part.join(window) };
            if SIZES.contains(&(index + 1)) {
                (self.show)(index + 1, window);
            }
        }
    }
}

/// Shows every window of the text, by the number of its segments, in the order of their ends; gives the whole text last,
/// with its number of segments.
pub fn windows(text: &str, weights: &[u8], show: impl FnMut(usize, Part)) -> (usize, Part) {
    let bits = weights.len().max(2).ilog2();
    let mut windows = Windows {
        weights,
        shift: 32 - bits,
        open: Part::default(),
        ring: [Part::default(); RING],
        seen: 0,
        whole: Part::default(),
        show,
    };
    featurise(text, &mut windows);
    (windows.seen, windows.whole)
}
