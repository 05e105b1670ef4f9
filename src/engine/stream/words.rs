//! What a stream is told and what it says.

use crate::engine::input::{EvaluateOptions, Input};
use crate::engine::verdict::{Edit, Verdict};
use crate::policy::words::{Release, Target};

/// How a text is judged while it is being written.
#[derive(Clone, Debug)]
pub struct StreamOptions {
    /// The side it is on.
    pub target: Target,
    /// What a judge or a rule about the context needs to know beside it; not judged itself.
    pub input: Input,
    /// When text is let go; the policy's, when it is not said.
    pub release: Option<Release>,
    /// A judge will be asked at the end: what only it can tell is held for it where it may be.
    pub judge: bool,
    /// As for an evaluation.
    pub evaluate: EvaluateOptions,
}

impl StreamOptions {
    /// A response, by the policy's own settings.
    #[must_use]
    pub fn new(target: Target) -> Self {
        Self {
            target,
            input: Input::default(),
            release: None,
            judge: false,
            evaluate: EvaluateOptions::default(),
        }
    }
}

/// Where a stream stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// More may come.
    Open,
    /// A rule stopped it: nothing more comes out.
    Blocked,
}

/// The end of a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamEnd {
    /// What was held and may go.
    pub text: String,
    /// The verdict on the whole; its outcome has no text, which the caller has.
    pub verdict: Verdict,
}

/// What a piece lets go.
#[derive(Debug, Default)]
pub(crate) struct Step {
    /// Bytes of the original text that are let go.
    pub(crate) until: usize,
    /// The redactions among them, in bytes of the original text.
    pub(crate) edits: Vec<Edit>,
    /// The piece goes as it came: there is more than is evaluated, and that does not block.
    pub(crate) raw: bool,
}
