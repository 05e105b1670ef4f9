//! Events of a chat completion: cut anywhere, the same bytes come out, and never what was to be taken out.

use std::char::{DecodeUtf16Error, decode_utf16};
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

/// A text in events of so many UTF-16 units, as a host of JavaScript cuts it: half a character may stand alone.
fn events(text: &str, size: usize) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let literal = |piece: &[u16]| {
        let char = |read: Result<char, DecodeUtf16Error>| match read {
            Ok(char) => {
                let quoted = json!(char.to_string()).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            }
            Err(half) => format!("\\u{:04x}", half.unpaired_surrogate()),
        };
        decode_utf16(piece.iter().copied())
            .map(char)
            .collect::<String>()
    };
    let event = |piece: &[u16]| {
        let data = json!({ "id": "c", "choices": [{ "index": 0, "delta": { "content": "@" }, "finish_reason": null }] });
        let data = data.to_string().replace('@', &literal(piece));
        format!("data: {data}\n\n")
    };
    let end =
        json!({ "id": "c", "choices": [{ "index": 0, "delta": {}, "finish_reason": "stop" }] });
    units.chunks(size).map(event).collect::<String>() + &format!("data: {end}\n\ndata: [DONE]\n\n")
}

/// What a client reads that puts units together.
fn content(bytes: &[u8]) -> String {
    let events = String::from_utf8(bytes.to_vec()).expect("events are text");
    let mut joined = String::new();
    for piece in events.split("\"content\":\"").skip(1) {
        let mut escaped = false;
        let inside = piece.find(|sign| {
            let ends = sign == '"' && !escaped;
            escaped = sign == '\\' && !escaped;
            ends
        });
        joined.push_str(&piece[..inside.expect("a string ends")]);
    }
    serde_json::from_str(&format!("\"{joined}\"")).expect("halves find each other")
}
