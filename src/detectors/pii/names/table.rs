//! The table of names and places: `train/gazetteer.py` writes it and says how it is laid out.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What the table knows of a word, one bit each.
pub(super) mod flag {
    /// A given name.
    pub(crate) const GIVEN: u8 = 1;
    /// A surname.
    pub(crate) const SURNAME: u8 = 1 << 1;
    /// A town.
    pub(crate) const CITY: u8 = 1 << 2;
    /// A country, a state or a part of the world.
    pub(crate) const REGION: u8 = 1 << 3;
    /// Also an ordinary word, or a name that is seldom a person's.
    pub(crate) const WORD: u8 = 1 << 4;
    /// The first words of a place of several words.
    pub(crate) const BEGINS: u8 = 1 << 5;
    /// A name that many people have.
    pub(crate) const COMMON: u8 = 1 << 6;
    /// A large town.
    pub(crate) const METRO: u8 = 1 << 7;
}

static BYTES: &[u8] = include_bytes!("names.bin");

/// Entries of a block.
const BLOCK: usize = 16;
/// The longest word that is looked up.
pub(super) const LONGEST: usize = 32;

/// The table with the places of its blocks.
#[derive(Debug)]
struct Table {
    starts: Vec<usize>,
    flags: &'static [u8],
    blocks: &'static [u8],
}

static TABLE: LazyLock<Table> = LazyLock::new(|| read(BYTES).unwrap_or_else(empty));

fn empty() -> Table {
    Table {
        starts: Vec::new(),
        flags: &[],
        blocks: &[],
    }
}

fn read(bytes: &'static [u8]) -> Option<Table> {
    let number = |from: usize| {
        let word = bytes.get(from..from + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(word)).ok()
    };
    let (entries, blocks) = (number(4)?, number(8)?);
    let lengths = bytes.get(12..12 + blocks)?;
    let mut at = 0;
    let starts = lengths.iter().map(|length| {
        at += usize::from(*length);
        at - usize::from(*length)
    });
    Some(Table {
        starts: starts.collect(),
        flags: bytes.get(12 + blocks..12 + blocks + entries)?,
        blocks: bytes.get(12 + blocks + entries..)?,
    })
}

impl Table {
    /// The first word of a block.
    fn head(&self, block: usize) -> &[u8] {
        let Some(start) = self.starts.get(block) else {
            return &[];
        };
        let length = self.blocks.get(*start).map_or(0, |byte| byte & 15);
        self.blocks
            .get(start + 1..start + 1 + usize::from(length))
            .unwrap_or_default()
    }

    fn find(&self, key: &[u8]) -> u8 {
        let (mut low, mut high) = (0, self.starts.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.head(middle) <= key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.checked_sub(1)
            .and_then(|block| self.in_block(block, key))
            .unwrap_or(0)
    }

    fn in_block(&self, block: usize, key: &[u8]) -> Option<u8> {
        let mut at = *self.starts.get(block)?;
        let end = self
            .starts
            .get(block + 1)
            .copied()
            .unwrap_or(self.blocks.len());
        let mut word = [0u8; LONGEST];
        let mut entry = block * BLOCK;
        while at < end {
            let sizes = *self.blocks.get(at)?;
            let (shared, rest) = (usize::from(sizes >> 4), usize::from(sizes & 15));
            let tail = self.blocks.get(at + 1..at + 1 + rest)?;
            word.get_mut(shared..shared + rest)?.copy_from_slice(tail);
            if word.get(..shared + rest)? == key {
                return self.flags.get(entry).copied();
            }
            at += 1 + rest;
            entry += 1;
        }
        None
    }
}

/// A word as the table writes it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Key {
    bytes: [u8; LONGEST],
    len: usize,
    /// It is longer than any word of the table.
    over: bool,
}

impl Key {
    /// Of a word of the text.
    pub(super) fn of(word: &str) -> Self {
        let mut key = Self::default();
        key.add(word);
        key
    }

    /// The same with another word behind it.
    pub(super) fn and(mut self, word: &str) -> Self {
        self.push(b' ');
        self.add(word);
        self
    }

    fn add(&mut self, word: &str) {
        if word.is_ascii() {
            for byte in word.bytes().filter(u8::is_ascii_alphabetic) {
                self.push(byte.to_ascii_lowercase());
            }
            return;
        }
        for char in word.nfkd().filter(|char| !is_combining_mark(*char)) {
            match char {
                'ß' => self.extend("ss"),
                'æ' | 'Æ' => self.extend("ae"),
                'œ' | 'Œ' => self.extend("oe"),
                'þ' | 'Þ' => self.extend("th"),
                'ø' | 'Ø' => self.push(b'o'),
                'ł' | 'Ł' => self.push(b'l'),
                'đ' | 'Đ' | 'ð' | 'Ð' => self.push(b'd'),
                'ı' | 'İ' => self.push(b'i'),
                'ə' => self.push(b'e'),
                'ħ' => self.push(b'h'),
                'ŋ' => self.push(b'n'),
                _ if char.is_ascii_alphabetic() => {
                    self.extend(char.to_ascii_lowercase().encode_utf8(&mut [0; 4]));
                }
                '-' | '\'' | '\u{2019}' => {}
                // A letter of another script: in no list.
                _ => self.over = true,
            }
        }
    }

    fn extend(&mut self, text: &str) {
        for byte in text.bytes() {
            self.push(byte);
        }
    }

    fn push(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.len) {
            *slot = byte;
            self.len += 1;
        } else {
            self.over = true;
        }
    }

    /// The word.
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// What the table knows of it.
    pub(super) fn flags(&self) -> u8 {
        if self.over || self.len < 2 {
            return 0;
        }
        TABLE.find(self.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, TABLE, flag};

    #[test]
    fn every_block_is_read_and_in_order() {
        let table = &*TABLE;
        assert!(table.flags.len() > 20_000);
        let heads: Vec<&[u8]> = (0..table.starts.len()).map(|at| table.head(at)).collect();
        assert!(heads.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(heads.iter().all(|head| table.find(head) != 0));
    }

    #[test]
    fn known_words() {
        let flags = |word: &str| Key::of(word).flags();
        assert!(flags("Maria") & flag::GIVEN != 0 && flags("Maria") & flag::WORD == 0);
        assert!(flags("Grace") & flag::WORD != 0 && flags("April") & flag::WORD != 0);
        assert!(flags("José") & flag::GIVEN != 0 && flags("Łukasz") & flag::GIVEN != 0);
        assert!(flags("Portugal") & flag::REGION != 0 && flags("Lisbon") & flag::CITY != 0);
        assert!(flags("New") & flag::BEGINS != 0);
        assert!(Key::of("new").and("york").flags() & flag::REGION != 0);
        assert_eq!(flags("qzxv") | flags("") | flags("Мария"), 0);
    }
}
