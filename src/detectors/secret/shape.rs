//! The small language of the table of formats, and its verifier.
//!
//! A shape is read from left to right: text stands for itself; `{h32}` is 32 characters of the class `h`, `{u20,64}` 20 to 64.
//! `^` marks where the literal stands that the prefilter finds; what is before it (a class, or text and a class of one length)
//! is read backwards. A class takes as much as
//! it may, and what follows the shape must not go on in its last class: so a verification is one walk over the token.

use crate::detectors::pii::bytes::Bytes;

/// Whether a byte is of a class.
pub(super) fn is_of(class: u8, byte: u8) -> bool {
    match class {
        b'd' => byte.is_ascii_digit(),
        b'h' => byte.is_ascii_hexdigit(),
        b'a' => byte.is_ascii_alphanumeric(),
        b'w' => byte.is_ascii_alphanumeric() || byte == b'_',
        b'u' => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'),
        b'b' => byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='),
        b't' => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'='),
        b'A' => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
        b'l' => byte.is_ascii_lowercase() || byte.is_ascii_digit(),
        b'g' => byte.is_ascii_hexdigit() || byte == b'-',
        b'p' => {
            byte.is_ascii_graphic()
                && !matches!(
                    byte,
                    b'"' | b'\'' | b'`' | b'<' | b'>' | b',' | b';' | b')' | b'}' | b'\\'
                )
        }
        _ => false,
    }
}

/// A piece of a shape.
enum Piece<'s> {
    Text(&'s [u8]),
    Class(u8, usize, usize),
}

struct Pieces<'s>(&'s [u8]);

impl<'s> Iterator for Pieces<'s> {
    type Item = Piece<'s>;

    fn next(&mut self) -> Option<Piece<'s>> {
        if let Some(rest) = self.0.strip_prefix(b"{") {
            let end = rest.iter().position(|byte| *byte == b'}')?;
            let (body, tail) = rest.split_at(end);
            self.0 = tail.get(1..).unwrap_or_default();
            let (class, counts) = body.split_first()?;
            let mut counts = counts.split(|byte| *byte == b',').map(number);
            let least = counts.next()?;
            return Some(Piece::Class(*class, least, counts.next().unwrap_or(least)));
        }
        let end = self
            .0
            .iter()
            .position(|byte| *byte == b'{')
            .unwrap_or(self.0.len());
        let (text, tail) = self.0.split_at(end);
        self.0 = tail;
        (!text.is_empty()).then_some(Piece::Text(text))
    }
}

fn number(text: &[u8]) -> usize {
    text.iter().fold(0, |sum, byte| {
        sum * 10 + usize::from(byte.wrapping_sub(b'0'))
    })
}

