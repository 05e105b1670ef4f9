//! `record COUNT [SEED]`: random policies and texts with the verdict of the native engine, a JSON object a line, for engines that must
//! give the same bytes (`scripts/parity.mjs`). A line without `payload` has that of the line before.

use std::io::Write as _;

use edgeward::engine::{EvaluateOptions, Input};
use edgeward_fuzz::judged::guard;
use edgeward_fuzz::random::{Random, policy, text};
use serde_json::json;

fn main() -> std::io::Result<()> {
    let mut args = std::env::args()
        .skip(1)
        .map(|arg| arg.parse::<u64>().expect("a number"));
    let (count, seed) = (args.next().unwrap_or(10_000), args.next().unwrap_or(1));
    let options = EvaluateOptions {
        scores: true,
        ..EvaluateOptions::default()
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for at in seed..seed + count.div_ceil(10) {
        let mut random = Random(at.wrapping_mul(0x1234_5671));
        let payload = policy(&mut random);
        let guard = guard(&payload);
        for round in 0..10 {
            let input = Input::response(text(&mut random));
            let verdict = guard.verdict_json(&guard.evaluate(&input, &options), &input);
            let mut line = json!({ "text": input.response, "verdict": verdict });
            if round == 0 {
                line["payload"] = payload.clone();
            }
            writeln!(out, "{line}")?;
        }
    }
    out.flush()
}
