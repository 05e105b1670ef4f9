//! Events of a chat completion: cut anywhere, the same bytes come out, and never what was to be taken out.

use std::sync::OnceLock;

use edgeward::engine::sse::{Guarded, OnBlock, Options};
use edgeward::engine::{EvaluateOptions, Guard, Input, StreamOptions};
use edgeward::policy::{Decision, Target};
use serde_json::{Value, json};

use super::judged;

fn policy() -> Value {
    json!({ "kind": "edgeward.policy", "version": 1, "name": "events", "failureMode": "allow", "rules": [
        { "id": "stop", "detector": "keyword", "settings": { "entries": ["lawsuit"] } },
        { "id": "word", "detector": "keyword", "action": "redact", "settings": { "entries": ["lemon", "of the"] } },
        { "id": "mail", "detector": "pii", "settings": { "types": ["email_address", "credit_card"] } },
    ] })
}

fn through(guard: &Guard, sent: &[u8], size: usize) -> Vec<u8> {
    let options = Options {
        stream: StreamOptions::new(Target::Response),
        tool_calls: true,
        on_block: OnBlock::Message("Withheld.".into()),
    };
    let mut guarded = Guarded::new(guard, options);
    let mut out = Vec::new();
    for piece in sent.chunks(size) {
        guarded.push(piece, &mut out);
    }
    guarded.finish(&mut out);
    out
}

/// The first byte: how it is cut, and whether the rest is the events or a text that is sent in events.
pub fn run(data: &[u8]) {
    static GUARD: OnceLock<Guard> = OnceLock::new();
    let guard = GUARD.get_or_init(|| judged::guard(&policy()));
    let (head, rest) = data.split_first().unwrap_or((&0, &[]));
    let size = usize::from(head / 2) + 1;
    if head % 2 == 0 {
        let whole = through(guard, rest, rest.len().max(1));
        assert_eq!(whole, through(guard, rest, size), "in pieces of {size}");
        return;
    }
    let text = String::from_utf8_lossy(rest);
    let sent = events(&text, size);
    let got = through(guard, sent.as_bytes(), 7 + size);
    let verdict = guard.evaluate(&Input::response(text.clone()), &EvaluateOptions::default());
    let outcome = verdict.response.unwrap();
    let read = content(&got);
    match outcome.text {
        // Nothing found: not a byte is changed.
        Some(_) if verdict.findings.is_empty() => assert_eq!(got, sent.as_bytes()),
        Some(wanted) if verdict.decision <= Decision::Redact => assert_eq!(read, wanted),
        _ => assert!(!read.to_lowercase().contains("lawsuit"), "{read}"),
    }
}

/// A text in events of so many characters.
fn events(text: &str, size: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let event = |piece: &[char]| {
        let content: String = piece.iter().collect();
        let data = json!({ "id": "c", "choices": [{ "index": 0, "delta": { "content": content }, "finish_reason": null }] });
        format!("data: {data}\n\n")
    };
    let end =
        json!({ "id": "c", "choices": [{ "index": 0, "delta": {}, "finish_reason": "stop" }] });
    chars.chunks(size).map(event).collect::<String>() + &format!("data: {end}\n\ndata: [DONE]\n\n")
}

/// What a client reads.
fn content(bytes: &[u8]) -> String {
    let events = String::from_utf8(bytes.to_vec()).expect("events are text");
    let data = events
        .split('\n')
        .filter_map(|line| line.strip_prefix("data: "));
    data.filter_map(|data| serde_json::from_str::<Value>(data).ok())
        .map(|event| {
            event["choices"][0]["delta"]["content"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
}
