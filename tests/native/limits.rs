//! Every limit at its edge: what is at the limit passes, one more is an error or is said in the verdict (`docs/limits.md`).

use edgeward::engine::{EvaluateOptions, Guard, GuardOptions, Input, Limits, Verdict};
use edgeward::policy::{Code, NotEvaluatedReason, Policy, ValidateOptions, validate};
use serde_json::{Value, json};

fn document(rules: &Value) -> String {
    json!({ "kind": "edgeward.policy", "version": 1, "name": "limits", "rules": rules }).to_string()
}

fn keywords(entries: &Value) -> String {
    document(&json!([{ "id": "k", "detector": "keyword", "settings": { "entries": entries } }]))
}

/// The errors of a payload within limits.
fn errors(payload: &str, limits: Limits) -> Vec<Code> {
    let options = ValidateOptions {
        limits,
        ..ValidateOptions::default()
    };
    let got = validate(payload, &options);
    assert_eq!(
        got.policy.is_some(),
        got.diagnostics.iter().all(|each| !each.is_error())
    );
    got.diagnostics
        .iter()
        .filter(|each| each.is_error())
        .map(|each| each.code)
        .collect()
}

fn verdict(payload: &str, limits: Limits, text: &str) -> Verdict {
    let options = ValidateOptions {
        limits: limits.clone(),
        ..ValidateOptions::default()
    };
    let (policy, _) = Policy::from_json(payload, &options).unwrap();
    let options = GuardOptions {
        limits,
        ..GuardOptions::default()
    };
    let guard = Guard::new(policy, &options);
    guard.evaluate(&Input::response(text), &EvaluateOptions::default())
}

fn reasons(verdict: &Verdict) -> Vec<NotEvaluatedReason> {
    verdict
        .not_evaluated
        .iter()
        .map(|each| each.reason)
        .collect()
}

#[test]
fn the_defaults_are_those_of_the_documentation() {
    let table = include_str!("../../docs/limits.md");
    let limits = serde_json::to_value(Limits::default()).unwrap();
    for (name, value) in limits.as_object().unwrap() {
        let digits = value.to_string();
        let grouped: Vec<String> = digits
            .as_bytes()
            .rchunks(3)
            .rev()
            .map(|three| String::from_utf8(three.to_vec()).unwrap())
            .collect();
        let row = format!("| `{name}` | {}", grouped.join(","));
        assert!(table.contains(&row), "docs/limits.md lacks `{row}`");
    }
}

#[test]
fn text_bytes() {
    let payload = keywords(&json!(["lemon"]));
    let limits = Limits {
        text_bytes: 12,
        ..Limits::default()
    };
    assert!(reasons(&verdict(&payload, limits.clone(), "\u{e9}\u{e9} a lemon")).is_empty());
    let over = verdict(&payload, limits, "\u{e9}\u{e9} a lemon!");
    assert_eq!(reasons(&over), [NotEvaluatedReason::OverLimit]);
    assert!(over.findings.is_empty() && !over.complete);
}

#[test]
fn the_text_of_all_sides_counts() {
    let (policy, _) =
        Policy::from_json(&keywords(&json!(["lemon"])), &ValidateOptions::default()).unwrap();
    let limits = Limits {
        text_bytes: 9,
        ..Limits::default()
    };
    let guard = Guard::new(
        policy,
        &GuardOptions {
            limits,
            ..GuardOptions::default()
        },
    );
    let input = |context: &str| Input {
        prompt: Some("abc".into()),
        context: vec![context.into()],
        ..Input::response("abc")
    };
    let judged = |context| guard.evaluate(&input(context), &EvaluateOptions::default());
    assert!(judged("abc").complete);
    // Both sides of the rule are said to be unjudged.
    assert_eq!(reasons(&judged("abcd")), [NotEvaluatedReason::OverLimit; 2]);
}

#[test]
fn payload_bytes() {
    let payload = keywords(&json!(["lemon"]));
    let at = |payload_bytes| {
        errors(
            &payload,
            Limits {
                payload_bytes,
                ..Limits::default()
            },
        )
    };
    assert_eq!(at(payload.len()), []);
    assert_eq!(at(payload.len() - 1), [Code::PayloadTooLarge]);
}

#[test]
fn nesting() {
    // The document, its rules, a rule, its settings, its entries.
    let payload = keywords(&json!(["lemon"]));
    let at = |nesting| {
        errors(
            &payload,
            Limits {
                nesting,
                ..Limits::default()
            },
        )
    };
    assert_eq!(at(5), []);
    assert_eq!(at(4), [Code::NestingTooDeep]);
}

#[test]
fn rules() {
    let rules: Vec<Value> = (0..3)
        .map(|at| json!({ "id": format!("r{at}"), "detector": "test_string" }))
        .collect();
    let payload = document(&json!(rules));
    let at = |rules| {
        errors(
            &payload,
            Limits {
                rules,
                ..Limits::default()
            },
        )
    };
    assert_eq!(at(3), []);
    assert_eq!(at(2), [Code::TooMany]);
}

