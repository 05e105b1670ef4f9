//! Reads one JSON object a line with a `text`, and writes what the SQL rules say of it: the tables, whether it is more than
//! a read, whether it is heavy. `time` as argument measures instead.

use std::io::{BufRead, Write};
use std::time::Instant;

use edgeward::engine::{EvaluateOptions, Guard, GuardOptions, Input, Verdict};
use edgeward::policy::{Policy, ValidateOptions};
use serde_json::{Value, json};

fn guard(rule: &Value) -> Guard {
    let policy = json!({ "kind": "edgeward.policy", "version": 1, "name": "bench", "rules": [rule] });
    let (policy, _) = Policy::from_json(&policy.to_string(), &ValidateOptions::default()).expect("a valid policy");
    Guard::new(policy, &GuardOptions::default())
}

fn rule(detector: &str, settings: &Value) -> Value {
    json!({ "id": "sql", "detector": detector, "settings": settings })
}

fn reasons(verdict: &Verdict) -> Vec<String> {
    let reason = |finding: &edgeward::engine::Finding| finding.evidence.as_ref()?.reason.clone();
    let left_out = verdict.not_evaluated.iter().map(|left_out| format!("{:?}", left_out.reason));
    verdict.findings.iter().filter_map(reason).chain(left_out).collect()
}

fn main() {
    let dialect = std::env::args().nth(2).unwrap_or_else(|| "auto".to_owned());
    let tables = guard(&rule("sql.allowed_tables", &json!({ "tables": ["-"], "dialect": dialect })));
    let parses = guard(&rule("sql.restricted_tables", &json!({ "tables": ["-"], "dialect": dialect })));
    let read_only = guard(&rule("sql.read_only", &json!({ "dialect": dialect })));
    let load = guard(&rule("sql.load", &json!({ "dialect": dialect })));
    let options = EvaluateOptions::default();
    let timed = std::env::args().nth(1).is_some_and(|mode| mode == "time");
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
        let text = row["text"].as_str().unwrap_or_default();
        let input = Input::response(text);
        let began = Instant::now();
        let touched = tables.evaluate(&input, &options);
        let took = began.elapsed();
        let names: Vec<&str> = touched.findings.iter().filter_map(|finding| finding.kind.as_deref()).collect();
        let line = json!({
            "tables": names,
            "trouble": reasons(&parses.evaluate(&input, &options)),
            "readOnly": reasons(&read_only.evaluate(&input, &options)),
            "load": reasons(&load.evaluate(&input, &options)),
            "us": if timed { json!(took.as_secs_f64() * 1e6) } else { Value::Null },
        });
        writeln!(out, "{line}").expect("a pipe that is read");
    }
}
