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
    let sign = bytes.run(at, 3, |byte| {
        matches!(byte, b'=' | b':' | b'>' | b'~' | b'?')
    });
    let mut joint = Joint::Loose;
    let mut says = false;
    if sign > at {
        joint = Joint::Sign;
        at = sign;
    } else if closed && bytes.at(at) == b',' {
        joint = Joint::Sign;
        at += 1;
    } else if bytes.at(end) == b'-' {
        at = end + 1;
    } else if bytes.has(at, b"is ") {
        at += 3;
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
