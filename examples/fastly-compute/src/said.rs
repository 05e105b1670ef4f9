//! What a message says: a model's texts, in the forms in which upstreams write them.

use serde_json::{Map, Value, json};

/// Where a model writes text for somebody to read.
pub(crate) const TEXTS: [&str; 4] = ["content", "refusal", "reasoning", "reasoning_content"];
/// Where some say it again, in pieces that may be signed.
pub(crate) const PIECES: [&str; 2] = ["reasoning_details", "thinking_blocks"];

/// Makes its texts texts. Parts become one text, so that nothing is split between them; what a part holds beside text is
/// left out, and so is sound: neither can be judged, and what its transcript says is said by nothing else.
pub(crate) fn make_plain(message: &mut Map<String, Value>) {
    message.remove("audio");
    let thought = list(message.get("content"))
        .map(thinking)
        .collect::<String>();
    for key in TEXTS {
        match message.get_mut(key) {
            None | Some(Value::String(_)) => {}
            Some(value) => {
                *value = match value {
                    Value::Array(parts) => parts.iter().map(text).collect::<String>().into(),
                    _ => Value::Null,
                };
            }
        }
    }
    if !thought.is_empty() {
        let known = message.get("reasoning_content").and_then(Value::as_str);
        let said = thought + known.unwrap_or_default();
        message.insert("reasoning_content".into(), json!(said));
    }
}

/// What the pieces say, as one text.
pub(crate) fn said_in_pieces(pieces: Option<&Value>) -> String {
    let texts = |piece| ["text", "summary", "thinking"].map(|key| string(piece, key));
    list(pieces).flat_map(texts).collect()
}

fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

fn string<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn text(part: &Value) -> &str {
    part.as_str().unwrap_or_else(|| {
        let key = if part.get("text").is_some() {
            "text"
        } else {
            "refusal"
        };
        string(part, key)
    })
}

fn thinking(part: &Value) -> String {
    match part.get("thinking") {
        Some(Value::Array(parts)) => parts.iter().map(text).collect(),
        _ => string(part, "thinking").to_owned(),
    }
}
