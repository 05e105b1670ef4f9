//! JSON web tokens: a header that is JSON and names its algorithm.

use crate::detectors::pii::bytes::{Bytes, is_word};

use super::Found;

pub(super) const ID: &str = "secret.jwt";
const LONGEST: usize = 4_096;

fn is_sign(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// At `eyJ`, which is base64 for `{"`.
pub(super) fn token(bytes: Bytes<'_>, place: usize) -> Option<Found> {
    if bytes.slice(place, place + 3) != b"eyJ"
        || is_word(bytes.before(place))
        || matches!(bytes.before(place), b'.' | b'-' | b'_')
    {
        return None;
    }
    let header = bytes.run(place, 1_024, is_sign);
    if bytes.at(header) != b'.' || header - place < 12 {
        return None;
    }
    let payload = bytes.run(header + 1, LONGEST, is_sign);
    if payload - header < 9 {
        return None;
    }
    let mut end = payload;
    // A signature, or the three further parts of an encrypted one.
    for _ in 0..3 {
        let next = bytes.run(end + 1, LONGEST, is_sign);
        if bytes.at(end) != b'.' || next == end + 1 {
            break;
        }
        end = next;
    }
    let head = bytes.slice(place, header);
    // `"alg"` and `"enc"` in base64, at any of the three places a byte can have in a group.
    let forms: [&[u8]; 6] = [
        b"ImFsZyI", b"JhbGci", b"iYWxnI", b"ImVuYyI", b"JlbmMi", b"iZW5jI",
    ];
    let algorithm = forms
        .iter()
        .any(|form| head.windows(form.len()).any(|each| each == *form));
    let (score, why) = if algorithm {
        (0.9, "a JSON web token whose header names its algorithm")
    } else {
        (0.6, "the form of a JSON web token")
    };
    (end - place > 36).then_some(Found {
        start: place,
        end,
        id: ID,
        provider: "",
        score,
        why,
        shown: 3,
    })
}
