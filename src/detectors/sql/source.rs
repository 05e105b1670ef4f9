//! A text, or the inside of a string literal in it, with the way back to the original.

use super::concat::Piece;
use crate::text::json::BORDER;
use crate::text::{Text, View, Views};

/// How often a string may lie inside a string (tool-call arguments inside a tool call).
pub(super) const DEPTH: usize = 3;

/// What is searched for statements.
#[derive(Debug)]
pub(super) struct Source<'t> {
    text: std::borrow::Cow<'t, str>,
    /// Where runs of the decoded text begin, here and in the view; empty for the view itself.
    map: Vec<(usize, usize)>,
    pub(super) views: Views,
    pub(super) depth: usize,
}

impl<'t> Source<'t> {
    /// The normalised view of a whole text.
    fn whole(text: &'t Text<'_>) -> Self {
        Self {
            text: apostrophes(text, 0, text.normalised()),
            map: Vec::new(),
            views: Views::NONE,
            depth: 0,
        }
    }

    /// What is searched of a text: all of it, or each string of the JSON that it is.
    pub(super) fn all(text: &'t Text<'_>) -> Vec<Self> {
        if !text.has_borders() {
            return vec![Self::whole(text)];
        }
        let mut at = 0;
        let mut all = Vec::new();
        for piece in text.normalised().split(char::from(BORDER)) {
            if !piece.is_empty() {
                all.push(Self {
                    text: apostrophes(text, at, piece),
                    map: vec![(0, at)],
                    views: Views::NONE,
                    depth: 1,
                });
            }
            at += piece.len() + 1;
        }
        all
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The place in the view.
    pub(super) fn to_view(&self, at: usize) -> usize {
        let run = self.map.partition_point(|(here, _)| *here <= at);
        run.checked_sub(1)
            .and_then(|run| self.map.get(run))
            .map_or(at, |(here, there)| there + (at - here))
    }

    /// The place in the view of an end: where the text was put together of parts, that of the part before it.
    pub(super) fn end_in_view(&self, at: usize) -> usize {
        let run = self.map.partition_point(|(here, _)| *here < at);
        match self.map.get(run) {
            Some((here, there)) if *here == at => *there,
            _ => self.to_view(at),
        }
    }

    /// The parts of a string as the one string they make, with `{name}` for an expression.
    pub(super) fn joined(&self, pieces: &[Piece]) -> Source<'static> {
        let mut text = String::new();
        let mut map = Vec::new();
        for piece in pieces {
            let before = text.len();
            let mut to = piece.to;
            if piece.slot {
                // What a slot can be called by.
                let raw = self.text.get(piece.from..to).unwrap_or_default();
                let word = |each: char| each.is_alphanumeric() || matches!(each, '_' | '.');
                to = piece.from + raw.find(|each| !word(each)).unwrap_or(raw.len());
            }
            let inner = self.inside(piece.from, to);
            if piece.slot {
                map.push((before, self.to_view(piece.from)));
                text.push('{');
            }
            let moved = |(here, there): (usize, usize)| (here + text.len(), there);
            map.extend(inner.map.iter().copied().map(moved));
            text.push_str(inner.text());
            map.push((text.len(), self.to_view(piece.to)));
            if piece.slot {
                text.push('}');
                map.push((text.len(), self.to_view(piece.to)));
            }
        }
        Source {
            text: text.into(),
            map,
            views: self.views.with(View::JsonString),
            depth: self.depth + 1,
        }
    }

    /// The inside of a string literal at these places, its escapes resolved.
    pub(super) fn inside(&self, from: usize, to: usize) -> Source<'static> {
        let raw = self.text.get(from..to).unwrap_or_default();
        let mut text = String::with_capacity(raw.len());
        let mut map = vec![(0, self.to_view(from))];
        let mut rest = raw;
        while let Some(at) = rest.find('\\') {
            let (plain, escape) = rest.split_at(at);
            text.push_str(plain);
            let (meant, length) = unescape(escape);
            text.push(meant);
            rest = escape.get(length..).unwrap_or_default();
            map.push((text.len(), self.to_view(to - rest.len())));
        }
        text.push_str(rest);
        Source {
            text: text.into(),
            map,
            views: self.views.with(View::JsonString),
            depth: self.depth + 1,
        }
    }
}

/// What stands for an apostrophe that is no quote to a database.
pub(super) const APOSTROPHE: u8 = 0x7f;

/// The normalised text from `from`, in which `’` inside a word, which a database does not take for a quote, is none.
fn apostrophes<'t>(
    text: &'t Text<'_>,
    from: usize,
    normalised: &'t str,
) -> std::borrow::Cow<'t, str> {
    let bytes = normalised.as_bytes();
    let letter = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80)
    };
    let typographic = |at: &usize| {
        let (start, end) = text.to_original(from + at, from + at + 1);
        letter(at.checked_sub(1))
            && letter(Some(at + 1))
            && text.original().get(start..end) == Some("’")
    };
    let mut out = String::new();
    let mut done = 0;
    for at in memchr::memchr_iter(b'\'', bytes).filter(typographic) {
        out.push_str(normalised.get(done..at).unwrap_or_default());
        out.push(char::from(APOSTROPHE));
        done = at + 1;
    }
    if done == 0 {
        return normalised.into();
    }
    out.push_str(normalised.get(done..).unwrap_or_default());
    out.into()
}

/// The character behind an escape, and the escape's length; JSON's, which those of programming languages share.
fn unescape(escape: &str) -> (char, usize) {
    let mut chars = escape.chars().skip(1);
    match chars.next() {
        Some('n') => ('\n', 2),
        Some('t') => ('\t', 2),
        Some('r') => ('\r', 2),
        Some('b' | 'f') => (' ', 2),
        Some('u') => escape
            .get(2..6)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32)
            .map_or((' ', 2), |meant| (meant, 6)),
        Some(other) => (other, 1 + other.len_utf8()),
        None => (' ', 1),
    }
}

/// The string literals of a text that hold an escape: their insides, in order.
///
/// A literal opens after one of `{[,:(=` or at the start, so that quotation marks of prose do not count.
pub(super) fn literals(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    if !text.contains('\\') {
        return found;
    }
    let mut from = 0;
    while let Some(open) = find(bytes, from, b'"') {
        let before = bytes
            .get(..open)
            .unwrap_or_default()
            .trim_ascii_end()
            .last();
        if !before.is_none_or(|byte| b"{[,:(=".contains(byte)) {
            from = open + 1;
            continue;
        }
        let Some((close, escaped)) = close(bytes, open + 1) else {
            break;
        };
        if escaped {
            found.push((open + 1, close));
        }
        from = close + 1;
    }
    found
}

/// The closing quote, and whether an escape lies before it.
fn close(bytes: &[u8], from: usize) -> Option<(usize, bool)> {
    let mut at = from;
    let mut escaped = false;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return Some((at, escaped)),
            b'\\' => {
                escaped = true;
                at += 2;
            }
            _ => at += 1,
        }
    }
    None
}

pub(super) fn find(bytes: &[u8], from: usize, what: u8) -> Option<usize> {
    memchr::memchr(what, bytes.get(from..)?).map(|at| from + at)
}
