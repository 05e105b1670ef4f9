//! Words to the pieces of a `WordPiece` vocabulary.

use unicode_normalization::char::decompose_canonical;

use super::hash::word_id;

/// Letters that are read of a word; a longer one is no word of any language that is claimed.
const LONGEST_WORD: usize = 40;
/// Bytes of the longest piece that is looked for inside a word.
const LONGEST_PIECE: usize = 18;

/// Pieces by their text; a piece inside a word begins with `##`, as in the vocabulary.
#[derive(Debug)]
pub struct Vocabulary {
    /// Open addressing: id of the text, number of the piece plus one.
    slots: Vec<(u32, u32)>,
}

impl Vocabulary {
    /// Of pieces in their order.
    pub fn new<'a>(pieces: impl ExactSizeIterator<Item = &'a str>) -> Self {
        let mut slots = vec![(0, 0); (pieces.len().max(8) * 2).next_power_of_two()];
        let mask = slots.len() - 1;
        for (number, piece) in (1..).zip(pieces) {
            let id = word_id(piece.as_bytes());
            let mut at = id as usize & mask;
            while let Some(slot) = slots.get_mut(at) {
                if slot.1 == 0 {
                    *slot = (id, number);
                    break;
                }
                at = (at + 1) & mask;
            }
        }
        Self { slots }
    }

    /// The number of a piece.
    #[must_use]
    pub fn get(&self, piece: &[u8]) -> Option<u32> {
        let id = word_id(piece);
        let mask = self.slots.len() - 1;
        let mut at = id as usize & mask;
        loop {
            let (other, number) = *self.slots.get(at)?;
            if number == 0 {
                return None;
            }
            if other == id {
                return Some(number - 1);
            }
            at = (at + 1) & mask;
        }
    }

    /// The pieces of a word in lower case: the longest first; what no piece covers is passed over by a letter.
    pub fn pieces(&self, word: &[u8], mut piece: impl FnMut(u32)) {
        if let Some(whole) = self.get(word) {
            return piece(whole);
        }
        let mut buffer = [b'#'; LONGEST_PIECE + 2];
        let mut rest = word.get(..word.len().min(LONGEST_WORD)).unwrap_or_default();
        let mut first = true;
        while !rest.is_empty() {
            let longest = rest.len().min(LONGEST_PIECE);
            let found = (1..=longest).rev().find_map(|size| {
                let head = rest.get(..size)?;
                let number = if first {
                    self.get(head)
                } else {
                    buffer.get_mut(2..2 + size)?.copy_from_slice(head);
                    self.get(buffer.get(..2 + size)?)
                };
                number.map(|number| (number, size))
            });
            if let Some((number, _)) = found {
                piece(number);
            }
            rest = rest
                .get(found.map_or(1, |(_, size)| size)..)
                .unwrap_or_default();
            first = false;
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

/// Shows the words and sentence ends of a text in order; one more end at the end of the text.
pub fn tokens(text: &str, mut show: impl FnMut(Token<'_>)) {
    let mut word = [0; LONGEST_WORD];
    let mut len = 0;
    let push = |word: &mut [u8; LONGEST_WORD], len: &mut usize, byte: u8| {
        if let Some(slot) = word.get_mut(*len) {
            *slot = byte;
            *len += 1;
        }
    };
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() {
            push(&mut word, &mut len, (c as u8).to_ascii_lowercase());
            continue;
        }
        if !c.is_ascii() {
            let mut base = None;
            decompose_canonical(c, |part| base = base.or(Some(part)));
            match base.filter(char::is_ascii_alphanumeric) {
                Some(base) => {
                    push(&mut word, &mut len, (base as u8).to_ascii_lowercase());
                    continue;
                }
                None if c == '\u{2019}' || ('\u{300}'..='\u{36f}').contains(&c) => continue,
                None => {}
            }
        }
        if let Some(word) = word.get(..len).filter(|word| !word.is_empty()) {
            show(Token::Word(word));
        }
        len = 0;
        if matches!(c, '.' | '!' | '?' | '\n' | ';') {
            show(Token::End(at + 1));
        }
    }
    if let Some(word) = word.get(..len).filter(|word| !word.is_empty()) {
        show(Token::Word(word));
    }
    show(Token::End(text.len()));
}
