//! What is evaluated: prompt, response, context, or a conversation.

use serde::Deserialize;

use crate::policy::words::Target;

/// The texts of one evaluation. `messages` or `prompt`, not both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Input {
    /// What the user wrote.
    pub prompt: Option<String>,
    /// What the model answered.
    pub response: Option<String>,
    /// Retrieved text and tool output.
    #[serde(deserialize_with = "one_or_many")]
    pub context: Vec<String>,
    /// A conversation: the prompt is the last user message, tool messages are context, the rest is not judged.
    pub messages: Option<Vec<Message>>,
}

fn one_or_many<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        One(String),
        Many(Vec<String>),
    }
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(text) => vec![text],
        OneOrMany::Many(texts) => texts,
    })
}

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Message {
    /// `system`, `developer`, `user`, `assistant`, `tool` or `other`.
    pub role: String,
    /// The text, or its parts.
    #[serde(default)]
    pub content: Content,
}

/// What a message says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Content {
    /// Nothing (a message of tool calls only).
    #[default]
    Nothing,
    /// One text.
    Text(String),
    /// Parts, of which those with a text count.
    Parts(Vec<Part>),
}

/// A part of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Part {
    /// `text`, `image_url`, ...
    #[serde(rename = "type", default)]
    pub kind: String,
    /// The text, for parts that have one.
    #[serde(default)]
    pub text: Option<String>,
}

/// A text that is judged, with its place in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// Which side it is on.
    pub target: Target,
    /// Index into `messages`.
    pub message: Option<usize>,
    /// Index into the message's parts.
    pub part: Option<usize>,
    /// Index into `context`.
    pub context: Option<usize>,
    /// The whole text; spans are relative to it.
    pub text: &'a str,
}

impl<'a> Segment<'a> {
    fn of(target: Target, text: &'a str) -> Self {
        Self {
            target,
            message: None,
            part: None,
            context: None,
            text,
        }
    }
}

impl Input {
    /// A prompt alone.
    #[must_use]
    pub fn prompt(text: impl Into<String>) -> Self {
        Self {
            prompt: Some(text.into()),
            ..Self::default()
        }
    }

    /// A response alone.
    #[must_use]
    pub fn response(text: impl Into<String>) -> Self {
        Self {
            response: Some(text.into()),
            ..Self::default()
        }
    }

    /// The texts that are judged, prompt first, then response, then context.
    #[must_use]
    pub fn segments(&self) -> Vec<Segment<'_>> {
        let mut segments = Vec::new();
        let messages = self.messages.as_deref().unwrap_or_default();
        segments.extend(
            self.prompt
                .as_deref()
                .map(|text| Segment::of(Target::Prompt, text)),
        );
        if let Some(last) = messages.iter().rposition(|message| message.role == "user") {
            segments.extend(message_segments(messages, last, Target::Prompt));
        }
        segments.extend(
            self.response
                .as_deref()
                .map(|text| Segment::of(Target::Response, text)),
        );
        for (index, text) in self.context.iter().enumerate() {
            segments.push(Segment {
                context: Some(index),
                ..Segment::of(Target::Context, text)
            });
        }
        for (index, message) in messages.iter().enumerate() {
            if message.role == "tool" {
                segments.extend(message_segments(messages, index, Target::Context));
            }
        }
        segments
    }
}

fn message_segments(messages: &[Message], index: usize, target: Target) -> Vec<Segment<'_>> {
    let at = |part: Option<usize>, text| Segment {
        message: Some(index),
        part,
        ..Segment::of(target, text)
    };
    match messages.get(index).map(|message| &message.content) {
        Some(Content::Text(text)) => vec![at(None, text.as_str())],
        Some(Content::Parts(parts)) => {
            let texts = parts.iter().enumerate();
            texts
                .filter_map(|(part, each)| Some(at(Some(part), each.text.as_deref()?)))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// What a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text.
    #[default]
    Text,
    /// JSON: its strings are read unescaped, and redactions keep it valid.
    Json,
}

/// How one evaluation is done.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct EvaluateOptions {
    /// Instead of the guard's.
    pub failure_mode: Option<crate::policy::FailureMode>,
    /// Also every rule's score, fired or not.
    pub scores: bool,
    /// Instead of the guard's.
    pub placeholder: Option<String>,
    /// Reversible redaction: what was redacted before in this conversation. The verdict brings the vault to go on with.
    pub vault: Option<super::Vault>,
    /// How `prompt`, `response` and `context` are read, and the text of a stream; `messages` are text.
    pub format: Format,
}
