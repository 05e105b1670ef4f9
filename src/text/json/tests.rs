use super::reader::DEEPEST;
use super::*;

/// The reading with `|` for borders and `^` for brackets.
fn says(text: &str) -> String {
    let json = Json::whole(text);
    let said = json.reading().replace(BORDER_CHAR, "|");
    said.replace(char::from(BRACKET), "^")
}

#[test]
fn strings_are_read_unescaped_and_the_structure_is_borders() {
    for (text, wanted) in [
        (
            r#"{"a\u0040":"b\/\n\"","n":-1.5e3}"#,
            "^|a@|:|b/\n\"|\n|n|:-1.5e3^",
        ),
        (
            r#"["\ud83d\ude00","\ud83d","\ude00x"]"#,
            "^|\u{1f600}|\n|\u{fffd}|\n|\u{fffd}x|^",
        ),
        ("\u{1e}", "\u{1f}"),
        (r#""\u001e""#, "|\u{1f}|"),
        ("[ true ,\tnull ]", "^ true \n\tnull ^"),
        ("no {\"json\"}", "no {\"json\"}"),
        (r#"{"a":01,"b":"\u0040"}"#, "^|a|:01,\"b\":\"\\u0040\"}"),
    ] {
        assert_eq!(says(text), wanted, "{text}");
    }
}

#[test]
fn what_is_no_json_is_told() {
    for (text, at) in [
        ("{}", None),
        (" [1, \"a\", {\"b\": [] }] \n", None),
        ("", None),
        ("12", None),
        ("\"a\"", None),
        ("{\"a\":}", Some(5)),
        ("[1,]", Some(3)),
        ("{\"a\" 1}", Some(5)),
        ("{\"a\":\"b", Some(7)),
        ("[1", Some(2)),
        ("[\"\\x\"]", Some(2)),
        ("[\"a\nb\"]", Some(3)),
        ("{}{}", Some(2)),
        ("[nul]", Some(1)),
        ("[1.]", Some(1)),
        ("1 2", Some(2)),
        ("[}", Some(1)),
    ] {
        assert_eq!(Json::whole(text).broken(), at, "{text}");
    }
    assert_eq!(Json::whole(&"[".repeat(2_000)).broken(), Some(DEEPEST));
    let long = format!("[{}]", "1".repeat(LONGEST_NUMBER + 1));
    assert_eq!(Json::whole(&long).broken(), Some(1));
}

#[test]
fn every_way_of_cutting_gives_the_same_reading() {
    let texts = [
        r#"{"a\u0040":"b\/\n\"","n":-1.5e3,"x":"\ud83d\ude00\ud83d\u0041\ud83d"}"#,
        "[\"é\\u00\", 1",
        r#"{"a":tru,"b":"\u0040"}"#,
        "[1]{\"a\":2}x",
    ];
    for text in texts {
        let whole = Json::whole(text);
        for size in 1..text.len() {
            let mut json = Json::default();
            for (at, _) in text.char_indices().filter(|(at, _)| at % size == 0) {
                json.advance(&text[..at]);
                assert!(whole.reading().starts_with(json.reading()));
                let read = json.to_original(json.reading().len(), usize::MAX).0;
                assert_eq!(whole.place(read), json.reading().len());
            }
            json.read(text, true);
            json.finish(text);
            assert_eq!(json.reading(), whole.reading(), "{text}");
            assert_eq!((json.broken, &json.values), (whole.broken, &whole.values));
        }
    }
}

#[test]
fn places_lead_back_to_values() {
    let text = r#"{"to":"kim\u0040x","n":12}"#;
    let json = Json::whole(text);
    let at = json.reading().find("kim@x").unwrap();
    let (start, end) = json.to_original(at, at + 5);
    assert_eq!(&text[start..end], r"kim\u0040x");
    assert_eq!(json.clip((0, text.len())), Some((2, text.len() - 1)));
    assert_eq!(json.clip((0, 2)), None);
    let inner: Vec<&str> = json
        .values(0, text.len())
        .map(|value| &text[value.start()..value.end()])
        .collect();
    assert_eq!(inner, ["to", r"kim\u0040x", "n", "12"]);
    assert_eq!([json.cut(23), json.cut(24), json.cut(25)], [23, 23, 25]);
}
