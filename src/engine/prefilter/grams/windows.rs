//! Windows of four bytes: how they are hashed, and which of a literal is the least likely.
#![expect(
    clippy::indexing_slicing,
    reason = "the indices are bounded by the table sizes beside it"
)]

/// Bytes of a window.
pub(super) const WINDOW: usize = 4;
/// Lower-cases ASCII letters; what else it merges is told apart by the comparison.
pub(super) const FOLD: u32 = 0x2020_2020;
/// A multiplier whose product spreads text over its upper bits.
pub(super) const SPREAD: u32 = 0x9e37_79b1;

pub(super) fn set(filter: &mut [u32], hash: u32) {
    let bit = filter_bit(hash, filter.len());
    filter[bit / 32] |= 1 << (bit % 32);
}

/// The first three bytes of a window, so that they are no window of four.
#[inline]
pub(super) fn of_three(window: u32) -> u32 {
    window << 8
}

/// Filter sizes in words of 32 bits: 4 KiB, 32 KiB, 256 KiB.
pub(super) const SMALL: usize = 1 << 10;
pub(super) const MIDDLE: usize = 1 << 13;
pub(super) const LARGE: usize = 1 << 16;

/// At most one bit in 16 is set as long as the largest filter is not full.
pub(super) fn filter_words(literals: usize) -> usize {
    match literals {
        0..2_048 => SMALL,
        2_048..20_000 => MIDDLE,
        _ => LARGE,
    }
}

/// A window as it is compared.
fn window(bytes: [u8; WINDOW]) -> u32 {
    u32::from_le_bytes(bytes) | FOLD
}

/// How many may share a bucket before another window is looked for, whatever an artifact says.
const CROWDED: u32 = 8;

pub(super) fn spread(window: u32) -> u32 {
    window.wrapping_mul(SPREAD)
}

/// The upper bits of a hash are the well mixed ones; `words` is a power of two.
#[inline]
pub(super) fn filter_bit(hash: u32, words: usize) -> usize {
    (hash >> (32 - 5 - words.trailing_zeros())) as usize
}

/// What is filed by its window, a few of them in a bucket.
#[derive(Debug)]
pub(super) struct Buckets {
    /// While they are counted, how many each has; then where each begins, and where the last ends.
    starts: Vec<u32>,
    /// What is left out of a hash of 32 bits.
    shift: u32,
}

impl Buckets {
    /// Four times as many as there are windows, within bounds.
    pub(super) fn new(windows: usize) -> Self {
        let bits = (4 * windows + 1).next_power_of_two().trailing_zeros();
        let bits = bits.clamp(6, 14);
        Self {
            starts: vec![0; (1 << bits) + 1],
            shift: 32 - bits,
        }
    }

    /// Independent of the filter's hash, so that windows that share a bit seldom share a bucket.
    #[inline]
    fn at(&self, window: u32) -> usize {
        ((window ^ window >> 15).wrapping_mul(0x85eb_ca6b) >> self.shift) as usize
    }

    /// The window at a known place of a literal; nothing where none is, or where too many are filed already.
    pub(super) fn window(&self, literal: &[u8], offset: u8) -> Option<(u32, u32)> {
        let rest = literal.get(usize::from(offset)..)?;
        let window = window(*rest.first_chunk()?);
        let room = offset != u8::MAX && self.starts[self.at(window)] < CROWDED;
        room.then_some((offset.into(), window))
    }

    /// One more has this window.
    pub(super) fn count(&mut self, window: u32) {
        let at = self.at(window);
        self.starts[at] += 1;
    }

    /// Puts what was counted in the order of the buckets.
    pub(super) fn file<E: Copy>(&mut self, entries: &[E], window: impl Fn(&E) -> u32) -> Vec<E> {
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        let mut filed = entries.to_vec();
        // Backwards, so that those of a bucket keep their order.
        for entry in entries.iter().rev() {
            let start = self.at(window(entry));
            self.starts[start] -= 1;
            filed[self.starts[start] as usize] = *entry;
        }
        filed
    }

    /// Where those with this window are, among others.
    #[inline]
    pub(super) fn of(&self, window: u32) -> std::ops::Range<usize> {
        let at = self.at(window);
        self.starts[at] as usize..self.starts[at + 1] as usize
    }
}

/// The window that English prose holds least often, full buckets avoided.
pub(super) fn rarest(literal: &[u8], buckets: &Buckets) -> (u32, u32) {
    let mut best = (u32::MAX, 0, 0);
    for (offset, bytes) in (0_u32..).zip(literal.windows(WINDOW)) {
        let Some(window) = bytes.first_chunk().copied().map(window) else {
            continue;
        };
        let load = buckets.starts[buckets.at(window)];
        let common = |byte: &u8| u32::from(COMMONNESS[usize::from(*byte)]);
        let cost = bytes.iter().map(common).sum::<u32>() + 4 * load;
        if cost < best.0 {
            best = (cost, offset, window);
        }
    }
    (best.1, best.2)
}

/// How often each byte stands in prose.
static COMMONNESS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let each = byte as u8;
        table[byte] = commonness(each);
        byte += 1;
    }
    table
};

/// How often a byte stands in prose, from 0 to 15; a step is about a factor of 1.6.
const fn commonness(byte: u8) -> u8 {
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
