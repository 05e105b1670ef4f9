//! Strings, quoted names and dollar quotes.

use super::scan::{Reading, Scanner};
use super::token::{Kind, Token};
use super::words::{BEFORE_OPERAND, among};

/// How far a name in quotes may go in prose, where a quote may also be just a quote.
const PROSE_NAME: usize = 128;

/// Dollar quotes without an end that are looked for before `$` is taken for a sign: each costs a pass over the text.
const LOST_TAGS: usize = 8;

impl Scanner<'_> {
    pub(super) fn quote(&mut self, byte: u8) -> bool {
        if byte == b'[' && !self.bracketed_name() {
            return self.sign();
        }
        let prefixed = self.adjacent() && self.last().is_some_and(|token| self.is_prefix(token));
        let backslash = byte != b'['
            && byte != b'`'
            && (self.reading != Reading::Standard || self.escapes(prefixed));
        let unicode = self.unicode_prefix(byte);
        if self.prose
            && self.adjacent()
            && !prefixed
            && !self.opens_operand(byte)
            && self.last().is_some_and(|token| token.kind != Kind::Sign)
        {
            return false;
        }
        let kind = if byte == b'\'' {
            Kind::Text
        } else {
            Kind::Quoted
        };
        let Some(end) = self.closing(byte, backslash) else {
            self.scan.open = true;
            if self.prose {
                return false;
            }
            self.push(kind, self.to);
            return true;
        };
        if self.prose && kind == Kind::Quoted && end - self.at > PROSE_NAME {
            return false;
        }
        if prefixed
            && byte == b'\''
            && let Some(token) = self.scan.tokens.pop()
        {
            self.at = token.start;
        }
        if let Some(start) = unicode {
            self.scan.tokens.truncate(self.scan.tokens.len() - 2);
            self.at = start;
        }
        self.push(kind, end);
        true
    }

    /// `U&` before `"\0075sers"` or `'..'`.
    fn unicode_prefix(&self, byte: u8) -> Option<usize> {
        let [.., word, sign] = self.scan.tokens.as_slice() else {
            return None;
        };
        let fits = matches!(byte, b'"' | b'\'')
            && self.reading == Reading::Standard
            && sign.end == self.at
            && word.end == sign.start
            && self.raw(*sign) == "&"
            && self.raw(*word).eq_ignore_ascii_case("u");
        fits.then_some(word.start)
    }

    /// A name right after a keyword, as in ``FROM`users` ``; a quote that also stands before the statement closes it.
    fn opens_operand(&self, byte: u8) -> bool {
        let first = self
            .scan
            .tokens
            .first()
            .map_or(self.at, |token| token.start);
        let outer = first
            .checked_sub(1)
            .and_then(|before| self.text.as_bytes().get(before));
        outer != Some(&byte)
            && self.last().is_some_and(|token| {
                token.kind == Kind::Word && among(self.raw(token), BEFORE_OPERAND)
            })
    }

    /// Whether the word before a quote belongs to the literal: `N'..'`, `E'..'`, `X'..'`.
    fn is_prefix(&self, token: Token) -> bool {
        token.kind == Kind::Word
            && (among(self.raw(token), &["n", "e", "b", "x", "r", "rb", "br"])
                || self.raw(token).starts_with('_'))
    }

    fn escapes(&self, prefixed: bool) -> bool {
        prefixed
            && self
                .last()
                .is_some_and(|token| self.raw(token).eq_ignore_ascii_case("e"))
    }

    /// The place after the closing quote.
    fn closing(&mut self, open: u8, backslash: bool) -> Option<usize> {
        let close = if open == b'[' { b']' } else { open };
        let mut at = self.at + 1;
        while at < self.to {
            let byte = self.byte(at);
            if byte == b'\\' && open != b'`' && open != b'[' {
                if matches!(self.byte(at + 1), b'\'' | b'"') {
                    self.scan.ambiguous = true;
                }
                at += 1 + usize::from(backslash);
            } else if byte != close {
                if self.prose && byte == b'\n' && (close != b'\'' || self.byte(at + 1) == b'\n') {
                    return None;
                }
                at += 1;
            } else if self.byte(at + 1) == close {
                at += 2;
            } else {
                return Some(at + 1);
            }
        }
        None
    }

    /// `[name]`, and not a subscript or a list.
    fn bracketed_name(&self) -> bool {
        if self.reading != Reading::Standard && self.adjacent() {
            return false;
        }
        let after_operand = self.adjacent()
            && self.last().is_some_and(|token| {
                token.kind != Kind::Sign || matches!(self.raw(token), ")" | "]")
            });
        let rest = self.text.get(self.at + 1..self.to).unwrap_or_default();
        let length = rest.bytes().take(PROSE_NAME).position(|byte| byte == b']');
        let name = length
            .and_then(|length| rest.get(..length))
            .unwrap_or_default();
        !after_operand
            && name.starts_with(|first: char| first.is_alphabetic() || first == '_' || first == '#')
            && name.chars().all(|each| {
                each.is_alphanumeric() || matches!(each, '_' | ' ' | '$' | '#' | '-' | '.' | '@')
            })
    }

    /// `$$..$$` and `$tag$..$tag$`.
    pub(super) fn dollar_quoted(&mut self) -> Option<usize> {
        if self.byte(self.at) != b'$'
            || self.reading != Reading::Standard
            || self.lost_tags > LOST_TAGS
        {
            return None;
        }
        let rest = self.text.get(self.at..self.to)?;
        let tag = rest
            .bytes()
            .skip(1)
            .take(64)
            .position(|byte| byte == b'$')?;
        let tag = rest.get(..tag + 2)?;
        let named = tag.trim_matches('$');
        if named.contains(|each: char| !(each.is_alphanumeric() || each == '_'))
            || named.starts_with(|each: char| each.is_ascii_digit())
        {
            return None;
        }
        let Some(close) = rest.get(tag.len()..)?.find(tag) else {
            self.lost_tags += 1;
            return None;
        };
        Some(self.at + tag.len() + close + tag.len())
    }
}
