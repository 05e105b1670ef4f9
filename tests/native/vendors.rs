//! Lyzr's and Enkrypt's payloads: success documents, hostile sizes, and that no value at no place does harm.

use std::time::{Duration, Instant};

use edgeward::policy::vendors::{Stamp, document};
use edgeward::policy::{Code, Kind, Policy, Recognised, ValidateOptions, validate};
use proptest::prelude::*;
use serde_json::{Value, json};

const LYZR_PAGE: &str = include_str!("../../examples/policies/lyzr-page.json");
const LYZR: &str = include_str!("../../examples/policies/lyzr-support.json");
const ENKRYPT: &str = include_str!("../../examples/policies/enkrypt-healthcare.json");
const GUARDRAIL: &str = include_str!("../../examples/policies/enkrypt-guardrail.json");

fn read(payload: &str) -> Recognised {
    validate(payload, &ValidateOptions::default())
}

fn policy(payload: &Value) -> Policy {
    let got = read(&payload.to_string());
    got.policy
        .unwrap_or_else(|| panic!("{:?}", got.diagnostics))
}

fn stamp() -> Stamp {
    Stamp {
        now: "2025-05-16T10:55:33.116Z".into(),
        entropy: [
            0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
        ],
        ..Stamp::default()
    }
}

/// The document of a payload, as text without spaces.
fn answer(payload: &str, stamp: &Stamp) -> String {
    let got = read(payload);
    document(&got.policy.unwrap(), stamp)
}

#[test]
fn lyzr_answers_with_the_body_after_its_id() {
    let text = answer(LYZR_PAGE, &stamp());
    let body: Value = serde_json::from_str(LYZR_PAGE).unwrap();
    let (id, rest) = text.split_once(',').unwrap();
    assert_eq!(id, r#"{"_id":"ffffffff0102030405060708""#);
    // Nothing of the page's example has spaces inside, so its text without them is the order of its keys.
    let compact: String = LYZR_PAGE.split_whitespace().collect();
    assert_eq!(format!("{{{rest}"), compact);
    let mut expected = body;
    expected["_id"] = json!("ffffffff0102030405060708");
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), expected);
}

#[test]
fn lyzr_answers_without_null_and_with_every_block() {
    let payload = json!({
        "name": "n", "keywords": null, "nsfw_check": {"threshold": 0.8, "enabled": false, "x": null}, "bedrock_guardrail": null,
        "toxicity_check": {"threshold": 0.25, "enabled": true}, "pii_detection": {"types": {"URL": "block"}, "custom_pii": null},
    });
    let stamp = Stamp {
        id: Some("6827198593cc6ff0a4b1c2d3".into()),
        user_id: Some("u1".into()),
        ..stamp()
    };
    let text = document(&policy(&payload), &stamp);
    assert_eq!(
        text,
        concat!(
            r#"{"_id":"6827198593cc6ff0a4b1c2d3","name":"n","description":"","#,
            r#""allowed_topics":{"enabled":false},"banned_topics":{"enabled":false},"keywords":{"enabled":false},"#,
            r#""toxicity_check":{"enabled":true,"threshold":0.25},"prompt_injection":{"enabled":false},"#,
            r#""secrets_detection":{"enabled":false},"pii_detection":{"enabled":false,"types":{"URL":"block"}},"#,
            r#""nsfw_check":{"enabled":false,"threshold":0.8},"user_id":"u1","#,
            r#""created_at":"2025-05-16T10:55:33.116Z","updated_at":"2025-05-16T10:55:33.116Z"}"#,
        )
    );
    // What was answered can be sent again: the same rules, and those that say that a block is off.
    let again = read(&text);
    assert!(again.policy.is_some(), "{:?}", again.diagnostics);
}

