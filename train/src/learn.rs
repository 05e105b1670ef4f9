//! Logistic regression on windows of hashed features, by AdaGrad, and its quantisation.

use edgeward::models::features::{Sink, featurise};
use edgeward::models::head::{Head, PRIOR_COUNT, Table};
use edgeward::models::segments::{Part, SIZES};

use crate::data::Rng;
use crate::knob;

/// A text as lists of feature indices, one per segment.
pub struct Example {
    pub segments: Vec<Vec<u32>>,
    pub label: bool,
    pub weight: f32,
}

struct Collect {
    shift: u32,
    open: Vec<u32>,
    done: Vec<Vec<u32>>,
}

impl Sink for Collect {
    fn feature(&mut self, hash: u32) {
        self.open.push(hash >> self.shift);
    }
    fn cue(&mut self, _: u8) {}
    fn segment(&mut self, _: usize) {
        if !self.open.is_empty() {
            self.done.push(std::mem::take(&mut self.open));
        }
    }
}

pub fn example(text: &str, label: bool, weight: f32, bits: u32) -> Example {
    let text = edgeward::text::normalised(text);
    let mut sink = Collect {
        shift: 32 - bits,
        open: Vec::new(),
        done: Vec::new(),
    };
    featurise(&text, &mut sink);
    Example {
        segments: sink.done,
        label,
        weight,
    }
}

pub struct Learner {
    pub weights: Vec<f32>,
    squares: Vec<f32>,
    pub bias: f32,
    bias_square: f32,
    pub rate: f32,
    pub decay: f32,
    pub drop: u64,
    dice: u64,
    kept: Vec<u32>,
}

impl Learner {
    pub fn new(bits: u32, rate: f32, decay: f32) -> Self {
        Self {
            weights: vec![0.0; 1 << bits],
            squares: vec![1e-4; 1 << bits],
            bias: -1.0,
            bias_square: 1e-2,
            rate,
            decay,
            drop: 0,
            dice: 1,
            kept: Vec::new(),
        }
    }

    fn logit(&self, window: &[Vec<u32>]) -> f32 {
        let (mut sum, mut count) = (0.0, 0);
        for segment in window {
            count += segment.len();
            sum += segment
                .iter()
                .map(|at| self.weights[*at as usize])
                .sum::<f32>();
        }
        self.bias + sum / norm(count)
    }

    /// A step on some of the features, so that no few of them carry a text alone.
    fn step(&mut self, window: &[Vec<u32>], label: bool, weight: f32) -> f32 {
        if self.drop > 0 {
            let mut kept = std::mem::take(&mut self.kept);
            kept.clear();
            for at in window.iter().flatten() {
                self.dice = self
                    .dice
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                if (self.dice >> 40) % 100 >= self.drop {
                    kept.push(*at);
                }
            }
            let window = [kept];
            let loss = self.full_step(&window, label, weight);
            [self.kept] = window;
            return loss;
        }
        self.full_step(window, label, weight)
    }

    fn full_step(&mut self, window: &[Vec<u32>], label: bool, weight: f32) -> f32 {
        let logit = self.logit(window);
        let p = 1.0 / (1.0 + (-logit).exp());
        let error = (p - f32::from(u8::from(label))) * weight;
        if error.abs() < 0.002 {
            return 0.0;
        }
        let count: usize = window.iter().map(Vec::len).sum();
        let gradient = error / norm(count);
        for at in window.iter().flatten() {
            let at = *at as usize;
            let g = gradient + self.decay * self.weights[at];
            self.squares[at] += g * g;
            self.weights[at] -= self.rate * g / self.squares[at].sqrt();
        }
        self.bias_square += error * error;
        self.bias -= 0.2 * error / self.bias_square.sqrt();
        -(if label { p } else { 1.0 - p }).max(1e-6).ln() * weight
    }

