//! Conversions: there and back is equal but for the losses, for every kind.

use std::collections::{BTreeMap, BTreeSet};

use edgeward::detectors;
use edgeward::policy::{Code, Conversion, Document, Kind, Policy, ValidateOptions, convert};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::policies::valid_payloads;

fn read(payload: &str, kind: Kind, options: &ValidateOptions) -> Policy {
    let options = with_kind(kind, options);
    let (policy, _) =
        Policy::from_json(payload, &options).unwrap_or_else(|error| panic!("{error}\n{payload}"));
    policy
}

/// Definitions and names of the project stay what they are.
fn with_kind(kind: Kind, options: &ValidateOptions) -> ValidateOptions {
    ValidateOptions {
        kind: Some(kind),
        custom_policies: options.custom_policies.clone(),
        extractions: vec!["tone".into()],
        ..ValidateOptions::default()
    }
}

/// `None` where the target can say nothing of it.
fn converted(payload: &str, from: Kind, to: Kind, options: &ValidateOptions) -> Option<Conversion> {
    let options = ValidateOptions {
        kind: Some(from),
        ..options.clone()
    };
    match convert(payload, to, &options) {
        Ok(conversion) => Some(conversion),
        Err(error) => {
            let only: Vec<Code> = error.diagnostics().iter().map(|one| one.code).collect();
            assert_eq!(
                only,
                [Code::EmptyList],
                "{from} to {to}: {error}\n{payload}"
            );
            None
        }
    }
}

/// What a document says, one value on one side at a time, as an independent reading of its JSON: the rule, then
/// the value with all that belongs to it.
fn said(document: &Document) -> Vec<(usize, Value)> {
    let whole = serde_json::to_value(document).unwrap();
    let mut said = Vec::new();
    for (index, rule) in whole["rules"].as_array().unwrap().iter().enumerate() {
        let mut rule: Map<String, Value> = rule.as_object().unwrap().clone();
        rule.remove("id");
        let mut settings = rule.remove("settings").unwrap_or_default();
        let spec = detectors::spec(rule["detector"].as_str().unwrap());
        let conduct = rule["detector"] == "conduct";
        if let Some(spec) = spec.filter(|_| !conduct) {
            rule.entry("action").or_insert(json!(spec.action));
            // Nothing acts, whatever its rule says.
            if whole["mode"] == "monitor" {
                rule.insert("action".into(), json!("flag"));
            }
            let text = settings.to_string();
            let response = text.contains("{answer}") || text.contains("{context}");
            let own = match spec.id {
                "custom" if response => json!(["response"]),
                "custom" => json!(["prompt"]),
                _ => json!(spec.targets),
            };
            rule.entry("targets").or_insert(own);
            if spec.scored && spec.id != "custom" {
                rule.entry("threshold").or_insert(json!(0.5));
            }
        }
        let list = ["entries", "names", "types", "topics", "rules"]
            .into_iter()
            .find(|list| {
                settings.get(list).is_some()
                    && rule["detector"] != "secret"
                    && settings["mode"] != "allowed"
            });
        let values = list.map(|list| settings[list].take());
        let targets = match rule.remove("targets") {
            Some(Value::Array(targets)) => targets,
            _ => vec![Value::Null],
        };
        for value in values
            .as_ref()
            .and_then(Value::as_array)
            .unwrap_or(&vec![Value::Null])
        {
            for target in &targets {
                let plain = value
                    .get("literal")
                    .or_else(|| value.get("name"))
                    .unwrap_or(value);
                let mut one = rule.clone();
                one.insert("value".into(), plain.clone());
                one.insert("target".into(), target.clone());
                one.insert("settings".into(), settings.clone());
                said.push((index, Value::Object(one)));
            }
        }
    }
    said
}

/// The rules that no loss is about.
fn whole(policy: &Policy, losses: &[(String, String)]) -> BTreeSet<usize> {
    let touched = |path: &str| {
        losses
            .iter()
            .any(|(loss, _)| loss == path || loss.starts_with(&format!("{path}/")))
    };
    let rules = policy.rules().enumerate();
    rules
        .filter(|(_, (_, origin))| !touched(&origin.path))
        .map(|(index, _)| index)
        .collect()
}

fn losses(conversion: &Conversion) -> Vec<(String, String)> {
    conversion
        .losses
        .iter()
        .map(|loss| (loss.path.clone(), loss.message.clone()))
        .collect()
}

