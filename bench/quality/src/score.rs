//! From judged rows to the numbers of a set.

use std::collections::BTreeMap;

use crate::metrics::classes::{ClassReport, classes};
use crate::metrics::counts::{Counts, f1};
use crate::metrics::ranking::{Scored, auc};
use crate::metrics::spans::{self, Fit, Pair, SpanReport};
use crate::metrics::times::times;
use crate::metrics::{ratio, rounded};
use crate::outcome::Outcome;
use crate::report::{CategoryReport, SetReport};
use crate::row::{Row, Truth};
use crate::task::Task;

/// A row and the verdict on it.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) row: Row,
    pub(crate) outcome: Outcome,
}

/// Beyond this many, categories are names of rows rather than kinds of them.
const CATEGORIES: usize = 20;

/// Bytes over which false positives are counted.
const UNIT: f64 = 102_400.0;

/// Adds the numbers to the report. Gives the scores, for what is read over several sets.
pub(crate) fn score(task: Task, judged: &[Judged], report: &mut SetReport) -> Vec<Scored> {
    let all = Tally::of(judged.iter());
    report.rows = judged.len();
    report.positives = judged
        .iter()
        .filter(|each| each.row.truth != Truth::Binary(false))
        .count();
    report.weak = judged.iter().filter(|each| each.row.weak).count();
    report.evaluated = judged
        .iter()
        .filter(|each| each.outcome.score.is_some())
        .count();
    for reason in judged.iter().flat_map(|each| &each.outcome.not_evaluated) {
        *report.not_evaluated.entry(reason).or_default() += 1;
    }
    report.auc = auc(&all.scored);
    report.rates = all.counts.rates();
    false_positives(judged, report);
    report.spans = spans(task, judged);
    report.classes = candidates(judged);
    report.rules = rules(task, judged);
    report.categories = categories(judged);
    let micros = judged.iter().map(|each| each.outcome.micros).collect();
    report.times = times(micros, judged.iter().map(|each| each.outcome.bytes).sum());
    all.scored
}

/// What is right or wrong: a row, or each of its candidates.
#[derive(Debug, Default)]
struct Tally {
    /// Only what was evaluated.
    scored: Vec<Scored>,
    /// A bad case that was not evaluated is missed.
    counts: Counts,
}

impl Tally {
    fn of<'a>(judged: impl Iterator<Item = &'a Judged>) -> Self {
        let mut tally = Self::default();
        for Judged { row, outcome } in judged {
            match row.truth {
                Truth::Binary(bad) => tally.add(bad, !outcome.fired.is_empty(), outcome.score),
                Truth::Class(label) => {
                    for (place, score) in outcome.scores.iter().enumerate() {
                        tally.add(place == label, outcome.fired.contains(&place), *score);
                    }
                }
            }
        }
        tally
    }

    fn add(&mut self, bad: bool, fired: bool, score: Option<f64>) {
        self.counts.add(bad, fired);
        self.scored.extend(score.map(|score| (score, bad)));
    }
}

/// Findings on rows that have nothing to find.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn false_positives(judged: &[Judged], report: &mut SetReport) {
    let benign = || {
        judged
            .iter()
            .filter(|each| each.row.truth == Truth::Binary(false))
    };
    let bytes: usize = benign().map(|each| each.row.text.len()).sum();
    let mut count = 0;
    for kind in benign().flat_map(|each| &each.outcome.kinds) {
        *report
            .false_positives_by_type
            .entry(kind.clone())
            .or_default() += 1;
        count += 1;
    }
    report.false_positives_per_100kb =
        (bytes > 0).then(|| rounded(f64::from(count) * UNIT / bytes as f64));
}

fn spans(task: Task, judged: &[Judged]) -> Option<SpanReport> {
    if task != Task::Pii && task.span_type().is_none() {
        return None;
    }
    let pairs: Vec<Pair<'_>> = judged
        .iter()
        .filter_map(|each| Some((each.row.spans.as_deref()?, each.outcome.spans.as_slice())))
        .collect();
    spans::report(&pairs)
}

fn candidates(judged: &[Judged]) -> Option<ClassReport> {
    let rows: Vec<_> = judged
        .iter()
        .filter_map(|each| match each.row.truth {
            Truth::Class(label) => Some((label, each.outcome.scores.as_slice())),
            Truth::Binary(_) => None,
        })
        .collect();
    (!rows.is_empty()).then(|| classes(rows.into_iter()))
}

fn rules(task: Task, judged: &[Judged]) -> Option<Fit> {
    if task != Task::Conduct {
        return None;
    }
    let (mut labelled, mut found, mut both, mut rows) = (0, 0, 0, 0);
    for Judged { row, outcome } in judged {
        let good = (row.truth == Truth::Binary(false)).then_some(&[][..]);
        let Some(violated) = row.violated.as_deref().or(good) else {
            continue;
        };
        rows += 1;
        labelled += violated.len();
        found += outcome.fired.len();
        both += violated
            .iter()
            .filter(|number| outcome.fired.contains(&(*number - 1)))
            .count();
    }
    (rows > 0).then(|| Fit {
        precision: ratio(both, found),
        recall: ratio(both, labelled),
        f1: f1(both, labelled - both, found - both),
    })
}

fn categories(judged: &[Judged]) -> BTreeMap<String, CategoryReport> {
    let mut groups: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    for each in judged {
        groups
            .entry(each.row.category.as_deref().unwrap_or_default())
            .or_default()
            .push(each);
    }
    if !(2..=CATEGORIES).contains(&groups.len()) {
        return BTreeMap::new();
    }
    let groups = groups.into_iter().map(|(name, group)| {
        let tally = Tally::of(group.iter().copied());
        let report = CategoryReport {
            rows: group.len(),
            positives: group
                .iter()
                .filter(|each| each.row.truth != Truth::Binary(false))
                .count(),
            auc: auc(&tally.scored),
            rates: tally.counts.rates(),
        };
        (name.to_owned(), report)
    });
    groups.collect()
}
