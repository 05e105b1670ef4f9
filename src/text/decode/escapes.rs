//! Characters written as escapes: `%40`, `&#64;`, `&commat;`, `\u0040`, `\"`.
//!
//! All kinds are undone in one go, so that a text that mixes them is read once; what only then becomes an escape is the next
//! level's. Text without escapes is not copied but for a margin around them.

use super::entities::entity;
use super::markup::{Reader, Run};
use super::{Escape, Fresh, Piece, Way, signs};
use crate::text::View;

/// Bytes around an escape that are read with it, up to the next white space within [`WORD`] more.
const MARGIN: usize = 192;
const WORD: usize = 64;
/// How far from a match what may change it stands.
pub(super) const REACH: usize = 2 * (MARGIN + WORD);

/// A character that an escape stands for.
struct Read {
    char: char,
    length: usize,
    view: View,
}

/// Adds a piece for every stretch with escapes, or with markup inside a word.
pub(super) fn find(text: &str, fresh: Fresh<'_>, out: &mut Vec<Piece>) {
    let bytes = text.as_bytes();
    let mut reader = Reader::new(text);
    let mut run = Run::default();
    let (mut open, mut hidden): (Option<Stretch<'_>>, Option<Stretch<'_>>) = (None, None);
    let (mut at, mut coded) = (0, usize::MAX);
    while let Some(place) = signs::next(bytes, at) {
        at = place + 1;
        if let Some(read) = escape(bytes, place) {
            let end = place + read.length;
            (at, coded) = (end, end);
            if fresh(place, end) {
                let stretch = Stretch::at(&mut open, text, place, out);
                stretch.push((place, end), Some(read.char), read.view);
            }
        } else if let Some(end) = reader.run(place, coded == place, &mut run) {
            within(text, (at, end), fresh, &mut hidden, out);
            at = end;
            for mark in &run.marks {
                let near = |stretch: &Stretch<'_>| stretch.is_near(mark.start);
                let wanted = run.joins || open.as_ref().is_some_and(near);
                if !wanted || !fresh(mark.start.saturating_sub(1), mark.end + 1) {
                    continue;
                }
                let stretch = Stretch::at(&mut open, text, mark.start, out);
                stretch.push((mark.start, mark.end), mark.stands, mark.view);
            }
        }
    }
    out.extend(open.map(Stretch::finish));
    out.extend(hidden.map(Stretch::finish));
}

/// The escapes within marks: who reads on over a comment or an address does not see them, a model does.
fn within<'t>(
    text: &'t str,
    (from, to): (usize, usize),
    fresh: Fresh<'_>,
    hidden: &mut Option<Stretch<'t>>,
    out: &mut Vec<Piece>,
) {
    let bytes = text.as_bytes().get(..to).unwrap_or_default();
    let mut at = from;
    while let Some(place) = signs::next(bytes, at) {
        at = place + 1;
        let Some(read) = escape(bytes, place) else {
            continue;
        };
        at = place + read.length;
        if fresh(place, at) {
            let stretch = Stretch::at(hidden, text, place, out);
            stretch.push((place, at), Some(read.char), read.view);
        }
    }
}

/// Whether a text may hold an escape, or markup inside a word.
pub(super) fn any(text: &str) -> bool {
    let escapes = |byte: &u8| matches!(byte, b'%' | b'&' | b'\\');
    text.as_bytes().iter().any(escapes) || Reader::new(text).any()
}

/// From where on more text may tell of markup.
pub(super) fn open(text: &str) -> usize {
    Reader::new(text).open()
}

/// A piece in the making.
struct Stretch<'t> {
    whole: &'t str,
    start: usize,
    /// How far the text was taken over.
    done: usize,
    text: String,
    escapes: Vec<Escape>,
}

impl<'t> Stretch<'t> {
    fn new(whole: &'t str, place: usize) -> Self {
        let bytes = whole.as_bytes();
        let floor = place.saturating_sub(MARGIN);
        let word = bytes
            .get(floor.saturating_sub(WORD)..floor)
            .unwrap_or_default();
        let back = word.iter().rposition(u8::is_ascii_whitespace);
        let start = back.map_or(floor, |back| floor - word.len() + back);
        let start = crate::text::floor_boundary(whole, start);
        Self {
            whole,
            start,
            done: start,
            text: String::new(),
            escapes: Vec::new(),
        }
    }

