//! Passwords on a command line.

use crate::detectors::pii::bytes::Bytes;

use super::super::values::{is_placeholder, is_reference};
use super::{Found, contains};

/// How far before a flag the user's, or the name of the program, is looked for.
const BEFORE: usize = 160;

/// At ` -p ` or ` -u `.
pub(super) fn value(bytes: Bytes<'_>, place: usize) -> Option<Found> {
    let from = place + 4;
    let to = bytes.run(from, 128, |byte| {
        byte > b' ' && byte < 0x7f && !matches!(byte, b'"' | b'\'' | b'`')
    });
    let before = bytes.slice(place.saturating_sub(BEFORE), place);
    let start = if bytes.at(place + 2) == b'p' {
        (contains(before, b" -u ") && contains(before, b"exec")).then_some(from)?
    } else {
        let colon = bytes
            .slice(from, to)
            .iter()
            .position(|byte| *byte == b':')?;
        let sent =
            contains(before, b"curl") || contains(before, b"http") || contains(before, b"wget");
        (sent && colon > 1).then_some(from + colon + 1)?
    };
    let value = bytes.slice(start, to);
    let letters = value.iter().any(u8::is_ascii_alphabetic);
    if value.len() < 5
        || !letters
        || value.starts_with(b"-")
        || is_reference(value)
        || is_placeholder(value)
    {
        return None;
    }
    Some(Found {
        start,
        end: to,
        id: "secret.generic_password",
        provider: "",
        score: 0.6,
        why: "a password on a command line",
        shown: 0,
    })
}
