//! What disguises hide: the matches of case files, disguised in every way, and how many are still found. The table in
//! `docs/evasion.md` is written from it (`UPDATE=1 cargo test`); what it claims must hold (see `gate`).

mod disguises;
mod write;

use std::fmt::Write as _;
use std::fs;

use edgeward::engine::{EvaluateOptions, Guard, GuardOptions, Input};
use edgeward::policy::{Policy, ValidateOptions};
use serde_json::{Value, json};

use crate::policies::data;
use disguises::{Disguise, Scope, disguises};

/// Matches that must still be found where it is claimed, in 100.
fn gate(column: &str) -> usize {
    if column == INJECTION.0 { 80 } else { 95 }
}

/// Letters of the shortest text whose encodings are followed.
const SHORT: usize = 9;

/// The detectors of the columns, with the case file that their matches are from.
const COLUMNS: [(&str, &str); 8] = [
    ("keyword", "keyword"),
    ("competitor", "competitor"),
    ("test string", "test_string"),
    ("card", "pii.credit_card"),
    ("phone", "pii.phone_number"),
    ("e-mail", "pii.email_address"),
    ("secret", "secret"),
    INJECTION,
];

/// The column whose samples are whole texts, judged by a model: less of it is claimed to survive.
const INJECTION: (&str, &str) = ("injection", "prompt_injection");

/// A text, where the match stands in it, and the rule that finds it.
struct Sample {
    text: String,
    range: std::ops::Range<usize>,
    rule: Value,
}

/// The matches of a case file that are written in ASCII and found as written.
fn samples(column: &str, file: &str) -> Vec<Sample> {
    let path = data("detectors").join(format!("{file}.json"));
    let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut samples = Vec::new();
    if column == INJECTION.0 {
        return attempts(&file);
    }
    for case in file["cases"].as_array().unwrap() {
        let input = &case["input"];
        let Some(text) = input["prompt"].as_str().or(input["response"].as_str()) else {
            continue;
        };
        for finding in case["expect"]["findings"].as_array().into_iter().flatten() {
            let Some(found) = finding["match"]
                .as_str()
                .filter(|found| text.is_ascii() && found.len() > 4)
            else {
                continue;
            };
            let rule = match column {
                // Every word of the file, as one that is looked for in disguise; patterns are what they are.
                "keyword" => {
                    let word = found
                        .chars()
                        .all(|char| char.is_ascii_alphabetic() || char == ' ');
                    if !word
                        || finding["views"]
                            .as_array()
                            .is_some_and(|views| !views.is_empty())
                    {
                        continue;
                    }
                    json!({ "id": "r", "detector": "keyword", "settings": { "entries": [found], "obfuscation": true } })
                }
                "competitor" => {
                    json!({ "id": "r", "detector": "competitor", "settings": { "names": [found] } })
                }
                "test string" => json!({ "id": "r", "detector": "test_string" }),
                "phone" => {
                    json!({ "id": "r", "detector": "pii", "settings": { "types": ["phone_number"] } })
                }
                "card" => {
                    json!({ "id": "r", "detector": "pii", "settings": { "types": ["credit_card"] } })
                }
                "e-mail" => {
                    json!({ "id": "r", "detector": "pii", "settings": { "types": ["email_address"] } })
                }
                _ => json!({ "id": "r", "detector": "secret" }),
            };
            let start = text.find(found).unwrap();
            let beside = |at: Option<usize>| {
                at.and_then(|at| text.as_bytes().get(at))
                    .is_some_and(u8::is_ascii_alphanumeric)
            };
            // A piece of a longer word, and a text that is too short for an encoding to be told.
            if beside(start.checked_sub(1))
                || beside(Some(start + found.len()))
                || text.len() < SHORT
            {
                continue;
            }
            let sample = Sample {
                text: text.to_owned(),
                range: start..start + found.len(),
                rule,
            };
            if is_found(&sample, &sample.text, &sample.range) {
                samples.push(sample);
            }
        }
    }
    samples
}