    fn best<'e>(&self, example: &'e Example, size: usize) -> &'e [Vec<u32>] {
        let size = size.min(example.segments.len());
        let score = |w: &&[Vec<u32>]| self.logit(w);
        example
            .segments
            .windows(size)
            .max_by(|a, b| score(a).total_cmp(&score(b)))
            .unwrap_or(&example.segments)
    }

    /// One pass. A benign text is shown as its worst window of some size, now and then as a random one or whole; a bad
    /// text as a whole and, when long, as its best window.
    pub fn epoch(&mut self, examples: &mut [Example], rng: &mut Rng) -> f64 {
        rng.shuffle(examples);
        let mut loss = 0.0;
        for example in examples.iter() {
            let segments = example.segments.len();
            if segments == 0 {
                continue;
            }
            let size = SIZES[rng.below(SIZES.len())];
            if !example.label {
                if segments > 1 {
                    let window = if rng.chance(60) {
                        self.best(example, size)
                    } else {
                        let size = size.min(segments);
                        let from = rng.below(segments - size + 1);
                        &example.segments[from..from + size]
                    };
                    loss += f64::from(self.step(window, false, example.weight));
                }
                if segments <= 16 || rng.chance(30) {
                    loss += f64::from(self.step(&example.segments, false, example.weight));
                }
            } else {
                loss += f64::from(self.step(&example.segments, true, example.weight));
                if segments > 2 {
                    let size = SIZES[1 + rng.below(3)];
                    let window = self.best(example, size);
                    loss += f64::from(self.step(window, true, example.weight * 0.7));
                }
            }
        }
        loss / examples.len() as f64
    }

    /// The head with weights of eight bits; what is smaller than `floor` steps is dropped.
    pub fn quantise(&self, largest: f32, floor: f32) -> Table<1> {
        let step = largest / 127.0;
        let weights: Vec<u8> = self
            .weights
            .iter()
            .map(|w| {
                let q = (w / step).round().clamp(-127.0, 127.0);
                if q.abs() <= floor {
                    0
                } else {
                    (q as i8).cast_unsigned()
                }
            })
            .collect();
        let head = Head {
            step,
            bias: self.bias,
            ..Head::default()
        };
        Table::new([head], [&weights])
    }
}

fn norm(count: usize) -> f32 {
    (count as f32 + PRIOR_COUNT as f32).sqrt()
}

/// How a head is learned.
#[derive(Clone, Copy)]
pub struct Plan {
    pub bits: u32,
    pub rate: f32,
    pub decay: f32,
    pub epochs: usize,
    /// Percent of the features that a step does not see.
    pub drop: u64,
    /// Learners whose weights are averaged, each with an order of its own.
    pub learners: u64,
    /// The largest weight that is told from larger ones.
    pub largest: f32,
    /// Weights of at most so many steps are dropped.
    pub floor: f32,
}

impl Plan {
    /// With these settings, unless others are being explored.
    pub fn explored(bits: u32, rate: f32, decay: f32) -> Self {
        Self {
            bits,
            rate: knob("RATE", rate),
            decay: knob("DECAY", decay),
            epochs: knob("EPOCHS", 8.0) as usize,
            drop: knob("DROP", 0.0) as u64,
            learners: knob("LEARNERS", 1.0) as u64,
            largest: knob("LARGEST", 4.0),
            floor: knob("FLOOR", 1.0),
        }
    }
}

/// Learns a head.
pub fn fit(examples: &mut [Example], plan: &Plan) -> Table<1> {
    let mut total = Learner::new(plan.bits, plan.rate, plan.decay);
    total.bias = 0.0;
    for seed in 0..plan.learners {
        let mut rng = Rng(63 + seed);
        let mut learner = Learner::new(plan.bits, plan.rate, plan.decay);
        learner.drop = plan.drop;
        learner.dice = 1 + seed;
        for epoch in 0..plan.epochs {
            learner.rate = plan.rate / (1.0 + epoch as f32);
            let loss = learner.epoch(examples, &mut rng);
            if epoch + 1 == plan.epochs {
                eprintln!(
                    "{} examples, learner {seed}, loss {loss:.4}",
                    examples.len()
                );
            }
        }
        for (sum, weight) in total.weights.iter_mut().zip(&learner.weights) {
            *sum += weight / plan.learners as f32;
        }
        total.bias += learner.bias / plan.learners as f32;
    }
    let largest = total.weights.iter().map(|w| w.abs()).fold(0.0, f32::max);
    total.quantise(largest.min(plan.largest), plan.floor)
}

/// The log-odds of a whole text by a finished head.
pub fn whole(table: &Table<1>, weights: &[u8], segments: &[Vec<u32>]) -> f64 {
    let sum: i64 = segments
        .iter()
        .flatten()
        .map(|at| i64::from(weights[*at as usize].cast_signed()))
        .sum();
    let [odds] = table.log_odds(&Part {
        sums: [sum],
        count: segments.iter().map(Vec::len).sum::<usize>() as u32,
        ..Part::default()
    });
    odds
}
