//! What single characters are and fold to.

use super::folds::{COMPOSED, FOLDS};
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
        | '\u{2190}'..='\u{2211}' | '\u{2237}'..='\u{245f}' | '\u{2500}'..='\u{2a73}'
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

/// The ASCII digit of a decimal digit of another script, Arabic to Burmese. NFKC keeps them; a number is the same in each.
pub(super) fn digit(char: char) -> Option<char> {
    const ZEROS: [u32; 15] = [
        0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0,
        0xf20, 0x1040,
    ];
    if !matches!(char, '\u{660}'..='\u{1049}') {
        return None;
    }
    let code = u32::from(char);
    let value = ZEROS
        .iter()
        .map(|zero| code.wrapping_sub(*zero))
        .find(|value| *value < 10)?;
    char::from_digit(value, 10)
}

pub(super) fn is_jamo(char: char) -> bool {
    matches!(char, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}')
}

/// Whether a character belongs to a word.
pub(super) fn is_letter(char: char) -> bool {
    match char {
        '\0'..='\x7f' => char.is_ascii_alphanumeric(),
        // The common ones need no look into the tables.
        '\u{3a3}'..='\u{481}'
        | '\u{48a}'..='\u{52f}'
        | '\u{5d0}'..='\u{5ea}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => true,
        '\u{2190}'..='\u{245f}' | '\u{2500}'..='\u{2bff}' | '\u{1f200}'..='\u{1ffff}' => false,
        other => other.is_alphanumeric(),
    }
}

/// Whether it is a letter, and not of the Latin script.
pub(super) fn is_foreign(char: char) -> bool {
    let latin = matches!(char, '\0'..='\u{2af}' | '\u{1d00}'..='\u{1dbf}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab6f}');
    !latin && is_letter(char)
}

/// The ASCII letter that a letter looks like, its marks aside.
pub(super) fn twin(char: char) -> Option<(char, Strength)> {
    if let Some(twin) = lookalikes::of_letter(char) {
        return Some(twin);
    }
    let composed = matches!(char,
        '\u{386}'..='\u{390}' | '\u{3aa}'..='\u{3b0}' | '\u{3ca}'..='\u{3ce}' | '\u{400}'..='\u{40f}'
        | '\u{419}' | '\u{439}' | '\u{450}'..='\u{45f}' | '\u{4c1}'..='\u{4f9}' | '\u{1f00}'..='\u{1fff}');
    if !composed {
        return None;
    }
    let (ascii, _) = lookalikes::of_letter(base(char)?)?;
    Some((ascii, Strength::Loose))
}

/// A letter without the marks it is composed of.
fn base(char: char) -> Option<char> {
    let without = |char: char| {
        let (base, ..) = COMPOSED.iter().find(|(.., composed)| *composed == char)?;
        Some(*base)
    };
    let mut bare = without(char)?;
    while let Some(barer) = without(bare) {
        bare = barer;
    }
    Some(bare)
}

/// A character with a mark, or the syllable with the next part of it.
pub(super) fn compose(char: char, mark: char) -> Option<char> {
    if is_jamo(mark) {
        return syllable(u32::from(char), u32::from(mark));
    }
    let at = COMPOSED.binary_search_by_key(&(char, mark), |(base, mark, _)| (*base, *mark));
    COMPOSED.get(at.ok()?).map(|(.., composed)| *composed)
}

/// Hangul by arithmetic, as the Unicode standard has it (3.12).
fn syllable(first: u32, next: u32) -> Option<char> {
    let composed = match (first, next) {
        (0x1100..=0x1112, 0x1161..=0x1175) => 0xac00 + ((first - 0x1100) * 21 + next - 0x1161) * 28,
        (0xac00..=0xd7a3, 0x11a8..=0x11c2) if (first - 0xac00).is_multiple_of(28) => {
            first + next - 0x11a7
        }
        _ => return None,
    };
    char::from_u32(composed)
}

impl Form {
    /// The case of the view: letters beyond ASCII lower, ASCII as it is.
    pub(super) fn case(self, char: char) -> char {
        if char.is_ascii() || !self.lower {
            return char;
        }
        match char {
            'а'..='џ' | '\u{3041}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => return char,
            'А'..='Я' => return moved(char, 0x20),
            _ => {}
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

fn moved(char: char, by: u32) -> char {
    char::from_u32(u32::from(char) + by).unwrap_or(char)
}

/// What a character folds to when that is something else: NFKC, Latin letters without their marks.
///
/// Long expansions (Arabic ligatures of whole phrases) and the forms that only fonts need (Arabic letters by place,
/// duplicate ideographs) stay: the view is never much longer than the text.
pub(super) enum Folded {
    One(char),
    Several(&'static str),
}

pub(super) fn fold(char: char) -> Folded {
    let ascii = |first: char, by: u32| char::from_u32(u32::from(first) + by).unwrap_or(char);
    let code = u32::from(char);
    match char {
        // The mathematical alphabets stand one behind the other.
        '\u{1d400}'..='\u{1d6a3}' => Folded::One(match (code - 0x1d400) % 52 {
            capital @ 0..26 => ascii('A', capital),
            small => ascii('a', small - 26),
        }),
        '\u{1d7ce}'..='\u{1d7ff}' => Folded::One(ascii('0', (code - 0x1d7ce) % 10)),
        _ => {
            let at = FOLDS.binary_search_by_key(&char, |(char, _)| *char);
            let Some((_, folded)) = at.ok().and_then(|at| FOLDS.get(at)) else {
                return Folded::One(char);
            };
            let mut chars = folded.chars();
            match (chars.next(), chars.next()) {
                (Some(one), None) => Folded::One(one),
                _ => Folded::Several(folded),
            }
        }
    }
}
