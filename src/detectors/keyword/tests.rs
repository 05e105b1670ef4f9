use proptest::prelude::*;

use super::*;
use crate::detectors::testing::{matches, slices};

fn settings(json: &str) -> Keyword {
    let settings = serde_json::from_str(json).unwrap();
    Keyword::new(&settings, &Limits::default())
}

fn literals(words: &[&str]) -> Keyword {
    let entries = words
        .iter()
        .map(|word| TextEntry::Text((*word).into()))
        .collect();
    let settings = document::Keyword {
        entries,
        ..document::Keyword::default()
    };
    Keyword::new(&settings, &Limits::default())
}

#[test]
fn a_literal_is_found_anywhere_without_case() {
    let keyword = literals(&["password"]);
    for (text, found) in [
        ("my PassWord is", &["PassWord"][..]),
        ("mypasswords", &["password"]),
        ("pass word", &[]),
        ("", &[]),
        (
            "ｐａｓｓｗｏｒｄ and pa\u{200b}ssword",
            &["ｐａｓｓｗｏｒｄ", "pa\u{200b}ssword"],
        ),
        (
            "p\u{336}a\u{336}s\u{336}s\u{336}w\u{336}o\u{336}r\u{336}d\u{336}!",
            &["p\u{336}a\u{336}s\u{336}s\u{336}w\u{336}o\u{336}r\u{336}d\u{336}"],
        ),
        ("🔑password🔑", &["password"]),
        ("سلام password سلام", &["password"]),
    ] {
        assert_eq!(slices(&keyword, text), found, "{text}");
    }
}

#[test]
fn short_literals_and_overlaps_are_found() {
    assert_eq!(slices(&literals(&["a"]), "banana a"), ["a", "a", "a", "a"]);
    assert_eq!(slices(&literals(&["an"]), "banana"), ["an", "an"]);
    assert_eq!(slices(&literals(&["ana"]), "bananana"), ["ana", "ana"]);
    assert_eq!(
        slices(&literals(&["nan", "anan"]), "banana"),
        ["anan", "nan"]
    );
    assert_eq!(slices(&literals(&["é", "日本"]), "É 日本語"), ["É", "日本"]);
}

