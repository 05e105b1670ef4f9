//! Many literals in one pass: a bit filter over four-byte windows, then the literals that own the window.
//!
//! Each literal is filed under its least likely window of four bytes. A text is read once; at every byte the window there
//! is hashed into a bit filter that fits the first-level cache, and only where the bit is set are the literals of that
//! window compared. Ordinary text passes the filter at a few bytes in a hundred, whatever the number of literals, and
//! building it is one pass over the literals: an automaton of 10,000 literals takes longer to build and to walk.
#![expect(
    clippy::indexing_slicing,
    reason = "the indices of the inner loop are bounded by the table sizes beside it"
)]

mod short;
mod windows;

use super::strings::Strings;
use short::{PAIRS, Short, Sign, pair};
use windows::{
    Buckets, FOLD, LARGE, MIDDLE, SMALL, WINDOW, filter_bit, filter_words, of_three, rarest, set,
    spread,
};

/// Where a literal was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Index of the literal.
    pub(super) literal: u32,
    /// First byte.
    pub(super) start: usize,
    /// After the last byte.
    pub(super) end: usize,
}

/// A literal under its window.
#[derive(Clone, Copy, Debug)]
struct Entry {
    window: u32,
    literal: u32,
    /// From the start of the literal to its window.
    offset: u32,
    /// One letter over and over, that is told of where a run of it begins.
    once: bool,
}

/// The literals, compared without ASCII case.
#[derive(Debug)]
pub(super) struct Grams {
    /// The literals in lower case.
    literals: Strings,
    /// One bit per hashed window; its length says how many bits of the hash count.
    filter: Vec<u32>,
    buckets: Buckets,
    entries: Vec<Entry>,
    /// Literals of three bytes, by the first; none where there are none.
    threes: Vec<Vec<u32>>,
    /// Literals of fewer.
    short: Short,
}

impl Grams {
    /// Files literals in lower case; empty ones are never found. `windows` says of each where its window stands, as
    /// [`Self::windows`] does, as far as that is known.
    pub(super) fn new(literals: Strings, windows: &[u8]) -> Self {
        let (mut short, mut threes) = (Short::default(), Vec::new());
        let mut filter = vec![0_u32; filter_words(literals.len())];
        let mut buckets = Buckets::new(literals.len());
        let mut entries = Vec::with_capacity(literals.len());
        for (index, literal) in (0_u32..).zip(literals.iter()) {
            if let [first, second, third] = *literal {
                threes.resize(256, Vec::new());
                threes[usize::from(first)].push(index);
                let window = u32::from_le_bytes([first, second, third, 0]) | FOLD;
                set(&mut filter, spread(of_three(window)));
                continue;
            }
            if literal.len() < WINDOW {
                short.add(index, literal);
                continue;
            }
            let known = windows.get(index as usize);
            let known = known.and_then(|offset| buckets.window(literal, *offset));
            let (offset, window) = known.unwrap_or_else(|| rarest(literal, &buckets));
            set(&mut filter, spread(window));
            buckets.count(window);
            entries.push(Entry {
                window,
                literal: index,
                offset,
                once: false,
            });
        }
        Self {
            literals,
            filter,
            entries: buckets.file(&entries, |entry| entry.window),
            buckets,
            threes,
            short,
        }
    }

    /// Of each literal, where its window stands; 255 where that is not known.
    pub(super) fn windows(&self) -> Vec<u8> {
        let mut windows = vec![u8::MAX; self.literals.len()];
        for entry in &self.entries {
            windows[entry.literal as usize] = u8::try_from(entry.offset).unwrap_or(u8::MAX);
        }
        windows
    }

    /// The literals, in their order.
    pub(super) fn literals(&self) -> &Strings {
        &self.literals
    }

    /// Those of one letter over and over that are told of only where a run of it begins.
    pub(super) fn tell_once(&mut self, which: impl Fn(u32) -> bool) {
        for entry in &mut self.entries {
            entry.once = which(entry.literal);
        }
    }

