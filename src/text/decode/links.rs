//! Links and pictures of Markdown.

use super::elements::LONG;
use super::seen::Seen;
use crate::text::json::BORDER;

/// Bytes in which emphasis and brackets have their partner.
pub(super) const NEAR: usize = 64;

/// Whether the bracket at a place opens the text of a link.
pub(super) fn label(bytes: &[u8], at: usize) -> Seen<()> {
    for place in at + 1..at + NEAR {
        match bytes.get(place) {
            None => return Seen::Open,
            Some(b']') => {
                return address(bytes, place).map(|_| ());
            }
            Some(b'\n' | b'[' | &BORDER) => return Seen::Not,
            Some(_) => {}
        }
    }
    Seen::Not
}

/// Whether the bracket at a place closes the text of a link.
pub(super) fn is_labelled(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
    let stop = before
        .iter()
        .rposition(|byte| matches!(byte, b'[' | b']' | b'\n' | &BORDER));
    stop.and_then(|stop| before.get(stop)) == Some(&b'[')
}

/// Where the address of a link ends, or the name that it has elsewhere.
pub(super) fn address(bytes: &[u8], at: usize) -> Seen<usize> {
    let (longest, close) = match bytes.get(at + 1) {
        None => return Seen::Open,
        Some(b'(') => (LONG, b')'),
        Some(b'[') => (NEAR, b']'),
        Some(_) => return Seen::Not,
    };
    let mut depth = 1;
    for place in at + 2..at + longest {
        match bytes.get(place) {
            None => return Seen::Open,
            Some(b'\n' | b'[' | &BORDER) => return Seen::Not,
            Some(b'(') if close == b')' => depth += 1,
            Some(byte) if *byte == close => {
                depth -= 1;
                if depth == 0 {
                    return Seen::Is(place + 1);
                }
            }
            Some(_) => {}
        }
    }
    Seen::Not
}
