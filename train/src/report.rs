//! Measures a head on development sets.

use edgeward::models::head::{Judged, Table, VIEWS};
use edgeward::models::scale::Scale;

use crate::data::Row;
use crate::measure::{above, at_rate, auc};

/// What a head says of a text as it is given.
pub fn judge(head: &Table<1>, text: &str) -> Judged {
    let [judged] = head.judge(&edgeward::text::normalised(text), None, |_, _, _| {});
    judged
}

/// A set's texts as a head sees them.
pub struct Set {
    pub name: String,
    pub rows: Vec<([f64; VIEWS], usize, bool)>,
}

impl Set {
    pub fn new(name: &str, rows: &[Row], head: &Table<1>) -> Self {
        let rows = rows
            .iter()
            .filter_map(|row| {
                let judged = judge(head, &row.text);
                Some((judged.views, judged.segments, row.label()?))
            })
            .collect();
        Self {
            name: name.to_owned(),
            rows,
        }
    }

    pub fn scores(&self, head: &Table<1>) -> Vec<(f64, bool)> {
        self.rows
            .iter()
            .map(|(views, segments, label)| (head.heads[0].combine(views, *segments), *label))
            .collect()
    }
}

fn benign(head: &Table<1>, sets: &[Set]) -> Vec<f64> {
    sets.iter()
        .flat_map(|set| set.scores(head))
        .filter(|s| !s.1)
        .map(|s| s.0)
        .collect()
}

/// Sets the head's scale.
pub fn calibrate(head: &mut Table<1>, sets: &[Set]) {
    let scores = benign(head, sets);
    head.heads[0].scale = Scale([0.05, 0.01, 0.001].map(|rate| at_rate(&scores, rate) as f32));
}

/// Prints AUC and recall per set; a set of bad cases alone is set against the benign ones.
pub fn report(head: &Table<1>, benign_sets: &[Set], sets: &[Set]) {
    let calm = benign(head, benign_sets);
    let threshold = f64::from(head.heads[0].scale.0[1]);
    println!("scale {:?}", head.heads[0].scale.0);
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
pub fn line(head: &Table<1>, sets: &[Set]) -> String {
    let threshold = f64::from(head.heads[0].scale.0[1]);
    sets.iter()
        .map(|set| {
            let scores = set.scores(head);
            let recall = above(scores.iter().filter(|s| s.1).map(|s| s.0), threshold);
            format!("{:.3}/{recall:.3} ", auc(&scores))
        })
        .collect()
}
