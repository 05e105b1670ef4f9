//! One event: its bytes as they came, and the texts of a model in it.

use serde_json::Value;

use super::literal::{Key, literals};

/// Which text of a choice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// `content`, `refusal`, `reasoning_content`, `text`.
    Named(String),
    /// The arguments of a tool call, by its index: JSON.
    Tool(usize),
    /// What a tool that takes plain text is given, by its index.
    Input(usize),
}

/// A piece of a text.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) choice: usize,
    pub(super) field: Field,
    pub(super) text: String,
    /// Bytes of `data`, quotes included.
    pub(super) literal: (usize, usize),
    /// Bytes of the field's text so far.
    pub(super) range: (usize, usize),
}

/// What an event is.
#[derive(Debug)]
pub(super) enum Event {
    /// A comment, another field, an event about something else.
    Other,
    /// `[DONE]`
    Done,
    /// Data that cannot be read.
    Malformed,
    Chunk(Chunk),
}

/// An event with choices.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) data: String,
    pub(super) parts: Vec<Part>,
    /// Each choice, and the place of its reason when it ends here.
    pub(super) choices: Vec<(usize, Option<(usize, usize)>)>,
    /// `id`, `object`, `created`, `model`.
    pub(super) head: Value,
}

/// The texts that a client shows or runs.
const FIELDS: [&str; 4] = ["content", "refusal", "reasoning_content", "reasoning"];

/// Reads the bytes of one event.
pub(super) fn read(raw: &[u8], tool_calls: bool) -> Event {
    let Ok(text) = std::str::from_utf8(raw) else {
        return Event::Malformed;
    };
    let Some(data) = data(text) else {
        return Event::Other;
    };
    if data.trim() == "[DONE]" {
        return Event::Done;
    }
    let Ok(value) = serde_json::from_str::<Value>(&data) else {
        return Event::Malformed;
    };
    let Some(choices) = value.get("choices").and_then(Value::as_array) else {
        return Event::Other;
    };
    let Some(found) = literals(&data) else {
        return Event::Malformed;
    };
    let index = |value: &Value, usual: usize| {
        let index = value.get("index").and_then(Value::as_u64);
        index
            .and_then(|index| usize::try_from(index).ok())
            .unwrap_or(usual)
    };
    let mut chunk = Chunk {
        parts: Vec::new(),
        choices: choices
            .iter()
            .enumerate()
            .map(|(at, choice)| (index(choice, at), None))
            .collect(),
        head: Value::Object(crate::order::inserted(
            ["id", "object", "created", "model"]
                .iter()
                .filter_map(|name| Some(((*name).to_owned(), value.get(*name)?.clone()))),
        )),
        data: String::new(),
    };
    for literal in found {
        let [Key::Name(root), Key::Index(at), rest @ ..] = literal.path.as_slice() else {
            continue;
        };
        let Some(choice) = choices.get(*at).filter(|_| root == "choices") else {
            continue;
        };
        let place = (literal.start, literal.end);
        if matches!(rest, [Key::Name(name)] if name == "finish_reason") {
            if let Some(known) = chunk.choices.get_mut(*at) {
                known.1 = Some(place);
            }
            continue;
        }
        let Some(field) = field(rest, choice, tool_calls) else {
            continue;
        };
        let text = data
            .get(literal.start..literal.end)
            .and_then(|text| serde_json::from_str(text).ok());
        let Some(text) = text else {
            // Half of a surrogate pair in an escape: no text that could be judged.
            return Event::Malformed;
        };
        chunk.parts.push(Part {
            choice: index(choice, *at),
            field,
            text,
            literal: place,
            range: (0, 0),
        });
    }
    chunk.data = data;
    Event::Chunk(chunk)
}

/// Which text a string of a choice is.
fn field(path: &[Key], choice: &Value, tool_calls: bool) -> Option<Field> {
    let named = |name: &String| Some(Field::Named(name.clone()));
    match path {
        [Key::Name(name)] if name == "text" => named(name),
        [Key::Name(holder), rest @ ..] if holder == "delta" || holder == "message" => match rest {
            [Key::Name(name)] if FIELDS.contains(&name.as_str()) => named(name),
            // Content in parts.
            [Key::Name(name), Key::Index(_), Key::Name(text)]
                if name == "content" && text == "text" =>
            {
                named(name)
            }
            [Key::Name(call), Key::Name(name)]
                if call == "function_call" && name == "arguments" =>
            {
                tool_calls.then_some(Field::Tool(0))
            }
            [
                Key::Name(calls),
                Key::Index(at),
                Key::Name(call),
                Key::Name(name),
            ] if calls == "tool_calls" => {
                let kind = match (call.as_str(), name.as_str()) {
                    ("function", "arguments") => Field::Tool,
                    ("custom", "input") => Field::Input,
                    _ => return None,
                };
                let own = choice.get(holder)?.get(calls)?.get(at)?.get("index");
                let index = own
                    .and_then(Value::as_u64)
                    .and_then(|at| usize::try_from(at).ok());
                tool_calls.then_some(kind(index.unwrap_or(*at)))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The lines of `data`, joined; nothing when there are none.
fn data(text: &str) -> Option<String> {
    let mut joined: Option<String> = None;
    for line in lines(text) {
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        let Some(rest) = line.strip_prefix("data") else {
            continue;
        };
        let value = match rest.strip_prefix(':') {
            Some(value) => value.strip_prefix(' ').unwrap_or(value),
            None if rest.is_empty() => "",
            None => continue,
        };
        match &mut joined {
            Some(joined) => {
                joined.push('\n');
                joined.push_str(value);
            }
            None => joined = Some(value.to_owned()),
        }
    }
    joined
}

/// The lines of an event; each of the three line ends counts.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// The event with other data.
pub(super) fn with_data(raw: &[u8], data: &str, out: &mut Vec<u8>) {
    let text = std::str::from_utf8(raw).unwrap_or_default();
    for line in lines(text).filter(|line| !line.is_empty() && !line.starts_with("data")) {
        out.extend_from_slice(line.as_bytes());
        out.push(b'\n');
    }
    for line in data.split('\n') {
        out.extend_from_slice(b"data: ");
        out.extend_from_slice(line.as_bytes());
        out.push(b'\n');
    }
    out.push(b'\n');
}
