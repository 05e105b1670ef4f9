//! What a text says in other words: base64, hexadecimal, percent encoding, HTML entities, JSON escapes, and what it says
//! without the markup inside its words.
//!
//! Enters: a normalised text. Leaves: [`Piece`]s, each a part of it decoded once, with the way back. Never: a run that is not
//! text once it is decoded (a hash, a picture), more than [`RUN`] bytes of one run, time that is not linear in the text.

mod beside;
mod blocks;
mod codec;
mod elements;
mod emphasis;
mod entities;
mod escapes;
mod links;
mod markup;
mod seen;
mod signs;

use super::{View, Views};

/// The longest run that is decoded and the longest stretch of escapes that one match may cover, in bytes.
pub(crate) const RUN: usize = 8_192;
/// How far a match in a decoded view and what may change it reach, in UTF-16 units.
pub(crate) const REACH: usize = RUN + escapes::REACH;
/// How far before a match an escape still counts as having uncovered it: what names a value stands before it.
const BEFORE: usize = 32;

/// Letters for each mark in a text that is hidden in markup: one or two words.
const MARKED: usize = 12;

/// Whether something of a range came into being when the text was made; a text as given is new everywhere.
pub(crate) type Fresh<'f> = &'f dyn Fn(usize, usize) -> bool;

/// A part of a text, decoded once.
#[derive(Debug)]
pub(crate) struct Piece {
    /// What it says.
    pub(crate) text: String,
    way: Way,
}

/// The way back.
#[derive(Debug)]
enum Way {
    /// Every place stands for the whole run.
    Run {
        start: usize,
        end: usize,
        view: View,
        over: bool,
    },
    /// Escapes among what stands for itself.
    Escapes {
        /// Where it begins in the text.
        start: usize,
        escapes: Vec<Escape>,
        /// Whether text was cut off before and behind it.
        cut: (bool, bool),
    },
}

/// An escape: `start..end` of the text reads as `at..at + length` of the piece.
#[derive(Clone, Copy, Debug)]
struct Escape {
    at: u32,
    length: u8,
    view: View,
    start: u32,
    end: u32,
}

impl Escape {
    fn at(&self) -> usize {
        self.at as usize
    }

    fn stop(&self) -> usize {
        self.at as usize + usize::from(self.length)
    }
}

/// The pieces of a text that say something new.
pub(crate) fn pieces(text: &str, fresh: Fresh<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    blocks::find(text, fresh, &mut pieces);
    escapes::find(text, fresh, &mut pieces);
    pieces
}

/// Whether a text may have pieces. What stands before white space and what stands behind it may be asked about apart.
pub(crate) fn may_hold(text: &str) -> bool {
    escapes::any(text) || blocks::any(text)
}

/// The same for what is no run of code.
pub(crate) fn may_escape(text: &str) -> bool {
    escapes::any(text)
}

/// The same as [`open`] for a text that has no pieces.
pub(crate) fn open_word(text: &str) -> usize {
    word(text, text.len())
}

/// The place from which what a text says in other words may change when more of it comes: its last word, and the word of an
/// escape or the start of a run so near the end that a match may go on behind it.
pub(crate) fn open(text: &str) -> usize {
    let near = text.len().saturating_sub(escapes::REACH);
    let unsettled = pieces(text, &|_, _| true)
        .into_iter()
        .filter_map(|piece| piece.own())
        .filter(|(_, end)| *end > near)
        .map(|(start, _)| start)
        .min();
    word(
        text,
        unsettled.unwrap_or(text.len()).min(escapes::open(text)),
    )
}

/// No word goes over one.
const BORDER: char = super::json::BORDER as char;

/// Where the word around a place begins; lines that an encoding goes on over are one word.
fn word(text: &str, at: usize) -> usize {
    let mut start = at;
    let before = text.get(..at).unwrap_or_default();
    for (place, char) in before.char_indices().rev() {
        let unlettered = char.is_alphabetic() && !char.is_lowercase() && !char.is_uppercase();
        let breaks = matches!(char, '\r' | '\n');
        let goes_on = breaks && blocks::ends_in_line(before.get(..place).unwrap_or_default());
        if (char.is_whitespace() || unlettered || char == BORDER) && !goes_on {
            break;
        }
        start = place;
    }
    start
}

