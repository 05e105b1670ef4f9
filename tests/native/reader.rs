//! The JSON reader, held against `serde_json`: what is taken, what it says, and where each value stands.

use edgeward::policy::reader::{Lines, Node, Value, read};
use edgeward::policy::{Code, validate};

const TEXT: &str = r#" {"a": [1, -2.5, 3e2, 4E-2, 0.25e+1, -0, 0, 10, 9007199254740993, 9223372036854775807, 9223372036854775808, 1e40, 9007199254740992.0, 9007199254740994.0, -9007199254740994e0],
 "\"\\\/\b\f\n\r\t": "\u00e9\ud83d\ude00\u0041é😀\u007F",
	"empty": [[], {}, "", [ ], { }], "words": [null, true, false],"~/": {"a/b~c": [[[[]]]]}} "#;

/// The same text with something changed: ended early, a byte left out, twice or another.
fn changed() -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for (at, char) in TEXT.char_indices() {
        let (before, after) = (&TEXT[..at], &TEXT[at + char.len_utf8()..]);
        texts.push(before.to_owned());
        texts.push(format!("{before}{after}"));
        texts.push(format!("{before}{char}{char}{after}"));
        for other in [
            "\u{1}", "\u{1f}", " ", "\u{b}", "0", "-", "e", "g", ".", "\"", "\\", "]", "}", ",",
            ":", "u", "x",
        ] {
            texts.push(format!("{before}{other}{after}"));
            texts.push(format!("{before}{other}{char}{after}"));
        }
    }
    texts
}

/// Each value stands where its text does.
fn placed(node: &Node, text: &str) {
    let own = &text[node.start..node.end];
    assert_eq!(own.trim(), own, "in {text}");
    match &node.value {
        Value::Number(number) => assert_eq!(number.raw, own, "in {text}"),
        Value::Object(members) => {
            for member in members {
                assert_eq!(text.as_bytes()[member.key_start], b'"', "in {text}");
                let key = &text[member.key_start..member.node.start];
                assert!(key.trim_end().ends_with(':'), "{key:?} in {text}");
                placed(&member.node, text);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| placed(item, text)),
        Value::Null | Value::Bool(_) | Value::String(_) => {
            let said: serde_json::Value = serde_json::from_str(own).unwrap_or_default();
            assert!(
                node.to_json() == said || own.contains("\\u"),
                "{own} in {text}"
            );
        }
    }
}

#[test]
fn what_is_json_is_read_and_nothing_else() {
    let mut taken = 0;
    for text in std::iter::once(TEXT.to_owned()).chain(changed()) {
        let reading = read(&text, usize::MAX, 128);
        let has = |code| reading.diagnostics.iter().any(|said| said.code == code);
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        // These three it takes, and says so; `serde_json` does not.
        if has(Code::NumberOutOfRange) || has(Code::LoneSurrogate) {
            assert!(
                theirs.is_err() && reading.root.is_some() || has(Code::InvalidJson),
                "{text}"
            );
            continue;
        }
        assert_eq!(reading.root.is_some(), theirs.is_ok(), "{text}");
        assert_eq!(has(Code::InvalidJson), theirs.is_err(), "{text}");
        if let (Some(root), Ok(theirs)) = (&reading.root, theirs) {
            placed(root, &text);
            let (ours, theirs) = (root.to_json(), theirs);
            assert_eq!(numbers(&ours), numbers(&theirs), "{text}");
            taken += 1;
        }
    }
    assert!(taken > 500, "{taken}");
}

/// Numbers as doubles, of which `serde_json` does not read the last digit as it is: an integer is one to us however it
/// is written.
fn numbers(value: &serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Number(number) => {
            format!("{:.12e}", number.as_f64().unwrap() + 0.0).into()
        }
        serde_json::Value::Array(items) => items.iter().map(numbers).collect(),
        serde_json::Value::Object(members) => {
            let members = members.iter();
            let members = members.map(|(key, value)| (key.clone(), numbers(value)));
            serde_json::Value::Object(members.collect())
        }
        other => other.clone(),
    }
}

#[test]
fn integers_are_exact_while_a_double_is() {
    for (text, integer) in [
        ("9223372036854775807", Some(i64::MAX)),
        ("9223372036854775808", None),
        ("9007199254740993", Some(9_007_199_254_740_993)),
        ("9007199254740992.0", Some(9_007_199_254_740_992)),
        ("-9007199254740992e0", Some(-9_007_199_254_740_992)),
        ("9007199254740994.0", None),
        ("3e2", Some(300)),
        ("25e-1", None),
        ("20e-1", Some(2)),
    ] {
        let root = read(text, usize::MAX, 8).root.unwrap();
        let Value::Number(number) = root.value else {
            panic!("{text}")
        };
        assert_eq!(number.as_integer(), integer, "{text}");
        assert_eq!(Ok(number.value), text.parse(), "{text}");
    }
}

