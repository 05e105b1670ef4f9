//! The `condition` of the types that are not about SQL or personal data.

use super::action::Verb;
use crate::policy::ValidateOptions;
use crate::policy::diagnostic::{Code, Diagnostic};
use crate::policy::document::{
    Check, Competitor, GROUNDEDNESS_CHECKS, Groundedness, SmallTalk, TOXICITY_LABELS, Topic,
    TopicMode, Toxicity,
};
use crate::policy::fields::{Fields, Sink};
use crate::policy::lists::{self, Keys};
use crate::policy::words::Targets;

/// A neutral rule in the making; most types are one.
pub(super) struct Part {
    pub(super) check: Check,
    pub(super) threshold: Option<f64>,
    /// The sides, where the condition changes them.
    pub(super) targets: Option<Targets>,
    /// The action, where the condition gives one of its own.
    pub(super) verb: Option<Verb>,
    /// Whether an answer without context is a violation.
    pub(super) needs_context: bool,
}

impl Part {
    pub(super) fn new(check: Check, threshold: Option<f64>) -> Self {
        Self {
            check,
            threshold,
            targets: None,
            verb: None,
            needs_context: false,
        }
    }

    fn one(check: Check, threshold: Option<f64>) -> Vec<Self> {
        vec![Self::new(check, threshold)]
    }
}

/// What a sensitivity is on the scale of scores.
const SENSITIVITIES: [(&str, f64); 3] = [("low", 0.8), ("medium", 0.5), ("high", 0.2)];

const THRESHOLD_ALIASES: [&str; 3] = ["score_threshold", "min_score", "confidence"];

/// `threshold` alone.
pub(super) fn threshold(fields: &mut Fields<'_>, sink: &mut Sink) -> Option<f64> {
    let field = fields.get("threshold", &THRESHOLD_ALIASES, sink)?;
    lists::threshold(&field, sink)
}

/// `sensitivity` or `threshold`.
fn strictness(fields: &mut Fields<'_>, sink: &mut Sink) -> Option<f64> {
    let sensitivity = fields.get("sensitivity", &["sensitivity_level"], sink);
    let number = fields.get("threshold", &THRESHOLD_ALIASES, sink);
    let threshold = number
        .as_ref()
        .and_then(|field| lists::threshold(field, sink));
    let Some(field) = sensitivity else {
        return threshold;
    };
    let words = SENSITIVITIES.map(|(word, _)| word);
    let word = field.word(&words, sink);
    if let Some(number) = number {
        let message = "`threshold` and `sensitivity` say the same thing; give one of them";
        sink.push(Diagnostic::new(
            Code::ConflictingKeys,
            &number.path,
            message,
        ));
    }
    let row = SENSITIVITIES.iter().find(|row| Some(row.0) == word)?;
    Some(row.1)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature of every reader in the catalog"
)]
pub(super) fn test(
    _fields: &mut Fields<'_>,
    _options: &ValidateOptions,
    _sink: &mut Sink,
) -> Option<Vec<Part>> {
    Some(Part::one(Check::TestString, None))
}

pub(super) fn competitors(
    fields: &mut Fields<'_>,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Vec<Part>> {
    let aliases = [
        "competition",
        "competitor_names",
        "competing_companies",
        "companies",
        "names",
    ];
    let field = fields.require("competitors", &aliases, sink)?;
    let names = field.named(options.limits.keywords, Keys::Ours, sink)?;
    Some(Part::one(Check::Competitor(Competitor { names }), None))
}

pub(super) fn topics(
    mode: TopicMode,
    fields: &mut Fields<'_>,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Vec<Part>> {
    let aliases: &[&str] = match mode {
        TopicMode::Banned => &[
            "restricted_topics",
            "banned_topics",
            "blocked_topics",
            "forbidden_topics",
        ],
        TopicMode::Allowed => &["allowed_topics", "whitelisted_topics"],
    };
    let topics = fields
        .require("topics", aliases, sink)
        .and_then(|field| field.topics(options.limits.keywords, Keys::Ours, sink));
    let threshold = strictness(fields, sink);
    let on_topic = match mode {
        TopicMode::Banned => true,
        TopicMode::Allowed => fields.flag("allow_small_talk", &["small_talk"], true, sink),
    };
    let small_talk = if on_topic {
        SmallTalk::Allow
    } else {
        SmallTalk::Judge
    };
    let topic = Topic {
        mode,
        topics: topics?,
        small_talk,
    };
    Some(Part::one(Check::Topic(topic), threshold))
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature of every reader in the catalog"
)]
pub(super) fn injection(
    fields: &mut Fields<'_>,
    _options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Vec<Part>> {
    let threshold = strictness(fields, sink);
    let context = fields.flag("include_context", &["check_context"], false, sink);
    let mut part = Part::new(Check::PromptInjection, threshold);
    // The vendor judges the user's own words only.
    part.targets = context.then_some(Targets::INPUTS);
    Some(vec![part])
}

pub(super) fn grounding(
    fields: &mut Fields<'_>,
    _options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Vec<Part>> {
    let threshold = strictness(fields, sink);
    let checks = match fields.get("checks", &[], sink) {
        Some(field) => field.distinct_words(&GROUNDEDNESS_CHECKS, sink),
        None => Some(Groundedness::default().checks),
    };
    let without = fields
        .get("without_context", &[], sink)
        .and_then(|field| field.word(&["skip", "violate"], sink));
    let check = Check::Groundedness(Groundedness { checks: checks? });
    let mut part = Part::new(check, threshold);
    part.needs_context = without == Some("violate");
    Some(vec![part])
}

pub(super) fn toxicity(
    fields: &mut Fields<'_>,
    _options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Vec<Part>> {
    let threshold = strictness(fields, sink);
    let labels = match fields.get("labels", &["categories"], sink) {
        Some(field) => field.distinct_words(&TOXICITY_LABELS, sink),
        None => Some(Toxicity::default().labels),
    };
    let check = Check::Toxicity(Toxicity { labels: labels? });
    Some(Part::one(check, threshold))
}
