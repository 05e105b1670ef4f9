//! The case files of `tests/data/atomize.json`: policy prose, the rules that are found in it, and what is passed over.

use edgeward::policy::atomize::{Atomized, atomize};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::policies::{File, data};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    /// Of each the sentence, and what it was made from where that is not the same.
    rules: Value,
    /// Of each the reason and the text.
    skipped: Value,
}

fn told(found: &Atomized, text: &str) -> (Value, Value) {
    let rules = found.rules.iter().map(|rule| {
        let source = &text[rule.span.range()];
        if source == rule.text {
            json!(rule.text)
        } else {
            json!([rule.text, source])
        }
    });
    let skipped = found.skipped.iter();
    let skipped = skipped.map(|each| json!([each.reason, &text[each.span.range()]]));
    (rules.collect(), skipped.collect())
}

#[test]
fn prose_becomes_rules() {
    let text = std::fs::read_to_string(data("atomize.json")).unwrap();
    let file: File<Case> = serde_json::from_str(&text).unwrap();
    let mut faults = Vec::new();
    for case in file.cases {
        let found = atomize(&case.text);
        let (rules, skipped) = told(&found, &case.text);
        if rules != case.rules || skipped != case.skipped {
            faults.push(format!(
                "{}: \"rules\": {rules}, \"skipped\": {skipped}",
                case.name
            ));
        }
        let lines = found.policy_rules.lines().enumerate();
        let numbered = lines.map(|(at, line)| line.strip_prefix(&format!("{}. ", at + 1)));
        let own = found.rules.iter().map(|rule| Some(rule.text.as_str()));
        assert!(
            numbered.eq(own) && found.total_rules == found.rules.len(),
            "{}",
            case.name
        );
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
