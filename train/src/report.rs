//! Measures a head on development sets.

use edgeward::models::head::{Head, VIEWS};
use edgeward::models::scale::Scale;

use crate::data::Row;
use crate::measure::{above, at_rate, auc};

/// A set's texts as a head sees them.
pub struct Set {
    pub name: String,
    pub rows: Vec<([f64; VIEWS], usize, bool)>,
}

impl Set {
    pub fn new(name: &str, rows: &[Row], head: &Head) -> Self {
        let rows = rows
            .iter()
            .filter_map(|row| {
                let judged = head.judge(&edgeward::text::normalised(&row.text), |_, _, _| {});
                Some((judged.views, judged.segments, row.label()?))
            })
            .collect();
        Self {
            name: name.to_owned(),
            rows,
        }
    }

    pub fn scores(&self, head: &Head) -> Vec<(f64, bool)> {
        self.rows
            .iter()
            .map(|(views, segments, label)| (head.combine(views, *segments), *label))
            .collect()
    }
}

fn benign(head: &Head, sets: &[Set]) -> Vec<f64> {
    sets.iter()
        .flat_map(|set| set.scores(head))
        .filter(|s| !s.1)
        .map(|s| s.0)
        .collect()
}

/// Sets the head's scale.
pub fn calibrate(head: &mut Head, sets: &[Set]) {
    let scores = benign(head, sets);
    head.scale = Scale([0.05, 0.01, 0.001].map(|rate| at_rate(&scores, rate) as f32));
}

/// Prints AUC and recall per set; a set of bad cases alone is set against the benign ones.
pub fn report(head: &Head, benign_sets: &[Set], sets: &[Set]) {
    let calm = benign(head, benign_sets);
    let threshold = f64::from(head.scale.0[1]);
    println!("scale {:?}", head.scale.0);
    for set in benign_sets {
        println!(
            "  {:32} passed {:.4}",
            set.name,
            1.0 - above(set.scores(head).into_iter().map(|s| s.0), threshold)
        );
    }
    for set in sets {
        let mut scores = set.scores(head);
        let recall = above(scores.iter().filter(|s| s.1).map(|s| s.0), threshold);
        let false_alarms = above(scores.iter().filter(|s| !s.1).map(|s| s.0), threshold);
        if scores.iter().all(|s| s.1) {
            scores.extend(calm.iter().map(|s| (*s, false)));
        }
        println!(
            "  {:32} AUC {:.4} recall {recall:.4} false {false_alarms:.4}",
            set.name,
            auc(&scores)
        );
    }
}

/// Recall and AUC of several sets in a line.
pub fn line(head: &Head, sets: &[Set]) -> String {
    let threshold = f64::from(head.scale.0[1]);
    sets.iter()
        .map(|set| {
            let scores = set.scores(head);
            let recall = above(scores.iter().filter(|s| s.1).map(|s| s.0), threshold);
            format!("{:.3}/{recall:.3} ", auc(&scores))
        })
        .collect()
}
