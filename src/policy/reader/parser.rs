//! The grammar of RFC 8259, with one fault told and the rest of the payload still read where that can be.

use std::collections::BTreeSet;

use super::{Member, Node, Value, pointer};
use crate::policy::diagnostic::{Code, Diagnostic, MAX_DIAGNOSTICS, Position};

pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) at: usize,
    pub(super) message: String,
}

pub(super) type Parsed<T> = Result<T, Fault>;

pub(super) enum Step {
    Key(String),
    Index(usize),
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) max_nesting: usize,
    pub(super) path: Vec<Step>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Parser<'_> {
    pub(super) fn note(&mut self, code: Code, at: usize, message: String) {
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

    pub(super) fn fault<T>(&self, message: impl Into<String>) -> Parsed<T> {
        Err(Fault {
            code: Code::InvalidJson,
            at: self.at.min(self.bytes.len()),
            message: message.into(),
        })
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    pub(super) fn found(&self) -> String {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.chars().next().map_or_else(
            || "the end of the text".into(),
            |c| format!("`{}`", c.escape_debug()),
        )
    }

    pub(super) fn document(&mut self) -> Parsed<Node> {
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

    pub(super) fn value(&mut self, depth: usize) -> Parsed<Node> {
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

    pub(super) fn deeper(&self, depth: usize) -> Parsed<()> {
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

    pub(super) fn array(&mut self, depth: usize) -> Parsed<Value> {
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

    pub(super) fn object(&mut self, depth: usize) -> Parsed<Value> {
        self.deeper(depth)?;
        self.at += 1;
        let mut members: Vec<Member> = Vec::new();
        let mut seen = BTreeSet::new();
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
            let twice = is_twice(&key, &members, &mut seen);
            let message = twice.then(|| {
                format!("the key `{key}` stands twice in this object; the last one counts")
            });
            self.path.push(Step::Key(key));
            if let Some(message) = message {
                self.note(Code::DuplicateKey, key_start, message);
            }
            let node = self.value(depth + 1)?;
            let Some(Step::Key(key)) = self.path.pop() else {
                return self.fault("this object is not closed");
            };
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

/// Members up to which a key is compared with each one before it.
const FEW: usize = 16;

/// Whether a key stands among the members already; `seen` has them all once there are many.
fn is_twice(key: &str, members: &[Member], seen: &mut BTreeSet<String>) -> bool {
    if members.len() < FEW {
        return members.iter().any(|member| member.key == key);
    }
    if seen.is_empty() {
        let keys = members.iter().map(|member| member.key.clone());
        *seen = crate::order::inserted(keys);
    }
    !seen.insert(key.to_owned())
}
