//! The engine against the naive evaluator of feature `oracle`: on every case file, and on random policies and texts.
//!
//! `ORACLE_CASES` sets how many, `ORACLE_SEED` where they begin; a failure prints the seed of its policy.

use edgeward::engine::{EvaluateOptions, Format, Guard, Input, oracle};

use crate::fuzz::json::or_prose;
use crate::fuzz::judged::guard;
use crate::fuzz::random::{Random, policy};

fn number(name: &str, usual: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn differs(guard: &Guard, input: &Input, format: Format) -> bool {
    let options = EvaluateOptions {
        scores: true,
        format,
        ..EvaluateOptions::default()
    };
    guard.evaluate(input, &options) != oracle::evaluate(guard, input, &options, None)
}

#[test]
fn random_texts_get_the_verdict_of_the_oracle() {
    let (cases, seed) = (number("ORACLE_CASES", 1_000), number("ORACLE_SEED", 1));
    println!("{cases} texts from ORACLE_SEED={seed}");
    let mut faults = Vec::new();
    let mut findings = 0;
    for at in seed..seed + cases.div_ceil(10) {
        let mut random = Random(at.wrapping_mul(0x2545_f491));
        let payload = policy(&mut random);
        let guard = guard(&payload);
        for round in 0..10 {
            let (format, text) = or_prose(&mut random, round);
            let input = Input::response(text);
            findings += guard
                .evaluate(&input, &EvaluateOptions::default())
                .findings
                .len();
            if differs(&guard, &input, format) {
                faults.push(format!(
                    "ORACLE_SEED={at} ORACLE_CASES=10, text {round} {format:?}\npolicy {payload}\n{input:?}"
                ));
            }
        }
    }
    println!("{findings} findings, {} faults", faults.len());
    // An oracle over texts in which nothing is found says little.
    assert!(findings as u64 > cases / 2, "{findings}");
    faults.truncate(5);
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