#[test]
fn whole_words_stand_alone() {
    let keyword = settings(r#"{"entries": ["ass", "C++", "кот"], "wholeWord": true}"#);
    for (text, found) in [
        ("class assess pass", &[][..]),
        ("an ass, an ASS. ass", &["ass", "ASS", "ass"]),
        ("ass_x x_ass ass1 1ass", &[]),
        ("\u{200b}ass\u{200b} cl\u{200b}ass", &["ass"]),
        ("éass ass-é", &["ass"]),
        ("C++, C++x", &["C++"]),
        ("кот и который", &["кот"]),
    ] {
        assert_eq!(slices(&keyword, text), found, "{text}");
    }
}

#[test]
fn case_counts_where_asked() {
    let keyword = settings(r#"{"entries": ["Project Heron", "École"], "caseSensitive": true}"#);
    for (text, found) in [
        ("Project Heron", &["Project Heron"][..]),
        ("project heron PROJECT HERON", &[]),
        ("École école ÉCOLE", &["École"]),
        ("Ｐroject Heron ｐroject heron", &["Ｐroject Heron"]),
    ] {
        assert_eq!(slices(&keyword, text), found, "{text}");
    }
}

#[test]
fn patterns_are_found_with_their_own_extent() {
    let keyword = settings(
        r#"{"entries": [{"regex": "case no\\. [0-9]{4,8}"}, {"cucumber": "password: {word}"}, {"regex": "\\d{3}-\\d{4}"}]}"#,
    );
    for (text, found) in [
        ("see Case No. 123456789", &["Case No. 12345678"][..]),
        (
            "password: mysecret123 PASSWORD: x",
            &["password: mysecret123", "PASSWORD: x"],
        ),
        ("call 555-0123", &["555-0123"]),
        ("ｃａｓｅ ｎｏ. 1234", &["ｃａｓｅ ｎｏ. 1234"]),
        ("ca\u{200b}se no. 1234", &["ca\u{200b}se no. 1234"]),
        ("é case no. 1234", &["case no. 1234"]),
        ("password:", &[]),
    ] {
        assert_eq!(slices(&keyword, text), found, "{text}");
    }
    let kinds: Vec<_> = matches(&keyword, "password: x 555-0123")
        .into_iter()
        .map(|each| each.kind)
        .collect();
    assert_eq!(
        kinds,
        [Some("password: {word}".into()), Some(r"\d{3}-\d{4}".into())]
    );
}

#[test]
fn patterns_obey_the_options() {
    let whole = settings(r#"{"entries": [{"regex": "ass(es)?"}], "wholeWord": true}"#);
    assert_eq!(slices(&whole, "class asses assess ass"), ["asses", "ass"]);
    let cased = settings(
        r#"{"entries": [{"regex": "Heron \\d"}, {"regex": "Été"}], "caseSensitive": true}"#,
    );
    assert_eq!(
        slices(&cased, "heron 1 Heron 2 été Été"),
        ["Heron 2", "Été"]
    );
    let russian = settings(r#"{"entries": [{"regex": "\\bсор[а-я]*"}]}"#);
    assert_eq!(slices(&russian, "Сорока и сор"), ["Сорока", "сор"]);
}

#[test]
fn a_run_over_its_cap_is_a_finding() {
    let keyword = literals(&["password"]);
    let text = format!("pass{}word", "\u{200b}".repeat(65));
    let found = matches(&keyword, &text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind.as_deref(), Some(HIDDEN_RUN));
    assert_eq!(found[0].span, Some((4, 4 + 65 * 3)));
}

#[test]
fn views_are_named_only_where_something_was_uncovered() {
    let keyword = literals(&["résumé", "password"]);
    for (text, uncovered) in [
        ("RÉSUMÉ", false),
        ("resume", false),
        ("résume\u{301}", true),
        ("rèsumè", true),
        ("é password", false),
        ("pаssword", true),
    ] {
        let found = matches(&keyword, text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(!found[0].views.is_empty(), uncovered, "{text}");
    }
}

proptest! {
    #[test]
    fn literals_equal_a_naive_search(
        words in prop::collection::vec("[abAB1 ]{1,6}", 1..8),
        text in "[abAB1 .]{0,60}",
    ) {
        let detector = literals(&words.iter().map(String::as_str).collect::<Vec<_>>());
        let lower = text.to_ascii_lowercase();
        let mut expected = Vec::new();
        for word in &words {
            let mut at = 0;
            while let Some(start) = lower.get(at..).unwrap().find(&word.to_ascii_lowercase()) {
                expected.push((at + start, at + start + word.len(), word.clone()));
                at += start + word.len();
            }
        }
        let mut found: Vec<_> = matches(&detector, &text)
            .into_iter()
            .map(|each| (each.span.unwrap().0, each.span.unwrap().1, each.kind.unwrap().to_string()))
            .collect();
        expected.sort();
        found.sort();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_match_normalises_to_its_literal(
        word in "[a-z]{3,8}",
        noise in prop::collection::vec(prop::sample::select(vec!["", "\u{200b}", "\u{301}", "\u{ad}", "\u{fe0f}"]), 8),
        before in "\\PC{0,10}[ .]",
        after in "[ .]\\PC{0,10}",
    ) {
        let inner: String = word.chars().zip(&noise).flat_map(|(char, noise)| std::iter::once(char).chain(noise.chars())).collect();
        let text = format!("{before}{inner}{after}");
        let found = slices(&literals(&[&word]), &text);
        prop_assert!(!found.is_empty(), "{text:?}");
        for slice in found {
            prop_assert_eq!(text::normalised(slice).to_ascii_lowercase(), word.clone());
        }
    }
}
