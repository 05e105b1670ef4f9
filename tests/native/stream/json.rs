//! A string of JSON is judged as what it says.

use edgeward::engine::{EvaluateOptions, Finding, Format, Input, StreamOptions};
use edgeward::policy::{Release, Target};
use serde_json::json;

use super::number;
use crate::fuzz::json::escape;
use crate::fuzz::judged::guard;
use crate::fuzz::random::{Random, policy, text as prose};
use crate::fuzz::streams::through;

/// What was found, by what it says; the last sentence of a text is told without what is not seen behind it.
fn found(findings: &[Finding], says: impl Fn(&str) -> String, text: &str) -> Vec<String> {
    let tell = |finding: &Finding| {
        let span = finding.span.map(|span| {
            says(&text[span.range()])
                .trim_matches(|char: char| !char.is_alphanumeric())
                .to_owned()
        });
        format!(
            "{} {} {:?} {span:?} {} {:?}",
            finding.rule, finding.detector, finding.kind, finding.score, finding.action
        )
    };
    // A string as a whole is more easily taken for SQL than prose.
    let prose = findings
        .iter()
        .filter(|finding| !finding.detector.starts_with("sql."));
    let mut told: Vec<String> = prose.map(tell).collect();
    told.sort();
    told
}

#[test]
fn a_string_of_json_is_judged_as_the_text_that_it_says() {
    let (cases, seed) = (number("STREAM_CASES", 5_000) / 5, number("STREAM_SEED", 1));
    let options = EvaluateOptions {
        format: Format::Json,
        ..EvaluateOptions::default()
    };
    let mut some = 0;
    for at in seed..seed + cases {
        let mut random = Random(at.wrapping_mul(0x2545_f491));
        let guard = guard(&policy(&mut random));
        let said = prose(&mut random);
        let mut text = String::new();
        escape(&mut random, &said, &mut text);
        if text.ends_with("\\ud83d\"") {
            continue;
        }
        let plain = guard.evaluate(&Input::response(said.clone()), &EvaluateOptions::default());
        let json = guard.evaluate(&Input::response(text.clone()), &options);
        let unescaped = |piece: &str| serde_json::from_str(&format!("\"{piece}\"")).unwrap();
        let (one, two) = (
            found(&plain.findings, str::to_owned, &said),
            found(&json.findings, unescaped, &text),
        );
        some += one.len();
        assert_eq!(one, two, "STREAM_SEED={at}\n{said:?}\n{text}");
        assert!(json.not_json.is_empty());
    }
    assert!(some > 100);
}

/// A number of which something is redacted becomes a string: its first digits are not let go without the quote.
#[test]
fn a_number_goes_as_a_whole() {
    let guard = guard(
        &json!({ "kind": "edgeward.policy", "version": 1, "name": "numbers", "rules": [
        { "id": "sevens", "detector": "keyword", "action": "redact", "targets": ["response"], "settings": { "entries": [{ "regex": "77" }] } },
    ] }),
    );
    let text = r#"{"n": 12345678901234567890123456789012345678901234567789, "m": [1.5, true]}"#;
    for size in [1, 3, 7, 30] {
        let mut options = StreamOptions {
            release: Some(Release::Immediate),
            ..StreamOptions::new(Target::Response)
        };
        options.evaluate.format = Format::Json;
        let pieces: Vec<&str> = text
            .as_bytes()
            .chunks(size)
            .map(|piece| std::str::from_utf8(piece).unwrap())
            .collect();
        let got = through(&guard, options, &pieces);
        let wanted = text.replace("77", "[KEYWORD]");
        let wanted = wanted.replace(" 1234", " \"1234").replace("89, ", "89\", ");
        assert_eq!(got.out, wanted, "pieces of {size}");
    }
}