/// What is said about a text that is not quite JSON: the code, the byte, the message.
#[test]
fn faults_stand_at_their_place() {
    for (text, code, at, says) in [
        (
            "",
            Code::InvalidJson,
            0,
            "expected a value, found the end of the text",
        ),
        ("  x", Code::InvalidJson, 2, "expected a value, found `x`"),
        (
            "{} é",
            Code::InvalidJson,
            3,
            "expected the end of the text after the value, found `é`",
        ),
        ("[1 2]", Code::InvalidJson, 3, "found `2`"),
        ("-x", Code::InvalidJson, 1, "expected a digit, found `x`"),
        (
            "1.x",
            Code::InvalidJson,
            2,
            "expected a digit after the point, found `x`",
        ),
        (
            "1e+",
            Code::InvalidJson,
            3,
            "expected a digit in the exponent, found the end",
        ),
        (
            "[\"ab",
            Code::InvalidJson,
            1,
            "the string that begins here is not closed",
        ),
        ("\"\\x\"", Code::InvalidJson, 2, "unknown escape, found `x`"),
        (
            "\"\\u12\"",
            Code::InvalidJson,
            2,
            "expected four hexadecimal digits",
        ),
        (
            "\"a\nb\"",
            Code::InvalidJson,
            2,
            "a control character must be escaped",
        ),
        (
            "[NaN]",
            Code::NumberOutOfRange,
            1,
            "`NaN` is not a JSON number",
        ),
        (
            "[ -Infinity]",
            Code::NumberOutOfRange,
            2,
            "`-Infinity` is not a JSON number",
        ),
        (
            "[-1e999]",
            Code::NumberOutOfRange,
            1,
            "larger than any double",
        ),
        (
            "[\"\\ud800\\u0041\"]",
            Code::LoneSurrogate,
            1,
            "half of a surrogate pair",
        ),
        (
            "[\"\\udc00\"]",
            Code::LoneSurrogate,
            1,
            "half of a surrogate pair",
        ),
        ("\u{feff}[]", Code::ByteOrderMark, 0, "byte order mark"),
    ] {
        let reading = read(text, usize::MAX, 8);
        let said = &reading.diagnostics[0];
        let place = said.position.as_ref().map(|position| position.offset);
        assert_eq!(
            (said.code, place, reading.diagnostics.len()),
            (code, Some(at), 1),
            "{text:?}: {}",
            said.message
        );
        assert!(said.message.contains(says), "{text:?}: {}", said.message);
        assert_eq!(
            reading.root.is_none(),
            code == Code::InvalidJson,
            "{text:?}"
        );
    }
    let lone = read("[\"\\ud800\\u0041\"]", usize::MAX, 8)
        .root
        .map(|root| root.to_json());
    assert_eq!(lone, Some(serde_json::json!(["\u{fffd}A"])));
}

#[test]
fn limits_are_met_exactly() {
    for (text, bytes, nesting, taken) in [
        ("[[1]]", 5, 2, true),
        ("[[1]]", 4, 2, false),
        ("[[1]]", 5, 1, false),
        ("{\"a\": {}}", 9, 2, true),
        ("{\"a\": {}}", 9, 1, false),
    ] {
        let reading = read(text, bytes, nesting);
        assert_eq!(
            (reading.root.is_some(), reading.diagnostics.is_empty()),
            (taken, taken),
            "{text}"
        );
    }
    let mut said = validate(
        "[\n\u{1f600}",
        &edgeward::policy::ValidateOptions::default(),
    )
    .diagnostics;
    let place = said.remove(0).position.unwrap();
    assert_eq!((place.line, place.column), (2, 1));
}

#[test]
fn places_are_lines_and_columns() {
    let text = "a\u{1f600}\n\nbc";
    for (utf16, at, expected) in [
        (false, 0, (0, 1, 1)),
        (false, 5, (5, 1, 6)),
        (true, 5, (3, 1, 4)),
        (true, 6, (4, 2, 1)),
        (true, 8, (6, 3, 2)),
        (false, 9, (9, 3, 3)),
    ] {
        let place = Lines::new(text, utf16).position(at);
        assert_eq!((place.offset, place.line, place.column), expected, "{at}");
    }
}
