//! The same with a judge: whatever it answers, and also where it is never asked.

use edgeward::engine::{Answers, EvaluateOptions, Guard, Input, Purpose, StreamOptions};
use edgeward::judge::JudgeAnswer;
use edgeward::policy::{Decision, Release, Target};
use serde_json::{Value, json};

use super::number;
use crate::fuzz::judged::guard;
use crate::fuzz::random::{Random, pieces, policy, text};
use crate::fuzz::streams::without_blocks;

const UNSCORED: [&str; 4] = ["test_string", "keyword", "competitor", "custom"];

/// The policy with a judge in some of the rules that may have one.
fn asking(random: &mut Random) -> Value {
    let mut payload = policy(random);
    for rule in payload["rules"].as_array_mut().unwrap() {
        let detector = rule["detector"].as_str().unwrap();
        if !UNSCORED.contains(&detector) && !detector.starts_with("sql.") {
            rule["judge"] = json!(random.one(&["never", "prefer", "prefer", "require"]));
        }
    }
    payload
}

fn answers(random: &mut Random, guard: &Guard, text: &str) -> Answers {
    let asked = guard.evaluate(&Input::response(text), &EvaluateOptions::default());
    let said = [
        JudgeAnswer::Clear(true),
        JudgeAnswer::Clear(false),
        JudgeAnswer::Clear(false),
        JudgeAnswer::Nothing,
    ];
    // What has gone is not rewritten: a stream does not ask for it.
    let pending = asked.pending.into_iter();
    let pending = pending.filter(|request| request.purpose == Purpose::Violation);
    pending
        .map(|request| (request.id, random.one(&said)))
        .collect()
}

/// What is wrong with a stream of this text in these pieces; `answers`: of a judge that is there.
fn fault(
    (guard, calm): (&Guard, &Guard),
    (text, pieces): (&str, &[&str]),
    release: Release,
    answers: Option<&Answers>,
) -> Option<String> {
    let (input, options) = (Input::response(text), EvaluateOptions::default());
    let evaluate = |guard: &Guard| match answers {
        Some(answers) => guard.resolve(&input, answers, &options),
        None => guard.evaluate(&input, &options),
    };
    let whole = evaluate(guard);
    let mut stream = guard.stream(StreamOptions {
        judge: answers.is_some(),
        release: Some(release),
        ..StreamOptions::new(Target::Response)
    });
    let mut out = String::new();
    for piece in pieces {
        stream.push(piece, &mut out);
    }
    let end = match answers {
        Some(answers) => stream.resolve(answers),
        None => stream.end(),
    };
    out += &end.text;
    if end.verdict.findings != whole.findings
        || end.verdict.decision != whole.decision
        || end.verdict.not_evaluated != whole.not_evaluated
    {
        return Some("the verdict differs".into());
    }
    let shown = whole.response.and_then(|outcome| outcome.text);
    if whole.decision <= Decision::Redact {
        return (shown.as_ref() != Some(&out)).then(|| format!("wanted {shown:?}\ngot {out:?}"));
    }
    let calm = evaluate(calm).response.and_then(|outcome| outcome.text);
    (!calm.as_ref().is_some_and(|calm| calm.starts_with(&out)))
        .then(|| format!("not a beginning\nof {calm:?}\ngot {out:?}"))
}

#[test]
fn every_way_of_cutting_a_text_gives_the_same_with_a_judge() {
    let (cases, seed) = (number("STREAM_CASES", 5_000) / 5, number("STREAM_SEED", 1));
    let (mut faults, mut asked) = (Vec::new(), 0);
    for at in seed..seed + cases.div_ceil(5) {
        let mut random = Random(at.wrapping_mul(0x2c1b_3c6d));
        let payload = asking(&mut random);
        let (guard, calm) = (guard(&payload), guard(&without_blocks(&payload)));
        for round in 0..5 {
            let text = text(&mut random);
            let pieces = pieces(&mut random, &text);
            let release = random.one(&[Release::Immediate, Release::Sentence, Release::End]);
            let answers = answers(&mut random, &guard, &text);
            asked += usize::from(!answers.is_empty());
            for answers in [Some(&answers), None] {
                let fault = fault((&guard, &calm), (&text, &pieces), release, answers);
                faults.extend(fault.map(|fault| {
                    format!(
                        "STREAM_SEED={at} STREAM_CASES=25, text {round}, {release:?}, {answers:?}: {fault}\npolicy {payload}\npieces {pieces:?}"
                    )
                }));
            }
        }
    }
    assert!(
        asked * 5 > usize::try_from(cases).unwrap(),
        "{asked} of {cases} asked"
    );
    assert!(
        faults.is_empty(),
        "{} of {cases}:\n{}",
        faults.len(),
        faults
            .iter()
            .take(3)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n\n")
    );
}