/// Whether a text holds an encoded run that reads as text.
pub(crate) fn has_run(text: &str, fresh: Fresh<'_>) -> bool {
    let mut pieces = Vec::new();
    blocks::find(text, fresh, &mut pieces);
    !pieces.is_empty()
}

impl Piece {
    /// The range of the text behind a range of the piece.
    pub(crate) fn place(&self, from: usize, to: usize) -> (usize, usize) {
        match &self.way {
            Way::Run { start, end, .. } => (*start, (*end).min(start + RUN)),
            Way::Escapes { start, escapes, .. } => {
                let place = |at: usize, after: bool| {
                    // The end of a range belongs to what stands before it.
                    let index =
                        escapes.partition_point(|each| each.at() < at || !after && each.at() == at);
                    match index.checked_sub(1).and_then(|index| escapes.get(index)) {
                        None => start + at,
                        Some(each) if at >= each.stop() => each.end as usize + (at - each.stop()),
                        Some(each) if after => each.end as usize,
                        Some(each) => each.start as usize,
                    }
                };
                (place(from, false), place(to, true))
            }
        }
    }

    /// What was decoded, in the text: from the first to the last of it.
    fn own(&self) -> Option<(usize, usize)> {
        match &self.way {
            Way::Run { start, end, .. } => Some((*start, *end)),
            Way::Escapes { escapes, .. } => {
                let (first, last) = (escapes.first()?, escapes.last()?);
                Some((first.start as usize, last.end as usize))
            }
        }
    }

    /// Whether decoding had a part in what a range says, and the range is not cut off by the piece's own ends.
    pub(crate) fn uncovers(&self, from: usize, to: usize) -> bool {
        match &self.way {
            Way::Run { .. } => true,
            Way::Escapes { cut, .. } => {
                let cut_off = cut.0 && from == 0 || cut.1 && to == self.text.len();
                !cut_off && self.is_fresh(from.saturating_sub(BEFORE), to + 1)
            }
        }
    }

    /// Whether something of a range was decoded.
    pub(crate) fn is_fresh(&self, from: usize, to: usize) -> bool {
        !self.escapes(from, to).is_empty() || matches!(self.way, Way::Run { .. })
    }

    /// The views that uncovered a range, in the order in which they begin.
    pub(crate) fn views(&self, from: usize, to: usize) -> Views {
        let mut views = Views::NONE;
        let mut add = |view| {
            if views.iter().all(|each| each != view) {
                views = views.with(view);
            }
        };
        match &self.way {
            Way::Run { view, .. } => add(*view),
            Way::Escapes { .. } => {
                let inside = self.escapes(from, to);
                let near = if inside.is_empty() {
                    self.escapes(from.saturating_sub(BEFORE), to + 1)
                } else {
                    inside
                };
                for each in near {
                    add(each.view);
                }
            }
        }
        views
    }

    fn escapes(&self, from: usize, to: usize) -> &[Escape] {
        let Way::Escapes { escapes, .. } = &self.way else {
            return &[];
        };
        let first = escapes.partition_point(|each| each.stop() <= from);
        let after = escapes.partition_point(|each| each.at() < to);
        escapes.get(first..after).unwrap_or_default()
    }

    /// Whether the text was written in code rather than with an escape here and there.
    pub(crate) fn is_coded(&self) -> bool {
        match &self.way {
            Way::Run { .. } => true,
            Way::Escapes { escapes, .. } => {
                let marks = escapes.iter().filter(|each| self.splits(each)).count();
                2 * escapes.len() + MARKED * marks > self.text.len()
            }
        }
    }

    /// Whether a mark stands between two letters.
    fn splits(&self, mark: &Escape) -> bool {
        let letter = |byte: Option<&u8>| {
            byte.is_some_and(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii())
        };
        let (before, after) = self
            .text
            .as_bytes()
            .split_at(mark.at().min(self.text.len()));
        mark.length == 0 && letter(before.last()) && letter(after.first())
    }

    /// Whether it is a run rather than text with escapes.
    pub(crate) fn is_run(&self) -> bool {
        matches!(self.way, Way::Run { .. })
    }

    /// Whether the run goes on beyond what is decoded.
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.way, Way::Run { over: true, .. })
    }
}

#[cfg(test)]
mod tests;
