//! One of several candidates: the highest score says which.

use serde::Serialize;

use super::rounded;

/// How often the right candidate wins.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct ClassReport {
    /// Candidates of the largest row.
    pub(crate) candidates: usize,
    pub(crate) accuracy: Option<f64>,
    /// Mean over the candidates that are labelled or named at least once.
    pub(crate) macro_f1: Option<f64>,
    /// Rows in which no candidate scored above 0.
    pub(crate) undecided: usize,
}

#[derive(Clone, Debug, Default)]
struct Tally {
    right: f64,
    named: f64,
    labelled: f64,
}

/// Candidates with the highest score, none when that is 0; several in a tie.
pub(crate) fn winners(scores: &[Option<f64>]) -> Vec<usize> {
    let best = scores.iter().flatten().copied().fold(0.0, f64::max);
    let tied = scores
        .iter()
        .enumerate()
        .filter(|(_, score)| **score == Some(best));
    tied.map(|(place, _)| place)
        .filter(|_| best > 0.0)
        .collect()
}

/// From each row's label and scores; rows tied between several count in parts.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(crate) fn classes<'a>(rows: impl Iterator<Item = (usize, &'a [Option<f64>])>) -> ClassReport {
    let mut tallies: Vec<Tally> = Vec::new();
    let (mut count, mut right, mut undecided) = (0_usize, 0.0, 0);
    for (label, scores) in rows {
        if tallies.len() < scores.len() {
            tallies.resize(scores.len(), Tally::default());
        }
        let winners = winners(scores);
        let part = 1.0 / winners.len().max(1) as f64;
        for place in &winners {
            if let Some(tally) = tallies.get_mut(*place) {
                tally.named += part;
            }
        }
        if let Some(tally) = tallies.get_mut(label) {
            tally.labelled += 1.0;
            if winners.contains(&label) {
                tally.right += part;
                right += part;
            }
        }
        undecided += usize::from(winners.is_empty());
        count += 1;
    }
    let seen: Vec<&Tally> = tallies
        .iter()
        .filter(|tally| tally.named + tally.labelled > 0.0)
        .collect();
    let sum: f64 = seen
        .iter()
        .map(|tally| 2.0 * tally.right / (tally.named + tally.labelled))
        .sum();
    ClassReport {
        candidates: tallies.len(),
        accuracy: (count > 0).then(|| rounded(right / count as f64)),
        macro_f1: (!seen.is_empty()).then(|| rounded(sum / seen.len() as f64)),
        undecided,
    }
}

#[cfg(test)]
mod tests {
    use super::{classes, winners};

    #[test]
    fn ties_count_in_parts_and_silence_is_wrong() {
        assert_eq!(winners(&[Some(0.2), Some(0.7), Some(0.7), None]), [1, 2]);
        assert!(winners(&[Some(0.0), None]).is_empty());
        let rows: [(usize, &[Option<f64>]); 4] = [
            (0, &[Some(0.9), Some(0.1)]),
            (1, &[Some(0.5), Some(0.5)]),
            (1, &[Some(0.0), Some(0.0)]),
            (0, &[Some(0.1), Some(0.2)]),
        ];
        let report = classes(rows.into_iter());
        assert_eq!((report.candidates, report.undecided), (2, 1));
        assert_eq!(report.accuracy, Some(0.375));
        // class 0: right 1, named 1.5, labelled 2; class 1: right 0.5, named 1.5, labelled 2
        assert_eq!(report.macro_f1, Some(0.4286));
        assert_eq!(classes(std::iter::empty()).accuracy, None);
    }
}
