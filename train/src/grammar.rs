//! A grammar of attacks and of their benign twins: `{name}` is replaced by one of the alternatives of that name.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::data::Rng;
use crate::noise::roughen;

/// The alternatives of each name, in `grammar.json`.
static RULES: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../grammar.json")).expect("a name's alternatives")
});

/// One of the texts of a name.
pub fn expand(name: &str, rng: &mut Rng) -> String {
    let mut out = String::new();
    expand_into(name, rng, &mut out, 0);
    out
}

fn expand_into(name: &str, rng: &mut Rng, out: &mut String, depth: usize) {
    let choices = RULES.get(name).unwrap_or_else(|| panic!("no rule {name}"));
    assert!(depth < 12, "{name} goes in circles");
    let mut rest = choices[rng.below(choices.len())].as_str();
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let tail = &rest[open + 1..];
        match tail.find('}') {
            Some(close)
                if tail[..close].bytes().all(|b| b.is_ascii_alphanumeric()) && close > 0 =>
            {
                expand_into(&tail[..close], rng, out, depth + 1);
                rest = &tail[close + 1..];
            }
            _ => {
                out.push('{');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
}

/// An instruction put into a document.
pub fn hide(document: &str, rng: &mut Rng) -> String {
    let attack = roughen(&expand("inject", rng), rng);
    let places: Vec<usize> = document
        .match_indices(['.', '\n'])
        .map(|(at, _)| at + 1)
        .collect();
    let at = match rng.below(4) {
        0 => 0,
        1 => document.len(),
        _ => places
            .get(rng.below(places.len()))
            .copied()
            .unwrap_or(document.len()),
    };
    let (before, after) = document.split_at(at);
    match rng.below(5) {
        0 => format!("{before} <!-- {attack} --> {after}"),
        1 => format!("{before}\n\n{attack}\n\n{after}"),
        2 => format!("{before}\n\"note\": \"{attack}\",\n{after}"),
        _ => format!("{before} {attack} {after}"),
    }
}
