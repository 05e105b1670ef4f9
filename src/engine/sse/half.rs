//! Halves of a surrogate pair in the escapes of an event: a host that cuts a text by UTF-16 units ends one event with the
//! first half of a character and begins the next with the second.

use std::borrow::Cow;

/// What stands for half a character.
pub(super) const UNKNOWN: char = '\u{fffd}';
/// Bytes of an escape.
pub(super) const ESCAPE: usize = 6;

/// The data with an escape of the same length in the place of each half that stands alone, and those halves by their places.
pub(super) fn whole(data: &str) -> (Cow<'_, str>, Vec<(usize, u16)>) {
    let bytes = data.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(step) = bytes.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += step;
        match (unit(data, at), unit(data, at + ESCAPE)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => at += 2 * ESCAPE,
            (Some(half @ 0xd800..=0xdfff), _) => {
                found.push((at, half));
                at += ESCAPE;
            }
            // Of another escape the second sign may be a backslash too.
            _ => at += 2,
        }
    }
    if found.is_empty() {
        return (Cow::Borrowed(data), found);
    }
    let mut out = String::with_capacity(data.len());
    let mut from = 0;
    for (place, _) in &found {
        out.push_str(data.get(from..*place).unwrap_or_default());
        out.push_str("\\ufffd");
        from = place + ESCAPE;
    }
    out.push_str(data.get(from..).unwrap_or_default());
    (Cow::Owned(out), found)
}

/// The unit that an escape at a place says.
fn unit(data: &str, at: usize) -> Option<u16> {
    let digits = data.get(at..at + ESCAPE)?.strip_prefix("\\u")?;
    digits
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit())
        .then(|| u16::from_str_radix(digits, 16).ok())?
}

/// How half a character is written.
pub(super) fn escape(half: u16) -> String {
    format!("\\u{half:04x}")
}

/// The character of two halves.
pub(super) fn join(high: u16, low: u16) -> char {
    let mut read = char::decode_utf16([high, low]);
    match (read.next(), read.next()) {
        (Some(Ok(char)), None) => char,
        _ => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::{join, whole};

    #[test]
    fn halves_alone_are_found_and_no_others() {
        let data = r#""\ud83d\ude80 \ud83d" "\ude80\\ud83d\uD83D\u0041""#;
        let (read, found) = whole(data);
        assert_eq!(read, r#""\ud83d\ude80 \ufffd" "\ufffd\\ud83d\ufffd\u0041""#);
        let halves: Vec<u16> = found.iter().map(|(_, half)| *half).collect();
        assert_eq!(halves, [0xd83d, 0xde80, 0xd83d]);
        assert_eq!(join(0xd83d, 0xde80), '\u{1f680}');
        assert_eq!(whole("plain \\n").1, []);
    }
}
