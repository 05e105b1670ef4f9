//! The shapes of providers' events, after their published examples: nothing is changed where nothing is found, and what is
//! found is taken out wherever a shape says it.

use edgeward::engine::StreamOptions;
use edgeward::engine::sse::Options;
use edgeward::policy::words::Release;
use serde_json::{Value, json};

use super::{Guarded, chunk, guard, options, read, through};

fn event(data: &Value) -> String {
    format!("data: {data}\n\n")
}

/// A choice with fields beside its delta.
fn beside(delta: &Value, more: &Value) -> String {
    let mut choice = json!({ "index": 0, "delta": delta, "finish_reason": null });
    let all = choice.as_object_mut().unwrap();
    all.extend(more.as_object().unwrap().clone());
    event(
        &json!({ "id": "c", "object": "chat.completion.chunk", "model": "m", "choices": [choice] }),
    )
}

fn tokens(of: &[&str]) -> Value {
    let each = |token: &&str| json!({ "token": token, "logprob": -0.5, "bytes": token.as_bytes(), "top_logprobs": [{ "token": token, "logprob": -0.5, "bytes": null }] });
    json!({ "logprobs": { "content": of.iter().map(each).collect::<Vec<_>>(), "refusal": null } })
}

fn end() -> String {
    chunk(0, &json!({}), Some("stop")) + "data: [DONE]\n\n"
}

