//! The binding under wasm-bindgen-test, in Node and in browsers: every recorded case, and the errors of use.
#![cfg(target_family = "wasm")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

use edgeward::engine::{Answers, EvaluateOptions, Guard, GuardOptions, Input};
use edgeward::policy::{Policy, ValidateOptions};
use edgeward::wasm::{RawGuard, build_info, layout, scratch, templates, validate};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

// In Node unless WASM_BINDGEN_USE_BROWSER is set.

const RECORD: &str = include_str!("snapshots/verdicts.jsonl");

struct Recorded {
    name: String,
    payload: String,
    input: Input,
    options: String,
    answers: Option<String>,
    verdict: String,
}

fn recorded() -> Vec<Recorded> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut payload = String::new();
    RECORD
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            // A line without a payload has that of the line before.
            if !line["payload"].is_null() {
                payload = text(&line["payload"]);
            }
            Recorded {
                name: format!("{} / {}", text(&line["file"]), text(&line["case"])),
                payload: payload.clone(),
                input: serde_json::from_value(line["input"].clone()).unwrap(),
                options: line["options"].to_string(),
                answers: Some(&line["answers"])
                    .filter(|answers| !answers.is_null())
                    .map(Value::to_string),
                verdict: text(&line["verdict"]),
            }
        })
        .collect()
}

/// Writes texts as the façade does: through the wasm memory, from outside of Rust.
fn lay_out(input: &Input) -> Vec<u32> {
    let segments = input.segments();
    let bytes: Vec<u8> = segments
        .iter()
        .flat_map(|segment| segment.text.bytes())
        .collect();
    let address = scratch(bytes.len());
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    js_sys::Uint8Array::new(&memory.buffer()).set(
        &js_sys::Uint8Array::from(bytes.as_slice()),
        u32::try_from(address).unwrap(),
    );
    let number = |index: Option<usize>| index.map_or(0, |index| u32::try_from(index).unwrap() + 1);
    let entry = |segment: &edgeward::engine::Segment<'_>| {
        let (message, part, context) = (
            number(segment.message),
            number(segment.part),
            number(segment.context),
        );
        [
            segment.target as u32,
            message,
            part,
            context,
            u32::try_from(segment.text.len()).unwrap(),
            0,
        ]
    };
    segments.iter().flat_map(entry).collect()
}

fn memory() -> JsValue {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    memory.buffer()
}

/// What the instance says of one input: how it comes, its first number or the text that it is; nothing where nothing happened.
fn said(guard: &RawGuard, given: &[u32], options: Option<String>) -> Option<(i32, i32, String)> {
    let at = u32::try_from(layout(given.len() / 6)).unwrap();
    js_sys::Uint32Array::new(&memory()).set(&js_sys::Uint32Array::from(given), at / 4);
    let start = guard.evaluate(given.len() / 6, 1, options) / 4;
    if start == 0 {
        return None;
    }
    let words = js_sys::Int32Array::new(&memory());
    let word = |place: usize| words.get_index(u32::try_from(start + place).unwrap());
    let (from, length) = (word(3).cast_unsigned(), word(4).cast_unsigned());
    let own = js_sys::Uint8Array::new(&memory()).subarray(from, from + length);
    Some((word(5), word(6), String::from_utf8(own.to_vec()).unwrap()))
}

#[wasm_bindgen_test]
fn every_case_gives_the_recorded_verdict() {
    let mut count = 0;
    for case in recorded() {
        let (policy, _) = Policy::from_json(&case.payload, &ValidateOptions::default()).unwrap();
        let guard = Guard::new(policy, &GuardOptions::default());
        let options: EvaluateOptions = serde_json::from_str(&case.options).unwrap();
        let answers: Option<Answers> = case
            .answers
            .as_deref()
            .map(|answers| serde_json::from_str(answers).unwrap());
        let segments = case.input.segments();
        let verdict = guard.evaluate_segments(&segments, &options, answers.as_ref());
        assert_eq!(
            guard.verdict_json(&verdict, &case.input),
            case.verdict,
            "{}",
            case.name
        );

        let raw = RawGuard::create(&case.payload, "{}").unwrap();
        let layout = lay_out(&case.input);
        let options = Some(case.options.clone());
        let expected = guard.verdict_json_bare(&verdict, &segments);
        if let Some(answers) = &case.answers {
            let bare = raw.resolve(&layout, answers, options).unwrap();
            assert_eq!(bare, expected, "{}", case.name);
        } else {
            // What the façade makes of numbers its own tests hold against the record.
            match said(&raw, &layout, options) {
                None => assert!(
                    verdict.findings.is_empty() && verdict.complete,
                    "{}",
                    case.name
                ),
                Some((1, decision, _)) => {
                    let words: Vec<String> = serde_json::from_str(&raw.words(0)).unwrap();
                    let decision = &words[usize::try_from(decision).unwrap()];
                    assert_eq!(decision, verdict.decision.as_str(), "{}", case.name);
                }
                Some((how, _, bare)) => assert_eq!((how, bare), (2, expected), "{}", case.name),
            }
        }
        let again = RawGuard::from_bytes(&raw.to_bytes()).unwrap();
        assert_eq!(again.to_policy(), raw.to_policy());
        count += 1;
    }
    assert!(count > 0, "no case was run");
}

