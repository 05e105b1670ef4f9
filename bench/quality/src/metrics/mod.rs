//! The numbers. Definitions stand in the README of this folder; every sum is over a fixed order.

pub(crate) mod classes;
pub(crate) mod counts;
pub(crate) mod ranking;
pub(crate) mod spans;
pub(crate) mod times;

/// Four decimals: the same text on every machine, and more than the sets can tell apart.
pub(crate) fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// A share of a count; `None` where nothing was counted.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(crate) fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| rounded(part as f64 / whole as f64))
}
