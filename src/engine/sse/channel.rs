//! One text of a choice: what of it may go, and how it is written.

use super::event::Part;
use super::half;
use crate::engine::stream::{Step, Stream};
use crate::engine::verdict::Edit;

/// One text of a choice.
#[derive(Debug)]
pub(super) struct Channel<G> {
    pub(super) stream: Option<Stream<G>>,
    /// Where the stream began: a text may go on behind its end.
    start: usize,
    /// Bytes that came.
    pub(super) seen: usize,
    /// Bytes that may go.
    pub(super) released: usize,
    /// Half a character at the end of what came.
    pub(super) half: Option<u16>,
    /// Among those that wait, in bytes of the text.
    edits: Vec<Edit>,
    /// What went, where events repeat it.
    pub(super) shown: Option<String>,
}

/// What of a piece goes.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) text: String,
    /// Its string in JSON; nothing where it is the one that came.
    pub(super) literal: Option<String>,
}

impl<G> Channel<G> {
    pub(super) fn new(stream: Stream<G>) -> Self {
        Self {
            stream: Some(stream),
            start: 0,
            seen: 0,
            released: 0,
            half: None,
            edits: Vec::new(),
            shown: None,
        }
    }

    /// What comes behind the end of the text is a text of its own.
    pub(super) fn restart(&mut self, stream: Stream<G>) {
        self.stream = Some(stream);
        self.start = self.seen;
    }

    pub(super) fn accept(&mut self, step: Step) {
        let start = self.start;
        self.released = if step.raw {
            usize::MAX
        } else {
            start + step.until
        };
        self.edits.extend(step.edits.into_iter().map(|edit| Edit {
            start: start + edit.start,
            end: start + edit.end,
            ..edit
        }));
    }

    /// Whether all of a piece may go.
    pub(super) fn may_go(&self, part: &Part) -> bool {
        self.released >= end(part)
    }

    /// Whether a piece goes as it came, whatever it says.
    pub(super) fn leaves(&self, part: &Part) -> bool {
        let touched = |edit: &Edit| edit.start < end(part) && edit.end > part.range.0;
        self.shown.is_none() && self.may_go(part) && !self.edits.iter().any(touched)
    }

    /// What of a piece goes of which nothing may.
    pub(super) fn nothing(said: &str) -> Written {
        Written {
            text: String::new(),
            literal: (!said.is_empty()).then(|| "\"\"".to_owned()),
        }
    }

    /// What of a piece goes: its redactions made, and nothing that may not.
    pub(super) fn written(&mut self, part: &Part, said: &str) -> Written {
        let (from, to) = part.range;
        let to = to.min(self.released.max(from));
        let mut text = String::with_capacity(said.len());
        let slice = |start: usize, end: usize| {
            said.get(start.saturating_sub(from)..end.saturating_sub(from))
                .unwrap_or_default()
        };
        let mut at = from;
        for edit in self
            .edits
            .iter()
            .filter(|edit| edit.start < to && edit.end > from)
        {
            text.push_str(slice(at, edit.start.clamp(at, to)));
            if edit.start >= from {
                text.push_str(&edit.replacement);
            }
            at = edit.end.min(to);
        }
        text.push_str(slice(at, to));
        let literal = self.literal(part, said, &text);
        if let Some(shown) = &mut self.shown {
            shown.push_str(&text);
        }
        self.edits.retain(|edit| edit.end > part.range.1);
        Written { text, literal }
    }

    /// The text as a string in JSON, half characters at its ends as they came; nothing where all of it did.
    fn literal(&self, part: &Part, said: &str, text: &str) -> Option<String> {
        let taken = |at: usize| {
            let covers = |edit: &Edit| edit.start <= at && edit.end > at;
            self.released <= at || self.edits.iter().any(covers)
        };
        let lead = part.lead.filter(|_| !taken(part.range.0));
        let high = part.high.filter(|_| !taken(part.range.1));
        if text == said && lead == part.lead && high == part.high {
            return None;
        }
        // The first half of the character stands in the piece before.
        let own = lead.and_then(|lead| text.strip_prefix(lead));
        let low = own.and(part.low).map(half::escape).unwrap_or_default();
        let high = high.map(half::escape).unwrap_or_default();
        let written = serde_json::json!(own.unwrap_or(text)).to_string();
        let inner = written.get(1..written.len() - 1).unwrap_or_default();
        Some(format!("\"{low}{inner}{high}\""))
    }
}

/// Where a piece ends, and the character that it ends with begins.
fn end(part: &Part) -> usize {
    part.range.1 + usize::from(part.high.is_some())
}