#[test]
fn keywords_of_a_rule() {
    let rule = |id: &str| json!({ "id": id, "detector": "keyword", "settings": { "entries": ["lemon", { "regex": "lime" }] } });
    let payload = document(&json!([rule("a"), rule("b")]));
    let at = |keywords| {
        errors(
            &payload,
            Limits {
                keywords,
                ..Limits::default()
            },
        )
    };
    assert_eq!(at(2), []);
    assert_eq!(at(1), [Code::TooMany; 2]);
}

#[test]
fn pattern_bytes() {
    let payload = keywords(&json!([{ "regex": "l[eo]mon" }]));
    let at = |pattern_bytes| {
        errors(
            &payload,
            Limits {
                pattern_bytes,
                ..Limits::default()
            },
        )
    };
    assert_eq!(at(8), []);
    assert_eq!(at(7), [Code::PatternTooLarge]);
}

#[test]
fn match_units() {
    let payload = keywords(&json!([{ "regex": "BEGIN.*END" }]));
    let text = "BEGIN \u{1f680} END";
    let at = |match_units| {
        verdict(
            &payload,
            Limits {
                match_units,
                ..Limits::default()
            },
            text,
        )
    };
    assert_eq!(at(12).findings.len(), 1);
    assert!(at(11).findings.is_empty());
    let least = keywords(&json!([{ "regex": "a{12}" }]));
    let at = |match_units| {
        errors(
            &least,
            Limits {
                match_units,
                ..Limits::default()
            },
        )
    };
    assert_eq!(at(12), []);
    assert_eq!(at(11), [Code::PatternTooLarge]);
    // One that may be shorter is cut to what fits.
    let cut = keywords(&json!([{ "regex": "a+" }]));
    let found = verdict(
        &cut,
        Limits {
            match_units: 12,
            ..Limits::default()
        },
        &"a".repeat(13),
    );
    let spans: Vec<_> = found
        .findings
        .iter()
        .filter_map(|each| each.span)
        .map(edgeward::policy::Span::range)
        .collect();
    assert_eq!(spans, [0..12, 12..13]);
}

#[test]
fn decode_depth() {
    let payload = keywords(&json!(["dynamite"]));
    // "there is dynamite in the shed", twice in base64.
    let text = "ZEdobGNtVWdhWE1nWkhsdVlXMXBkR1VnYVc0Z2RHaGxJSE5vWldRPQ==";
    let at = |decode_depth| {
        verdict(
            &payload,
            Limits {
                decode_depth,
                ..Limits::default()
            },
            text,
        )
    };
    assert_eq!((at(2).findings.len(), reasons(&at(2))), (1, vec![]));
    assert_eq!(
        (at(1).findings.len(), reasons(&at(1))),
        (0, vec![NotEvaluatedReason::OverLimit])
    );
}

#[test]
fn findings() {
    let rules = json!([{ "id": "k", "detector": "keyword", "action": "redact", "settings": { "entries": ["ab"] } }]);
    let at = |findings| {
        verdict(
            &document(&rules),
            Limits {
                findings,
                ..Limits::default()
            },
            "ab ab ab",
        )
    };
    let (all, cut) = (at(3), at(2));
    assert!(!all.truncated && all.complete && all.findings.len() == 3);
    assert!(cut.truncated && !cut.complete && cut.findings.len() == 2);
    let text = |verdict: Verdict| verdict.response.and_then(|side| side.text);
    assert_eq!(text(cut), Some("[KEYWORD] [KEYWORD] [KEYWORD]".into()));
}

#[cfg(feature = "sql")]
#[test]
fn sql_tokens() {
    let payload = document(
        &json!([{ "id": "s", "detector": "sql.restricted_tables", "settings": { "tables": ["users"] } }]),
    );
    let text = "SELECT a FROM users WHERE id = 3";
    let at = |sql_tokens| {
        verdict(
            &payload,
            Limits {
                sql_tokens,
                ..Limits::default()
            },
            text,
        )
    };
    assert_eq!((at(8).findings.len(), reasons(&at(8))), (1, vec![]));
    assert_eq!(reasons(&at(7)), [NotEvaluatedReason::OverLimit]);
}

#[test]
fn runs_of_an_encoding() {
    let payload = keywords(&json!(["dynamite"]));
    // "there ", over and over.
    let run = |bytes: usize| "dGhlcmUg".repeat(bytes / 8);
    assert!(verdict(&payload, Limits::default(), &run(8_192)).complete);
    let over = verdict(&payload, Limits::default(), &run(8_200));
    assert_eq!(reasons(&over), [NotEvaluatedReason::OverLimit]);
}

#[test]
fn runs_that_hide() {
    let payload = keywords(&json!(["lemon"]));
    for (sign, most) in [("\u{200b}", 64), ("\u{336}", 30)] {
        let found = |count: usize| {
            let text = format!("a{}b", sign.repeat(count));
            verdict(&payload, Limits::default(), &text).findings
        };
        assert!(found(most).is_empty(), "{sign:?}");
        assert_eq!(
            found(most + 1)[0].kind.as_deref(),
            Some("hidden_run"),
            "{sign:?}"
        );
    }
}
