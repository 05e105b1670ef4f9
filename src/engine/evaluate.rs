//! The loop: every text once, every rule that its hits or its nature call for.

use super::decide::{self, Gathered};
use super::decoded::Decoded;
use super::extract::Part;
use super::input::{EvaluateOptions, Segment};
use super::json_text::Readings;
use super::prefilter::Hits;
use super::rule::{CompiledRule, Status};
use super::verdict::{Evidence, Finding, NotEvaluated, RuleScore, Verdict};
use super::{Answers, Guard};
use crate::detectors::{Around, Beside, Match};
use crate::judge::{JudgeAnswer, Slots};
use crate::policy::Span;
use crate::policy::words::{FailureMode, NotEvaluatedReason, Target, Targets};
use crate::text::Text;
use crate::text::json::Json;

/// Judges texts that are laid out as segments.
pub(super) fn evaluate(
    guard: &Guard,
    segments: &[Segment<'_>],
    options: &EvaluateOptions,
    answers: Option<&Answers>,
    only: Option<Target>,
) -> Verdict {
    let failure_mode = options.failure_mode.as_ref().unwrap_or(&guard.failure_mode);
    let bytes: usize = segments.iter().map(|segment| segment.text.len()).sum();
    let within = bytes <= guard.limits.text_bytes;
    let readings = if within {
        Readings::new(segments, options, only)
    } else {
        Readings::default()
    };
    let own;
    let read = if readings.is_empty() {
        segments
    } else {
        own = readings.read(segments);
        &own
    };
    let parts = guard.extractor.parts(read);
    let judged = |target: &Target| only.is_none_or(|only| only == *target);
    let present = parts
        .iter()
        .map(|part| part.target)
        .filter(judged)
        .collect();
    let mut run = Run {
        guard,
        segments: read,
        readings: &readings,
        written: segments,
        parts,
        present,
        failure_mode,
        scores: options.scores.then(Vec::new),
        gathered: Gathered::default(),
    };
    if within {
        run.scan();
        run.missing();
        run.ask(answers);
    } else {
        run.over_limit();
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
    (rules, from): (&[usize], usize),
    failure_mode: &FailureMode,
) -> Gathered {
    let part = Part {
        segment: 0,
        target: segment.target,
        range: 0..segment.text.len(),
    };
    let mut run = Run {
        guard,
        segments: &[segment],
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
        finder.resume(text, from, own, &mut matches);
        for found in matches.drain(..) {
            run.take(index, rule, &part, found);
        }
    }
    run.gathered
}

struct Run<'a> {
    guard: &'a Guard,
    /// As they are judged.
    segments: &'a [Segment<'a>],
    readings: &'a Readings,
    /// As they came.
    written: &'a [Segment<'a>],
    parts: Vec<Part>,
    /// The sides that the input has. A rule whose side is absent does not apply.
    present: Targets,
    failure_mode: &'a FailureMode,
    scores: Option<Vec<RuleScore>>,
    gathered: Gathered,
}

