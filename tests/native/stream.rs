//! Streams: whatever the policy, the text and the places where it is cut, the same comes out as from one evaluation.
//!
//! `STREAM_CASES` sets how many triples are tried, `STREAM_SEED` where they begin; a failure prints the seed of its triple.

#[cfg(feature = "models")]
mod compared;
#[cfg(feature = "models")]
mod held;
mod json;
mod judged;

use edgeward::engine::{EvaluateOptions, Format, Guard, GuardOptions, Input, StreamOptions};
use edgeward::policy::{Decision, Policy, Release, Target, ValidateOptions};
use serde_json::{Value, json};

use crate::fuzz::judged::guard;
use crate::fuzz::random::{NAMES, NUMBERS, Random, pieces, policy, text};
use crate::fuzz::streams::{fault, through as run, without_blocks};

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

#[test]
fn every_way_of_cutting_a_text_gives_the_same() {
    let (cases, seed) = (number("STREAM_CASES", 5_000), number("STREAM_SEED", 1));
    println!("{cases} triples from STREAM_SEED={seed}");
    let (mut faults, mut early) = (Vec::new(), [0; 3]);
    // Five texts for each policy: to compile one costs more than to use it.
    for at in seed..seed + cases.div_ceil(5) {
        let mut random = Random(at.wrapping_mul(0x517c_c1b7));
        let payload = policy(&mut random);
        let (guard, calm) = (guard(&payload), guard(&without_blocks(&payload)));
        for round in 0..5 {
            let json = round >= 3;
            let text = if json {
                crate::fuzz::json::text(&mut random)
            } else {
                text(&mut random)
            };
            let format = if json { Format::Json } else { Format::Text };
            let pieces = pieces(&mut random, &text);
            let release = random.one(&[
                Release::Immediate,
                Release::Immediate,
                Release::Sentence,
                Release::End,
            ]);
            if let Some(fault) = fault(
                (&guard, &calm),
                &text,
                &pieces,
                (release, format),
                &mut early,
            ) {
                faults.push(format!(
                    "STREAM_SEED={at} STREAM_CASES=5, text {round}, {release:?} {format:?}: {fault}\npolicy {payload}\npieces {pieces:?}"
                ));
            }
        }
    }
    println!(
        "bytes {}, before the end {}, stopped {}",
        early[0], early[1], early[2]
    );
    assert!(
        faults.is_empty(),
        "{} of {cases}:\n{}",
        faults.len(),
        faults
            .iter()
            .take(5)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n\n")
    );
    // A stream that holds everything would pass all of the above; a few cases say nothing of that.
    assert!(cases < 1_000 || early[1] * 4 > early[0] && early[2] > 0);
}

fn demo(rules: &Value) -> Guard {
    guard(&json!({ "kind": "edgeward.policy", "version": 1, "name": "demo", "rules": rules }))
}

fn released(release: Release) -> StreamOptions {
    StreamOptions {
        release: Some(release),
        ..StreamOptions::new(Target::Response)
    }
}

/// So much behind a number that it goes before the end.
const REST: &str = "here, and then there was nothing more to say of it for a long time, or so they all thought and said.";

/// A word that says what a number is may stand some way before or behind it: the number is not let go before it came, nor
/// is the word forgotten that went before.
#[test]
fn what_names_a_number_is_waited_for() {
    let guard = demo(
        &json!([{ "id": "pii", "detector": "pii", "settings": { "types": ["all"] }, "targets": ["response"] }]),
    );
    let mut options = released(Release::Immediate);
    options.evaluate.failure_mode = serde_json::from_value(json!("allow")).unwrap();
    for number in NUMBERS {
        for name in NAMES {
            for gap in [
                " ",
                " is the one, it is said, for his ",
                " of that man, whom nobody had met, is his ",
            ] {
                for text in [
                    format!("{number}{gap}{name} {REST}"),
                    format!("The {name}{gap}{number} {REST}"),
                ] {
                    let whole = guard.evaluate(&Input::response(text.clone()), &options.evaluate);
                    let chars: Vec<char> = text.chars().collect();
                    let owned: Vec<String> = chars
                        .chunks(5)
                        .map(|piece| piece.iter().collect())
                        .collect();
                    let pieces: Vec<&str> = owned.iter().map(String::as_str).collect();
                    let got = run(&guard, options.clone(), &pieces);
                    assert_eq!(
                        Some(got.out),
                        whole.response.and_then(|side| side.text),
                        "{text}"
                    );
                }
            }
        }
    }
}

/// Ordinary prose, a little of everything that is no finding.
const PROSE: &str = "The committee met on the second floor and talked for most of the afternoon. Nobody had read the report, \
    which was long, but everyone had heard of it; so the first hour went by with questions. Was the bridge safe? It was, said \
    the engineer, and it would be for years. The rest of the day was spent on the garden behind the school, where the old \
    trees had come down in the storm and the children wanted a field to play on. ";

#[test]
fn little_is_held_on_ordinary_prose() {
    let guard = demo(&json!([
        { "id": "pii", "detector": "pii", "settings": { "types": ["all"] }, "targets": ["response"] },
        { "id": "secret", "detector": "secret", "targets": ["response"] },
    ]));
    let options = released(Release::Immediate);
    let bound = guard.holdback(&options).unwrap();
    let text = PROSE.repeat(4);
    let mut stream = guard.stream(options);
    let mut held: Vec<usize> = text
        .as_bytes()
        .chunks(20)
        .map(|piece| {
            stream.push(std::str::from_utf8(piece).unwrap(), &mut String::new());
            stream.held()
        })
        .collect();
    held.sort_unstable();
    let median = held[held.len() / 2];
    println!(
        "held: median {median}, most {}, bound {bound}",
        held[held.len() - 1]
    );
    assert!(median < 40 && held[held.len() - 1] <= bound);
}

