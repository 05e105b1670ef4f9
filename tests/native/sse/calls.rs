//! The arguments of tool calls.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{chunk, guard, read, through};

/// What a client puts together of the arguments of each call of each choice.
fn arguments(events: &str) -> BTreeMap<(u64, u64), String> {
    let mut all = BTreeMap::new();
    for line in events
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
    {
        let event: Value = serde_json::from_str(line).unwrap_or_default();
        for choice in event["choices"].as_array().into_iter().flatten() {
            let calls = choice["delta"]["tool_calls"].as_array();
            for call in calls.into_iter().flatten() {
                let place = (
                    choice["index"].as_u64().unwrap(),
                    call["index"].as_u64().unwrap(),
                );
                let own: &mut String = all.entry(place).or_default();
                *own += call["function"]["arguments"].as_str().unwrap_or_default();
                *own += call["custom"]["input"].as_str().unwrap_or_default();
            }
        }
    }
    all
}

/// Calls of several choices side by side, their arguments cut anywhere, also in an escape.
#[test]
fn arguments_are_read_as_json_and_stay_json() {
    let guard = guard();
    let sent = [
        ((0, 0), r#"{"to": "kim\u0040example.com", "n": 1}"#),
        (
            (0, 1),
            r#"{"text": "say \"hi\"\n\ud83d\ude00 to ann@example.com"}"#,
        ),
        ((1, 0), r#"{"city": "Oslo"}"#),
        ((1, 2), r#"["b\u006Fb@example.org"]"#),
    ];
    let kept: BTreeMap<(u64, u64), &str> = [
        ((0, 0), r#"{"to": "[EMAIL_ADDRESS]", "n": 1}"#),
        (
            (0, 1),
            r#"{"text": "say \"hi\"\n\ud83d\ude00 to [EMAIL_ADDRESS]"}"#,
        ),
        ((1, 0), r#"{"city": "Oslo"}"#),
        ((1, 2), r#"["[EMAIL_ADDRESS]"]"#),
    ]
    .into();
    for size in [1, 2, 3, 5, 8, 100] {
        let mut events = String::new();
        for at in (0..60).step_by(size) {
            for ((choice, call), text) in sent {
                let piece = text.get(at.min(text.len())..(at + size).min(text.len()));
                let delta = json!({ "tool_calls": [{ "index": call, "function": { "arguments": piece } }] });
                events += &chunk(choice, &delta, None);
            }
        }
        events += &chunk(0, &json!({}), Some("tool_calls"));
        events += &chunk(1, &json!({}), Some("tool_calls"));
        let (out, end) = through(&guard, &events, 77);
        let got = arguments(&out);
        for (place, wanted) in &kept {
            assert_eq!(got[place], *wanted, "pieces of {size}");
        }
        assert_eq!((end.verdicts.len(), end.malformed), (4, 0));
    }
}

#[test]
fn a_block_in_arguments_stops_the_choice_and_plain_input_is_text() {
    let guard = guard();
    let call = |choice: usize, field: &str, name: &str, text: &str| {
        let delta = json!({ "tool_calls": [{ "index": 0, field: { name: text } }] });
        chunk(choice, &delta, None)
    };
    let sent = [
        call(0, "function", "arguments", r#"{"about": "the law\u00"#),
        call(1, "custom", "input", "mail kim@exam"),
        call(0, "function", "arguments", r#"73uit", "x": 1}"#),
        call(1, "custom", "input", "ple.com \"now\""),
        chunk(0, &json!({}), Some("tool_calls")),
        chunk(1, &json!({}), Some("tool_calls")),
    ]
    .concat();
    for size in [1, 9, 10_000] {
        let (out, _) = through(&guard, &sent, size);
        let got = arguments(&out);
        assert!(r#"{"about": "the "#.starts_with(&got[&(0, 0)]), "{got:?}");
        assert_eq!(read(&out, 0).2.as_deref(), Some("content_filter"));
        assert_eq!(got[&(1, 0)], "mail [EMAIL_ADDRESS] \"now\"");
    }
}
