//! Questions for a judge, asked or answered: those of `custom` rules, and those about scores that do not tell.
//!
//! A rule that prefers a judge goes by its score where none has answered; one that requires it is not evaluated then.

mod cases;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::decide::Doubt;
use super::evaluate::{How, Run, finding};
use super::extract::Part;
use super::input::Segment;
use super::rule::{CompiledRule, Second};
use super::verdict::{JudgeRequest, RuleScore};
use crate::detectors::Match;
use crate::judge::{Question, Slots};
use crate::policy::words::{FailureAction, NotEvaluatedReason, Target};

/// Questions that a rule has at most about a side.
const MOST: usize = 64;

/// Where a question stands.
enum Said {
    /// It was not put yet.
    Open,
    Clear(bool),
    /// It was put, and there was no clear answer.
    Failed,
}

/// The rule and the side that are asked about.
#[derive(Clone, Copy)]
struct About<'a> {
    index: usize,
    rule: &'a CompiledRule,
    target: Target,
}

impl<'a> Run<'a> {
    /// All of them.
    pub(super) fn ask(&mut self, how: &How<'_>) {
        let guard = self.guard;
        let mut asking = guard.rules.iter().enumerate();
        if asking.all(|(_, rule)| rule.question.is_none() && rule.second.is_none()) {
            return;
        }
        let slots = self.slots();
        let mut doubts: BTreeMap<(usize, Target), Vec<Doubt>> = BTreeMap::new();
        for doubt in std::mem::take(&mut self.gathered.doubts) {
            let own = doubts.entry((doubt.rule_index, doubt.part.target));
            own.or_default().push(doubt);
        }
        for (index, rule) in guard.rules.iter().enumerate() {
            for target in rule.targets.and(self.present).iter() {
                let about = About {
                    index,
                    rule,
                    target,
                };
                if let Some(question) = &rule.question {
                    self.whole(about, question, &slots, how);
                }
                if let Some(second) = &rule.second {
                    let own = doubts.remove(&(index, target)).unwrap_or_default();
                    self.second(about, second, own, &slots, how);
                }
            }
        }
    }

    /// A question about a side as a whole.
    fn whole(&mut self, about: About<'a>, question: &Question, slots: &Slots, how: &How<'_>) {
        let id = id(about, 0, how);
        let request = match question.request((id, &about.rule.id), slots) {
            Ok(request) => request,
            Err(missing) => {
                let explanation =
                    format!("the rule asks about the {missing}, which the input does not have");
                let reason = NotEvaluatedReason::NeedsContext;
                return self.leave_out(
                    about.index,
                    about.rule,
                    about.target,
                    reason,
                    explanation.into(),
                );
            }
        };
        match said(&request.id, how) {
            Said::Open => self.unanswered(about, Some(request), false),
            Said::Failed => self.unanswered(about, None, false),
            Said::Clear(answer) => self.judged(about, answer == request.violation_when),
        }
    }

    /// Questions about what the scores of a rule do not tell.
    fn second(
        &mut self,
        about: About<'a>,
        second: &Second,
        doubts: Vec<Doubt>,
        slots: &Slots,
        how: &How<'_>,
    ) {
        let mut cases = if second.statement.is_local() {
            self.candidates(doubts)
        } else {
            self.texts(about, second, doubts)
        };
        if cases.len() > MOST {
            let explanation = format!("there are more than {MOST} questions for a judge");
            let action = if second.always {
                self.failure_mode.action(NotEvaluatedReason::OverLimit)
            } else {
                FailureAction::Allow
            };
            let reason = (NotEvaluatedReason::OverLimit, action);
            let place = (about.index, about.rule, about.target);
            self.note_left_out(place, reason, explanation.into());
            for case in cases.drain(MOST..) {
                self.keep(about, second, case.doubts);
            }
        }
        for (number, case) in cases.into_iter().enumerate() {
            let id = id(about, number, how);
            match said(&id, how) {
                Said::Clear(true) => self.confirm(about, case),
                Said::Clear(false) => self.note_score(about.rule, about.target, 0.0),
                Said::Open => {
                    let request = self.request(about, second, &case, slots, id);
                    self.unanswered(about, Some(request), !second.always);
                    self.keep(about, second, case.doubts);
                }
                Said::Failed => {
                    self.unanswered(about, None, !second.always);
                    self.keep(about, second, case.doubts);
                }
            }
        }
    }

    /// No answer, or none yet: the score stands where a judge is only preferred.
    fn unanswered(&mut self, about: About<'a>, request: Option<JudgeRequest>, preferred: bool) {
        let (reason, explanation) = match (&request, preferred) {
            (Some(_), false) => (
                NotEvaluatedReason::NeedsJudge,
                "a judge has to answer, and none was given",
            ),
            (Some(_), true) => (
                NotEvaluatedReason::NeedsJudge,
                "a judge is preferred here and none was given: the rule goes on without one",
            ),
            (None, false) => (
                NotEvaluatedReason::JudgeFailed,
                "the judge gave no clear TRUE or FALSE",
            ),
            (None, true) => (
                NotEvaluatedReason::JudgeFailed,
                "a judge is preferred here and gave no clear TRUE or FALSE: the rule goes on without one",
            ),
        };
        let action = if preferred {
            FailureAction::Allow
        } else {
            self.failure_mode.action(reason)
        };
        let place = (about.index, about.rule, about.target);
        self.note_left_out(place, (reason, action), explanation.into());
        self.gathered.pending.extend(request);
    }

    /// What a judge said about a side as a whole.
    fn judged(&mut self, about: About<'a>, violation: bool) {
        let score = if violation { 1.0 } else { 0.0 };
        if let Some(scores) = &mut self.scores {
            scores.push(RuleScore {
                rule: about.rule.id.clone(),
                target: about.target,
                score,
                threshold: about.rule.threshold,
            });
        }
        // The judge saw the side as a whole, not one of its parts.
        let part = self.parts.iter().find(|part| part.target == about.target);
        let part = part.map(|part| Part {
            range: 0..0,
            ..part.clone()
        });
        let segment = part
            .as_ref()
            .and_then(|part| self.segments.get(part.segment));
        if let (true, Some(part), Some(segment)) = (violation, part, segment) {
            let found = Match {
                score,
                explanation: "the judge calls it a violation".into(),
                ..Match::default()
            };
            let whole = Segment {
                message: None,
                part: None,
                context: None,
                ..*segment
            };
            let found = finding(about.index, about.rule, &part, &whole, found);
            self.gathered.findings.push(found);
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
}

/// The rule, the side, and from the second question on its number; no rule's id has a colon.
fn id(about: About<'_>, number: usize, how: &How<'_>) -> String {
    let mut id = format!("{}:{}", about.rule.id, about.target);
    if number > 0 {
        let _ = write!(id, ":{}", number + 1);
    }
    if how.again {
        id.push_str(":rewritten");
    }
    id
}

fn said(id: &str, how: &How<'_>) -> Said {
    match how.answers.map(|answers| answers.get(id)) {
        None => Said::Open,
        Some(Some(answer)) => answer.read().map_or(Said::Failed, Said::Clear),
        // About a rewritten text nothing could be asked before there was one.
        Some(None) if how.again => Said::Open,
        Some(None) => Said::Failed,
    }
}
