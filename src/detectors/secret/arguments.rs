//! Passwords among the arguments of a call: `NetworkCredential("user", "password")`.

use crate::detectors::pii::bytes::Bytes;
use crate::text::json::BORDER;

use super::Found;
use super::values::{is_placeholder, is_reference};

/// Calls in lower case, with the place of the password among their arguments.
pub(super) const CALLS: [(&str, usize); 3] = [
    ("networkcredential(", 1),
    ("directoryentry(", 2),
    ("usernamepasswordcredentials(", 1),
];

/// How far behind the name a password may end.
pub(super) const SPAN: usize = 640;

/// At the name of a call.
pub(super) fn password(bytes: Bytes<'_>, place: usize, call: usize) -> Option<Found> {
    let (name, nth) = CALLS.get(call)?;
    let mut at = place + name.len();
    let blank = |byte: u8| byte.is_ascii_whitespace();
    for argument in 0..=*nth {
        at = bytes.run(at, 64, blank);
        if bytes.at(at) == b'@' {
            at += 1;
        }
        let quote = bytes.at(at);
        if !matches!(quote, b'"' | b'\'') {
            return None;
        }
        let end = bytes.run(at + 1, 128, |byte| {
            byte != quote && byte != b'\n' && byte != BORDER
        });
        if bytes.at(end) != quote {
            return None;
        }
        if argument == *nth {
            return judged(bytes, (at + 1, end));
        }
        at = bytes.run(end + 1, 8, blank);
        if bytes.at(at) != b',' {
            return None;
        }
        at += 1;
    }
    None
}

fn judged(bytes: Bytes<'_>, span: (usize, usize)) -> Option<Found> {
    let value = bytes.slice(span.0, span.1);
    let label = value.eq_ignore_ascii_case(b"password") || value.contains(&b' ');
    if value.len() < 5 || label || is_placeholder(value) || is_reference(value) {
        return None;
    }
    Some(Found {
        start: span.0,
        end: span.1,
        id: "secret.generic_password",
        provider: "",
        score: 0.65,
        why: "a password among the arguments of a call",
        shown: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::{Bytes, CALLS, password};

    fn found(text: &str) -> Option<&str> {
        let lower = text.to_lowercase();
        let (call, place) = CALLS
            .iter()
            .enumerate()
            .find_map(|(call, (name, _))| Some((call, lower.find(name)?)))?;
        let found = password(Bytes(text.as_bytes()), place, call)?;
        text.get(found.start..found.end)
    }

    #[test]
    fn the_argument_of_its_place_is_read() {
        assert_eq!(
            found("new NetworkCredential(\"ana\", \"q7Zp2Lx9\");"),
            Some("q7Zp2Lx9")
        );
        assert_eq!(
            found("DirectoryEntry(\"LDAP://a\",\n  \"ana\", 'q7Zp2Lx9')"),
            Some("q7Zp2Lx9")
        );
        assert_eq!(found("new NetworkCredential(user, \"q7Zp2Lx9\")"), None);
        assert_eq!(found("new NetworkCredential(\"ana\", \"password\")"), None);
        assert_eq!(found("new NetworkCredential(\"ana\")"), None);
    }
}
