//! What a word beside a number says.

use super::context_words::{BEYOND_ASCII, WORDS};

/// Letters of the longest word of the list.
const LONGEST: usize = 16;
/// Letters of the longest word whose humps are read.
const HUMPED: usize = 24;
/// More than four times as many as there are words, so that most words of a text meet an empty one.
const SLOTS: usize = 2_048;

/// By hash: one more than the place of the word in [`WORDS`].
static TABLE: [u16; SLOTS] = table();

#[expect(clippy::indexing_slicing, reason = "runs when this is compiled")]
#[expect(clippy::cast_possible_truncation, reason = "there are 400 words")]
const fn table() -> [u16; SLOTS] {
    let mut table = [0; SLOTS];
    let mut at = 0;
    while at < WORDS.len() {
        let word = WORDS[at].0.as_bytes();
        let (mut hash, mut place) = (START, 0);
        while place < word.len() {
            hash = step(hash, word[place]);
            place += 1;
        }
        let mut slot = slot(hash);
        while table[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        at += 1;
        table[slot] = at as u16;
    }
    table
}

const START: u32 = 0x811c_9dc5;

/// One letter more, whatever its case.
#[inline]
const fn step(hash: u32, letter: u8) -> u32 {
    (hash ^ (letter | 0x20) as u32).wrapping_mul(0x0100_0193)
}

const fn slot(hash: u32) -> usize {
    (hash ^ hash >> 15) as usize % SLOTS
}

/// A word while it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) letters: usize,
    hash: u32,
    /// Without the last letter.
    before: u32,
    /// All bytes together.
    seen: u8,
    /// A capital behind the first letter.
    capital: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            letters: 0,
            hash: START,
            before: START,
            seen: 0,
            capital: false,
        }
    }
}

impl Reading {
    /// One letter more.
    #[inline]
    pub(super) fn letter(&mut self, letter: u8) {
        self.capital |= letter & 0x20 == 0 && self.letters > 0;
        self.letters += 1;
        self.before = self.hash;
        self.hash = step(self.hash, letter);
        self.seen |= letter;
    }

    fn of(word: &[u8]) -> Self {
        let mut reading = Self::default();
        for letter in word {
            reading.letter(*letter);
        }
        reading
    }

    /// What the word says; `camelCase` and plurals are read through.
    pub(super) fn meaning(self, word: &[u8]) -> u32 {
        if !self.seen.is_ascii() {
            return beyond(word);
        }
        match self.tags(word) {
            0 if self.capital && word.len() <= HUMPED => humps(word),
            tags => tags,
        }
    }

    /// The tags of a word of ASCII letters, or of what it is the plural of.
    #[inline]
    fn tags(self, word: &[u8]) -> u32 {
        if word.len() > LONGEST {
            return 0;
        }
        match find(word, self.hash) {
            0 => match word.split_last() {
                Some((b's' | b'S', singular)) => find(singular, self.before),
                _ => 0,
            },
            tags => tags,
        }
    }
}

/// `IP地址`: the Latin head and tail are words of their own.
fn beyond(word: &[u8]) -> u32 {
    let ascii = |byte: &&u8| byte.is_ascii();
    let head = word.iter().take_while(ascii).count();
    let tail = word.iter().rev().take_while(ascii).count();
    let ends = lookup(word.get(..head).unwrap_or_default())
        | lookup(word.get(word.len() - tail..).unwrap_or_default());
    BEYOND_ASCII
        .iter()
        .filter(|(each, _)| contains(word, each.as_bytes()))
        .fold(ends, |tags, (_, tag)| tags | tag)
}

/// `phoneNumber`, `cardNo`: the humps are words of their own.
fn humps(word: &[u8]) -> u32 {
    let is_hump =
        |pair: &[u8]| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase());
    word.windows(2).position(is_hump).map_or(0, |place| {
        let (head, tail) = word.split_at(place + 1);
        lookup(head) | lookup(tail)
    })
}

fn lookup(word: &[u8]) -> u32 {
    Reading::of(word).tags(word)
}

#[inline]
fn find(word: &[u8], hash: u32) -> u32 {
    let mut at = slot(hash);
    loop {
        let known = TABLE.get(at).map_or(0, |place| usize::from(*place));
        let Some((each, tags)) = known.checked_sub(1).and_then(|place| WORDS.get(place)) else {
            return 0;
        };
        if each.as_bytes().eq_ignore_ascii_case(word) {
            return *tags;
        }
        at = (at + 1) % SLOTS;
    }
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|each| each == word)
}

#[cfg(test)]
mod tests {
    use super::super::context::tag;
    use super::*;

    #[test]
    fn every_word_is_found_and_no_other() {
        assert!(WORDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (word, tags) in WORDS {
            assert!(word.len() <= LONGEST && word.bytes().all(|byte| byte.is_ascii_lowercase()));
            assert_eq!(lookup(word.as_bytes()), *tags, "{word}");
            assert_eq!(lookup(word.to_uppercase().as_bytes()), *tags, "{word}");
            let other = format!("{word}q");
            assert_eq!(lookup(other.as_bytes()), 0, "{other}");
        }
        assert_eq!(lookup(b""), 0);
        assert_eq!(lookup(b"s"), 0);
    }

    fn meaning(word: &[u8]) -> u32 {
        Reading::of(word).meaning(word)
    }

    #[test]
    fn humps_and_plurals_are_words() {
        assert_eq!(meaning(b"phoneNumber"), tag::PHONE);
        assert_eq!(meaning(b"passports"), tag::PASSPORT);
        assert_eq!(meaning("电话号".as_bytes()), tag::PHONE);
        assert_eq!(meaning(b"nothing"), 0);
    }
}
