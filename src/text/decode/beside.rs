//! What stands beside a mark, and whether it goes on behind it.

/// Whether what stands before a place may go on behind a mark.
pub(super) fn before(bytes: &[u8], at: usize) -> bool {
    let byte = |back: usize| {
        at.checked_sub(back)
            .and_then(|at| bytes.get(at))
            .copied()
            .unwrap_or(b' ')
    };
    let one = byte(1);
    let joint = is_joint(one) && (one == b'+' || !byte(2).is_ascii_whitespace());
    // Where each letter has its picture, each space has one too.
    let pictured =
        one == b' ' && !byte(2).is_ascii() && bytes.get(at).is_some_and(|byte| !byte.is_ascii());
    is_word(one) || joint || pictured
}

/// Whether a number that is written in groups may go on behind a mark.
pub(super) fn digit_before(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(at.saturating_sub(3)..at).unwrap_or_default();
    before
        .iter()
        .rev()
        .find(|byte| !is_gap(**byte))
        .is_some_and(u8::is_ascii_digit)
}

pub(super) fn digit_after(bytes: &[u8], at: usize) -> bool {
    let after = bytes.get(at..bytes.len().min(at + 3)).unwrap_or_default();
    after
        .iter()
        .find(|byte| !is_gap(**byte))
        .is_some_and(u8::is_ascii_digit)
}

/// What words are made of.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// What stands between the groups of a number.
fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(' | b')')
}

/// What may stand within an address, a number or a key.
pub(super) fn is_joint(byte: u8) -> bool {
    matches!(byte, b'@' | b'.' | b'-' | b'_' | b'+' | b'/' | b':' | b'=')
}
