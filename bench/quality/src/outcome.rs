//! What a guard says of a row.

use std::collections::BTreeSet;

use edgeward::engine::{EvaluateOptions, Finding, Input, Verdict};
use edgeward::policy::pii_names::PiiType;
use edgeward::policy::{Decision, NotEvaluatedReason, Target};

use crate::clock::Watch;
use crate::guards::Prepared;
use crate::points::Points;
use crate::row::Row;
use crate::task::Task;

/// A span that was found, in code points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: String,
}

/// The verdict on a row, as far as it is measured.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    /// The highest score of any rule; `None` when no rule was evaluated.
    pub(crate) score: Option<f64>,
    /// Each rule's score, for rows with several candidates.
    pub(crate) scores: Vec<Option<f64>>,
    /// Numbers of the rules that fired, from 0.
    pub(crate) fired: BTreeSet<usize>,
    pub(crate) decision: Decision,
    /// Distinct, in order.
    pub(crate) spans: Vec<Found>,
    /// What kind each finding is, without a span too.
    pub(crate) kinds: Vec<String>,
    pub(crate) not_evaluated: BTreeSet<&'static str>,
    /// Numbers of the rules with a question for a judge, once for each question.
    pub(crate) asked: Vec<usize>,
    pub(crate) micros: f64,
    /// Bytes of text that were judged.
    pub(crate) bytes: usize,
}

/// Judges a row.
pub(crate) fn judge(row: &Row, prepared: &Prepared, task: Task) -> Outcome {
    let input = input(row);
    let options = EvaluateOptions {
        scores: true,
        ..EvaluateOptions::default()
    };
    let watch = Watch::start();
    let verdict = prepared.guard.evaluate(&input, &options);
    let micros = watch.micros();
    let bytes = input
        .segments()
        .iter()
        .map(|segment| segment.text.len())
        .sum();
    read(&verdict, row, prepared, task, micros, bytes)
}

/// Texts of the row on their sides; grounding reads the context, nothing else may count it.
pub(crate) fn input(row: &Row) -> Input {
    let mut input = Input {
        context: row.context.clone(),
        prompt: row.question.clone(),
        ..Input::default()
    };
    match row.target {
        Target::Prompt => input.prompt = Some(row.text.clone()),
        Target::Response => input.response = Some(row.text.clone()),
        Target::Context => input.context = vec![row.text.clone()],
    }
    input
}

fn read(
    verdict: &Verdict,
    row: &Row,
    prepared: &Prepared,
    task: Task,
    micros: f64,
    bytes: usize,
) -> Outcome {
    let place = |rule: &str| prepared.places.get(rule).copied();
    let findings: Vec<&Finding> = verdict
        .findings
        .iter()
        .filter(|found| found.target == row.target)
        .collect();
    let fired: BTreeSet<usize> = findings
        .iter()
        .filter_map(|found| place(&found.rule))
        .collect();
    let left_out = verdict
        .not_evaluated
        .iter()
        .filter(|each| each.target.is_none_or(|target| target == row.target));
    let mut not_evaluated = BTreeSet::new();
    let mut silent = BTreeSet::new();
    for each in left_out {
        // The score decided.
        if each.reason == NotEvaluatedReason::NeedsJudge {
            continue;
        }
        not_evaluated.insert(each.reason.as_str());
        silent.extend(each.rule.as_deref().and_then(place));
    }
    let mut scores = vec![None; prepared.rules()];
    for each in verdict
        .scores
        .iter()
        .flatten()
        .filter(|each| each.target == row.target)
    {
        let at = place(&each.rule);
        // A rule that gave up half-way has no score, unless what it saw was enough.
        let counts = at.is_some_and(|at| !silent.contains(&at) || fired.contains(&at));
        if let Some(slot) = at.and_then(|at| scores.get_mut(at)).filter(|_| counts) {
            *slot = Some(rounded(each.score));
        }
    }
    Outcome {
        score: scores.iter().flatten().copied().reduce(f64::max),
        fired,
        decision: verdict.decision,
        spans: spans(&findings, row, task),
        kinds: findings.iter().map(|found| named(found, task)).collect(),
        not_evaluated,
        asked: verdict
            .pending
            .iter()
            .filter_map(|request| place(&request.rule))
            .collect(),
        micros,
        bytes,
        scores,
    }
}

/// What is written is what is measured.
fn rounded(score: f64) -> f64 {
    (score * 1e6).round() / 1e6
}

fn spans(findings: &[&Finding], row: &Row, task: Task) -> Vec<Found> {
    if findings.iter().all(|found| found.span.is_none()) {
        return Vec::new();
    }
    let points = Points::new(&row.text);
    let found = findings.iter().filter_map(|found| {
        let span = found.span?;
        let (start, end) = (points.of_byte(span.start), points.of_byte(span.end));
        Some(Found {
            start,
            end,
            kind: kind(found, task),
        })
    });
    // Two readings of one place are one find.
    found.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The type that spans are compared by.
fn kind(found: &Finding, task: Task) -> String {
    task.span_type()
        .map_or_else(|| named(found, task), str::to_owned)
}

/// A type where types are a fixed list; elsewhere they are words of the row.
fn named(found: &Finding, task: Task) -> String {
    let word = match task {
        Task::Pii | Task::Secrets => found.kind.as_deref().unwrap_or(&found.detector),
        _ => &found.detector,
    };
    PiiType::native(word)
        .filter(|_| task == Task::Pii)
        .map_or(word, |kind| kind.finding)
        .to_owned()
}
