//! One text of a choice: what of it may go, and how it is written.

use super::event::Part;
use crate::engine::stream::{Step, Stream};
use crate::engine::verdict::Edit;

/// One text of a choice.
#[derive(Debug)]
pub(super) struct Channel<G> {
    pub(super) stream: Option<Stream<G>>,
    /// Bytes that came.
    pub(super) seen: usize,
    /// Bytes that may go.
    pub(super) released: usize,
    /// Among those that wait, in bytes of the text.
    edits: Vec<Edit>,
}

impl<G> Channel<G> {
    pub(super) fn new(stream: Stream<G>) -> Self {
        Self {
            stream: Some(stream),
            seen: 0,
            released: 0,
            edits: Vec::new(),
        }
    }

    pub(super) fn accept(&mut self, step: Step) {
        self.released = if step.raw { usize::MAX } else { step.until };
        self.edits.extend(step.edits);
    }

    /// What of a piece goes: its redactions made, and nothing that may not.
    pub(super) fn written(&mut self, part: &Part) -> String {
        let (from, to) = part.range;
        let to = to.min(self.released.max(from));
        let mut out = String::with_capacity(part.text.len());
        let slice = |start: usize, end: usize| {
            part.text
                .get(start.saturating_sub(from)..end.saturating_sub(from))
                .unwrap_or_default()
        };
        let mut at = from;
        for edit in self
            .edits
            .iter()
            .filter(|edit| edit.start < to && edit.end > from)
        {
            out.push_str(slice(at, edit.start.clamp(at, to)));
            if edit.start >= from {
                out.push_str(&edit.replacement);
            }
            at = edit.end.min(to);
        }
        out.push_str(slice(at, to));
        self.edits.retain(|edit| edit.end > part.range.1);
        out
    }
}
