//! Records of what comes out today, a line each, in `tests/snapshots`: a change of any of it is seen and meant.

mod edits;

use std::fs;

use edgeward::policy::{Kind, Policy, ValidateOptions, convert, validate};
use serde_json::{Value, json};

use crate::policies::{data, payloads, success};

/// Holds what was written against the record of that name; `UPDATE=1 cargo test` rewrites it.
pub(crate) fn compare(name: &str, record: &str) {
    let path = data("").join("../snapshots").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, record).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let differs = kept
        .lines()
        .zip(record.lines())
        .find(|(kept, new)| kept != new);
    if let Some((kept, new)) = differs {
        panic!(
            "it differs from the record {name}; if that is meant: UPDATE=1 cargo test\nkept {kept}\nnew  {new}"
        );
    }
    assert_eq!(
        kept.lines().count(),
        record.lines().count(),
        "the record {name} has other cases; run: UPDATE=1 cargo test"
    );
}

/// Everything that is said about the payloads of `tests/data/validate`: case files name the fields that they are about.
#[test]
fn what_is_said_of_each_payload_is_what_was() {
    let mut record = String::new();
    for (title, payload, options) in payloads() {
        let got = validate(&payload, &options);
        let policy = got.policy.as_ref();
        let origins: Option<Vec<Value>> =
            policy.map(|policy| policy.rules().map(|(_, origin)| json!(origin)).collect());
        let line = json!({
            "case": title, "kind": got.kind, "diagnostics": got.diagnostics, "origins": origins,
            "document": policy.map(Policy::document),
            "vendor": policy.map(Policy::vendor_data), "success": policy.map(success),
        });
        record.push_str(&line.to_string());
        record.push('\n');
    }
    compare("validate.jsonl", &record);
}

/// What each payload becomes as one of another kind.
#[test]
fn what_each_payload_becomes_is_what_was() {
    let mut record = String::new();
    for (title, payload, options) in payloads() {
        let Some(kind) = validate(&payload, &options)
            .policy
            .map(|policy| policy.kind())
        else {
            continue;
        };
        let options = ValidateOptions {
            kind: Some(kind),
            ..options
        };
        for to in Kind::ALL {
            let line = match convert(&payload, *to, &options) {
                Ok(got) => json!({
                    "case": title, "to": to, "losses": got.losses,
                    "payload": serde_json::from_str::<Value>(&got.payload).unwrap(),
                }),
                Err(error) => json!({ "case": title, "to": to, "says": error.diagnostics() }),
            };
            record.push_str(&line.to_string());
            record.push('\n');
        }
    }
    compare("convert.jsonl", &record);
}
