//! Server-sent events through a guard, in Rust.

mod asked;
mod calls;
mod faults;
mod halves;
mod providers;
mod shapes;

use edgeward::engine::sse::{End, Field, Guarded, OnBlock, Options};
use edgeward::engine::{Guard, GuardOptions, StreamOptions};
use edgeward::policy::{Decision, Policy, Target, ValidateOptions};
use serde_json::{Value, json};

fn guard() -> Guard {
    let payload = json!({ "kind": "edgeward.policy", "version": 1, "name": "Events", "rules": [
        { "id": "stop", "detector": "keyword", "message": "No lawsuits here.", "settings": { "entries": ["lawsuit"] } },
        { "id": "mail", "detector": "pii", "settings": { "types": ["email_address"] } },
    ] });
    let (policy, _) = Policy::from_json(&payload.to_string(), &ValidateOptions::default()).unwrap();
    Guard::new(policy, &GuardOptions::default())
}

fn options() -> Options {
    Options {
        stream: StreamOptions::new(Target::Response),
        tool_calls: true,
        on_block: OnBlock::Message("Withheld.".into()),
    }
}

fn through(guard: &Guard, sent: &str, size: usize) -> (String, End) {
    let mut guarded = Guarded::new(guard, options());
    let mut out = Vec::new();
    for piece in sent.as_bytes().chunks(size) {
        guarded.push(piece, &mut out);
    }
    let end = guarded.finish(&mut out);
    (String::from_utf8(out).unwrap(), end)
}

fn chunk(choice: usize, delta: &Value, reason: Option<&str>) -> String {
    let event = json!({ "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1_700_000_000, "model": "m", "service_tier": "x",
        "choices": [{ "index": choice, "delta": delta, "logprobs": null, "finish_reason": reason }] });
    format!("data: {event}\n\n")
}

/// What a client reads of a choice: its content, its tool arguments, its reason.
fn read(events: &str, choice: usize) -> (String, String, Option<String>) {
    let (mut content, mut arguments, mut reason) = (String::new(), String::new(), None);
    for line in events
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
    {
        let Ok(event) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        for each in event["choices"].as_array().into_iter().flatten() {
            if each["index"] != choice {
                continue;
            }
            content += each["delta"]["content"].as_str().unwrap_or_default();
            for call in each["delta"]["tool_calls"].as_array().into_iter().flatten() {
                arguments += call["function"]["arguments"].as_str().unwrap_or_default();
            }
            reason = reason.or(each["finish_reason"].as_str().map(str::to_owned));
        }
    }
    (content, arguments, reason)
}

/// In the form of the published examples: a role first, contents, an end, the usage, and what providers add.
fn published() -> String {
    [
        ": OPENROUTER PROCESSING\n\n".to_owned(),
        chunk(0, &json!({ "role": "assistant", "content": "", "refusal": null }), None),
        chunk(0, &json!({ "content": "Hello" }), None),
        chunk(0, &json!({ "content": " \u{1f600} \u{e9}\u{301}!" }), None),
        "event: ping\ndata: {\"type\": \"ping\"}\n\n".to_owned(),
        "id: 7\r\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" How are you?\\n\"}}],\"x\" : 1.50}\r\n\r\n".to_owned(),
        chunk(0, &json!({ "tool_calls": [{ "index": 0, "id": "call_1", "type": "function", "function": { "name": "weather", "arguments": "" } }] }), None),
        chunk(0, &json!({ "tool_calls": [{ "index": 0, "function": { "arguments": "{\"city\": \"Oslo\"}" } }] }), None),
        chunk(0, &json!({}), Some("stop")),
        "data: {\"id\":\"chatcmpl-1\",\"choices\":[],\"usage\":{\"total_tokens\":12}}\n\n".to_owned(),
        "data: [DONE]\n\n".to_owned(),
    ]
    .concat()
}

#[test]
fn what_nothing_is_found_in_passes_byte_for_byte() {
    let guard = guard();
    let sent = published();
    for size in [1, 2, 3, 7, 64, 10_000] {
        let (out, end) = through(&guard, &sent, size);
        assert_eq!(out, sent, "in pieces of {size}");
        assert_eq!((end.verdicts.len(), end.malformed), (2, 0));
    }
    let carriage = sent.replace('\n', "\r");
    assert_eq!(through(&guard, &carriage, 5).0, carriage);
}

