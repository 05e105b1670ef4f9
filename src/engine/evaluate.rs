//! The loop: every text once, every rule that its hits or its nature call for.

mod count;

use std::borrow::Cow;

use super::decide::{self, Gathered};
use super::decoded::Decoded;
use super::extract::Part;
use super::input::{EvaluateOptions, Segment};
use super::json_text::Readings;
use super::prefilter::Hits;
use super::rule::Status;
use super::verdict::{RuleScore, Verdict};
use super::{Answers, Guard, Name, rephrase};
use crate::detectors::{Around, Beside};
use crate::policy::words::{Action, FailureMode, NotEvaluatedReason, Target, Targets};
use crate::text::Text;
use crate::text::json::Json;

pub(super) use count::finding;

/// How texts are judged.
#[derive(Clone, Copy, Debug)]
pub(super) struct How<'a> {
    pub(super) options: &'a EvaluateOptions,
    /// What a judge has said so far; `None` where none was asked.
    pub(super) answers: Option<&'a Answers>,
    /// The one side that is judged.
    pub(super) only: Option<Target>,
    /// Whether a judge may write a text anew.
    pub(super) rephrases: bool,
    /// The side is what a judge wrote: its questions have ids of their own.
    pub(super) again: bool,
}

/// Judges texts that are laid out as segments.
pub(super) fn evaluate(guard: &Guard, segments: &[Segment<'_>], how: &How<'_>) -> Verdict {
    let mut verdict = judge(guard, segments, how);
    if how.rephrases {
        rephrase::rephrase(guard, segments, how, &mut verdict);
    }
    verdict.answers = how.answers.filter(|_| !verdict.pending.is_empty()).cloned();
    verdict
}

/// The same without a rewriting.
pub(super) fn judge(guard: &Guard, segments: &[Segment<'_>], how: &How<'_>) -> Verdict {
    let options = how.options;
    let bytes: usize = segments.iter().map(|segment| segment.text.len()).sum();
    let over = bytes > guard.limits.text_bytes;
    let readings = if over {
        Readings::default()
    } else {
        Readings::new(segments, options, how.only)
    };
    let mut run = Run::new(guard, (segments, &readings), options, how.only);
    if over {
        run.over_limit();
    } else {
        run.scan();
        run.missing();
        run.ask(how);
        run.score_the_silent();
    }
    let (mut gathered, scores) = (run.gathered, run.scores);
    readings.locate(&mut gathered.findings, segments);
    gathered.readings = readings;
    let placeholder = options.placeholder.as_deref().unwrap_or(&guard.placeholder);
    let redaction = (placeholder, options.vault.as_ref());
    decide::decide(guard, segments, redaction, gathered, scores)
}

/// Judges one text by some rules, from a place on: what a stream asks for each of its windows.
pub(super) fn look(
    guard: &Guard,
    segment: Segment<'_>,
    (text, hits): (&Text<'_>, &Hits),
    (rules, from, around): (&[usize], usize, &Around<'_>),
    failure_mode: &FailureMode,
) -> Gathered {
    let part = Part {
        segment: 0,
        target: segment.target,
        range: 0..segment.text.len(),
    };
    let mut run = Run {
        guard,
        segments: Cow::Borrowed(&[segment]),
        readings: &Readings::default(),
        written: &[segment],
        parts: Vec::new(),
        present: Targets::default(),
        failure_mode,
        scores: None,
        gathered: Gathered::default(),
    };
    let mut matches = Vec::new();
    for (index, rule) in rules
        .iter()
        .filter_map(|at| Some((*at, guard.rules.get(*at)?)))
    {
        let Some(finder) = &rule.finder else { continue };
        let own = hits.of(index);
        if own.is_empty() && !finder.always() {
            continue;
        }
        // What only tells is told at the end, with the whole.
        if finder.compares() && rule.action >= Action::Override {
            finder.detect_among(text, around, own, &mut matches);
        } else {
            finder.resume(text, from, own, &mut matches);
        }
        for found in matches.drain(..) {
            run.take(index, rule, &part, found);
        }
    }
    run.by_score();
    run.gathered
}

/// The question and the contexts among the parts of some texts.
pub(super) fn around<'a>(segments: &[Segment<'a>], parts: &[Part]) -> Around<'a> {
    let text = |part: &Part| segments.get(part.segment)?.text.get(part.range.clone());
    let of = |target: Target| {
        let own = parts.iter().filter(move |part| part.target == target);
        own.filter_map(|part| Some((part, text(part)?)))
    };
    let contexts = of(Target::Context).map(|(part, text)| Beside {
        index: segments.get(part.segment).and_then(|own| own.context),
        offset: part.range.start,
        text,
    });
    Around {
        prompt: of(Target::Prompt).next_back().map(|(_, text)| text),
        contexts: contexts.collect(),
    }
}

/// What one evaluation has gathered so far.
pub(super) struct Run<'a> {
    pub(super) guard: &'a Guard,
    /// As they are judged.
    pub(super) segments: Cow<'a, [Segment<'a>]>,
    pub(super) readings: &'a Readings,
    /// As they came.
    written: &'a [Segment<'a>],
    pub(super) parts: Vec<Part>,
    /// The sides that the input has. A rule whose side is absent does not apply.
    pub(super) present: Targets,
    pub(super) failure_mode: &'a FailureMode,
    pub(super) scores: Option<Vec<RuleScore>>,
    pub(super) gathered: Gathered,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        guard: &'a Guard,
        (written, readings): (&'a [Segment<'a>], &'a Readings),
        options: &'a EvaluateOptions,
        only: Option<Target>,
    ) -> Self {
        let segments = readings.read(written);
        let parts = guard.extractor.parts(&segments);
        let judged = |target: &Target| only.is_none_or(|only| only == *target);
        let present = parts
            .iter()
            .map(|part| part.target)
            .filter(judged)
            .collect();
        Self {
            guard,
            segments,
            readings,
            written,
            parts,
            present,
            failure_mode: options.failure_mode.as_ref().unwrap_or(&guard.failure_mode),
            scores: options.scores.then(Vec::new),
            gathered: Gathered::default(),
        }
    }

    /// Every rule that finds by itself, over every text of its sides.
    fn scan(&mut self) {
        let mut hits = Hits::default();
        let mut matches = Vec::new();
        let around = self.around();
        let parts = std::mem::take(&mut self.parts);
        for part in &parts {
            if !self.present.contains(part.target) {
                continue;
            }
            let Some(text) = self.text(part) else {
                continue;
            };
            let json = self.readings.get(part.segment);
            let text = Text::with_borders(text, json.is_some_and(Json::has_borders));
            self.guard.prefilter.scan(&text, &mut hits);
            let mut decoded = Decoded::read(self.guard, part.target, &text);
            for (rule_index, rule) in self.guard.rules.iter().enumerate() {
                let applies = rule.applies(part.target);
                let Some(finder) = rule.finder.as_ref().filter(|_| applies) else {
                    continue;
                };
                let own = hits.of(rule_index);
                if own.is_empty() && !finder.always() && !decoded.has(rule_index) {
                    continue;
                }
                finder.detect_among(&text, &around, own, &mut matches);
                decoded.join(rule_index, rule.threshold, &mut matches);
                for found in matches.drain(..) {
                    self.take(rule_index, rule, part, found);
                }
            }
        }
        self.parts = parts;
    }

    /// The question and the contexts, for rules that compare.
    pub(super) fn around(&self) -> Around<'a> {
        around(&self.segments, &self.parts)
    }

    pub(super) fn text(&self, part: &Part) -> Option<&'a str> {
        self.segments
            .get(part.segment)?
            .text
            .get(part.range.clone())
    }

    /// The same as it came: what a judge is shown.
    pub(super) fn written(&self, part: &Part) -> Option<&'a str> {
        let range = match self.readings.get(part.segment) {
            Some(json) => {
                let (start, end) = json.to_original(part.range.start, part.range.end);
                start..end
            }
            None => part.range.clone(),
        };
        self.written.get(part.segment)?.text.get(range)
    }

    /// Rules, or parts of them, that this build cannot evaluate.
    pub(super) fn missing(&mut self) {
        for (index, rule) in self.guard.rules.iter().enumerate() {
            let explanation = match (rule.status, &rule.unread) {
                (Status::NotAvailable, _) => "this build has no detector for it".into(),
                (Status::Active | Status::Partial, Some(unread)) => unread.clone(),
                _ => continue,
            };
            for target in rule.targets.and(self.present).iter() {
                let reason = NotEvaluatedReason::NotAvailable;
                self.leave_out(index, rule, target, reason, Name::clone(&explanation));
            }
        }
    }

    /// Nothing is judged beyond the limit; every rule that would have been is listed.
    pub(super) fn over_limit(&mut self) {
        let explanation = Name::shared(&format!(
            "the input has more text than the {} bytes that are evaluated",
            self.guard.limits.text_bytes
        ));
        for (index, rule) in self.guard.rules.iter().enumerate() {
            let takes_part = rule.finder.is_some()
                || rule.question.is_some()
                || rule.status == Status::NotAvailable;
            if !takes_part {
                continue;
            }
            for target in rule.targets.and(self.present).iter() {
                self.leave_out(
                    index,
                    rule,
                    target,
                    NotEvaluatedReason::OverLimit,
                    explanation.clone(),
                );
            }
        }
    }
}
