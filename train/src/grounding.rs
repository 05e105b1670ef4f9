//! Learns the head of groundedness: is a claim supported by the context?

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use edgeward::models::embedding::Embedding;
use edgeward::models::grounding::{Claim, Grounding, SUMMARY, Summary, claims, steps};

use crate::data::{Rng, Row, read};
use crate::measure::auc;
use crate::trees::{Case, Growth, grow};

/// Sets to learn from, with the weight of a response.
const TRAIN: [(&str, f64); 4] = [
    ("ragtruth_train", 1.0),
    ("begin_wow", 2.5),
    ("summedits_train", 2.0),
    ("halueval_qa_1000", 0.7),
];
/// Where the weight of structured data stands in a summary.
const DATA: usize = 4;
/// Sets to measure on, and the least area under the curve that is accepted.
const DEV: [(&str, f64); 4] = [
    ("q2_wow", 0.76),
    ("begin_tc_cmu", 0.93),
    ("fever_symmetric", 0.70),
    ("climate_fever", 0.0),
];
/// Features that no tree may ask: what they tell is the style of a set.
const WITHOUT: &[usize] = &[6, 7, 9, 10];
/// One fold of so many is held out; all answers on one context are in the same.
const FOLDS: u64 = 5;

struct Example {
    claims: Vec<Claim>,
    label: bool,
    /// Of each claim.
    labels: Vec<bool>,
    weight: f64,
    task: String,
    held_out: bool,
}

/// The sentences of supported answers, by their context.
type Supported = BTreeMap<String, BTreeSet<String>>;

fn written<'a>(row: &'a Row, claim: &Claim) -> &'a str {
    row.text[claim.start..claim.end].trim()
}

fn example(embedding: &Embedding, row: &Row, weight: f64, good: &Supported) -> Option<Example> {
    let label = row.label()?;
    let context = row.context.as_deref()?;
    let claims = claims(embedding, &row.text, &[context], row.query.as_deref());
    let spans: Vec<(usize, usize)> = row.spans();
    let place = |byte: usize| row.text[..byte].chars().count();
    let wrong = |claim: &Claim| {
        if spans.is_empty() {
            // A sentence that stands in a supported answer too is not what is wrong with this one.
            return good
                .get(context)
                .is_none_or(|good| !good.contains(written(row, claim)));
        }
        let (start, end) = (place(claim.start), place(claim.end));
        spans.iter().any(|span| span.0 < end && span.1 > start)
    };
    let labels = claims.iter().map(|claim| label && wrong(claim)).collect();
    let fold = context
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
    (!claims.is_empty()).then(|| Example {
        claims,
        label,
        labels,
        weight,
        task: row.category.clone().unwrap_or_default(),
        held_out: (fold >> 20) % FOLDS == FOLDS - 1,
    })
}

fn load(dir: &Path, embedding: &Embedding, name: &str, weight: f64) -> Vec<Example> {
    let rows = read(dir, &format!("groundedness/{name}"));
    let mut good = Supported::new();
    for row in rows.iter().filter(|row| row.label() == Some(false)) {
        let Some(context) = row.context.clone() else {
            continue;
        };
        let claims = claims(embedding, &row.text, &[&context], None);
        good.entry(context)
            .or_default()
            .extend(claims.iter().map(|claim| written(row, claim).to_owned()));
    }
    rows.iter()
        .filter_map(|row| example(embedding, row, weight, &good))
        .collect()
}

fn cases(examples: &[Example]) -> Vec<Case> {
    let mut cases = Vec::new();
    for example in examples.iter().filter(|example| !example.held_out) {
        let share = example.weight / (example.claims.len() as f64).sqrt();
        for (claim, label) in example.claims.iter().zip(&example.labels) {
            let weight = if *label { example.weight } else { share };
            cases.push(Case {
                steps: steps(&claim.features),
                label: *label,
                weight,
            });
        }
    }
    cases
}

type Scores = Vec<(f64, bool)>;

fn scores<'e>(head: &Grounding, examples: impl Iterator<Item = &'e Example>) -> Scores {
    examples
        .map(|example| {
            let odds = head.judge(&example.claims).into_iter();
            (odds.fold(f64::NEG_INFINITY, f64::max), example.label)
        })
        .collect()
}

/// How good each threshold is by what it hits and flags: the best value and its threshold.
fn best(scores: &Scores, value: impl Fn(f64, f64, f64, f64) -> f64) -> (f64, f64) {
    let mut sorted = scores.clone();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let bad = sorted.iter().filter(|each| each.1).count() as f64;
    let good = sorted.len() as f64 - bad;
    let (mut hits, mut alarms) = (0.0, 0.0);
    let mut best = (0.0, 0.0);
    for pair in sorted.windows(2) {
        if pair[0].1 {
            hits += 1.0;
        } else {
            alarms += 1.0;
        }
        let value = value(hits, alarms, bad, good);
        if value > best.0 && pair[0].0 > pair[1].0 {
            best = (value, (pair[0].0 + pair[1].0) / 2.0);
        }
    }
    best
}

fn balanced(hits: f64, alarms: f64, bad: f64, good: f64) -> f64 {
    (hits / bad + 1.0 - alarms / good) / 2.0
}

fn f1(hits: f64, alarms: f64, bad: f64, _: f64) -> f64 {
    2.0 * hits / (hits + alarms + bad)
}

