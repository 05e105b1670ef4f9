//! Words, numbers and strings.

use super::parser::{Parsed, Parser};
use super::{Number, Value};
use crate::policy::diagnostic::Code;

impl Parser<'_> {
    pub(super) fn word(&mut self) -> Parsed<Value> {
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

    pub(super) fn number(&mut self) -> Parsed<Value> {
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

    pub(super) fn digits(&mut self) {
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
    }

    pub(super) fn string(&mut self) -> Parsed<String> {
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
    pub(super) fn escape(&mut self) -> Parsed<Option<char>> {
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

    pub(super) fn pair(&mut self, high: u16) -> Parsed<Option<char>> {
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
    pub(super) fn unit(&mut self) -> Parsed<u16> {
        let digits = self.text.get(self.at + 1..self.at + 5).unwrap_or_default();
        if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return self.fault("expected four hexadecimal digits after `\\u`");
        }
        self.at += 5;
        Ok(u16::from_str_radix(digits, 16).unwrap_or_default())
    }
}