/// The literal at which the prefilter finds a shape.
pub(super) const fn anchor(shape: &'static str) -> &'static str {
    let from = start(shape.as_bytes());
    let to = position(shape.as_bytes(), from, b'{');
    shape.split_at(to).0.split_at(from).1
}

/// The class that stands behind the literal of a shape.
#[derive(Clone, Copy, Debug)]
pub(super) struct First {
    class: u8,
    least: u16,
    most: u16,
}

/// What of a shape follows its literal, where that is a class.
#[expect(clippy::indexing_slicing, reason = "read when the table is compiled")]
pub(super) const fn first(shape: &'static str) -> Option<First> {
    let shape = shape.as_bytes();
    let from = start(shape);
    let open = position(shape, from, b'{');
    if open == from || open == shape.len() {
        return None;
    }
    let (mut at, mut last, mut counts) = (open + 2, 0, [0; 2]);
    while shape[at] != b'}' {
        if shape[at] == b',' {
            last = 1;
        } else {
            counts[last] = counts[last] * 10 + (shape[at] - b'0') as u16;
        }
        at += 1;
    }
    Some(First {
        class: shape[open + 1],
        least: counts[0],
        most: counts[last],
    })
}

/// Where what is read forwards begins.
const fn start(shape: &[u8]) -> usize {
    match position(shape, 0, b'^') {
        cut if cut < shape.len() => cut + 1,
        _ => 0,
    }
}

/// The place of a byte from `at` on, or the end.
#[expect(clippy::indexing_slicing, reason = "bounded by the loop")]
const fn position(shape: &[u8], mut at: usize, byte: u8) -> usize {
    while at < shape.len() && shape[at] != byte {
        at += 1;
    }
    at
}

impl First {
    /// Whether there are as many signs of it as there must be; `walked` becomes how far it was read.
    pub(super) fn fits(self, bytes: Bytes<'_>, end: usize, walked: &mut usize) -> bool {
        *walked = bytes.run(end, self.most.into(), |byte| is_of(self.class, byte));
        *walked - end >= usize::from(self.least)
    }
}

/// The span of a token of this shape whose literal starts at `place`; `walked` becomes how far it was read.
pub(super) fn verify(
    bytes: Bytes<'_>,
    shape: &str,
    place: usize,
    walked: &mut usize,
) -> Option<(usize, usize)> {
    let cut = shape.find('^');
    let (back, ahead) = match cut {
        Some(cut) => (shape.get(..cut)?, shape.get(cut + 1..)?),
        None => ("", shape),
    };
    let mut end = place;
    let mut closing = 0;
    for piece in Pieces(ahead.as_bytes()) {
        match piece {
            Piece::Text(text) => {
                if bytes.slice(end, end + text.len()) != text {
                    return None;
                }
                end += text.len();
                closing = 0;
            }
            Piece::Class(class, least, most) => {
                let stop = bytes.run(end, most, |byte| is_of(class, byte));
                *walked = stop;
                if stop - end < least {
                    return None;
                }
                end = stop;
                closing = class;
            }
        }
    }
    let mut start = place;
    let mut before = Pieces(back.as_bytes());
    match (before.next(), before.next()) {
        (Some(Piece::Class(class, least, most)), _) => {
            start = bytes.run_back(place, most, |byte| is_of(class, byte));
            if place - start < least || is_of(class, bytes.before(start)) {
                return None;
            }
        }
        (Some(Piece::Text(text)), Some(Piece::Class(class, least, _))) => {
            let from = place.checked_sub(least)?;
            start = from.checked_sub(text.len())?;
            let right = bytes
                .slice(from, place)
                .iter()
                .all(|byte| is_of(class, *byte));
            if !right || bytes.slice(start, from) != text {
                return None;
            }
        }
        _ => {}
    }
    let after = bytes.at(end);
    // A shape for addresses or text in quotes ends where its class ends.
    let runs_on = closing != b'p'
        && (is_of(closing, after) && after != b'=' || after.is_ascii_alphanumeric());
    (!bytes.before(start).is_ascii_alphanumeric() && !runs_on).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(shape: &'static str, text: &str) -> Option<String> {
        let place = text.find(anchor(shape))?;
        let (start, end) = verify(Bytes(text.as_bytes()), shape, place, &mut 0)?;
        text.get(start..end).map(str::to_owned)
    }

    #[test]
    fn lengths_classes_and_neighbours_decide() {
        assert_eq!(found("ab_{h4}", "x ab_12ef."), Some("ab_12ef".to_owned()));
        assert_eq!(found("ab_{h4}", "x ab_12ef9"), None);
        assert_eq!(found("ab_{h4}", "xab_12ef"), None);
        assert_eq!(
            found("ab_{h4,6}-{d1}", "ab_12ef9-7"),
            Some("ab_12ef9-7".to_owned())
        );
        assert_eq!(found("{d3,5}^:AA{u3}", "x1234:AAz-_"), None);
        assert_eq!(
            found("{d3,5}^:AA{u3}", "x 1234:AAz-_"),
            Some("1234:AAz-_".to_owned())
        );
    }
}
