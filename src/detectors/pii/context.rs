//! The words near a candidate.
//!
//! One scanner goes over the text, forward only and only near candidates, and remembers where the last words that say
//! something were: so any number of candidates costs no more than one pass.

use super::bytes::Bytes;
use super::meaning::Reading;

/// What a word says about a number beside it.
pub(crate) mod tag {
    pub(crate) const PHONE: u32 = 1;
    pub(crate) const CARD: u32 = 1 << 1;
    pub(crate) const BANK: u32 = 1 << 2;
    pub(crate) const SSN: u32 = 1 << 3;
    pub(crate) const IP: u32 = 1 << 4;
    pub(crate) const URL: u32 = 1 << 5;
    pub(crate) const DATE: u32 = 1 << 6;
    pub(crate) const MONEY: u32 = 1 << 7;
    pub(crate) const PASSPORT: u32 = 1 << 8;
    pub(crate) const LICENCE: u32 = 1 << 9;
    pub(crate) const ROUTING: u32 = 1 << 10;
    pub(crate) const WALLET: u32 = 1 << 11;
    pub(crate) const IMEI: u32 = 1 << 12;
    pub(crate) const VIN: u32 = 1 << 13;
    pub(crate) const ID: u32 = 1 << 14;
    pub(crate) const TAX: u32 = 1 << 15;
    pub(crate) const HEALTH: u32 = 1 << 16;
    /// Calling, without saying that a number follows.
    pub(crate) const CALL: u32 = 1 << 17;
    /// Orders, tickets, versions: a number that identifies no person.
    pub(crate) const OTHER: u32 = 1 << 18;
    pub(crate) const VERSION: u32 = 1 << 19;
    /// Stands before a year.
    pub(crate) const YEAR: u32 = 1 << 20;
    pub(crate) const MAC: u32 = 1 << 21;
    pub(crate) const EMAIL: u32 = 1 << 22;
    pub(crate) const DRIVING: u32 = 1 << 23;
    /// Says what a number was when it follows the number.
    pub(crate) const DESK: u32 = 1 << 24;
}

/// How far back words count, in bytes.
pub(crate) const LEFT: usize = 64;
/// How far on words count, in bytes.
pub(crate) const RIGHT: usize = 40;
/// How far back a word may stand that says it is something else.
const CLOSE: usize = 24;
/// What stands between a candidate and a word that follows at once (`555 0100 (office)`), at most.
const NEXT: usize = 3;

/// The tags around a candidate.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Near {
    /// Of all words before it.
    pub(crate) left: u32,
    /// Of all words after it.
    pub(crate) right: u32,
    /// Of the last word before it that has one.
    pub(crate) nearest: u32,
    /// The same, when it stands close.
    pub(crate) close: u32,
    /// Of words that follow at once.
    pub(crate) next: u32,
}

impl Near {
    /// Whether a word of one of these kinds is near.
    pub(crate) fn any(self, tags: u32) -> bool {
        (self.left | self.right) & tags != 0
    }

    /// Whether the word that stands closest before it is of one of these kinds, or the one that follows at once.
    pub(crate) fn named(self, tags: u32) -> bool {
        (self.nearest | self.next) & tags != 0
    }
}

const RING: usize = 64;

/// The scanner.
#[derive(Debug)]
pub(crate) struct Context<'t> {
    bytes: Bytes<'t>,
    on: bool,
    at: usize,
    /// The last words that say something; full, it goes on at `head`.
    ring: Vec<(usize, usize, u32)>,
    head: usize,
}

impl<'t> Context<'t> {
    /// For a text; when not `on`, no word is ever near.
    pub(crate) fn new(bytes: Bytes<'t>, on: bool) -> Self {
        Self {
            bytes,
            on,
            at: 0,
            ring: Vec::new(),
            head: 0,
        }
    }

    /// The words around `start..end`.
    pub(crate) fn near(&mut self, start: usize, end: usize) -> Near {
        let mut near = Near::default();
        if !self.on {
            return near;
        }
        self.scan(start, end + RIGHT);
        let (newer, older) = self.ring.split_at_checked(self.head).unwrap_or_default();
        for &(from, to, tags) in newer.iter().rev().chain(older.iter().rev()) {
            if to + LEFT < start {
                break;
            }
            if to <= start {
                near.left |= tags;
                if near.nearest == 0 {
                    near.nearest = tags;
                    if to + CLOSE >= start {
                        near.close = tags;
                    }
                }
            } else if from >= end && from < end + RIGHT {
                near.right |= tags;
                if from <= end + NEXT {
                    near.next |= tags;
                }
            }
        }
        near
    }

    fn scan(&mut self, start: usize, until: usize) {
        let from = start.saturating_sub(LEFT);
        if self.at < from {
            // Not into the middle of a word; what is cut by the window does not count, whichever way we came.
            self.at = self.bytes.run(from, LEFT, is_letter);
        }
        let until = until.min(self.bytes.len());
        while self.at < until {
            let word = self.at;
            let mut reading = Reading::default();
            for byte in self.bytes.slice(word, word + LEFT) {
                if !is_letter(*byte) {
                    break;
                }
                reading.letter(*byte);
            }
            if reading.letters == 0 {
                self.at += 1;
                continue;
            }
            self.at += reading.letters;
            let tags = reading.meaning(self.bytes.slice(word, self.at));
            if tags != 0 {
                let said = (word, self.at, tags);
                if self.head == RING {
                    self.head = 0;
                }
                match self.ring.get_mut(self.head) {
                    Some(slot) => *slot = said,
                    None => self.ring.push(said),
                }
                self.head += 1;
            }
        }
    }
}

#[inline]
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_word_names_the_number() {
        let text = "phone of the account 12345678 ok";
        let start = text.find('1').unwrap();
        let near = Context::new(Bytes(text.as_bytes()), true).near(start, start + 8);
        assert!(near.any(tag::PHONE) && near.named(tag::BANK) && !near.named(tag::PHONE));
        let near = Context::new(Bytes(text.as_bytes()), false).near(start, start + 8);
        assert!(!near.any(tag::PHONE));
    }
}
