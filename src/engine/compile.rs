//! Policy to guard: detectors built, literals pooled, order fixed.

mod status;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::conduct::{self, Told};
use super::extract::{Extractions, Extractor};
use super::limits::Limits;
use super::prefilter::{Layout, Prefilter};
use super::rule::{CompileReport, CompiledRule, PolicySummary, RuleReport, Status};
use super::{Allowed, Guard, Name};
use crate::detectors::{self, Literal, Spec};
use crate::judge::{Question, Statement};
use crate::policy::document::{Check, Document, Rule};
use crate::policy::words::{Action, FailureMode, Mode, Targets};
use crate::policy::{Origin, Policy, sentence};
use status::takes_part;

/// What a host may set for a guard.
#[derive(Clone, Debug, Default)]
pub struct GuardOptions {
    /// Instead of the policy's.
    pub failure_mode: Option<FailureMode>,
    /// Instead of the policy's.
    pub placeholder: Option<String>,
    /// Instead of the defaults.
    pub limits: Limits,
    /// Which part of a text is the question, the context, the answer.
    pub extractions: Extractions,
}

/// A threshold that no score passes and one that every positive score passes are warned about at `validate`.
pub(super) const DEFAULT_THRESHOLD: f64 = 0.5;

/// Builds the guard of a policy. Cannot fail: what cannot be built is reported, and said at every evaluation.
///
/// A layout saves the searching that an artifact has done before.
pub(super) fn compile(policy: Policy, options: &GuardOptions, layout: Option<Layout<'_>>) -> Guard {
    let document = policy.document();
    let exceptions: Vec<Allowed> = document.exceptions.iter().map(Allowed::new).collect();
    let mut rules = Vec::new();
    let mut reports = Vec::new();
    for (index, (rule, origin)) in policy.rules().enumerate() {
        for (compiled, report) in expand(index, rule, origin, document, options) {
            let named = exceptions
                .iter()
                .enumerate()
                .filter(|(_, each)| each.may_name(rule.check.detector()));
            let compiled = CompiledRule {
                exceptions: named.map(|(at, _)| at).collect(),
                ..compiled
            };
            rules.push(compiled);
            reports.push(report);
        }
    }
    let report = CompileReport {
        policy: PolicySummary {
            name: Name::shared(&document.name),
            kind: policy.kind(),
            hash: Name::shared(&policy.hash()),
        },
        rules: reports,
    };
    Guard {
        prefilter: Prefilter::new(&literals(&rules), layout),
        placeholder: options
            .placeholder
            .clone()
            .or_else(|| document.placeholder.clone())
            .unwrap_or_else(|| "[{type}]".into()),
        failure_mode: options
            .failure_mode
            .clone()
            .unwrap_or_else(|| document.failure_mode.clone()),
        limits: options.limits.clone(),
        extractor: Extractor::new(&options.extractions),
        monitor: document.mode == Mode::Monitor,
        rules,
        exceptions,
        report,
        policy,
    }
}

/// What each rule looks for.
pub(super) fn literals(rules: &[CompiledRule]) -> Vec<Cow<'_, [Literal]>> {
    let finders = rules.iter().map(|rule| rule.finder.as_ref());
    finders
        .map(|finder| finder.map_or(Cow::Borrowed(&[][..]), |finder| finder.literals()))
        .collect()
}

/// One rule becomes one compiled rule; a `conduct` rule one for each of its sentences.
fn expand(
    index: usize,
    rule: &Rule,
    origin: &Origin,
    document: &Document,
    options: &GuardOptions,
) -> Vec<(CompiledRule, RuleReport)> {
    let build = Builder {
        index,
        rule,
        origin,
        document,
        limits: &options.limits,
    };
    match &rule.check {
        Check::Conduct(conduct) => {
            let mut known = BTreeMap::new();
            let sentences = conduct.rules.iter().enumerate();
            sentences
                .map(|(at, text)| {
                    let told = conduct::told(text);
                    let first = *known.entry(told.key.clone()).or_insert(at);
                    build.sentence(at, text, told, Some(first).filter(|first| *first != at))
                })
                .collect()
        }
        _ => vec![build.one()],
    }
}

struct Builder<'a> {
    index: usize,
    rule: &'a Rule,
    origin: &'a Origin,
    document: &'a Document,
    limits: &'a Limits,
}

