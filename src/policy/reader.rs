//! A JSON reader that keeps what plain deserialisation loses: positions, duplicate keys, the spelling of numbers.
//!
//! Enters: JSON text. Leaves: a tree of [`Node`]s and the problems of the text itself. It never recurses deeper than
//! the nesting limit and never guesses: what is not JSON is one `invalid_json` at its place.

use crate::text::offsets::Utf16;

use super::diagnostic::{Code, Diagnostic, MAX_DIAGNOSTICS, Position};

/// A value with its place in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset after its last character.
    pub end: usize,
}

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number as written and as a double.
    Number(Number),
    /// A string, unescaped.
    String(String),
    /// A list.
    Array(Vec<Node>),
    /// Members in order, duplicates included.
    Object(Vec<Member>),
}

/// A number as written and as a double.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The spelling.
    pub raw: String,
    /// The nearest double; infinite when out of range, NaN for `NaN`.
    pub value: f64,
}

impl Number {
    /// The integer it is, if it is one (`3`, `3.0`, `3e0`) and fits.
    #[must_use]
    pub fn as_integer(&self) -> Option<i64> {
        if let Ok(exact) = self.raw.parse::<i64>() {
            return Some(exact);
        }
        // 2^53: above it a double no longer names one integer.
        let safe = 9_007_199_254_740_992.0;
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
        (self.value.fract() == 0.0 && self.value.abs() <= safe).then_some(self.value as i64)
    }
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key, unescaped.
    pub key: String,
    /// Byte offset of the key's opening quote.
    pub key_start: usize,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The member of an object; of duplicates the last, as every common parser reads it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.members()
            .iter()
            .rev()
            .find(|member| member.key == key)
            .map(|member| &member.node)
    }

    /// The members of an object, none for anything else.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of a list.
    #[must_use]
    pub fn items(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// The JSON type in words, for messages.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }

    /// As a plain value; of duplicates the last.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Number(number) => number
                .as_integer()
                .map_or_else(|| number.value.into(), serde_json::Value::from),
            Value::String(text) => text.as_str().into(),
            Value::Array(items) => items.iter().map(Self::to_json).collect(),
            Value::Object(members) => {
                let members = members
                    .iter()
                    .map(|member| (member.key.clone(), member.node.to_json()));
                serde_json::Value::Object(crate::order::inserted(members))
            }
        }
    }
}

/// What reading gives: the tree, if the text is JSON, and every problem of the text itself.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The tree; absent when the text is not JSON.
    pub root: Option<Node>,
    /// Problems, in text order; of `position` only the byte offset is set.
    pub diagnostics: Vec<Diagnostic>,
}

/// Appends a key to a JSON Pointer.
#[must_use]
pub fn pointer(path: &str, key: &str) -> String {
    format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// Turns byte offsets of one text into positions, in bytes or UTF-16 units. Built once in linear time, so that many
/// problems in one long line stay cheap.
#[derive(Debug)]
pub struct Lines<'a> {
    units: Option<Utf16<'a>>,
    /// Byte offsets at which lines begin.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// For this text.
    #[must_use]
    pub fn new(text: &'a str, utf16: bool) -> Self {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self {
            units: utf16.then(|| Utf16::new(text)),
            starts,
        }
    }

    /// The offset in the units asked for.
    #[must_use]
    pub fn offset(&self, byte: usize) -> usize {
        self.units.as_ref().map_or(byte, |units| units.at(byte))
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= byte);
        let line_start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        let offset = self.offset(byte);
        Position {
            offset,
            line,
            column: offset - self.offset(line_start) + 1,
        }
    }
}

/// Reads a JSON text.
#[must_use]
pub fn read(text: &str, max_bytes: usize, max_nesting: usize) -> Reading {
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        at: 0,
        max_nesting,
        path: Vec::new(),
        diagnostics: Vec::new(),
    };
    if text.len() > max_bytes {
        let message = format!(
            "the payload has {} bytes, at most {max_bytes} are accepted",
            text.len()
        );
        parser.note(Code::PayloadTooLarge, 0, message);
        return Reading {
            root: None,
            diagnostics: parser.diagnostics,
        };
    }
    if text.starts_with('\u{feff}') {
        parser.at = 3;
        parser.note(
            Code::ByteOrderMark,
            0,
            "the text begins with a byte order mark; it is passed over".into(),
        );
    }
    let root = match parser.document() {
        Ok(root) => Some(root),
        Err(fault) => {
            parser.note(fault.code, fault.at, fault.message);
            None
        }
    };
    Reading {
        root,
        diagnostics: parser.diagnostics,
    }
}

