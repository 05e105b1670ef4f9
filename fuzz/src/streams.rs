//! A text, or JSON, that is judged while it is being written: however it is cut, the same comes out as from one evaluation.

use edgeward::detectors::{Reach, spec};
use edgeward::engine::{
    EvaluateOptions, Finding, Format, Guard, Input, State, StreamOptions, Verdict,
};
use edgeward::policy::{Action, Decision, Release, Target};
use serde_json::{Value, json};

use super::random::{Random, policy};
use super::{json as texts, judged};

/// Eight bytes choose the policy, the release and the cuts; the rest is the text.
pub fn run(data: &[u8]) {
    let (seed, rest) = data.split_at(data.len().min(8));
    let mut bytes = [0; 8];
    bytes[..seed.len()].copy_from_slice(seed);
    let mut random = Random(u64::from_le_bytes(bytes));
    let payload = policy(&mut random);
    let release = random.one(&[
        Release::Immediate,
        Release::Immediate,
        Release::Sentence,
        Release::End,
    ]);
    let format = random.one(&[Format::Text, Format::Text, Format::Json]);
    let text = match format {
        _ if !rest.is_empty() => String::from_utf8_lossy(rest).into_owned(),
        Format::Text => super::random::text(&mut random),
        Format::Json => texts::text(&mut random),
    };
    let pieces = super::random::pieces(&mut random, &text);
    let (guard, calm) = (
        judged::guard(&payload),
        judged::guard(&without_blocks(&payload)),
    );
    if let Some(fault) = fault(
        (&guard, &calm),
        &text,
        &pieces,
        (release, format),
        &mut [0; 3],
    ) {
        panic!("{release:?} {format:?}: {fault}\npolicy {payload}\npieces {pieces:?}");
    }
}

/// The policy with rules that stop no text.
pub fn without_blocks(payload: &Value) -> Value {
    let mut calm = payload.clone();
    for rule in calm["rules"].as_array_mut().unwrap() {
        if !matches!(rule["action"].as_str(), Some("flag" | "redact")) {
            rule["action"] = json!("flag");
        }
    }
    calm["failureMode"] = json!("allow");
    calm
}

pub struct Run {
    pub out: String,
    pub released: usize,
    pub stopped: bool,
    pub verdict: Verdict,
}

pub fn through(guard: &Guard, options: StreamOptions, pieces: &[&str]) -> Run {
    let mut stream = guard.stream(options);
    let mut out = String::new();
    let mut stopped = false;
    for piece in pieces {
        let before = out.len();
        let state = stream.push(piece, &mut out);
        assert!(
            !stopped || out.len() == before,
            "nothing comes after a block"
        );
        stopped |= state == State::Blocked;
    }
    let released = stream.released();
    let end = stream.end();
    out.push_str(&end.text);
    Run {
        out,
        released,
        stopped,
        verdict: end.verdict,
    }
}

/// What answers are compared with; of texts that are JSON the others would be too.
fn beside(format: Format) -> Input {
    if format == Format::Json {
        return Input::default();
    }
    let context =
        "The lamp is covered for two years from the day of purchase. It was made in Oslo.";
    Input {
        context: vec![context.to_owned()],
        ..Input::prompt("How long is the lamp covered, and who made it?")
    }
}

/// What is wrong with a stream of this text in these pieces.
pub fn fault(
    (guard, calm): (&Guard, &Guard),
    text: &str,
    pieces: &[&str],
    (release, format): (Release, Format),
    early: &mut [usize; 3],
) -> Option<String> {
    let evaluate = EvaluateOptions {
        format,
        ..EvaluateOptions::default()
    };
    let beside = beside(format);
    let input = Input {
        response: Some(text.to_owned()),
        ..beside.clone()
    };
    let whole = guard.evaluate(&input, &evaluate);
    let options = StreamOptions {
        input: beside,
        release: Some(release),
        evaluate: evaluate.clone(),
        ..StreamOptions::new(Target::Response)
    };
    let got = through(guard, options, pieces);
    if release == Release::Immediate {
        early[0] += text.len();
        early[1] += got.released;
        early[2] += usize::from(got.stopped);
    }
    // The place among the texts is another.
    let placed = |findings: &[Finding]| -> Vec<Finding> {
        let mut findings = findings.to_vec();
        for finding in &mut findings {
            finding.segment = 0;
        }
        findings
    };
    if placed(&got.verdict.findings) != placed(&whole.findings)
        || got.verdict.decision != whole.decision
        || got.verdict.not_evaluated != whole.not_evaluated
        || got.verdict.not_json != whole.not_json
    {
        return Some(format!(
            "the verdict differs: {:?} {:?}",
            got.verdict.decision, whole.decision
        ));
    }
    let redacts = |finding: &Finding| {
        let redacts = finding.action == Action::Redact;
        redacts && finding.span.is_some_and(|span| span.start < span.end)
    };
    let outcome = whole.response.unwrap();
    if whole.findings.iter().any(redacts) && outcome.edits.is_empty() {
        return Some(format!("takes nothing out, but finds {:?}", whole.findings));
    }
    let made = outcome.text.as_deref();
    let made = made.filter(|_| whole.decision <= Decision::Redact);
    if format == Format::Json
        && let Some(fault) = texts::fault(text, &whole.findings, made)
    {
        return Some(fault);
    }
    if whole.decision <= Decision::Redact {
        let wanted = outcome.text.unwrap();
        if got.stopped {
            return Some("stopped what is not blocked".into());
        }
        return (got.out != wanted)
            .then(|| format!("text\nwanted {wanted:?}\ngot    {:?}", got.out));
    }
    let least = calm.evaluate(&input, &evaluate);
    let calm_text = least.response.unwrap().text.unwrap();
    if !calm_text.starts_with(&got.out) {
        return Some(format!(
            "not a beginning\nof  {calm_text:?}\ngot {:?}",
            got.out
        ));
    }
    let first = whole
        .findings
        .iter()
        .filter(|finding| Decision::from(finding.action) > Decision::Redact)
        .filter(|finding| {
            // A type of `pii` or `secret` stands behind the detector.
            let family = finding.detector.split('.').next().unwrap();
            let spec = spec(&finding.detector).or_else(|| spec(family));
            matches!(spec.unwrap().reach, Reach::Span(_))
        })
        .filter_map(|finding| finding.span)
        .map(|span| span.start)
        .min();
    if first.is_some_and(|first| got.released > first) {
        return Some(format!(
            "let go {} bytes, but a rule blocks from {first:?} on: {:?}",
            got.released, whole.findings
        ));
    }
    (release == Release::End && !got.out.is_empty())
        .then(|| "let something go before the end".into())
}