    /// Tells of every literal in the text, overlapping ones included, in no order.
    pub(super) fn scan(&self, text: &[u8], mut found: impl FnMut(Found)) {
        match &self.short.signs {
            Some(signs) => self.scan_signs(text, signs, &mut found),
            None if !self.short.starts.is_empty() => self.scan_short(text, &mut found),
            None => {}
        }
        if self.entries.is_empty() && self.threes.is_empty() {
            return;
        }
        // A filter of a known size needs no bounds check at every byte.
        match (self.filter.len(), self.threes.is_empty()) {
            (SMALL, true) => self.scan_windows::<SMALL, false>(text, &mut found),
            (SMALL, false) => self.scan_windows::<SMALL, true>(text, &mut found),
            (MIDDLE, true) => self.scan_windows::<MIDDLE, false>(text, &mut found),
            (MIDDLE, false) => self.scan_windows::<MIDDLE, true>(text, &mut found),
            (_, true) => self.scan_windows::<LARGE, false>(text, &mut found),
            (_, false) => self.scan_windows::<LARGE, true>(text, &mut found),
        }
        if let Some(last) = text.len().checked_sub(3) {
            self.compare_threes(text, last, &mut found);
        }
    }

    fn scan_windows<const WORDS: usize, const THREES: bool>(
        &self,
        text: &[u8],
        found: &mut impl FnMut(Found),
    ) {
        let Ok(filter) = <&[u32; WORDS]>::try_from(self.filter.as_slice()) else {
            return;
        };
        for (at, bytes) in text.windows(WINDOW).enumerate() {
            let Ok(bytes) = <[u8; WINDOW]>::try_from(bytes) else {
                return;
            };
            let window = u32::from_le_bytes(bytes) | FOLD;
            let bit = filter_bit(spread(window), WORDS);
            if filter[bit / 32] >> (bit % 32) & 1 != 0 {
                self.compare(text, at, window, found);
            }
            if THREES {
                let bit = filter_bit(spread(of_three(window)), WORDS);
                if filter[bit / 32] >> (bit % 32) & 1 != 0 {
                    self.compare_threes(text, at, found);
                }
            }
        }
    }

    #[inline(never)]
    fn compare_threes(&self, text: &[u8], at: usize, found: &mut impl FnMut(Found)) {
        let first = usize::from(text[at].to_ascii_lowercase());
        for literal in self.threes.get(first).into_iter().flatten() {
            self.verify(text, Some(at), *literal, found);
        }
    }

    #[inline(never)]
    fn compare(&self, text: &[u8], at: usize, window: u32, found: &mut impl FnMut(Found)) {
        for entry in &self.entries[self.buckets.of(window)] {
            if entry.window == window {
                let start = at.checked_sub(entry.offset as usize);
                // Nothing is compared at every place of a long run.
                if entry.once && start.is_some_and(|start| goes_on(text, start)) {
                    continue;
                }
                self.verify(text, start, entry.literal, found);
            }
        }
    }

    fn scan_signs(&self, text: &[u8], signs: &[Sign], found: &mut impl FnMut(Found)) {
        let mut at_sign = |place: usize| {
            for sign in signs
                .iter()
                .filter(|sign| text.get(place) == Some(&sign.byte))
            {
                self.verify(text, place.checked_sub(sign.at), sign.literal, found);
            }
        };
        match *signs {
            [one] => memchr::memchr_iter(one.byte, text).for_each(&mut at_sign),
            [one, two] => memchr::memchr2_iter(one.byte, two.byte, text).for_each(&mut at_sign),
            [one, two, three] => {
                let places = memchr::memchr3_iter(one.byte, two.byte, three.byte, text);
                places.for_each(&mut at_sign);
            }
            _ => {}
        }
    }

    fn scan_short(&self, text: &[u8], found: &mut impl FnMut(Found)) {
        let Ok(pairs) = <&[u32; PAIRS]>::try_from(self.short.pairs.as_slice()) else {
            return;
        };
        let mut at_first = |at: usize, byte: u8| {
            for literal in &self.short.starts[usize::from(byte.to_ascii_lowercase())] {
                self.verify(text, Some(at), *literal, found);
            }
        };
        for (at, two) in text.windows(2).enumerate() {
            let pair = pair(two[0], two[1]);
            if pairs[pair / 32] >> (pair % 32) & 1 != 0 {
                at_first(at, two[0]);
            }
        }
        if let Some((last, before)) = text.split_last() {
            at_first(before.len(), *last);
        }
    }

    fn verify(
        &self,
        text: &[u8],
        start: Option<usize>,
        literal: u32,
        found: &mut impl FnMut(Found),
    ) {
        let bytes = self.literals.get(literal as usize);
        let Some(start) = start else { return };
        let end = start + bytes.len();
        if text
            .get(start..end)
            .is_some_and(|slice| slice.eq_ignore_ascii_case(bytes))
        {
            found(Found {
                literal,
                start,
                end,
            });
        }
    }
}

/// Whether the letter at a place stands before it too.
pub(super) fn goes_on(text: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    before
        .zip(text.get(at))
        .is_some_and(|(one, other)| one.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests;
