//! Whether a word is a Latin one in letters of other scripts.

use super::characters::{is_foreign, twin};
use super::lookalikes::Strength;
use super::normalise::Whole;
use super::{ceil_boundary, floor_boundary};

/// Bytes in which a word's neighbour is looked for.
const NEIGHBOURHOOD: usize = 64;

/// A character of the view with the bytes of the original behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) char: char,
    pub(super) twin: Option<(char, Strength)>,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Unit {
    pub(super) fn new(char: char, start: usize, end: usize) -> Self {
        Self {
            char,
            twin: if char.is_ascii() { None } else { twin(char) },
            start,
            end,
        }
    }
}

/// Whether a word between what is `written` before it and the `rest` of the text is read as Latin.
pub(super) fn is_disguised(word: &[Unit], whole: Whole, written: &str, rest: &str) -> bool {
    let (mut any, mut latin, mut rare, mut loose) = (false, false, false, false);
    for unit in word {
        match unit.twin {
            Some((_, strength)) => {
                any = true;
                rare |= strength == Strength::Rare;
                loose |= strength == Strength::Loose;
            }
            None if unit.char.is_ascii_alphabetic() => latin = true,
            None if is_foreign(unit.char) => return false,
            None => {}
        }
    }
    if !any {
        return false;
    }
    latin || ends_latin(written) || !loose && (rare || reads_latin(whole, written, rest))
}

/// Whether the word goes on from Latin letters that are written already.
fn ends_latin(written: &str) -> bool {
    written
        .bytes()
        .rev()
        .take(16)
        .take_while(u8::is_ascii_alphanumeric)
        .any(|byte| byte.is_ascii_alphabetic())
}

/// Whether a word of nothing but twins is taken for Latin: by the word before it, else by the word after it.
fn reads_latin(whole: Whole, written: &str, rest: &str) -> bool {
    match whole {
        Whole::Keep => return false,
        Whole::Fold => return true,
        Whole::Context => {}
    }
    let floor = written.len().saturating_sub(NEIGHBOURHOOD);
    let before = written
        .get(ceil_boundary(written, floor)..)
        .unwrap_or_default();
    let after = rest
        .get(..floor_boundary(rest, NEIGHBOURHOOD))
        .unwrap_or_default();
    before
        .chars()
        .rev()
        .chain(after.chars())
        .find(|char| char.is_alphabetic())
        .is_none_or(|neighbour| !is_foreign(neighbour))
}
