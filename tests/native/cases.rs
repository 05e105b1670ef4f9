//! The case files of `tests/data/detectors` and `tests/data/verdicts`: policies, inputs, and what comes of them.
//!
//! Every verdict is also recorded in `tests/snapshots/verdicts.jsonl`; the other engines (wasm, the npm package in each
//! runtime, WASI) must give the same bytes. A line there holds all that an
//! engine needs to run the case; one without `payload` has that of the line before. `UPDATE=1 cargo test` rewrites the record.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use edgeward::engine::{
    Answers, EvaluateOptions, Format, Guard, GuardOptions, Input, Segment, StreamOptions, Vault,
    Verdict,
};
use edgeward::policy::{
    Decision, FailureMode, NotEvaluatedReason, Policy, Span, Target, ValidateOptions,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::policies::data;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "for people")]
    about: String,
    /// A payload of any kind, or one native rule.
    policy: Option<Value>,
    rule: Option<Value>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// Instead of the file's.
    policy: Option<Value>,
    rule: Option<Value>,
    input: Value,
    #[serde(default)]
    options: Options,
    expect: Expect,
    /// Whether the case must also be run in pieces; every case on a single text is.
    #[serde(default)]
    stream: bool,
    #[serde(default)]
    skip: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
struct Options {
    failure_mode: Option<FailureMode>,
    scores: bool,
    placeholder: Option<String>,
    vault: Option<Vault>,
    format: Format,
    /// A judge's answers by request id.
    answers: Option<Answers>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Expect {
    decision: Option<Decision>,
    detected: Option<Decision>,
    decided_by: Option<String>,
    message: Option<String>,
    /// All of them, in the order of the verdict.
    findings: Option<Vec<Expected>>,
    /// Texts that no finding may match.
    #[serde(default)]
    absent: Vec<String>,
    /// The text of the response, or of the prompt when there is none.
    text: Option<String>,
    not_evaluated: Option<Vec<NotEvaluatedReason>>,
    pending: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    rule: Option<String>,
    detector: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    target: Option<Target>,
    /// The matched text itself; absent for a finding about the whole.
    #[serde(rename = "match")]
    text: Option<String>,
    /// Which occurrence of it, from 1.
    nth: Option<usize>,
    views: Option<Vec<String>>,
}

fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for room in ["detectors", "verdicts"] {
        let Ok(entries) = fs::read_dir(data(room)) else {
            continue;
        };
        files.extend(
            entries
                .map(|entry| entry.unwrap().path())
                .filter(|path| path.extension().is_some_and(|ext| ext == "json")),
        );
    }
    files.sort();
    files
}

fn payload(policy: Option<&Value>, rule: Option<&Value>) -> String {
    match (policy, rule) {
        (Some(policy), _) => policy.to_string(),
        (None, Some(rule)) => {
            json!({ "kind": "edgeward.policy", "version": 1, "name": "case", "rules": [rule] })
                .to_string()
        }
        (None, None) => panic!("neither `policy` nor `rule`"),
    }
}

fn guard(payload: &str) -> Guard {
    let (policy, _) = Policy::from_json(payload, &ValidateOptions::default())
        .unwrap_or_else(|error| panic!("{error}"));
    Guard::new(policy, &GuardOptions::default())
}

fn evaluate_options(options: &Options) -> EvaluateOptions {
    EvaluateOptions {
        failure_mode: options.failure_mode.clone(),
        scores: options.scores,
        placeholder: options.placeholder.clone(),
        vault: options.vault.clone(),
        format: options.format,
    }
}

fn verdict(guard: &Guard, input: &Input, options: &Options) -> Verdict {
    let evaluate = evaluate_options(options);
    match &options.answers {
        Some(answers) => guard.resolve(input, answers, &evaluate),
        None => guard.evaluate(input, &evaluate),
    }
}

