//! Private keys between the lines of PEM, and PEM in base64.

use crate::detectors::pii::bytes::Bytes;

use super::Found;

pub(super) const ID: &str = "secret.private_key";
/// The longest block that is read, in bytes.
pub(super) const LONGEST: usize = 8_192;

/// The shortest piece of base64 that makes a block a key, in bytes: texts often show its first signs alone.
const LINE: usize = 12;

/// At `-----BEGIN `.
pub(super) fn block(bytes: Bytes<'_>, place: usize) -> Option<Found> {
    let label = bytes.slice(place + 11, place + 11 + 48);
    let stop = label.windows(5).position(|each| each == b"-----")?;
    let label = label.get(..stop)?;
    if !label.windows(11).any(|each| each == b"PRIVATE KEY") {
        return None;
    }
    let body = place + 11 + stop + 5;
    // The next dashes end it, whatever they say: so a text of many headers is read once.
    let rest = bytes.slice(body, place + LONGEST);
    let close = rest.windows(5).position(|each| each == b"-----");
    let end = match close {
        Some(close) => {
            let dashes = body + close;
            let line = bytes.slice(dashes, dashes + 64);
            let last = line
                .get(5..)
                .and_then(|line| line.windows(5).position(|each| each == b"-----"));
            let ends = line.starts_with(b"-----END");
            if ends {
                last.map_or(dashes, |last| dashes + 10 + last)
            } else {
                dashes
            }
        }
        None => bytes.run(body, LONGEST - 128, |byte| {
            byte.is_ascii_alphanumeric()
                || matches!(
                    byte,
                    b'+' | b'/' | b'=' | b'\n' | b'\r' | b' ' | b'\\' | b':' | b'-' | b','
                )
        }),
    };
    if end < body + 16 || !has_body(bytes.slice(body, end)) {
        return None;
    }
    Some(Found {
        start: place,
        end,
        id: ID,
        provider: "",
        score: 0.95,
        why: "a private key in PEM",
        shown: 10,
    })
}

/// Whether a line of base64 stands in the block: a program that reads keys names the lines around it alone.
fn has_body(block: &[u8]) -> bool {
    block
        .split(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')))
        .any(|run| run.len() >= LINE)
}

/// At `LS0tLS1CRUdJTi`, which is base64 for the first dashes.
pub(super) fn encoded(bytes: Bytes<'_>, place: usize) -> Option<Found> {
    let end = bytes.run(place, LONGEST, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
    });
    let free = !bytes.before(place).is_ascii_alphanumeric();
    // `PRIVATE KEY` within the first line, at any of the three places a byte can have in a group.
    let head = bytes.slice(place, place + 64);
    let private = [
        b"UFJJVkFURSBL".as_slice(),
        b"BSSVZBVEUgS0",
        b"QUklWQVRFIEtF",
    ]
    .iter()
    .any(|form| head.windows(form.len()).any(|each| each == *form));
    (free && private && end - place > 80).then_some(Found {
        start: place,
        end,
        id: ID,
        provider: "",
        score: 0.95,
        why: "a private key in PEM, in base64",
        shown: 4,
    })
}
