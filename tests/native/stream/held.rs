//! How soon text goes: for each case of `tests/data/streams.json`, what was let go after each piece.
//!
//! That a stream says the same as an evaluation does not tell of one that holds more than it must. What is kept in
//! `tests/snapshots/streams.jsonl` are bytes of the text: less than before is a fault, more is one unless it is meant;
//! then `UPDATE=1 cargo test` rewrites it.

use std::fmt::Write as _;
use std::fs;

use edgeward::engine::{
    EvaluateOptions, Format, GuardOptions, Input, Limits, State, StreamOptions, Vault,
};
use edgeward::policy::{FailureMode, Release, Target};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::policies::data;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "for people")]
    about: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Case {
    name: String,
    rules: Value,
    #[serde(default)]
    exceptions: Vec<Value>,
    /// Strings, or a string and how often.
    text: Vec<Part>,
    /// Characters of a piece.
    by: usize,
    #[serde(default = "response")]
    target: Target,
    release: Option<Release>,
    #[serde(default)]
    format: Format,
    #[serde(default)]
    judge: bool,
    #[serde(default)]
    monitor: bool,
    failure_mode: Option<FailureMode>,
    vault: Option<Vault>,
    #[serde(default)]
    beside: Input,
    limit: Option<usize>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Part {
    One(String),
    Many(String, usize),
}

fn response() -> Target {
    Target::Response
}

fn line(case: &Case) -> Value {
    let mode = if case.monitor { "monitor" } else { "enforce" };
    let payload = json!({ "kind": "edgeward.policy", "version": 1, "name": "held", "mode": mode, "rules": case.rules, "exceptions": case.exceptions });
    let (policy, _) = edgeward::policy::Policy::from_json(
        &payload.to_string(),
        &edgeward::policy::ValidateOptions::default(),
    )
    .unwrap_or_else(|error| panic!("{}: {error}", case.name));
    let mut settings = GuardOptions {
        ..GuardOptions::default()
    };
    if let Some(text_bytes) = case.limit {
        settings.limits = Limits {
            text_bytes,
            ..Limits::default()
        };
    }
    let guard = edgeward::engine::Guard::new(policy, &settings);
    let options = StreamOptions {
        input: case.beside.clone(),
        release: case.release,
        judge: case.judge,
        evaluate: EvaluateOptions {
            format: case.format,
            failure_mode: case.failure_mode.clone(),
            vault: case.vault.clone(),
            ..EvaluateOptions::default()
        },
        ..StreamOptions::new(case.target)
    };
    let text: String = case
        .text
        .iter()
        .map(|part| match part {
            Part::One(text) => text.clone(),
            Part::Many(text, times) => text.repeat(*times),
        })
        .collect();
    let bound = guard.holdback(&options);
    let mut stream = guard.stream(options);
    let (mut released, mut stopped, mut came) = (Vec::new(), None, 0);
    let chars: Vec<char> = text.chars().collect();
    for piece in chars.chunks(case.by) {
        let piece: String = piece.iter().collect();
        let mut out = String::new();

        let state = stream.push(&piece, &mut out);
        came += piece.len();

        released.push(stream.released());
        if state == State::Blocked && stopped.is_none() {
            stopped = Some(came);
        }
    }
    let end = stream.end();
    json!({
        "case": case.name, "holdback": bound, "bytes": text.len(), "released": released,
        "stopped": stopped, "end": end.text, "decision": end.verdict.decision,
    })
}

#[test]
fn text_goes_as_soon_as_it_did() {
    let file: File =
        serde_json::from_str(&fs::read_to_string(data("streams.json")).unwrap()).unwrap();
    let mut record = String::new();
    for case in &file.cases {
        let _ = writeln!(record, "{}", line(case));
    }
    crate::record::compare("streams.jsonl", &record);
}
