//! The words of a guard that its verdicts name by number.

use std::collections::BTreeMap;

use super::{NONE, count};
use crate::engine::Name;

/// The words of a guard that its verdicts have named.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Kept, so that no other word comes to stand at the same address.
    pub(super) known: Vec<Name>,
    bytes: usize,
    /// By address and length.
    places: BTreeMap<(usize, usize), i32>,
    /// Counts how often it was begun anew.
    pub(super) age: i32,
    near: Near,
}

/// The words that were looked up last.
#[derive(Debug)]
struct Near([(usize, usize, i32); 64]);

impl Default for Near {
    fn default() -> Self {
        Self([(0, usize::MAX, NONE); 64])
    }
}

impl Words {
    const MOST: usize = 4_096;
    const BYTES: usize = 1 << 18;

    /// Those from a place on.
    pub(crate) fn from(&self, at: usize) -> &[Name] {
        self.known.get(at..).unwrap_or_default()
    }

    /// Begins anew when a host has named too many.
    pub(super) fn refresh(&mut self) {
        if self.known.len() > Self::MOST || self.bytes > Self::BYTES {
            *self = Self {
                age: self.age + 1,
                ..Self::default()
            };
        }
    }

    /// The number of a word that somebody keeps.
    pub(super) fn number(&mut self, word: &Name) -> i32 {
        let key = (word.as_ptr() as usize, word.len());
        let slot = (key.0 >> 2 ^ key.0 >> 8 ^ key.1) % 64;
        if let Some((address, length, number)) = self.near.0.get(slot)
            && (*address, *length) == key
        {
            return *number;
        }
        let number = *self.places.entry(key).or_insert_with(|| {
            self.known.push(word.clone());
            self.bytes += word.len();
            count(self.known.len() - 1)
        });
        if let Some(near) = self.near.0.get_mut(slot) {
            *near = (key.0, key.1, number);
        }
        number
    }
}
