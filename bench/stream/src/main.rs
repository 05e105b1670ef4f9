//! Streams in pieces of 20 bytes: time a piece, throughput, what is held. `cargo run --release`.

use std::time::Instant;

use edgeward::engine::{Guard, GuardOptions, State, StreamOptions};
use edgeward::policy::{FailureAction, FailureMode, Policy, Target, ValidateOptions};

const PIECE: usize = 20;
const BYTES: usize = 1 << 18;

/// A text that nothing is wrong with, with a few numbers.
const TEXT: &str = "Your order left the warehouse on the second of the month and should arrive within three days. If it has \
not come by then, write to us and we will look for it. The box holds the lamp, two bulbs and a cable of 2 metres; the \
stand is packed apart. Please keep the receipt, since the guarantee runs for 24 months from the day of purchase. To \
assemble the lamp, put the foot on a level floor, push the pole into it until it clicks and turn the ring to the right. \
Nothing has to be drilled. We hope that you enjoy it, and thank you for your patience with the delivery. ";

const DETERMINISTIC: &str = r#"{"kind": "edgeward.policy", "version": 1, "name": "Rules", "rules": [
    {"id": "pii", "detector": "pii", "targets": ["response"], "settings": {"types": ["email_address", "phone_number", "credit_card", "us_ssn", "ip_address"]}},
    {"id": "secret", "detector": "secret", "targets": ["response"]},
    {"id": "words", "detector": "keyword", "targets": ["response"], "settings": {"entries": ["lawsuit", "project heron"]}}]}"#;

fn main() {
    println!("pieces of {PIECE} bytes, {} KB     MB/s   p50 us   p99 us   held p50   most", BYTES >> 10);
    let lyzr = include_str!("../../../examples/policies/lyzr-support.json");
    for (name, payload) in [("deterministic rules", DETERMINISTIC), ("full Lyzr policy", lyzr)] {
        measure(name, payload);
    }
}

fn measure(name: &str, payload: &str) {
    let options = ValidateOptions::default();
    let Ok((policy, _)) = Policy::from_json(payload, &options) else {
        return println!("{name}: the policy is not read");
    };
    let guard = Guard::new(policy, &GuardOptions::default());
    let mut options = StreamOptions::new(Target::Response);
    // What this build cannot evaluate would block before the first piece.
    options.evaluate.failure_mode = Some(FailureMode::All(FailureAction::Allow));
    let text = TEXT.repeat(BYTES / TEXT.len() + 1);
    let mut out = String::with_capacity(text.len());
    let (mut times, mut held) = (Vec::new(), Vec::new());
    let mut stream = guard.stream(options);
    let start = Instant::now();
    for piece in text.as_bytes().chunks(PIECE) {
        let piece = std::str::from_utf8(piece).unwrap_or_default();
        let before = Instant::now();
        let state = stream.push(piece, &mut out);
        times.push(before.elapsed().as_nanos());
        assert!(state == State::Open, "the text is clean");
        held.push(stream.held());
    }
    let end = stream.end();
    let seconds = start.elapsed().as_secs_f64();
    assert!(out.len() + end.text.len() == text.len(), "all of it comes out");
    times.sort_unstable();
    held.sort_unstable();
    let at = |share: usize| share * times.len() / 100;
    println!(
        "{name:<28} {:>8.1} {:>8.1} {:>8.1} {:>10} {:>6}",
        text.len() as f64 / 1e6 / seconds,
        times[at(50)] as f64 / 1e3,
        times[at(99)] as f64 / 1e3,
        held[held.len() / 2],
        held[held.len() - 1],
    );
}