struct Fault {
    code: Code,
    at: usize,
    message: String,
}

type Parsed<T> = Result<T, Fault>;

enum Step {
    Key(String),
    Index(usize),
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    max_nesting: usize,
    path: Vec<Step>,
    diagnostics: Vec<Diagnostic>,
}

impl Parser<'_> {
    fn note(&mut self, code: Code, at: usize, message: String) {
        if self.diagnostics.len() > MAX_DIAGNOSTICS {
            return;
        }
        let mut path = String::new();
        for step in &self.path {
            path = match step {
                Step::Key(key) => pointer(&path, key),
                Step::Index(index) => pointer(&path, &index.to_string()),
            };
        }
        let mut diagnostic = Diagnostic::new(code, path, message);
        // Line and column are filled in once, by the caller.
        diagnostic.position = Some(Position {
            offset: at,
            line: 0,
            column: 0,
        });
        self.diagnostics.push(diagnostic);
    }

    fn fault<T>(&self, message: impl Into<String>) -> Parsed<T> {
        Err(Fault {
            code: Code::InvalidJson,
            at: self.at.min(self.bytes.len()),
            message: message.into(),
        })
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn found(&self) -> String {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.chars().next().map_or_else(
            || "the end of the text".into(),
            |c| format!("`{}`", c.escape_debug()),
        )
    }

    fn document(&mut self) -> Parsed<Node> {
        self.space();
        let root = self.value(0)?;
        self.space();
        if self.at < self.bytes.len() {
            return self.fault(format!(
                "expected the end of the text after the value, found {}",
                self.found()
            ));
        }
        Ok(root)
    }

    fn value(&mut self, depth: usize) -> Parsed<Node> {
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Node {
            value,
            start,
            end: self.at,
        })
    }

    fn word(&mut self) -> Parsed<Value> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        for (word, value) in [
            ("null", Value::Null),
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            // Python's reader takes these two; no JSON number can be out of range more plainly.
            (
                "NaN",
                Value::Number(Number {
                    raw: "NaN".into(),
                    value: f64::NAN,
                }),
            ),
            (
                "Infinity",
                Value::Number(Number {
                    raw: "Infinity".into(),
                    value: f64::INFINITY,
                }),
            ),
        ] {
            if rest.starts_with(word) {
                if matches!(value, Value::Number(_)) {
                    self.note(
                        Code::NumberOutOfRange,
                        self.at,
                        format!("`{word}` is not a JSON number"),
                    );
                }
                self.at += word.len();
                return Ok(value);
            }
        }
        self.fault(format!("expected a value, found {}", self.found()))
    }

    fn number(&mut self) -> Parsed<Value> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
            if self
                .text
                .get(self.at..)
                .is_some_and(|rest| rest.starts_with("Infinity"))
            {
                self.note(
                    Code::NumberOutOfRange,
                    start,
                    "`-Infinity` is not a JSON number".into(),
                );
                self.at += "Infinity".len();
                return Ok(Value::Number(Number {
                    raw: "-Infinity".into(),
                    value: f64::NEG_INFINITY,
                }));
            }
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return self.fault(format!("expected a digit, found {}", self.found())),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            if !matches!(self.peek(), Some(b'0'..=b'9')) {
                return self.fault(format!(
                    "expected a digit after the point, found {}",
                    self.found()
                ));
            }
            self.digits();
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if !matches!(self.peek(), Some(b'0'..=b'9')) {
                return self.fault(format!(
                    "expected a digit in the exponent, found {}",
                    self.found()
                ));
            }
            self.digits();
        }
        let raw = self.text.get(start..self.at).unwrap_or_default().to_owned();
        let value = raw.parse::<f64>().unwrap_or(f64::NAN);
        if !value.is_finite() {
            self.note(
                Code::NumberOutOfRange,
                start,
                "the number is larger than any double".into(),
            );
        }
        Ok(Value::Number(Number { raw, value }))
    }

    fn digits(&mut self) {
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
    }

    fn string(&mut self) -> Parsed<String> {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        let mut lone = false;
        loop {
            let run = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..=0x1f)) {
                self.at += 1;
            }
            out.push_str(self.text.get(run..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    break;
                }
                Some(b'\\') => {
                    let unit = self.escape()?;
                    lone |= unit.is_none();
                    out.push(unit.unwrap_or('\u{fffd}'));
                }
                Some(_) => {
                    return self.fault("a control character must be escaped inside a string");
                }
                None => {
                    self.at = start;
                    return self.fault("the string that begins here is not closed");
                }
            }
        }
        if lone {
            self.note(
                Code::LoneSurrogate,
                start,
                "the string holds half of a surrogate pair".into(),
            );
        }
        Ok(out)
    }

    /// The character of an escape; `None` for half of a surrogate pair.
    fn escape(&mut self) -> Parsed<Option<char>> {
        self.at += 1;
        let simple = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let high = self.unit()?;
                return self.pair(high);
            }
            _ => return self.fault(format!("unknown escape, found {}", self.found())),
        };
        self.at += 1;
        Ok(Some(simple))
    }

    fn pair(&mut self, high: u16) -> Parsed<Option<char>> {
        if !(0xd800..0xdc00).contains(&high) {
            return Ok(char::from_u32(u32::from(high)));
        }
        let back = self.at;
        if self
            .text
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with("\\u"))
        {
            self.at += 1;
            let low = self.unit()?;
            if let Some(Ok(joined)) = char::decode_utf16([high, low]).next() {
                return Ok(Some(joined));
            }
            self.at = back;
        }
        Ok(None)
    }

    /// Four hexadecimal digits after `u`.
    fn unit(&mut self) -> Parsed<u16> {
        let digits = self.text.get(self.at + 1..self.at + 5).unwrap_or_default();
        if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return self.fault("expected four hexadecimal digits after `\\u`");
        }
        self.at += 5;
        Ok(u16::from_str_radix(digits, 16).unwrap_or_default())
    }

    fn deeper(&self, depth: usize) -> Parsed<()> {
        if depth >= self.max_nesting {
            let message = format!("nested deeper than {} levels", self.max_nesting);
            return Err(Fault {
                code: Code::NestingTooDeep,
                at: self.at,
                message,
            });
        }
        Ok(())
    }

    fn array(&mut self, depth: usize) -> Parsed<Value> {
        self.deeper(depth)?;
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::Array(items));
        }
        loop {
            self.path.push(Step::Index(items.len()));
            self.space();
            items.push(self.value(depth + 1)?);
            self.path.pop();
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Value::Array(items));
                }
                _ => return self.fault(format!("expected `,` or `]`, found {}", self.found())),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Parsed<Value> {
        self.deeper(depth)?;
        self.at += 1;
        let mut members: Vec<Member> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            let key_start = self.at;
            if self.peek() != Some(b'"') {
                return self.fault(format!(
                    "expected a key in double quotes, found {}",
                    self.found()
                ));
            }
            let key = self.string()?;
            self.space();
            if self.peek() != Some(b':') {
                return self.fault(format!(
                    "expected `:` after the key, found {}",
                    self.found()
                ));
            }
            self.at += 1;
            self.space();
            self.path.push(Step::Key(key.clone()));
            if !seen.insert(key.clone()) {
                let message =
                    format!("the key `{key}` stands twice in this object; the last one counts");
                self.note(Code::DuplicateKey, key_start, message);
            }
            let node = self.value(depth + 1)?;
            self.path.pop();
            members.push(Member {
                key,
                key_start,
                node,
            });
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Value::Object(members));
                }
                _ => return self.fault(format!("expected `,` or `}}`, found {}", self.found())),
            }
        }
    }
}
