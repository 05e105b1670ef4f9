//! Recall at one false positive in a hundred, read over the sets that hold nothing bad.

use std::collections::BTreeMap;

use crate::metrics::ranking::{Scored, above, threshold_at};
use crate::metrics::ratio;
use crate::report::TaskReport;

/// The scores of a set.
#[derive(Debug, Default)]
pub(crate) struct SetScores {
    pub(crate) scored: Vec<Scored>,
    /// From a `train` folder: never used for a threshold while others are there.
    pub(crate) training: bool,
}

/// Fills in the threshold and the recall of every set of a task.
pub(crate) fn fill(task: &mut TaskReport, scores: &BTreeMap<String, SetScores>) {
    let benign = |training: bool| -> Vec<String> {
        let sets = scores.iter().filter(|(_, set)| set.training == training);
        let sets = sets
            .filter(|(_, set)| !set.scored.is_empty() && set.scored.iter().all(|(_, bad)| !bad));
        sets.map(|(name, _)| name.clone()).collect()
    };
    task.benign_sets = benign(false);
    if task.benign_sets.is_empty() {
        task.benign_sets = benign(true);
    }
    let of = |names: &[String]| -> Vec<f64> {
        let sets = names.iter().filter_map(|name| scores.get(name));
        sets.flat_map(|set| {
            set.scored
                .iter()
                .filter(|(_, bad)| !bad)
                .map(|(score, _)| *score)
        })
        .collect()
    };
    let shared = threshold_at(1, of(&task.benign_sets));
    for (name, report) in &mut task.sets {
        let bad: Vec<f64> = scores
            .get(name)
            .map(|set| {
                set.scored
                    .iter()
                    .filter(|(_, bad)| *bad)
                    .map(|(score, _)| *score)
                    .collect()
            })
            .unwrap_or_default();
        let own = std::slice::from_ref(name);
        let names = if shared.is_some() {
            task.benign_sets.as_slice()
        } else {
            own
        };
        let Some(threshold) = shared.or_else(|| threshold_at(1, of(own))) else {
            continue;
        };
        report.threshold_at_1pct_fp = Some(threshold);
        report.recall_at_1pct_fp = ratio(above(threshold, bad.into_iter()), report.positives);
        report.fp_sets = names.to_vec();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{SetScores, fill};
    use crate::report::{SetReport, Status, TaskReport};

    type Set<'a> = (&'a str, bool, Vec<(f64, bool)>);

    fn filled(sets: &[Set<'_>]) -> TaskReport {
        let mut task = TaskReport {
            task: "injection",
            status: Status::Measured,
            note: None,
            policy: None,
            policies: Vec::new(),
            distinct_policies: 1,
            benign_sets: Vec::new(),
            sets: BTreeMap::new(),
        };
        let mut scores = BTreeMap::new();
        for (name, training, scored) in sets.iter().cloned() {
            let positives = scored.iter().filter(|(_, bad)| *bad).count();
            task.sets.insert(
                name.to_owned(),
                SetReport {
                    positives,
                    ..SetReport::default()
                },
            );
            scores.insert(name.to_owned(), SetScores { scored, training });
        }
        fill(&mut task, &scores);
        task
    }

    #[test]
    fn one_threshold_over_all_benign_sets_together() {
        let low: Vec<(f64, bool)> = (0..150_u32)
            .map(|n| (f64::from(n) / 1_000.0, false))
            .collect();
        let high = vec![(0.9, false); 50];
        let mixed = vec![(0.95, true), (0.8, true), (0.99, false)];
        let task = filled(&[
            ("low", false, low),
            ("high", false, high),
            ("mixed", false, mixed),
        ]);
        assert_eq!(task.benign_sets, ["high", "low"]);
        let set = &task.sets["mixed"];
        assert_eq!(
            (set.threshold_at_1pct_fp, set.recall_at_1pct_fp),
            (Some(0.9), Some(0.5))
        );
        assert_eq!(set.fp_sets, ["high", "low"]);
    }

    #[test]
    fn without_benign_sets_a_set_has_its_own() {
        let task = filled(&[(
            "mixed",
            false,
            vec![(0.95, true), (0.1, true), (0.3, false)],
        )]);
        let set = &task.sets["mixed"];
        assert_eq!(
            (set.threshold_at_1pct_fp, set.recall_at_1pct_fp),
            (Some(0.3), Some(0.5))
        );
        assert_eq!(set.fp_sets, ["mixed"]);
        let bad_only = filled(&[("bad", false, vec![(0.9, true)])]);
        assert_eq!(bad_only.sets["bad"].recall_at_1pct_fp, None);
    }

    #[test]
    fn training_sets_give_no_threshold_beside_others() {
        let sets = [
            ("dev", false, vec![(0.2, false)]),
            ("train", true, vec![(0.8, false)]),
        ];
        assert_eq!(filled(&sets).benign_sets, ["dev"]);
        assert_eq!(filled(&sets[1..]).benign_sets, ["train"]);
    }
}
