//! A rule: what every detector has in common.

use std::collections::BTreeSet;

use super::settings;
use crate::detectors::{self, Spec};
use crate::policy::diagnostic::{Code, Diagnostic};
use crate::policy::document::{Check, DEFAULT_PRIORITY, TopicMode};
use crate::policy::fields::{Field, Sink, Spelling};
use crate::policy::lists::{self, ListOf, MAX_WORDS};
use crate::policy::vendors::ValidateOptions;
use crate::policy::words::{Action, JudgeUse, Target, Targets};
use crate::policy::{Rule, questions};

/// Reads a rule. `None` only after an error went to the sink.
pub(super) fn read(
    field: &Field<'_>,
    options: &ValidateOptions,
    ids: &mut BTreeSet<String>,
    sink: &mut Sink,
) -> Option<Rule> {
    let mut fields = field.fields(Spelling::Exact, sink)?.closed();
    let id = fields
        .require("id", &[], sink)
        .and_then(|field| fresh_id(&field, ids, sink));
    let spec = fields
        .require("detector", &[], sink)
        .and_then(|field| detector(&field, sink));
    let description = fields.text("description", sink).map(str::to_owned);
    let enabled = fields.flag("enabled", &[], true, sink);
    let targets = fields
        .get("targets", &[], sink)
        .and_then(|field| targets(&field, sink));
    let action = fields.get("action", &[], sink);
    let message = fields.text("message", sink).map(str::to_owned);
    let replacement = fields.text("replacement", sink).map(str::to_owned);
    let priority = fields
        .get("priority", &[], sink)
        .and_then(|field| field.integer(i64::MIN, i64::MAX, sink));
    let threshold = fields
        .get("threshold", &[], sink)
        .and_then(|field| lists::threshold(&field, sink));
    let judge = fields.get("judge", &[], sink);
    let settings = fields.get("settings", &[], sink);
    fields.finish(sink);

    let reader = settings::Reader {
        rule: field,
        targets,
        options,
    };
    let check = spec.and_then(|spec| reader.read(spec.id, settings.as_ref(), sink));
    let judge = judge.and_then(|field| judge_use(&field, spec, sink));
    let action = action.and_then(|field| applicable(&field, spec, check.as_ref(), sink));
    let id = id?;
    let check = check?;
    if let Check::Conduct(conduct) = &check {
        sentence_ids(&id, conduct.rules.len(), &field.path, ids, sink);
    }
    let mut rule = Rule::new(id, check);
    rule.description = description;
    rule.enabled = enabled;
    rule.targets = targets;
    rule.action = action;
    rule.message = message;
    rule.replacement = replacement;
    rule.priority = priority.unwrap_or(DEFAULT_PRIORITY);
    rule.threshold = threshold;
    rule.judge = judge;
    Some(rule)
}

/// The longest id.
const LONGEST: usize = 64;

fn fresh_id(field: &Field<'_>, ids: &mut BTreeSet<String>, sink: &mut Sink) -> Option<String> {
    let id = field.text(sink)?;
    let legal = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' | b'-');
    if id.is_empty() || id.len() > LONGEST || !id.bytes().all(legal) {
        let message = "an id has 1 to 64 of the characters a-z, 0-9, `_`, `.` and `-`";
        sink.note(Code::InvalidId, &field.path, message);
        return None;
    }
    if !ids.insert(id.to_owned()) {
        sink.note(
            Code::DuplicateId,
            &field.path,
            format!("another rule has the id `{id}`"),
        );
        return None;
    }
    Some(id.to_owned())
}

/// A sentence is a rule of its own in reports and findings.
fn sentence_ids(id: &str, count: usize, path: &str, ids: &mut BTreeSet<String>, sink: &mut Sink) {
    for number in 1..=count {
        let id = format!("{id}.{number}");
        if ids.contains(&id) {
            let message =
                format!("another rule has the id `{id}`, which a sentence of this rule takes");
            sink.note(Code::DuplicateId, path, message);
        }
        ids.insert(id);
    }
}

fn detector(field: &Field<'_>, sink: &mut Sink) -> Option<&'static Spec> {
    let ids: Vec<&'static str> = detectors::ALL.iter().map(|spec| spec.id).collect();
    detectors::spec(field.word(&ids, sink)?)
}

fn targets(field: &Field<'_>, sink: &mut Sink) -> Option<Targets> {
    let list = field.distinct(ListOf::some(MAX_WORDS), sink, |item, sink| {
        let word = item.word(Target::WORDS, sink)?;
        Some((word.to_owned(), Target::parse(word)?))
    })?;
    (!list.is_empty()).then(|| list.into())
}

fn judge_use(field: &Field<'_>, spec: Option<&Spec>, sink: &mut Sink) -> Option<JudgeUse> {
    let accepted = match spec {
        // Nothing but a judge can answer a custom rule.
        Some(spec) if spec.id == "custom" => &[JudgeUse::Require.as_str()],
        // What has no score is never unsure.
        Some(spec) if !spec.scored => &[JudgeUse::Never.as_str()],
        _ => JudgeUse::WORDS,
    };
    JudgeUse::parse(field.word(accepted, sink)?)
}

/// An action; `redact` needs a place in the text.
fn applicable(
    field: &Field<'_>,
    spec: Option<&Spec>,
    check: Option<&Check>,
    sink: &mut Sink,
) -> Option<Action> {
    let action = Action::parse(field.word(Action::WORDS, sink)?)?;
    let whole = match check {
        Some(Check::Custom(_)) => true,
        Some(Check::Topic(topic)) => topic.mode == TopicMode::Allowed,
        _ => false,
    };
    if action == Action::Redact && whole {
        let id = spec.map_or("it", |spec| spec.id);
        let message = format!("`{id}` judges the text as a whole, so there is nothing to redact");
        let refused = Diagnostic::new(Code::ActionNotApplicable, &field.path, message);
        let accepted = Action::WORDS.iter().filter(|word| **word != "redact");
        sink.push(refused.accepting(accepted.copied()));
        return None;
    }
    Some(action)
}

/// The names that a prompt may use beside the three.
pub(super) fn question(
    targets: Option<Targets>,
    options: &ValidateOptions,
    advanced: bool,
) -> questions::Question<'_> {
    questions::Question {
        targets,
        extractions: if advanced { &options.extractions } else { &[] },
        must_name: !advanced,
    }
}