fn at(scores: &Scores, threshold: f64, value: impl Fn(f64, f64, f64, f64) -> f64) -> f64 {
    let count = |above: bool, label: bool| {
        scores
            .iter()
            .filter(|(score, own)| (*score > threshold) == above && *own == label)
            .count() as f64
    };
    let (hits, alarms) = (count(true, true), count(true, false));
    value(
        hits,
        alarms,
        hits + count(false, true),
        alarms + count(false, false),
    )
}

fn report(name: &str, scores: &Scores, middle: f64) {
    let (f, at_f) = best(scores, f1);
    let (b, at_b) = best(scores, balanced);
    println!(
        "{name}: {} rows, AUC {:.4}; F1 {:.3} (best {f:.3} at {at_f:.2}); balanced {:.3} (best {b:.3} at {at_b:.2})",
        scores.len(),
        auc(scores),
        at(scores, middle, f1),
        at(scores, middle, balanced),
    );
}

/// What makes the log-odds of a response, fitted to the folds that the trees have not seen. Every set and task weighs the
/// same, and so do its two sides: nothing is where both kinds of error are as frequent.
fn mix(head: &Grounding, sets: &[(&str, Vec<Example>)]) -> [f32; SUMMARY] {
    let mut rows: Vec<(Summary, bool, f64)> = Vec::new();
    let mut sides: BTreeMap<(&str, &str, bool), f64> = BTreeMap::new();
    // Short answers and their long fakes tell nothing of answers.
    let used = || {
        sets.iter()
            .filter(|(name, _)| !name.starts_with("halueval"))
    };
    let task = |name: &str, example: &Example| {
        if name.starts_with("ragtruth") {
            example.task.clone()
        } else {
            String::new()
        }
    };
    let mut keys = Vec::new();
    for (name, examples) in used() {
        for example in examples.iter().filter(|example| example.held_out) {
            rows.push((head.summary(&example.claims).0, example.label, 1.0));
            keys.push(((*name).to_owned(), task(name, example), example.label));
        }
    }
    for (name, task, label) in &keys {
        *sides.entry((name, task, *label)).or_default() += 1.0;
    }
    for (row, (name, task, label)) in rows.iter_mut().zip(&keys) {
        row.2 = 100.0 / sides[&(name.as_str(), task.as_str(), *label)];
    }
    let mut weights = [0.0; SUMMARY];
    for _ in 0..4000 {
        let mut slope = [0.0; SUMMARY];
        for (summary, label, weight) in &rows {
            let odds: f64 = summary
                .iter()
                .zip(weights)
                .map(|(value, weight)| value * weight)
                .sum();
            let error = (f64::from(u8::from(*label)) - 1.0 / (1.0 + (-odds).exp())) * weight;
            for (slope, value) in slope.iter_mut().zip(summary) {
                *slope += error * value;
            }
        }
        for (weight, slope) in weights.iter_mut().zip(slope) {
            *weight += 0.0008 * (slope - 0.5 * *weight);
        }
    }
    // Answers on structured data are unsupported more often than not: that is not balanced away.
    weights[DATA] = 0.0;
    weights.map(|weight| weight as f32)
}

/// Learns, measures on held-out folds and on the development sets, and sets the scale.
pub fn learn(dir: &Path, embedding: &Embedding) -> Grounding {
    let mut sets = Vec::new();
    for (name, weight) in TRAIN {
        sets.push((
            name,
            load(
                dir,
                embedding,
                &format!("train/{name}"),
                f64::from(crate::knob(name, weight as f32)),
            ),
        ));
    }
    let dev: Vec<_> = DEV
        .iter()
        .map(|(name, _)| load(dir, embedding, &format!("dev/{name}"), 1.0))
        .collect();
    let cases: Vec<Case> = sets
        .iter()
        .flat_map(|(_, examples)| cases(examples))
        .collect();
    let growth = Growth {
        trees: crate::knob("TREES", 160.0) as usize,
        rate: f64::from(crate::knob("RATE", 0.08)),
        least: 20.0,
        calm: 5.0,
        share: crate::knob("SHARE", 40.0) as u64,
        without: match std::env::var("WITHOUT") {
            Ok(list) => list
                .split(',')
                .filter_map(|at| at.parse().ok())
                .collect::<Vec<usize>>()
                .leak(),
            Err(_) => WITHOUT,
        },
    };
    let (bias, trees) = grow(&cases, growth, &mut Rng(7));
    let mut head = Grounding {
        trees,
        bias: bias as f32,
        mix: [0.0; SUMMARY],
        middle: 0.0,
        tenth: 0.4,
    };
    head.mix = mix(&head, &sets);
    println!("mix {:.3?}", head.mix);
    let mut groups: Vec<(String, Scores)> = Vec::new();
    for (name, examples) in &sets {
        let held = || examples.iter().filter(|example| example.held_out);
        let tasks: BTreeSet<&str> = held().map(|example| example.task.as_str()).collect();
        for task in tasks.iter().filter(|task| !task.is_empty()) {
            groups.push((
                format!("{name}, {task}"),
                scores(&head, held().filter(|example| example.task == **task)),
            ));
        }
        groups.push(((*name).to_owned(), scores(&head, held())));
    }
    for ((name, _), examples) in DEV.iter().zip(&dev) {
        groups.push(((*name).to_owned(), scores(&head, examples.iter())));
    }
    let middle = f64::from(head.middle);
    for (name, scores) in &groups {
        report(name, scores, middle);
    }
    head
}
