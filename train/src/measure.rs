//! AUC, recall at a rate of false positives.

/// Area under the curve.
pub fn auc(scores: &[(f64, bool)]) -> f64 {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut rank_sum, mut positives, mut at) = (0.0, 0.0, 0);
    while at < sorted.len() {
        let end = at
            + sorted[at..]
                .iter()
                .take_while(|s| s.0 == sorted[at].0)
                .count();
        let rank = (at + 1 + end) as f64 / 2.0;
        for score in &sorted[at..end] {
            if score.1 {
                rank_sum += rank;
                positives += 1.0;
            }
        }
        at = end;
    }
    let negatives = sorted.len() as f64 - positives;
    (rank_sum - positives * (positives + 1.0) / 2.0) / (positives * negatives)
}

/// The value that this share of benign scores exceeds.
pub fn at_rate(benign: &[f64], rate: f64) -> f64 {
    let mut sorted = benign.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    sorted[((sorted.len() as f64 * rate) as usize).min(sorted.len() - 1)]
}

/// The share above a value.
pub fn above(scores: impl Iterator<Item = f64>, threshold: f64) -> f64 {
    let (mut all, mut hit) = (0.0_f64, 0.0);
    for score in scores {
        all += 1.0;
        hit += f64::from(u8::from(score > threshold));
    }
    hit / all.max(1.0)
}
