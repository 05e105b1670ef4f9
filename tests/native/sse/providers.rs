//! The shapes of providers' events, after their published examples: nothing is changed where nothing is found, and what is
//! found is taken out wherever a shape says it.

use edgeward::engine::StreamOptions;
use edgeward::engine::sse::Options;
use edgeward::policy::words::Release;
use serde_json::{Value, json};

use super::shapes::{beside, end, event, shapes, tokens};
use super::{Guarded, chunk, guard, options, read, through};

#[test]
fn shapes_of_providers_pass_byte_for_byte() {
    let guard = guard();
    for (name, sent) in shapes() {
        for size in [1, 3, 17, 64, 100_000] {
            let (out, end) = through(&guard, &sent, size);
            assert_eq!(out, sent, "{name} in pieces of {size}");
            assert_eq!(end.malformed, 0, "{name}");
        }
        // Held to the end, too.
        let usual = options();
        let stream = StreamOptions {
            release: Some(Release::End),
            ..usual.stream.clone()
        };
        let mut guarded = Guarded::new(&guard, Options { stream, ..usual });
        let mut out = Vec::new();
        guarded.push(sent.as_bytes(), &mut out);
        guarded.finish(&mut out);
        assert_eq!(String::from_utf8(out).unwrap(), sent, "{name}");
    }
}

#[test]
fn what_is_found_is_taken_out_of_every_text_of_an_event() {
    let guard = guard();
    let said = "write to kim@example.com today";
    let deltas = [
        json!({ "content": said }),
        json!({ "content": [{ "type": "text", "text": said }] }),
        json!({ "content": [{ "type": "thinking", "thinking": [{ "type": "text", "text": said }] }] }),
        json!({ "content": [{ "type": "thinking", "thinking": said }] }),
        json!({ "refusal": said }),
        json!({ "reasoning": said, "reasoning_details": [{ "type": "reasoning.text", "text": said }] }),
        json!({ "reasoning_details": [{ "type": "reasoning.summary", "summary": said }] }),
        json!({ "reasoning_content": said, "thinking_blocks": [{ "type": "thinking", "thinking": said }] }),
        json!({ "audio": { "id": "a", "transcript": said } }),
        json!({ "function_call": { "name": "f", "arguments": "{\"to\": \"kim@example.com\"}" } }),
    ];
    for delta in deltas {
        let (out, _) = through(&guard, &(chunk(0, &delta, None) + &end()), 50);
        assert!(
            !out.contains("kim@") && out.contains("[EMAIL_ADDRESS]"),
            "{out}"
        );
    }
}

/// Tokens beside a text say it again, in letters and in bytes.
#[test]
fn tokens_do_not_say_what_was_taken_out() {
    let guard = guard();
    let sent = [
        beside(&json!({ "content": "Fine. " }), &tokens(&["Fine", ". "])),
        beside(
            &json!({ "content": "To kim.lee" }),
            &tokens(&["To ", "kim", ".lee"]),
        ),
        beside(&json!({ "content": "@example" }), &tokens(&["@example"])),
        beside(
            &json!({ "content": ".com and on" }),
            &tokens(&[".com", " and", " on"]),
        ),
        beside(
            &json!({ "content": " with all the words that stand between them, of which there are many, and then some more of them that say nothing" }),
            &json!({}),
        ),
        beside(
            &json!({ "content": " a lawsuit now" }),
            &tokens(&[" a", " lawsuit", " now"]),
        ),
        end(),
    ]
    .concat();
    for size in [1, 40, 10_000] {
        let (out, _) = through(&guard, &sent, size);
        for token in [
            "\"kim\"",
            ".lee",
            "@example",
            "\".com\"",
            "lawsuit\"",
            "[32,108,97,119",
        ] {
            assert!(!out.contains(token), "{token} in {out}");
        }
        assert!(
            out.contains("\"token\":\"Fine\"") && out.contains("\"logprobs\":null"),
            "{out}"
        );
    }
}

/// A message that repeats the whole text in each event says what was shown, and is not judged as more text.
#[test]
fn a_message_that_repeats_the_text_says_what_was_shown() {
    let guard = guard();
    let repeated = |pieces: &[&str]| {
        let mut whole = String::new();
        let mut sent = String::new();
        for piece in pieces {
            whole.push_str(piece);
            let choice = json!({ "index": 0, "finish_reason": null, "message": { "role": "assistant", "content": whole }, "delta": { "content": piece } });
            sent += &event(&json!({ "choices": [choice] }));
        }
        sent + &end()
    };
    let last = |out: &str| {
        let events = out.lines().filter_map(|line| line.strip_prefix("data: "));
        let events = events.filter_map(|data| serde_json::from_str::<Value>(data).ok());
        let mut messages = events.filter_map(|event| {
            Some(
                event["choices"][0]["message"]["content"]
                    .as_str()?
                    .to_owned(),
            )
        });
        messages.next_back().unwrap()
    };
    for size in [1, 60, 100_000] {
        let (out, _) = through(
            &guard,
            &repeated(&["To kim", "@example.com", " and", " on"]),
            size,
        );
        assert_eq!(read(&out, 0).0, "To [EMAIL_ADDRESS] and on");
        assert_eq!(last(&out), "To [EMAIL_ADDRESS] and on");
        assert!(!out.contains("kim"), "{out}");
        let (out, _) = through(
            &guard,
            &repeated(&["Well, ", "a law", "suit", " and more"]),
            size,
        );
        assert!(!out.contains("lawsuit a") && !out.contains("more"), "{out}");
    }
    // More of it than is evaluated would block.
    let words = vec!["again and "; 700];
    let sent = repeated(&words);
    assert!(sent.len() > 2 << 20);
    assert_eq!(through(&guard, &sent, 10_000).0, sent);
}
