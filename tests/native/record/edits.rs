//! What is said of each payload with one value changed: the record has a digest a payload, the lines behind the digests go
//! to `target/record`, where those of two trees can be compared.

use std::fmt::Write as _;
use std::fs;

use edgeward::policy::{Kind, Policy, ValidateOptions, convert, validate};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::compare;
use crate::policies::{data, payloads};
use crate::vendors::places;

/// Changes of one payload that are tried, spread over all.
const MOST: usize = 100;

/// What may stand instead of a value.
fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => vec![json!("x"), json!({})],
        Value::Bool(value) => vec![json!(!value), json!("true"), Value::Null],
        Value::Number(number) => {
            let number = number.as_f64().unwrap();
            vec![
                json!(number + 1.0),
                json!(-number),
                json!(number / 2.0),
                json!("1"),
            ]
        }
        Value::String(text) => vec![
            json!(text.to_uppercase()),
            json!(format!(" {text} x")),
            json!(""),
            json!(7),
        ],
        Value::Array(items) => vec![
            json!([]),
            json!([&items[..], &items[..]].concat()),
            json!("x"),
        ],
        Value::Object(members) => {
            let mut more = members.clone();
            more.insert("zzz".into(), json!(1));
            vec![json!({}), more.into(), json!([])]
        }
    }
}

/// Without the value at a place.
fn without(payload: &Value, path: &str) -> Option<Value> {
    let mut out = payload.clone();
    let (parent, key) = path.rsplit_once('/')?;
    match out.pointer_mut(parent)? {
        Value::Array(items) => drop(items.remove(key.parse().ok()?)),
        Value::Object(members) => drop(members.remove(&key.replace("~1", "/").replace("~0", "~"))),
        _ => return None,
    }
    Some(out)
}

/// Every payload with one value changed.
fn edited(payload: &Value) -> Vec<Value> {
    let mut paths = Vec::new();
    places(payload, "", &mut paths);
    let changed = paths.iter().flat_map(|path| {
        let others = payload.pointer(path).map(others).unwrap_or_default();
        others.into_iter().filter_map(|other| {
            let mut out = payload.clone();
            *out.pointer_mut(path)? = other;
            Some(out)
        })
    });
    changed
        .chain(paths.iter().filter_map(|path| without(payload, path)))
        .collect()
}

/// What is said of a payload, and what it becomes as one of another kind.
fn said(payload: &str, options: &ValidateOptions, to: Kind) -> Value {
    let got = validate(payload, options);
    let policy = got.policy.as_ref();
    let written = policy.map(|_| match convert(payload, to, options) {
        Ok(got) => json!({ "losses": got.losses, "payload": got.payload }),
        Err(error) => json!(error.diagnostics()),
    });
    json!({
        "payload": payload, "kind": got.kind, "diagnostics": got.diagnostics,
        "document": policy.map(Policy::document), "vendor": policy.map(Policy::vendor_data),
        "response": got.response.map(|response| response.body), "to": to, "written": written,
    })
}

#[test]
fn what_is_said_of_each_payload_with_a_value_changed_is_what_was() {
    let (mut record, mut lines) = (String::new(), String::new());
    let mut kinds = Kind::ALL.iter().cycle();
    for (title, payload, options) in payloads() {
        let Ok(payload) = serde_json::from_str::<Value>(&payload) else {
            continue;
        };
        let from = lines.len();
        let edited = edited(&payload);
        for other in edited.iter().step_by(edited.len() / MOST + 1) {
            let to = kinds.next().unwrap();
            let _ = writeln!(lines, "{}", said(&other.to_string(), &options, *to));
        }
        let digest = Sha256::digest(&lines[from..]);
        let digest = digest.first_chunk().copied().map(u64::from_be_bytes);
        let digest = format!("{:016x}", digest.unwrap_or_default());
        let _ = writeln!(record, "{}", json!({ "case": title, "digest": digest }));
    }
    let folder = data("../../target/record");
    if fs::create_dir_all(&folder).is_ok() {
        let _ = fs::write(folder.join("edits.jsonl"), &lines);
    }
    compare("edits.jsonl", &record);
}
