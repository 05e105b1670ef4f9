//! What disguises hide: the matches of case files, disguised in every way, and how many are still found. The table in
//! `docs/evasion.md` is written from it (`UPDATE=1 cargo test`); what it claims must hold (see `gate`).

use std::fmt::Write as _;
use std::fs;

use edgeward::engine::{EvaluateOptions, Guard, GuardOptions, Input};
use edgeward::policy::{Policy, ValidateOptions};
use serde_json::{Value, json};

use crate::policies::data;

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

/// What is disguised: the match alone, or the text around it too.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    Match,
    Text,
}

/// A disguise; `claimed`: an `x` for each column in which it is, in their order.
struct Disguise {
    name: &'static str,
    scope: Scope,
    claimed: &'static str,
    apply: fn(&str) -> String,
}

const ALL: &str = "xxxxxxxx";
const NONE: &str = "........";
/// Everywhere but where the match is exact by definition.
const READ: &str = "xx.xxxxx";
/// A model reads words where a match is cut.
const MODEL: &str = ".......x";
/// Letters can be spelled otherwise; digits and random letters cannot.
const WORDS: &str = "x.......";

fn row(
    name: &'static str,
    scope: Scope,
    claimed: &'static str,
    apply: fn(&str) -> String,
) -> Disguise {
    Disguise {
        name,
        scope,
        claimed,
        apply,
    }
}

fn disguises() -> Vec<Disguise> {
    let parts = [letters(), codes(), signs(), layouts(), orders()];
    parts.into_iter().flatten().collect()
}

/// Other letters for the same.
fn letters() -> Vec<Disguise> {
    vec![
        row("as written", Scope::Match, ALL, str::to_owned),
        row(
            "zero-width spaces between the letters",
            Scope::Match,
            READ,
            |text| between(text, "\u{200b}"),
        ),
        row(
            "soft hyphens between the letters",
            Scope::Match,
            READ,
            |text| between(text, "\u{ad}"),
        ),
        row(
            "a tag character between the letters",
            Scope::Match,
            READ,
            |text| between(text, "\u{e0061}"),
        ),
        row(
            "written in tag characters",
            Scope::Match,
            "xx.x.xxx",
            |text| mapped(text, |char| shifted(char, 0xe0000)),
        ),
        row("full-width letters", Scope::Match, READ, |text| {
            mapped(text, |char| shifted(char, 0xfee0))
        }),
        row("mathematical bold letters", Scope::Match, READ, |text| {
            mapped(text, bold)
        }),
        row("Cyrillic look-alikes", Scope::Match, "xx..xxxx", |text| {
            mapped(text, look_alike)
        }),
        row(
            "a combining mark on every letter",
            Scope::Match,
            READ,
            |text| between(text, "\u{336}") + "\u{336}",
        ),
        row("right-to-left marks", Scope::Match, READ, |text| {
            between(text, "\u{200f}")
        }),
        row("spaces between the letters", Scope::Match, WORDS, |text| {
            between(text, " ")
        }),
        row("leet letters", Scope::Match, "x......x", |text| {
            mapped(text, leet)
        }),
    ]
}

/// Encodings.
fn codes() -> Vec<Disguise> {
    vec![
        row("base64", Scope::Text, ALL, |text| base64(text.as_bytes())),
        row("base64 twice", Scope::Text, ALL, |text| {
            base64(base64(text.as_bytes()).as_bytes())
        }),
        row("base64 of UTF-16", Scope::Text, ALL, |text| {
            base64(
                &text
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect::<Vec<u8>>(),
            )
        }),
        row("hexadecimal", Scope::Text, ALL, |text| hex(text, "")),
        row("percent encoding", Scope::Match, READ, |text| {
            hex(text, "%")
        }),
        row("percent encoding of base64", Scope::Text, ALL, |text| {
            hex(&base64(text.as_bytes()), "%")
        }),
        row("HTML entities", Scope::Match, READ, |text| {
            each(text, |char| format!("&#{};", u32::from(char)))
        }),
        row("escapes of JSON", Scope::Match, READ, |text| {
            text.encode_utf16().fold(String::new(), |mut out, unit| {
                let _ = write!(out, "\\u{unit:04x}");
                out
            })
        }),
    ]
}

/// Something between the letters.
fn signs() -> Vec<Disguise> {
    vec![
        row(
            "dots between the letters",
            Scope::Match,
            "x......x",
            |text| between(text, "."),
        ),
        row("hyphens between the letters", Scope::Match, WORDS, |text| {
            between(text, "-")
        }),
        row(
            "an emoji between the letters",
            Scope::Match,
            "x..xx..x",
            |text| between(text, "\u{1f600}"),
        ),
        row("an emoji in the middle", Scope::Match, "x..xxxxx", |text| {
            halves(text, "\u{1f600}")
        }),
        row(
            "line breaks between the letters",
            Scope::Match,
            WORDS,
            |text| between(text, "\n"),
        ),
        row("a line break in the middle", Scope::Match, MODEL, |text| {
            halves(text, "\n")
        }),
        row("lines of twelve letters", Scope::Text, NONE, |text| {
            let chars: Vec<char> = text.chars().collect();
            let lines: Vec<String> = chars.chunks(12).map(|line| line.iter().collect()).collect();
            lines.join("\n")
        }),
    ]
}

