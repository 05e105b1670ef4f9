//! Rules that judge sentences, statements or the whole, while there is only a part of it.
//!
//! At the end of each sentence they see the last few sentences. What fires there is suspected: nothing behind it goes
//! before the text as a whole, as far as it came, has cleared it. The whole is read again only when it has grown by an
//! eighth, so that the cost of all of them stays linear.

use std::ops::Deref;

use super::Stream;
use crate::engine::decide::{Doubt, Gathered};
use crate::engine::{Guard, evaluate};
use crate::policy::words::{Action, FailureAction};
use crate::text::Text;

/// Sentences that are read together.
const SENTENCES: usize = 4;
/// Bytes after which a sentence without an end is judged all the same.
pub(super) const LONGEST: usize = 400;
/// Bytes of a statement, a paragraph or a block of code that are read together.
const BLOCK: usize = 4_096;

/// How far the sentences were judged.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    /// The ends of the last sentences, in order.
    ends: Vec<usize>,
    /// How far ends were looked for.
    read: usize,
    /// Up to here nothing is suspected.
    clear: usize,
    /// The length from which the whole is read again.
    again: usize,
    suspected: bool,
}

impl Sentences {
    fn last(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    /// Finds the ends of the sentences that came; whether there are any. An end is known when the next byte is.
    fn find(&mut self, text: &str) -> bool {
        let known = self.ends.len();
        let bytes = text.as_bytes();
        let mut found = false;
        while let Some(next) = bytes.get(self.read + 1) {
            let byte = bytes.get(self.read).copied().unwrap_or(0);
            self.read += 1;
            let ends = match byte {
                b'\n' => true,
                b'.' | b'!' | b'?' | b';' => next.is_ascii_whitespace(),
                b' ' => self.read - self.last() > LONGEST,
                // Text without spaces.
                _ => self.read - self.last() > 2 * LONGEST && *next & 0xc0 != 0x80,
            };
            if ends {
                self.ends.push(self.read);
                found = true;
            }
        }
        let new = self.ends.len() - known;
        let spare = self.ends.len().saturating_sub(new + SENTENCES);
        self.ends.drain(..spare);
        found
    }

    /// Where the last few sentences before the `new` ones begin.
    fn start(&self, new: usize) -> usize {
        let at = self.ends.len().checked_sub(new + SENTENCES);
        at.and_then(|at| self.ends.get(at)).copied().unwrap_or(0)
    }
}

impl<G: Deref<Target = Guard>> Stream<G> {
    /// Judges the sentences that ended. Gives the place behind which nothing may go on their account.
    pub(super) fn judge(&mut self) -> usize {
        if self.plan.always.is_empty() && self.plan.told.is_empty() {
            return self.text.len();
        }
        let clear = self.clear();
        self.original(clear).max(self.done)
    }

    /// The place of the reading behind which nothing may go.
    fn clear(&mut self) -> usize {
        let judged = self.sentences.last();
        let text = match &self.json {
            Some(json) => json.reading(),
            None => &self.text,
        };
        if self.sentences.find(text) {
            let ended = self
                .sentences
                .ends
                .iter()
                .filter(|end| **end > judged)
                .count();
            self.look(ended);
        }
        if self.sentences.suspected {
            return self.sentences.clear;
        }
        if self.plan.sentence {
            self.sentences.last()
        } else {
            self.reading().len()
        }
    }

    fn look(&mut self, ended: usize) {
        let end = self.sentences.last();
        let from = self.sentences.start(ended);
        let block = block(self.reading(), from, end);
        let fires =
            self.fires(&self.plan.always, from, end) || self.fires(&self.plan.told, block, end);
        if !fires && !self.sentences.suspected {
            self.sentences.clear = end;
            return;
        }
        if self.reading().len() >= self.sentences.again {
            self.sentences.again = end + end / 8 + 256;
            let whole =
                self.fires(&self.plan.always, 0, end) || self.fires(&self.plan.told, 0, end);
            self.sentences.suspected = whole;
            if !whole {
                self.sentences.clear = end;
            }
        } else {
            self.sentences.suspected = true;
        }
    }

    /// Whether one of the rules would stop this part of the text.
    fn fires(&self, rules: &[usize], from: usize, to: usize) -> bool {
        let part = self.reading().get(from..to).unwrap_or_default();
        if rules.is_empty() || part.is_empty() {
            return false;
        }
        let text = Text::with_borders(part, self.has_borders());
        let mut hits = crate::engine::prefilter::Hits::default();
        self.guard.prefilter.scan(&text, &mut hits);
        let beside = if self.plan.compares {
            self.beside()
        } else {
            Vec::new()
        };
        let parts = self.guard.extractor.parts(&beside);
        let around = evaluate::around(&beside, &parts);
        let Gathered {
            findings,
            not_evaluated,
            doubts,
            ..
        } = evaluate::look(
            &self.guard,
            self.segment(part),
            (&text, &hits),
            (rules, 0, &around),
            &self.plan.failure_mode,
        );
        let doubtful = |doubt: &Doubt| {
            let rule = self.guard.rules.get(doubt.rule_index);
            rule.is_some_and(|rule| rule.action >= Action::Override)
        };
        findings
            .iter()
            .any(|finding| finding.action >= Action::Override)
            // What a judge may call a violation does not go before it is asked.
            || self.options.judge && doubts.iter().any(doubtful)
            || !self.guard.monitor
                && not_evaluated
                    .iter()
                    .any(|left_out| left_out.action == FailureAction::Block)
    }
}

/// Where the paragraph or the block of code begins that a place is in.
fn block(text: &str, from: usize, end: usize) -> usize {
    let floor = crate::text::ceil_boundary(text, end.saturating_sub(BLOCK));
    let before = text.get(floor..from.max(floor)).unwrap_or_default();
    let fences = before.matches("```").count();
    let start = if fences % 2 == 1 {
        before.rfind("```")
    } else {
        before.rfind("\n\n").map(|at| at + 2)
    };
    floor + start.unwrap_or(0)
}
