//! From where on a text that goes on may still become, or cease to be, a secret.

use crate::detectors::pii::bytes::Bytes;

use super::generic::joint::{closes, joint, opens_clause, value_end};
use super::pem::LONGEST;
use crate::text::json::BORDER;

/// Bytes behind a value that decide about it.
const BEHIND: usize = 2;
/// Bytes of a name that go on behind its word, and of what joins it to a value.
const JOINT: usize = 96;

/// Tokens hold no white space: the last piece of the text is open, and what it is quoted in.
pub(super) fn token(bytes: Bytes<'_>) -> usize {
    let end = bytes.len();
    bytes.run_back(end, LONGEST, |byte| {
        !byte.is_ascii_whitespace() && byte != BORDER
    })
}

/// At `-----BEGIN `: open until the next dashes are known with the line that they are on.
pub(super) fn block(bytes: Bytes<'_>, place: usize) -> usize {
    let (body, end) = (place + 11, bytes.len());
    if end >= place + LONGEST + 128 {
        return end;
    }
    let label = bytes.slice(body, body + 48);
    let Some(stop) = label.windows(5).position(|each| each == b"-----") else {
        return if end < body + 48 { place } else { end };
    };
    let named = label
        .get(..stop)
        .is_some_and(|label| label.windows(11).any(|each| each == b"PRIVATE KEY"));
    let from = body + stop + 5;
    let close = bytes
        .slice(from, end)
        .windows(5)
        .position(|each| each == b"-----");
    match close {
        _ if !named => end,
        Some(close) if from + close + 72 <= end => end,
        _ => place,
    }
}

/// Behind a word whose token begins within so many bytes: open until they are there. A token that goes on is the last piece.
pub(super) fn near(bytes: Bytes<'_>, place: usize, span: usize) -> usize {
    if bytes.len() <= place + span + 16 {
        place
    } else {
        bytes.len()
    }
}

/// Behind a word for credentials: open until its value has ended.
pub(super) fn value(bytes: Bytes<'_>, after: usize) -> usize {
    let end = bytes.len();
    let name = bytes.run(after, 64, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
    });
    if name + 1 >= end {
        return after;
    }
    // The name may end at any place up to there.
    let closed = [after, name].into_iter().all(|place| {
        let Some((from, _, quote)) = joint(bytes, place) else {
            return true;
        };
        if from + BEHIND >= end {
            return false;
        }
        if quote == 0 {
            value_end(bytes, from, quote) + BEHIND < end
        } else {
            let stop = bytes.run(from, 512, |byte| !closes(byte, quote));
            stop + BEHIND < end
        }
    });
    if closed && (end > name + JOINT || has_settled(bytes, name)) {
        end
    } else {
        after
    }
}

/// Whether what stands behind the name, up to the end, cannot grow into something that joins it to a value.
fn has_settled(bytes: Bytes<'_>, name: usize) -> bool {
    let next = bytes.run(name, 12, |byte| !byte.is_ascii_alphanumeric());
    if opens_clause(bytes, next) {
        return false;
    }
    joint(bytes, name).is_none_or(|(from, _, _)| {
        // `new`, `value=` and their like may still be going on.
        let word = bytes.run(from, 8, |byte| byte.is_ascii_alphabetic());
        word + BEHIND < bytes.len()
    })
}
