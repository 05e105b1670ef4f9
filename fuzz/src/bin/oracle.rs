//! `oracle COUNT [SEED]`: random policies and texts, some of them JSON, each verdict of the engine against that of the naive evaluator.

use std::io::Write as _;
use std::process::ExitCode;

use edgeward::engine::{EvaluateOptions, Input, oracle};
use edgeward_fuzz::json::or_prose;
use edgeward_fuzz::judged::guard;
use edgeward_fuzz::random::{Random, policy};

fn main() -> ExitCode {
    let mut args = std::env::args()
        .skip(1)
        .map(|arg| arg.parse::<u64>().expect("a number"));
    let (count, seed) = (args.next().unwrap_or(1_000_000), args.next().unwrap_or(1));
    let (mut done, mut findings, mut faults) = (0_u64, 0, 0);
    for at in seed..seed + count.div_ceil(10) {
        let mut random = Random(at.wrapping_mul(0x2545_f491));
        let payload = policy(&mut random);
        let guard = guard(&payload);
        for round in 0..10 {
            let (format, text) = or_prose(&mut random, round);
            let input = Input::response(text);
            let options = EvaluateOptions {
                scores: true,
                format,
                ..EvaluateOptions::default()
            };
            let verdict = guard.evaluate(&input, &options);
            done += 1;
            findings += verdict.findings.len();
            if verdict != oracle::evaluate(&guard, &input, &options, None) {
                faults += 1;
                println!("seed {at}, text {round} {format:?}\npolicy {payload}\n{input:?}");
            }
        }
        if done % 10_000 == 0 {
            println!("{done} texts, {findings} findings, {faults} faults");
            let _ = std::io::stdout().flush();
        }
    }
    println!("{done} texts from seed {seed}: {findings} findings, {faults} faults");
    if faults == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
