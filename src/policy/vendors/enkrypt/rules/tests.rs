//! The ways in which rules are written.

use super::split;

fn texts(given: &str) -> Vec<String> {
    let split = split(given, 1000);
    for rule in &split.rules {
        assert!(given.get(rule.span.range()).is_some(), "{rule:?}");
    }
    split.rules.into_iter().map(|rule| rule.text).collect()
}

fn headings(given: &str) -> Vec<&str> {
    let found = split(given, 1000).headings;
    found
        .into_iter()
        .filter_map(|span| given.get(span.range()))
        .collect()
}

#[test]
fn every_form_gives_the_same_rules() {
    let rules = [
        "Users must not shout.",
        "The assistant should not shout back.",
    ];
    for given in [
        "1. Users must not shout.\n2. The assistant should not shout back.",
        "1. Users must not shout.\r\n\r\n2. The assistant should not shout back.\r\n",
        "1) Users must not\n   shout.\n2) The assistant should not\nshout back.",
        "(1) Users must not shout.\n(2) The assistant should not shout back.",
        "Rule 1: Users must not shout.\nRule 2: The assistant should not shout back.",
        "a) Users must not shout.\nb) The assistant should not shout back.",
        "- Users must not shout.\n- The assistant should not shout back.",
        "\u{2022} Users must not shout.\n\u{2022} The assistant should not shout back.",
        "Users must not shout.\nThe assistant should not shout back.",
        "Users must not shout.\n\nThe assistant should not\nshout back.",
        "Users must not shout.\rThe assistant should not shout back.",
        r#"["Users must not shout.", "2. The assistant should not shout back."]"#,
        r#"  "1. Users must not shout.\n2. The assistant should not shout back." "#,
        "\"1. Users must not shout.\n2. The assistant should not shout back.\"",
        r"1. Users must not shout.\n2. The assistant should not shout back.",
    ] {
        assert_eq!(texts(given), rules, "{given}");
    }
}

#[test]
fn headings_are_not_rules() {
    let given = "1. Forbidden content\nBlock forbidden keywords (e.g., passwords)\nLimit prompt length (max 4096 tokens).\n\n2. Privacy\nUsers must not share\naccounts.";
    assert_eq!(
        texts(given),
        [
            "Block forbidden keywords (e.g., passwords)",
            "Limit prompt length (max 4096 tokens).",
            "Users must not share accounts."
        ]
    );
    assert_eq!(headings(given), ["1. Forbidden content", "2. Privacy"]);
    let given =
        "# Conduct\n\n**Speech**\n- Users must not shout.\n\nPrivacy\n\n- Users must not spy.";
    assert_eq!(headings(given), ["# Conduct", "**Speech**", "Privacy"]);
    assert_eq!(texts(given).len(), 2);
}

#[test]
fn short_rules_are_not_headings() {
    for given in [
        "1. No violence\n2. No weapons",
        "1. Block weapons\nof any kind.\n2. No drugs",
        "1. Politics\n2. Religion",
        "Politics\nReligion",
        "Politics",
    ] {
        assert_eq!(headings(given), [""; 0], "{given}");
    }
    assert_eq!(
        texts("1. Block weapons\nThis means guns.\n2. No drugs").len(),
        2
    );
}

#[test]
fn items_share_their_beginning() {
    let given = "1. The assistant must not:\n- diagnose\n- prescribe\n2. Users must not shout.";
    assert_eq!(
        texts(given),
        [
            "The assistant must not diagnose",
            "The assistant must not prescribe",
            "Users must not shout."
        ]
    );
}

#[test]
fn numbers_inside_a_rule_are_no_marks() {
    let given =
        "1. Doses must not exceed\n3.5 grams in\n2024. Users should ask.\n2. Users must not shout.";
    assert_eq!(texts(given).len(), 2, "{:?}", texts(given));
}

#[test]
fn more_than_the_limit_is_told() {
    let given = "- a\n".repeat(50);
    let split = split(&given, 10);
    assert_eq!((split.rules.len(), split.count), (10, 11));
}

#[test]
fn lines_keep_their_marks() {
    let given = "1.  Users must\n not shout.\n\n2) Users must not spy.";
    let lines: Vec<_> = split(given, 10)
        .rules
        .into_iter()
        .map(|rule| rule.line)
        .collect();
    assert_eq!(
        lines,
        ["1. Users must not shout.", "2) Users must not spy."]
    );
}
