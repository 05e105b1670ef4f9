//! The recorded answers of FastAPI with the reference model of `tests/reference/lyzr_model.py`, byte for byte.

use std::collections::BTreeMap;
use std::fs;

use edgeward::policy::{Code, Kind, Recognised, ValidateOptions, Vendor, validate};
use serde::Deserialize;
use serde_json::Value;

use crate::policies::data;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recorded {
    status: u16,
    payload: String,
    body: Option<String>,
}

fn answered(payload: &str) -> Recognised {
    let options = ValidateOptions {
        kind: Some(Kind::LyzrRaiPolicy),
        ..ValidateOptions::default()
    };
    validate(payload, &options)
}

fn refused(read: &Recognised) -> bool {
    read.diagnostics
        .iter()
        .any(edgeward::policy::Diagnostic::is_error)
}

#[test]
fn answers_are_those_of_the_reference_model() {
    let file = fs::read_to_string(data("reference").join("lyzr_422.jsonl")).unwrap();
    let mut seen = BTreeMap::new();
    for line in file.lines() {
        let case: Recorded = serde_json::from_str(line).unwrap();
        let read = answered(&case.payload);
        *seen.entry(case.status).or_insert(0) += 1;
        let got = read.response.as_ref();
        match case.status {
            200 => assert_eq!(got, None, "{}", case.payload),
            500 => {
                let got = got.unwrap();
                let body: Value = serde_json::from_str(&got.body).unwrap();
                let items = body["detail"].as_array().unwrap();
                assert_eq!(got.status, 422, "{}", case.payload);
                assert!(!items.is_empty() && items.iter().all(|item| item["input"].is_null()));
            }
            status => {
                let got = got.map(|got| (got.status, got.body.as_str()));
                assert_eq!(
                    got,
                    Some((status, case.body.as_deref().unwrap())),
                    "{}",
                    case.payload
                );
            }
        }
        assert!(
            case.status == 200 || refused(&read),
            "nothing is wrong here with {}",
            case.payload
        );
    }
    assert_eq!(seen.keys().copied().collect::<Vec<_>>(), [200, 422, 500]);
    assert!(seen[&422] > 100, "{seen:?}");
}

#[test]
fn only_lyzrs_texts_are_answered() {
    let asked = |payload: &str, kind, vendor| {
        let options = ValidateOptions {
            kind,
            vendor,
            ..ValidateOptions::default()
        };
        validate(payload, &options)
            .response
            .map(|response| response.status)
    };
    let (lyzr, enkrypt) = (Some(Vendor::Lyzr), Some(Vendor::Enkrypt));
    assert_eq!(
        asked(r#"{"name": 5, "keywords": {}}"#, None, None),
        Some(422)
    );
    assert_eq!(asked("{", None, lyzr), Some(422));
    assert_eq!(asked("{", None, None), None);
    assert_eq!(asked("{", None, enkrypt), None);
    assert_eq!(
        asked(r#"{"name": 5}"#, Some(Kind::EdgewardPolicy), None),
        None
    );
    assert_eq!(asked(r#"{"name": "a"}"#, None, lyzr), None);
}

/// Where the server fails the diagnostics speak, with the place as `loc`.
#[test]
fn a_server_that_fails_is_answered_for() {
    let read =
        answered(r#"{"name": "n", "keywords": {"keywords": ["a", "\ud800"]}, "user_id": NaN}"#);
    let body: Value = serde_json::from_str(&read.response.unwrap().body).unwrap();
    let items = body["detail"].as_array().unwrap();
    assert!(
        items
            .iter()
            .any(|item| item["type"] == "number_out_of_range"
                && item["loc"] == serde_json::json!(["body", "user_id"])
                && item["msg"] == "`NaN` is not a JSON number")
    );
    assert!(
        read.diagnostics
            .iter()
            .any(|one| one.code == Code::LoneSurrogate)
    );
}

/// Deep texts and many errors cost what their length costs, and no stack.
#[test]
fn answers_are_bounded() {
    let deep = |depth| format!("{{\"name\": {}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(answered(&deep(998)).response.unwrap().status, 422);
    let unreadable = answered(&deep(999)).response.unwrap();
    assert_eq!(unreadable.status, 400);
    assert_eq!(
        unreadable.body,
        r#"{"detail":"There was an error parsing the body"}"#
    );
    assert_eq!(answered(&"9".repeat(4_300)).response.unwrap().status, 422);
    assert_eq!(answered(&"9".repeat(4_301)).response.unwrap().status, 400);
    assert_eq!(answered(&deep(200_000)).response.unwrap().status, 400);
    let many = vec!["5"; 20_000].join(",");
    let many = format!(r#"{{"name": "n", "keywords": {{"keywords": [{many}]}}}}"#);
    assert!(answered(&many).response.unwrap().body.len() > 1_000_000);
}
