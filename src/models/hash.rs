//! Hashes of words, pairs and character n-grams: multiplications whose upper halves are well mixed.

pub(super) const WORD: u64 = 0x9e37_79b9_7f4a_7c15;
pub(super) const PAIR: u64 = 0xbf58_476d_1ce4_e5b9;
pub(super) const SKIP: u64 = 0x94d0_49bb_1331_11eb;
pub(super) const TRIPLE: u64 = 0xd6e8_feb8_6659_fd93;
pub(super) const MARK: u64 = 0xa076_1d64_78bd_642f;
pub(super) const CUE: u64 = 0xe703_7ed1_a0b4_28db;
pub(super) const GRAM: [u64; 3] = [
    0x8ebc_6af0_9c88_c6e3,
    0x5899_65cc_7537_4cc3,
    0x1d8e_4e27_c47d_124f,
];

/// A word's id.
#[must_use]
pub(crate) fn word_id(folded: &[u8]) -> u32 {
    let mut state = WORD ^ (folded.len() as u64);
    let (chunks, rest) = folded.as_chunks::<8>();
    for chunk in chunks {
        state = step(state, u64::from_le_bytes(*chunk));
    }
    if !rest.is_empty() {
        state = step(state, little(rest));
    }
    finish(state)
}

/// The id of a word of so many bytes, at most sixteen, that stands in two numbers filled up with zeros.
pub(super) fn short_word_id([low, high]: [u64; 2], len: usize) -> u32 {
    let state = step(WORD ^ (len as u64), low);
    finish(if len > 8 { step(state, high) } else { state })
}

fn step(state: u64, eight: u64) -> u64 {
    let state = (state ^ eight).wrapping_mul(TRIPLE);
    state ^ state >> 29
}

fn finish(state: u64) -> u32 {
    top(state.wrapping_mul(PAIR))
}

/// Up to eight bytes as a number.
fn little(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .rev()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The top 32 bits.
pub(super) fn top(state: u64) -> u32 {
    (state >> 32) as u32
}

pub(super) fn mix(seed: u64, first: u32, second: u32) -> u32 {
    let state = (u64::from(first) << 32 | u64::from(second)) ^ seed;
    let state = state.wrapping_mul(seed | 1);
    top((state ^ state >> 31).wrapping_mul(WORD))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_a_word_agree() {
        let letters = b"abcdefghijklmnop";
        for len in 1..=letters.len() {
            let word = &letters[..len];
            let mut filled = [0; 16];
            filled[..len].copy_from_slice(word);
            let (two, _) = filled.as_chunks::<8>();
            let two = [u64::from_le_bytes(two[0]), u64::from_le_bytes(two[1])];
            assert_eq!(short_word_id(two, len), word_id(word));
        }
    }
}
