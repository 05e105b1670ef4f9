//! Texts that are meant to be expensive: what they cost stays linear in their length, and near what prose costs.

use std::time::{Duration, Instant};

use edgeward::engine::{EvaluateOptions, Format, Guard, GuardOptions, Input};
use edgeward::policy::{Policy, ValidateOptions};
use serde_json::{Value, json};

/// The shorter length; the longer is four times that.
const SHORT: usize = 8_192;
/// How much longer four times the text may take: twice what is linear, for a busy machine.
const GROWTH: u32 = 8;
/// How many times prose a byte may cost in a build without optimisation, with slack for a busy machine.
/// This catches what is worse by an order.
const TIMES_PROSE: u32 = 100;
/// Measurements before it is called slow.
const TRIALS: usize = 12;
/// Differences below that say nothing.
const NOISE: Duration = Duration::from_millis(20);

/// Names of persons, places and providers.
const NAMES: &[&str] = &[
    "Anna ",
    "Anna de ",
    "12 Anna ",
    "New York ",
    "A. ",
    "A-",
    "okta ",
    "okta_",
    "networkcredential(\"\",",
];

/// What is repeated.
const PIECES: &[&str] = &[
    "a@a@",
    "a.",
    "a:",
    "1 ",
    "1-",
    "1,",
    "12-",
    "12 34 ",
    "1",
    "4",
    "+1",
    "(1) ",
    "a1 ",
    "a",
    "\u{ff41}",
    " ",
    "://",
    "a://a:a@",
    "eyJ",
    "eyJa.",
    "key=",
    "key: ",
    "password ",
    "token: token: ",
    "auth ",
    "-----BEGIN ",
    "sk-",
    " -u ",
    "a:a ",
    " -p -u ",
    "%41",
    "%25",
    "&#65;",
    "&amp;",
    "\\\\",
    "\\n",
    "\\u0041",
    "==",
    "e\u{301}",
    "\u{301}",
    "\u{200b}",
    "\u{e9}",
    "a b c ",
    "l33t ",
    "::",
    "1::",
    "00:00:00:",
    "YWFh",
    "TVRJeg",
    "ABCDEFGHIJKL ",
    "YWJjZGVmZ2hp ",
    "4a4a",
    "key-key-",
    "a<b ",
    "a<b=\"",
    "a<b='\"",
    "a<b>",
    "a</b>",
    "a<!--",
    "a<!-- -->",
    "a**b ",
    "a*b`c~~d",
    "1**2",
    "a[b](c",
    "a[b](c)",
    "a](((",
    "a\u{1f600}",
    "a\\.a",
];

fn guard(entries: &Value) -> Guard {
    let payload = json!({ "kind": "edgeward.policy", "version": 1, "name": "cost", "rules": [
        { "id": "test", "detector": "test_string" },
        { "id": "data", "detector": "pii", "settings": { "types": ["all", "person", "location"] } },
        { "id": "keys", "detector": "secret" },
        { "id": "words", "detector": "keyword", "settings": { "entries": entries, "obfuscation": true } },
    ] });
    let (policy, _) = Policy::from_json(&payload.to_string(), &ValidateOptions::default()).unwrap();
    Guard::new(policy, &GuardOptions::default())
}

fn filled(piece: &str, size: usize) -> String {
    piece.repeat(size / piece.len() + 1)
}

/// Signs in no order, the same each time.
fn mixed(signs: &str, size: usize) -> String {
    let signs: Vec<char> = signs.chars().collect();
    let mut state = 7_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % signs.len()
    };
    (0..size).map(|_| signs[next()]).collect()
}

/// The processor's time of this thread, where the system tells it: a busy machine does not change it.
fn used() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ')
        .next()?
        .parse()
        .ok()
        .map(Duration::from_nanos)
}

/// The shortest of three times.
fn time(guard: &Guard, text: &str, format: Format) -> Duration {
    let input = Input::prompt(text);
    let options = EvaluateOptions {
        format,
        ..EvaluateOptions::default()
    };
    let once = || {
        let (start, used) = (Instant::now(), used());
        let _ = guard.evaluate(&input, &options);
        match (used, self::used()) {
            (Some(before), Some(after)) => after.saturating_sub(before),
            _ => start.elapsed(),
        }
    };
    (0..3).map(|_| once()).min().unwrap()
}