/// The case as a stream in several cuts; nothing for an input that is more than one text.
#[expect(
    clippy::option_option,
    reason = "whether it was run, and what was wrong"
)]
fn in_pieces(guard: &Guard, input: &Input, options: &Options) -> Option<Option<String>> {
    let (target, text) = match (&input.prompt, &input.response) {
        (Some(text), None) => (Target::Prompt, text),
        (None, Some(text)) => (Target::Response, text),
        _ => return None,
    };
    if input.messages.is_some() || !input.context.is_empty() || text.len() > 20_000 {
        return None;
    }
    let whole = verdict(guard, input, options);
    let chars: Vec<char> = text.chars().collect();
    for size in [1, 7, 20, usize::MAX] {
        // The long ones letter by letter would take the time of all others.
        if chars.len() / size > 600 {
            continue;
        }
        let mut stream = guard.stream(StreamOptions {
            judge: options.answers.is_some(),
            evaluate: evaluate_options(options),
            ..StreamOptions::new(target)
        });
        let mut out = String::new();
        for piece in chars.chunks(size.min(chars.len().max(1))) {
            stream.push(&piece.iter().collect::<String>(), &mut out);
        }
        let end = match &options.answers {
            Some(answers) => stream.resolve(answers),
            None => stream.end(),
        };
        out += &end.text;
        let outcome = whole.response.as_ref().or(whole.prompt.as_ref());
        let wanted = outcome.and_then(|outcome| outcome.text.clone());
        if end.verdict.findings != whole.findings || end.verdict.decision != whole.decision {
            return Some(Some(format!("another verdict in pieces of {size}")));
        }
        if whole.decision <= Decision::Redact && wanted.as_ref() != Some(&out) {
            return Some(Some(format!(
                "pieces of {size}: expected {wanted:?}, got {out:?}"
            )));
        }
    }
    Some(None)
}

/// The naive evaluator gives the same verdict; it keeps no vault.
#[cfg_attr(
    not(feature = "oracle"),
    expect(unused_variables, reason = "there is no oracle to ask")
)]
fn agrees(guard: &Guard, input: &Input, options: &Options, verdict: &Verdict, name: &str) {
    #[cfg(feature = "oracle")]
    if options.vault.is_none() {
        let asked = evaluate_options(options);
        let naive =
            edgeward::engine::oracle::evaluate(guard, input, &asked, options.answers.as_ref());
        assert_eq!(naive, *verdict, "{name}: the oracle says otherwise");
    }
}

