//! How long it took.

use serde::Serialize;

/// Times of one set.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Times {
    pub(crate) p50_us: Option<f64>,
    pub(crate) p99_us: Option<f64>,
    /// UTF-8 bytes of text in a second of evaluation.
    pub(crate) bytes_per_s: Option<f64>,
}

/// From each row's microseconds and the bytes of all.
#[expect(clippy::cast_precision_loss, reason = "bytes are far below 2^52")]
pub(crate) fn times(mut micros: Vec<f64>, bytes: usize) -> Times {
    micros.sort_by(f64::total_cmp);
    let total: f64 = micros.iter().sum();
    Times {
        p50_us: percentile(50, &micros),
        p99_us: percentile(99, &micros),
        bytes_per_s: (total > 0.0).then(|| (bytes as f64 / (total / 1e6)).round()),
    }
}

/// The smallest value that at least this many in a hundred do not pass (nearest rank).
fn percentile(percent: usize, sorted: &[f64]) -> Option<f64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted
        .get(rank - 1)
        .map(|value| (value * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::{percentile, times};

    #[test]
    fn nearest_rank() {
        let sorted: Vec<f64> = (1..=200).map(f64::from).collect();
        assert_eq!(
            (percentile(50, &sorted), percentile(99, &sorted)),
            (Some(100.0), Some(198.0))
        );
        assert_eq!(
            (percentile(99, &[7.0]), percentile(50, &[])),
            (Some(7.0), None)
        );
        let times = times(vec![3.0, 1.0], 8);
        assert_eq!(
            (times.p50_us, times.bytes_per_s),
            (Some(1.0), Some(2_000_000.0))
        );
    }
}
