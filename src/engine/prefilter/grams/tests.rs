use proptest::prelude::*;

use super::*;

fn found(literals: &[String], text: &str) -> Vec<(u32, usize, usize)> {
    let mut all = Vec::new();
    let lower = literals.iter().map(|literal| literal.to_ascii_lowercase());
    Grams::new(Strings::new(lower), &[]).scan(text.as_bytes(), |each| {
        all.push((each.literal, each.start, each.end));
    });
    all.sort_unstable();
    all
}

fn naive(literals: &[String], text: &str) -> Vec<(u32, usize, usize)> {
    let text = text.as_bytes();
    let mut all = Vec::new();
    for (number, literal) in (0..).zip(literals) {
        for (start, slice) in text.windows(literal.len().max(1)).enumerate() {
            if !literal.is_empty() && slice.eq_ignore_ascii_case(literal.as_bytes()) {
                all.push((number, start, start + literal.len()));
            }
        }
    }
    all.sort_unstable();
    all
}

#[test]
fn every_size_of_the_filter_finds_the_same() {
    for count in [10_u32, 3_000, 30_000] {
        let literals: Vec<String> = (0..count).map(|number| format!("k{number:05}x")).collect();
        let last = count - 1;
        let text = format!("a K00000X b k{last:05}x c k99999x");
        assert_eq!(
            found(&literals, &text),
            [(0, 2, 9), (last, 12, 19)],
            "{count}"
        );
    }
}

proptest! {
    #[test]
    fn what_is_found_equals_a_naive_search(
        literals in prop::collection::vec("[abAB ]{0,7}|[a-z@`]{1,5}|[aé\u{200b}]{1,4}", 0..20),
        text in "[abAB ]{0,40}|[a-zA-Z@`]{0,40}|[aé\u{200b}b]{0,30}",
    ) {
        prop_assert_eq!(found(&literals, &text), naive(&literals, &text));
    }

    #[test]
    fn parts_of_the_text_itself_are_found(text in "\\PC{1,60}", cuts in prop::collection::vec((0_usize..60, 1_usize..12), 1..6)) {
        let chars: Vec<char> = text.chars().collect();
        let literals: Vec<String> = cuts
            .iter()
            .map(|(at, length)| chars.iter().skip(at % chars.len()).take(*length).collect())
            .collect();
        prop_assert_eq!(found(&literals, &text), naive(&literals, &text));
    }
}
