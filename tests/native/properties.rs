//! Properties that hold for every policy and every text. `PROPTEST_CASES` sets how many are tried; a failure prints the
//! smallest one and its seed.

use edgeward::engine::{EvaluateOptions, Guard, GuardOptions, Input, Verdict};
use edgeward::policy::{Policy, ValidateOptions};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Letters, signs and everything that makes offsets hard: combining marks, emoji, invisible and right-to-left characters,
/// full-width forms, look-alikes.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-d ]{1,4}",
        2 => prop::sample::select(vec!["lemon", "Lemon", "lime", "ab", "cd", "p a s s", "l3mon", "ｌｅｍｏｎ", "lеmon", "le\u{200b}mon", "lemo\u{301}n"]).prop_map(String::from),
        1 => prop::sample::select(vec!["é", "e\u{301}", "😀", "👩‍👩‍👧‍👦", "\u{200b}", "\u{feff}", "\u{ad}", "ß", "ﬁ", "İ", "\u{e0041}", "שלום", "\u{202e}", "한글", "\n", "．", "\0"]).prop_map(String::from),
        1 => any::<char>().prop_map(String::from),
    ]
}

fn text() -> impl Strategy<Value = String> {
    vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

fn rule() -> impl Strategy<Value = Value> {
    let entry = prop_oneof![
        prop::sample::select(vec![
            "lemon",
            "lime",
            "ab",
            "d",
            "lemon lime",
            "é",
            "pass",
            "😀"
        ])
        .prop_map(|word| json!(word)),
        prop::sample::select(vec!["[a-c]{2,3}", "l.m[eo]n?", "\\w+ lime", "(?:é|e)"])
            .prop_map(|regex| json!({ "regex": regex })),
        prop::sample::select(vec!["lemon(s) {word}", "ab/cd {int}"])
            .prop_map(|cucumber| json!({ "cucumber": cucumber })),
    ];
    let action = prop::sample::select(vec!["flag", "redact", "override", "rephrase", "block"]);
    (vec(entry, 1..4), action, any::<[bool; 3]>(), -2_i64..3).prop_map(|(entries, action, [whole, case, obfuscation], priority)| {
        json!({
            "detector": "keyword", "action": action, "priority": priority,
            "settings": { "entries": entries, "wholeWord": whole, "caseSensitive": case, "obfuscation": obfuscation },
        })
    })
}

fn policy() -> impl Strategy<Value = Value> {
    vec(rule(), 1..5).prop_map(|mut rules| {
        for (index, rule) in rules.iter_mut().enumerate() {
            rule["id"] = json!(format!("r{index}"));
        }
        json!({ "kind": "edgeward.policy", "version": 1, "name": "random", "rules": rules })
    })
}

fn guard(payload: &Value) -> Guard {
    let read = Policy::from_json(&payload.to_string(), &ValidateOptions::default());
    let (policy, _) = read.unwrap_or_else(|error| panic!("{error}"));
    Guard::new(policy, &GuardOptions::default())
}

fn evaluate(guard: &Guard, text: &str) -> Verdict {
    guard.evaluate(&Input::response(text), &EvaluateOptions::default())
}

fn utf16(text: &str, start: u64, end: u64) -> Option<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let range = usize::try_from(start).ok()?..usize::try_from(end).ok()?;
    String::from_utf16(units.get(range)?).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_slice_to_the_same_text_in_both_units(payload in policy(), text in text()) {
        let guard = guard(&payload);
        let verdict = evaluate(&guard, &text);
        let canonical: Value = serde_json::from_str(&guard.verdict_json(&verdict, &Input::response(text.clone()))).unwrap();
        for (finding, wire) in verdict.findings.iter().zip(canonical["findings"].as_array().unwrap()) {
            let span = finding.span.unwrap();
            prop_assert!(span.start < span.end);
            let bytes = text.get(span.range());
            prop_assert!(bytes.is_some(), "on character boundaries");
            let units = utf16(&text, wire["span"]["start"].as_u64().unwrap(), wire["span"]["end"].as_u64().unwrap());
            prop_assert_eq!(bytes.map(String::from), units);
        }
    }

    #[test]
    fn findings_are_sorted_and_edits_are_disjoint(payload in policy(), text in text()) {
        let verdict = evaluate(&guard(&payload), &text);
        prop_assert!(verdict.findings.is_sorted_by_key(|finding| finding.span));
        let response = verdict.response.unwrap();
        prop_assert!(response.edits.windows(2).all(|pair| pair[0].end <= pair[1].start));
        for edit in &response.edits {
            prop_assert!(text.get(edit.start..edit.end).is_some());
        }
    }

    #[test]
    fn an_artifact_gives_equal_verdicts(payload in policy(), text in text()) {
        let guard = guard(&payload);
        let again = Guard::from_bytes(&guard.to_bytes()).unwrap();
        prop_assert_eq!(evaluate(&guard, &text), evaluate(&again, &text));
        prop_assert_eq!(guard.report(), again.report());
    }

    #[test]
    fn damaged_artifacts_are_refused(payload in policy(), at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let mut bytes = guard(&payload).to_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(Guard::from_bytes(&bytes).is_err());
        prop_assert!(Guard::from_bytes(&bytes[..at]).is_err());
    }

    #[test]
    fn the_native_document_reads_back_as_itself(payload in policy()) {
        let (policy, _) = Policy::from_json(&payload.to_string(), &ValidateOptions::default()).unwrap();
        let document = serde_json::to_string(policy.document()).unwrap();
        let (again, _) = Policy::from_json(&document, &ValidateOptions::default()).unwrap();
        prop_assert_eq!(policy.hash(), again.hash());
        prop_assert_eq!(policy.document(), again.document());
    }

    #[test]
    fn a_verdict_reads_back(payload in policy(), text in text()) {
        let guard = guard(&payload);
        let input = Input::response(text);
        let verdict = guard.evaluate(&input, &EvaluateOptions::default());
        let json = guard.verdict_json(&verdict, &input);
        let again = guard.parse_verdict(&json, &input.segments()).unwrap();
        prop_assert_eq!(again.findings.len(), verdict.findings.len());
        for (again, first) in again.findings.iter().zip(&verdict.findings) {
            prop_assert_eq!(again.span, first.span);
            prop_assert_eq!(&again.rule, &first.rule);
        }
    }

    #[test]
    fn redacting_twice_changes_nothing_more(words in vec(prop::sample::select(vec!["lemon", "lime", "x", "é"]), 0..12)) {
        let payload = json!({ "kind": "edgeward.policy", "version": 1, "name": "r", "rules": [
            { "id": "a", "detector": "keyword", "action": "redact", "settings": { "entries": ["lemon", "limelemon", "lime"] } },
        ] });
        let guard = guard(&payload);
        let once = evaluate(&guard, &words.concat()).response.unwrap().text.unwrap();
        let twice = evaluate(&guard, &once).response.unwrap().text.unwrap();
        prop_assert_eq!(once, twice);
    }
}