#[test]
fn enkrypt_answers_with_all_required_keys() {
    let stamp = Stamp {
        project_name: Some("clinic".into()),
        created_by: Some("me@example.com".into()),
        ..stamp()
    };
    let text = answer(ENKRYPT, &stamp);
    let got: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(got["message"], "Policy details added successfully");
    let payload: Value = serde_json::from_str(ENKRYPT).unwrap();
    let data = &got["data"];
    assert_eq!(data["policy_rules"], payload["policy_rules"]);
    assert_eq!(data["total_rules"], 22);
    assert_eq!(data["name"], "Healthcare Guidelines");
    assert_eq!(data["project_name"], "clinic");
    assert_eq!(data["policy_id"], 0x7fff_ffff);
    assert_eq!(data["policy_text"], Value::Null);
    assert_eq!(data["created_by"], "me@example.com");
    for key in ["created_at", "updated_at"] {
        assert_eq!(data[key], "2025-05-16T10:55:33.116000+00:00");
    }
    assert!(data.get("pdf_name").is_none());
    let order = [
        "\"policy_rules\"",
        "\"project_name\"",
        "\"total_rules\"",
        "\"name\"",
        "\"updated_at\"",
        "\"policy_id\"",
    ];
    let places: Vec<_> = order.iter().map(|key| text.find(key)).collect();
    assert!(
        places.is_sorted() && places.iter().all(Option::is_some),
        "{places:?}"
    );
}

#[test]
fn enkrypt_ids_are_positive_and_of_31_bits() {
    let id = |stamp: Stamp| -> Value {
        let got: Value = serde_json::from_str(&answer(ENKRYPT, &stamp)).unwrap();
        got["data"]["policy_id"].clone()
    };
    let named = |id: &str| Stamp {
        id: Some(id.into()),
        ..stamp()
    };
    assert_eq!(id(named("1456247350")), 1_456_247_350);
    assert_eq!(
        id(Stamp {
            entropy: [0; 16],
            ..stamp()
        }),
        1
    );
    for unfit in ["0", "-5", "2147483648", "x"] {
        assert_eq!(id(named(unfit)), 0x7fff_ffff, "{unfit}");
    }
}

#[test]
fn enkrypt_answers_with_lines_and_a_file_name() {
    let payload = json!({
        "name": "n", "policy_rules": "[\"Users must not\\nshout.\", \"- Users must not spy.\"]", "total_rules": "2",
        "policy_file": {"name": "Guide v2.PDF", "type": "application/pdf", "size": 9, "pdf": true},
    });
    let got: Value = serde_json::from_str(&document(&policy(&payload), &stamp())).unwrap();
    assert_eq!(
        got["data"]["policy_rules"],
        "Users must not shout.\n- Users must not spy."
    );
    assert_eq!(got["data"]["pdf_name"], "Guide v2");
    assert_eq!(got["data"]["project_name"], "default");
}

#[test]
fn a_guardrail_is_answered_with_itself() {
    let text = answer(GUARDRAIL, &stamp());
    let same = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(same(&text), same(GUARDRAIL));
    assert!(text.find("injection_attack") < text.find("keyword_detector"));
}

/// Fast enough for any machine that runs tests, and far below what anything quadratic would take.
const SOON: Duration = Duration::from_mins(2);

fn soon(name: &str, payload: &str) -> Recognised {
    let start = Instant::now();
    let got = read(payload);
    let took = start.elapsed();
    assert!(took < SOON, "{name} took {took:?}");
    let wrong = got
        .diagnostics
        .iter()
        .any(edgeward::policy::Diagnostic::is_error);
    assert_eq!(got.policy.is_some(), !wrong, "{name}");
    got
}

fn has(got: &Recognised, code: Code) -> bool {
    got.diagnostics
        .iter()
        .any(|diagnostic| diagnostic.code == code)
}

