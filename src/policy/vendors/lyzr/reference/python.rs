//! JSON as `CPython` 3.11 reads it: what it takes beyond JSON, its messages, and where it puts them.

use std::collections::BTreeMap;

use super::value::{Text, Value};

/// Why there is no value.
#[derive(Debug)]
pub(super) enum Fault {
    /// `JSONDecodeError`, at a byte offset.
    Syntax { at: usize, message: &'static str },
    /// Any other error of Python's reader: nested too deep, an integer of too many digits.
    Unreadable,
}

type Read<T> = Result<T, Fault>;

/// Python's limit of recursion; the frames of the server itself count too, so that the real one is a little lower.
const NESTING: usize = 1_000;

/// Python's limit of the digits of an integer.
const DIGITS: usize = 4_300;

/// Reads a text.
pub(super) fn read(text: &str) -> Read<Value> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
    };
    reader.space();
    let value = reader.value(0)?;
    reader.space();
    if reader.at < text.len() {
        return reader.fault("Extra data");
    }
    Ok(value)
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn fault<T>(&self, message: &'static str) -> Read<T> {
        self.fault_at(self.at, message)
    }

    #[expect(clippy::unused_self, reason = "reads like its neighbour")]
    fn fault_at<T>(&self, at: usize, message: &'static str) -> Read<T> {
        Err(Fault::Syntax { at, message })
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Read<Value> {
        match self.peek() {
            Some(b'{' | b'[') if depth + 1 >= NESTING => Err(Fault::Unreadable),
            Some(b'{') => self.dict(depth + 1),
            Some(b'[') => self.list(depth + 1),
            Some(b'"') => Ok(Value::Text(self.string()?)),
            _ => self.scalar(),
        }
    }

    fn scalar(&mut self) -> Read<Value> {
        let words = [
            ("null", Value::Null),
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("NaN", Value::Float(f64::NAN)),
            ("Infinity", Value::Float(f64::INFINITY)),
            ("-Infinity", Value::Float(f64::NEG_INFINITY)),
        ];
        for (word, value) in words {
            if self.rest().starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(value);
            }
        }
        self.number()
    }

    fn digits(&mut self) {
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
    }

    /// A point or an exponent that no digit follows is not part of the number.
    fn number(&mut self) -> Read<Value> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let first = self.at;
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return self.fault_at(start, "Expecting value"),
        }
        let whole = self.at;
        if let [b'.', b'0'..=b'9', ..] = self.rest() {
            self.at += 2;
            self.digits();
        }
        if let [b'e' | b'E', b'0'..=b'9', ..] = self.rest() {
            self.at += 2;
            self.digits();
        } else if let [b'e' | b'E', b'+' | b'-', b'0'..=b'9', ..] = self.rest() {
            self.at += 3;
            self.digits();
        }
        let raw = self.text.get(start..self.at).unwrap_or_default();
        if self.at > whole {
            return Ok(Value::Float(raw.parse().unwrap_or(f64::NAN)));
        }
        if whole - first > DIGITS {
            return Err(Fault::Unreadable);
        }
        // Python's integers know no negative zero.
        Ok(Value::Int(if raw == "-0" { "0" } else { raw }.to_owned()))
    }

    fn string(&mut self) -> Read<Text> {
        let begin = self.at;
        self.at += 1;
        let mut out = Text::default();
        loop {
            let run = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..=0x1f)) {
                self.at += 1;
            }
            out.text
                .push_str(self.text.get(run..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => self.escape(begin, &mut out)?,
                Some(_) => return self.fault("Invalid control character at"),
                None => return self.fault_at(begin, "Unterminated string starting at"),
            }
        }
    }

    fn escape(&mut self, begin: usize, out: &mut Text) -> Read<()> {
        let simple = match self.bytes.get(self.at + 1) {
            None => return self.fault_at(begin, "Unterminated string starting at"),
            Some(b'u') => return self.unicode(out),
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(*byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(_) => return self.fault("Invalid \\escape"),
        };
        self.at += 2;
        out.text.push(simple);
        Ok(())
    }

    fn unicode(&mut self, out: &mut Text) -> Read<()> {
        let Some(unit) = self.unit(self.at) else {
            return self.fault_at(self.at + 1, "Invalid \\uXXXX escape");
        };
        self.at += 6;
        let pair = self
            .unit(self.at)
            .map(|low| char::decode_utf16([unit, low]).next());
        if let (0xd800..0xdc00, Some(Some(Ok(joined)))) = (unit, pair) {
            self.at += 6;
            out.text.push(joined);
            return Ok(());
        }
        let single = char::from_u32(u32::from(unit));
        if single.is_none() {
            out.lone.push((out.text.len(), unit));
        }
        out.text.push(single.unwrap_or('\u{fffd}'));
        Ok(())
    }

    /// The four digits of `\uXXXX` at this place; the text must go on behind them.
    fn unit(&self, at: usize) -> Option<u16> {
        let escape = self.bytes.get(at..at + 6)?;
        let digits = escape.strip_prefix(b"\\u")?;
        self.bytes.get(at + 6)?;
        digits.iter().try_fold(0, |unit, digit| {
            let digit = char::from(*digit).to_digit(16)?;
            Some(unit << 4 | u16::try_from(digit).ok()?)
        })
    }

    fn list(&mut self, depth: usize) -> Read<Value> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(depth)?);
            if self.closed(b']')? {
                return Ok(Value::List(items));
            }
        }
    }

    fn dict(&mut self, depth: usize) -> Read<Value> {
        self.at += 1;
        let mut members: Vec<(Text, Value)> = Vec::new();
        let mut places: BTreeMap<Text, usize> = BTreeMap::new();
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Dict(members));
        }
        loop {
            if self.peek() != Some(b'"') {
                return self.fault("Expecting property name enclosed in double quotes");
            }
            let key = self.string()?;
            self.space();
            if self.peek() != Some(b':') {
                return self.fault("Expecting ':' delimiter");
            }
            self.at += 1;
            self.space();
            let value = self.value(depth)?;
            let place = *places.entry(key.clone()).or_insert(members.len());
            match members.get_mut(place) {
                Some(member) => member.1 = value,
                None => members.push((key, value)),
            }
            if self.closed(b'}')? {
                return Ok(Value::Dict(members));
            }
        }
    }

    /// Whether the container ends here; if not, steps over the comma.
    fn closed(&mut self, end: u8) -> Read<bool> {
        self.space();
        match self.peek() {
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(true)
            }
            Some(b',') => {
                self.at += 1;
                self.space();
                Ok(false)
            }
            _ => self.fault("Expecting ',' delimiter"),
        }
    }
}