/// Each thing that a rule without a loss says is said again; nothing is said that was not asked for or told.
fn compare(given: &Policy, back: &Policy, lost: &[(String, String)], about: &str) {
    let there: Vec<Value> = said(back.document())
        .into_iter()
        .map(|(_, one)| one)
        .collect();
    let whole = whole(given, lost);
    for (index, one) in said(given.document()) {
        let kept = there.iter().any(|other| holds(other, &one));
        assert!(
            kept || !whole.contains(&index),
            "{about}\nlost without a word: {one}\nthere: {there:#?}\nlosses: {lost:#?}"
        );
    }
}

/// Whether all that is said of the one is said of the other, numbers to nine digits.
fn holds(other: &Value, one: &Value) -> bool {
    let near = |a: &Value, b: &Value| match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        _ => a == b,
    };
    let mut members = one.as_object().unwrap().iter();
    members.all(|(key, value)| near(&other[key], value))
}

/// Payloads of every kind, to every kind and back.
#[test]
fn every_payload_of_the_cases_goes_there_and_back() {
    let mut seen: BTreeMap<(Kind, Kind), usize> = BTreeMap::new();
    for (title, payload, kind, options) in valid_payloads() {
        let options = &options;
        for to in Kind::ALL.iter().copied() {
            let Some(there) = converted(&payload, kind, to, options) else {
                continue;
            };
            let plain = with_kind(to, options);
            let Some(back) = converted(&there.payload, to, kind, &plain) else {
                continue;
            };
            *seen.entry((kind, to)).or_default() += 1;
            let about = format!(
                "{title}: {kind} to {to} and back\n{payload}\n{}\n{}",
                there.payload, back.payload
            );
            if kind == to {
                assert!(there.losses.is_empty(), "{about}");
            }
            // A conversion back that says of itself that it lost something is told apart by the first.
            let again = converted(&back.payload, kind, to, &plain).unwrap();
            let (one, two) = (
                read(&there.payload, to, options),
                read(&again.payload, to, options),
            );
            if back.losses.is_empty() {
                compare(&one, &two, &[], &about);
            }
            let named = ValidateOptions {
                kind: Some(kind),
                ..options.clone()
            };
            let given = Policy::from_json(&payload, &named).unwrap().0;
            if back.losses.iter().all(|loss| !loss.path.starts_with('/'))
                && options.targets.is_empty()
            {
                compare(
                    &given,
                    &read(&back.payload, kind, options),
                    &losses(&there),
                    &about,
                );
            }
        }
    }
    for from in Kind::ALL {
        for to in Kind::ALL {
            let meet = seen.contains_key(&(*from, *to));
            let apart = apart(*from, *to);
            assert!(
                meet || apart,
                "no payload goes from {from} to {to} and back"
            );
        }
    }
}

/// Kinds that have nothing in common.
fn apart(from: Kind, to: Kind) -> bool {
    let only = |kind| matches!(kind, Kind::AporiaCustomPolicy | Kind::EnkryptPolicy);
    let other = |kind| match kind {
        Kind::AporiaCustomPolicy => vec![
            Kind::EnkryptPolicy,
            Kind::EnkryptGuardrail,
            Kind::LyzrRaiPolicy,
        ],
        _ => vec![
            Kind::AporiaCustomPolicy,
            Kind::AporiaProjectPolicies,
            Kind::LyzrRaiPolicy,
        ],
    };
    (only(from) && other(from).contains(&to)) || (only(to) && other(to).contains(&from))
}

#[test]
fn losses_stand_where_the_payload_says_them() {
    let aporia = json!({
        "project_ids": ["2f4d4c5e-6b7a-4c8d-9e0f-1a2b3c4d5e6f"],
        "policies": [
            { "policy_type": "toxicity_on_prompt", "priority": 3, "condition": { "sensitivity": "high", "labels": ["threat"] }, "action": { "type": "override", "revised_message": "No." } },
            { "policy_type": "sql_read_only_access", "priority": 100, "condition": {}, "action": { "type": "block" } },
        ],
    });
    let lyzr = converted(
        &aporia.to_string(),
        Kind::AporiaProjectPolicies,
        Kind::LyzrRaiPolicy,
        &ValidateOptions::default(),
    )
    .unwrap();
    let paths: Vec<&str> = lyzr.losses.iter().map(|loss| loss.path.as_str()).collect();
    for path in [
        "/project_ids",
        "/policies/0/action/type",
        "/policies/0/action/revised_message",
        "/policies/0/priority",
        "/policies/0/condition/labels",
        "/policies/0",
        "/policies/1",
    ] {
        assert!(paths.contains(&path), "{path} is not in {:#?}", lyzr.losses);
    }
    assert!(
        !paths.contains(&"/policies/0/condition/sensitivity"),
        "{:#?}",
        lyzr.losses
    );
    let block = serde_json::from_str::<Value>(&lyzr.payload).unwrap()["toxicity_check"].clone();
    assert_eq!(block, json!({ "enabled": true, "threshold": 0.16 }));
}

