use super::*;

fn fault(kind: PatternKind, source: &str) -> (Code, usize, usize, String) {
    let fault = check(kind, source, &Limits::default()).expect_err(source);
    (fault.code, fault.span.start, fault.span.end, fault.message)
}

#[test]
fn faults_of_regular_expressions_point_at_the_place() {
    for (source, code, start, end) in [
        ("a(b", Code::InvalidPattern, 1, 2),
        ("é(b", Code::InvalidPattern, 2, 3),
        ("x[z-a]", Code::InvalidPattern, 2, 5),
        ("(?=a)b", Code::InvalidPattern, 0, 3),
        (r"(a)\1", Code::InvalidPattern, 3, 5),
        (r"\p{Greek}", Code::InvalidPattern, 0, 9),
        (r"a[x\pL]", Code::InvalidPattern, 3, 6),
        ("a*", Code::PatternMatchesEmpty, 0, 2),
        (r"\b", Code::PatternMatchesEmpty, 0, 2),
        ("a|", Code::PatternMatchesEmpty, 0, 2),
        ("a{2000}", Code::PatternTooLarge, 0, 7),
        (r"(\w{500}){500}", Code::PatternTooLarge, 0, 14),
        (
            r"((a{0,100}){0,100}){1,100}b{500}",
            Code::PatternTooLarge,
            0,
            32,
        ),
    ] {
        let found = fault(PatternKind::Regex, source);
        assert_eq!(
            (found.0, found.1, found.2),
            (code, start, end),
            "{source}: {found:?}"
        );
    }
}

#[test]
fn the_length_and_the_depth_of_a_source_are_bounded() {
    assert_eq!(
        fault(PatternKind::Regex, &"a".repeat(1_025)).0,
        Code::PatternTooLarge
    );
    assert!(check(PatternKind::Regex, &"a".repeat(1_024), &Limits::default()).is_ok());
    let deep = format!("{}a{}", "(".repeat(200), ")".repeat(200));
    assert_eq!(fault(PatternKind::Regex, &deep).0, Code::PatternTooLarge);
}

#[test]
fn required_literals_are_the_longest_that_every_match_holds() {
    for (kind, source, literals) in [
        (
            PatternKind::Regex,
            r"case no\. [0-9]{4,8}",
            &["case no. "][..],
        ),
        (PatternKind::Regex, r"\bfoobar|BAZ\d", &["baz", "foobar"]),
        (PatternKind::Regex, r"\w+@example\.com", &["@example.com"]),
        (PatternKind::Regex, r"(?i)confidential", &["confidential"]),
        (
            PatternKind::Regex,
            r"(?i)\b(?:Desk|mask|[Kk]iss)s?\b",
            &["desk", "kiss", "mask"],
        ),
        (
            PatternKind::Regex,
            r"(secret|token)s?: \w+",
            &["secret: ", "secrets: ", "token: ", "tokens: "],
        ),
        (PatternKind::Regex, r"\d{3}-\d{2}-\d{4}", &[]),
        (PatternKind::Regex, r"пароль \w+", &[]),
        (PatternKind::Regex, r"foobar|\d{9}", &[]),
        (PatternKind::Cucumber, "password: {word}", &["password: "]),
    ] {
        let options = PatternOptions::default();
        let pattern = read(kind, source, options, &Limits::default()).unwrap();
        assert_eq!(pattern.required(), literals, "{source}");
    }
}

#[test]
fn ordinary_patterns_pass() {
    for source in [
        r"case no\. [0-9]{4,8}",
        r"\b\d{3}-\d{2}-\d{4}\b",
        r"(?i)confidential|internal only",
        r"[а-яё]+",
        r"[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,}",
    ] {
        assert_eq!(
            check(PatternKind::Regex, source, &Limits::default()).err(),
            None,
            "{source}"
        );
    }
}

#[test]
fn what_is_too_large_to_be_searched_is_reported_not_passed() {
    // `check` refuses it; should one get by, no text does.
    let source = r"x(?:\w{1000}){0,20}";
    let limits = Limits::default();
    assert!(check(PatternKind::Regex, source, &limits).is_err());
    let pattern = read(
        PatternKind::Regex,
        source,
        PatternOptions::default(),
        &limits,
    )
    .unwrap();
    let mut found = Vec::new();
    pattern.find(&Haystack::new("a box", 100), 0, 5, |each| {
        found.push((each.start, each.end, each.over));
    });
    assert_eq!(found, [(0, 5, true)]);
}

#[test]
fn what_passes_the_check_can_be_searched_for() {
    for source in [
        r"\w{150}",
        r"(?:\w+\s){20}",
        r"[а-яё]{400}x",
        r"[^a]{300}x",
        r"\b\d{1,300}\b",
        r"(?:[à-ÿ]|\w\d){60}",
    ] {
        let limits = Limits::default();
        let pattern = read(
            PatternKind::Regex,
            source,
            PatternOptions::default(),
            &limits,
        )
        .unwrap();
        let size = super::size::exact(&pattern.hir).unwrap();
        let regex = pattern.regex().expect(source);
        assert!(
            regex.memory_usage() <= 5 * size,
            "{source}: {size}, {}",
            regex.memory_usage()
        );
    }
}