#[test]
fn a_hundred_thousand_keywords_are_read() {
    let entries: Vec<Value> = (0..100_000)
        .map(|n| json!({"keyword": format!("k{n}"), "action": "block"}))
        .collect();
    let got = soon(
        "objects",
        &lyzr("keywords", &json!({"enabled": true, "keywords": entries})),
    );
    assert!(got.policy.is_some());
    let texts: Vec<String> = (0..100_001).map(|n| format!("k{n}")).collect();
    let got = soon(
        "texts",
        &lyzr("keywords", &json!({"enabled": true, "keywords": texts})),
    );
    assert!(has(&got, Code::TooMany));
    // Warnings alone, however many, keep no policy from being created.
    let got = soon(
        "the same",
        &lyzr(
            "keywords",
            &json!({"enabled": true, "keywords": vec!["k"; 100_000]}),
        ),
    );
    assert!(got.policy.is_some() && has(&got, Code::MoreProblems));
    let entries: Vec<Value> = (0..20_000).map(|n| json!({"keyword": "a{1,60}b{1,60}\\w{9}", "action": "redact", "replacement": n.to_string(), "pattern_type": "regex"})).collect();
    let got = soon(
        "patterns",
        &lyzr("keywords", &json!({"enabled": true, "keywords": entries})),
    );
    assert!(has(&got, Code::TooMany) || has(&got, Code::PatternTooLarge));
    let label = "a,b,".repeat(100_000);
    let got = soon(
        "a label",
        &lyzr(
            "pii_detection",
            &json!({"enabled": true, "custom_pii": [{"label": label, "action": "block"}]}),
        ),
    );
    assert!(has(&got, Code::TooMany));
}

fn lyzr(block: &str, value: &Value) -> String {
    let mut payload = json!({"name": "n", "description": "d"});
    payload[block] = value.clone();
    payload.to_string()
}

fn enkrypt(rules: &str) -> String {
    json!({"name": "n", "policy_rules": rules, "total_rules": 1, "policy_text": "p"}).to_string()
}

#[test]
fn long_rules_are_read() {
    let many = "Users must not shout.\n".repeat(1_000);
    assert!(soon("a thousand rules", &enkrypt(&many)).policy.is_some());
    for (name, unit, count) in [
        ("too many rules", "- a\n", 50_000),
        ("headings", "1. Title\n- Users must not shout.\n", 5_000),
        ("hashes", "# a\n", 45_000),
        ("lines", "a\n", 100_000),
        ("one line", "must not ", 25_000),
        ("quotes", "\"", 100_000),
        ("backslashes", "\\", 100_000),
        ("escapes", "\\n1. a", 35_000),
        ("brackets", "[", 200_000),
        ("items", "Users must not:\n- a\n", 10_000),
        ("wrapped", "a b c\n b\n", 20_000),
        ("wide", "\u{1F600}\n", 45_000),
        ("numbers", "1.", 100_000),
    ] {
        soon(name, &enkrypt(&unit.repeat(count)));
        soon(name, &enkrypt(&format!("\"{}\"", unit.repeat(count))));
    }
    let items = format!("[{}]", vec!["\"a\""; 50_000].join(","));
    assert!(has(&soon("a list", &enkrypt(&items)), Code::TooMany));
    let items = format!("[{}]", vec!["1"; 200_000].join(","));
    assert!(has(
        &soon("a wrong list", &enkrypt(&items)),
        Code::MoreProblems
    ));
}

#[test]
fn many_blocks_are_read() {
    let blocks = |count: usize, value: &Value| -> String {
        let mut payload =
            json!({"name": "n", "description": "d", "toxicity_check": {"enabled": true}});
        for n in 0..count {
            payload[format!("é{n}")] = value.clone();
        }
        payload.to_string()
    };
    let on = json!({"enabled": true});
    assert!(soon("blocks", &blocks(990, &on)).policy.is_some());
    assert!(soon("keys", &blocks(990, &json!(1))).policy.is_some());
    for value in [on, json!(1)] {
        assert!(has(
            &soon("too many keys", &blocks(50_000, &value)),
            Code::TooMany
        ));
    }
    let types = |count: usize| -> Value {
        (0..count)
            .map(|n| (format!("T{n}"), json!("block")))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let of = |count: usize| {
        lyzr(
            "pii_detection",
            &json!({"enabled": true, "types": types(count)}),
        )
    };
    assert!(soon("types", &of(1_000)).policy.is_some());
    assert!(has(&soon("too many types", &of(50_000)), Code::TooMany));
}

/// Values that are right somewhere and wrong elsewhere.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop::sample::select(vec![
            json!(0),
            json!(1),
            json!(-1),
            json!(0.5),
            json!(1e300),
            json!(9_007_199_254_740_993_i64)
        ]),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(vec![
            "",
            " ",
            "block",
            "redact",
            "mask",
            "disabled",
            "regex",
            "literal",
            "cucumber_expression",
            "(a",
            "a*",
            "{x}",
            "22",
            "\"\"",
            "[\"a\"]",
            "[1",
            "\"1. a\\n2. b\"",
            "1. Users must not shout.\n2. Title\nBlock it.",
            "# T",
            "US_SSN",
            "pii",
            "2025-05-16T10:55:33.101Z",
            "a,b",
            ",",
            "\u{1F600}\u{301}",
        ])
        .prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let key = prop::sample::select(vec![
            "enabled",
            "name",
            "keyword",
            "label",
            "action",
            "pattern_type",
            "text",
            "US_SSN",
            "detectors",
            "pdf",
            "size",
            "~/",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..4).prop_map(|members| {
                members
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect::<serde_json::Map<_, _>>()
                    .into()
            }),
        ]
    })
}

