//! ASCII letters, eight at a time.

pub(super) use crate::text::marks::{HIGH, ONES};

const CASE: u64 = ONES * 0x20;

/// The letters that a text begins with, of its first eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letters {
    /// In lower case, filled up with zeros.
    pub(super) lower: u64,
    /// How many.
    pub(super) count: usize,
    /// How many of them are capitals.
    pub(super) capitals: u32,
}

impl Letters {
    /// Of a text.
    #[inline]
    pub(super) fn first(text: &[u8]) -> Self {
        let eight = match text.first_chunk::<8>() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => text
                .iter()
                .rev()
                .fold(0, |eight, byte| eight << 8 | u64::from(*byte)),
        };
        let lower = eight | CASE;
        let low = lower & !HIGH;
        // Seven bits each: none carries into the next.
        let from_a = low + ONES * (0x80 - 0x61);
        let beyond_z = low + ONES * (0x80 - 0x7b);
        let letters = from_a & !beyond_z & !eight & HIGH;
        let bits = (!letters & HIGH).trailing_zeros() & !7;
        let mask = if bits == 64 { !0 } else { (1 << bits) - 1 };
        Self {
            lower: lower & mask,
            count: bits as usize / 8,
            capitals: (!eight & CASE & mask).count_ones(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_a_loop_counts() {
        for byte in 0..=255_u8 {
            for at in 0..9 {
                let mut text = *b"aZbYcXdWe";
                text[at] = byte;
                let found = Letters::first(&text);
                let first = text.iter().take(8);
                let count = first.take_while(|b| b.is_ascii_alphabetic()).count();
                let lower = text[..count].to_ascii_lowercase();
                let capitals = text[..count].iter().filter(|b| b.is_ascii_uppercase());
                assert_eq!(found.count, count);
                assert_eq!(found.capitals as usize, capitals.count());
                assert_eq!(found.lower.to_le_bytes()[..count], lower[..]);
                assert_eq!(Letters::first(&text[..count]).lower, found.lower);
            }
        }
        assert_eq!(Letters::first(b"").count, 0);
    }
}
