//! Texts that a host cut by UTF-16 units: half a character ends an event, the other half begins the next.

use serde_json::json;

use super::{chunk, guard, read, through};

/// An event whose text is written in escapes.
fn raw(escaped: &str) -> String {
    chunk(0, &json!({ "content": "@@" }), None).replace("@@", escaped)
}

fn end() -> String {
    chunk(0, &json!({}), Some("stop")) + "data: [DONE]\n\n"
}

#[test]
fn halves_of_a_character_pass_as_they_came() {
    let guard = guard();
    for pieces in [
        &["go \\ud83d", "\\ude80 up"][..],
        &["\\uD83D", "\\uDE80"],
        &["go \\ud83d", " up"],
        &["go \\ud83d", "\\ud83d", "\\ude80"],
        &["\\ude80 up \\ud83d"],
        &["a \\ud83d lone one", " \\\\ud83d none"],
    ] {
        let sent = pieces.iter().map(|piece| raw(piece)).collect::<String>() + &end();
        for size in [1, 7, 10_000] {
            let (out, told) = through(&guard, &sent, size);
            assert_eq!(out, sent, "{pieces:?}");
            assert_eq!(told.malformed, 0);
        }
    }
}

#[test]
fn halves_stay_where_something_else_of_their_event_is_taken_out() {
    let guard = guard();
    let sent = [
        raw("to kim@example.com, \\ud83d"),
        raw("\\ude80 and jo@example.com"),
        end(),
    ]
    .concat();
    let (out, _) = through(&guard, &sent, 9);
    assert!(
        out.contains("to [EMAIL_ADDRESS], \\ud83d\"")
            && out.contains("\"\\ude80 and [EMAIL_ADDRESS]\""),
        "{out}"
    );
}

/// The character is part of what is redacted, or behind what is blocked: neither half is left.
#[test]
fn halves_go_with_their_character() {
    let payload = json!({ "kind": "edgeward.policy", "version": 1, "name": "Events", "rules": [
        { "id": "word", "detector": "keyword", "action": "redact", "settings": { "entries": ["go \u{1f680} up", "\u{1f47b}"] } },
        { "id": "stop", "detector": "keyword", "settings": { "entries": ["\u{1f4a5} boom"] } },
    ] });
    let guard = crate::fuzz::judged::guard(&payload);
    let sent = [
        raw("now go \\ud83d"),
        raw("\\ude80 up, \\ud83d"),
        raw("\\udc7b."),
        end(),
    ]
    .concat();
    for size in [1, 10_000] {
        let (out, _) = through(&guard, &sent, size);
        assert_eq!(read(&out, 0).0, "now [KEYWORD], [KEYWORD].", "{out}");
        assert!(!out.contains("\\ud"), "{out}");
    }
    let sent = [raw("well \\ud83d"), raw("\\udca5 boom"), end()].concat();
    let (out, _) = through(&guard, &sent, 10_000);
    assert!(
        !out.contains("\\ud") && out.contains("content_filter"),
        "{out}"
    );
}

/// Random texts, cut by units: the same property as under libFuzzer.
#[cfg(feature = "oracle")]
#[test]
fn texts_in_events_cut_by_units_come_out_as_one_evaluation_says() {
    for seed in 1..3_000_u64 {
        let mut random = crate::fuzz::random::Random(seed.wrapping_mul(0x9e37_79b9));
        let text = crate::fuzz::random::text(&mut random);
        let size = random.one(&[0, 0, 1, 2, 4, 11, 40]);
        let mut data = vec![2 * size + 1];
        data.extend_from_slice(text.as_bytes());
        crate::fuzz::sse::run(&data);
    }
}
