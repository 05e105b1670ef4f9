//! Learns the head of groundedness: is a claim supported by the context?

use std::path::Path;

use edgeward::models::embedding::Embedding;
use edgeward::models::grounding::{COUNT, Claim, Grounding, claims};

use crate::data::{Rng, Row, read};
use crate::measure::auc;

/// Sets to learn from, with the weight of a response.
const TRAIN: [(&str, f64); 4] = [
    ("ragtruth_train", 1.0),
    ("begin_wow", 2.5),
    ("summedits_train", 2.0),
    ("halueval_qa_1000", 0.7),
];
/// Sets to measure on, and the least area under the curve that is accepted.
const DEV: [(&str, f64); 4] = [
    ("q2_wow", 0.76),
    ("begin_tc_cmu", 0.93),
    ("fever_symmetric", 0.70),
    ("climate_fever", 0.0),
];
const EPOCHS: usize = 12;
/// How much of a response's score is its worst claim.
const WORST: f32 = 0.6;

struct Example {
    claims: Vec<Claim>,
    label: bool,
    /// Of each claim, where spans tell.
    labels: Option<Vec<bool>>,
    weight: f64,
}

fn example(embedding: &Embedding, row: &Row, weight: f64) -> Option<Example> {
    let label = row.label()?;
    let claims = claims(embedding, &row.text, &[row.context.as_deref()?]);
    let spans: Vec<(usize, usize)> = row.spans();
    let labels = (label && !spans.is_empty()).then(|| {
        let place = |byte: usize| row.text[..byte].chars().count();
        claims
            .iter()
            .map(|claim| {
                let (start, end) = (place(claim.start), place(claim.end));
                spans.iter().any(|span| span.0 < end && span.1 > start)
            })
            .collect()
    });
    (!claims.is_empty()).then_some(Example { claims, label, labels, weight })
}

/// A learner with standardised features.
struct Learner {
    mean: [f64; COUNT],
    spread: [f64; COUNT],
    weights: [f64; COUNT],
    squares: [f64; COUNT],
    bias: f64,
}

impl Learner {
    fn new(examples: &[Example]) -> Self {
        let (mut mean, mut spread, mut n) = ([0.0; COUNT], [0.0; COUNT], 0.0);
        let all = || examples.iter().flat_map(|example| &example.claims);
        for claim in all() {
            n += 1.0;
            for (mean, value) in mean.iter_mut().zip(claim.features) {
                *mean += f64::from(value);
            }
        }
        mean.iter_mut().for_each(|mean| *mean /= n);
        for claim in all() {
            for ((spread, mean), value) in spread.iter_mut().zip(mean).zip(claim.features) {
                *spread += (f64::from(value) - mean) * (f64::from(value) - mean);
            }
        }
        spread.iter_mut().for_each(|spread| *spread = (*spread / n).sqrt().max(1e-3));
        Self { mean, spread, weights: [0.0; COUNT], squares: [1e-3; COUNT], bias: 0.0 }
    }

    fn logit(&self, claim: &Claim) -> f64 {
        (0..COUNT).fold(self.bias, |sum, at| {
            sum + self.weights[at] * (f64::from(claim.features[at]) - self.mean[at]) / self.spread[at]
        })
    }

    fn step(&mut self, claim: &Claim, label: bool, weight: f64, rate: f64) {
        let p = 1.0 / (1.0 + (-self.logit(claim)).exp());
        let error = (p - f64::from(u8::from(label))) * weight;
        for at in 0..COUNT {
            let value = (f64::from(claim.features[at]) - self.mean[at]) / self.spread[at];
            let gradient = error * value.clamp(-4.0, 4.0) + 1e-5 * self.weights[at];
            self.squares[at] += gradient * gradient;
            self.weights[at] -= rate * gradient / self.squares[at].sqrt();
        }
        self.bias -= 0.01 * error;
    }

