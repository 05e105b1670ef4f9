//! Events whose texts a judge is asked about.

use super::{chunk, options, read};
use edgeward::engine::sse::{Guarded, Options};
use edgeward::engine::{Answers, Guard, GuardOptions, Input, JudgeRequest, StreamOptions};
use edgeward::judge::JudgeAnswer;
use edgeward::policy::words::Release;
use edgeward::policy::{Decision, Policy, ValidateOptions};
use serde_json::{Value, json};

fn guard(action: &str) -> Guard {
    let settings = json!({ "mode": "simple", "instructions": "The {answer} to the {question} is rude", "modality": "violate" });
    let rules = json!([{ "id": "rude", "detector": "custom", "action": action, "message": "Not this.", "settings": settings }]);
    let payload =
        json!({ "kind": "edgeward.policy", "version": 1, "name": "Asked", "rules": rules });
    let (policy, _) = Policy::from_json(&payload.to_string(), &ValidateOptions::default()).unwrap();
    Guard::new(policy, &GuardOptions::default())
}

fn asking(release: Release) -> Options {
    let usual = options();
    Options {
        stream: StreamOptions {
            judge: true,
            release: Some(release),
            input: Input::prompt("hi"),
            ..usual.stream
        },
        ..usual
    }
}

/// Two choices, one of them with a tool call.
fn sent() -> Vec<String> {
    let function = json!({ "name": "send", "arguments": "{\"to\": 1}" });
    let call = json!({ "tool_calls": [{ "index": 0, "function": function }] });
    vec![
        chunk(0, &json!({ "role": "assistant", "content": "Go " }), None),
        chunk(1, &json!({ "content": "Welcome" }), None),
        chunk(0, &json!({ "content": "away" }), None),
        chunk(0, &json!({}), Some("stop")),
        chunk(1, &call, None),
        chunk(1, &json!({}), Some("tool_calls")),
        "data: {\"choices\":[],\"usage\":{\"total_tokens\":12}}\n\n".to_owned(),
        "data: [DONE]\n\n".to_owned(),
    ]
}

fn asks(request: &JudgeRequest) -> &str {
    &request.messages[1].content
}

/// Answers until nothing is pending.
fn answer(
    guarded: &mut Guarded<&Guard>,
    out: &mut Vec<u8>,
    judge: impl Fn(&JudgeRequest) -> JudgeAnswer,
) {
    while !guarded.pending().is_empty() {
        let pending = guarded.pending();
        let said = pending.iter().map(|each| (each.id.clone(), judge(each)));
        guarded.resolve(&said.collect(), out);
    }
}

/// The events through a guard whose judge answers as soon as it is asked; with what went before it was.
fn judged(guard: &Guard, release: Release, bad: &str, size: usize) -> (String, String, Value) {
    let mut guarded = Guarded::new(guard, asking(release));
    let (mut out, mut before) = (Vec::new(), None);
    let judge =
        |request: &JudgeRequest| JudgeAnswer::Clear(!bad.is_empty() && asks(request).contains(bad));
    for piece in sent().concat().as_bytes().chunks(size) {
        guarded.push(piece, &mut out);
        if !guarded.pending().is_empty() {
            before.get_or_insert_with(|| String::from_utf8(out.clone()).unwrap());
        }
        answer(&mut guarded, &mut out, judge);
    }
    guarded.finish(&mut out);
    answer(&mut guarded, &mut out, judge);
    let verdict = serde_json::from_str(&guarded.verdict_json()).unwrap();
    (String::from_utf8(out).unwrap(), before.unwrap(), verdict)
}

#[test]
fn what_the_judge_passes_goes_byte_for_byte_and_only_then_ends() {
    let guard = guard("block");
    for release in [Release::Immediate, Release::End] {
        for size in [1, 50] {
            let (out, before, verdict) = judged(&guard, release, "", size);
            assert_eq!(out, sent().concat());
            assert_eq!(verdict["decision"], "allow");
            assert_eq!(verdict["complete"], true);
            assert_eq!(before.contains("Go "), release == Release::Immediate);
            assert!(!before.contains("\"stop\""), "{before}");
            assert!(!before.contains("[DONE]"), "{before}");
        }
    }
}

