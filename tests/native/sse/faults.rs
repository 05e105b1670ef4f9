//! Events that are out of order, too long or too many.

use serde_json::json;

use super::{chunk, guard, read, through};

fn end(choice: usize) -> String {
    chunk(choice, &json!({}), Some("stop"))
}

/// What comes behind the end of a choice is judged too.
#[test]
fn text_behind_a_reason_is_judged_as_a_text_of_its_own() {
    let guard = guard();
    let sent = [
        chunk(0, &json!({ "content": "One" }), Some("stop")),
        chunk(0, &json!({ "content": " more to kim@example.com" }), None),
        chunk(0, &json!({ "content": " and on" }), Some("stop")),
        "data: [DONE]\n\n".to_owned(),
        chunk(0, &json!({ "content": "one lawsuit" }), None),
    ]
    .concat();
    let (out, told) = through(&guard, &sent, 13);
    let (content, _, _) = read(&out, 0);
    assert!(
        content.starts_with("One more to [EMAIL_ADDRESS] and on"),
        "{out}"
    );
    assert!(
        !out.contains("one law") && out.contains("content_filter"),
        "{out}"
    );
    assert_eq!(told.verdicts.len(), 3);
}

/// Of a choice that was stopped nothing goes, neither a text that had not begun.
#[test]
fn a_text_that_begins_behind_a_block_does_not_go() {
    let guard = guard();
    let both = json!({ "choices": [
        { "index": 0, "delta": { "refusal": "and SECRET", "tool_calls": [{ "index": 3, "function": { "arguments": "{\"a\": \"SECRET\"}" } }] } },
        { "index": 1, "delta": { "content": "calm" } },
    ] });
    let sent = [
        chunk(
            0,
            &json!({ "content": "a lawsuit here, and then so much more of it" }),
            None,
        ),
        format!("data: {both}\n\n"),
        end(1),
    ]
    .concat();
    for size in [1, 10_000] {
        let (out, _) = through(&guard, &sent, size);
        assert!(!out.contains("SECRET") && out.contains("calm"), "{out}");
    }
}

/// Nothing of an event that is too long goes, not the end of it either; what follows is read.
#[test]
fn an_event_that_is_too_long_is_left_out_as_a_whole() {
    let guard = guard();
    for line_end in ["\n", "\r\n"] {
        let long = chunk(
            0,
            &json!({ "content": format!("{} kim@example.com", "x".repeat(5 << 20)) }),
            None,
        );
        let sent = [
            chunk(0, &json!({ "content": "one " }), None),
            long,
            chunk(0, &json!({ "content": "two" }), None),
            end(0),
        ]
        .concat();
        let sent = sent.replace('\n', line_end);
        for size in [1 << 16, 1 << 24] {
            let (out, told) = through(&guard, &sent, size);
            assert!(!out.contains("xxx") && !out.contains("kim@"));
            assert_eq!((read(&out, 0).0.as_str(), told.malformed), ("one two", 1));
        }
    }
}

/// What is no list of choices, or two of them, is not passed unread.
#[test]
fn choices_that_are_not_understood_are_left_out() {
    let guard = guard();
    let delta = json!({ "index": 0, "delta": { "content": "kim@example.com" } });
    for data in [
        format!("{{\"choices\":{{\"0\":{delta}}}}}"),
        format!("{{\"choices\":[{delta}],\"choices\":[]}}"),
        format!("{{\"choices\":[],\"choices\":[{delta}]}}"),
        format!("{{\"choices\":\"{}\"}}", "kim@example.com"),
        format!("{{\"choices\":[{delta}],\"choices\":null}}"),
        format!("[{{\"choices\":[{delta}]}}]"),
    ] {
        let (out, _) = through(&guard, &format!("data: {data}\n\n"), 7);
        assert!(!out.contains("kim@"), "{data} gave {out}");
    }
}

/// Events of other formats have texts that are not judged here; those that have none pass.
#[test]
fn events_of_another_format_are_left_out_where_they_may_say_a_text() {
    let guard = guard();
    let said = "kim@example.com";
    for data in [
        json!({ "type": "content_block_delta", "index": 0, "delta": { "type": "text_delta", "text": said } }),
        json!({ "type": "response.output_text.delta", "delta": said }),
        json!({ "type": "response.completed", "response": { "output": [{ "text": said }] } }),
        json!({ "candidates": [{ "content": { "parts": [{ "text": said }] } }] }),
        json!({ "response": said }),
        json!({ "model": "m", "message": { "content": said }, "done": false }),
        json!([{ "text": said }]),
        json!(said),
    ] {
        let (out, told) = through(&guard, &format!("event: x\ndata: {data}\n\n"), 7);
        assert!(
            !out.contains(said) && out.starts_with(": an event"),
            "{data} gave {out}"
        );
        assert_eq!(told.malformed, 1);
    }
    for data in [
        json!({ "type": "ping" }),
        json!({ "error": { "message": "overloaded" } }),
        json!({ "object": "error", "message": "too long", "choices": null }),
        json!({ "id": "c", "usage": { "total_tokens": 3 } }),
    ] {
        let sent = format!("data: {data}\n\n");
        assert_eq!(through(&guard, &sent, 7).0, sent);
    }
}

#[test]
fn more_texts_than_are_judged_are_left_out() {
    let guard = guard();
    let sent: String = (0..1_100)
        .map(|choice| chunk(choice, &json!({ "content": "hi" }), None))
        .collect();
    let (out, told) = through(&guard, &sent, 4_096);
    assert_eq!((told.malformed, told.verdicts.len()), (76, 1_024));
    assert_eq!(out.matches("\"hi\"").count(), 1_024);
}
