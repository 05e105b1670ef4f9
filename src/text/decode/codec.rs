//! From code to what it says; nothing where that is no text.

/// Bytes by which a run is judged before the rest is decoded.
const HEAD: usize = 32;

/// An even number of hexadecimal digits, as text.
pub(super) fn hexadecimal(code: &[u8]) -> Option<String> {
    if !code.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let pair = |two: &[u8]| match two {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    };
    let head: Option<Vec<u8>> = code.chunks_exact(2).take(HEAD).map(pair).collect();
    let mut decoded = head.filter(|head| is_text(head))?;
    let rest: Option<Vec<u8>> = code.chunks_exact(2).skip(HEAD).map(pair).collect();
    decoded.extend(rest?);
    text(&decoded)
}

/// The value of a sign of base64, of either alphabet.
fn value(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}

/// Base64 of either alphabet, with line breaks and padding or without, as text.
pub(super) fn base64(code: &[u8]) -> Option<String> {
    let mut decoded = Vec::with_capacity(HEAD + 3);
    let (mut bits, mut count) = (0_u32, 0);
    for value in code.iter().filter_map(|byte| value(*byte)) {
        bits = bits << 6 | value;
        count += 1;
        if count == 4 {
            decoded.extend(bits.to_be_bytes().get(1..).unwrap_or_default());
            (bits, count) = (0, 0);
            if decoded.len() == HEAD + 1 {
                if !is_text(&decoded) {
                    return None;
                }
                decoded.reserve(code.len() / 4 * 3);
            }
        }
    }
    let tail = (bits << (24 - 6 * count.min(4))).to_be_bytes();
    match count {
        2 => decoded.extend(tail.get(1..2).unwrap_or_default()),
        3 => decoded.extend(tail.get(1..3).unwrap_or_default()),
        _ => {}
    }
    text(&decoded)
}

/// Whether most of what was decoded can be read.
fn is_text(decoded: &[u8]) -> bool {
    let shown = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t');
    if decoded.len() >= 4 && decoded.iter().all(shown) {
        return true;
    }
    let wide = is_wide(decoded);
    let plain: Vec<u8>;
    let decoded = if wide {
        plain = narrowed(decoded);
        &plain
    } else {
        decoded
    };
    let (mut all, mut bad) = (0, 0);
    for chunk in decoded.utf8_chunks() {
        all += chunk.valid().chars().count() + chunk.invalid().len();
        let hidden = |char: &char| char.is_control() && !matches!(char, '\n' | '\r' | '\t');
        bad += chunk.valid().chars().filter(hidden).count() + chunk.invalid().len();
        if 6 * bad > decoded.len() + 6 {
            return false;
        }
    }
    // The end may cut a character.
    all >= 4 && 6 * bad.saturating_sub(1) <= all
}

fn text(decoded: &[u8]) -> Option<String> {
    if !is_text(decoded) {
        return None;
    }
    Some(if is_wide(decoded) {
        String::from_utf8_lossy(&narrowed(decoded)).into_owned()
    } else {
        String::from_utf8_lossy(decoded).into_owned()
    })
}

/// Whether every other byte is zero: ASCII in sixteen bits.
fn is_wide(decoded: &[u8]) -> bool {
    let zeros = decoded
        .iter()
        .skip(1)
        .step_by(2)
        .filter(|byte| **byte == 0)
        .count();
    decoded.len() >= 8 && zeros * 2 + 1 >= decoded.len() - zeros / 8
}

fn narrowed(decoded: &[u8]) -> Vec<u8> {
    decoded.iter().step_by(2).copied().collect()
}