#[test]
fn nothing_to_say_is_an_error() {
    let sql = r#"{"kind": "edgeward.policy", "version": 1, "name": "n", "rules": [{"id": "a", "detector": "sql.read_only"}]}"#;
    for to in [Kind::EnkryptPolicy, Kind::AporiaCustomPolicy] {
        assert!(converted(sql, Kind::EdgewardPolicy, to, &ValidateOptions::default()).is_none());
    }
    let error = convert("{", Kind::EnkryptPolicy, &ValidateOptions::default()).unwrap_err();
    assert_eq!(error.diagnostics()[0].code, Code::InvalidJson);
}

/// What a policy without losses says is judged alike by both.
#[test]
fn a_rule_that_is_off_is_never_switched_on() {
    for (title, payload, kind, options) in valid_payloads() {
        for to in Kind::ALL.iter().copied() {
            let Some(there) = converted(&payload, kind, to, &options) else {
                continue;
            };
            let named = ValidateOptions {
                kind: Some(kind),
                ..options.clone()
            };
            let given = Policy::from_json(&payload, &named).unwrap().0;
            let on = given.document().rules.iter().any(|rule| rule.enabled);
            let now = read(&there.payload, to, &options);
            assert!(
                on || now.document().rules.iter().all(|rule| !rule.enabled),
                "{title}: {}",
                there.payload
            );
        }
    }
}

fn native_rule() -> impl Strategy<Value = Value> {
    let words =
        prop::sample::subsequence(vec!["alpha", "beta, gamma", " delta", "é😀", "a.b"], 1..4);
    let types = prop::sample::subsequence(
        vec!["email_address", "currency", "person", "iban", "us_ssn"],
        1..4,
    );
    let check = (words, types, 0..15_usize, any::<[bool; 3]>()).prop_map(|(words, types, pick, [a, b, c])| match pick {
        0 => json!({ "detector": "keyword", "settings": { "entries": words, "wholeWord": a, "caseSensitive": b, "obfuscation": c } }),
        1 => json!({ "detector": "keyword", "settings": { "entries": [{ "regex": "a[0-9]{1,3}" }, { "cucumber": "id {int}" }], "caseSensitive": b } }),
        2 => json!({ "detector": "competitor", "settings": { "names": [words[0], { "name": "Globex", "aliases": ["GBX"] }] } }),
        3 => json!({ "detector": "pii", "settings": { "types": types, "context": a } }),
        4 => json!({ "detector": "pii", "settings": { "types": ["all"], "regions": ["US", "DE"] } }),
        5 => json!({ "detector": "secret", "settings": { "mask": a, "generic": b } }),
        6 => json!({ "detector": "prompt_injection" }),
        7 => json!({ "detector": "toxicity", "settings": { "labels": if a { vec!["toxicity"] } else { vec!["threat", "insult"] } } }),
        8 => json!({ "detector": "topic", "settings": { "mode": "banned", "topics": words } }),
        9 => json!({ "detector": "topic", "settings": { "mode": "allowed", "topics": [{ "name": "billing", "examples": ["my invoice"] }], "smallTalk": if a { "allow" } else { "judge" } } }),
        10 => json!({ "detector": "sql.restricted_tables", "settings": { "tables": ["users"], "dialect": if a { "postgres" } else { "auto" }, "defaultSchema": "hr" } }),
        11 => json!({ "detector": "sql.load", "settings": { "maxTables": 3, "allowCartesian": a, "allowSelectStar": b } }),
        12 => json!({ "detector": "groundedness", "settings": { "checks": ["claims"] } }),
        13 => json!({ "detector": "conduct", "settings": { "rules": ["Users must not request prescriptions.", "The assistant's response should be polite."] } }),
        _ => json!({ "detector": "custom", "settings": { "mode": "simple", "instructions": "The {answer} is polite", "modality": "legit" } }),
    });
    let action = prop::option::of(prop::sample::select(vec![
        "flag", "redact", "override", "rephrase", "block",
    ]));
    let targets = prop::option::of(prop::sample::select(vec![
        json!(["prompt"]),
        json!(["response"]),
        json!(["prompt", "response"]),
        json!(["prompt", "context"]),
    ]));
    let text = prop::option::of(prop::sample::select(vec!["Stop.", "Näh 😀", "[X]"]));
    let threshold = prop::option::of(prop::sample::select(vec![0.0, 0.13, 0.5, 0.77, 1.0]));
    let rest = (
        text.clone(),
        text.clone(),
        text,
        threshold,
        any::<[bool; 2]>(),
        98..102_i64,
    );
    (check, action, targets, rest).prop_map(
        |(
            mut rule,
            action,
            targets,
            (message, replacement, description, threshold, [off, judge], priority),
        )| {
            let advanced = rule["detector"] == "custom";
            let redacts = ["keyword", "competitor", "pii", "secret"]
                .iter()
                .any(|one| rule["detector"] == *one);
            let action = action.filter(|action| redacts || *action != "redact");
            rule["enabled"] = json!(!off);
            rule["priority"] = json!(priority);
            for (key, value) in [
                ("action", json!(action)),
                ("message", json!(message)),
                ("replacement", json!(replacement)),
                ("description", json!(description)),
                ("threshold", json!(threshold)),
                (
                    "targets",
                    if advanced {
                        Value::Null
                    } else {
                        json!(targets)
                    },
                ),
                (
                    "judge",
                    if judge && !advanced {
                        json!("prefer")
                    } else {
                        Value::Null
                    },
                ),
            ] {
                if !value.is_null() {
                    rule[key] = value;
                }
            }
            rule
        },
    )
}