    fn epoch(&mut self, examples: &[Example], order: &[usize], rate: f64) {
        for at in order {
            let example = &examples[*at];
            let share = example.weight / (example.claims.len() as f64).sqrt();
            match (&example.labels, example.label) {
                (Some(labels), _) => {
                    for (claim, label) in example.claims.iter().zip(labels) {
                        self.step(claim, *label, if *label { example.weight } else { share }, rate);
                    }
                }
                (None, false) => {
                    for claim in &example.claims {
                        self.step(claim, false, share, rate);
                    }
                }
                // Nothing tells which claim is wrong: the worst, as far as it is known.
                (None, true) => {
                    let worst = example.claims.iter().max_by(|a, b| self.logit(a).total_cmp(&self.logit(b)));
                    if let Some(worst) = worst {
                        self.step(&worst.clone(), true, example.weight, rate);
                    }
                }
            }
        }
    }

    fn head(&self) -> Grounding {
        let mut bias = self.bias;
        let mut weights = [0.0; COUNT];
        for at in 0..COUNT {
            weights[at] = (self.weights[at] / self.spread[at]) as f32;
            bias -= self.weights[at] * self.mean[at] / self.spread[at];
        }
        Grounding { weights, bias: bias as f32, worst: crate::knob("WORST", WORST), middle: 0.0, tenth: 1.0 }
    }
}

fn worst(head: &Grounding, claims: &[Claim]) -> f64 {
    head.judge(claims).into_iter().fold(f64::NEG_INFINITY, f64::max)
}

fn scores(head: &Grounding, examples: &[Example]) -> Vec<(f64, bool)> {
    examples.iter().map(|example| (worst(head, &example.claims), example.label)).collect()
}

fn load(dir: &Path, embedding: &Embedding, name: &str, weight: f64) -> Vec<Example> {
    let rows = read(dir, &format!("groundedness/{name}"));
    rows.iter().filter_map(|row| example(embedding, row, weight)).collect()
}

/// The threshold of the best balanced accuracy.
fn balance(scores: &[(f64, bool)]) -> f64 {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let bad = sorted.iter().filter(|each| each.1).count() as f64;
    let good = sorted.len() as f64 - bad;
    let (mut below_bad, mut below_good) = (0.0, 0.0);
    let mut best = (0.0, 0.0);
    for pair in sorted.windows(2) {
        if pair[0].1 {
            below_bad += 1.0;
        } else {
            below_good += 1.0;
        }
        let accuracy = ((bad - below_bad) / bad + below_good / good) / 2.0;
        if accuracy > best.0 {
            best = (accuracy, (pair[0].0 + pair[1].0) / 2.0);
        }
    }
    best.1
}

/// Learns, measures on held-out folds and on the development sets, and sets the scale.
pub fn learn(dir: &Path, embedding: &Embedding) -> Grounding {
    let mut train = Vec::new();
    let mut held = Vec::new();
    for (name, weight) in TRAIN {
        let mut fold = Vec::new();
        for (at, example) in load(dir, embedding, &format!("train/{name}"), f64::from(crate::knob(name, weight as f32))).into_iter().enumerate() {
            // Answers on one context stand beside each other: a fold takes a stretch of them.
            if (at / 60) % 5 == 4 { fold.push(example) } else { train.push(example) }
        }
        held.push((name, fold));
    }
    let mut rng = Rng(7);
    let mut order: Vec<usize> = (0..train.len()).collect();
    let mut learner = Learner::new(&train);
    for epoch in 0..EPOCHS {
        rng.shuffle(&mut order);
        learner.epoch(&train, &order, 0.3 / (1.0 + epoch as f64));
    }
    let mut head = learner.head();
    for (name, fold) in &held {
        println!("{name} (held out): AUC {:.4}", auc(&scores(&head, fold)));
    }
    let mut dev = Vec::new();
    for (name, gate) in DEV {
        let own = scores(&head, &load(dir, embedding, &format!("dev/{name}"), 1.0));
        println!("{name}: AUC {:.4} (gate {gate}), best balance at {:.3}", auc(&own), balance(&own));
        if gate > 0.0 {
            dev.push(balance(&own));
        }
    }
    head.middle = (dev.iter().sum::<f64>() / dev.len() as f64) as f32;
    head.tenth = 0.4;
    for (at, weight) in learner.weights.iter().enumerate() {
        println!("  {at}: {weight:.3}");
    }
    head
}
