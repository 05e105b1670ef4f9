//! The `action` of a policy: an object, or its `type` alone.

use crate::policy::diagnostic::{Code, Diagnostic};
use crate::policy::fields::{Field, Sink, Spelling, listed};
use crate::policy::reader::Value;
use crate::policy::words::Action;

/// What the vendor's dashboard calls an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verb {
    Block,
    Override,
    Mask,
    Rephrase,
    Log,
}

/// Each word, its aliases, and what it is here.
const VERBS: [(Verb, &str, &[&str], Action); 5] = [
    (Verb::Block, "block", &[], Action::Block),
    (
        Verb::Override,
        "override",
        &["modify", "replace", "override_response"],
        Action::Override,
    ),
    (
        Verb::Mask,
        "mask",
        &["redact", "pii_masking", "anonymize"],
        Action::Redact,
    ),
    (Verb::Rephrase, "rephrase", &["rewrite"], Action::Rephrase),
    (
        Verb::Log,
        "log",
        &["flag", "monitor", "passthrough", "none"],
        Action::Flag,
    ),
];

impl Verb {
    pub(super) fn word(self) -> &'static str {
        self.row().1
    }

    pub(super) fn action(self) -> Action {
        self.row().3
    }

    fn row(self) -> &'static (Self, &'static str, &'static [&'static str], Action) {
        let mut rows = VERBS.iter();
        // Every verb has its row; the first one is the strictest.
        rows.find(|row| row.0 == self).unwrap_or(&VERBS[0])
    }

    /// Reads a word; `mask` is refused where there is nothing to mask.
    pub(super) fn read(field: &Field<'_>, masks: bool, sink: &mut Sink) -> Option<Self> {
        let word = field.text(sink)?;
        let row = VERBS
            .iter()
            .find(|(_, name, aliases, _)| *name == word || aliases.contains(&word));
        let accepted: Vec<&str> = VERBS
            .iter()
            .filter(|row| masks || row.0 != Self::Mask)
            .map(|row| row.1)
            .collect();
        match row {
            None => {
                sink.unknown_value(&field.path, word, &accepted);
                None
            }
            Some((Self::Mask, ..)) if !masks => {
                let message = format!(
                    "`{word}` needs personal data to mask, which only `pii_on_prompt` and `pii_on_response` find; use one of {}",
                    listed(&accepted)
                );
                let refused = Diagnostic::new(Code::ActionNotApplicable, &field.path, message);
                sink.push(refused.accepting(accepted));
                None
            }
            Some((verb, ..)) => Some(*verb),
        }
    }
}

/// An action with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reaction {
    pub(super) verb: Verb,
    pub(super) message: Option<String>,
    pub(super) placeholder: Option<String>,
    /// As the success document gives it.
    pub(super) json: serde_json::Value,
}

impl Default for Reaction {
    fn default() -> Self {
        Self {
            verb: Verb::Block,
            message: None,
            placeholder: None,
            json: serde_json::json!({ "type": "block" }),
        }
    }
}

/// Reads an action; what is wrong with it goes to the sink, and the strictest stands in for it.
pub(super) fn read(field: &Field<'_>, masks: bool, sink: &mut Sink) -> Reaction {
    if let Value::String(word) = &field.node.value {
        return Reaction {
            verb: Verb::read(field, masks, sink).unwrap_or(Verb::Block),
            json: serde_json::json!({ "type": word }),
            ..Reaction::default()
        };
    }
    if !matches!(field.node.value, Value::Object(_)) {
        sink.wrong_type(
            &field.path,
            field.node,
            "an object or the name of an action",
        );
        return Reaction::default();
    }
    let Some(mut fields) = field.fields(Spelling::Loose, sink) else {
        return Reaction::default();
    };
    let verb = fields
        .get("type", &["action", "action_type"], sink)
        .and_then(|field| Verb::read(&field, masks, sink))
        .unwrap_or(Verb::Block);
    let message = fields
        .get("message", &MESSAGE_ALIASES, sink)
        .and_then(|field| field.text(sink));
    let placeholder = if verb == Verb::Mask {
        fields
            .get("placeholder", &["mask", "replacement"], sink)
            .and_then(|field| field.text(sink))
    } else {
        None
    };
    fields.finish(sink);
    Reaction {
        verb,
        message: message.map(str::to_owned),
        placeholder: placeholder.map(str::to_owned),
        json: field.node.to_json(),
    }
}

const MESSAGE_ALIASES: [&str; 7] = [
    "revised_message",
    "revised_response",
    "override_message",
    "block_message",
    "fallback_message",
    "response",
    "text",
];
