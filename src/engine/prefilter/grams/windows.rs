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
/// Bits of a bucket number.
pub(super) const BUCKET_BITS: u32 = 14;

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

pub(super) fn spread(window: u32) -> u32 {
    window.wrapping_mul(SPREAD)
}

/// The upper bits of a hash are the well mixed ones; `words` is a power of two.
#[inline]
pub(super) fn filter_bit(hash: u32, words: usize) -> usize {
    (hash >> (32 - 5 - words.trailing_zeros())) as usize
}

/// Independent of the filter's hash, so that windows that share a bit seldom share a bucket.
pub(super) fn bucket(window: u32) -> usize {
    ((window ^ window >> 15).wrapping_mul(0x85eb_ca6b) >> (32 - BUCKET_BITS)) as usize
}

/// The window that English prose holds least often, full buckets avoided.
pub(super) fn rarest(literal: &[u8], buckets: &[u32]) -> (u32, u32) {
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
pub(super) fn commonness(byte: u8) -> u32 {
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
