use super::super::{PatternKind, PatternOptions, read};
use super::*;
use crate::engine::Limits;

fn find(source: &str, text: &str) -> Vec<(usize, usize, bool)> {
    let options = PatternOptions::default();
    let pattern = read(PatternKind::Regex, source, options, &Limits::default()).unwrap();
    let mut all = Vec::new();
    let haystack = Haystack::new(text, 1_024);
    pattern.find(&haystack, 0, text.len(), |each| {
        all.push((each.start, each.end, each.over));
    });
    all
}

#[test]
fn matches_of_any_place_are_found() {
    for at in [0, 1_000, 1_023, 1_024, 1_025, 2_047, 2_048, 5_000] {
        let text = format!("{}case no. 1234 {}", " ".repeat(at), " ".repeat(3_000));
        assert_eq!(find(r"case no\. [0-9]{4,8}", &text), [(at, at + 13, false)]);
        let text = format!("{}é case no. 1234 é{}", "é".repeat(at), "é".repeat(3_000));
        let start = 2 * at + 3;
        assert_eq!(
            find(r"case no\. [0-9]{4,8}", &text),
            [(start, start + 13, false)]
        );
    }
}

#[test]
fn a_match_over_the_cap_is_cut_or_none() {
    let text = format!("password: {}", "x".repeat(3_000));
    assert_eq!(find("password: .*", &text), [(0, 1_024, false)]);
    let text = format!("BEGIN {} END", "x".repeat(1_000));
    assert_eq!(find("BEGIN.*END", &text), [(0, 1_010, false)]);
    let text = format!("BEGIN {} END", "x".repeat(1_020));
    assert_eq!(find("BEGIN.*END", &text), []);
    let text = format!("BEGIN{}BEGIN{}END", "x".repeat(900), "x".repeat(900));
    assert_eq!(find("BEGIN.*END", &text), [(905, 1_813, false)]);
    let wide = "я".repeat(3_000);
    assert_eq!(
        find("я+", &wide),
        [
            (0, 2_048, false),
            (2_048, 4_096, false),
            (4_096, 6_000, false)
        ]
    );
}

#[test]
fn look_around_sees_the_text_beyond_a_window() {
    let text = format!("{}foo{}", "x".repeat(2_045), "x".repeat(100));
    assert_eq!(find(r"foo$", &text), []);
    assert_eq!(find(r"foo\b", &text), []);
}

#[test]
fn a_text_of_failures_ends_in_a_finding() {
    let text = format!("{}{}END", "BEGIN".repeat(300), "x".repeat(900));
    let found = find("BEGIN.*END", &text);
    assert!(found.first().is_some_and(|first| first.2), "{found:?}");
}
