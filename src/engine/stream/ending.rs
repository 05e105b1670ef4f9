//! The end of a stream: the verdict on the whole, and what is let go by it.

use std::ops::Deref;

use super::words::Step;
use super::{State, Stream};
use crate::engine::evaluate::{self, How};
use crate::engine::input::Segment;
use crate::engine::verdict::{Edit, Verdict};
use crate::engine::{Answers, Guard};
use crate::policy::words::{Decision, Target};

impl<G: Deref<Target = Guard>> Stream<G> {
    /// What goes at the end, by the verdict on the whole.
    pub(crate) fn finish(&mut self, verdict: &Verdict) -> Step {
        let mut step = Step {
            until: self.done,
            ..Step::default()
        };
        if let Some(text) = self.rewritten(verdict) {
            step.until = self.text.len();
            step.edits = vec![Edit {
                start: self.done,
                end: step.until,
                replacement: text.to_owned().into(),
                rules: Vec::new(),
            }];
            self.done = step.until;
            return step;
        }
        if verdict.decision > Decision::Redact || self.state == State::Blocked {
            self.block();
            return step;
        }
        if verdict.decision == Decision::Redact {
            let edits = verdict.segment_edits.iter();
            let mut own = edits
                .filter(|(segment, _)| *segment == self.segment_index())
                .flat_map(|(_, edits)| edits);
            // What was let go has its redactions already.
            step.edits = own
                .by_ref()
                .filter(|edit| edit.start >= self.done)
                .cloned()
                .collect();
        }
        step.until = self.text.len();
        self.done = step.until;
        step
    }

    /// What a judge wrote in the place of a text of which nothing was let go.
    pub(crate) fn rewritten<'v>(&self, verdict: &'v Verdict) -> Option<&'v str> {
        let outcome = match self.options.target {
            Target::Prompt => verdict.prompt.as_ref(),
            _ => verdict.response.as_ref(),
        };
        let outcome = outcome.filter(|outcome| outcome.rewritten)?;
        let whole = self.state == State::Open && self.done == 0;
        outcome.text.as_deref().filter(|_| whole)
    }

    /// The verdict on everything that came.
    #[must_use]
    pub fn verdict(&self, answers: Option<&Answers>) -> Verdict {
        let segments = self.segments();
        let how = How {
            options: &self.options.evaluate,
            answers,
            only: Some(self.options.target),
            // What was let go cannot be called back, and the rest of a text is none.
            rephrases: self.done == 0 && self.state == State::Open,
            again: false,
        };
        let mut verdict = evaluate::evaluate(&self.guard, &segments, &how);
        let outcomes = [&mut verdict.prompt, &mut verdict.response];
        for outcome in outcomes.into_iter().flatten() {
            if !outcome.rewritten {
                outcome.text = None;
            }
        }
        if self.options.target == Target::Prompt {
            verdict.response = None;
        } else {
            verdict.prompt = None;
        }
        verdict
    }

    /// What the verdict is about: the text of the stream, and beside it what judges ask for.
    pub(super) fn segments(&self) -> Vec<Segment<'_>> {
        let mut segments = self.beside();
        segments.push(self.segment(&self.text));
        segments
    }

    /// What the text of the stream is compared with.
    pub(super) fn beside(&self) -> Vec<Segment<'_>> {
        let mut segments = self.options.input.segments();
        segments.retain(|segment| segment.target != self.options.target);
        segments
    }

    pub(super) fn segment_index(&self) -> usize {
        self.segments().len() - 1
    }

    pub(super) fn segment<'t>(&self, text: &'t str) -> Segment<'t> {
        Segment {
            target: self.options.target,
            message: None,
            part: None,
            context: None,
            text,
        }
    }
}