#[test]
fn case_files() {
    let mut faults = String::new();
    let mut record = String::new();
    let mut last = String::new();
    let mut count = 0;
    for path in files() {
        let name = format!(
            "{}/{}",
            path.parent().unwrap().file_name().unwrap().display(),
            path.file_stem().unwrap().display()
        );
        let file: File = serde_json::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut names = std::collections::BTreeSet::new();
        for case in &file.cases {
            assert!(
                names.insert(&case.name),
                "{name}: two cases are called `{}`",
                case.name
            );
            if case.skip.contains_key("native") {
                continue;
            }
            let own = case.policy.is_some() || case.rule.is_some();
            let (policy, rule) = if own {
                (&case.policy, &case.rule)
            } else {
                (&file.policy, &file.rule)
            };
            let payload = payload(policy.as_ref(), rule.as_ref());
            let guard = guard(&payload);
            let input: Input = serde_json::from_value(case.input.clone())
                .unwrap_or_else(|error| panic!("{name}/{}: {error}", case.name));
            let verdict = verdict(&guard, &input, &case.options);
            for fault in check(&case.expect, &verdict, &input.segments()) {
                let _ = writeln!(faults, "{name} / {}: {fault}", case.name);
            }
            let streamed = in_pieces(&guard, &input, &case.options);
            assert!(
                !case.stream || streamed.is_some(),
                "{name} / {}: no stream",
                case.name
            );
            if let Some(fault) = streamed.flatten() {
                let _ = writeln!(faults, "{name} / {}: in pieces: {fault}", case.name);
            }
            let again = Guard::from_bytes(&guard.to_bytes()).unwrap();
            assert_eq!(
                self::verdict(&again, &input, &case.options),
                verdict,
                "{name} / {}: artifact",
                case.name
            );
            agrees(&guard, &input, &case.options, &verdict, &case.name);
            let json = guard.verdict_json(&verdict, &input);
            let mut options = json!({
                "failureMode": case.options.failure_mode,
                "scores": case.options.scores,
                "placeholder": case.options.placeholder,
            });
            if let Some(vault) = &case.options.vault {
                options["vault"] = json!(vault);
            }
            if case.options.format == Format::Json {
                options["format"] = json!("json");
            }
            let mut line = json!({
                "file": name, "case": case.name, "input": case.input,
                "options": options, "answers": case.options.answers, "verdict": json,
            });
            if payload != last {
                line["payload"] = json!(payload);
                last.clone_from(&payload);
            }
            record.push_str(&line.to_string());
            record.push('\n');
            count += 1;
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
    assert!(count > 0, "no case was run");
    // The other engines are held against it.
    crate::record::compare("verdicts.jsonl", &record);
}

fn check(expect: &Expect, verdict: &Verdict, segments: &[Segment<'_>]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut differ = |what: &str, wanted: String, got: String| {
        if wanted != got {
            faults.push(format!("{what}: expected {wanted}, got {got}"));
        }
    };
    if let Some(decision) = expect.decision {
        differ(
            "decision",
            decision.to_string(),
            verdict.decision.to_string(),
        );
    }
    if let Some(detected) = expect.detected {
        differ(
            "detected",
            detected.to_string(),
            verdict.detected.to_string(),
        );
    }
    if let Some(decided_by) = &expect.decided_by {
        differ(
            "decidedBy",
            decided_by.clone(),
            verdict.decided_by.as_deref().unwrap_or_default().to_owned(),
        );
    }
    if let Some(message) = &expect.message {
        differ(
            "message",
            message.clone(),
            verdict.message.as_deref().unwrap_or_default().to_owned(),
        );
    }
    if let Some(text) = &expect.text {
        let outcome = verdict.response.as_ref().or(verdict.prompt.as_ref());
        differ(
            "text",
            text.clone(),
            outcome
                .and_then(|outcome| outcome.text.clone())
                .unwrap_or_else(|| "null".into()),
        );
    }
    if let Some(reasons) = &expect.not_evaluated {
        let got: Vec<_> = verdict
            .not_evaluated
            .iter()
            .map(|each| each.reason.as_str())
            .collect();
        differ(
            "notEvaluated",
            format!(
                "{:?}",
                reasons.iter().map(|each| each.as_str()).collect::<Vec<_>>()
            ),
            format!("{got:?}"),
        );
    }
    if let Some(pending) = &expect.pending {
        let got: Vec<_> = verdict.pending.iter().map(|each| each.id.clone()).collect();
        differ("pending", format!("{pending:?}"), format!("{got:?}"));
    }
    if let Some(findings) = &expect.findings {
        findings_differ(findings, verdict, segments, &mut differ);
    }
    for absent in &expect.absent {
        let found = verdict.findings.iter().any(|finding| {
            quote(finding.segment, finding.span.map(Span::range), segments) == Some(absent.as_str())
        });
        differ(
            "absent",
            "no finding".into(),
            if found {
                format!("a finding on `{absent}`")
            } else {
                "no finding".into()
            },
        );
    }
    faults
}

fn quote<'a>(
    segment: usize,
    range: Option<std::ops::Range<usize>>,
    segments: &[Segment<'a>],
) -> Option<&'a str> {
    Some(&segments[segment].text[range?])
}

/// Each finding in the words of the case file.
fn findings_differ(
    expected: &[Expected],
    verdict: &Verdict,
    segments: &[Segment<'_>],
    differ: &mut impl FnMut(&str, String, String),
) {
    let got = |at: usize, like: &Expected| {
        let Some(finding) = verdict.findings.get(at) else {
            return json!(null);
        };
        let range = finding.span.map(Span::range);
        let text = quote(finding.segment, range.clone(), segments);
        let nth = range.zip(text).map(|(range, text)| {
            segments[finding.segment].text[..range.end]
                .matches(text)
                .count()
        });
        json!({
            "rule": like.rule.as_ref().map(|_| &finding.rule),
            "detector": like.detector.as_ref().map(|_| &finding.detector),
            "type": like.kind.as_ref().map(|_| &finding.kind),
            "target": like.target.map(|_| finding.target),
            "match": text,
            "nth": like.nth.map(|_| nth),
            "views": like.views.as_ref().map(|_| &finding.views),
        })
    };
    for (at, like) in expected.iter().enumerate() {
        let wanted = json!({
            "rule": like.rule, "detector": like.detector, "type": like.kind, "target": like.target,
            "match": like.text, "nth": like.nth, "views": like.views,
        });
        differ(
            &format!("finding {at}"),
            wanted.to_string(),
            got(at, like).to_string(),
        );
    }
    let rest: Vec<_> = verdict
        .findings
        .iter()
        .skip(expected.len())
        .map(|each| {
            format!(
                "{} {:?} {:?}",
                each.rule,
                each.kind,
                quote(each.segment, each.span.map(Span::range), segments)
            )
        })
        .collect();
    differ("further findings", "[]".into(), format!("{rest:?}"));
}
