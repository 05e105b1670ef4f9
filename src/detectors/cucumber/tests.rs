use super::*;

#[test]
fn the_grammar_becomes_a_regular_expression() {
    for (source, regex) in [
        ("password: {word}", r"password: (?:\S+)"),
        ("{int} cucumber(s)", r"(?:-?\d+) cucumber(?:s)?"),
        ("in my belly/stomach now", r"in my (?:belly|stomach) now"),
        ("{int}/x(y)/z{word}", r"(?:-?\d+)(?:|x(?:y)?|z)(?:\S+)"),
        (r"a\/b \(c\) \{d\}", r"a/b \(c\) \{d\}"),
        ("a.b*", r"a\.b\*"),
    ] {
        match to_regex(source) {
            Ok(found) => assert_eq!(found, regex, "{source}"),
            Err(fault) => assert!(source.starts_with("{int}/"), "{source}: {fault:?}"),
        }
    }
}

#[test]
fn faults_point_at_the_place() {
    for (source, start, end) in [
        ("a {wrod}", 2, 8),
        ("é {wrod}", 3, 9),
        ("a {word", 2, 3),
        ("a (b", 2, 3),
        ("a ()", 2, 4),
        ("a ({int})", 3, 4),
        ("a /b", 2, 3),
        ("a (b)/c", 5, 6),
        (r"a \b", 2, 4),
        (r"a\", 1, 2),
        ("{in{t}", 3, 4),
    ] {
        let fault = to_regex(source).unwrap_err();
        assert_eq!(
            (fault.span.start, fault.span.end),
            (start, end),
            "{source}: {fault:?}"
        );
        assert_eq!(fault.code, Code::InvalidPattern);
    }
}
