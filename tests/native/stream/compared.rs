//! Rules that compare a text with a context, while it is written.

use edgeward::engine::{EvaluateOptions, Input, StreamOptions};
use edgeward::policy::{Decision, Release, Target};
use serde_json::json;

use crate::fuzz::judged::guard;
use crate::fuzz::streams::through;

const CONTEXT: &str =
    "The lamp is covered for two years from the day of purchase. Water damage is not covered.";
const GOOD: &str =
    "The lamp is covered for two years from the day of purchase. Water damage is not covered. ";
const BAD: &str = "It was made in Lisbon by nine monks in 1873. ";

fn beside() -> Input {
    Input {
        context: vec![CONTEXT.to_owned()],
        ..Input::prompt("How long is the lamp covered?")
    }
}

/// A claim without support is not let go with the sentences that have it, nor does anything follow it.
#[test]
fn a_claim_without_support_stops_the_text_before_it() {
    let guard = guard(
        &json!({ "kind": "edgeward.policy", "version": 1, "name": "grounds", "rules": [
        { "id": "claims", "detector": "groundedness", "action": "block", "settings": { "checks": ["claims"] } } ] }),
    );
    let text = format!("{GOOD}{BAD}{}", GOOD.repeat(6));
    let input = Input {
        response: Some(text.clone()),
        ..beside()
    };
    let whole = guard.evaluate(&input, &EvaluateOptions::default());
    assert_eq!(whole.decision, Decision::Block, "{:?}", whole.findings);
    for size in [3, 20, 1_000] {
        let pieces: Vec<&str> = text
            .as_bytes()
            .chunks(size)
            .map(|piece| std::str::from_utf8(piece).unwrap())
            .collect();
        let run = |release| {
            let options = StreamOptions {
                input: beside(),
                release: Some(release),
                ..StreamOptions::new(Target::Response)
            };
            through(&guard, options, &pieces)
        };
        let sentence = run(Release::Sentence);
        assert!(!sentence.out.contains("Lisbon"), "{size}: {}", sentence.out);
        let at_once = run(Release::Immediate);
        assert!(
            at_once.out.len() <= GOOD.len() + BAD.len() + size,
            "{size}: {}",
            at_once.out
        );
        assert!(size > 20 || sentence.out.len() * 2 > GOOD.len());
        assert_eq!(sentence.verdict.decision, Decision::Block);
    }
}
