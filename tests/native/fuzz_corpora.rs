//! The targets of `fuzz` without a fuzzer: over the committed corpora, and over some changes of each.
//!
//! `FUZZ_ROUNDS` sets how many changes a target gets, `FUZZ_SEED` where they begin; a failure prints the bytes.

use std::fs;
use std::path::Path;

use crate::fuzz::TARGETS;
use crate::fuzz::random::Random;

fn number(name: &str, usual: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Bytes taken out, doubled, flipped, or put in from another file.
fn changed(random: &mut Random, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = random.one(corpus);
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(12)).min(bytes.len());
        let piece = match random.below(4) {
            0 => Vec::new(),
            1 => bytes[at..end].repeat(2),
            2 => bytes[at..end]
                .iter()
                .map(|byte| byte ^ 1 << random.below(8))
                .collect(),
            _ => {
                let other = random.one(corpus);
                let from = random.below(other.len() + 1);
                other[from..(from + random.below(40)).min(other.len())].to_vec()
            }
        };
        bytes.splice(at..end, piece);
    }
    bytes
}

#[test]
fn what_fuzzing_checks_holds_for_the_corpora_and_changes_of_them() {
    let (rounds, seed) = (number("FUZZ_ROUNDS", 40), number("FUZZ_SEED", 1));
    println!("{rounds} changes of each corpus from FUZZ_SEED={seed}");
    let mut faults = Vec::new();
    for (name, run) in TARGETS {
        let corpus = corpus(name);
        assert!(!corpus.is_empty(), "no corpus for {name}");
        let mut random = Random(seed);
        let changes = (0..rounds).map(|_| changed(&mut random, &corpus));
        for bytes in corpus.iter().cloned().chain(changes) {
            if std::panic::catch_unwind(|| run(&bytes)).is_err() {
                faults.push(format!("{name}: {:?}", String::from_utf8_lossy(&bytes)));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
