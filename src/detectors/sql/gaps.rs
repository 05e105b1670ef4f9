//! Where a statement ends without a `;`.

use super::scan::Scanner;
use super::source::APOSTROPHE;
use super::words::{BEFORE_OPERAND, CLAUSES, among};

impl Scanner<'_> {
    pub(super) fn gap(&mut self) -> bool {
        let from = self.at;
        loop {
            let before = self.at;
            while self.byte(self.at).is_ascii_whitespace() {
                self.at += 1;
            }
            let line = self
                .text
                .as_bytes()
                .get(before..self.at)
                .is_some_and(|gap| gap.contains(&b'\n'));
            if line {
                self.skip_marks();
            }
            if !line || !self.byte(self.at).is_ascii_whitespace() {
                break;
            }
        }
        let gap = self.text.as_bytes().get(from..self.at);
        let lines = memchr::memchr_iter(b'\n', gap.unwrap_or_default()).count();
        if lines == 0 || self.scan.tokens.is_empty() {
            return true;
        }
        if self.batch_end() {
            self.at += 2;
            self.scan.terminated = true;
            return false;
        }
        !(self.prose && lines > 1 && !self.goes_on())
    }

    /// `GO` alone on its line ends a batch.
    fn batch_end(&self) -> bool {
        let rest = self
            .text
            .as_bytes()
            .get(self.at..self.to)
            .unwrap_or_default();
        let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
        line.trim_ascii().eq_ignore_ascii_case(b"go")
    }

    /// Whether an empty line lies inside the statement.
    fn goes_on(&self) -> bool {
        let end = (self.at..self.to)
            .find(|at| !self.byte(*at).is_ascii_alphabetic())
            .unwrap_or(self.to);
        let word = self.text.get(self.at..end).unwrap_or_default();
        matches!(self.byte(self.at), b')' | b'(' | b',')
            || self.depth > 0
            || among(word, CLAUSES)
            || self.lacks_operand(word)
    }

    /// Whether the last word calls for more; after the verb alone, which may be a heading, only where no sentence begins.
    fn lacks_operand(&self, next: &str) -> bool {
        let heading = self.scan.tokens.len() == 1
            && next.starts_with(|first: char| first.is_ascii_uppercase());
        !heading
            && self.last().is_some_and(|token| {
                let word = self.raw(token);
                word == "," || (among(word, BEFORE_OPERAND) && !word.eq_ignore_ascii_case("end"))
            })
    }

    /// `</sql>`, or the apostrophe of an English word.
    pub(super) fn leaves_sql(&self) -> bool {
        self.byte(self.at) == APOSTROPHE
            || (self.starts("</") && self.byte(self.at + 2).is_ascii_alphabetic())
    }

    pub(super) fn ends_sentence(&self) -> bool {
        let after = self.byte(self.at + 1);
        let gap = after == 0 || after.is_ascii_whitespace();
        match self.byte(self.at) {
            b'.' => {
                gap || (matches!(after, b'"' | b')')
                    && !super::scan::is_word(self.byte(self.at + 2)))
            }
            b'?' => gap || matches!(after, b'(' | b')'),
            b':' | b'!' => gap,
            _ => false,
        }
    }
}
