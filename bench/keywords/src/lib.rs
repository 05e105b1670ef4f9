//! 10,000 literal keywords against English prose: the prefilter beside the automata of `aho-corasick`.
//!
//! `node bench/keywords/run.mjs` builds this for wasm and prints the table; `cargo run --release` does it natively.

use std::cell::RefCell;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

#[allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "a file of the product, included as it is"
)]
#[path = "../../../src/engine/prefilter/grams.rs"]
mod grams;

/// What is being measured.
pub(crate) enum Engine {
    Grams(grams::Grams),
    Crate(AhoCorasick),
}

thread_local! {
    static WORDS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ENGINE: RefCell<Option<Engine>> = const { RefCell::new(None) };
}

fn next(seed: &mut u32) -> u32 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    *seed
}

/// Random lower-case words of 5 to 12 letters.
pub(crate) fn words(count: usize, seed: u32) -> Vec<String> {
    let mut seed = seed;
    (0..count)
        .map(|_| {
            let length = 5 + next(&mut seed) % 8;
            (0..length)
                .map(|_| char::from(b'a' + (next(&mut seed) % 26) as u8))
                .collect()
        })
        .collect()
}

/// Sentences of a small vocabulary with English letter statistics.
pub(crate) fn prose(bytes: usize) -> Vec<u8> {
    let vocabulary: Vec<&str> = include_str!("words.txt").split_whitespace().collect();
    let mut seed = 0x1234_5678;
    let mut out = Vec::with_capacity(bytes + 16);
    while out.len() < bytes {
        let length = 6 + next(&mut seed) % 14;
        for at in 0..length {
            let word = vocabulary[next(&mut seed) as usize % vocabulary.len()];
            let first = out.len();
            out.extend_from_slice(word.as_bytes());
            if at == 0 {
                out[first].make_ascii_uppercase();
            }
            out.push(if at + 1 == length { b'.' } else { b' ' });
        }
        out.push(if next(&mut seed) % 5 == 0 {
            b'\n'
        } else {
            b' '
        });
    }
    out.truncate(bytes);
    out
}

pub(crate) fn build(kind: u32, words: &[String]) -> Engine {
    let automaton = |kind| {
        AhoCorasick::builder()
            .kind(Some(kind))
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(words)
            .unwrap()
    };
    match kind {
        0 => Engine::Grams(grams::Grams::new(words)),
        1 => Engine::Crate(automaton(AhoCorasickKind::ContiguousNFA)),
        _ => Engine::Crate(automaton(AhoCorasickKind::DFA)),
    }
}

pub(crate) fn scan(engine: &Engine, text: &[u8]) -> usize {
    let mut count = 0;
    match engine {
        Engine::Grams(grams) => grams.scan(text, |_| count += 1),
        Engine::Crate(automaton) => count = automaton.find_overlapping_iter(text).count(),
    }
    count
}

/// Words and text are made once, outside what is measured.
#[unsafe(no_mangle)]
pub extern "C" fn prepare(count: u32, bytes: u32) {
    WORDS.replace(words(count as usize, 0x9e37_79b9));
    TEXT.replace(prose(bytes as usize));
}

#[unsafe(no_mangle)]
pub extern "C" fn compile(kind: u32) {
    let engine = WORDS.with_borrow(|words| build(kind, words));
    ENGINE.replace(Some(engine));
}

/// The number of hits.
#[unsafe(no_mangle)]
pub extern "C" fn search() -> u32 {
    ENGINE.with_borrow(|engine| {
        TEXT.with_borrow(|text| {
            engine
                .as_ref()
                .map_or(0, |engine| scan(engine, text) as u32)
        })
    })
}

/// The table of the machine's own code.
#[cfg(not(target_family = "wasm"))]
pub fn native() {
    let (words, text) = (words(10_000, 0x9e37_79b9), prose(4 << 20));
    for (kind, name) in [(0, "prefilter"), (1, "contiguous NFA"), (2, "DFA")] {
        let start = std::time::Instant::now();
        let engine = build(kind, &words);
        let compiled = start.elapsed().as_secs_f64() * 1e3;
        let (mut best, mut hits) = (f64::MAX, 0);
        for _ in 0..10 {
            let start = std::time::Instant::now();
            hits = scan(&engine, &text);
            best = best.min(start.elapsed().as_secs_f64());
        }
        let speed = text.len() as f64 / best / 1e6;
        println!("{name:16} {compiled:6.1} ms {speed:6.0} MB/s {hits} hits");
    }
}
