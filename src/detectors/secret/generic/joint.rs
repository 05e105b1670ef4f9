//! What joins a name to its value, and where the value ends.

use crate::detectors::pii::bytes::Bytes;
use crate::text::json::BORDER;

/// How the name and the value are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Joint {
    /// `=`, `:`, `=>`, a closing tag, an argument.
    Sign,
    /// Only spaces, a hyphen, or the word `is`.
    Loose,
    /// The word `is` before a quote.
    Says,
}

/// A quotation mark, or where a string of JSON begins or ends.
pub(in super::super) fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`' | BORDER)
}

/// What ends a value in quotes: in a string of JSON that is read, only its end.
pub(in super::super) fn closes(byte: u8, quote: u8) -> bool {
    byte == quote || quote != BORDER && matches!(byte, b'\n' | b'\\')
}

/// What joins a name to its value: the place of the value, the joint and the quote that opens it.
pub(in super::super) fn joint(bytes: Bytes<'_>, end: usize) -> Option<(usize, Joint, u8)> {
    let blank = |byte: u8| matches!(byte, b' ' | b'\t');
    let mut at = end;
    // Closing quotes and brackets of the name.
    let close = bytes.run(at, 4, |byte| {
        is_quote(byte) || matches!(byte, b']' | b')' | b'\\' | b'*')
    });
    let closed = close > at;
    at = bytes.run(close, 12, blank);
    let not = usize::from(bytes.has(at, b"!="));
    let sign = bytes.run(at + not, 3, |byte| {
        matches!(byte, b'=' | b':' | b'>' | b'~' | b'?')
    });
    let mut joint = Joint::Loose;
    let mut says = false;
    if bytes.slice(at, sign) == b"::" {
        // A path of names in a program.
        return None;
    } else if sign > at {
        joint = Joint::Sign;
        at = sign;
    } else if closed && bytes.at(at) == b',' {
        if !is_key(bytes, end) {
            return None;
        }
        joint = Joint::Sign;
        at += 1;
    } else if matches!(bytes.at(end), b'-' | b'.') {
        at = end + 1;
    } else if let Some(said) = says_at(bytes, at) {
        at = said;
        says = true;
    } else if at == end {
        return None;
    }
    at = bytes.run(at, 12, |byte| blank(byte) || byte == b'\n' || byte == b'\r');
    // `value="..."` of a tag, `Bearer` of a header.
    for word in [
        b"value=".as_slice(),
        b"bearer ",
        b"basic ",
        b"token ",
        b"new ",
    ] {
        if bytes.has(at, word) {
            at += word.len();
            joint = Joint::Sign;
        }
    }
    while bytes.at(at) == b'\\' {
        at += 1;
    }
    let quote = match bytes.at(at) {
        quote if is_quote(quote) => {
            at += 1;
            quote
        }
        _ => 0,
    };
    // `'"value"'`: quotes within quotes.
    let quote = match (quote, bytes.at(at)) {
        (b'\'', inner @ b'"') | (b'"', inner @ b'\'')
            if bytes.at(at + 1).is_ascii_alphanumeric() =>
        {
            at += 1;
            inner
        }
        (quote, _) => quote,
    };
    if says && quote != 0 {
        joint = Joint::Says;
    }
    Some((at, joint, quote))
}

/// The longest clause between a name and what it is said to be, in bytes.
const CLAUSE: usize = 48;

/// Whether a clause may stand between the name and its value: `the password for the guest network is ...`.
pub(in super::super) fn opens_clause(bytes: Bytes<'_>, at: usize) -> bool {
    [b"for ".as_slice(), b"to ", b"of "]
        .iter()
        .any(|word| bytes.has(at, word))
}

/// Behind `is`, `is:`, a clause with `is`, or one whose colon ends the line.
fn says_at(bytes: Bytes<'_>, at: usize) -> Option<usize> {
    let behind = |place: usize| {
        let colon = place + 2 + usize::from(bytes.at(place + 2) == b':');
        (bytes.has(place, b"is") && matches!(bytes.at(colon), b' ' | b'\n')).then_some(colon + 1)
    };
    if !opens_clause(bytes, at) {
        return behind(at);
    }
    let end = bytes.run(at, CLAUSE, |byte| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b' ' | b'"' | b'\'' | b'`' | b'_' | b'-' | b'@')
    });
    if bytes.at(end) == b':' && matches!(bytes.at(end + 1), b'\n' | b'\r') {
        return Some(end + 1);
    }
    let clause = bytes.slice(at, end);
    let last = clause.windows(4).position(|word| word == b" is ")?;
    Some(at + last + 4)
}

/// Whether the name that a quote has closed ends in the word itself: `"password", "..."`, and not `"passwordManager", "..."`.
fn is_key(bytes: Bytes<'_>, end: usize) -> bool {
    [
        b"password".as_slice(),
        b"passwd",
        b"pwd",
        b"pass",
        b"passphrase",
        b"secret",
        b"token",
        b"key",
        b"credential",
        b"credentials",
        b"auth",
    ]
    .iter()
    .any(|word| end >= word.len() && bytes.has(end - word.len(), word))
}

/// Where a value ends: at its quote, or at the first sign that values without quotes do not hold.
pub(in super::super) fn value_end(bytes: Bytes<'_>, start: usize, quote: u8) -> usize {
    if quote != 0 {
        let end = bytes.run(start, 512, |byte| !closes(byte, quote));
        return if bytes.at(end) == quote || bytes.at(end) == b'\\' {
            end
        } else {
            start
        };
    }
    let mut end = bytes.run(start, 512, |byte| {
        byte > b' '
            && byte < 0x7f
            && !matches!(
                byte,
                b'"' | b'\'' | b'`' | b',' | b';' | b'<' | b'>' | b')' | b']' | b'}' | b'\\'
            )
    });
    if let Some(cut) = bytes
        .slice(start, end)
        .iter()
        .position(|byte| *byte == b'&')
    {
        end = start + cut;
    }
    while end > start && matches!(bytes.before(end), b'.' | b':' | b'!' | b'?' | b'*') {
        end -= 1;
    }
    end
}