impl<'a> Run<'a> {
    /// Every rule that finds by itself, over every text of its sides.
    fn scan(&mut self) {
        let mut hits = Hits::default();
        let mut matches = Vec::new();
        let around = self.around();
        for part in self.parts.clone() {
            if !self.present.contains(part.target) {
                continue;
            }
            let Some(text) = self.text(&part) else {
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
                    self.take(rule_index, rule, &part, found);
                }
            }
        }
        self.score_the_silent();
    }

    /// The question and the contexts, for rules that compare.
    fn around(&self) -> Around<'a> {
        let of = |target: Target| {
            let parts = self.parts.iter().filter(move |part| part.target == target);
            parts.filter_map(|part| Some((part, self.text(part)?)))
        };
        let contexts = of(Target::Context).map(|(part, text)| Beside {
            index: self
                .segments
                .get(part.segment)
                .and_then(|segment| segment.context),
            offset: part.range.start,
            text,
        });
        Around {
            prompt: of(Target::Prompt).next_back().map(|(_, text)| text),
            contexts: contexts.collect(),
        }
    }

    fn text(&self, part: &Part) -> Option<&'a str> {
        self.segments
            .get(part.segment)?
            .text
            .get(part.range.clone())
    }

    /// A part as it came: what a judge is shown.
    fn written(&self, part: &Part) -> Option<&'a str> {
        let range = match self.readings.get(part.segment) {
            Some(json) => {
                let (start, end) = json.to_original(part.range.start, part.range.end);
                start..end
            }
            None => part.range.clone(),
        };
        self.written.get(part.segment)?.text.get(range)
    }

    /// Turns a match into a finding: exceptions, score, threshold.
    fn take(&mut self, rule_index: usize, rule: &CompiledRule, part: &Part, found: Match) {
        if let Some(reason) = found.left_out {
            self.leave_out(rule_index, rule, part.target, reason, &found.explanation);
            return;
        }
        let text = self.text(part).unwrap_or_default();
        let detector = found.detector.unwrap_or(rule.detector);
        let written = found.span.and_then(|(start, end)| text.get(start..end));
        let matched = found.read.as_deref().or(written).unwrap_or_default();
        let mut exceptions = rule
            .exceptions
            .iter()
            .filter_map(|at| self.guard.exceptions.get(*at));
        if exceptions.any(|exception| exception.covers(detector, matched)) {
            return;
        }
        self.note_score(rule, part.target, found.score);
        if found.score > rule.threshold {
            let segment = self.segments.get(part.segment);
            let finding = segment.map(|segment| finding(rule_index, rule, part, segment, found));
            self.gathered.findings.extend(finding);
        }
    }

    fn note_score(&mut self, rule: &CompiledRule, target: Target, score: f64) {
        let Some(scores) = &mut self.scores else {
            return;
        };
        match scores
            .iter_mut()
            .find(|each| each.rule == rule.id && each.target == target)
        {
            Some(each) => each.score = each.score.max(score),
            None => scores.push(RuleScore {
                rule: rule.id.clone(),
                target,
                score,
                threshold: rule.threshold,
            }),
        }
    }

    /// With scores asked for, also the rules that saw nothing: 0. In policy order.
    fn score_the_silent(&mut self) {
        let Some(mut scores) = self.scores.take() else {
            return;
        };
        let mut ordered = Vec::new();
        for rule in self.guard.rules.iter().filter(|rule| rule.finder.is_some()) {
            for target in rule.targets.and(self.present).iter() {
                let known = scores
                    .iter()
                    .position(|each| each.rule == rule.id && each.target == target);
                ordered.push(known.map_or_else(
                    || RuleScore {
                        rule: rule.id.clone(),
                        target,
                        score: 0.0,
                        threshold: rule.threshold,
                    },
                    |at| scores.swap_remove(at),
                ));
            }
        }
        self.scores = Some(ordered);
    }

    /// Rules, or parts of them, that this build cannot evaluate.
    fn missing(&mut self) {
        for (index, rule) in self.guard.rules.iter().enumerate() {
            let explanation = match (rule.status, &rule.unread) {
                (Status::NotAvailable, _) => "this build has no detector for it",
                (Status::Active | Status::Partial, Some(unread)) => unread,
                _ => continue,
            };
            for target in rule.targets.and(self.present).iter() {
                let reason = NotEvaluatedReason::NotAvailable;
                self.leave_out(index, rule, target, reason, explanation);
            }
        }
    }

    /// Nothing is judged beyond the limit; every rule that would have been is listed.
    fn over_limit(&mut self) {
        let explanation = format!(
            "the input has more text than the {} bytes that are evaluated",
            self.guard.limits.text_bytes
        );
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
                    &explanation,
                );
            }
        }
    }

    /// Questions for a judge: asked, or answered.
    fn ask(&mut self, answers: Option<&Answers>) {
        if self.guard.rules.iter().all(|rule| rule.question.is_none()) {
            return;
        }
        let slots = self.slots();
        for (index, rule) in self.guard.rules.iter().enumerate() {
            let Some(question) = &rule.question else {
                continue;
            };
            for target in rule.targets.and(self.present).iter() {
                let id = format!("{}:{target}", rule.id);
                let request = match question.request(id, &rule.id, &slots) {
                    Ok(request) => request,
                    Err(missing) => {
                        let explanation = format!(
                            "the rule asks about the {missing}, which the input does not have"
                        );
                        self.leave_out(
                            index,
                            rule,
                            target,
                            NotEvaluatedReason::NeedsContext,
                            &explanation,
                        );
                        continue;
                    }
                };
                let Some(answers) = answers else {
                    self.leave_out(
                        index,
                        rule,
                        target,
                        NotEvaluatedReason::NeedsJudge,
                        "a judge has to answer, and none was given",
                    );
                    self.gathered.pending.push(request);
                    continue;
                };
                match answers.get(&request.id).and_then(JudgeAnswer::read) {
                    Some(answer) => {
                        self.judged(index, rule, target, answer == request.violation_when);
                    }
                    None => self.leave_out(
                        index,
                        rule,
                        target,
                        NotEvaluatedReason::JudgeFailed,
                        "the judge gave no clear TRUE or FALSE",
                    ),
                }
            }
        }
    }

    fn judged(&mut self, index: usize, rule: &CompiledRule, target: Target, violation: bool) {
        let score = if violation { 1.0 } else { 0.0 };
        if let Some(scores) = &mut self.scores {
            scores.push(RuleScore {
                rule: rule.id.clone(),
                target,
                score,
                threshold: rule.threshold,
            });
        }
        // The judge saw the side as a whole, not one of its parts.
        let part = self.parts.iter().find(|part| part.target == target);
        let part = part.map(|part| Part {
            range: 0..0,
            ..part.clone()
        });
        let segment = part
            .as_ref()
            .and_then(|part| self.segments.get(part.segment));
        if let (true, Some(part), Some(segment)) = (violation, part, segment) {
            let explanation = "the judge calls it a violation".into();
            let found = Match {
                score,
                explanation,
                ..Match::default()
            };
            let whole = Segment {
                message: None,
                part: None,
                context: None,
                ..*segment
            };
            self.gathered
                .findings
                .push(finding(index, rule, &part, &whole, found));
        }
    }

    /// What the names of a question stand for.
    fn slots(&self) -> Slots {
        let text = |target: Target| {
            let parts = self.parts.iter().filter(|part| part.target == target);
            let texts: Vec<&str> = parts.filter_map(|part| self.written(part)).collect();
            (!texts.is_empty()).then(|| texts.join("\n"))
        };
        Slots {
            question: text(Target::Prompt),
            context: text(Target::Context),
            answer: text(Target::Response),
        }
    }

    fn leave_out(
        &mut self,
        index: usize,
        rule: &CompiledRule,
        target: Target,
        reason: NotEvaluatedReason,
        explanation: &str,
    ) {
        self.gathered.not_evaluated.push(NotEvaluated {
            rule: Some(rule.id.clone()),
            detector: Some(rule.detector.to_owned()),
            target: Some(target),
            reason,
            action: self.failure_mode.action(reason),
            explanation: explanation.to_owned(),
            rule_index: index,
        });
    }
}

fn finding(
    rule_index: usize,
    rule: &CompiledRule,
    part: &Part,
    segment: &Segment<'_>,
    found: Match,
) -> Finding {
    // What a detector says is relative to the part that it saw.
    let moved = |span: Span| Span::new(span.start + part.range.start, span.end + part.range.start);
    let evidence = found.evidence.map(|evidence| Evidence {
        statement: evidence.statement.map(moved),
        window: evidence.window.map(moved),
        ..evidence
    });
    Finding {
        rule: rule.id.clone(),
        detector: found.detector.unwrap_or(rule.detector).to_owned(),
        kind: found.kind,
        target: part.target,
        message: segment.message,
        part: segment.part,
        context: segment.context,
        span: found.span.map(|(start, end)| moved(Span::new(start, end))),
        score: found.score,
        threshold: rule.threshold,
        action: rule.action,
        views: found.views,
        explanation: found.explanation,
        evidence,
        segment: part.segment,
        rule_index,
        priority: rule.priority,
        replacement: found.replacement,
    }
}