    /// The one that reaches to a place, or a new one.
    fn at<'o>(
        open: &'o mut Option<Self>,
        whole: &'t str,
        place: usize,
        out: &mut Vec<Piece>,
    ) -> &'o mut Self {
        if !open.as_ref().is_some_and(|stretch| stretch.is_near(place)) {
            out.extend(open.take().map(Self::finish));
        }
        open.get_or_insert_with(|| Self::new(whole, place))
    }

    fn is_near(&self, place: usize) -> bool {
        place - self.done <= 2 * MARGIN
    }

    /// What a range of the text is read as.
    fn push(&mut self, (start, end): (usize, usize), read: Option<char>, view: View) {
        self.text
            .push_str(self.whole.get(self.done..start).unwrap_or_default());
        self.done = end;
        let at = self.text.len();
        self.text.extend(read);
        let narrow = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        self.escapes.push(Escape {
            at: narrow(at),
            length: u8::try_from(self.text.len() - at).unwrap_or(u8::MAX),
            view,
            start: narrow(start),
            end: narrow(end),
        });
    }

    fn finish(mut self) -> Piece {
        let bytes = self.whole.as_bytes();
        let ceil = (self.done + MARGIN).min(bytes.len());
        let word = bytes
            .get(ceil..(ceil + WORD).min(bytes.len()))
            .unwrap_or_default();
        let ahead = word.iter().position(u8::is_ascii_whitespace);
        let end = crate::text::ceil_boundary(self.whole, ceil + ahead.map_or(0, |at| at + 1));
        self.text
            .push_str(self.whole.get(self.done..end).unwrap_or_default());
        Piece {
            way: Way::Escapes {
                start: self.start,
                escapes: self.escapes,
                cut: (self.start > 0, end < bytes.len()),
            },
            text: self.text,
        }
    }
}

fn escape(bytes: &[u8], place: usize) -> Option<Read> {
    let rest = bytes.get(place + 1..)?;
    let (char, length, view) = match bytes.get(place)? {
        b'%' => percent(rest).map(|(char, length)| (char, length, View::Percent))?,
        b'&' => entity(rest).map(|(char, length)| (char, length, View::Html))?,
        b'\\' => match json(rest) {
            Some((char, length)) => (char, length, View::JsonString),
            None => (markdown(bytes, place)?, 1, View::Markup),
        },
        _ => return None,
    };
    let shown = !char.is_control() || matches!(char, '\n' | '\r' | '\t');
    shown.then_some(Read {
        char,
        length: length + 1,
        view,
    })
}

/// The number that hexadecimal digits spell.
pub(super) fn hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |sum, digit| {
        Some(sum.checked_mul(16)? + char::from(*digit).to_digit(16)?)
    })
}

/// Behind `%`: one character of UTF-8, a byte per pair of digits.
fn percent(rest: &[u8]) -> Option<(char, usize)> {
    let byte = |at: usize| {
        let from = at * 3;
        if at > 0 && rest.get(from - 1) != Some(&b'%') {
            return None;
        }
        hex(rest.get(from..from + 2)?).and_then(|byte| u8::try_from(byte).ok())
    };
    let first = byte(0)?;
    let count = match first {
        0..0x80 => 1,
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return None,
    };
    let mut encoded = [0; 4];
    for (at, slot) in encoded.iter_mut().enumerate().take(count) {
        *slot = byte(at)?;
    }
    let char = std::str::from_utf8(encoded.get(..count)?)
        .ok()?
        .chars()
        .next()?;
    Some((char, count * 3 - 1))
}

/// Behind a backslash inside a word: a sign that Markdown would read.
fn markdown(bytes: &[u8], place: usize) -> Option<char> {
    let word = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_alphanumeric)
    };
    let sign = bytes.get(place + 1).copied()?;
    let escaped = matches!(
        sign,
        b'@' | b'.' | b'-' | b'_' | b'+' | b'#' | b'*' | b':' | b'=' | b'~'
    );
    (escaped && word(place.checked_sub(1)) && word(Some(place + 2))).then_some(char::from(sign))
}

/// Behind a backslash: what JSON and its relatives write so.
fn json(rest: &[u8]) -> Option<(char, usize)> {
    let unit = |from: usize| hex(rest.get(from..from + 4)?);
    let char = match rest.first()? {
        b'u' => {
            let first = unit(1)?;
            if let Some(char) = char::from_u32(first) {
                return Some((char, 5));
            }
            let pair = rest.get(5..7) == Some(b"\\u");
            let second = pair.then(|| unit(7)).flatten()?;
            let pair = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
            let char = char::decode_utf16(pair).next()?.ok()?;
            return Some((char, 11));
        }
        b'x' => return Some((char::from_u32(hex(rest.get(1..3)?)?)?, 3)),
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'"' => '"',
        b'\'' => '\'',
        b'/' => '/',
        b'\\' => '\\',
        _ => return None,
    };
    Some((char, 1))
}
