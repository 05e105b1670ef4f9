//! Literals in spaced and in leet letters: `p a s s w o r d`, `p.a.s.s.w.o.r.d`, `p4$$w0rd`, `p 4 $ $ w 0 r d`.
//!
//! Only stretches that look like one or the other are read a second time, as a row of letters with everything between them
//! left out and every disguised letter undone; what is found there is compared with the literal letter by letter. The
//! conditions at [`Spelled::judge`] keep ordinary abbreviations, lists, measures and identifiers out.
#![expect(
    clippy::indexing_slicing,
    reason = "tables of 256 entries indexed by bytes, rows indexed by places found in them"
)]

mod signs;
mod word;

use super::grams::{Found, Grams};
use super::strings::Strings;
use super::tails::Tails;
use signs::{CLASSES, FOLDED, LETTER, OTHER, SIGN, fold, is_letter, is_single};
use word::Word;

/// Letters of the shortest literal that is looked for.
const LEAST: usize = 3;
/// From so many letters on, a literal may stand inside a longer word or row.
const LONG: usize = 5;
/// Characters between two spaced letters at most, in bytes.
const GAP: usize = 3;
/// Single letters in a row that make a row of spaced letters.
const ROW: usize = 3;
/// Bytes behind a literal in disguise that decide whether it is one: the rest of a mail address.
pub(super) const AHEAD: usize = 72;
/// Bytes around what looks disguised that are read with it.
const MARGIN: usize = 256;

/// The literals that are also looked for in disguise.
#[derive(Debug, Default)]
pub(super) struct Spelled {
    words: Vec<Word>,
    grams: Option<Grams>,
    tails: Tails,
}

/// A literal in disguise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Disguised {
    pub(super) literal: u32,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its letters are spaced.
    pub(super) spaced: bool,
    /// Other signs stand for some letters.
    pub(super) leet: bool,
}

/// The letters of a stretch, one after the other.
#[derive(Debug, Default)]
struct Row {
    folded: Vec<u8>,
    places: Vec<usize>,
}

impl Spelled {
    /// Takes the literals that can be told in disguise: at least three ASCII letters.
    pub(super) fn new<'a>(literals: impl Iterator<Item = (u32, &'a str)>) -> Self {
        let words = literals.filter_map(|(number, text)| Word::new(number, text));
        let mut rows: Vec<(Vec<u8>, Word)> = words.map(|word| (word.folded(), word)).collect();
        if rows.is_empty() {
            return Self::default();
        }
        rows.sort_unstable_by(|(one, this), (other, that)| {
            (one, this.literal).cmp(&(other, that.literal))
        });
        let strings = Strings::new(rows.iter().map(|(row, _)| row));
        Self {
            tails: Tails::new(&strings),
            grams: Some(Grams::new(strings, &[])),
            words: rows.into_iter().map(|(_, word)| word).collect(),
        }
    }

    /// Whether no literal is looked for.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Where the longest end of the text starts that may be the beginning of a literal in disguise.
    pub(super) fn open(&self, bytes: &[u8]) -> usize {
        let Some(grams) = &self.grams else {
            return bytes.len();
        };
        let from = bytes.len().saturating_sub(self.tails.longest() * (GAP + 1));
        let mut row = Row::read(bytes, from, bytes.len());
        // A sign at the end is a letter when one follows.
        if let Some(last) = bytes.len().checked_sub(1)
            && CLASSES[usize::from(bytes[last])] == SIGN
            && row.places.last() != Some(&last)
        {
            row.folded.push(fold(bytes[last]));
            row.places.push(last);
        }
        row.places
            .get(self.tails.open(grams.literals(), &row.folded))
            .copied()
            .unwrap_or(bytes.len())
    }

    /// Tells of every literal in disguise.
    pub(super) fn scan(&self, view: &str, mut found: impl FnMut(Disguised)) {
        let Some(grams) = &self.grams else { return };
        let bytes = view.as_bytes();
        stretches(bytes, |from, to| {
            let row = Row::read(bytes, from, to);
            grams.scan(&row.folded, |each| {
                if let Some(disguised) = self.judge(bytes, &row, each) {
                    found(disguised);
                }
            });
        });
    }

    /// Whether a row of letters that folds like a literal is that literal in disguise.
    fn judge(&self, bytes: &[u8], row: &Row, found: Found) -> Option<Disguised> {
        let word = &self.words[found.literal as usize];
        let length = word.letters.len();
        let place = Place::new(row, found);
        let leet = word.signs(bytes, place.letters)?;
        let gaps = word.gaps(bytes, place.letters)?;
        let exact = length - leet;
        let long = length >= LONG;
        let right = if gaps.spaced {
            // Short ones are the whole of an even row, and those of three letters have no signs.
            let whole = gaps.even && place.is_whole_row(bytes, gaps.widest);
            place.is_free()
                && (long || whole)
                && 2 * exact >= length
                && (leet == 0 || length > LEAST)
        } else {
            let enough = if length == LEAST {
                2
            } else {
                length.div_ceil(3)
            };
            // `9in` is a measure.
            let measure = length == LEAST && bytes[place.first].is_ascii_digit();
            leet > 0 && exact >= enough && !measure && (place.is_free() || long)
        };
        right.then(|| Disguised {
            literal: word.literal,
            start: place.first,
            end: place.last + 1,
            spaced: gaps.spaced,
            leet: leet > 0,
        })
    }
}

