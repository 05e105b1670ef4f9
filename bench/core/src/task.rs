//! One thing that is measured: prepared once, run many times.

use edgeward::engine::{
    EvaluateOptions, Guard, GuardOptions, Limits, Segment, State, StreamOptions,
};
use edgeward::policy::{FailureAction, FailureMode, Policy, Target, ValidateOptions};
use serde_json::{Value, json};

use crate::{policies, texts};

/// Ready to run.
#[derive(Debug)]
pub struct Task {
    op: Op,
    guard: Guard,
    payload: String,
    artifact: Vec<u8>,
    text: String,
    target: Target,
}

#[derive(Debug)]
enum Op {
    Evaluate,
    /// In pieces of so many bytes.
    Stream(usize),
    Create,
    FromBytes,
}

impl Task {
    /// `spec`: `{op, policy, text, target?, chunk?}`; see [`text`] and [`payload`].
    ///
    /// # Errors
    ///
    /// One sentence.
    pub fn new(spec: &str) -> Result<Self, String> {
        let spec: Value = serde_json::from_str(spec).map_err(|error| error.to_string())?;
        let op = match spec["op"].as_str() {
            Some("evaluate") => Op::Evaluate,
            Some("stream") => Op::Stream(number(&spec["chunk"]).unwrap_or(20)),
            Some("create") => Op::Create,
            Some("from_bytes") => Op::FromBytes,
            _ => return Err(format!("no such op: {}", spec["op"])),
        };
        let payload = payload(&spec["policy"])?;
        let guard = create(&payload)?;
        Ok(Self {
            op,
            artifact: guard.to_bytes(),
            guard,
            payload,
            text: text(&spec["text"])?,
            target: if spec["target"] == "response" {
                Target::Response
            } else {
                Target::Prompt
            },
        })
    }

    /// Does it, and answers the number of findings, rules or bytes.
    ///
    /// # Panics
    ///
    /// When it cannot be done: a number would mean nothing.
    #[must_use]
    pub fn run(&self) -> usize {
        match self.op {
            Op::Evaluate => self.evaluate(),
            Op::Stream(chunk) => self.stream(chunk),
            Op::Create => create(&self.payload)
                .expect("it was created before")
                .report()
                .rules
                .len(),
            Op::FromBytes => Guard::from_bytes(&self.artifact)
                .expect("they are of this release")
                .report()
                .rules
                .len(),
        }
    }

    /// Bytes of the text.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    fn evaluate(&self) -> usize {
        let segment = Segment {
            target: self.target,
            message: None,
            part: None,
            context: None,
            text: &self.text,
        };
        self.guard
            .evaluate_segments(&[segment], &EvaluateOptions::default(), None)
            .findings
            .len()
    }

    fn stream(&self, chunk: usize) -> usize {
        let mut options = StreamOptions::new(self.target);
        // What a build cannot evaluate would block before the first piece.
        options.evaluate.failure_mode = Some(FailureMode::All(FailureAction::Allow));
        let mut stream = self.guard.stream(options);
        let mut out = String::with_capacity(self.text.len());
        for piece in self.text.as_bytes().chunks(chunk) {
            let piece = std::str::from_utf8(piece).expect("the texts of streams are ASCII");
            assert!(
                stream.push(piece, &mut out) == State::Open,
                "the text is clean"
            );
        }
        let end = stream.end();
        assert!(
            out.len() + end.text.len() == self.text.len(),
            "all of it comes out"
        );
        out.len()
    }
}

/// Growth is measured beyond what a policy may hold by default.
fn limits() -> Limits {
    Limits {
        rules: 100_000,
        keywords: 1_000_000,
        ..Limits::default()
    }
}

fn create(payload: &str) -> Result<Guard, String> {
    let options = ValidateOptions {
        limits: limits(),
        ..ValidateOptions::default()
    };
    let (policy, _) = Policy::from_json(payload, &options).map_err(|error| error.to_string())?;
    Ok(Guard::new(
        policy,
        &GuardOptions {
            limits: limits(),
            ..GuardOptions::default()
        },
    ))
}

/// A name of `policies`, or a payload.
///
/// # Errors
///
/// One sentence.
pub fn payload(spec: &Value) -> Result<String, String> {
    match spec.as_str() {
        None => Ok(spec.to_string()),
        Some(name) => policies::policy(name).ok_or_else(|| format!("no such policy: {name}")),
    }
}

