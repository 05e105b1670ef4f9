//! What single characters are and fold to.

use unicode_normalization::char as unicode;

use super::lookalikes::{self, Strength};
use super::normalise::Form;

/// What the normalised view does with a character beyond ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Shown by nothing.
    Invisible,
    /// ASCII in invisible letters.
    Tag,
    /// Drawn on the character before it.
    Mark,
    /// Anything else.
    Plain,
}

pub(super) fn kind(char: char) -> Kind {
    match char {
        '\u{e0001}' | '\u{e0020}'..='\u{e007f}' => Kind::Tag,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0100}'..='\u{e01ef}' => Kind::Invisible,
        // Marks of Latin, Greek and Cyrillic, of symbols, and the voicing marks of kana.
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{3099}'
        | '\u{309a}'
        | '\u{fe20}'..='\u{fe2f}'
        | '\u{ff9e}'
        | '\u{ff9f}' => Kind::Mark,
        _ => Kind::Plain,
    }
}

/// Characters that stay as they are, the common ones, so that they take the short way.
pub(super) fn keeps(char: char) -> bool {
    matches!(char,
        // Greek and Cyrillic without the compatibility letters.
        '\u{386}'..='\u{3ce}' | '\u{400}'..='\u{52f}'
        // Hebrew to Mongolian but for the jamo; the scripts' own order of marks is left alone.
        | '\u{591}'..='\u{10ff}' | '\u{1200}'..='\u{1cff}'
        // Signs that a fold would glue to the word before them.
        | '\u{2120}' | '\u{2122}'
        // Arrows to dingbats but for the circled letters.
        | '\u{2190}'..='\u{245f}' | '\u{2500}'..='\u{2a73}'
        // Kana, ideographs, syllables.
        | '\u{3041}'..='\u{3098}' | '\u{30a1}'..='\u{30fe}' | '\u{3400}'..='\u{a69b}' | '\u{ac00}'..='\u{d7a3}'
        // Emoji.
        | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{2f7ff}')
}

/// The ASCII character in the cell of an ideograph; NFKC says the same, more slowly.
pub(super) fn full_width(char: char) -> Option<char> {
    match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(char) - 0xfee0),
        _ => None,
    }
}

pub(super) fn is_jamo(char: char) -> bool {
    matches!(char, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}')
}

/// Whether a character belongs to a word.
pub(super) fn is_letter(char: char) -> bool {
    if char.is_ascii() {
        char.is_ascii_alphanumeric()
    } else {
        char.is_alphanumeric()
    }
}

/// Whether it is a letter, and not of the Latin script.
pub(super) fn is_foreign(char: char) -> bool {
    let latin = matches!(char, '\0'..='\u{2af}' | '\u{1d00}'..='\u{1dbf}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab6f}');
    !latin && char.is_alphabetic()
}

/// The ASCII letter that a letter looks like, its marks aside.
pub(super) fn twin(char: char) -> Option<(char, Strength)> {
    let twin = lookalikes::of_letter(char);
    // Only Greek and Cyrillic letters are composed and have a twin without their mark.
    if twin.is_some() || !matches!(char, '\u{386}'..='\u{4ff}' | '\u{1f00}'..='\u{1fff}') {
        return twin;
    }
    let mut base = None;
    unicode::decompose_canonical(char, |part| {
        base.get_or_insert(part);
    });
    let base = base.filter(|base| *base != char)?;
    lookalikes::of_letter(base).map(|(ascii, _)| (ascii, Strength::Loose))
}

impl Form {
    /// The case of the view: letters beyond ASCII lower, ASCII as it is.
    pub(super) fn case(self, char: char) -> char {
        if char.is_ascii() || !self.lower {
            return char;
        }
        let mut lower = char.to_lowercase();
        match (lower.next(), lower.next()) {
            // The final form of sigma is no other letter.
            (Some('ς'), None) => 'σ',
            (Some(single), None) => single,
            _ => char,
        }
    }
}

/// What a character folds to: NFKC, Latin letters without their marks.
pub(super) struct Folded {
    chars: [char; Self::MOST],
    count: usize,
}

impl Folded {
    /// Longer expansions (Arabic ligatures of whole phrases) stay as they are: the view is never much longer than the text.
    const MOST: usize = 5;

    pub(super) fn of(char: char) -> Self {
        let mut folded = Self {
            chars: ['\0'; Self::MOST],
            count: 0,
        };
        let mut over = false;
        unicode::decompose_compatible(char, |part| over |= !folded.add(part));
        let bytes: usize = folded.chars().iter().map(|char| char.len_utf8()).sum();
        // A spacing accent decomposes into a space with a mark: as it stands it divides words no less.
        let accent = folded.count > 1 && folded.chars.first() == Some(&' ');
        if over || accent || folded.count == 0 || bytes > 2 * char.len_utf8() {
            folded.chars = [char; Self::MOST];
            folded.count = 1;
        }
        folded
    }

    fn add(&mut self, part: char) -> bool {
        let part = lookalikes::of_sign(part).unwrap_or(part);
        let last = self
            .count
            .checked_sub(1)
            .and_then(|at| self.chars.get_mut(at));
        if let Some(last) = last {
            if kind(part) == Kind::Mark && last.is_ascii_alphabetic() {
                return true;
            }
            if let Some(composed) = unicode::compose(*last, part) {
                *last = composed;
                return true;
            }
        }
        let Some(slot) = self.chars.get_mut(self.count) else {
            return false;
        };
        *slot = part;
        self.count += 1;
        true
    }

    pub(super) fn chars(&self) -> &[char] {
        self.chars.get(..self.count).unwrap_or_default()
    }
}