fn code(error: &JsValue) -> String {
    let error: Value = serde_json::from_str(&error.as_string().unwrap()).unwrap();
    error["code"].as_str().unwrap().to_owned()
}

const PAYLOAD: &str = r#"{"kind": "edgeward.policy", "version": 1, "name": "Demo",
    "rules": [{"id": "words", "detector": "keyword", "settings": {"entries": ["lawsuit"]}}]}"#;

#[wasm_bindgen_test]
fn misuse_is_an_error_with_a_code() {
    let create =
        |payload: &str, options: &str| RawGuard::create(payload, options).map(|_| ()).unwrap_err();
    assert_eq!(code(&create("{", "{}")), "invalid_policy");
    assert_eq!(code(&create(PAYLOAD, r#"{"strict": 3}"#)), "invalid_input");
    assert_eq!(
        code(&create(
            PAYLOAD,
            r#"{"vendor": "lyzr", "kind": "edgeward.policy"}"#
        )),
        "invalid_input"
    );
    assert_eq!(
        code(&create(PAYLOAD, r#"{"extractions": {"question": ["("]}}"#)),
        "invalid_input"
    );
    assert_eq!(
        code(&RawGuard::from_bytes(b"edgeward").map(|_| ()).unwrap_err()),
        "invalid_artifact"
    );
    assert_eq!(
        code(
            &RawGuard::from_bytes(b"edgeward\xff\xff\xff\xff")
                .map(|_| ())
                .unwrap_err()
        ),
        "artifact_version"
    );

    let guard = RawGuard::create(PAYLOAD, "{}").unwrap();
    for (given, options) in [
        (&[9, 0, 0, 0, 0, 0][..], None),
        (&[0, 0, 0, 0, u32::MAX, 0], None),
        (&[], Some("3".to_owned())),
    ] {
        let (how, _, why) = said(&guard, given, options).unwrap();
        assert_eq!(how, 3);
        assert_eq!(code(&JsValue::from(why)), "invalid_input");
    }
}

#[wasm_bindgen_test]
fn positions_and_spans_count_utf16_units() {
    let report: Value = serde_json::from_str(&validate("{\"a\":\"😀\",x", "{}").unwrap()).unwrap();
    assert_eq!(report["ok"], false);
    assert_eq!(report["diagnostics"][0]["position"]["offset"], 10);
    assert_eq!(report["diagnostics"][0]["position"]["column"], 11);
}

#[wasm_bindgen_test]
fn a_server_with_lyzrs_reference_model_is_answered_for() {
    let options = json!({ "kind": "lyzr.rai_policy" }).to_string();
    for line in include_str!("data/reference/lyzr_422.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let payload = case["payload"].as_str().unwrap();
        let report = validate(payload, &options).unwrap();
        let expected = match (case["status"].as_u64().unwrap(), case["body"].as_str()) {
            (200, _) => "\"response\":null}".to_owned(),
            (status @ (400 | 422), Some(body)) => {
                format!("\"response\":{{\"status\":{status},\"body\":{body}}}}}")
            }
            _ => String::new(),
        };
        assert!(report.ends_with(&expected), "{payload}: {report}");
    }
}

#[wasm_bindgen_test]
fn the_build_names_itself() {
    let build: Value = serde_json::from_str(&build_info()).unwrap();
    assert_eq!(build["version"], env!("CARGO_PKG_VERSION"));
    let list: Value = serde_json::from_str(&templates()).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 17);
}
