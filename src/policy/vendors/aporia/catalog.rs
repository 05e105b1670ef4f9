//! The policy types: which detector serves each, on which side, and with which message.

use super::condition::{self, Part};
use super::{pii, sql};
use crate::policy::ValidateOptions;
use crate::policy::document::TopicMode;
use crate::policy::fields::{Fields, Sink, loose};
use crate::policy::words::Targets;

/// Reads a `condition`. `None` only after an error went to the sink.
type Reader = fn(&mut Fields<'_>, &ValidateOptions, &mut Sink) -> Option<Vec<Part>>;

/// A built-in policy type.
pub(super) struct PolicyType {
    pub(super) name: &'static str,
    pub(super) targets: Targets,
    pub(super) message: &'static str,
    /// Whether `mask` has something to mask.
    pub(super) masks: bool,
    pub(super) read: Reader,
}

/// The message of a custom policy that has none.
pub(super) const CUSTOM_MESSAGE: &str = "The message violates a policy.";

const OFF_TOPIC: &str = "Response restricted due to off-topic content.";
const PII: &str = "Sensitive data was detected.";
const TOXIC: &str = "The message was found offensive.";
const RIVALS: &str = "Competitors cannot be discussed here.";

const fn on(
    name: &'static str,
    targets: Targets,
    message: &'static str,
    read: Reader,
) -> PolicyType {
    PolicyType {
        name,
        targets,
        message,
        masks: false,
        read,
    }
}

const fn masking(name: &'static str, targets: Targets) -> PolicyType {
    PolicyType {
        masks: true,
        ..on(name, targets, PII, pii::read)
    }
}

const fn prompt(name: &'static str, message: &'static str, read: Reader) -> PolicyType {
    on(name, Targets::PROMPT, message, read)
}

const fn response(name: &'static str, message: &'static str, read: Reader) -> PolicyType {
    on(name, Targets::RESPONSE, message, read)
}

fn banned(
    fields: &mut Fields<'_>,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Vec<Part>> {
    condition::topics(TopicMode::Banned, fields, options, sink)
}

fn allowed(
    fields: &mut Fields<'_>,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Vec<Part>> {
    condition::topics(TopicMode::Allowed, fields, options, sink)
}

/// In the vendor's order.
pub(super) static TYPES: [PolicyType; 17] = [
    prompt(
        "aporia_guardrails_test",
        "Guardrails are active.",
        condition::test,
    ),
    prompt(
        "competition_discussion_on_prompt",
        RIVALS,
        condition::competitors,
    ),
    response(
        "competition_discussion_on_response",
        RIVALS,
        condition::competitors,
    ),
    prompt("basic_restricted_topics_on_prompt", OFF_TOPIC, banned),
    response("basic_restricted_topics_on_response", OFF_TOPIC, banned),
    response(
        "sql_restricted_tables",
        "Response restricted due to access to a restricted table.",
        sql::restricted,
    ),
    response(
        "sql_allowed_tables",
        "Response restricted due to access to a table that is not allowed.",
        sql::allowed,
    ),
    response(
        "sql_read_only_access",
        "Response restricted due to request for write access.",
        sql::read_only,
    ),
    response(
        "sql_load_limit",
        "Response restricted due to potential high system load.",
        sql::load,
    ),
    prompt("basic_allowed_topics_on_prompt", OFF_TOPIC, allowed),
    response("basic_allowed_topics_on_response", OFF_TOPIC, allowed),
    prompt(
        "prompt_injection",
        "This request cannot be processed.",
        condition::injection,
    ),
    response(
        "rag_hallucination",
        "The answer could not be supported by the given context.",
        condition::grounding,
    ),
    masking("pii_on_prompt", Targets::PROMPT),
    masking("pii_on_response", Targets::RESPONSE),
    prompt("toxicity_on_prompt", TOXIC, condition::toxicity),
    response("toxicity_on_response", TOXIC, condition::toxicity),
];

pub(super) fn find(name: &str) -> Option<&'static PolicyType> {
    TYPES.iter().find(|row| row.name == name)
}

/// The names that were probably meant, nearest first; none when no name is near.
pub(super) fn nearest(word: &str) -> Vec<&'static str> {
    /// Longer words are no misspelling, and the distance takes the product of the lengths.
    const LONGEST: usize = 48;
    let word: Vec<char> = loose(word).chars().take(LONGEST + 1).collect();
    if word.is_empty() || word.len() > LONGEST {
        return Vec::new();
    }
    let mut near: Vec<(usize, &'static str)> = TYPES
        .iter()
        .map(|row| {
            let name: Vec<char> = loose(row.name).chars().collect();
            // A name that is merely longer (`toxicity`) is nearer than its length says.
            let distance = if starts(&name, &word) {
                1
            } else {
                distance(&name, &word)
            };
            (distance, row.name)
        })
        .filter(|(distance, _)| *distance <= word.len() / 3 + 1)
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(_, name)| name).take(3).collect()
}

fn starts(name: &[char], word: &[char]) -> bool {
    word.len() > 2 && name.starts_with(word)
}

/// Levenshtein's, over one row.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(b) {
            let above = *cell;
            let changed = diagonal + usize::from(x != y);
            left = changed.min(above + 1).min(left + 1);
            *cell = left;
            diagonal = above;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{TYPES, distance, nearest};
    use crate::policy::templates;

    #[test]
    fn the_types_are_those_of_the_catalog() {
        let types: Vec<&str> = TYPES.iter().map(|row| row.name).collect();
        let catalog: Vec<&str> = templates().iter().map(|row| row.kind).collect();
        assert_eq!(types, catalog);
    }

    #[test]
    fn distances() {
        let measure = |a: &str, b: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            distance(&chars(a), &chars(b))
        };
        assert_eq!(measure("kitten", "sitting"), 3);
        assert_eq!(measure("", "abc"), 3);
        assert_eq!(measure("abc", ""), 3);
        assert_eq!(measure("same", "same"), 0);
    }

    #[test]
    fn near_names_come_first() {
        assert_eq!(nearest("PII-on-prompts").first(), Some(&"pii_on_prompt"));
        assert_eq!(
            nearest("toxicity"),
            ["toxicity_on_prompt", "toxicity_on_response"]
        );
        assert_eq!(
            nearest("sql_restricted_table").first(),
            Some(&"sql_restricted_tables")
        );
        assert!(nearest("cost_harvesting").is_empty());
        assert!(nearest("").is_empty());
    }
}
