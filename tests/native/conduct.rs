//! The labelled policies of `bench/quality/data/conduct`: what the gate of the detector is measured on.

use std::collections::BTreeMap;

use edgeward::engine::{EvaluateOptions, Guard, GuardOptions, Input};
use edgeward::policy::{Policy, ValidateOptions};
use serde_json::{Value, json};

/// How often rows that break a rule and rows that do not are flagged, as counts of (broken, flagged).
fn counts(half: &str) -> BTreeMap<(bool, bool), u32> {
    let mut counts = BTreeMap::new();
    for entry in std::fs::read_dir(format!("bench/quality/data/conduct/{half}")).unwrap() {
        let path = entry.unwrap().path();
        let rows = std::fs::read_to_string(&path).unwrap();
        let rows: Vec<Value> = rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
        let mut guards: BTreeMap<&str, Guard> = BTreeMap::new();
        for row in &rows {
            let text = row["text"].as_str().unwrap();
            let rules = row["policy"].as_str().unwrap();
            let guard = guards.entry(rules).or_insert_with(|| guard(rules));
            let input = if row["target"] == "prompt" {
                Input::prompt(text)
            } else {
                Input::response(text)
            };
            let verdict = guard.evaluate(&input, &EvaluateOptions::default());
            if std::env::var("SHOW").as_deref() == Ok(half) && verdict.findings.is_empty() == (row["label"] == 1) {
                println!("{} {} {} {:?}", row["label"], row["target"], text, verdict.findings.iter().map(|f| format!("{} {:.2} {}", f.rule, f.score, f.explanation)).collect::<Vec<_>>());
            }
            let flagged = !verdict.findings.is_empty();
            *counts.entry((row["label"] == 1, flagged)).or_default() += 1;
        }
    }
    counts
}

fn guard(rules: &str) -> Guard {
    let payload = json!({"name": "gate", "policy_rules": rules, "total_rules": rules.lines().count()});
    let (policy, _) = Policy::from_json(&payload.to_string(), &ValidateOptions::default()).unwrap();
    Guard::new(policy, &GuardOptions::default())
}

#[test]
fn both_halves_pass_the_gate() {
    for half in ["build", "report"] {
        let counts = counts(half);
        let of = |key: (bool, bool)| f64::from(counts.get(&key).copied().unwrap_or_default());
        let (hit, missed) = (of((true, true)), of((true, false)));
        let (alarm, passed) = (of((false, true)), of((false, false)));
        let f1 = 2.0 * hit / (2.0 * hit + missed + alarm);
        let alarms = alarm / (alarm + passed);
        println!("{half}: F1 {f1:.3}, near misses flagged {alarms:.3} {counts:?}");
        assert!(f1 >= 0.75 && alarms <= 0.08, "{half}: F1 {f1:.3}, flagged {alarms:.3}");
    }
}
