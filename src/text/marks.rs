//! The bytes that numbers and addresses begin with: digits, `@`, `:` and `.`.

/// Every byte 1.
pub(crate) const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of every byte.
pub(crate) const HIGH: u64 = ONES * 0x80;

/// A digit.
pub(crate) const DIGIT: u8 = 1;
/// `@`
pub(crate) const AT: u8 = 2;
/// `:`
pub(crate) const COLON: u8 = 4;
/// `.`
pub(crate) const DOT: u8 = 8;
/// All of them.
pub(crate) const ALL: u8 = DIGIT | AT | COLON | DOT;

/// What each byte is, 0 for any other.
#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a constant with a place for every byte"
)]
static MARKS: [u8; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        table[at] = match at as u8 {
            b'0'..=b'9' => DIGIT,
            b'@' => AT,
            b':' => COLON,
            b'.' => DOT,
            _ => 0,
        };
        at += 1;
    }
    table
};

#[inline]
fn mark(byte: u8) -> u8 {
    MARKS.get(usize::from(byte)).copied().unwrap_or(0)
}

/// A bit for each of eight bytes between `.` and `@`. Written out, because the wasm compiler makes no vectors of a loop.
#[inline]
fn between(eight: u64) -> u64 {
    // No byte borrows from the next: the highest bit of each is set.
    let filled = eight | HIGH;
    let at_least = filled.wrapping_sub(ONES * 0x2e);
    let beyond = filled.wrapping_sub(ONES * 0x41);
    at_least & !beyond & !eight & HIGH
}

/// The bytes of eight between `.` and `@`, in order.
#[inline]
fn places(eight: &[u8; 8]) -> impl Iterator<Item = (usize, u8)> + '_ {
    let mut bits = between(u64::from_le_bytes(*eight));
    std::iter::from_fn(move || {
        let place = bits.trailing_zeros() as usize / 8;
        // Where no bit is left the place is the ninth.
        let byte = eight.get(place)?;
        bits &= bits.wrapping_sub(1);
        Some((place, *byte))
    })
}

/// The next mark of a text.
#[inline]
pub(crate) fn next(bytes: &[u8], from: usize) -> Option<usize> {
    const BLOCK: usize = 32;
    let mut at = from;
    // Most marks stand close together.
    if bytes.get(at).is_some_and(|byte| mark(*byte) != 0) {
        return Some(at);
    }
    if let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        if let Some((place, _)) = places(eight).find(|(_, byte)| mark(*byte) != 0) {
            return Some(at + place);
        }
        at += 8;
    }
    while let Some(block) = bytes.get(at..at + BLOCK) {
        let (eights, _) = block.as_chunks::<8>();
        let any = eights
            .iter()
            .fold(0, |any, eight| any | between(u64::from_le_bytes(*eight)));
        if any != 0 {
            for (eight, offset) in eights.iter().zip([0, 8, 16, 24]) {
                if let Some((place, _)) = places(eight).find(|(_, byte)| mark(*byte) != 0) {
                    return Some(at + offset + place);
                }
            }
        }
        at += BLOCK;
    }
    let rest = bytes.get(at..)?;
    let place = rest.iter().position(|byte| mark(*byte) != 0)?;
    Some(at + place)
}

/// Which marks a text has.
pub(crate) fn all(bytes: &[u8]) -> u8 {
    let (blocks, rest) = bytes.as_chunks::<32>();
    let mut seen = rest.iter().fold(0, |seen, byte| seen | mark(*byte));
    for block in blocks {
        let (eights, _) = block.as_chunks::<8>();
        let any = eights
            .iter()
            .fold(0, |any, eight| any | between(u64::from_le_bytes(*eight)));
        if any == 0 {
            continue;
        }
        for eight in eights {
            if between(u64::from_le_bytes(*eight)) != 0 {
                seen = eight.iter().fold(seen, |seen, byte| seen | mark(*byte));
            }
        }
        if seen == ALL {
            break;
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_wherever_they_stand() {
        for byte in 0..=255_u8 {
            for place in 0..70 {
                let mut text = vec![b'~'; 70];
                text[place] = byte;
                let found = (mark(byte) != 0).then_some(place);
                assert_eq!(next(&text, 0), found, "{byte} at {place}");
                assert_eq!(next(&text, place + 1), None);
                assert_eq!(all(&text), mark(byte));
            }
        }
        assert_eq!(all("a.b/c:d@e1ü".as_bytes()), ALL);
    }
}
