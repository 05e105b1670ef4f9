//! Events in which nothing is found, in the shapes of providers' published examples.

use serde_json::{Value, json};

use super::chunk;

pub(super) fn event(data: &Value) -> String {
    format!("data: {data}\n\n")
}

/// A choice with fields beside its delta.
pub(super) fn beside(delta: &Value, more: &Value) -> String {
    let mut choice = json!({ "index": 0, "delta": delta, "finish_reason": null });
    let all = choice.as_object_mut().unwrap();
    all.extend(more.as_object().unwrap().clone());
    event(
        &json!({ "id": "c", "object": "chat.completion.chunk", "model": "m", "choices": [choice] }),
    )
}

pub(super) fn tokens(of: &[&str]) -> Value {
    let each = |token: &&str| json!({ "token": token, "logprob": -0.5, "bytes": token.as_bytes(), "top_logprobs": [{ "token": token, "logprob": -0.5, "bytes": null }] });
    json!({ "logprobs": { "content": of.iter().map(each).collect::<Vec<_>>(), "refusal": null } })
}

pub(super) fn end() -> String {
    chunk(0, &json!({}), Some("stop")) + "data: [DONE]\n\n"
}

/// By provider: events in which nothing is found.
pub(super) fn shapes() -> Vec<(&'static str, String)> {
    let mut all = contents();
    all.extend(reasoning());
    all.extend(others());
    all
}

fn contents() -> Vec<(&'static str, String)> {
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
    vec![
        ("openai", openai.concat()),
        ("azure", azure.concat()),
        ("mistral", mistral.concat()),
    ]
}

fn reasoning() -> Vec<(&'static str, String)> {
    let usage = json!({ "prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12 });
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
    vec![
        ("groq", groq.concat()),
        ("gemini", gemini.concat()),
        ("deepseek", deepseek.concat()),
    ]
}

fn others() -> Vec<(&'static str, String)> {
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
        ("openrouter", openrouter.concat()),
        ("perplexity", perplexity),
        ("legacy", legacy.concat()),
        ("late", late.concat()),
        ("fields", fields.concat()),
    ]
}
