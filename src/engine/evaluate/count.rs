//! What of a match counts: exceptions, a judge's turn, the threshold; and what was left out.

use super::Run;
use crate::detectors::Match;
use crate::engine::Name;
use crate::engine::decide::Doubt;
use crate::engine::extract::Part;
use crate::engine::input::Segment;
use crate::engine::rule::CompiledRule;
use crate::engine::verdict::{Evidence, Finding, NotEvaluated, RuleScore};
use crate::policy::Span;
use crate::policy::words::{FailureAction, NotEvaluatedReason, Target};

impl Run<'_> {
    /// Turns a match into a finding: exceptions, a judge's turn, score, threshold.
    pub(super) fn take(
        &mut self,
        rule_index: usize,
        rule: &CompiledRule,
        part: &Part,
        found: Match,
    ) {
        let asks = |found: &Match| match (&rule.second, found.left_out) {
            (None, _) => false,
            // A judge may read what the model does not.
            (Some(_), Some(reason)) => reason == NotEvaluatedReason::UnsupportedLanguage,
            (Some(second), None) => !second.is_sure(found.score, rule.threshold),
        };
        if let Some(reason) = found.left_out.filter(|_| !asks(&found)) {
            self.leave_out(rule_index, rule, part.target, reason, found.explanation);
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
        if asks(&found) {
            self.gathered.doubts.push(Doubt {
                rule_index,
                part: part.clone(),
                found,
            });
            return;
        }
        self.count(rule_index, rule, part, found);
    }

    /// Until a judge answers the scores decide, but where it must: left in doubt is what they do not find.
    pub(super) fn by_score(&mut self) {
        for doubt in std::mem::take(&mut self.gathered.doubts) {
            let Some(rule) = self.guard.rules.get(doubt.rule_index) else {
                continue;
            };
            let always = rule.second.as_ref().is_some_and(|second| second.always);
            let found = &doubt.found;
            match found.left_out {
                Some(reason) if !always => {
                    let target = doubt.part.target;
                    self.leave_out(
                        doubt.rule_index,
                        rule,
                        target,
                        reason,
                        doubt.found.explanation,
                    );
                }
                None if !always && found.score > rule.threshold => {
                    self.count(doubt.rule_index, rule, &doubt.part, doubt.found);
                }
                _ => self.gathered.doubts.push(doubt),
            }
        }
    }

    /// A score that counts.
    pub(in super::super) fn count(
        &mut self,
        rule_index: usize,
        rule: &CompiledRule,
        part: &Part,
        found: Match,
    ) {
        self.note_score(rule, part.target, found.score);
        if found.score > rule.threshold {
            let segment = self.segments.get(part.segment);
            let finding = segment.map(|segment| finding(rule_index, rule, part, segment, found));
            self.gathered.findings.extend(finding);
        }
    }

    pub(in super::super) fn note_score(&mut self, rule: &CompiledRule, target: Target, score: f64) {
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

    /// With scores asked for, also the rules that saw nothing: 0. In policy order, behind them what judges alone say.
    pub(super) fn score_the_silent(&mut self) {
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
                    |at| scores.remove(at),
                ));
            }
        }
        ordered.append(&mut scores);
        self.scores = Some(ordered);
    }

    pub(in super::super) fn leave_out(
        &mut self,
        index: usize,
        rule: &CompiledRule,
        target: Target,
        reason: NotEvaluatedReason,
        explanation: Name,
    ) {
        let action = self.failure_mode.action(reason);
        self.note_left_out((index, rule, target), (reason, action), explanation);
    }

    pub(in super::super) fn note_left_out(
        &mut self,
        (index, rule, target): (usize, &CompiledRule, Target),
        (reason, action): (NotEvaluatedReason, FailureAction),
        explanation: Name,
    ) {
        self.gathered.not_evaluated.push(NotEvaluated {
            rule: Some(rule.id.clone()),
            detector: Some(rule.detector.into()),
            target: Some(target),
            reason,
            action,
            explanation,
            rule_index: index,
        });
    }
}

pub(in super::super) fn finding(
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
        detector: found.detector.unwrap_or(rule.detector).into(),
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
