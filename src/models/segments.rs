//! Segments summed by a table of weights, and the windows of one to eight segments that are judged.

use super::features::{Sink, Word, featurise};
use super::known::{self, Known};

/// How many segments a window may have.
pub const SIZES: [usize; 4] = [1, 2, 4, 8];
const RING: usize = 8;

/// A stretch of the text with the sums of the weights of its features, one per head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<const N: usize> {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Sums of quantised weights.
    pub sums: [i64; N],
    /// Number of features.
    pub count: u32,
    /// Bit `n` is set when cue class `n` was seen.
    pub cues: u32,
}

impl<const N: usize> Default for Part<N> {
    fn default() -> Self {
        Self {
            start: 0,
            end: 0,
            sums: [0; N],
            count: 0,
            cues: 0,
        }
    }
}

impl<const N: usize> Part<N> {
    fn join(mut self, later: &Self) -> Self {
        self.end = later.end;
        self.add(&later.sums, later.count);
        self.cues |= later.cues;
        self
    }

    #[inline]
    fn add(&mut self, sums: &[i64; N], count: u32) {
        for (sum, more) in self.sums.iter_mut().zip(sums) {
            *sum = sum.wrapping_add(*more);
        }
        self.count = self.count.wrapping_add(count);
    }
}

/// Sums weights and shows every window as soon as its last segment ends.
struct Windows<'w, F, const N: usize> {
    weights: &'w [[u8; N]],
    shift: u32,
    open: Part<N>,
    /// The last segments, the newest at `seen - 1`, by their number modulo [`RING`].
    ring: [Part<N>; RING],
    seen: usize,
    whole: Part<N>,
    known: Option<&'w mut Known<N>>,
    show: F,
}

impl<F, const N: usize> Windows<'_, F, N> {
    #[inline]
    fn weigh(&self, hash: u32) -> [i64; N] {
        let weights = self.weights.get((hash >> self.shift) as usize);
        weights.map_or([0; N], |weights| {
            weights.map(|weight| i64::from(weight.cast_signed()))
        })
    }
}

impl<F: FnMut(usize, &Part<N>), const N: usize> Sink for Windows<'_, F, N> {
    #[inline]
    fn feature(&mut self, hash: u32) {
        let weights = self.weigh(hash);
        self.open.add(&weights, 1);
    }

    fn word(&mut self, word: &mut Word, id: u32) -> Option<u8> {
        let key = word.key();
        let short = word.len() <= known::LONGEST;
        if short && let Some(entry) = self.known.as_ref().and_then(|known| known.get(id, key)) {
            self.open
                .add(&entry.sums.map(i64::from), entry.count.into());
            return entry.class();
        }
        let mut own = Part::default();
        own.add(&self.weigh(known::word_feature(id)), 1);
        word.grams(|hash| own.add(&self.weigh(hash), 1));
        let class = super::cues::class(id);
        self.open.add(&own.sums, own.count);
        if short && let Some(known) = &mut self.known {
            known.keep(id, key, &own, class);
        }
        class
    }

    fn cue(&mut self, class: u8) {
        self.open.cues |= 1 << (class & 31);
    }

    fn segment(&mut self, end: usize) {
        if self.open.count == 0 {
            return;
        }
        self.open.end = end;
        if let Some(place) = self.ring.get_mut(self.seen % RING) {
            *place = self.open;
        }
        self.whole = if self.seen == 0 {
            self.open
        } else {
            self.whole.join(&self.open)
        };
        let mut window = self.open;
        self.open = Part {
            start: end,
            end,
            ..Part::default()
        };
        for back in 0..RING.min(self.seen + 1) {
            if back > 0
                && let Some(part) = self.ring.get((self.seen - back) % RING)
            {
                window = part.join(&window);
            }
            if (back + 1).is_power_of_two() {
                (self.show)(back + 1, &window);
            }
        }
        self.seen += 1;
    }
}

/// Shows every window of the text, by the number of its segments, in the order of their ends; gives the whole text last,
/// with its number of segments. `known` holds the sums of words that were seen before, of these weights alone.
pub(super) fn windows<const N: usize>(
    text: &str,
    weights: &[[u8; N]],
    known: Option<&mut Known<N>>,
    show: impl FnMut(usize, &Part<N>),
) -> (usize, Part<N>) {
    let bits = weights.len().max(2).ilog2();
    let mut windows = Windows {
        weights,
        shift: 32 - bits,
        open: Part::default(),
        ring: [Part::default(); RING],
        seen: 0,
        whole: Part::default(),
        known,
        show,
    };
    featurise(text, &mut windows);
    (windows.seen, windows.whole)
}
