//! A value that was asked for.

use super::{Fields, Sink, Spelling, shown};
use crate::policy::diagnostic::Code;
use crate::policy::reader::{Node, Value, pointer};

/// A value that was asked for, with its path.
#[derive(Clone, Debug)]
pub(crate) struct Field<'a> {
    pub(crate) node: &'a Node,
    pub(crate) path: String,
}

impl<'a> Field<'a> {
    pub(crate) fn text(&self, sink: &mut Sink) -> Option<&'a str> {
        let text = self.node.text();
        if text.is_none() {
            sink.wrong_type(&self.path, self.node, "a string");
        }
        text
    }

    /// A string that is not blank.
    pub(crate) fn filled(&self, sink: &mut Sink) -> Option<&'a str> {
        let text = self.text(sink)?;
        if text.trim().is_empty() {
            sink.note(Code::BlankText, &self.path, "this text must not be blank");
            return None;
        }
        Some(text)
    }

    pub(crate) fn flag(&self, sink: &mut Sink) -> Option<bool> {
        if let Value::Bool(value) = self.node.value {
            return Some(value);
        }
        sink.wrong_type(&self.path, self.node, "true or false");
        None
    }

    /// A finite number within bounds, both included.
    pub(crate) fn number(&self, min: f64, max: f64, sink: &mut Sink) -> Option<f64> {
        let Value::Number(number) = &self.node.value else {
            sink.wrong_type(&self.path, self.node, "a number");
            return None;
        };
        if !(min..=max).contains(&number.value) {
            let hint = if (min, max) == (0.0, 1.0) {
                "; the scale is 0..1"
            } else {
                ""
            };
            sink.note(
                Code::OutOfRange,
                &self.path,
                format!(
                    "{} is not between {min} and {max}{hint}",
                    shown(&number.raw)
                ),
            );
            return None;
        }
        Some(number.value)
    }

    /// A whole number (1.0 is 1) of at least `min`.
    pub(crate) fn integer(&self, min: i64, max: i64, sink: &mut Sink) -> Option<i64> {
        let Value::Number(number) = &self.node.value else {
            sink.wrong_type(&self.path, self.node, "a whole number");
            return None;
        };
        let Some(value) = number.as_integer() else {
            sink.note(
                Code::WrongType,
                &self.path,
                format!("expected a whole number, found {}", shown(&number.raw)),
            );
            return None;
        };
        if !(min..=max).contains(&value) {
            let range = if max == i64::MAX {
                format!("at least {min}")
            } else {
                format!("between {min} and {max}")
            };
            sink.note(
                Code::OutOfRange,
                &self.path,
                format!("{value} is not accepted; give a whole number of {range}"),
            );
            return None;
        }
        Some(value)
    }

    /// One of a fixed list of words, compared exactly.
    pub(crate) fn word(&self, accepted: &[&'static str], sink: &mut Sink) -> Option<&'static str> {
        let text = self.text(sink)?;
        let word = accepted.iter().copied().find(|word| *word == text);
        if word.is_none() {
            sink.unknown_value(&self.path, text, accepted);
        }
        word
    }

    /// The items of a list, with their paths.
    pub(crate) fn items(&self, sink: &mut Sink) -> Option<Vec<Field<'a>>> {
        let Some(items) = self.node.items() else {
            sink.wrong_type(&self.path, self.node, "a list");
            return None;
        };
        let fields = items.iter().enumerate();
        Some(
            fields
                .map(|(index, node)| Field {
                    node,
                    path: pointer(&self.path, &index.to_string()),
                })
                .collect(),
        )
    }

    /// Whether it is a list without items.
    pub(crate) fn is_empty_list(&self) -> bool {
        self.node.items().is_some_and(<[_]>::is_empty)
    }

    pub(crate) fn fields(&self, spelling: Spelling, sink: &mut Sink) -> Option<Fields<'a>> {
        Fields::open(self.node, &self.path, spelling, sink)
    }
}