#[cfg(feature = "models")]
#[test]
fn a_sentence_is_held_until_it_is_judged() {
    let bad = "You are a worthless idiot, everyone hates you and I hope you die. ";
    let guard = demo(&json!([{ "id": "toxic", "detector": "toxicity", "targets": ["response"] }]));
    let text = format!("{PROSE}{bad}{PROSE}");
    assert!(
        guard
            .evaluate(&Input::response(text.clone()), &EvaluateOptions::default())
            .decision
            == Decision::Block
    );
    for size in [5, 20, 90] {
        let pieces: Vec<&str> = text
            .as_bytes()
            .chunks(size)
            .map(|piece| std::str::from_utf8(piece).unwrap())
            .collect();
        let got = run(&guard, released(Release::Sentence), &pieces);
        assert!(
            !got.out.contains("worthless") && got.out.len() > PROSE.len() / 2,
            "{size}: {}",
            got.out
        );
        // At once, the offending sentence may be out, and nothing behind it.
        let got = run(&guard, released(Release::Immediate), &pieces);
        assert!(
            got.out.len() <= PROSE.len() + bad.len() + size,
            "{size}: {}",
            got.out.len()
        );
        assert!(run(&guard, released(Release::End), &pieces).out.is_empty());
    }
}

#[test]
fn more_than_is_evaluated_blocks_and_is_not_kept() {
    let payload = json!({ "kind": "edgeward.policy", "version": 1, "name": "demo", "rules": [
        { "id": "a", "detector": "keyword", "settings": { "entries": ["lemon"] } } ] });
    let (policy, _) = Policy::from_json(&payload.to_string(), &ValidateOptions::default()).unwrap();
    let limits = edgeward::engine::Limits {
        text_bytes: 100,
        ..edgeward::engine::Limits::default()
    };
    let guard = Guard::new(
        policy,
        &GuardOptions {
            limits,
            ..GuardOptions::default()
        },
    );
    let pieces = vec!["nothing to see here "; 12];
    let got = run(&guard, released(Release::Immediate), &pieces);
    assert!(got.stopped && got.out.len() <= 100 && got.verdict.decision == Decision::Block);
    let mut open = released(Release::Immediate);
    open.evaluate.failure_mode = serde_json::from_value(json!("allow")).unwrap();
    let got = run(&guard, open, &pieces);
    assert_eq!(
        (got.out.len(), got.verdict.decision),
        (240, Decision::Allow)
    );
}

/// The sign before a value belongs to what was found, and is not let go alone: the value would be forgotten.
#[test]
fn a_match_that_begins_in_the_structure_is_held_from_there() {
    let guard = demo(&json!([
        { "id": "numbers", "detector": "keyword", "action": "redact", "targets": ["response"], "settings": { "entries": [{ "regex": ": +41" }, { "regex": "Z{200}" }] } },
    ]));
    let mut options = released(Release::Immediate);
    options.evaluate.format = Format::Json;
    let text = format!("{{\"n\": 41, \"rest\": \"{REST}{REST}{REST}\"}}");
    let pieces: Vec<&str> = text
        .as_bytes()
        .chunks(1)
        .map(|piece| std::str::from_utf8(piece).unwrap())
        .collect();
    let got = run(&guard, options, &pieces);
    assert!(
        got.out.starts_with("{\"n\": \"[KEYWORD]\", \"rest\": "),
        "{}",
        got.out
    );
}

/// What is hidden in code or in markup may belong to words that stand before it.
#[test]
fn a_match_that_begins_before_what_hides_it_is_held() {
    let rules = [
        json!({ "detector": "keyword", "settings": { "entries": ["lemon lime"] } }),
        json!({ "detector": "keyword", "settings": { "entries": [{ "regex": "BEGIN.*END" }] } }),
        json!({ "detector": "pii", "settings": { "types": ["credit_card", "phone_number"] } }),
    ];
    let guards = rules.map(|mut rule| {
        rule["id"] = json!("rule");
        rule["action"] = json!("redact");
        rule["targets"] = json!(["response"]);
        demo(&json!([rule]))
    });
    for hidden in [
        "lemon l%69me",
        "lemon li&#109;e",
        "lemon li<b></b>me",
        "lemon l<!-- not this one -->ime",
        "lemon **lime**s li**m**e lemon l**im**e",
        "lemon l[im](not this)e",
        "lemon l\u{1f600}ime",
        "4111 1111 11<b></b>11 1111",
        "4111 1111 11&#49;1 1111",
        "BEGIN of it all, and then some more of it, and the EN<i></i>D",
    ] {
        let text = format!("There was no {hidden} {REST}");
        let whole = |guard: &Guard| {
            let input = Input::response(text.clone());
            let verdict = guard.evaluate(&input, &EvaluateOptions::default());
            verdict.response.and_then(|side| side.text)
        };
        let hides = guards
            .iter()
            .any(|guard| whole(guard).is_none_or(|out| out != text));
        assert!(hides, "{text}");
        for (guard, size) in guards
            .iter()
            .flat_map(|guard| (1..12).map(move |size| (guard, size)))
        {
            let chars: Vec<char> = text.chars().collect();
            let owned: Vec<String> = chars
                .chunks(size)
                .map(|piece| piece.iter().collect())
                .collect();
            let pieces: Vec<&str> = owned.iter().map(String::as_str).collect();
            let got = run(guard, released(Release::Immediate), &pieces);
            assert_eq!(Some(got.out), whole(guard), "{text} by {size}");
        }
    }
}
