//! What the guard of events is told and what it says.

use super::field::Field;
use crate::engine::stream::StreamOptions;
use crate::engine::verdict::Verdict;

/// What a client is told in place of a blocked text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnBlock {
    /// The message of the rule, or this one.
    Message(String),
    /// Only the `finish_reason`.
    Close,
}

/// How events are guarded.
#[derive(Clone, Debug)]
pub struct Options {
    /// As for a stream of text.
    pub stream: StreamOptions,
    /// Also the arguments of tool calls.
    pub tool_calls: bool,
    /// What follows a block.
    pub on_block: OnBlock,
}

/// The end of the events.
#[derive(Debug, Default)]
pub struct End {
    /// By choice and field.
    pub verdicts: Vec<(usize, Field, Verdict)>,
    /// Events that could not be read; a comment stands in the place of each.
    pub malformed: usize,
}