/// A text itself, or `{kind: "prose" | "letter" | "findings" | "hostile" | "sql", bytes, every?, values?, piece?}`.
///
/// # Errors
///
/// One sentence.
pub fn text(spec: &Value) -> Result<String, String> {
    if let Some(text) = spec.as_str() {
        return Ok(text.to_owned());
    }
    let bytes = number(&spec["bytes"]).unwrap_or(1_024);
    match spec["kind"].as_str() {
        Some("prose") => Ok(texts::prose(bytes)),
        Some("letter") => Ok(texts::letter(bytes)),
        Some("findings") => {
            let own: Option<Vec<&str>> = spec["values"]
                .as_array()
                .map(|values| values.iter().filter_map(Value::as_str).collect());
            let every = number(&spec["every"]).unwrap_or(200);
            let values = own.as_deref().unwrap_or(&texts::VALUES);
            Ok(texts::findings(bytes, every, values))
        }
        Some("hostile") => Ok(texts::hostile(spec["piece"].as_str().unwrap_or("a"), bytes)),
        Some("sql") => Ok(texts::sql(bytes > 1_000)),
        _ => Err(format!("no such text: {spec}")),
    }
}

fn number(value: &Value) -> Option<usize> {
    value
        .as_u64()
        .and_then(|number| usize::try_from(number).ok())
}

/// What criterion and callgrind measure, by name.
#[must_use]
pub fn named() -> Vec<(&'static str, String)> {
    let prose = |bytes: usize| json!({ "kind": "prose", "bytes": bytes });
    let letter = |bytes: usize| json!({ "kind": "letter", "bytes": bytes });
    let evaluate =
        |policy: &str, text: Value| json!({ "op": "evaluate", "policy": policy, "text": text });
    let hostile = |piece: &str| {
        evaluate(
            "everything",
            json!({ "kind": "hostile", "piece": piece, "bytes": 16_384 }),
        )
    };
    let stream = |policy: &str, bytes: usize| json!({ "op": "stream", "policy": policy, "text": letter(bytes), "target": "response", "chunk": 20 });
    let sql = |bytes: usize| json!({ "op": "evaluate", "policy": "sql", "target": "response", "text": { "kind": "sql", "bytes": bytes } });
    let of_policy = |op: &str, policy: &str| json!({ "op": op, "policy": policy, "text": "" });
    let mut tasks = vec![
        (
            "clean prose, 250 rules, 64 KB",
            evaluate("rules:250", prose(65_536)),
        ),
        (
            "a finding every 200 bytes, 64 KB",
            evaluate(
                "pii",
                json!({ "kind": "findings", "bytes": 65_536, "every": 200 }),
            ),
        ),
        (
            "all detectors of data, prose, 16 KB",
            evaluate("everything", prose(16_384)),
        ),
        (
            "deterministic, 1 KB",
            evaluate("deterministic", letter(1_024)),
        ),
        (
            "keywords, 10,000, 64 KB",
            evaluate("keywords:10000", prose(65_536)),
        ),
        (
            "stream, deterministic, 16 KB",
            stream("deterministic", 16_384),
        ),
        (
            "create, deterministic",
            of_policy("create", "deterministic"),
        ),
        (
            "from_bytes, deterministic",
            of_policy("from_bytes", "deterministic"),
        ),
        ("hostile: a@a@, 16 KB", hostile("a@a@")),
        ("hostile: 12 34, 16 KB", hostile("12 34 ")),
        ("hostile: key=, 16 KB", hostile("key=")),
    ];
    if cfg!(feature = "full") {
        tasks.extend([
            ("full Lyzr policy, 1 KB", evaluate("lyzr", letter(1_024))),
            ("SQL, 140 bytes", sql(140)),
            ("SQL, 2 KB", sql(2_048)),
            ("stream, full policy, 16 KB", stream("lyzr", 16_384)),
            ("create, full Lyzr policy", of_policy("create", "lyzr")),
            (
                "from_bytes, full Lyzr policy",
                of_policy("from_bytes", "lyzr"),
            ),
        ]);
    }
    tasks
        .into_iter()
        .map(|(name, spec)| (name, spec.to_string()))
        .collect()
}
