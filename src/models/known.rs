//! Sums of words seen before: most words of a text are the same few thousand, and what their letters weigh depends on
//! nothing else. A word is known by its bytes, never by a hash, so that what was read before cannot change a score.

use super::hash::{WORD, mix};
use super::segments::Part;
use super::word;

/// Bytes of the longest word that is kept.
pub(super) const LONGEST: usize = word::LONGEST_KEY;
const ENTRIES: usize = 4096;

/// The feature that a word is.
pub(super) fn word_feature(id: u32) -> u32 {
    mix(WORD, id, 0)
}

/// A word's features, summed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<const N: usize> {
    key: [u64; 2],
    pub(super) sums: [i16; N],
    pub(super) count: u8,
    /// Cue class; 0 for none.
    class: u8,
}

impl<const N: usize> Entry<N> {
    pub(super) fn class(&self) -> Option<u8> {
        (self.class > 0).then_some(self.class)
    }
}

/// One place per hash; the newest word keeps it.
#[derive(Debug)]
pub struct Known<const N: usize>(Vec<Entry<N>>);

impl<const N: usize> Known<N> {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        let empty = Entry {
            key: [0; 2],
            sums: [0; N],
            count: 0,
            class: 0,
        };
        Self(vec![empty; ENTRIES])
    }

    #[inline]
    pub(super) fn get(&self, id: u32, key: [u64; 2]) -> Option<&Entry<N>> {
        let entry = self.0.get(id as usize % ENTRIES)?;
        (entry.key == key && entry.count > 0).then_some(entry)
    }

    pub(super) fn keep(&mut self, id: u32, key: [u64; 2], part: &Part<N>, class: Option<u8>) {
        let mut sums = [0; N];
        for (small, sum) in sums.iter_mut().zip(part.sums) {
            // Sixteen letters have fewer than sixty features of at most 127.
            let Ok(sum) = i16::try_from(sum) else { return };
            *small = sum;
        }
        let Ok(count) = u8::try_from(part.count) else {
            return;
        };
        if let Some(entry) = self.0.get_mut(id as usize % ENTRIES) {
            *entry = Entry {
                key,
                sums,
                count,
                class: class.unwrap_or_default(),
            };
        }
    }
}

impl<const N: usize> Default for Known<N> {
    fn default() -> Self {
        Self::new()
    }
}
