//! The text that a judge is asked: which names it may use, and which sides they need.

use super::braces;
use super::diagnostic::{Code, Diagnostic};
use super::fields::{Field, Fields, Sink, listed};
use super::words::{Target, Targets};

/// The names that every such text may use.
pub const NAMES: [&str; 3] = ["question", "context", "answer"];

/// The names that exist only once there is a response.
const OF_RESPONSE: [&str; 2] = ["context", "answer"];

/// What is known of a text before it is read.
pub(crate) struct Question<'a> {
    /// The sides it is asked for, where they are given.
    pub(crate) targets: Option<Targets>,
    /// Names beside the three.
    pub(crate) extractions: &'a [String],
    /// Whether a text without a name is worth a warning.
    pub(crate) must_name: bool,
}

/// Reads a text and says what is wrong with its names.
pub(crate) fn read(field: &Field<'_>, question: &Question<'_>, sink: &mut Sink) -> Option<String> {
    let text = field.filled(sink)?;
    let known = |name: &str| {
        NAMES.contains(&name) || question.extractions.iter().any(|extra| extra == name)
    };
    let mut named = false;
    for (name, span) in braces::names(text) {
        if sink.is_full() {
            break;
        }
        named = true;
        let fault = if !known(name) {
            let accepted: Vec<&str> = NAMES
                .into_iter()
                .chain(question.extractions.iter().map(String::as_str))
                .collect();
            let message = format!(
                "`{{{name}}}` cannot be filled in here; use {}, or `{{{{{name}}}}}` to write it as it stands",
                listed(&accepted)
            );
            Diagnostic::new(Code::UnknownPlaceholder, &field.path, message).accepting(accepted)
        } else if OF_RESPONSE.contains(&name)
            && question
                .targets
                .is_some_and(|targets| !targets.contains(Target::Response))
        {
            let message =
                format!("`{{{name}}}` is known only with the response; use the target `response`");
            Diagnostic::new(Code::TargetNeedsResponse, &field.path, message)
        } else {
            continue;
        };
        sink.push(fault.at(span));
    }
    if question.must_name && !named {
        let message = "the instructions name none of `{question}`, `{context}` and `{answer}`, so they are asked without the text";
        sink.note(Code::PlaceholderMissing, &field.path, message);
    }
    Some(text.to_owned())
}

/// The sides of a text that names none itself.
#[must_use]
pub fn targets(text: &str) -> Targets {
    if braces::names(text).any(|(name, _)| OF_RESPONSE.contains(&name)) {
        Targets::RESPONSE
    } else {
        Targets::PROMPT
    }
}

/// A sampling setting from 0 to `max`, 1 when it is absent or wrong.
pub(crate) fn number(key: &'static str, max: f64, fields: &mut Fields<'_>, sink: &mut Sink) -> f64 {
    fields
        .get(key, &[], sink)
        .and_then(|field| field.number(0.0, max, sink))
        .unwrap_or(1.0)
}