/// By provider: events in which nothing is found.
fn shapes() -> Vec<(&'static str, String)> {
    let usage = json!({ "prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12 });
    let openai = [
        beside(
            &json!({ "role": "assistant", "content": "", "refusal": null }),
            &json!({ "logprobs": null }),
        ),
        beside(&json!({ "content": "Hello" }), &tokens(&["Hello"])),
        beside(&json!({ "content": " there" }), &tokens(&[" there"])),
        chunk(0, &json!({}), Some("stop")),
        event(
            &json!({ "id": "c", "object": "chat.completion.chunk", "choices": [], "usage": usage, "obfuscation": "aB3x" }),
        ),
        "data: [DONE]\n\n".to_owned(),
    ];
    let filtered = json!({ "hate": { "filtered": false, "severity": "safe" } });
    let azure = [
        event(
            &json!({ "choices": [], "created": 0, "id": "", "model": "", "object": "", "prompt_filter_results": [{ "prompt_index": 0, "content_filter_results": filtered }] }),
        ),
        beside(
            &json!({ "role": "assistant" }),
            &json!({ "content_filter_results": {} }),
        ),
        beside(
            &json!({ "content": "Good morning" }),
            &json!({ "content_filter_results": filtered }),
        ),
        chunk(0, &json!({}), Some("stop")),
        event(
            &json!({ "id": "", "choices": [{ "index": 0, "finish_reason": null, "content_filter_results": filtered, "content_filter_offsets": { "check_offset": 44, "start_offset": 44, "end_offset": 56 } }] }),
        ),
        "data: [DONE]\n\n".to_owned(),
    ];
    let mistral = [
        chunk(
            0,
            &json!({ "content": [{ "type": "thinking", "thinking": [{ "type": "text", "text": "They ask the time." }] }] }),
            None,
        ),
        chunk(
            0,
            &json!({ "content": [{ "type": "thinking", "thinking": [{ "type": "text", "text": " I say it." }], "closed": true }] }),
            None,
        ),
        chunk(0, &json!({ "content": "It is noon" }), None),
        event(
            &json!({ "id": "c", "choices": [{ "index": 0, "delta": { "content": "", "tool_calls": null }, "finish_reason": "stop" }], "usage": usage }),
        ),
        "data: [DONE]\n\n".to_owned(),
    ];
    let groq = [
        event(
            &json!({ "id": "c", "choices": [{ "index": 0, "delta": { "role": "assistant", "content": "" }, "logprobs": null, "finish_reason": null }], "x_groq": { "id": "req_01" } }),
        ),
        chunk(
            0,
            &json!({ "reasoning": "Let me think", "channel": "analysis" }),
            None,
        ),
        chunk(0, &json!({ "content": "Low latency helps" }), None),
        event(
            &json!({ "id": "c", "choices": [{ "index": 0, "delta": {}, "logprobs": null, "finish_reason": "stop" }], "x_groq": { "id": "req_01", "usage": { "queue_time": 0.06, "total_tokens": 12 } } }),
        ),
        "data: [DONE]\n\n".to_owned(),
    ];
    let gemini = [
        "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\",\"role\":\"assistant\",\"extra_content\":{\"google\":{\"thought_signature\":\"CpwBVKhc7nZ\"}}},\"index\":0}],\"created\":1,\"id\":\"g\",\"model\":\"gemini\",\"object\":\"chat.completion.chunk\"}\n\n".to_owned(),
        "data: {\"choices\":[{\"delta\":{\"content\":\" again\",\"role\":\"assistant\"},\"finish_reason\":\"stop\",\"index\":0}],\"id\":\"g\"}\n\n".to_owned(),
        "data: [DONE]\n\n".to_owned(),
    ];
    let deepseek = [
        ": keep-alive\n\n".to_owned(),
        chunk(
            0,
            &json!({ "role": "assistant", "content": null, "reasoning_content": "First" }),
            None,
        ),
        chunk(
            0,
            &json!({ "content": "Nine", "reasoning_content": null }),
            None,
        ),
        event(
            &json!({ "id": "c", "choices": [{ "index": 0, "delta": { "content": "", "reasoning_content": null }, "logprobs": null, "finish_reason": "stop" }], "usage": usage }),
        ),
        "data: [DONE]\n\n".to_owned(),
    ];
    let openrouter = [
        ": OPENROUTER PROCESSING\n\n".to_owned(),
        chunk(
            0,
            &json!({ "role": "assistant", "content": "", "reasoning": "So", "reasoning_details": [{ "type": "reasoning.text", "text": "So", "format": "x", "index": 0 }] }),
            None,
        ),
        chunk(0, &json!({ "content": "Yes" }), None),
        event(
            &json!({ "id": "c", "error": { "code": 502, "message": "Provider disconnected" }, "choices": [{ "index": 0, "delta": { "content": "" }, "finish_reason": "error" }] }),
        ),
        "data: [DONE]\n\n".to_owned(),
    ];
    let perplexity = ["The", " sky is", " blue"].iter().scan(String::new(), |whole, piece| {
        whole.push_str(piece);
        let choice = json!({ "index": 0, "finish_reason": null, "message": { "role": "assistant", "content": whole }, "delta": { "role": "assistant", "content": piece } });
        Some(event(&json!({ "id": "c", "object": "chat.completion", "citations": ["https://example.com/sky"], "choices": [choice] })))
    });
    let perplexity = perplexity.collect::<String>() + &end();
    let legacy = [
        event(
            &json!({ "id": "c", "object": "text_completion", "choices": [{ "text": "Once", "index": 0, "logprobs": { "tokens": ["Once"], "text_offset": [0] }, "finish_reason": null }] }),
        ),
        event(
            &json!({ "id": "c", "object": "text_completion", "choices": [{ "text": "", "index": 0, "logprobs": null, "finish_reason": "length" }] }),
        ),
        "data: [DONE]\n\n".to_owned(),
    ];
    // Calls behind a reason that was already given.
    let late = [
        chunk(
            0,
            &json!({ "content": "Let me see", "tool_calls": [{ "index": 0, "id": "1", "function": { "name": "weather", "arguments": "{}" } }] }),
            Some("tool_calls"),
        ),
        chunk(
            0,
            &json!({ "content": "Let me see", "tool_calls": [{ "index": 1, "id": "2", "function": { "name": "weather", "arguments": "{}" } }] }),
            Some("tool_calls"),
        ),
        "data: [DONE]\n\n".to_owned(),
    ];
    let fields = [
        "retry: 3000\n\nid: 1\nevent: message\ndata:{\"choices\":[{\"index\":0,\ndata:\"delta\":{\"content\":\"Hi\"}}]}\n\n".to_owned(),
        "data:[DONE]".to_owned(),
    ];
    vec![
        ("openai", openai.concat()),
        ("azure", azure.concat()),
        ("mistral", mistral.concat()),
        ("groq", groq.concat()),
        ("gemini", gemini.concat()),
        ("deepseek", deepseek.concat()),
        ("openrouter", openrouter.concat()),
        ("perplexity", perplexity),
        ("legacy", legacy.concat()),
        ("late", late.concat()),
        ("fields", fields.concat()),
    ]
}

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
        let messages = events.filter_map(|event| {
            Some(
                event["choices"][0]["message"]["content"]
                    .as_str()?
                    .to_owned(),
            )
        });
        messages.last().unwrap()
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