fn native_policy() -> impl Strategy<Value = Value> {
    let head = (
        prop::option::of(Just("monitor")),
        prop::option::of(Just("Held back.")),
        any::<bool>(),
    );
    (prop::collection::vec(native_rule(), 1..6), head).prop_map(|(mut rules, (mode, message, described))| {
        for (index, rule) in rules.iter_mut().enumerate() {
            rule["id"] = json!(format!("r{index}"));
        }
        let mut policy = json!({ "kind": "edgeward.policy", "version": 1, "name": "random", "rules": rules });
        for (key, value) in [("mode", json!(mode)), ("message", json!(message)), ("description", json!(described.then_some("for people")))] {
            if !value.is_null() {
                policy[key] = value;
            }
        }
        policy
    })
}

/// A member as the rule has it once its defaults are written out.
fn member(rule: &Value, path: &str, document: &Value) -> Value {
    let own = rule.pointer(path).cloned();
    match path {
        "/message" => own
            .or_else(|| document.get("message").cloned())
            .unwrap_or_default(),
        "/priority" => own.unwrap_or(json!(100)),
        "/enabled" => own.unwrap_or(json!(true)),
        _ => own.unwrap_or_default(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Native to every kind and back: what no loss names is as it was, member by member.
    #[test]
    fn native_there_and_back_is_equal_but_for_the_losses(policy in native_policy()) {
        let payload = policy.to_string();
        prop_assume!(Policy::from_json(&payload, &ValidateOptions::default()).is_ok());
        for to in Kind::ALL.iter().copied().filter(|kind| *kind != Kind::EdgewardPolicy) {
            let Some(there) = converted(&payload, Kind::EdgewardPolicy, to, &ValidateOptions::default()) else { continue };
            let back = converted(&there.payload, to, Kind::EdgewardPolicy, &ValidateOptions::default()).unwrap();
            let back: Value = serde_json::from_str(&back.payload).unwrap();
            let lost: BTreeSet<&str> = there.losses.iter().map(|loss| loss.path.as_str()).collect();
            for (index, rule) in policy["rules"].as_array().unwrap().iter().enumerate() {
                let place = format!("/rules/{index}");
                if lost.contains(place.as_str()) {
                    continue;
                }
                // One rule may have become several: each of its values is somewhere with the same members.
                let named = |path: &str| lost.contains(format!("{place}{path}").as_str()) || (path == "/message" && lost.contains("/message"));
                let alike = back["rules"].as_array().unwrap().iter().filter(|other| other["detector"] == rule["detector"]);
                let alike: Vec<&Value> = alike.collect();
                prop_assert!(!alike.is_empty(), "{to}: {rule} is gone without a word\n{}", there.payload);
                let paths = ["/message", "/priority", "/enabled", "/description", "/replacement", "/settings/wholeWord", "/settings/caseSensitive", "/settings/regions", "/settings/dialect"];
                for path in paths {
                    let own = member(rule, path, &policy);
                    if own.is_null() || own == json!(false) || named(path) {
                        continue;
                    }
                    let kept = alike.iter().any(|other| member(other, path, &back) == own);
                    prop_assert!(kept, "{to}: {path} of {rule} changed without a word\n{}\n{back}\n{:#?}", there.payload, there.losses);
                }
            }
            for (key, value) in [("mode", "monitor"), ("description", "for people")] {
                if policy[key] == value && back[key] != value {
                    prop_assert!(lost.contains(format!("/{key}").as_str()), "{to}: {key} is lost without a word");
                }
            }
            let paths: Vec<&str> = lost.iter().copied().collect();
            for path in paths {
                prop_assert!(policy.pointer(path).is_some(), "{to}: the loss {path} is nowhere in the payload");
            }
        }
    }
}
