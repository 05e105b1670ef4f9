//! The tokens of SQL, cut with byte offsets, tolerant of what models write.

use super::scan::Scan;
use super::words::among;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An unquoted name or keyword.
    Word,
    /// A name in `"`, `` ` `` or `[]`.
    Quoted,
    /// A string literal of any kind.
    Text,
    /// A number.
    Number,
    /// Something that a value will be put in for: `?`, `$1`, `:id`, `%s`, `{id}`, `<id>`, `...`.
    Slot,
    /// An operator or punctuation.
    Sign,
}

/// A token's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The tokens of one statement with the text they were cut from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    pub(super) list: &'t [Token],
}

impl<'t> Tokens<'t> {
    pub(super) fn of(text: &'t str, scan: &'t Scan) -> Self {
        Self {
            text,
            list: &scan.tokens,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<Token> {
        self.list.get(at).copied()
    }

    /// Without the first `count`.
    pub(super) fn from(self, count: usize) -> Self {
        Self {
            text: self.text,
            list: self.list.get(count..).unwrap_or_default(),
        }
    }

    /// The first `count`.
    pub(super) fn upto(self, count: usize) -> Self {
        Self {
            text: self.text,
            list: self.list.get(..count).unwrap_or(self.list),
        }
    }

    /// As written.
    pub(super) fn raw(&self, at: usize) -> &'t str {
        self.get(at)
            .and_then(|token| self.text.get(token.start..token.end))
            .unwrap_or_default()
    }

    fn of_kind(&self, at: usize, kind: Kind) -> &'t str {
        match self.get(at) {
            Some(token) if token.kind == kind => self.raw(at),
            _ => "",
        }
    }

    /// An unquoted word as written, or nothing.
    pub(super) fn word(&self, at: usize) -> &'t str {
        self.of_kind(at, Kind::Word)
    }

    /// Whether it is this unquoted word.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these unquoted words.
    pub(super) fn any(&self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        !word.is_empty() && among(word, words)
    }

    /// Whether these unquoted words follow one another.
    pub(super) fn are(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(offset, word)| self.is(at + offset, word))
    }

    /// The operator, or nothing.
    pub(super) fn sign(&self, at: usize) -> &'t str {
        self.of_kind(at, Kind::Sign)
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.get(at).map(|token| token.kind)
    }

    /// Whether it can name something.
    pub(super) fn names(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Word | Kind::Quoted))
    }

    /// Whether nothing stands between it and the one before.
    pub(super) fn touches(&self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|before| self.get(before))
            .zip(self.get(at))
            .is_some_and(|(before, token)| before.end == token.start)
    }

    /// The place after the parenthesis that closes the one at `open`; the end when none does.
    pub(super) fn after_close(&self, open: usize) -> usize {
        let mut depth = 0_usize;
        for at in open..self.len() {
            match self.sign(at) {
                "(" => depth += 1,
                ")" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return at + 1;
                    }
                }
                _ => {}
            }
        }
        self.len()
    }
}
