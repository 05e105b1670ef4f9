//! How soon text goes: for each case of `tests/data/streams.json`, what was let go after each piece.
//!
//! That a stream says the same as an evaluation does not tell of one that holds more than it must. What is kept in
//! `tests/snapshots/streams.jsonl` are bytes of the text: less than before is a fault, more is one unless it is meant;
//! then `UPDATE=1 cargo test` rewrites it.

use std::fmt::Write as _;
use std::fs;

use edgeward::engine::{
    EvaluateOptions, Format, Guard, GuardOptions, Input, State, StreamOptions, Vault,
};
use edgeward::policy::{FailureMode, Policy, Release, Target, ValidateOptions};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::policies::{File, data};

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

impl Case {
    fn guard(&self) -> Guard {
        let mode = if self.monitor { "monitor" } else { "enforce" };
        let payload = json!({
            "kind": "edgeward.policy", "version": 1, "name": "held", "mode": mode,
            "rules": self.rules, "exceptions": self.exceptions,
        });
        let (policy, _) = Policy::from_json(&payload.to_string(), &ValidateOptions::default())
            .unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let mut settings = GuardOptions::default();
        if let Some(bytes) = self.limit {
            settings.limits.text_bytes = bytes;
        }
        Guard::new(policy, &settings)
    }

    fn options(&self) -> StreamOptions {
        StreamOptions {
            input: self.beside.clone(),
            release: self.release,
            judge: self.judge,
            evaluate: EvaluateOptions {
                format: self.format,
                failure_mode: self.failure_mode.clone(),
                vault: self.vault.clone(),
                ..EvaluateOptions::default()
            },
            ..StreamOptions::new(self.target)
        }
    }

    fn text(&self) -> String {
        let parts = self.text.iter().map(|part| match part {
            Part::One(text) => text.clone(),
            Part::Many(text, times) => text.repeat(*times),
        });
        parts.collect()
    }

    fn told(&self) -> Value {
        let (guard, text) = (self.guard(), self.text());
        let mut stream = guard.stream(self.options());
        let (mut released, mut stopped, mut pushed) = (Vec::new(), None, 0);
        let chars: Vec<char> = text.chars().collect();
        for piece in chars.chunks(self.by) {
            let piece: String = piece.iter().collect();
            pushed += piece.len();
            let state = stream.push(&piece, &mut String::new());
            released.push(stream.released());
            let held = text[stream.released()..pushed].encode_utf16().count();
            let held = if state == State::Blocked { 0 } else { held };
            // Behind the limit text passes unread, and is not counted.
            if self.limit.is_none() {
                assert_eq!(stream.held(), held, "{} after {pushed}", self.name);
            }
            if state == State::Blocked && stopped.is_none() {
                stopped = Some(pushed);
            }
        }
        let end = stream.end();
        json!({
            "case": self.name, "holdback": guard.holdback(&self.options()), "bytes": text.len(),
            "released": released, "stopped": stopped, "end": end.text, "decision": end.verdict.decision,
        })
    }
}

#[test]
fn text_goes_as_soon_as_it_did() {
    let file: File<Case> =
        serde_json::from_str(&fs::read_to_string(data("streams.json")).unwrap()).unwrap();
    let mut record = String::new();
    for case in &file.cases {
        let _ = writeln!(record, "{}", case.told());
    }
    crate::record::compare("streams.jsonl", &record);
}