/// Every JSON Pointer of a value, the whole before its parts.
pub(crate) fn places(value: &Value, path: &str, out: &mut Vec<String>) {
    out.push(path.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{path}/{index}"), out);
            }
        }
        Value::Object(members) => {
            for (key, item) in members {
                places(
                    item,
                    &format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")),
                    out,
                );
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_value_at_any_place_is_read(
        seed in prop::sample::select(vec![LYZR_PAGE, LYZR, ENKRYPT, GUARDRAIL]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), value()), 1..4),
        strict in any::<bool>(),
        kind in prop::option::of(prop::sample::select(Kind::ALL.to_vec())),
    ) {
        let mut payload: Value = serde_json::from_str(seed).unwrap();
        for (index, value) in changes {
            let mut all = Vec::new();
            places(&payload, "", &mut all);
            if let Some(place) = payload.pointer_mut(index.get(&all).as_str()) {
                *place = value;
            }
        }
        let text = payload.to_string();
        let got = validate(&text, &ValidateOptions { strict, kind, utf16: true, ..ValidateOptions::default() });
        let wrong = got.diagnostics.iter().any(edgeward::policy::Diagnostic::is_error);
        prop_assert_eq!(got.policy.is_some(), !wrong, "{}", text);
        let mut all = Vec::new();
        places(&payload, "", &mut all);
        for diagnostic in &got.diagnostics {
            prop_assert!(all.contains(&diagnostic.path), "{} has no {}", text, diagnostic);
            prop_assert!(diagnostic.message.len() < 1_000 && !diagnostic.message.ends_with('.'), "{}", diagnostic);
        }
        if let Some(policy) = &got.policy {
            prop_assert!(serde_json::from_str::<Value>(&document(policy, &stamp())).is_ok());
            let ids: std::collections::BTreeSet<_> = policy.rules().map(|(rule, _)| &rule.id).collect();
            prop_assert_eq!(ids.len(), policy.rules().count(), "{}", text);
        }
    }

    #[test]
    fn sentences_stand_where_they_say(rules in "(- |[1-9]\\. |# |)[A-Za-zé😀 :.\"\\\\]{0,30}(\n{1,2}( |- |[0-9]{1,2}[.)] |)[A-Za-zé😀 :.\"\\\\]{0,30}){0,6}") {
        let got = read(&enkrypt(&rules));
        let Some(policy) = got.policy else { return Ok(()) };
        for (rule, origin) in policy.rules() {
            let rule = serde_json::to_value(rule).unwrap();
            let sentences = rule["settings"]["rules"].as_array().unwrap();
            prop_assert_eq!(sentences.len(), origin.sentences.len());
            for (sentence, span) in sentences.iter().zip(&origin.sentences) {
                let stands: Vec<_> = rules[span.range()].split_whitespace().collect();
                // Items share the beginning before them; quoted rules have escapes.
                let sentence = sentence.as_str().unwrap();
                prop_assert!(sentence.ends_with(&stands.join(" ")) || rules.contains('\\'), "{:?} {:?}", sentence, stands);
            }
        }
    }
}
