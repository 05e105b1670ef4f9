//! Payloads that mean harm: large, deep, broken. Each is answered with diagnostics, in seconds even in a debug build.

use std::fmt::Write as _;
use std::time::Duration;

use edgeward::policy::{Code, Kind, Recognised, Severity, ValidateOptions, validate};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Far above what is needed, far below what anything worse than linear takes.
const LIMIT: Duration = Duration::from_secs(30);

#[expect(clippy::disallowed_methods, reason = "a test may look at the clock")]
fn timed(payload: &str, options: &ValidateOptions) -> Recognised {
    let start = std::time::Instant::now();
    let got = validate(payload, options);
    let took = start.elapsed();
    assert!(took < LIMIT, "{took:?} for {} bytes", payload.len());
    consistent(&got);
    got
}

/// What holds for every answer.
fn consistent(got: &Recognised) {
    let errors = got
        .diagnostics
        .iter()
        .any(|each| each.severity == Severity::Error);
    assert_eq!(got.policy.is_none(), errors, "{:?}", got.diagnostics);
    assert!(got.diagnostics.len() <= 1_002, "{}", got.diagnostics.len());
}

fn codes(got: &Recognised) -> Vec<Code> {
    let mut codes: Vec<Code> = got.diagnostics.iter().map(|each| each.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn of(kind: Kind) -> ValidateOptions {
    ValidateOptions {
        kind: Some(kind),
        utf16: true,
        ..ValidateOptions::default()
    }
}

/// The largest payload that is read.
const FULL: usize = 5_242_880;

/// Enough to tell linear time from worse, for what is tried in many ways.
const PART: usize = 300_000;

/// As many copies as fit.
fn filled(size: usize, start: &str, piece: &str, end: &str) -> String {
    let count = (size - start.len() - end.len()) / piece.len();
    format!("{start}{}{end}", piece.repeat(count))
}

#[test]
fn brackets() {
    for text in [
        "[".repeat(200_000),
        "{\"a\":".repeat(200_000),
        "[{\"a\":".repeat(100_000),
    ] {
        let got = timed(&text, &ValidateOptions::default());
        assert_eq!(codes(&got), [Code::NestingTooDeep]);
        assert_eq!(got.diagnostics.len(), 1);
    }
    let closed = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    assert_eq!(
        codes(&timed(&closed, &ValidateOptions::default())),
        [Code::NestingTooDeep]
    );
    assert_eq!(
        codes(&timed(&"]".repeat(200_000), &ValidateOptions::default())),
        [Code::InvalidJson]
    );
}

#[test]
fn too_many_bytes() {
    let text = " ".repeat(5_242_881);
    let got = timed(&text, &ValidateOptions::default());
    assert_eq!(codes(&got), [Code::PayloadTooLarge]);
}

#[test]
fn duplicate_keys() {
    let text = filled(FULL, "{", "\"a\":1,", "\"a\":1}");
    let got = timed(&text, &of(Kind::AporiaProjectPolicies));
    // The error takes the place of a warning in the full list.
    assert_eq!(
        codes(&got),
        [Code::DuplicateKey, Code::TooMany, Code::MoreProblems]
    );
    let text = filled(PART, "{", "\"a\":1,", "\"a\":1}");
    for kind in Kind::ALL {
        assert!(
            codes(&timed(&text, &of(*kind))).contains(&Code::MoreProblems),
            "{kind}"
        );
    }
}

fn many_keys(size: usize) -> String {
    let mut text = String::from("{");
    let mut count = 0;
    while text.len() < size - 300 {
        let _ = write!(text, "\"k{count}\":1,");
        count += 1;
    }
    text + "\"z\":1}"
}

#[test]
fn unknown_keys() {
    let inside = |text: &str| {
        [
            (
                Kind::AporiaProjectPolicies,
                format!(
                    r#"{{"project_ids":[],"policies":[{{"policy_type":"sql_load_limit","condition":{text}}}]}}"#
                ),
            ),
            (
                Kind::AporiaProjectPolicies,
                format!(
                    r#"{{"project_ids":[],"policies":[{{"policy_type":"pii_on_prompt","condition":{{"data_types":{text}}}}}]}}"#
                ),
            ),
            (
                Kind::EdgewardPolicy,
                format!(
                    r#"{{"kind":"edgeward.policy","version":1,"name":"a","rules":[{{"id":"a","detector":"sql.load","settings":{text}}}]}}"#
                ),
            ),
        ]
    };
    let text = many_keys(FULL);
    assert!(codes(&timed(&text, &of(Kind::EdgewardPolicy))).contains(&Code::TooMany));
    for (kind, text) in inside(&text) {
        assert!(codes(&timed(&text, &of(kind))).contains(&Code::TooMany));
    }
    for (kind, text) in inside(&many_keys(9_000)) {
        let got = timed(&text, &of(kind));
        let unknown = [Code::UnknownKey, Code::UnknownPiiType];
        assert!(
            got.diagnostics.len() > 500 && unknown.iter().any(|code| codes(&got).contains(code))
        );
    }
    for kind in Kind::ALL {
        timed(&many_keys(PART), &of(*kind));
    }
}

#[test]
fn long_lists() {
    let wrappers = [
        (
            Kind::AporiaProjectPolicies,
            r#"{"project_ids":["#,
            r#"],"policies":[]}"#,
        ),
        (
            Kind::AporiaProjectPolicies,
            r#"{"project_ids":[],"policies":[{"policy_type":"pii_on_prompt","condition":{"data_types":["#,
            "]}}]}",
        ),
        (
            Kind::AporiaProjectPolicies,
            r#"{"project_ids":[],"policies":[{"policy_type":"sql_allowed_tables","condition":{"tables":["#,
            "]}}]}",
        ),
        (
            Kind::EdgewardPolicy,
            r#"{"kind":"edgeward.policy","version":1,"name":"a","exceptions":["#,
            r#"],"rules":[]}"#,
        ),
        (
            Kind::EdgewardPolicy,
            r#"{"kind":"edgeward.policy","version":1,"name":"a","rules":["#,
            "]}",
        ),
        (
            Kind::EdgewardPolicy,
            r#"{"kind":"edgeward.policy","version":1,"name":"a","rules":[{"id":"a","detector":"conduct","settings":{"rules":["#,
            "]}}]}",
        ),
    ];
    for (kind, start, end) in wrappers {
        for item in ["1", "\"\"", "\"email\"", "{}", "null"] {
            let full = item == "1" && start.ends_with("\"rules\":[");
            let size = if full { FULL } else { PART };
            let text = filled(size, start, &format!("{item},"), &format!("{item}{end}"));
            assert!(timed(&text, &of(kind)).policy.is_none());
        }
    }
}

#[test]
fn many_faults_in_one_long_string() {
    let text = filled(
        FULL,
        r#"{"name":"é","target":"prompt","condition":{"configuration_mode":"simple","modality":"legit","evaluation_instructions":""#,
        "é {x} ",
        "\"}}",
    );
    let got = timed(&text, &of(Kind::AporiaCustomPolicy));
    assert_eq!(codes(&got), [Code::UnknownPlaceholder, Code::MoreProblems]);
}

#[test]
fn a_hundred_thousand_policies() {
    let policy = json!({ "policy_type": "toxicity_on_prompt", "priority": 1, "condition": {}, "action": "block" });
    let payload = json!({ "project_ids": ["2f4d4c5e-6b7a-4c8d-9e0f-1a2b3c4d5e6f"], "policies": vec![policy; 40_000] });
    let options = of(Kind::AporiaProjectPolicies);
    assert_eq!(
        codes(&timed(&payload.to_string(), &options)),
        [Code::TooMany]
    );
    let short = json!({ "project_ids": ["2f4d4c5e-6b7a-4c8d-9e0f-1a2b3c4d5e6f"], "policies": vec![json!({}); 100_000] });
    assert_eq!(codes(&timed(&short.to_string(), &options)), [Code::TooMany]);
}

#[test]
fn a_thousand_rules_are_accepted() {
    let rules: Vec<Value> = (0..1_000)
        .map(|index| json!({ "id": format!("r{index}"), "detector": "test_string" }))
        .collect();
    let mut payload =
        json!({ "kind": "edgeward.policy", "version": 1, "name": "many", "rules": rules });
    let got = timed(&payload.to_string(), &ValidateOptions::default());
    assert_eq!(
        got.policy.map(|policy| policy.document().rules.len()),
        Some(1_000)
    );
    let rules = payload["rules"].as_array_mut().unwrap();
    rules.push(json!({ "id": "last", "detector": "test_string" }));
    assert_eq!(
        codes(&timed(&payload.to_string(), &ValidateOptions::default())),
        [Code::TooMany]
    );
}

#[test]
fn a_thousand_misspelled_types() {
    let policies: Vec<Value> = (0..1_000).map(|index| json!({ "policy_type": format!("toxicitty_on_prompts_and_responses_of_{index}"), "priority": 1, "condition": {}, "action": "block" })).collect();
    let payload =
        json!({ "project_ids": ["2f4d4c5e-6b7a-4c8d-9e0f-1a2b3c4d5e6f"], "policies": policies });
    let got = timed(&payload.to_string(), &ValidateOptions::default());
    assert_eq!(codes(&got), [Code::UnknownPolicyType]);
}

#[test]
fn a_hundred_thousand_entries_are_accepted_and_one_more_is_not() {
    let entries: Vec<String> = (0..100_001).map(|index| format!("word{index}")).collect();
    let payload = |entries: &[String]| {
        json!({ "kind": "edgeward.policy", "version": 1, "name": "words", "rules": [{ "id": "w", "detector": "keyword", "settings": { "entries": entries } }] }).to_string()
    };
    let options = ValidateOptions::default();
    assert!(
        timed(&payload(&entries[..100_000]), &options)
            .policy
            .is_some()
    );
    assert_eq!(codes(&timed(&payload(&entries), &options)), [Code::TooMany]);
}

/// Words that the readers know, so that random payloads get past the first key.
const WORDS: [&str; 48] = [
    "kind",
    "edgeward.policy",
    "version",
    "name",
    "rules",
    "id",
    "detector",
    "settings",
    "keyword",
    "entries",
    "regex",
    "cucumber",
    "custom",
    "mode",
    "simple",
    "instructions",
    "{answer}",
    "{{x}",
    "pii",
    "types",
    "email",
    "conduct",
    "exceptions",
    "detectors",
    "failureMode",
    "project_ids",
    "policies",
    "policy_type",
    "type",
    "pii_on_prompt",
    "data_types",
    "condition",
    "action",
    "mask",
    "priority",
    "sql_load_limit",
    "max_joins",
    "topics",
    "threshold",
    "sensitivity",
    "high",
    "target",
    "response",
    "configuration_mode",
    "system_prompt",
    "modality",
    "policy_rules",
    "keywords",
];

fn any_json() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(WORDS.to_vec());
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-2.0..3.0_f64).prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        word.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, move |inner| {
        let key = prop_oneof![4 => word.clone().prop_map(String::from), 1 => ".{0,4}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_value_is_answered(value in any_json(), strict: bool) {
        let text = value.to_string();
        consistent(&validate(&text, &ValidateOptions::default()));
        for kind in Kind::ALL {
            let mut options = of(*kind);
            options.strict = strict;
            let got = validate(&text, &options);
            consistent(&got);
            for diagnostic in &got.diagnostics {
                prop_assert!(!diagnostic.message.is_empty() && !diagnostic.message.ends_with('.'), "{diagnostic}");
                prop_assert!(diagnostic.position.is_some(), "{diagnostic}");
            }
        }
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,64}") {
        consistent(&validate(&text, &ValidateOptions::default()));
    }

    #[test]
    fn any_damage_is_answered(at in 0_usize..2_000, piece in "[\\[\\]{}\",:0-9a-z\\\\ \u{e9}]{0,3}", cut in 0_usize..5) {
        let example = include_str!("../../examples/policies/aporia-every-type.json");
        let start = example.char_indices().map(|(at, _)| at).nth(at).unwrap_or(0);
        let mut text = example.to_owned();
        text.replace_range(start..(start + cut).min(text.len()), &piece);
        consistent(&validate(&text, &ValidateOptions::default()));
    }
}
