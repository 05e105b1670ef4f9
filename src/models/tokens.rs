//! Words to the pieces of a `WordPiece` vocabulary.

use unicode_normalization::char::decompose_canonical;

use super::letters::Letters;

/// Letters that are read of a word; a longer one is no word of any language that is claimed.
const LONGEST_WORD: usize = 40;
/// Bytes of the longest piece that is looked for inside a word.
const LONGEST_PIECE: usize = 18;
/// Bits of a place that tell its piece; the others tell its text.
const NUMBER: u32 = 15;

/// A hash that grows with the text, so that all beginnings of a word are hashed in one pass.
#[derive(Clone, Copy)]
struct Growing(u64);

impl Growing {
    const FIRST: Self = Self(0x9e37_79b9_7f4a_7c15);
    const INSIDE: Self = Self(0xd6e8_feb8_6659_fd93);

    fn and(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(0xbf58_476d_1ce4_e5b9))
    }

    /// A place to start looking, and the bits that tell the text.
    fn place(self) -> (usize, u32) {
        let mixed = self.0 ^ self.0 >> 32;
        let mixed = mixed.wrapping_mul(0x94d0_49bb_1331_11eb);
        #[allow(
            clippy::cast_possible_truncation,
            reason = "the upper half, then any bits; not every target cuts"
        )]
        (
            (mixed >> 20) as usize,
            (mixed >> 32) as u32 & !((1 << NUMBER) - 1),
        )
    }
}

/// Pieces by their text; a piece inside a word begins with `##`, as in the vocabulary.
#[derive(Debug)]
pub struct Vocabulary {
    /// Open addressing: the number of the piece plus one, and above it bits of its text's hash.
    slots: Vec<u32>,
}

impl Vocabulary {
    /// Of so many pieces in their order, at most 32,766 of them, each with a line feed behind it.
    #[must_use]
    pub fn new(pieces: &[u8], count: usize) -> Option<Self> {
        let mut slots = vec![0; (count.max(8) * 2).next_power_of_two()];
        let mask = slots.len() - 1;
        let mut number = 1;
        let mut state = Growing::FIRST;
        let mut start = 0;
        for (place, byte) in pieces.iter().enumerate() {
            if *byte != b'\n' {
                // What goes on a word is hashed without its mark.
                state = match pieces.get(start..place) {
                    Some(b"#") if *byte == b'#' => Growing::INSIDE,
                    _ => state.and(*byte),
                };
                continue;
            }
            let whole = pieces.get(start..place).unwrap_or_default();
            if whole == b"##" {
                state = Growing::FIRST.and(b'#').and(b'#');
            }
            let (mut at, tag) = state.place();
            while let Some(slot) = slots.get_mut(at & mask) {
                if *slot == 0 {
                    *slot = tag | number;
                    break;
                }
                at = at.wrapping_add(1);
            }
            number += 1;
            (state, start) = (Growing::FIRST, place + 1);
        }
        (number as usize == count + 1 && number <= 1 << NUMBER).then_some(Self { slots })
    }

    /// The number of the piece with this hash.
    fn get(&self, hash: Growing) -> Option<u32> {
        let mask = self.slots.len() - 1;
        let (mut at, tag) = hash.place();
        loop {
            let slot = *self.slots.get(at & mask)?;
            if slot == 0 {
                return None;
            }
            if slot & !((1 << NUMBER) - 1) == tag {
                return Some((slot & ((1 << NUMBER) - 1)) - 1);
            }
            at = at.wrapping_add(1);
        }
    }

    /// The pieces of a word in lower case: the longest first; what no piece covers is passed over by a letter.
    pub fn pieces(&self, word: &[u8], mut piece: impl FnMut(u32)) {
        let whole = word.iter().copied().fold(Growing::FIRST, Growing::and);
        if let Some(whole) = self.get(whole) {
            return piece(whole);
        }
        let mut rest = word.get(..word.len().min(LONGEST_WORD)).unwrap_or_default();
        let mut start = Growing::FIRST;
        while !rest.is_empty() {
            let mut beginnings = [start; LONGEST_PIECE];
            let mut longest = 0;
            let mut state = start;
            for (beginning, byte) in beginnings.iter_mut().zip(rest) {
                state = state.and(*byte);
                *beginning = state;
                longest += 1;
            }
            let beginnings = beginnings.iter().take(longest).enumerate();
            let found = beginnings
                .rev()
                .find_map(|(at, hash)| Some((self.get(*hash)?, at + 1)));
            if let Some((number, _)) = found {
                piece(number);
            }
            rest = rest
                .get(found.map_or(1, |(_, size)| size)..)
                .unwrap_or_default();
            start = Growing::INSIDE;
        }
    }
}

/// What a text is made of, for the embedding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A word of letters and digits in lower case, accents taken off.
    Word(&'a [u8]),
    /// A sentence ends before this byte.
    End(usize),
}

/// The word being read.
struct Open {
    /// With room for eight letters that are written at once.
    bytes: [u8; LONGEST_WORD + 8],
    len: usize,
}

impl Open {
    fn push(&mut self, byte: u8) {
        if self.len < LONGEST_WORD
            && let Some(slot) = self.bytes.get_mut(self.len)
        {
            *slot = byte;
            self.len += 1;
        }
    }

    fn push_letters(&mut self, letters: Letters) {
        if let Some(eight) = self.bytes.get_mut(self.len..self.len + 8) {
            eight.copy_from_slice(&letters.lower.to_le_bytes());
            self.len = (self.len + letters.count).min(LONGEST_WORD);
        }
    }

    fn end(&mut self, show: &mut impl FnMut(Token<'_>)) {
        if let Some(word) = self.bytes.get(..self.len).filter(|word| !word.is_empty()) {
            show(Token::Word(word));
        }
        self.len = 0;
    }

    /// A character outside ASCII: a letter with its accent taken off, nothing, or the end of the word.
    fn wide(&mut self, c: char, show: &mut impl FnMut(Token<'_>)) {
        let mut base = None;
        decompose_canonical(c, |part| base = base.or(Some(part)));
        match base.filter(char::is_ascii_alphanumeric) {
            Some(base) => self.push((base as u8).to_ascii_lowercase()),
            None if c == '\u{2019}' || ('\u{300}'..='\u{36f}').contains(&c) => {}
            None => self.end(show),
        }
    }
}

/// Shows the words and sentence ends of a text in order; one more end at the end of the text.
pub fn tokens(text: &str, mut show: impl FnMut(Token<'_>)) {
    let mut open = Open {
        bytes: [0; LONGEST_WORD + 8],
        len: 0,
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {
                let letters = Letters::first(bytes.get(at..).unwrap_or_default());
                open.push_letters(letters);
                at += letters.count;
                continue;
            }
            b'0'..=b'9' => open.push(*byte),
            ..128 => {
                open.end(&mut show);
                if matches!(byte, b'.' | b'!' | b'?' | b'\n' | b';') {
                    show(Token::End(at + 1));
                }
            }
            // Nothing begins inside a character.
            _ => {
                if let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
                    open.wide(c, &mut show);
                }
            }
        }
        at += 1;
    }
    open.end(&mut show);
    show(Token::End(text.len()));
}
