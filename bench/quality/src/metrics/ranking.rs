//! What the order of the scores tells, without a threshold.

use super::rounded;

/// A score, and whether the row is a bad case.
pub(crate) type Scored = (f64, bool);

/// The chance that a bad case scores higher than a good one, ties counted half. `None` without both kinds.
#[expect(clippy::cast_precision_loss, reason = "rounded to four decimals below")]
pub(crate) fn auc(scored: &[Scored]) -> Option<f64> {
    let mut sorted: Vec<Scored> = scored.to_vec();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut good_below, mut bad_total, mut won_twice) = (0_u128, 0_u128, 0_u128);
    for tied in sorted.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
        let bad = tied.iter().filter(|(_, bad)| *bad).count() as u128;
        let good = tied.len() as u128 - bad;
        won_twice += bad * (2 * good_below + good);
        good_below += good;
        bad_total += bad;
    }
    let pairs = good_below * bad_total;
    (pairs > 0).then(|| rounded(won_twice as f64 / (2 * pairs) as f64))
}

/// The lowest threshold above which lie at most this many in a hundred of the scores.
pub(crate) fn threshold_at(percent: usize, mut benign: Vec<f64>) -> Option<f64> {
    benign.sort_by(|one, other| other.total_cmp(one));
    benign.get(benign.len() * percent / 100).copied()
}

/// How many scores lie above a threshold.
pub(crate) fn above(threshold: f64, scores: impl Iterator<Item = f64>) -> usize {
    scores.filter(|score| *score > threshold).count()
}

#[cfg(test)]
mod tests {
    use super::{above, auc, threshold_at};

    /// Every pair, one by one.
    fn by_pairs(scored: &[(f64, bool)]) -> f64 {
        let side = |bad| {
            scored
                .iter()
                .filter(move |each| each.1 == bad)
                .map(|each| each.0)
        };
        let wins = side(true).flat_map(|bad| {
            side(false).map(move |good| match bad.total_cmp(&good) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            })
        });
        let wins: Vec<f64> = wins.collect();
        wins.iter().sum::<f64>() / f64::from(u32::try_from(wins.len()).unwrap())
    }

    #[test]
    fn auc_by_hand() {
        assert_eq!(
            auc(&[(0.9, true), (0.8, true), (0.2, false), (0.1, false)]),
            Some(1.0)
        );
        assert_eq!(auc(&[(0.1, true), (0.9, false)]), Some(0.0));
        assert_eq!(
            auc(&[(0.8, true), (0.4, false), (0.3, true), (0.2, false)]),
            Some(0.75)
        );
        assert_eq!(auc(&[(0.8, true)]), None);
        assert_eq!(auc(&[]), None);
    }

    #[test]
    fn ties_count_half_in_any_order() {
        assert_eq!(auc(&[(0.5, true), (0.5, false)]), Some(0.5));
        assert_eq!(auc(&[(0.5, false), (0.5, true)]), Some(0.5));
        assert_eq!(
            auc(&[(0.0, true), (1.0, true), (0.0, false), (0.0, false)]),
            Some(0.75)
        );
    }

    #[test]
    fn auc_is_the_share_of_pairs() {
        let mut state = 7_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 16
        };
        for _ in 0..50 {
            let scored: Vec<(f64, bool)> = (0..40)
                .map(|_| (f64::from(next() % 9) / 8.0, next() % 3 == 0))
                .collect();
            if let Some(area) = auc(&scored) {
                assert!((area - by_pairs(&scored)).abs() < 1e-4);
            }
        }
    }

    #[test]
    fn one_in_a_hundred_may_fire() {
        let scores: Vec<f64> = (0..200).map(f64::from).collect();
        let threshold = threshold_at(1, scores.clone()).unwrap();
        assert_eq!(above(threshold, scores.iter().copied()), 2);
        let few: Vec<f64> = (0..99).map(f64::from).collect();
        assert_eq!(threshold_at(1, few), Some(98.0));
        let mut tied = vec![0.9; 5];
        tied.extend(vec![0.1; 195]);
        assert_eq!(
            threshold_at(1, tied),
            Some(0.9),
            "a tie across the border fires none"
        );
        assert_eq!(threshold_at(1, vec![]), None);
    }
}