/// The prompts of the case file that are stopped, each as a whole.
fn attempts(file: &Value) -> Vec<Sample> {
    let cases = file["cases"].as_array().unwrap().iter();
    let stopped = cases.filter(|case| case["expect"]["detected"] == "block");
    stopped
        .filter(|case| case["input"]["context"].is_null())
        .filter_map(|case| case["input"]["prompt"].as_str())
        .filter(|text| text.is_ascii())
        .map(|text| Sample {
            text: text.to_owned(),
            range: 0..text.len(),
            rule: json!({ "id": "r", "detector": "prompt_injection" }),
        })
        .filter(|sample| is_found(sample, &sample.text, &sample.range))
        .collect()
}

fn is_found(sample: &Sample, text: &str, range: &std::ops::Range<usize>) -> bool {
    let payload = json!({ "kind": "edgeward.policy", "version": 1, "name": "evasion", "rules": [sample.rule] });
    let (policy, _) = Policy::from_json(&payload.to_string(), &ValidateOptions::default()).unwrap();
    let guard = Guard::new(policy, &GuardOptions::default());
    let verdict = guard.evaluate(&Input::prompt(text), &EvaluateOptions::default());
    let mut spans = verdict.findings.iter().filter_map(|finding| finding.span);
    spans.any(|span| span.start < range.end && range.start < span.end)
}

fn survives(sample: &Sample, disguise: &Disguise) -> bool {
    let Sample { text, range, .. } = sample;
    let (text, range) = match disguise.scope {
        Scope::Text => {
            let coded = (disguise.apply)(text);
            let range = 0..coded.len();
            (coded, range)
        }
        Scope::Match => {
            let hidden = (disguise.apply)(&text[range.clone()]);
            let end = range.start + hidden.len();
            (
                format!("{}{hidden}{}", &text[..range.start], &text[range.end..]),
                range.start..end,
            )
        }
    };
    is_found(sample, &text, &range)
}

#[test]
fn disguises_hide_little() {
    let columns: Vec<Vec<Sample>> = COLUMNS
        .iter()
        .map(|(name, file)| samples(name, file))
        .collect();
    let mut table = String::from(
        "# Evasion\n\n<!-- generated by `UPDATE=1 cargo test --test native evasion`; do not edit -->\n\n\
         The matches of the case files of eight detectors, disguised, and how many are still found. What is claimed is in bold \
         and must hold for 95 in 100, of injections for 80. Keywords are looked for with `obfuscation`; encodings are followed \
         as deep as `limits.decodeDepth` says, runs of them from 10 signs (hexadecimal: 16) up to 8 KB. Markup is read over inside words and numbers, not around \
         whole words of a phrase; tags and addresses up to 256 bytes, comments up to 2 KB. Underscores inside a word are \
         letters, as in Markdown. What is not in bold may get through.\n\n| disguise |",
    );
    for ((name, _), samples) in COLUMNS.iter().zip(&columns) {
        assert!(samples.len() >= 5, "{name}: {}", samples.len());
        let _ = write!(table, " {name} ({}) |", samples.len());
    }
    table.push('\n');
    table.push_str(&"|---".repeat(COLUMNS.len() + 1));
    table.push_str("|\n");
    let mut faults = String::new();
    for disguise in disguises() {
        let _ = write!(table, "| {} |", disguise.name);
        for ((samples, claimed), (name, _)) in
            columns.iter().zip(disguise.claimed.chars()).zip(COLUMNS)
        {
            let claimed = claimed == 'x';
            let found = samples
                .iter()
                .filter(|sample| survives(sample, &disguise))
                .count();
            let mark = if claimed { "**" } else { "" };
            let _ = write!(table, " {mark}{} %{mark} |", found * 100 / samples.len());
            if claimed && found * 100 < gate(name) * samples.len() {
                let lost = samples
                    .iter()
                    .find(|sample| !survives(sample, &disguise))
                    .map(|sample| &sample.text);
                let _ = writeln!(
                    faults,
                    "{name}, {}: {found} of {}, not in {lost:?}",
                    disguise.name,
                    samples.len()
                );
            }
        }
        table.push('\n');
    }
    assert!(faults.is_empty(), "\n{faults}\n{table}");
    let path = data("").join("../../docs/evasion.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        kept, table,
        "docs/evasion.md differs; if that is meant: UPDATE=1 cargo test"
    );
}