#[test]
fn what_the_judge_stops_ends_its_choice_alone() {
    let guard = guard("block");
    let modes = [
        // A word that may go on is held.
        (Release::Immediate, "Go awaNot this."),
        (Release::End, "Not this."),
    ];
    for (release, shown) in modes {
        for size in [1, 50, 10_000] {
            let (out, _, verdict) = judged(&guard, release, "| Go away", size);
            let (content, _, reason) = read(&out, 0);
            assert_eq!(content, shown, "{out}");
            assert_eq!(reason.as_deref(), Some("content_filter"), "{out}");
            let (content, arguments, reason) = read(&out, 1);
            assert_eq!(
                (content.as_str(), arguments.as_str()),
                ("Welcome", "{\"to\": 1}")
            );
            assert_eq!(reason.as_deref(), Some("tool_calls"));
            assert!(
                out.contains("usage") && out.ends_with("data: [DONE]\n\n"),
                "{out}"
            );
            assert_eq!(verdict["decision"], "block");
        }
    }
}

#[test]
fn no_answer_is_a_block_and_an_end_without_a_reason_is_asked_about_too() {
    let guard = guard("block");
    for cut in [3, 8] {
        let mut guarded = Guarded::new(&guard, asking(Release::End));
        let mut out = Vec::new();
        let events = sent();
        // The reason of the first choice never comes.
        let kept = events
            .iter()
            .take(cut)
            .filter(|event| !event.contains("\"stop\""));
        for event in kept {
            guarded.push(event.as_bytes(), &mut out);
        }
        guarded.finish(&mut out);
        assert!(!guarded.pending().is_empty());
        guarded.resolve(&Answers::new(), &mut out);
        assert!(guarded.pending().is_empty());
        let out = String::from_utf8(out).unwrap();
        assert_eq!(read(&out, 0).2.as_deref(), Some("content_filter"), "{out}");
        assert!(!out.contains("Go ") && !out.contains("Welcome"), "{out}");
    }
}

#[test]
fn a_flag_holds_nothing_but_the_end() {
    let guard = guard("flag");
    let (out, before, verdict) = judged(&guard, Release::Immediate, "| Go away", 10);
    assert_eq!(out, sent().concat());
    assert!(before.contains("Go "));
    assert_eq!(verdict["decision"], "flag");
}

#[test]
fn a_text_that_was_held_is_shown_as_the_judge_wrote_it() {
    let guard = guard("rephrase");
    let mut guarded = Guarded::new(&guard, asking(Release::End));
    let mut out = Vec::new();
    let judge = |request: &JudgeRequest| {
        if request.id.ends_with(":rephrase") {
            return JudgeAnswer::Words("Please wait.".into());
        }
        let content = asks(request);
        JudgeAnswer::Clear(content.contains("| Go away") || content.contains("\"to\""))
    };
    for event in sent() {
        guarded.push(event.as_bytes(), &mut out);
        answer(&mut guarded, &mut out, judge);
    }
    let end = guarded.finish(&mut out);
    let out = String::from_utf8(out).unwrap();
    let (content, _, reason) = read(&out, 0);
    assert_eq!(
        (content.as_str(), reason.as_deref()),
        ("Please wait.", Some("stop")),
        "{out}"
    );
    assert_eq!(end.verdicts[0].2.decision, Decision::Rephrase);
    // Arguments are never rewritten.
    let (content, arguments, reason) = read(&out, 1);
    assert_eq!(
        (content.as_str(), arguments.as_str()),
        ("WelcomeNot this.", ""),
        "{out}"
    );
    assert_eq!(reason.as_deref(), Some("content_filter"));
}
