//! Words and numbers, and the English that ends a statement in prose.

use super::scan::{Scanner, is_word};
use super::token::Kind;
use super::words::{ENGLISH, among};

impl Scanner<'_> {
    pub(super) fn number(&mut self) {
        let mut end = self.at;
        let mut dot = false;
        loop {
            let byte = self.byte(end);
            let fraction = byte == b'.'
                && !dot
                && !self.byte(end + 1).is_ascii_whitespace()
                && self.byte(end + 1) != 0;
            if fraction {
                dot = true;
            } else if matches!(byte, b'+' | b'-') {
                if !matches!(self.byte(end.saturating_sub(1)), b'e' | b'E')
                    || !self.byte(end + 1).is_ascii_digit()
                {
                    break;
                }
            } else if !is_word(byte) || byte >= 0x80 {
                break;
            }
            end += 1;
        }
        self.push(Kind::Number, end);
    }

    pub(super) fn word(&mut self) -> bool {
        let first = self.char();
        if !first.is_ascii() && !first.is_alphabetic() {
            if first.is_whitespace() || first == '\u{feff}' || first == '\u{200b}' {
                self.at += first.len_utf8();
                return true;
            }
            if first == '…' {
                self.push(Kind::Slot, self.at + first.len_utf8());
                return true;
            }
            if self.prose {
                return false;
            }
            self.push(Kind::Sign, self.at + first.len_utf8());
            return true;
        }
        let end = self.word_end();
        let word = self.text.get(self.at..end).unwrap_or_default();
        self.scan.ambiguous |= first == '#';
        if self.prose
            && !self.adjacent()
            && self.byte(end) != b'.'
            && among(word, ENGLISH)
            && !self.after_as()
            && !self.returns(word)
        {
            return false;
        }
        self.push(Kind::Word, end);
        true
    }

    fn word_end(&self) -> usize {
        let rest = self.text.get(self.at..self.to).unwrap_or_default();
        let marks = rest.len() - rest.trim_start_matches(['@', '#']).len();
        rest.char_indices()
            .skip(marks)
            .find(|(_, each)| !(each.is_alphanumeric() || matches!(each, '_' | '$')))
            .map_or(self.to, |(offset, _)| self.at + offset)
    }

    /// `CREATE FUNCTION f() RETURNS ..`.
    fn returns(&self, word: &str) -> bool {
        word.eq_ignore_ascii_case("returns")
            && self.last().is_some_and(|token| self.raw(token) == ")")
    }

    fn after_as(&self) -> bool {
        self.last()
            .is_some_and(|token| self.raw(token).eq_ignore_ascii_case("as"))
    }
}
