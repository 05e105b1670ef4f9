//! The word being read: folded to lower case, out of leet spelling and out of stretched letters.
#![expect(
    clippy::indexing_slicing,
    reason = "a fixed buffer with bounds kept by construction, in the hottest loop of the crate"
)]

use super::hash::{GRAM, WORD, short_word_id, top, word_id};
use super::letters::{HIGH, Letters, ONES};

/// Letters of a word that count; the rest of a longer one is passed over.
const LONGEST_WORD: usize = 32;
/// Bytes of a word that fits its [`Word::key`].
pub(super) const LONGEST_KEY: usize = 16;

/// The letter that a digit or sign inside a word stands for.
fn unleet(byte: u8) -> u8 {
    match byte {
        b'0' => b'o',
        b'1' | b'!' => b'i',
        b'3' => b'e',
        b'4' | b'@' => b'a',
        b'5' | b'$' => b's',
        b'7' => b't',
        other => other,
    }
}

/// The word being read, with a `<` before it and room for eight bytes after it.
#[derive(Debug)]
pub struct Word {
    bytes: [u8; LONGEST_WORD + 16],
    len: usize,
    pub(super) letters: u32,
    pub(super) capitals: u32,
    pub(super) digits: u32,
    pub(super) whole: u32,
    /// Whether there is something to fold.
    uneven: bool,
}

impl Word {
    pub(super) fn new() -> Self {
        let mut bytes = [0; LONGEST_WORD + 16];
        bytes[0] = b'<';
        Self {
            bytes,
            len: 0,
            letters: 0,
            capitals: 0,
            digits: 0,
            whole: 0,
            uneven: false,
        }
    }

    pub(super) fn clear(&mut self) {
        self.bytes[1..=self.len].fill(0);
        (self.len, self.uneven) = (0, false);
        (self.letters, self.capitals, self.digits, self.whole) = (0, 0, 0, 0);
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// A byte as it is.
    pub(super) fn push(&mut self, byte: u8) {
        self.whole = self.whole.wrapping_add(1);
        self.uneven = true;
        if self.len < LONGEST_WORD {
            self.len += 1;
            self.bytes[self.len] = byte;
        }
    }

    /// ASCII letters.
    #[inline]
    pub(super) fn push_letters(&mut self, letters: Letters) {
        #[expect(clippy::cast_possible_truncation, reason = "eight at most")]
        let count = letters.count as u32;
        self.whole = self.whole.wrapping_add(count);
        self.letters = self.letters.wrapping_add(count);
        self.capitals = self.capitals.wrapping_add(letters.capitals);
        let from = self.len + 1;
        self.bytes[from..from + 8].copy_from_slice(&letters.lower.to_le_bytes());
        self.len += letters.count;
        if self.len > LONGEST_WORD {
            self.bytes[LONGEST_WORD + 1..].fill(0);
            self.len = LONGEST_WORD;
        }
    }

    /// Whether three equal bytes follow each other; of long words it is not asked.
    fn stretched(&self) -> bool {
        if !(3..=8).contains(&self.len) {
            return self.len > 8;
        }
        let eight = self.eight(1);
        // A byte of zeros: as the next one, and that as the one after it. The last two have no two after them.
        let next = eight ^ eight >> 8;
        let unlike = next | next >> 8 | !0 << (8 * (self.len - 2));
        unlike.wrapping_sub(ONES) & !unlike & HIGH != 0
    }

    /// Digits become letters beside letters and one shape alone; letters repeated more than twice become two.
    /// Whether a digit or sign was read as a letter.
    pub(super) fn fold(&mut self) -> bool {
        if !self.uneven && !self.stretched() {
            return false;
        }
        let mut disguised = false;
        let kept = if self.letters == 0 {
            let kept = self.len.min(4);
            self.bytes[1..=kept].fill(b'0');
            kept
        } else {
            let (mut kept, mut run) = (0, 0);
            for at in 1..=self.len {
                let byte = unleet(self.bytes[at]);
                disguised |= byte != self.bytes[at];
                run = if kept > 0 && self.bytes[kept] == byte {
                    run + 1
                } else {
                    0
                };
                if run < 2 || byte >= 128 {
                    kept += 1;
                    self.bytes[kept] = byte;
                }
            }
            kept
        };
        self.bytes[kept + 1..=self.len].fill(0);
        self.len = kept;
        disguised
    }

    pub(super) fn folded(&self) -> &[u8] {
        &self.bytes[1..=self.len]
    }

    /// The eight bytes from `at`.
    fn eight(&self, at: usize) -> u64 {
        let mut eight = [0; 8];
        eight.copy_from_slice(&self.bytes[at..at + 8]);
        u64::from_le_bytes(eight)
    }

    /// The first sixteen bytes, filled up with zeros: all of a word of at most [`LONGEST_KEY`].
    pub(super) fn key(&self) -> [u64; 2] {
        [self.eight(1), self.eight(9)]
    }

    pub(super) fn id(&self) -> u32 {
        if self.len <= LONGEST_KEY {
            short_word_id(self.key(), self.len)
        } else {
            word_id(self.folded())
        }
    }

    /// Its character n-grams of three to five bytes, ends included.
    pub(super) fn grams(&mut self, mut show: impl FnMut(u32)) {
        let len = self.len;
        self.bytes[len + 1] = b'>';
        for at in 0..len {
            let value = self.eight(at);
            for (size, seed) in (3_usize..6).zip(GRAM) {
                if at + size <= len + 2 {
                    let state = (value & ((1 << (8 * size)) - 1)).wrapping_mul(seed);
                    show(top((state ^ state >> 32).wrapping_mul(WORD)));
                }
            }
        }
        self.bytes[len + 1] = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretched_words_are_folded() {
        for (written, folded) in [
            ("aaa", "aa"),
            ("soooo", "soo"),
            ("sooner", "sooner"),
            ("hahahaha", "hahahaha"),
            ("shitttt", "shitt"),
            ("noooooooooo", "noo"),
            ("aab", "aab"),
            ("aa", "aa"),
        ] {
            let mut word = Word::new();
            let mut rest = written.as_bytes();
            while !rest.is_empty() {
                let letters = Letters::first(rest);
                word.push_letters(letters);
                rest = &rest[letters.count..];
            }
            word.fold();
            assert_eq!(word.folded(), folded.as_bytes());
        }
    }
}
