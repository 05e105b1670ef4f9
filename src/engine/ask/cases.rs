//! Doubts become the cases that questions are about, and answers become findings.

use std::collections::{BTreeMap, BTreeSet};

use super::About;
use crate::detectors::Match;
use crate::engine::decide::Doubt;
use crate::engine::evaluate::Run;
use crate::engine::extract::Part;
use crate::engine::rule::Second;
use crate::engine::verdict::JudgeRequest;
use crate::judge::{Material, Slots};
use crate::order;
use crate::policy::words::{Action, NotEvaluatedReason, Target};
use crate::text::{ceil_boundary, floor_boundary};

/// Bytes before and behind a candidate that a judge is shown.
const PASSAGE: usize = 240;

/// What one question is about.
pub(super) struct Case {
    /// Where; the first of several.
    pub(super) part: Part,
    pub(super) doubts: Vec<Doubt>,
}

impl<'a> Run<'a> {
    /// Each doubtful passage once, wherever it stands.
    pub(super) fn candidates(&self, doubts: Vec<Doubt>) -> Vec<Case> {
        let mut known = BTreeMap::new();
        let mut cases: Vec<Case> = Vec::new();
        for doubt in doubts {
            let key = (doubt.found.kind.clone(), self.candidate(&doubt).to_owned());
            let at = *known.entry(key).or_insert(cases.len());
            match cases.get_mut(at) {
                Some(case) => case.doubts.push(doubt),
                None => cases.push(Case {
                    part: doubt.part.clone(),
                    doubts: vec![doubt],
                }),
            }
        }
        cases
    }

    fn candidate<'d>(&self, doubt: &'d Doubt) -> &'d str
    where
        'a: 'd,
    {
        let written = || {
            let (start, end) = doubt.found.span?;
            self.text(&doubt.part)?.get(start..end)
        };
        let read = doubt.found.read.as_deref();
        read.or_else(written).unwrap_or_default()
    }

    /// Each text that is doubtful, and nothing else in it makes the rule fire; where a judge must answer, each text.
    pub(super) fn texts(
        &mut self,
        about: About<'a>,
        second: &Second,
        doubts: Vec<Doubt>,
    ) -> Vec<Case> {
        let found = self.gathered.findings.iter();
        let sure: BTreeSet<usize> = order::inserted(
            found
                .filter(|each| each.rule_index == about.index && each.target == about.target)
                .map(|each| each.segment),
        );
        // Without a context, or a question for checks that compare with it, there is nothing to ask.
        let compared = self.parts.iter().any(|part| part.target == Target::Prompt);
        let lacking = second.statement.needs_question() && !compared
            || self.gathered.not_evaluated.iter().any(|left_out| {
                left_out.rule_index == about.index
                    && left_out.target == Some(about.target)
                    && left_out.reason == NotEvaluatedReason::NeedsContext
            });
        let mut cases: Vec<Case> = Vec::new();
        let mut doubts = doubts.into_iter().peekable();
        for part in self.parts.clone() {
            if part.target != about.target {
                continue;
            }
            let mut own = Vec::new();
            // They came in the order of the parts.
            while let Some(doubt) = doubts.next_if(|doubt| doubt.part.segment == part.segment) {
                own.push(doubt);
            }
            let says = self.text(&part).is_some_and(|text| !text.trim().is_empty());
            if !own.is_empty() && sure.contains(&part.segment) {
                self.keep(about, second, own);
            } else if says && (!own.is_empty() || second.always && !lacking) {
                cases.push(Case { part, doubts: own });
            }
        }
        cases
    }

    pub(super) fn request(
        &self,
        about: About<'a>,
        second: &Second,
        case: &Case,
        slots: &Slots,
        id: String,
    ) -> JudgeRequest {
        let text = self.written(&case.part).unwrap_or_default();
        let mut kinds: Vec<&str> = Vec::new();
        // Where a judge alone decides, the score must not choose what it is asked.
        let narrows = !second.always || second.statement.is_local();
        let doubts = case.doubts.iter().filter(|_| narrows);
        for kind in doubts.filter_map(|doubt| doubt.found.kind.as_deref()) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        let mut material: Material<'_> = Vec::new();
        if second.statement.is_local()
            && let Some(doubt) = case.doubts.first()
        {
            let (start, end) = self.place(doubt);
            let from = floor_boundary(text, start.saturating_sub(PASSAGE));
            let to = ceil_boundary(text, (end + PASSAGE).min(text.len()));
            material.push(("candidate", self.candidate(doubt)));
            material.push(("passage", text.get(from..to).unwrap_or_default()));
        } else {
            if second.statement.compares() && about.target == Target::Response {
                let beside = [("context", &slots.context), ("question", &slots.question)];
                let beside = beside.into_iter();
                material.extend(beside.filter_map(|(name, text)| Some((name, text.as_deref()?))));
            }
            material.push(("text", text));
            // What stands there in code, a judge may not read.
            let decoded = case
                .doubts
                .iter()
                .find_map(|doubt| doubt.found.read.as_deref());
            material.extend(decoded.map(|text| ("decoded", text)));
        }
        let place = (id, about.rule.id.as_str());
        second
            .statement
            .request(place, about.target, &kinds, &material)
    }

    /// Where a doubt stands in its part as it came.
    fn place(&self, doubt: &Doubt) -> (usize, usize) {
        let (start, end) = doubt.found.span.unwrap_or_default();
        let Some(json) = self.readings.get(doubt.part.segment) else {
            return (start, end);
        };
        let base = doubt.part.range.start;
        let (from, _) = json.to_original(base, base);
        let (start, end) = json.to_original(base + start, base + end);
        (start.saturating_sub(from), end.saturating_sub(from))
    }

    /// By the score, where a judge is only preferred; else only a judge could have told.
    pub(super) fn keep(&mut self, about: About<'a>, second: &Second, doubts: Vec<Doubt>) {
        if second.always {
            return;
        }
        for Doubt { part, found, .. } in doubts {
            match found.left_out {
                Some(reason) => {
                    let explanation = found.explanation;
                    self.leave_out(about.index, about.rule, about.target, reason, explanation);
                }
                None => self.count(about.index, about.rule, &part, found),
            }
        }
    }

    /// The judge calls it a violation: what the score found stands, else what it found likeliest, else the text.
    pub(super) fn confirm(&mut self, about: About<'a>, case: Case) {
        let Case { part, mut doubts } = case;
        doubts.retain(|doubt| doubt.found.left_out.is_none());
        let fires = |doubt: &Doubt| doubt.found.score > about.rule.threshold;
        // A candidate is the same wherever it stands.
        let alike = about
            .rule
            .second
            .as_ref()
            .is_some_and(|second| second.statement.is_local());
        if !alike && doubts.iter().any(fires) {
            doubts.retain(fires);
        } else if !alike {
            let best = doubts.into_iter().reduce(|best, each| {
                if each.found.score > best.found.score {
                    each
                } else {
                    best
                }
            });
            doubts = best.into_iter().collect();
        }
        if doubts.is_empty() {
            let length = self.text(&part).unwrap_or_default().len();
            doubts.push(Doubt {
                rule_index: about.index,
                found: Match {
                    span: (about.rule.action == Action::Redact).then_some((0, length)),
                    explanation: "the judge calls it a violation".into(),
                    ..Match::default()
                },
                part,
            });
        } else {
            for doubt in &mut doubts {
                doubt.found.explanation += "; the judge agrees";
            }
        }
        for Doubt { part, found, .. } in doubts {
            let found = Match {
                score: 1.0,
                ..found
            };
            self.count(about.index, about.rule, &part, found);
        }
    }
}