/// The edits of a side are places of its parts as they are joined.
#[test]
fn edits_of_several_parts_are_places_of_all_of_them() {
    let payload = json!({ "kind": "edgeward.policy", "version": 1, "name": "parts", "rules": [
        { "id": "words", "detector": "keyword", "action": "redact", "replacement": "*", "settings": { "entries": ["lemon"] } },
    ] });
    let (policy, _) = Policy::from_json(&payload.to_string(), &ValidateOptions::default()).unwrap();
    let guard = Guard::new(policy, &GuardOptions::default());
    let parts = ["a lemon", "or two lemons", "lemon"];
    let content: Vec<Value> = parts
        .iter()
        .map(|text| json!({ "type": "text", "text": text }))
        .collect();
    let input: Input =
        serde_json::from_value(json!({ "messages": [{ "role": "user", "content": content }] }))
            .unwrap();
    let verdict = guard.evaluate(&input, &EvaluateOptions::default());
    let side = verdict.prompt.unwrap();
    let mut text = parts.join("\n");
    assert_eq!(side.edits.len(), 3);
    for edit in side.edits.iter().rev() {
        text.replace_range(edit.start..edit.end, &edit.replacement);
    }
    assert_eq!(text, "a *\nor two *s\n*");
    assert_eq!(side.text, Some(text));
}
