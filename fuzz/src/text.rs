//! Any text, as text or as JSON, against a policy of every detector: the verdict is sound, the oracle agrees, and a redacted text stays as it is.

use std::sync::OnceLock;

use edgeward::engine::{EvaluateOptions, Format, Guard, Input, Limits, oracle};
use edgeward::policy::Decision;
use serde_json::{Value, json};

use super::judged;

/// Every detector that reads one text, with a rule for each way to look for a word.
pub fn rich() -> Value {
    json!({ "kind": "edgeward.policy", "version": 1, "name": "rich", "failureMode": "flag",
        "exceptions": [{ "detectors": ["pii.*"], "values": ["help@example.com"] }, { "detectors": ["*"], "patterns": ["lemon[0-9]"] }],
        "rules": [
        { "id": "test", "detector": "test_string" },
        { "id": "words", "detector": "keyword", "action": "flag", "settings": { "entries": ["lemon", "of the", "é", "ＡＢ", "desk"], "obfuscation": true } },
        { "id": "whole", "detector": "keyword", "action": "redact", "priority": 3, "settings": { "entries": ["lemon lime", "a", "lawsuit", "ß"], "wholeWord": true, "caseSensitive": true } },
        { "id": "patterns", "detector": "keyword", "action": "redact", "settings": { "entries": [{ "regex": "l.m[eo]n?" }, { "regex": "BEGIN.*END" }, { "regex": "\\d{2,3}" }, { "cucumber": "ticket(s) {int}" }, { "regex": "(?m)desk$" }] } },
        { "id": "competitors", "detector": "competitor", "action": "flag", "settings": { "names": ["Globex Corp", { "name": "Best Buy", "aliases": ["BBY"] }] } },
        { "id": "data", "detector": "pii", "settings": { "types": ["all"] } },
        { "id": "keys", "detector": "secret", "settings": { "mask": true } },
        { "id": "injection", "detector": "prompt_injection", "action": "flag", "targets": ["prompt", "context"] },
        { "id": "toxic", "detector": "toxicity", "action": "flag" },
        { "id": "topics", "detector": "topic", "action": "flag", "settings": { "mode": "banned", "topics": ["football", "medical advice"], "smallTalk": "allow" } },
        { "id": "tables", "detector": "sql.restricted_tables", "action": "flag", "settings": { "tables": ["users", "pay*"] } },
        { "id": "reads", "detector": "sql.read_only", "action": "flag" },
        { "id": "grounded", "detector": "groundedness", "action": "flag" },
        { "id": "rude", "detector": "custom", "action": "flag", "settings": { "mode": "simple", "instructions": "{answer} is rude", "modality": "violate" } },
    ] })
}

/// What is redacted by a place of its own. Encodings are not followed: a run that a redaction cuts short says something else.
fn redacting() -> Guard {
    let limits = Limits {
        decode_depth: 0,
        ..Limits::default()
    };
    judged::guard_within(
        &json!({ "kind": "edgeward.policy", "version": 1, "name": "redacting", "failureMode": "allow", "placeholder": "[x]", "rules": [
        { "id": "words", "detector": "keyword", "action": "redact", "settings": { "entries": ["lemon", "lawsuit", "of the", "éa"] } },
        { "id": "data", "detector": "pii", "settings": { "types": ["email_address", "credit_card", "iban", "us_ssn"], "context": false } },
    ] }),
        limits,
    )
}

pub fn run(data: &[u8]) {
    static GUARDS: OnceLock<(Guard, Guard)> = OnceLock::new();
    let (rich, redacting) = GUARDS.get_or_init(|| (judged::guard(&rich()), redacting()));
    let (head, text) = super::headed(data);
    let input = match head % 4 {
        0 => Input::prompt(text.clone()),
        1 => Input::response(text.clone()),
        2 => halves(&text),
        _ => Input {
            context: vec!["The office in Oslo opens at nine.".into(), text.clone()],
            ..Input::response("It opens at ten.")
        },
    };
    let format = if head % 16 < 12 {
        Format::Text
    } else {
        Format::Json
    };
    let options = EvaluateOptions {
        format,
        ..EvaluateOptions::default()
    };
    let verdict = judged::evaluate(rich, &input, &options);
    if head % 8 == 0 {
        judged::check_artifact(rich, &input, &verdict);
    }
    let scored = EvaluateOptions {
        scores: true,
        ..options
    };
    assert_eq!(
        rich.evaluate(&input, &scored),
        oracle::evaluate(rich, &input, &scored, None)
    );
    twice(redacting, &text);
}

/// A prompt and a response, cut in the middle.
fn halves(text: &str) -> Input {
    let mut at = text.len() / 2;
    while !text.is_char_boundary(at) {
        at += 1;
    }
    let (prompt, response) = text.split_at(at);
    Input {
        prompt: Some(prompt.into()),
        ..Input::response(response)
    }
}

/// Redacting what was redacted changes nothing more, unless it was cut out of a word: `4111 1111 1111 1111` behind
/// `lawsuit` is no number of a card, and is one behind what is put there instead.
fn twice(guard: &Guard, text: &str) {
    let judged = |text: &str| {
        let verdict = guard.evaluate(&Input::response(text), &EvaluateOptions::default());
        assert!(verdict.decision <= Decision::Redact);
        let cut = verdict
            .findings
            .iter()
            .filter_map(|finding| finding.span)
            .any(|span| cuts_a_word(text, span.start) || cuts_a_word(text, span.end));
        (verdict.response.unwrap().text.unwrap(), cut)
    };
    let (once, cut) = judged(text);
    if !cut {
        assert_eq!(once, judged(&once).0, "redacted twice, of {text:?}");
    }
}

fn cuts_a_word(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let word = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    word(before.chars().next_back()) && word(after.chars().next())
}