#[test]
fn hostile_texts_cost_what_prose_costs_within_bounds() {
    const BASE64: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let guard = guard(&json!(["lawsuit", "dynamite"]));
    let prose = "They were told that the long way over the hill would take most of the day. ";
    let of_prose = time(&guard, &filled(prose, 64 * SHORT), Format::Text) / 16;
    let texts = PIECES
        .iter()
        .chain(NAMES)
        .map(|piece| {
            (
                (*piece).to_owned(),
                filled(piece, SHORT),
                filled(piece, 4 * SHORT),
            )
        })
        .chain(
            [
                "0123456789",
                "0123456789abcdef",
                "0123456789-. ",
                BASE64,
                "01a.@:/=+-%&#\\\" ",
                "a1 <>/!-*`~[]()\"'=\u{1f600}",
            ]
            .iter()
            .map(|signs| {
                (
                    format!("of {signs}"),
                    mixed(signs, SHORT),
                    mixed(signs, 4 * SHORT),
                )
            }),
        );
    for (name, short, long) in texts {
        costs_little(&guard, (&name, &short, &long), of_prose, Format::Text);
    }
}

#[test]
fn hostile_json_costs_what_prose_costs_within_bounds() {
    let guard = guard(&json!(["lawsuit", { "regex": "[0-9]+ ?x" }, { "regex": "b.*c" }]));
    let prose = "They were told that the long way over the hill would take most of the day. ";
    let of_prose = time(&guard, &filled(prose, 64 * SHORT), Format::Text) / 16;
    for piece in [
        "[",
        "[1,",
        "{\"a\":",
        "1,",
        "\"\",",
        "\"a\",",
        "{},",
        " ",
        "4111111111111111,",
        "{\"password\":\"hunter2\"},",
        "\"-----BEGIN \",",
        "\"kim@example.com\",",
        "\"\\u0041\\n\\\"\",",
        "\"lawsuit\",",
    ] {
        let text = |size| format!("[{}", filled(piece, size));
        let texts = (piece, &*text(SHORT), &*text(4 * SHORT));
        costs_little(&guard, texts, of_prose, Format::Json);
    }
    for piece in [
        "\\u0041",
        "\\n",
        "\\ud83d\\ude00",
        "\\\"",
        "\\ud83d",
        "a b \\u0040 ",
    ] {
        let text = |size| format!("[\"{}\"]", filled(piece, size));
        let texts = (piece, &*text(SHORT), &*text(4 * SHORT));
        costs_little(&guard, texts, of_prose, Format::Json);
    }
}

#[test]
fn many_keywords_in_one_text_are_masked_in_time_that_grows_with_them() {
    let measured = |count: usize| {
        let words: Vec<String> = (0..count).map(|n| format!("kw{:x}zq", n * 7919)).collect();
        let payload = json!({ "kind": "edgeward.policy", "version": 1, "name": "cost", "rules": [
            { "id": "words", "detector": "keyword", "action": "redact", "settings": { "entries": words, "wholeWord": true } },
        ] });
        let (policy, _) =
            Policy::from_json(&payload.to_string(), &ValidateOptions::default()).unwrap();
        let guard = Guard::new(policy, &GuardOptions::default());
        time(&guard, &words.join(" "), Format::Text)
    };
    let (few, many) = (measured(4_000), measured(16_000));
    assert!(
        many < few * GROWTH + NOISE,
        "{few:?} for 4,000 and {many:?} for 16,000"
    );
}

fn costs_little(
    guard: &Guard,
    (name, short, long): (&str, &str, &str),
    of_prose: Duration,
    format: Format,
) {
    // A busy machine spoils a measurement, not all of them.
    let measured = (0..TRIALS).map(|_| (time(guard, short, format), time(guard, long, format)));
    let fits = |(short, long): &(Duration, Duration)| {
        *long < *short * GROWTH + NOISE && *long < of_prose * TIMES_PROSE + NOISE
    };
    let mut last = None;
    let fine = measured
        .inspect(|times| last = Some(*times))
        .any(|times| fits(&times));
    assert!(
        fine,
        "{name:?}: {last:?} for once and four times the text, prose {of_prose:?}"
    );
}
