//! Which strings of an event are texts of a model.

use serde_json::Value;

use super::literal::Key;

/// Which text of a choice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// `content`, `refusal`, `reasoning_content`, `text` and others that a client shows.
    Named(String),
    /// The arguments of a tool call, by its index: JSON.
    Tool(usize),
    /// What a tool that takes plain text is given, by its index.
    Input(usize),
}

/// The texts that a client shows or runs.
const FIELDS: [&str; 4] = ["content", "refusal", "reasoning_content", "reasoning"];

/// Which text a string of a choice is.
pub(super) fn of(path: &[Key], choice: &Value, tool_calls: bool) -> Option<Field> {
    let (holder, rest) = path.split_first()?;
    match (holder, rest) {
        (Key::Name(name), []) if name == "text" => Some(named(name)),
        (Key::Name(holder), [Key::Name(first), rest @ ..])
            if holder == "delta" || holder == "message" =>
        {
            match first.as_str() {
                "function_call" | "tool_calls" => {
                    let call = called(first, rest, choice.get(holder)?)?;
                    tool_calls.then_some(call)
                }
                _ => shown(first, rest),
            }
        }
        _ => None,
    }
}

/// A message beside the delta of the same choice: some providers repeat the whole text in each event.
pub(super) fn is_beside_a_delta(path: &[Key], choice: &Value) -> bool {
    matches!(path.first(), Some(Key::Name(name)) if name == "message")
        && choice.get("delta").is_some_and(Value::is_object)
}

/// Where other formats have a text: Anthropic's messages, OpenAI's responses, Gemini's candidates, Workers AI.
const FOREIGN: [&str; 13] = [
    "candidates",
    "completion",
    "content",
    "content_block",
    "delta",
    "generated_text",
    "item",
    "output",
    "output_text",
    "part",
    "response",
    "text",
    "token",
];

/// Whether an event without choices may say a text, in a format that is not read.
pub(super) fn is_foreign(event: &Value) -> bool {
    let Some(event) = event.as_object() else {
        return true;
    };
    let is = |name: &&str| event.get(*name).is_some_and(|value| !value.is_null());
    FOREIGN.iter().any(is) || event.get("message").is_some_and(Value::is_object)
}

fn named(name: &str) -> Field {
    Field::Named(name.to_owned())
}

/// A text that is shown: by its first name and the path below it.
fn shown(first: &str, rest: &[Key]) -> Option<Field> {
    let name = match (first, rest) {
        (_, []) if FIELDS.contains(&first) => first,
        // Content in parts, among them what was thought.
        ("content", [Key::Index(_), Key::Name(name), rest @ ..]) => match (name.as_str(), rest) {
            ("text", []) => first,
            ("thinking", []) => name,
            ("thinking", [Key::Index(_), Key::Name(text)]) if text == "text" => name,
            _ => return None,
        },
        ("reasoning_details", [Key::Index(_), Key::Name(name)])
            if name == "text" || name == "summary" =>
        {
            first
        }
        ("thinking_blocks", [Key::Index(_), Key::Name(name)]) if name == "thinking" => first,
        ("audio", [Key::Name(name)]) if name == "transcript" => name,
        _ => return None,
    };
    Some(named(name))
}

/// What a tool is called with.
fn called(first: &str, rest: &[Key], holder: &Value) -> Option<Field> {
    match rest {
        [Key::Name(name)] if first == "function_call" && name == "arguments" => {
            Some(Field::Tool(0))
        }
        [Key::Index(at), Key::Name(call), Key::Name(name)] if first == "tool_calls" => {
            let kind = match (call.as_str(), name.as_str()) {
                ("function", "arguments") => Field::Tool,
                ("custom", "input") => Field::Input,
                _ => return None,
            };
            let own = holder.get(first)?.get(at)?.get("index");
            let index = own
                .and_then(Value::as_u64)
                .and_then(|at| usize::try_from(at).ok());
            Some(kind(index.unwrap_or(*at)))
        }
        _ => None,
    }
}
