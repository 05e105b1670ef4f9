//! A text that is judged while it is being written.
//!
//! Enters: pieces of a text, cut anywhere. Leaves: the text that no rule can change any more, redactions made; at the end
//! the verdict that [`Guard::evaluate`] gives of the whole. Never: a text that a `Span` rule blocks, an output that depends
//! on where the pieces were cut.
//!
//! Each piece is read in a window: the text that is held, with what stood before it for a look back. What rules judge by
//! sentences or as a whole is judged at the ends of sentences in a window of its own, and what it suspects is held until
//! the text as a whole has cleared it. The text itself is kept, up to the limit of an evaluation, for the verdict.

mod ending;
mod plan;
mod reading;
mod span;
#[cfg(test)]
mod tests;
mod window;
mod words;

use std::ops::Deref;

use super::input::Format;
use super::prefilter::Hits;
use super::redact::Numbers;
use super::vault::Keeper;
use super::verdict::Verdict;
use super::{Answers, Guard};
use crate::text::json::Json;
use plan::Plan;
pub(super) use plan::holdback;
use window::Sentences;
pub(crate) use words::Step;
pub use words::{State, StreamEnd, StreamOptions};

/// A text that is being written. See [`Guard::stream`].
///
/// ```
/// # use edgeward::engine::{Guard, GuardOptions, State, StreamOptions};
/// # use edgeward::policy::{Policy, Target, ValidateOptions};
/// let payload = r#"{"kind": "edgeward.policy", "version": 1, "name": "Demo", "rules": [
///     {"id": "mail", "detector": "pii", "settings": {"types": ["email_address"]}}]}"#;
/// let (policy, _) = Policy::from_json(payload, &ValidateOptions::default())?;
/// let guard = Guard::new(policy, &GuardOptions::default());
/// let mut stream = guard.stream(StreamOptions::new(Target::Response));
/// let mut out = String::new();
/// for piece in ["Write to kim.lee@exa", "mple.com or to", " the desk."] {
///     assert_eq!(stream.push(piece, &mut out), State::Open);
/// }
/// out += &stream.end().text;
/// assert_eq!(out, "Write to [EMAIL_ADDRESS] or to the desk.");
/// # Ok::<(), edgeward::policy::Error>(())
/// ```
#[derive(Debug)]
pub struct Stream<G> {
    guard: G,
    options: StreamOptions,
    plan: Plan,
    /// What came, up to the limit of an evaluation.
    text: String,
    /// What it says, when it is JSON.
    json: Option<Json>,
    /// Bytes that were let go.
    done: usize,
    state: State,
    numbers: Numbers<'static>,
    hits: Hits,
    /// Where the last window began.
    base: usize,
    code: span::Code,
    sentences: Sentences,
    /// The length from which the held text is read again: a long one is not read for every few letters more.
    again: usize,
}

/// Bytes of held text from which it is not read for every piece.
const LONG: usize = 2_048;

impl<G: Deref<Target = Guard>> Stream<G> {
    /// For a guard, borrowed or shared.
    #[must_use]
    pub fn new(guard: G, options: StreamOptions) -> Self {
        let placeholder = options.evaluate.placeholder.as_deref();
        let placeholder = placeholder.unwrap_or(&guard.placeholder);
        let vault = options.evaluate.vault.as_ref();
        let numbers = Numbers::new(placeholder)
            .known(vault.map(|vault| Keeper::new(vault, Vec::new(), placeholder)));
        let plan = Plan::new(&guard, &options);
        let json = (options.evaluate.format == Format::Json).then(Json::default);
        Self {
            state: if plan.doomed {
                State::Blocked
            } else {
                State::Open
            },
            guard,
            options,
            plan,
            text: String::new(),
            json,
            done: 0,
            numbers,
            hits: Hits::default(),
            base: 0,
            code: span::Code::default(),
            sentences: Sentences::default(),
            again: 0,
        }
    }

    /// Takes the next piece and adds to `out` what may go.
    pub fn push(&mut self, piece: &str, out: &mut String) -> State {
        let from = self.done;
        let step = self.advance(piece);
        self.write(from, &step, out);
        if step.raw {
            out.push_str(piece);
        }
        self.state
    }

    /// Bytes of the text, as it came, that were let go; what passes unread behind the limit is not counted.
    #[must_use]
    pub fn released(&self) -> usize {
        self.done
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// UTF-16 units that are held.
    #[must_use]
    pub fn held(&self) -> usize {
        let held = self.text.get(self.done..).unwrap_or_default();
        if self.state == State::Blocked {
            0
        } else {
            held.encode_utf16().count()
        }
    }

    /// The rest of the text, and the verdict.
    #[must_use]
    pub fn end(mut self) -> StreamEnd {
        let verdict = self.verdict(None);
        let mut text = String::new();
        let from = self.done;
        let step = self.finish(&verdict);
        self.write(from, &step, &mut text);
        StreamEnd { text, verdict }
    }

    /// The same with the answers of a judge.
    #[must_use]
    pub fn resolve(mut self, answers: &Answers) -> StreamEnd {
        let verdict = self.verdict(Some(answers));
        let mut text = String::new();
        let from = self.done;
        let step = self.finish(&verdict);
        self.write(from, &step, &mut text);
        StreamEnd { text, verdict }
    }

    /// What came.
    #[cfg(feature = "wasm")]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The canonical JSON of a verdict of this stream.
    #[must_use]
    pub fn verdict_json(&self, verdict: &Verdict) -> String {
        self.guard.verdict_json_bare(verdict, &self.segments())
    }

    /// Takes the next piece and says what may go.
    pub(crate) fn advance(&mut self, piece: &str) -> Step {
        let mut step = Step {
            until: self.done,
            ..Step::default()
        };
        if self.is_over() {
            step.raw = self.state == State::Open;
            return step;
        }
        // What follows a block is only kept for the verdict.
        self.text.push_str(piece);
        if self.state == State::Blocked {
            return step;
        }
        if self.is_over() {
            return self.beyond();
        }
        if self.plan.whole || self.text.len() < self.again {
            return step;
        }
        if let Some(json) = &mut self.json {
            json.advance(&self.text);
        }
        let window = self.window();
        let mut until = window.open;
        if window.blocked {
            self.block();
            return step;
        }
        until = until.min(self.judge());
        let cut = self.cut(&window, until);
        step.edits = self.edits(&window, cut);
        step.until = cut;
        self.done = cut;
        let held = self.text.len() - cut;
        self.again = self.text.len() + if held > LONG { held / 8 } else { 0 };
        step
    }

    fn is_over(&self) -> bool {
        self.text.len() > self.plan.room
    }

    /// More text than is evaluated: as for a text that comes whole, the failure mode decides.
    fn beyond(&mut self) -> Step {
        if self.plan.over_blocks {
            self.block();
        }
        // Without a block nothing is judged any more, and nothing is held for a verdict that there will not be.
        let until = if self.plan.over_blocks {
            self.done
        } else {
            self.text.len()
        };
        self.done = until;
        Step {
            until,
            ..Step::default()
        }
    }

    fn block(&mut self) {
        self.state = State::Blocked;
    }

    fn write(&self, from: usize, step: &Step, out: &mut String) {
        let mut at = from;
        for edit in &step.edits {
            out.push_str(self.text.get(at..edit.start).unwrap_or_default());
            out.push_str(&edit.replacement);
            at = edit.end;
        }
        out.push_str(self.text.get(at..step.until).unwrap_or_default());
    }
}
