//! The reading of a text that is JSON: its strings and names unescaped, with the way back.
//!
//! Enters: a text, piece by piece. Leaves: the reading so far, which later pieces only add to; where the values stand in the
//! text; where the text ceases to be JSON. From there on it is read as it is written. Never: recursion, more than
//! [`reader::DEEPEST`] bits of nesting, a reading that is longer than the text.
//!
//! In the reading a [`BORDER`] stands for the quotes of a string, another sign that no text has for brackets, and a line feed
//! for a comma, so that nothing of one string and the next can be taken for one thing while a name still stands before its
//! value.

mod bare;
mod escape;
mod reader;
mod value;

use super::runs::Runs;
use reader::State;

pub(crate) use bare::LONGEST as LONGEST_NUMBER;
pub(crate) use value::{Kind, Value};

/// Stands where a string begins or ends; never part of what a string says.
pub(crate) const BORDER: u8 = 0x1e;
const BORDER_CHAR: char = '\u{1e}';
/// Stands for a bracket.
pub(crate) const BRACKET: u8 = 0x1d;

/// A text that is read as JSON.
#[derive(Debug)]
pub(crate) struct Json {
    reading: String,
    runs: Runs,
    /// Bytes of the text that were read.
    at: usize,
    state: State,
    /// Of each open container: whether it is an object.
    open: Vec<bool>,
    values: Vec<Value>,
    broken: Option<usize>,
    bordered: bool,
}

impl Default for Json {
    fn default() -> Self {
        Self {
            reading: String::new(),
            runs: Runs::default(),
            at: 0,
            state: State::Value { may_close: false },
            open: Vec::new(),
            values: Vec::new(),
            broken: None,
            bordered: false,
        }
    }
}

impl Json {
    /// Reads a whole text.
    pub(crate) fn whole(text: &str) -> Self {
        let mut json = Self {
            reading: String::with_capacity(text.len()),
            ..Self::default()
        };
        json.read(text, true);
        json.finish(text);
        json
    }

    /// Goes on with a text that has grown; what may become an escape waits for the rest of it.
    pub(crate) fn advance(&mut self, text: &str) {
        self.read(text, false);
    }

    /// What the text says.
    pub(crate) fn reading(&self) -> &str {
        &self.reading
    }

    /// Whether there is a [`BORDER`] in it.
    pub(crate) fn has_borders(&self) -> bool {
        self.bordered
    }

    /// The first byte at which the text is no JSON.
    pub(crate) fn broken(&self) -> Option<usize> {
        self.broken
    }

    /// The bytes of the text behind bytes of the reading.
    pub(crate) fn to_original(&self, start: usize, end: usize) -> (usize, usize) {
        self.runs.to_original(start, end)
    }

    /// The place of the reading that stands for a byte of the text.
    pub(crate) fn place(&self, at: usize) -> usize {
        self.runs.view_at(at)
    }

    /// Without the signs of the structure at both ends; nothing when there is nothing else.
    pub(crate) fn clip(&self, (start, end): (usize, usize)) -> Option<(usize, usize)> {
        let mut inside = self.values(start, end);
        let first = inside.next()?;
        let last = inside.next_back().unwrap_or(first);
        Some((start.max(first.start()), end.min(last.end())))
    }

    /// The values, of which there is something in these bytes of the text.
    pub(crate) fn values(
        &self,
        start: usize,
        end: usize,
    ) -> impl DoubleEndedIterator<Item = Value> + Clone + '_ {
        let from = self.values.partition_point(|value| value.end() <= start);
        let to = self.values.partition_point(|value| value.start() < end);
        let inside = self.values.get(from..to.max(from)).unwrap_or_default();
        inside
            .iter()
            .copied()
            .filter(|value| value.start < value.end)
    }

    /// The last place up to `at` at which the text may be cut: a number goes as a whole.
    pub(crate) fn cut(&self, at: usize) -> usize {
        let index = self.values.partition_point(|value| value.start() < at);
        let last = index
            .checked_sub(1)
            .and_then(|index| self.values.get(index));
        match last {
            Some(value) if value.kind == Kind::Bare && value.end() > at => value.start(),
            _ => at,
        }
    }
}

#[cfg(test)]
mod tests;
