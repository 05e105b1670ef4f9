//! Cuts a text into the tokens of one statement after the other.

use super::marks::Marks;
use super::token::{Kind, Token};
use super::words::{BEFORE_OPERAND, among};

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

/// Bytes of a short look.
const BRIEF_BYTES: usize = 2_048;

/// The tokens of one statement.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts about one statement"
)]
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
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) to: usize,
    pub(super) reading: Reading,
    pub(super) prose: bool,
    limit: usize,
    /// Stop at the limit instead of passing over the rest.
    brief: bool,
    pub(super) depth: usize,
    pub(super) in_executable: bool,
    pub(super) lost_tags: usize,
    pub(super) marks: Marks,
    pub(super) scan: Scan,
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
            brief: false,
            depth: 0,
            in_executable: false,
            lost_tags: 0,
            marks: Marks::before(text, from),
            scan: Scan::default(),
        }
    }

    /// With a limit on the tokens of one statement.
    pub(super) fn with_limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// Only a look at the first tokens.
    pub(super) fn brief(mut self, limit: usize) -> Self {
        self.brief = true;
        // A comment or string without an end would be read to the end of the text each time.
        self.to = self
            .text
            .floor_char_boundary(self.to.min(self.at + BRIEF_BYTES));
        self.with_limit(limit)
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
        self.skip_marks();
        while self.at < self.to {
            if !self.step() || (self.brief && self.scan.over) {
                break;
            }
        }
        self.scan.next = self.at;
        std::mem::take(&mut self.scan)
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        if at < self.to {
            self.text.as_bytes().get(at).copied().unwrap_or(0)
        } else {
            0
        }
    }

    pub(super) fn char(&self) -> char {
        self.text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or('\0')
    }

    pub(super) fn starts(&self, what: &str) -> bool {
        self.text
            .as_bytes()
            .get(self.at..self.to)
            .is_some_and(|rest| rest.starts_with(what.as_bytes()))
    }

    pub(super) fn last(&self) -> Option<Token> {
        self.scan.tokens.last().copied()
    }

    pub(super) fn raw(&self, token: Token) -> &'t str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// Whether a value is expected next.
    pub(super) fn wants_operand(&self) -> bool {
        self.last().is_none_or(|token| match token.kind {
            Kind::Sign => !matches!(self.raw(token), ")" | "]"),
            Kind::Word => among(self.raw(token), BEFORE_OPERAND),
            _ => false,
        })
    }

    pub(super) fn adjacent(&self) -> bool {
        self.last().is_some_and(|token| token.end == self.at)
    }

    pub(super) fn push(&mut self, kind: Kind, end: usize) {
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
            // `\copy`: a command of a shell.
            b'\\' if self.scan.tokens.is_empty() => self.at += 1,
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

    pub(super) fn sign(&mut self) -> bool {
        match self.byte(self.at) {
            b'(' => self.depth += 1,
            b')' if self.prose && self.depth == 0 => return false,
            b')' => self.depth = self.depth.saturating_sub(1),
            b',' | b'+' | b'*' | b'/' | b'[' | b']' => {}
            _ => return self.operator(),
        }
        self.push(Kind::Sign, self.at + 1);
        true
    }

    fn operator(&mut self) -> bool {
        if let Some(end) = self.dollar_quoted() {
            self.scan.ambiguous = true;
            self.push(Kind::Text, end);
            return true;
        }
        if let Some(end) = self.slot() {
            self.push(Kind::Slot, end);
            return true;
        }
        if self.prose && (self.ends_sentence() || self.leaves_sql()) {
            return false;
        }
        let length = SIGNS
            .iter()
            .find(|sign| self.starts(sign))
            .map_or(1, |sign| sign.len());
        self.push(Kind::Sign, self.at + length);
        true
    }
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Operators of more than one character, the longest first.
static SIGNS: &[&str] = &[
    "!~~*", "->>", "#>>", "<=>", "<->", "!~*", "!~~", "~~*", "::", ":=", "=>", "==", "<=", ">=",
    "<>", "!=", "||", "|/", "|>", "->", "#>", "#-", "@>", "<@", "@@", "@?", "&&", "~*", "!~", "~~",
    "<<", ">>", "?|", "?&", "^@",
];
