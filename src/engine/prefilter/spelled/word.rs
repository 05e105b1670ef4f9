//! A literal that may be disguised, held against what is written.
#![expect(
    clippy::indexing_slicing,
    reason = "places of a row lie inside the text"
)]

use super::signs::{fold, stands_for};
use super::{GAP, LEAST};

/// A literal, letter by letter.
#[derive(Debug)]
pub(super) struct Word {
    /// The caller's number of it.
    pub(super) literal: u32,
    /// Its letters and digits, lower case.
    pub(super) letters: Vec<u8>,
    /// Whether something else stands before each letter in the literal itself.
    pub(super) gaps: Vec<bool>,
}

/// What stands between the letters.
pub(super) struct Gaps {
    /// Something between any two that the literal has nothing between.
    pub(super) spaced: bool,
    /// The same everywhere.
    pub(super) even: bool,
    pub(super) widest: usize,
}

impl Word {
    pub(super) fn new(literal: u32, text: &str) -> Option<Self> {
        let (mut letters, mut gaps, mut gap) = (Vec::new(), Vec::new(), false);
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                letters.push(byte.to_ascii_lowercase());
                gaps.push(std::mem::take(&mut gap));
            } else if byte.is_ascii() {
                gap = true;
            } else {
                return None;
            }
        }
        let alphabetic = letters
            .iter()
            .filter(|letter| letter.is_ascii_alphabetic())
            .count();
        (alphabetic >= LEAST).then_some(Self {
            literal,
            letters,
            gaps,
        })
    }

    /// As rows are read.
    pub(super) fn folded(&self) -> Vec<u8> {
        self.letters.iter().map(|letter| fold(*letter)).collect()
    }

    /// How many letters are written as other signs; nothing when one of them cannot be.
    pub(super) fn signs(&self, bytes: &[u8], places: &[usize]) -> Option<usize> {
        let mut signs = 0;
        for (place, letter) in places.iter().zip(&self.letters) {
            let sign = bytes[*place].to_ascii_lowercase();
            if !stands_for(sign, *letter) {
                return None;
            }
            signs += usize::from(sign != *letter);
        }
        Some(signs)
    }

    /// The gaps, when they are either everywhere or only where the literal has its own.
    pub(super) fn gaps(&self, bytes: &[u8], places: &[usize]) -> Option<Gaps> {
        let (mut spaced, mut close, mut widest) = (0, 0, 0);
        let mut even = true;
        let mut first: Option<&[u8]> = None;
        for (two, own) in places.windows(2).zip(self.gaps.iter().skip(1)) {
            let gap = &bytes[two[0] + 1..two[1]];
            if gap.len() > GAP {
                return None;
            }
            widest = widest.max(gap.len());
            if !own {
                spaced += usize::from(!gap.is_empty());
                close += usize::from(gap.is_empty());
                even &= *first.get_or_insert(gap) == gap;
            }
        }
        (spaced == 0 || close == 0).then_some(Gaps {
            spaced: spaced > 0,
            even,
            widest,
        })
    }
}
