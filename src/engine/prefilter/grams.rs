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

/// Bytes of a window.
const WINDOW: usize = 4;
/// Lower-cases ASCII letters; what else it merges is told apart by the comparison.
const FOLD: u32 = 0x2020_2020;
/// A multiplier whose product spreads text over its upper bits.
const SPREAD: u32 = 0x9e37_79b1;
/// Bits of a bucket number.
const BUCKET_BITS: u32 = 14;

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
    /// The literals in lower case, one after the other.
    bytes: Vec<u8>,
    /// Where each literal ends in `bytes`.
    ends: Vec<u32>,
    /// One bit per hashed window; its length says how many bits of the hash count.
    filter: Vec<u32>,
    /// Where each bucket's entries begin; one more than there are buckets.
    buckets: Vec<u32>,
    entries: Vec<Entry>,
    /// Literals of three bytes, by the first; none where there are none.
    threes: Vec<Vec<u32>>,
    /// Literals of fewer.
    short: Short,
}

/// Literals under their first two bytes; those of a single byte under every pair that begins with it.
#[derive(Debug, Default)]
struct Short {
    /// One bit per pair.
    pairs: Vec<u32>,
    /// By first byte.
    starts: Vec<Vec<u32>>,
    /// Where each has a sign: so few of them are found without a look at every pair.
    signs: Option<Vec<Sign>>,
}

/// A byte of a literal that is no letter.
#[derive(Clone, Copy, Debug)]
struct Sign {
    byte: u8,
    /// Its place in the literal.
    at: usize,
    literal: u32,
}

impl Grams {
    /// Files the literals; empty ones are never found.
    pub(super) fn new<L: AsRef<[u8]>>(literals: impl IntoIterator<Item = L>) -> Self {
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        for literal in literals {
            bytes.extend(literal.as_ref().iter().map(u8::to_ascii_lowercase));
            ends.push(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        }
        let (mut short, mut threes) = (Short::default(), Vec::new());
        let mut filter = vec![0_u32; filter_words(ends.len())];
        let mut buckets = vec![0_u32; (1 << BUCKET_BITS) + 1];
        let mut entries = Vec::with_capacity(ends.len());
        let mut from = 0;
        for (index, end) in (0_u32..).zip(&ends) {
            let literal = &bytes[from..*end as usize];
            from = *end as usize;
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
            let (offset, window) = rarest(literal, &buckets);
            set(&mut filter, spread(window));
            buckets[bucket(window) + 1] += 1;
            entries.push(Entry {
                window,
                literal: index,
                offset,
                once: false,
            });
        }
        let mut sum = 0;
        for start in &mut buckets {
            sum += *start;
            *start = sum;
        }
        entries.sort_by_key(|entry| bucket(entry.window));
        Self {
            bytes,
            ends,
            filter,
            buckets,
            entries,
            threes,
            short,
        }
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
        let bucket = bucket(window);
        let (from, to) = (self.buckets[bucket], self.buckets[bucket + 1]);
        for entry in &self.entries[from as usize..to as usize] {
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
        let literal_end = self.ends[literal as usize] as usize;
        let literal_start = match literal {
            0 => 0,
            _ => self.ends[literal as usize - 1] as usize,
        };
        let bytes = &self.bytes[literal_start..literal_end];
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

impl Short {
    fn add(&mut self, index: u32, literal: &[u8]) {
        let Some(first) = literal.first() else { return };
        if self.starts.is_empty() {
            self.starts = vec![Vec::new(); 256];
            self.pairs = vec![0; PAIRS];
            self.signs = Some(Vec::new());
        }
        self.sign(index, literal);
        self.starts[usize::from(*first)].push(index);
        let seconds = match literal.get(1) {
            Some(second) => *second..=*second,
            None => 0..=255,
        };
        for second in seconds {
            let pair = pair(*first, second);
            self.pairs[pair / 32] |= 1 << (pair % 32);
        }
    }
}

impl Short {
    /// Files a literal under a sign of it; without one, or with too many, none are.
    fn sign(&mut self, literal: u32, bytes: &[u8]) {
        let sign = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric());
        let room = self.signs.as_ref().is_some_and(|signs| signs.len() < 3);
        match (&mut self.signs, sign.filter(|_| room)) {
            (Some(signs), Some(at)) => signs.push(Sign {
                byte: bytes[at],
                at,
                literal,
            }),
            _ => self.signs = None,
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

fn set(filter: &mut [u32], hash: u32) {
    let bit = filter_bit(hash, filter.len());
    filter[bit / 32] |= 1 << (bit % 32);
}

/// The first three bytes of a window, so that they are no window of four.
#[inline]
fn of_three(window: u32) -> u32 {
    window << 8
}

/// Words of 32 bits for a bit per pair of bytes.
const PAIRS: usize = 1 << 11;

fn pair(first: u8, second: u8) -> usize {
    usize::from(first | 0x20) << 8 | usize::from(second | 0x20)
}

/// Filter sizes in words of 32 bits: 4 KiB, 32 KiB, 256 KiB.
const SMALL: usize = 1 << 10;
const MIDDLE: usize = 1 << 13;
const LARGE: usize = 1 << 16;

/// At most one bit in 16 is set as long as the largest filter is not full.
fn filter_words(literals: usize) -> usize {
    match literals {
        0..2_048 => SMALL,
        2_048..20_000 => MIDDLE,
        _ => LARGE,
    }
}

fn spread(window: u32) -> u32 {
    window.wrapping_mul(SPREAD)
}

/// The upper bits of a hash are the well mixed ones; `words` is a power of two.
#[inline]
fn filter_bit(hash: u32, words: usize) -> usize {
    (hash >> (32 - 5 - words.trailing_zeros())) as usize
}

/// Independent of the filter's hash, so that windows that share a bit seldom share a bucket.
fn bucket(window: u32) -> usize {
    ((window ^ window >> 15).wrapping_mul(0x85eb_ca6b) >> (32 - BUCKET_BITS)) as usize
}

/// The window that English prose holds least often, full buckets avoided.
fn rarest(literal: &[u8], buckets: &[u32]) -> (u32, u32) {
    let mut best = (u32::MAX, 0, 0);
    for (offset, bytes) in (0_u32..).zip(literal.windows(WINDOW)) {
        let window = bytes
            .iter()
            .rev()
            .fold(0, |window, byte| window << 8 | u32::from(*byte))
            | FOLD;
        let load = buckets[bucket(window) + 1];
        let cost = bytes.iter().map(|byte| commonness(*byte)).sum::<u32>() + 4 * load;
        if cost < best.0 {
            best = (cost, offset, window);
        }
    }
    (best.1, best.2)
}

/// How often a byte stands in prose, from 0 to 15; a step is about a factor of 1.6.
fn commonness(byte: u8) -> u32 {
    match byte {
        b' ' => 15,
        b'e' => 14,
        b't' | b'a' | b'o' | b'i' | b'n' | b's' => 13,
        b'h' | b'r' => 12,
        b'd' | b'l' | b'u' | b'c' => 11,
        b'm' | b'f' | b'w' | b'y' | b'g' | b'p' => 10,
        b'b' | b'v' | b'k' | b'.' | b',' | b'\n' => 8,
        b'0'..=b'9' | b'-' | b'\'' | b'"' => 6,
        b'x' | b'j' | b'q' | b'z' | b':' | b'/' | b'(' | b')' | b'_' => 4,
        _ => 2,
    }
}

#[cfg(test)]
mod tests;
