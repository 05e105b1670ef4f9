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

/// What a byte is, 0 for any other.
fn mark(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => DIGIT,
        b'@' => AT,
        b':' => COLON,
        b'.' => DOT,
        _ => 0,
    }
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

/// The next mark of a text.
#[inline]
pub(crate) fn next(bytes: &[u8], from: usize) -> Option<usize> {
    const BLOCK: usize = 32;
    let mut at = from;
    while let Some(block) = bytes.get(at..at + BLOCK) {
        let (eights, _) = block.as_chunks::<8>();
        let any = eights
            .iter()
            .fold(0, |any, eight| any | between(u64::from_le_bytes(*eight)));
        if any != 0
            && let Some(place) = block.iter().position(|byte| mark(*byte) != 0)
        {
            return Some(at + place);
        }
        at += BLOCK;
    }
    let rest = bytes.get(at..)?;
    let place = rest.iter().position(|byte| mark(*byte) != 0)?;
    Some(at + place)
}

/// Which marks a text has.
pub(crate) fn all(bytes: &[u8]) -> u8 {
    let (mut seen, mut at) = (0, 0);
    while seen != ALL
        && let Some(place) = next(bytes, at)
    {
        seen |= bytes.get(place).map_or(0, |byte| mark(*byte));
        at = place + 1;
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