/// A place in a row, with what stands beside it.
struct Place<'a> {
    letters: &'a [usize],
    first: usize,
    last: usize,
    before: Option<usize>,
    after: Option<usize>,
}

impl<'a> Place<'a> {
    fn new(row: &'a Row, found: Found) -> Self {
        let letters = &row.places[found.start..found.end];
        let before = found.start.checked_sub(1);
        Self {
            letters,
            first: letters.first().copied().unwrap_or(0),
            last: letters.last().copied().unwrap_or(0),
            before: before.and_then(|at| row.places.get(at)).copied(),
            after: row.places.get(found.end).copied(),
        }
    }

    /// No letter touches it.
    fn is_free(&self) -> bool {
        self.before.is_none_or(|before| before + 1 < self.first)
            && self.after.is_none_or(|after| self.last + 1 < after)
    }

    /// The row of single letters does not go on beyond it.
    fn is_whole_row(&self, bytes: &[u8], widest: usize) -> bool {
        let ends = |next: Option<usize>| {
            next.is_none_or(|next| {
                let gap = next.abs_diff(if next < self.first {
                    self.first
                } else {
                    self.last
                }) - 1;
                gap > widest || !is_single(bytes, next)
            })
        };
        ends(self.before) && ends(self.after)
    }
}

impl Row {
    fn read(bytes: &[u8], from: usize, to: usize) -> Self {
        let mut row = Self {
            folded: Vec::with_capacity(to - from),
            places: Vec::with_capacity(to - from),
        };
        for at in from..to {
            let byte = bytes[at];
            if CLASSES[usize::from(byte)] != OTHER
                && (byte.is_ascii_alphanumeric() || is_letter(bytes, at))
            {
                row.folded.push(FOLDED[usize::from(byte)]);
                row.places.push(at);
            }
        }
        row
    }
}

/// The stretches in which something looks disguised, with a margin.
fn stretches(bytes: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut open: Option<(usize, usize)> = None;
    let mut singles = 0;
    let mut ended = |word: usize, at: usize, seen: u8| {
        singles = if at - word == 1 { singles + 1 } else { 0 };
        if seen != LETTER | SIGN && singles < ROW {
            return;
        }
        let from = word.saturating_sub(MARGIN);
        let to = (at + MARGIN).min(bytes.len());
        match &mut open {
            Some(stretch) if from <= stretch.1 => stretch.1 = to,
            _ => {
                if let Some((from, to)) = open.replace((from, to)) {
                    found(from, to);
                }
            }
        }
    };
    let (mut word, mut seen) = (0, 0);
    for (at, byte) in bytes.iter().enumerate() {
        let class = CLASSES[usize::from(*byte)];
        if class != OTHER {
            seen |= class;
            continue;
        }
        if at > word {
            ended(word, at, seen);
        }
        (word, seen) = (at + 1, 0);
    }
    if bytes.len() > word {
        ended(word, bytes.len(), seen);
    }
    if let Some((from, to)) = open {
        found(from, to);
    }
}

#[cfg(test)]
mod tests;
