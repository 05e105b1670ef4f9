//! Credentials in addresses: `scheme://user:password@host`.

use crate::detectors::pii::bytes::Bytes;

use super::{Found, values};

pub(super) const ID: &str = "secret.connection_string";

/// At `://`.
pub(super) fn credentials(bytes: Bytes<'_>, place: usize) -> Option<Found> {
    let user = place + 3;
    let stop = |byte: u8| {
        byte <= b' '
            || matches!(
                byte,
                b'/' | b'"' | b'\'' | b'<' | b'>' | b'`' | b'?' | b'#' | b'\\'
            )
            || byte >= 0x80
    };
    let end = bytes.run(user, 256, |byte| !stop(byte));
    let authority = bytes.slice(user, end);
    // A password may hold an @: the last one counts.
    let host = authority.iter().rposition(|byte| *byte == b'@')?;
    let colon = authority
        .iter()
        .position(|byte| *byte == b':')
        .filter(|colon| *colon < host)?;
    let word = authority.get(colon + 1..host)?;
    let server = authority.get(host + 1..)?;
    let start = user + colon + 1;
    let named = server.first().is_some_and(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'[' | b'%' | b'$' | b'{')
    });
    let template = word
        .iter()
        .all(|byte| matches!(byte, b'*' | b'x' | b'X' | b'.' | b'_' | b'-'));
    if word.len() < 3
        || !named
        || template
        || values::is_placeholder(word)
        || values::is_reference(word)
        || word.starts_with(b"%") && word.ends_with(b"%")
    {
        return None;
    }
    let scheme = bytes.run_back(place, 16, |byte| {
        byte.is_ascii_alphanumeric() || byte == b'+'
    });
    let shown = is_shown(
        bytes.slice(scheme, place),
        bytes.slice(user, user + colon),
        word,
    );
    if scheme == place || shown {
        return None;
    }
    Some(Found {
        start,
        end: start + word.len(),
        id: ID,
        provider: "",
        score: 0.85,
        why: "a password in an address",
        shown: 0,
    })
}

/// `http://user:pass@host`: how the form of an address is shown. Before a database or a queue it is rather a bad password.
fn is_shown(scheme: &[u8], user: &[u8], password: &[u8]) -> bool {
    let is_one_of = |text: &[u8], words: &[&str]| {
        words
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word.as_bytes()))
    };
    is_one_of(scheme, &["http", "https", "abc", "foo", "uri", "scheme"])
        && is_one_of(user, &["user", "username", "usr", "login", "foo", "abc"])
        && is_one_of(
            password,
            &["pass", "password", "passwd", "pwd", "pw", "bar", "xyz"],
        )
}
