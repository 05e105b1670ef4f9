//! Random JSON, whole and broken, and what must hold of JSON that is redacted.

use edgeward::detectors::{Reach, spec};
use edgeward::engine::{Finding, Format};
use serde_json::Value;

use super::random::{NUMBERS, Random, text as prose};

/// Of every ten texts, three are JSON.
pub fn or_prose(random: &mut Random, round: usize) -> (Format, String) {
    match round % 10 {
        0..=6 => (Format::Text, prose(random)),
        _ => (Format::Json, text(random)),
    }
}

/// A JSON text: strings with pieces of prose, escaped here and there; one in eight is not JSON.
pub fn text(random: &mut Random) -> String {
    let mut out = String::new();
    value(random, &mut out, 0);
    match random.below(16) {
        // Cut off.
        0 => {
            let cut = (0..=out.len()).filter(|at| out.is_char_boundary(*at));
            let cuts: Vec<usize> = cut.collect();
            out.truncate(random.one(&cuts));
            out
        }
        // Something that is none among it.
        1 => {
            let places = (0..=out.len()).filter(|at| out.is_char_boundary(*at));
            let places: Vec<usize> = places.collect();
            let wrong = random.one(&[
                ",",
                "}",
                "]",
                "\"",
                "x",
                "'",
                "\\",
                "1",
                " kim@example.com ",
                "\u{1e}",
            ]);
            out.insert_str(random.one(&places), wrong);
            out
        }
        2 => out + random.one(&["\n", " ", "{}", "[\"kim@example.com\"]", " and so on"]),
        _ => out,
    }
}

fn space(random: &mut Random, out: &mut String) {
    out.push_str(random.one(&["", "", "", " ", "\n  "]));
}

fn value(random: &mut Random, out: &mut String, depth: usize) {
    match random.below(if depth > 2 { 8 } else { 14 }) {
        0 => out.push_str(random.one(&["true", "false", "null", "0", "-1.5e3"])),
        1 | 2 => {
            let digits: String = random
                .one(NUMBERS)
                .chars()
                .filter(char::is_ascii_digit)
                .collect();
            let digits = digits.trim_start_matches('0');
            out.push_str(if digits.is_empty() { "415" } else { digits });
        }
        3..=7 => string(random, out),
        8..=9 => {
            out.push('[');
            list(random, out, depth, false);
            out.push(']');
        }
        _ => {
            out.push('{');
            list(random, out, depth, true);
            out.push('}');
        }
    }
}

fn list(random: &mut Random, out: &mut String, depth: usize, named: bool) {
    for at in 0..random.below(5) {
        if at > 0 {
            out.push(',');
        }
        space(random, out);
        if named {
            if random.below(3) == 0 {
                string(random, out);
            } else {
                let name = random.one(&[
                    "to",
                    "password",
                    "phone",
                    "note",
                    "account number",
                    "sql",
                    "api_key",
                ]);
                escape(random, name, out);
            }
            out.push(':');
            space(random, out);
        }
        value(random, out, depth + 1);
    }
    space(random, out);
}

fn string(random: &mut Random, out: &mut String) {
    let mut said = prose(random);
    let most = random.one(&[0, 12, 40, 120, 400]);
    let cut = (0..=said.len().min(most))
        .rev()
        .find(|at| said.is_char_boundary(*at));
    said.truncate(cut.unwrap_or(0));
    escape(random, &said, out);
}

/// Writes a string, some of its characters as escapes though they need none.
pub fn escape(random: &mut Random, said: &str, out: &mut String) {
    let often = random.one(&[1, 3, 40, 1_000]);
    out.push('"');
    for char in said.chars() {
        if random.below(often) == 0 && often < 1_000 {
            let mut units = [0; 2];
            for unit in char.encode_utf16(&mut units) {
                let unit = format!("\\u{unit:04x}");
                out.push_str(&unit);
            }
        } else if char == '/' && often == 3 {
            out.push_str("\\/");
        } else {
            let quoted = serde_json::to_string(&char).unwrap();
            out.push_str(&quoted[1..quoted.len() - 1]);
        }
    }
    if random.below(30) == 0 {
        out.push_str("\\ud83d");
    }
    out.push('"');
}

/// What is wrong with what was made of a text: JSON that ceased to be JSON or lost its structure, a match over the ends of
/// a string.
pub fn fault(text: &str, findings: &[Finding], made: Option<&str>) -> Option<String> {
    // Halves of surrogate pairs are no text for this reader.
    let whole = |text: &str| serde_json::from_str::<Value>(&text.replace("\\ud83d\"", "\"")).ok();
    whole(text)?;
    if let Some(made) = made {
        if whole(made).is_none() {
            return Some(format!("no JSON\nof  {text:?}\ngot {made:?}"));
        }
        if !same_shape(text, made) {
            return Some(format!("another shape\nof  {text:?}\ngot {made:?}"));
        }
    }
    let over = findings.iter().find(|finding| {
        let family = finding.detector.split('.').next().unwrap_or_default();
        let near = spec(family).is_some_and(|spec| matches!(spec.reach, Reach::Span(_)));
        let span = finding.span.filter(|_| near);
        span.is_some_and(|span| in_several(&text[span.range()]))
    });
    over.map(|finding| format!("reaches over a string\nof {text:?}\n{finding:?}"))
}

/// Whether a quote that is not escaped lies in what follows.
fn in_several(matched: &str) -> bool {
    let mut escaped = false;
    matched.bytes().any(|byte| {
        let quote = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        quote
    })
}

/// The signs of the structure, `s` for a string, `v` for another value.
fn skeleton(text: &str) -> String {
    let (mut out, mut bytes) = (String::new(), text.bytes().peekable());
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => {
                while let Some(byte) = bytes.next().filter(|byte| *byte != b'"') {
                    if byte == b'\\' {
                        bytes.next();
                    }
                }
                out.push('s');
            }
            b'{' | b'}' | b'[' | b']' | b':' | b',' => out.push(char::from(byte)),
            _ if byte.is_ascii_whitespace() => {}
            _ => {
                while bytes
                    .next_if(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
                    .is_some()
                {}
                out.push('v');
            }
        }
    }
    out
}

/// Whether nothing but texts has changed; numbers and words may be strings.
fn same_shape(before: &str, after: &str) -> bool {
    let (one, two) = (skeleton(before), skeleton(after));
    one.len() == two.len()
        && one
            .chars()
            .zip(two.chars())
            .all(|(one, two)| one == two || (one, two) == ('v', 's'))
}