/// What a reader does not see.
fn layouts() -> Vec<Disguise> {
    vec![
        row(
            "Markdown emphasis inside the words",
            Scope::Match,
            READ,
            |text| within(text, "**", "**"),
        ),
        row(
            "Markdown code inside the words",
            Scope::Match,
            READ,
            |text| within(text, "`", "`"),
        ),
        row(
            "Markdown links inside the words",
            Scope::Match,
            READ,
            |text| within(text, "[", "](#)"),
        ),
        row("HTML tags inside the words", Scope::Match, READ, |text| {
            within(text, "<b>", "</b>")
        }),
        row(
            "empty HTML tags between the letters",
            Scope::Match,
            "xx.xxx.x",
            |text| between(text, "<i></i>"),
        ),
        row(
            "HTML comments inside the words",
            Scope::Match,
            READ,
            |text| within(text, "<!-- -->", ""),
        ),
        row(
            "Markdown emphasis over words",
            Scope::Match,
            MODEL,
            |text| inside(text, "**", "**"),
        ),
        row("a Markdown link over words", Scope::Match, MODEL, |text| {
            inside(text, "[", "](#)")
        }),
        row("HTML tags over words", Scope::Match, MODEL, |text| {
            inside(text, "<b>", "</b>")
        }),
        row("HTML around the match", Scope::Match, "xxxx.x.x", |text| {
            format!("<p class=\"a\">{text}</p>")
        }),
        row(
            "Markdown around the match",
            Scope::Match,
            "xxx..x.x",
            |text| format!("**{text}**"),
        ),
    ]
}

/// The same letters elsewhere.
fn orders() -> Vec<Disguise> {
    vec![
        row("reversed", Scope::Match, NONE, |text| {
            text.chars().rev().collect()
        }),
        row("letters moved by 13", Scope::Text, NONE, |text| {
            mapped(text, rot13)
        }),
    ]
}

fn each(text: &str, to: impl Fn(char) -> String) -> String {
    text.chars().map(to).collect()
}

fn mapped(text: &str, to: impl Fn(char) -> char) -> String {
    text.chars().map(to).collect()
}

fn between(text: &str, sign: &str) -> String {
    text.chars()
        .map(String::from)
        .collect::<Vec<_>>()
        .join(sign)
}

fn halves(text: &str, sign: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (head, tail) = chars.split_at(chars.len() / 2);
    format!(
        "{}{sign}{}",
        head.iter().collect::<String>(),
        tail.iter().collect::<String>()
    )
}

/// The middle of each word between two marks.
fn within(text: &str, open: &str, close: &str) -> String {
    let mut out = String::new();
    for word in text.split_inclusive(|char: char| !char.is_ascii_alphanumeric()) {
        let letters = word.trim_end_matches(|char: char| !char.is_ascii_alphanumeric());
        out += &match letters.len() {
            0..3 => letters.to_owned(),
            _ => inside(letters, open, close),
        };
        out += &word[letters.len()..];
    }
    out
}

/// The middle third between two marks.
fn inside(text: &str, open: &str, close: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (head, rest) = chars.split_at(chars.len() / 3);
    let (middle, tail) = rest.split_at(chars.len().div_ceil(3));
    let part = |chars: &[char]| chars.iter().collect::<String>();
    format!("{}{open}{}{close}{}", part(head), part(middle), part(tail))
}

fn shifted(char: char, by: u32) -> char {
    if char.is_ascii_graphic() {
        char::from_u32(u32::from(char) + by).unwrap()
    } else {
        char
    }
}

fn bold(char: char) -> char {
    let moved =
        |from: char, to: u32| char::from_u32(to + u32::from(char) - u32::from(from)).unwrap();
    match char {
        'A'..='Z' => moved('A', 0x1d400),
        'a'..='z' => moved('a', 0x1d41a),
        '0'..='9' => moved('0', 0x1d7ce),
        other => other,
    }
}

fn replaced(char: char, pairs: &str) -> char {
    let chars: Vec<char> = pairs.chars().collect();
    let pair = chars.chunks(2).find(|pair| pair[0] == char);
    pair.map_or(char, |pair| pair[1])
}

fn look_alike(char: char) -> char {
    replaced(char, "aаeеoоpрcсxхyуiіsѕAАEЕOОPРCСXХBВHНKКMМTТ")
}

fn leet(char: char) -> char {
    replaced(char, "a4e3i1o0s5A4E3I1O0S5")
}

fn rot13(char: char) -> char {
    let moved = |from: u8| char::from(from + (u8::try_from(char).unwrap() - from + 13) % 26);
    match char {
        'a'..='z' => moved(b'a'),
        'A'..='Z' => moved(b'A'),
        other => other,
    }
}

fn hex(text: &str, sign: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{sign}{byte:02x}");
        out
    })
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let at = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place > three.len() {
                '='
            } else {
                char::from(sign)
            });
        }
    }
    out
}

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
