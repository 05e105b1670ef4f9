//! Guards, one for each distinct policy.

use std::collections::BTreeMap;
use std::sync::Arc;

use edgeward::detectors;
use edgeward::engine::{Guard, GuardOptions, Limits, Status};
use edgeward::policy::{Policy, ValidateOptions};
use serde_json::Value;

/// A guard, and what a row needs to know of its rules.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) guard: Guard,
    /// The number of a rule, in the order of the policy, by its id.
    pub(crate) places: BTreeMap<String, usize>,
    /// Of the first rule; `None`: no score.
    pub(crate) threshold: Option<f64>,
    /// The neutral document.
    pub(crate) policy: Value,
    /// Whether this build lacks every detector that the policy asks for.
    pub(crate) unavailable: bool,
}

impl Prepared {
    /// Reads and compiles a payload; the message names the diagnostics. With `judge` its rules prefer one.
    pub(crate) fn new(payload: &str, judge: bool) -> Result<Self, String> {
        let limits = limits();
        let options = ValidateOptions {
            limits: limits.clone(),
            ..ValidateOptions::default()
        };
        let (mut policy, _) =
            Policy::from_json(payload, &options).map_err(|error| error.to_string())?;
        if judge {
            let asking = preferring(&policy.canonical_json());
            (policy, _) =
                Policy::from_json(&asking, &options).map_err(|error| error.to_string())?;
        }
        let document = serde_json::from_str(&policy.canonical_json()).unwrap_or_default();
        let guard = Guard::new(
            policy,
            &GuardOptions {
                limits,
                ..GuardOptions::default()
            },
        );
        let rules = &guard.report().rules;
        let places = rules
            .iter()
            .enumerate()
            .map(|(place, rule)| (rule.rule.clone(), place))
            .collect();
        let threshold = rules.first().and_then(|rule| rule.threshold);
        let unavailable = rules.iter().all(|rule| rule.status == Status::NotAvailable);
        Ok(Self {
            guard,
            places,
            threshold,
            policy: document,
            unavailable,
        })
    }

    /// How many rules there are.
    pub(crate) fn rules(&self) -> usize {
        self.places.len()
    }
}

/// The neutral document with a judge preferred where there is a score.
fn preferring(document: &str) -> String {
    let mut document: Value = serde_json::from_str(document).unwrap_or_default();
    let rules = document.get_mut("rules").and_then(Value::as_array_mut);
    for rule in rules.into_iter().flatten().filter_map(Value::as_object_mut) {
        let id = rule.get("detector").and_then(Value::as_str);
        if id.and_then(detectors::spec).is_some_and(|spec| spec.scored) {
            rule.insert("judge".into(), "prefer".into());
        }
    }
    document.to_string()
}

/// A file's thousand classes are a thousand rules, and no finding is left out of the count.
fn limits() -> Limits {
    Limits {
        rules: 100_000,
        findings: usize::MAX,
        ..Limits::default()
    }
}

/// What a payload became.
pub(crate) type Built = Result<Arc<Prepared>, String>;

/// The guards of a task, in the order in which they were first needed.
#[derive(Debug, Default)]
pub(crate) struct Guards {
    /// Whether their rules prefer a judge.
    judge: bool,
    known: BTreeMap<Arc<str>, Built>,
    policies: Vec<Value>,
}

impl Guards {
    pub(crate) fn new(judge: bool) -> Self {
        Self {
            judge,
            ..Self::default()
        }
    }

    /// The guard of a payload, or why there is none.
    pub(crate) fn get(&mut self, payload: &Arc<str>) -> Built {
        if let Some(built) = self.known.get(payload) {
            return built.clone();
        }
        let built = Prepared::new(payload, self.judge).map(Arc::new);
        if let Ok(prepared) = &built {
            self.policies.push(prepared.policy.clone());
        }
        self.known.insert(payload.clone(), built.clone());
        built
    }

    /// The documents of all policies so far.
    pub(crate) fn policies(&self) -> &[Value] {
        &self.policies
    }
}
