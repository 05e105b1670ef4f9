//! The next sign of a text that may begin an escape or a mark of a markup; text has few of them, so eight bytes are looked at
//! in one go.

use crate::text::marks::{HIGH, ONES};

/// Whether a byte is such a sign, or the first of an emoji.
pub(super) fn is_sign(byte: u8) -> bool {
    matches!(
        byte,
        b'%' | b'&' | b'\\' | b'*' | b'<' | b'[' | b']' | b'`' | b'~' | 0xe2 | 0xf0
    )
}

/// The highest bit of each byte that is one. Written out, because the wasm compiler makes no vectors of a loop.
#[inline]
fn among(eight: u64) -> u64 {
    let low = eight & !HIGH;
    // No byte carries into the next: the highest bit of each is clear.
    let differs = |byte: u64| (low ^ (ONES * byte)) + (HIGH - ONES);
    let from = |byte: u64| low + ONES * (0x80 - byte);
    let ascii = !(differs(0x2a) & differs(0x3c) & differs(0x60) & differs(0x7e))
        | from(0x25) & !from(0x27)
        | from(0x5b) & !from(0x5e);
    let beyond = !(differs(0x62) & differs(0x70));
    (ascii & !eight | beyond & eight) & HIGH
}

/// The next sign from a place on.
pub(super) fn next(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let (eights, tail) = rest.as_chunks::<8>();
    for (index, eight) in eights.iter().enumerate() {
        let signs = among(u64::from_le_bytes(*eight));
        if signs != 0 {
            return Some(from + index * 8 + signs.trailing_zeros() as usize / 8);
        }
    }
    let place = tail.iter().position(|byte| is_sign(*byte))?;
    Some(bytes.len() - tail.len() + place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_wherever_they_stand() {
        for byte in 0..=255_u8 {
            for beside in [b'a', 0, 0x7f, 0x80, 0xff] {
                for place in 0..20 {
                    let mut text = vec![beside; 20];
                    text[place] = byte;
                    let found = is_sign(byte).then_some(place);
                    assert_eq!(next(&text, 0), found, "{byte} at {place}");
                    assert_eq!(next(&text, place + 1), None);
                }
            }
        }
    }
}
