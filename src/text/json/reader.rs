//! Sign by sign: what each of them begins, ends and says.

use super::bare::{LONGEST, is_bare};
use super::escape::{self, Escape};
use super::{BORDER, BORDER_CHAR, BRACKET, Json, Kind, Value};

/// What a string says instead of a border.
const OTHER: char = '\u{1f}';
/// Containers inside one another.
pub(super) const DEEPEST: usize = 1_024;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// A value comes, or, where it may, the end of its list.
    Value {
        may_close: bool,
    },
    Name {
        may_close: bool,
    },
    Colon,
    /// A comma or the end of the container.
    Next,
    /// Behind the outermost container; another may follow.
    Done,
    /// Behind a value that is no container.
    Over,
    String {
        name: bool,
    },
    Bare,
    Rest,
}

impl Json {
    pub(super) fn read(&mut self, text: &str, last: bool) {
        while let Some(byte) = text.as_bytes().get(self.at) {
            match self.state {
                State::String { name } => {
                    if !self.string(text, name, last) {
                        return;
                    }
                }
                State::Bare => self.bare(text, last),
                State::Rest => self.rest(text),
                _ if byte.is_ascii_whitespace() && *byte != 0x0c => self.space(text),
                _ => self.sign(*byte),
            }
        }
    }

    /// The end of the text.
    pub(super) fn finish(&mut self, text: &str) {
        if self.state == State::Bare {
            self.end_bare(text);
        }
        let complete = matches!(self.state, State::Done | State::Over);
        if !complete && !text.trim_ascii().is_empty() {
            self.note(text.len());
        }
        self.close(text.len());
    }

    /// Notes where the text ceases to be JSON.
    fn note(&mut self, at: usize) {
        self.broken.get_or_insert(at);
    }

    /// What follows cannot be told apart: it is read as it is written.
    fn give_up(&mut self, at: usize) {
        self.note(at);
        self.begin(at, Kind::Rest);
        self.state = State::Rest;
    }

    fn begin(&mut self, at: usize, kind: Kind) {
        let start = u32::try_from(at).unwrap_or(u32::MAX);
        self.values.push(Value {
            start,
            end: u32::MAX,
            kind,
        });
    }

    fn close(&mut self, at: usize) {
        if let Some(value) = self.values.last_mut().filter(|value| value.end == u32::MAX) {
            value.end = u32::try_from(at).unwrap_or(u32::MAX);
        }
    }

    /// Text that reads as it is written, but for borders.
    fn copy(&mut self, text: &str, to: usize) {
        let piece = text.get(self.at..to).unwrap_or_default();
        for (at, part) in piece.split(BORDER_CHAR).enumerate() {
            if at > 0 {
                self.reading.push(OTHER);
            }
            self.reading.push_str(part);
        }
        self.runs.copy(self.at, piece.len());
        self.at = to;
    }

    /// One byte of the structure.
    fn put(&mut self, sign: u8) {
        self.bordered |= sign == BORDER;
        self.reading.push(char::from(sign));
        self.runs.copy(self.at, 1);
        self.at += 1;
    }

    fn space(&mut self, text: &str) {
        let rest = text.as_bytes().get(self.at..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        self.copy(text, self.at + length.unwrap_or(rest.len()));
    }

    /// A sign of the structure, or the first of a value.
    fn sign(&mut self, byte: u8) {
        match (self.state, byte) {
            (State::Value { .. } | State::Done, b'{') => self.open(true),
            (State::Value { .. } | State::Done, b'[') => self.open(false),
            (State::Value { may_close: true }, b']') | (State::Name { may_close: true }, b'}') => {
                self.end_container();
            }
            (State::Next, b']') if self.open.last() == Some(&false) => self.end_container(),
            (State::Next, b'}') if self.open.last() == Some(&true) => self.end_container(),
            (State::Next, b',') => {
                self.put(b'\n');
                self.state = if self.open.last() == Some(&true) {
                    State::Name { may_close: false }
                } else {
                    State::Value { may_close: false }
                };
            }
            (State::Colon, b':') => {
                self.put(b':');
                self.state = State::Value { may_close: false };
            }
            (State::Value { .. }, b'"') => self.begin_string(false),
            (State::Name { .. }, b'"') => self.begin_string(true),
            (State::Value { .. }, b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                self.begin(self.at, Kind::Bare);
                self.state = State::Bare;
            }
            _ => self.give_up(self.at),
        }
    }

    fn open(&mut self, object: bool) {
        if self.state == State::Done {
            // Several texts one after the other, as in JSON Lines.
            self.note(self.at);
        }
        if self.open.len() >= DEEPEST {
            return self.give_up(self.at);
        }
        self.open.push(object);
        self.put(BRACKET);
        self.state = if object {
            State::Name { may_close: true }
        } else {
            State::Value { may_close: true }
        };
    }

    fn end_container(&mut self) {
        self.put(BRACKET);
        self.open.pop();
        self.state = if self.open.is_empty() {
            State::Done
        } else {
            State::Next
        };
    }

    fn begin_string(&mut self, name: bool) {
        self.put(BORDER);
        let kind = if name { Kind::Name } else { Kind::String };
        self.begin(self.at, kind);
        self.state = State::String { name };
    }

    /// Goes on in a string; false when the rest of an escape has to come first.
    fn string(&mut self, text: &str, name: bool, last: bool) -> bool {
        let rest = text.as_bytes().get(self.at..).unwrap_or_default();
        let plain = rest
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
        let plain = plain.unwrap_or(rest.len());
        if plain > 0 {
            self.copy(text, self.at + plain);
            return true;
        }
        match rest.first() {
            Some(b'"') => {
                self.close(self.at);
                self.put(BORDER);
                self.state = if name { State::Colon } else { self.after() };
            }
            Some(b'\\') => match escape::read(rest, last) {
                Escape::Char(char, length) => {
                    let char = if char == BORDER_CHAR { OTHER } else { char };
                    self.reading.push(char);
                    let end = self.at + length;
                    self.runs.unit(char.len_utf8(), self.at, end);
                    self.at = end;
                }
                Escape::Open => return false,
                Escape::None => {
                    self.note(self.at);
                    self.copy(text, self.at + 1);
                }
            },
            _ => {
                // A line feed as it is: some readers take it.
                self.note(self.at);
                self.copy(text, self.at + 1);
            }
        }
        true
    }

    fn after(&self) -> State {
        if self.open.is_empty() {
            State::Over
        } else {
            State::Next
        }
    }

    fn bare(&mut self, text: &str, last: bool) {
        let rest = text.as_bytes().get(self.at..).unwrap_or_default();
        let is_part =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let length = rest.iter().position(|byte| !is_part(byte));
        self.copy(text, self.at + length.unwrap_or(rest.len()));
        let start = self.values.last().map_or(self.at, Value::start);
        let long = self.at - start > LONGEST;
        if long || length.is_some() || last {
            self.end_bare(text);
        }
    }

    fn end_bare(&mut self, text: &str) {
        let start = self.values.last().map_or(self.at, Value::start);
        let token = text.get(start..self.at).unwrap_or_default();
        if is_bare(token) {
            self.close(self.at);
            self.state = self.after();
        } else {
            self.values.pop();
            self.give_up(start);
        }
    }

    fn rest(&mut self, text: &str) {
        self.copy(text, text.len());
    }
}
