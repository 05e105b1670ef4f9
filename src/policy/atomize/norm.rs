//! Which sentences ask for something, and where a compound one comes apart.

use crate::policy::sentence::is_imperative;

const NORMS: [&str; 18] = [
    "must",
    "mustn't",
    "shall",
    "should",
    "shouldn't",
    "ought",
    "cannot",
    "can't",
    "never",
    "prohibited",
    "forbidden",
    "required",
    "disallowed",
    "banned",
    "don't",
    "expected",
    "obliged",
    "responsible",
];
/// Pairs that ask only together.
const PAIRS: [(&str, &str); 8] = [
    ("may", "not"),
    ("may", "only"),
    ("do", "not"),
    ("not", "allowed"),
    ("not", "permitted"),
    ("can", "not"),
    ("will", "not"),
    ("can", "only"),
];
const DEFINING: [&str; 6] = [
    " means ",
    " refers to ",
    " is defined as ",
    " are defined as ",
    " shall mean ",
    " stands for ",
];
const MODALS: [&str; 7] = [
    "must", "shall", "should", "may not", "cannot", "will not", "may only",
];

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}')))
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase().replace('\u{2019}', "'"))
        .collect()
}

/// Whether a sentence asks for something or forbids it.
pub(super) fn is_norm(text: &str) -> bool {
    let words = words(text);
    let pair = |one: &String, two: &String| PAIRS.contains(&(one.as_str(), two.as_str()));
    words.iter().any(|word| NORMS.contains(&word.as_str()))
        || words
            .iter()
            .zip(words.iter().skip(1))
            .any(|(one, two)| pair(one, two))
        || words.first().is_some_and(|first| first == "no")
        || is_imperative(text)
}

/// Whether a sentence says what a word means.
pub(super) fn is_definition(text: &str) -> bool {
    let lower = text.to_lowercase();
    // The word that is defined stands near the beginning.
    DEFINING
        .iter()
        .any(|verb| lower.find(verb).is_some_and(|at| at < 80))
}

/// A compound sentence taken apart: "A must x and must not y", "A must x, and B should y".
pub(super) fn parts(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = text;
    let mut subject = String::new();
    // A longer one is no sentence, and would cost time.
    let whole = text.len() > 2_000;
    loop {
        let cut = if whole { None } else { cut(rest) };
        let (head, tail) = cut.map_or((rest, None), |(end, next)| {
            (rest.get(..end).unwrap_or(rest), rest.get(next..))
        });
        if begins_with_modal(head) {
            found.push(format!("{subject} {head}"));
        } else {
            before_modal(head)
                .unwrap_or_default()
                .clone_into(&mut subject);
            found.push(head.to_owned());
        }
        match tail {
            Some(tail) => rest = tail,
            None => return found,
        }
    }
}

fn begins_with_modal(text: &str) -> bool {
    let text = text.to_lowercase();
    MODALS.iter().any(|modal| {
        text.strip_prefix(modal)
            .is_some_and(|rest| rest.starts_with(' '))
    })
}

/// The words before the modal verb.
fn before_modal(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let at = MODALS
        .iter()
        .filter_map(|modal| lower.find(&format!(" {modal} ")))
        .min()?;
    text.get(..at).filter(|subject| !subject.is_empty())
}

/// Where a sentence is cut, and where its next part begins: at "; ", " and must", ", and the assistant should".
fn cut(text: &str) -> Option<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = [", and ", ", but ", "; and ", "; ", " and ", " but "]
        .iter()
        .filter_map(|join| Some((lower.get(from..)?.find(join)? + from, join.len())))
        .min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))
    {
        let (at, length) = found;
        let next = at + length;
        let (head, tail) = (lower.get(..at)?, lower.get(next..)?);
        let clause = begins_with_modal(tail)
            || before_modal(tail)
                .is_some_and(|subject| subject.split_whitespace().count() <= 4 && length > 5);
        if clause && (begins_with_modal(head) || before_modal(head).is_some()) {
            return Some((at, next));
        }
        from = next;
    }
    None
}
