//! Cuts a text into the tokens of one statement after the other.

use super::token::{Kind, Token};
use super::words::{BEFORE_OPERAND, CLAUSES, ENGLISH, among};

/// What the dialects read differently before any grammar: where strings and comments end.
///
/// A text whose dialect is not known is read once in each of two ways, because a statement hidden by one reading is run by
/// a database that follows the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// The standard, PostgreSQL, SQLite, SQL Server.
    Standard,
    /// MySQL: a backslash escapes, comments do not nest, `#` opens one, `--` only before a space.
    Mysql,
    /// BigQuery, Snowflake: like MySQL, but `--` opens a comment anywhere.
    Cloud,
}

/// How far a name in quotes may go in prose, where a quote may also be just a quote.
const PROSE_NAME: usize = 128;

/// Dollar quotes without an end that are looked for before `$` is taken for a sign: each costs a pass over the text.
const LOST_TAGS: usize = 8;

/// The tokens of one statement.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) tokens: Vec<Token>,
    /// Where to go on.
    pub(super) next: usize,
    /// It has more tokens than the limit; those beyond were passed over.
    pub(super) over: bool,
    /// The other reading may differ.
    pub(super) ambiguous: bool,
    /// A string, quoted name or comment is not closed.
    pub(super) open: bool,
    /// It holds a comment that MySQL runs.
    pub(super) executable: bool,
    /// It ends with `;`.
    pub(super) terminated: bool,
}

/// A cursor over a region of a text.
#[derive(Debug)]
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    to: usize,
    reading: Reading,
    prose: bool,
    limit: usize,
    depth: usize,
    in_executable: bool,
    lost_tags: usize,
    scan: Scan,
}

impl<'t> Scanner<'t> {
    /// Over `from..to`; in prose a statement also ends where English begins.
    pub(super) fn new(
        text: &'t str,
        from: usize,
        to: usize,
        reading: Reading,
        prose: bool,
    ) -> Self {
        Self {
            text,
            at: from,
            to: to.min(text.len()),
            reading,
            prose,
            limit: usize::MAX,
            depth: 0,
            in_executable: false,
            lost_tags: 0,
            scan: Scan::default(),
        }
    }

    /// With a limit on the tokens of one statement.
    pub(super) fn with_limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// Whether the region is used up.
    pub(super) fn done(&self) -> bool {
        self.at >= self.to
    }

    /// The tokens up to the next `;`, the end of the region, or the end of the statement in prose.
    pub(super) fn statement(&mut self) -> Scan {
        self.scan = Scan::default();
        self.depth = 0;
        self.in_executable = false;
        while self.at < self.to {
            if !self.step() {
                break;
            }
        }
        self.scan.next = self.at;
        std::mem::take(&mut self.scan)
    }

    fn byte(&self, at: usize) -> u8 {
        if at < self.to {
            self.text.as_bytes().get(at).copied().unwrap_or(0)
        } else {
            0
        }
    }

    fn char(&self) -> char {
        self.text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or('\0')
    }

    fn starts(&self, what: &str) -> bool {
        self.text
            .as_bytes()
            .get(self.at..self.to)
            .is_some_and(|rest| rest.starts_with(what.as_bytes()))
    }

    fn last(&self) -> Option<Token> {
        self.scan.tokens.last().copied()
    }

    fn raw(&self, token: Token) -> &'t str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// Whether a value is expected next.
    fn wants_operand(&self) -> bool {
        self.last().is_none_or(|token| match token.kind {
            Kind::Sign => !matches!(self.raw(token), ")" | "]"),
            Kind::Word => among(self.raw(token), BEFORE_OPERAND),
            _ => false,
        })
    }

    fn adjacent(&self) -> bool {
        self.last().is_some_and(|token| token.end == self.at)
    }

    fn push(&mut self, kind: Kind, end: usize) {
        let end = end.min(self.to);
        if self.scan.tokens.len() < self.limit {
            self.scan.tokens.push(Token {
                kind,
                start: self.at,
                end,
            });
        } else {
            self.scan.over = true;
        }
        self.at = end.max(self.at + 1);
    }

    /// One token, gap or comment; false at the statement's end.
    fn step(&mut self) -> bool {
        let byte = self.byte(self.at);
        if byte.is_ascii_whitespace() {
            return self.gap();
        }
        match byte {
            b';' => {
                self.at += 1;
                self.scan.terminated = true;
                return false;
            }
            b'-' if self.starts("--") && self.dashes() => self.line_comment(),
            b'#' if self.reading != Reading::Standard => self.line_comment(),
            b'/' if self.starts("/*") => self.block_comment(),
            b'*' if self.in_executable && self.starts("*/") => {
                self.in_executable = false;
                self.at += 2;
            }
            b'\\' if matches!(self.byte(self.at + 1), b'g' | b'G') => {
                self.at += 2;
                self.scan.terminated = true;
                return false;
            }
            b'\'' | b'"' | b'`' | b'[' => return self.quote(byte),
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(self.at + 1).is_ascii_digit() && !self.adjacent() => self.number(),
            _ if byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80 => return self.word(),
            b'@' | b'#' if is_word(self.byte(self.at + 1)) || self.starts("@@") => {
                return self.word();
            }
            _ => return self.sign(),
        }
        true
    }

    fn gap(&mut self) -> bool {
        let from = self.at;
        while self.byte(self.at).is_ascii_whitespace() {
            self.at += 1;
        }
        let lines = self
            .text
            .as_bytes()
            .get(from..self.at)
            .unwrap_or_default()
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
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
        matches!(self.byte(self.at), b')' | b'(' | b',') || self.depth > 0 || among(word, CLAUSES)
    }

