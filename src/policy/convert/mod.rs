//! From one kind of payload to another, through the neutral document.
//!
//! Enters: a payload of any kind. Leaves: a payload of the kind asked for, and every loss with its place in the payload
//! that was given. Never: a loss that is not said. What was written is read again, and what the two readings differ in
//! is what was lost.

mod aporia;
mod atoms;
mod enkrypt;
mod json;
mod losses;
mod lyzr;
mod native;
mod place;

use serde::Serialize;

use super::diagnostic::{Code, Diagnostic};
use super::document::Document;
use super::reader;
use super::vendors::{ValidateOptions, written};
use super::words::{Action, Kind, Mode, Target, Targets};
use super::{Check, Error, Policy, Rule, braces};
use crate::detectors;

/// A payload of another kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// JSON text.
    pub payload: String,
    /// What it does not say, or says otherwise.
    pub losses: Vec<Loss>,
}

/// Something that the target does not say, or says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Loss {
    /// JSON Pointer into the payload that was given.
    pub path: String,
    /// What became of it.
    pub message: String,
}

/// Converts a payload; one of the same kind is only tidied.
///
/// # Errors
///
/// [`Error`] when the payload has errors, or when the target can say nothing of it.
///
/// ```
/// use edgeward::policy::{Kind, ValidateOptions, convert};
///
/// let lyzr = r#"{"name": "Demo", "user_id": "u-1", "toxicity_check": {"enabled": true, "threshold": 0.4}}"#;
/// let native = convert(lyzr, Kind::EdgewardPolicy, &ValidateOptions::default())?;
/// assert!(native.payload.contains(r#""detector":"toxicity""#));
/// assert_eq!(native.losses[0].path, "/user_id");
/// # Ok::<(), edgeward::policy::Error>(())
/// ```
pub fn convert(payload: &str, to: Kind, options: &ValidateOptions) -> Result<Conversion, Error> {
    let (policy, _) = Policy::from_json(payload, options)?;
    let reading = reader::read(payload, usize::MAX, usize::MAX);
    let nothing = || Error::one(nothing(policy.kind(), to));
    let root = reading.root.ok_or_else(nothing)?;
    if policy.kind() == to {
        return Ok(Conversion {
            payload: written::Written(&root).text(),
            losses: Vec::new(),
        });
    }
    let payload = write(&policy, to).ok_or_else(nothing)?;
    let again = ValidateOptions {
        kind: Some(to),
        extractions: extractions(&policy),
        limits: options.limits.clone(),
        ..ValidateOptions::default()
    };
    let (back, _) = Policy::from_json(&payload, &again)?;
    let losses = losses::between(&policy, &back, &root);
    Ok(Conversion { payload, losses })
}

/// The names that its questions use: whether they can be filled in was judged already.
fn extractions(policy: &Policy) -> Vec<String> {
    let texts = policy
        .document()
        .rules
        .iter()
        .filter_map(|rule| match &rule.check {
            Check::Custom(custom) => Some(custom.text()),
            _ => None,
        });
    let names = texts.flat_map(|text| braces::names(text).map(|(name, _)| name.to_owned()));
    names.collect()
}

fn nothing(from: Kind, to: Kind) -> Diagnostic {
    let message = format!("`{to}` can say nothing of this `{from}`");
    Diagnostic::new(Code::EmptyList, "", message)
}

/// The payload; `None` where there would be nothing in it.
fn write(policy: &Policy, to: Kind) -> Option<String> {
    let source = Source::new(policy);
    let json = match to {
        Kind::EdgewardPolicy => return native::write(&source),
        Kind::LyzrRaiPolicy => lyzr::write(&source)?,
        Kind::AporiaProjectPolicies => aporia::project(&source)?,
        Kind::AporiaCustomPolicy => aporia::custom(&source)?,
        Kind::EnkryptPolicy => enkrypt::policy(&source)?,
        Kind::EnkryptGuardrail => enkrypt::guardrail(&source)?,
    };
    serde_json::to_string(&json).ok()
}

/// What is converted: the document, and of its rules those that can ever fire.
struct Source<'a> {
    document: &'a Document,
    rules: Vec<&'a Rule>,
}

impl<'a> Source<'a> {
    fn new(policy: &'a Policy) -> Self {
        let rules = policy.rules();
        let rules = rules.filter(|(rule, _)| !atoms::values(&rule.check).is_empty());
        Self {
            document: policy.document(),
            rules: rules.map(|(rule, _)| rule).collect(),
        }
    }

    /// Under `monitor` nothing acts.
    fn action(&self, rule: &Rule) -> Action {
        effective_action(self.document, rule)
    }

    fn message(&self, rule: &'a Rule) -> Option<&'a str> {
        effective_message(self.document, rule)
    }
}

fn effective_action(document: &Document, rule: &Rule) -> Action {
    let own = detectors::spec(rule.check.detector()).map(|spec| spec.action);
    match document.mode {
        Mode::Monitor => Action::Flag,
        Mode::Enforce => rule.action.or(own).unwrap_or(Action::Block),
    }
}

fn effective_message<'a>(document: &'a Document, rule: &'a Rule) -> Option<&'a str> {
    rule.message.as_deref().or(document.message.as_deref())
}

fn effective_targets(rule: &Rule) -> Targets {
    let own = match &rule.check {
        Check::Custom(custom) => Some(custom.targets()),
        check => detectors::spec(check.detector()).map(|spec| spec.targets),
    };
    rule.targets.or(own).unwrap_or(Targets::BOTH)
}

fn sides(rule: &Rule) -> Vec<Target> {
    effective_targets(rule).into()
}

/// Of rules that share one switch those that count: the ones that are on, or all where none is.
fn live<'a>(rules: impl IntoIterator<Item = &'a Rule>) -> (bool, Vec<&'a Rule>) {
    let all: Vec<&Rule> = rules.into_iter().collect();
    let on: Vec<&Rule> = all.iter().copied().filter(|rule| rule.enabled).collect();
    if on.is_empty() {
        (false, all)
    } else {
        (true, on)
    }
}
