//! Bytes to lines and columns.

use crate::policy::diagnostic::Position;
use crate::text::offsets::Utf16;

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
