//! The words and numbers of a text with what is between them.

use super::table::{Key, flag};

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A capital first.
    Capital,
    /// One capital letter.
    Initial,
    /// Two or more capitals and nothing else.
    Upper,
    /// No capital.
    Lower,
    /// It begins with a digit.
    Number,
    /// A piece of an address of a machine, of code, of a product's name.
    Piece,
}

/// What stands before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    Space,
    Comma,
    /// A full stop that may belong to the word before it.
    Dot,
    /// One end of a line, with signs of quoting and indentation.
    Line,
    Hyphen,
    Colon,
    /// The start of the text, an empty line, a sign.
    Other,
}

/// A word or number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) shape: Shape,
    pub(super) gap: Gap,
    /// What the table knows of it; `flag`.
    pub(super) flags: u8,
    /// `'s` follows.
    pub(super) owns: bool,
}

impl Word {
    pub(super) fn is(&self, flags: u8) -> bool {
        self.flags & flags != 0
    }

    /// A name that is hardly anything else.
    pub(super) fn only(&self, flags: u8) -> bool {
        self.is(flags) && !self.is(flag::WORD)
    }

    /// It may be a part of a name as it is written.
    pub(super) fn is_big(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper | Shape::Initial)
    }
}

/// Letters and digits that hold together at most.
const LONGEST: usize = 64;

/// All words of the view. `upper` says whether the letter beyond ASCII at a place was a capital in the original.
pub(super) fn words(view: &str, upper: &dyn Fn(usize) -> bool) -> Vec<Word> {
    let bytes = view.as_bytes();
    let at = |place: usize| bytes.get(place).copied().unwrap_or(0);
    let mut out: Vec<Word> = Vec::new();
    let (mut place, mut last) = (0, 0);
    while place < bytes.len() {
        if !is_letter(at(place)) && !at(place).is_ascii_digit() {
            place += 1;
            continue;
        }
        let start = place;
        let mut end = start;
        while is_letter(at(end)) || at(end).is_ascii_digit() {
            end += 1;
            // `O'Neill`, `Jean-Pierre`, `isn't`.
            let joined = joint(bytes, end);
            if joined > 0 && is_letter(at(end + joined)) && end - start < LONGEST {
                end += joined;
            }
        }
        place = end;
        let (whole, owns) = possessive(view, start, end);
        let text = view.get(start..whole).unwrap_or_default();
        let mut word = Word {
            start,
            end: whole,
            shape: shape(text, upper(start)),
            gap: if out.is_empty() && start == 0 {
                Gap::Other
            } else {
                gap(view.get(last..start).unwrap_or_default())
            },
            flags: 0,
            owns,
        };
        if is_torn(bytes, start, end) {
            word.shape = Shape::Piece;
        }
        if !matches!(word.shape, Shape::Piece | Shape::Number) && text.len() < LONGEST {
            word.flags = flags(text);
        }
        last = end;
        out.push(word);
    }
    out
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

/// The length of an apostrophe or hyphen at a place, 0 when there is none.
fn joint(bytes: &[u8], place: usize) -> usize {
    match bytes.get(place..) {
        Some([b'\'' | b'-', ..]) => 1,
        Some([0xe2, 0x80, 0x99, ..]) => 3,
        _ => 0,
    }
}

/// Where the word ends without `'s`.
fn possessive(view: &str, start: usize, end: usize) -> (usize, bool) {
    let text = view.get(start..end).unwrap_or_default();
    for tail in ["'s", "\u{2019}s", "'S", "\u{2019}"] {
        if let Some(head) = text.strip_suffix(tail) {
            return (start + head.len(), true);
        }
    }
    (end, false)
}

fn shape(text: &str, upper: bool) -> Shape {
    let first = text.bytes().next().unwrap_or(0);
    if first.is_ascii_digit() {
        return Shape::Number;
    }
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Shape::Piece;
    }
    let big = first.is_ascii_uppercase() || first >= 0x80 && upper;
    let capitals = text.bytes().filter(u8::is_ascii_uppercase).count();
    let small = text.bytes().any(|byte| byte.is_ascii_lowercase());
    let letters = text.chars().count();
    if !big {
        return if capitals == 0 {
            Shape::Lower
        } else {
            Shape::Piece
        };
    }
    if letters == 1 {
        return Shape::Initial;
    }
    if !small && capitals > 0 {
        return Shape::Upper;
    }
    if capitals > usize::from(first.is_ascii_uppercase()) && !may_hump(text) {
        return Shape::Piece;
    }
    Shape::Capital
}

/// `McDonald`, `O'Neill`, `Jean-Pierre`, `DeLuca`: capitals inside that names have.
fn may_hump(text: &str) -> bool {
    let head = text.as_bytes();
    let prefix = [
        "Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Von", "Fitz", "O'", "D'", "L'", "St",
    ]
    .iter()
    .any(|each| {
        head.starts_with(each.as_bytes())
            && head.get(each.len()).is_some_and(u8::is_ascii_uppercase)
    });
    let joined = head.windows(2).all(|pair| {
        !matches!(pair, [a, b] if b.is_ascii_uppercase() && !matches!(a, b'-' | b'\'' | 0x80..))
    });
    (prefix && text.bytes().filter(u8::is_ascii_uppercase).count() == 2) || joined
}

/// Whether signs beside a word show that it is a piece of something longer.
fn is_torn(bytes: &[u8], start: usize, end: usize) -> bool {
    let at = |place: usize| bytes.get(place).copied().unwrap_or(0);
    let before = start.checked_sub(1).map_or(0, at);
    let inner = |byte: u8| matches!(byte, b'@' | b'_' | b'/' | b'\\' | b'$' | b'=' | b'~' | b'`');
    let dotted = before == b'.' && start.checked_sub(2).map_or(0, at).is_ascii_alphanumeric()
        || at(end) == b'.' && at(end + 1).is_ascii_alphanumeric();
    let called = matches!(at(end), b'(' | b'[') || at(end) == b':' && at(end + 1) == b':';
    let tag = before == b'<'
        || before == b'#'
        || before == b':' && start.checked_sub(2).map_or(0, at) == b':';
    // `either/or` is two words, `src/main` is not told from it.
    inner(before) || inner(at(end)) || dotted || called || tag
}

/// What the table knows of a word; of one with hyphens, what its parts are.
fn flags(text: &str) -> u8 {
    if text.contains('-') {
        let parts = || text.split('-').map(|part| Key::of(part).flags());
        let any = parts().fold(0, |all, each| all | each);
        let names = parts().all(|each| each & (flag::GIVEN | flag::SURNAME) != 0);
        let whole = Key::of(text).flags();
        return whole | if names { any } else { any & flag::WORD };
    }
    Key::of(text).flags()
}

/// What a piece of text between two words is.
fn gap(between: &str) -> Gap {
    let lines = between.bytes().filter(|byte| *byte == b'\n').count();
    let plain = between
        .bytes()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'>' | b',' | b'.'));
    match lines {
        0 => match between {
            "-" => Gap::Hyphen,
            "." | ". " => Gap::Dot,
            ", " | "," => Gap::Comma,
            _ if between.trim_end() == ":" => Gap::Colon,
            _ if !between.is_empty()
                && between.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
                && between.len() < 4 =>
            {
                Gap::Space
            }
            _ => Gap::Other,
        },
        1 | 2 if plain && between.len() < 32 => Gap::Line,
        _ => Gap::Other,
    }
}
