//! Whether the end of a text may be the beginning of a literal: what a stream must not let go yet.

use super::strings::Strings;

/// What literals begin with, which the caller keeps in ascending order: those with a given beginning stand together.
#[derive(Debug, Default)]
pub(super) struct Tails {
    /// Bytes of the longest.
    longest: usize,
    /// One bit per first byte.
    firsts: Vec<u64>,
    /// One bit per pair of first bytes.
    pairs: Vec<u64>,
    /// One bit per hash of the first four: few ends of a text get as far as the list.
    fours: Vec<u64>,
}

impl Tails {
    /// Of literals in lower case.
    pub(super) fn new(literals: &Strings) -> Self {
        let mut pairs = vec![0_u64; if literals.len() == 0 { 0 } else { 1 << 10 }];
        let mut fours = pairs.clone();
        let mut firsts = vec![0_u64; 4];
        for literal in literals.iter() {
            if let [first, ..] = *literal {
                set(&mut firsts, usize::from(first | FOLD));
            }
            if let [first, second, ..] = *literal {
                set(&mut pairs, pair(first, second));
            }
            if let Some(first) = literal.first_chunk() {
                set(&mut fours, four(*first));
            }
        }
        Self {
            longest: literals.iter().map(<[u8]>::len).max().unwrap_or(0),
            firsts,
            pairs,
            fours,
        }
    }

    /// Bytes of the longest literal.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// Where the longest end of `text` starts that a literal begins with.
    pub(super) fn open(&self, literals: &Strings, text: &[u8]) -> usize {
        let from = text.len().saturating_sub(self.longest);
        let tail = text.get(from..).unwrap_or_default();
        let begun = |at: &usize| self.begins(literals, tail.get(*at..).unwrap_or_default());
        let mut pairs = tail.windows(2).enumerate();
        let known = pairs.find(|(at, two)| self.may_begin(two) && begun(at));
        let last = tail.len().saturating_sub(1);
        let open = known.map(|(at, _)| at).or(Some(last).filter(begun));
        open.map_or(text.len(), |at| from + at)
    }

    fn may_begin(&self, two: &[u8]) -> bool {
        let [first, second] = *two else { return false };
        has(&self.pairs, pair(first, second))
    }

    /// Whether a literal begins with this end of a text; only those of three bytes and more need the list.
    fn begins(&self, literals: &Strings, end: &[u8]) -> bool {
        match *end {
            [] => true,
            [first] => has(&self.firsts, usize::from(first | FOLD)),
            [_, _] => self.may_begin(end),
            [first, second, third, fourth, ..] => {
                has(&self.fours, four([first, second, third, fourth])) && lists(literals, end)
            }
            _ => lists(literals, end),
        }
    }
}

fn lists(literals: &Strings, end: &[u8]) -> bool {
    let lower = || end.iter().map(u8::to_ascii_lowercase);
    let at = literals.partition_point(|literal| literal.iter().copied().lt(lower()));
    let head = literals.get(at).get(..end.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(end))
}

/// Lower-cases ASCII letters; the signs that it merges too are held for a byte longer than they need be.
const FOLD: u8 = 0x20;

fn pair(first: u8, second: u8) -> usize {
    usize::from(first | FOLD) << 8 | usize::from(second | FOLD)
}

/// A hash of 16 bits.
fn four(first: [u8; 4]) -> usize {
    let first = u32::from_le_bytes(first) | u32::from_le_bytes([FOLD; 4]);
    (first.wrapping_mul(0x9e37_79b1) >> 16) as usize
}

fn set(bits: &mut [u64], at: usize) {
    if let Some(word) = bits.get_mut(at / 64) {
        *word |= 1 << (at % 64);
    }
}

fn has(bits: &[u64], at: usize) -> bool {
    bits.get(at / 64)
        .is_some_and(|word| word >> (at % 64) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::{Strings, Tails};

    #[test]
    fn only_the_beginning_of_a_literal_is_open() {
        let literals: [&[u8]; 3] = [b"lawsuit", b"social security", b"x"];
        let literals = Strings::new(literals);
        let tails = Tails::new(&literals);
        for (text, open) in [
            ("file a La", "La"),
            ("his social s", "social s"),
            ("his social so", "so"),
            ("a lawn", ""),
            ("a x", "x"),
        ] {
            assert_eq!(
                &text[tails.open(&literals, text.as_bytes())..],
                open,
                "{text}"
            );
        }
    }
}