#[test]
fn redactions_reach_over_events_and_leave_the_rest_of_them() {
    let guard = guard();
    let sent = [
        chunk(0, &json!({ "content": "to kim.l" }), None),
        chunk(1, &json!({ "content": "nothing here" }), None),
        chunk(0, &json!({ "content": "ee@example" }), None),
        chunk(0, &json!({ "content": ".com and on" }), None),
        chunk(0, &json!({}), Some("stop")),
        chunk(1, &json!({}), Some("length")),
        "data: [DONE]\n\n".to_owned(),
    ]
    .concat();
    for size in [1, 13, 10_000] {
        let (out, end) = through(&guard, &sent, size);
        assert_eq!(read(&out, 0).0, "to [EMAIL_ADDRESS] and on");
        assert_eq!(
            read(&out, 1),
            ("nothing here".into(), String::new(), Some("length".into()))
        );
        assert!(out.contains("\"service_tier\":\"x\"") && out.ends_with("data: [DONE]\n\n"));
        assert_eq!(
            out.matches("data: ").count(),
            sent.matches("data: ").count()
        );
        assert_eq!(
            end.verdicts
                .iter()
                .filter(|(_, _, verdict)| verdict.decision == Decision::Redact)
                .count(),
            1
        );
    }
}

#[test]
fn a_block_ends_its_choice_and_no_other() {
    let guard = guard();
    let sent = [
        chunk(0, &json!({ "content": "they filed a law" }), None),
        chunk(1, &json!({ "content": "calm " }), None),
        chunk(0, &json!({ "content": "suit against all of us" }), None),
        chunk(0, &json!({ "content": " and more" }), None),
        chunk(1, &json!({ "content": "words" }), None),
        chunk(0, &json!({}), Some("stop")),
        chunk(1, &json!({}), Some("stop")),
        "data: [DONE]\n\n".to_owned(),
    ]
    .concat();
    for size in [1, 50, 10_000] {
        let (out, end) = through(&guard, &sent, size);
        let (content, _, reason) = read(&out, 0);
        let before = content.strip_suffix("No lawsuits here.").unwrap();
        assert!("they filed a ".starts_with(before), "{content}");
        assert_eq!(reason.as_deref(), Some("content_filter"));
        assert_eq!(
            read(&out, 1),
            ("calm words".into(), String::new(), Some("stop".into()))
        );
        assert!(out.ends_with("data: [DONE]\n\n") && out.contains("\"model\":\"m\""));
        assert_eq!(end.verdicts[0].2.decision, Decision::Block);
    }
}

#[test]
fn arguments_of_tool_calls_are_texts_of_their_own() {
    let guard = guard();
    let call = |index: usize, text: &str| {
        chunk(
            0,
            &json!({ "tool_calls": [{ "index": index, "function": { "arguments": text } }] }),
            None,
        )
    };
    let sent = [
        call(0, "{\"to\": \"kim@exam"),
        call(1, "{}"),
        call(0, "ple.com\"}"),
        chunk(0, &json!({}), Some("tool_calls")),
    ]
    .concat();
    let (out, end) = through(&guard, &sent, 9);
    assert_eq!(read(&out, 0).1.matches("[EMAIL_ADDRESS]").count(), 1);
    assert_eq!(
        end.verdicts
            .iter()
            .filter(|(_, field, _)| matches!(field, Field::Tool(_)))
            .count(),
        2
    );
}

#[test]
fn what_cannot_be_read_is_left_out_and_counted() {
    let guard = guard();
    let sent = format!(
        "data: {{\"choices\":[{{\"delta\":{{\"content\":\"lawsuit\n\n{}data: {{broken\n\n",
        chunk(0, &json!({ "content": "fine" }), Some("stop"))
    );
    let (out, end) = through(&guard, &sent, 4);
    assert!(!out.contains("lawsuit") && !out.contains("broken") && out.contains("fine"));
    assert_eq!((end.malformed, out.matches(": an event").count()), (2, 2));
}

#[test]
fn a_stream_that_breaks_off_gives_what_it_may() {
    let guard = guard();
    let sent = chunk(0, &json!({ "content": "mail kim.lee@example.com" }), None);
    let (out, end) = through(&guard, &sent, 11);
    assert_eq!(read(&out, 0).0, "mail [EMAIL_ADDRESS]");
    assert_eq!(end.verdicts.len(), 1);
}