    /// Whether two dashes open a comment.
    fn dashes(&mut self) -> bool {
        let after = self.byte(self.at + 2);
        if after == 0 || after.is_ascii_whitespace() {
            return true;
        }
        self.scan.ambiguous = true;
        self.reading != Reading::Mysql
    }

    fn line_comment(&mut self) {
        while self.at < self.to && self.byte(self.at) != b'\n' {
            self.at += 1;
        }
    }

    fn block_comment(&mut self) {
        let mark = self.byte(self.at + 2);
        let maria = mark == b'M' && self.byte(self.at + 3) == b'!';
        if mark == b'!' || maria {
            self.scan.executable = true;
            self.in_executable = true;
            self.at += if maria { 4 } else { 3 };
            while self.byte(self.at).is_ascii_digit() {
                self.at += 1;
            }
            return;
        }
        let mut depth = 1_usize;
        self.at += 2;
        while self.at < self.to {
            if self.starts("*/") {
                self.at += 2;
                depth -= 1;
                if depth == 0 {
                    return;
                }
            } else if self.starts("/*") {
                self.scan.ambiguous = true;
                self.at += 2;
                depth += usize::from(self.reading == Reading::Standard);
            } else {
                self.at += 1;
            }
        }
        self.scan.open = true;
    }

    fn quote(&mut self, byte: u8) -> bool {
        if byte == b'[' && !self.bracketed_name() {
            return self.sign();
        }
        let prefixed = self.adjacent() && self.last().is_some_and(|token| self.is_prefix(token));
        let backslash = byte != b'['
            && byte != b'`'
            && (self.reading != Reading::Standard || self.escapes(prefixed));
        if self.prose
            && self.adjacent()
            && !prefixed
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
        if prefixed && byte == b'\'' {
            if let Some(token) = self.scan.tokens.pop() {
                self.at = token.start;
            }
        }
        self.push(kind, end);
        true
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

    fn number(&mut self) {
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

    fn word(&mut self) -> bool {
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

    fn after_as(&self) -> bool {
        self.last()
            .is_some_and(|token| self.raw(token).eq_ignore_ascii_case("as"))
    }

    fn sign(&mut self) -> bool {
        if let Some(end) = self.dollar_quoted() {
            self.scan.ambiguous = true;
            self.push(Kind::Text, end);
            return true;
        }
        if let Some(end) = self.slot() {
            self.push(Kind::Slot, end);
            return true;
        }
        if self.prose && self.ends_sentence() {
            return false;
        }
        let length = SIGNS
            .iter()
            .find(|sign| self.starts(sign))
            .map_or(1, |sign| sign.len());
        match self.byte(self.at) {
            b'(' => self.depth += 1,
            b')' if self.prose && self.depth == 0 => return false,
            b')' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.push(Kind::Sign, self.at + length);
        true
    }

    fn ends_sentence(&self) -> bool {
        let after = self.byte(self.at + 1);
        let gap = after == 0 || after.is_ascii_whitespace();
        match self.byte(self.at) {
            b'.' => gap || matches!(after, b'"' | b')'),
            b':' | b'!' | b'?' => gap,
            _ => false,
        }
    }

    /// `$$..$$` and `$tag$..$tag$`.
    fn dollar_quoted(&mut self) -> Option<usize> {
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

    fn slot(&self) -> Option<usize> {
        let rest = self.text.get(self.at..self.to)?;
        let named = |from: usize| {
            let length = rest
                .get(from..)
                .unwrap_or_default()
                .bytes()
                .take_while(|byte| is_word(*byte))
                .count();
            (length > 0).then_some(from + length)
        };
        let operand = self.wants_operand();
        let length = match self.byte(self.at) {
            b'?' if operand && !self.starts("?|") && !self.starts("?&") => Some(1),
            b'$' if self.starts("${") => closed(rest, 2, "}"),
            b'$' => named(1),
            b':' if !self.starts("::") && (!self.adjacent() || operand) => named(1),
            b'%' if operand && self.starts("%(") => closed(rest, 2, ")s"),
            b'%' if operand && matches!(self.byte(self.at + 1), b's' | b'd' | b'i' | b'f') => {
                Some(2)
            }
            b'{' if self.starts("{{") => closed(rest, 2, "}}"),
            b'#' if self.starts("#{") => closed(rest, 2, "}"),
            b'{' => closed(rest, 1, "}"),
            b'<' if operand => closed(rest, 1, ">"),
            b'.' if operand && self.starts("...") => Some(3),
            _ => None,
        }?;
        Some(self.at + length)
    }
}

/// The length of a template's slot: a short plain name between its marks.
fn closed(rest: &str, from: usize, close: &str) -> Option<usize> {
    let inner = rest.get(from..)?;
    let length = inner
        .bytes()
        .take(65)
        .take_while(|byte| is_word(*byte) || matches!(byte, b' ' | b'.' | b'-'))
        .count();
    let fits = (1..=64).contains(&length)
        && inner
            .starts_with(|first: char| first.is_ascii_alphabetic() || first == '_' || first == ' ')
        && inner.get(length..)?.starts_with(close);
    fits.then_some(from + length + close.len())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Operators of more than one character, the longest first.
static SIGNS: &[&str] = &[
    "!~~*", "->>", "#>>", "<=>", "<->", "!~*", "!~~", "~~*", "::", ":=", "=>", "==", "<=", ">=",
    "<>", "!=", "||", "|/", "|>", "->", "#>", "#-", "@>", "<@", "@@", "@?", "&&", "~*", "!~", "~~",
    "<<", ">>", "?|", "?&", "^@",
];
