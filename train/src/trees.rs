//! Gradient boosting: trees of a fixed depth, each fitted to what the ones before it got wrong.

use edgeward::models::grounding::{COUNT, LEAVES, NODES, STEP, Steps, Tree};

use crate::data::Rng;

/// A claim to learn from.
pub struct Case {
    pub steps: Steps,
    pub label: bool,
    pub weight: f64,
}

/// How trees are grown.
#[derive(Clone, Copy)]
pub struct Growth {
    pub trees: usize,
    pub rate: f64,
    /// Weight that a leaf needs, and what is added to it so that small ones stay small.
    pub least: f64,
    pub calm: f64,
    /// Features that a tree may ask, percent.
    pub share: u64,
    /// Features that no tree may ask.
    pub without: &'static [usize],
}

const BINS: usize = 256;
type Histogram = Vec<[f64; 2]>;

/// The bias and the trees.
pub fn grow(cases: &[Case], growth: Growth, rng: &mut Rng) -> (f64, Vec<Tree>) {
    let (mut bad, mut all) = (0.0, 0.0);
    for case in cases {
        bad += if case.label { case.weight } else { 0.0 };
        all += case.weight;
    }
    let bias = (bad / (all - bad)).ln();
    let mut odds = vec![bias; cases.len()];
    let mut trees = Vec::new();
    for _ in 0..growth.trees {
        let slopes: Vec<[f64; 2]> = cases
            .iter()
            .zip(&odds)
            .map(|(case, odds)| {
                let p = 1.0 / (1.0 + (-odds).exp());
                [
                    (f64::from(u8::from(case.label)) - p) * case.weight,
                    p * (1.0 - p) * case.weight,
                ]
            })
            .collect();
        let asked: Vec<usize> = (0..COUNT)
            .filter(|at| rng.chance(growth.share) && !growth.without.contains(at))
            .collect();
        let tree = tree(cases, &slopes, &asked, growth);
        for (case, odds) in cases.iter().zip(&mut odds) {
            *odds += f64::from(tree.leaf(&case.steps)) * STEP;
        }
        trees.push(tree);
    }
    (bias, trees)
}

fn tree(cases: &[Case], slopes: &[[f64; 2]], asked: &[usize], growth: Growth) -> Tree {
    // A node that is not split sends everything left.
    let mut tree = Tree {
        nodes: [(0, u8::MAX); NODES],
        leaves: [0; LEAVES],
    };
    let mut at = vec![0_usize; cases.len()];
    let mut first = 0;
    while first < NODES {
        let width = first + 1;
        let mut best: Vec<(f64, u8, u8)> = vec![(1e-6, 0, u8::MAX); width];
        for feature in asked {
            let mut sums: Histogram = vec![[0.0; 2]; width * BINS];
            for ((case, slope), node) in cases.iter().zip(slopes).zip(&at) {
                let cell = &mut sums[(node - first) * BINS + usize::from(case.steps[*feature])];
                cell[0] += slope[0];
                cell[1] += slope[1];
            }
            for (node, sums) in sums.chunks(BINS).enumerate() {
                let found = split(sums, growth);
                if found.0 > best[node].0 {
                    best[node] = (found.0, *feature as u8, found.1);
                }
            }
        }
        for (node, (_, feature, most)) in best.iter().enumerate() {
            tree.nodes[first + node] = (*feature, *most);
        }
        for (case, node) in cases.iter().zip(&mut at) {
            let (feature, most) = tree.nodes[*node];
            *node = 2 * *node + 1 + usize::from(case.steps[usize::from(feature)] > most);
        }
        first += width;
    }
    let mut sums = [[0.0; 2]; LEAVES];
    for (slope, node) in slopes.iter().zip(&at) {
        sums[node - NODES][0] += slope[0];
        sums[node - NODES][1] += slope[1];
    }
    for (leaf, [up, weight]) in tree.leaves.iter_mut().zip(sums) {
        let value = growth.rate * up / (weight + growth.calm) / STEP;
        *leaf = value.round().clamp(-30_000.0, 30_000.0) as i16;
    }
    tree
}

/// What the best split gains, and the most that goes left.
fn split(sums: &[[f64; 2]], growth: Growth) -> (f64, u8) {
    let gain = |up: f64, weight: f64| up * up / (weight + growth.calm);
    let total = sums
        .iter()
        .fold([0.0; 2], |all, sum| [all[0] + sum[0], all[1] + sum[1]]);
    let (mut left, mut best) = ([0.0; 2], (0.0, u8::MAX));
    for (bin, sum) in sums.iter().enumerate() {
        left = [left[0] + sum[0], left[1] + sum[1]];
        let right = [total[0] - left[0], total[1] - left[1]];
        if left[1] < growth.least || right[1] < growth.least {
            continue;
        }
        let gained = gain(left[0], left[1]) + gain(right[0], right[1]) - gain(total[0], total[1]);
        if gained > best.0 {
            best = (gained, bin as u8);
        }
    }
    best
}