impl Builder<'_> {
    fn one(&self) -> (CompiledRule, RuleReport) {
        let question = match &self.rule.check {
            Check::Custom(custom) => Some(Question::new(custom)),
            _ => None,
        };
        let spec = detectors::spec(self.rule.check.detector());
        let targets = self
            .rule
            .targets
            .or_else(|| question.as_ref().map(Question::targets))
            .or(spec.map(|spec| spec.targets));
        let finder = detectors::build(self.rule, self.limits);
        let status = self.status(spec, finder.is_some());
        let mut compiled = self.compiled(
            &self.rule.id,
            targets.unwrap_or(Targets::BOTH),
            self.action(spec),
            status,
        );
        compiled.finder = finder.filter(|_| takes_part(status));
        compiled.second = self.second(status, Statement::of(&self.rule.check));
        compiled.question = question.filter(|_| status == Status::NeedsJudge);
        let text = match &self.rule.check {
            Check::Custom(crate::policy::document::Custom::Simple { instructions, .. }) => {
                Some(instructions.clone())
            }
            Check::Custom(crate::policy::document::Custom::Advanced { system_prompt, .. }) => {
                Some(system_prompt.clone())
            }
            _ => None,
        };
        let report = RuleReport {
            text,
            note: self.note(status),
            ..self.report(&compiled, spec)
        };
        (compiled, report)
    }

    /// A sentence of a `conduct` rule, with the side and the action that the sentence names.
    fn sentence(
        &self,
        at: usize,
        text: &str,
        told: Told,
        first: Option<usize>,
    ) -> (CompiledRule, RuleReport) {
        let spec = detectors::spec("conduct");
        let reading = sentence::reading(text);
        let targets = self.rule.targets.unwrap_or_else(|| reading.targets());
        let id = format!("{}.{}", self.rule.id, at + 1);
        let status = match self.status(spec, told.finder.is_some()) {
            Status::Off | Status::Inert => self.status(spec, true),
            _ if first.is_some() => Status::Duplicate,
            Status::NotAvailable if told.not_checkable => Status::NotCheckable,
            status => status,
        };
        let action = self.rule.action.unwrap_or_else(|| reading.action());
        let mut compiled = self.compiled(&id, targets, self.monitored(action), status);
        compiled.finder = told.finder.filter(|_| takes_part(status));
        compiled.second = self.second(status, Some(Statement::Conduct(text.to_owned())));
        let report = RuleReport {
            text: Some(text.to_owned()),
            reading: told.reading,
            confidence: told.confidence,
            span: self.origin.sentences.get(at).copied(),
            path: match &self.origin.list {
                Some(list) => format!("{list}/{at}"),
                None if self.origin.sentences.is_empty() => {
                    format!("{}/settings/rules/{at}", self.origin.path)
                }
                None => self.origin.path.clone(),
            },
            duplicate_of: first.map(|first| format!("{}.{}", self.rule.id, first + 1)),
            note: self.note(status),
            ..self.report(&compiled, spec)
        };
        (compiled, report)
    }

    fn action(&self, spec: Option<&Spec>) -> Action {
        self.monitored(
            self.rule
                .action
                .or(spec.map(|spec| spec.action))
                .unwrap_or(Action::Block),
        )
    }

    fn monitored(&self, action: Action) -> Action {
        if self.document.mode == Mode::Monitor {
            Action::Flag
        } else {
            action
        }
    }

    fn compiled(&self, id: &str, targets: Targets, action: Action, status: Status) -> CompiledRule {
        CompiledRule {
            id: Name::shared(id),
            detector: self.rule.check.detector(),
            targets,
            action,
            message: self
                .rule
                .message
                .as_ref()
                .or(self.document.message.as_ref())
                .map(|text| Name::shared(text)),
            replacement: self
                .rule
                .replacement
                .as_ref()
                .map(|text| Name::shared(text)),
            priority: self.rule.priority,
            threshold: self.rule.threshold.unwrap_or(DEFAULT_THRESHOLD),
            status,
            origin: self.index,
            unread: self.unread().as_deref().map(Name::shared),
            finder: None,
            question: None,
            second: None,
            exceptions: Vec::new(),
        }
    }

    fn report(&self, compiled: &CompiledRule, spec: Option<&Spec>) -> RuleReport {
        RuleReport {
            rule: compiled.id.to_string(),
            path: self.origin.path.clone(),
            span: None,
            text: None,
            detectors: detectors::ids(&self.rule.check),
            targets: compiled.targets,
            action: compiled.action,
            threshold: spec
                .is_some_and(|spec| spec.scored)
                .then_some(compiled.threshold),
            judge: self.judge(compiled.status),
            priority: compiled.priority,
            status: compiled.status,
            confidence: None,
            reading: None,
            note: None,
            duplicate_of: None,
        }
    }
}
