//! Cosines of sums of rows, in integers up to the last division.

use super::embedding::{Sum, WIDTH};

/// A sum cut to sixteen bits, with its length.
#[derive(Clone, Copy, Debug)]
pub struct Near {
    values: [i16; WIDTH],
    /// One over the length; nothing is near to nothing.
    inverse: f64,
}

impl Near {
    /// Of a sum.
    #[must_use]
    pub fn new(sum: &Sum) -> Self {
        let any = sum.iter().fold(0, |any, value| any | (value ^ value >> 31));
        let shift = (i32::BITS - any.leading_zeros()).saturating_sub(i16::BITS - 1);
        #[expect(clippy::cast_possible_truncation, reason = "shifted to fifteen bits")]
        let values = sum.map(|value| (value >> shift) as i16);
        let square: i64 = values
            .iter()
            .map(|value| i64::from(*value) * i64::from(*value))
            .fold(0, i64::wrapping_add);
        #[expect(clippy::cast_precision_loss, reason = "below 2^36")]
        let length = (square as f64).sqrt();
        let inverse = if square == 0 { 0.0 } else { 1.0 / length };
        Self { values, inverse }
    }

    /// The cosine with another, of which one at least has values below 2^13: the product fits 32 bits.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> f64 {
        let product = self
            .values
            .iter()
            .zip(&other.values)
            .map(|(one, other)| i32::from(*one) * i32::from(*other))
            .fold(0, i32::wrapping_add);
        f64::from(product) * self.inverse * other.inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cosines_are_those_of_the_sums() {
        let mut one = [0; WIDTH];
        let mut other = [0; WIDTH];
        for (at, (one, other)) in one.iter_mut().zip(&mut other).enumerate() {
            let at = i32::try_from(at).unwrap();
            (*one, *other) = ((at * 7919) % 4001 - 2000, (at * 104_729) % 4001 - 2000);
        }
        let length = |sum: &Sum| sum.iter().map(|v| f64::from(v * v)).sum::<f64>().sqrt();
        let product: f64 = one.iter().zip(&other).map(|(a, b)| f64::from(a * b)).sum();
        let exact = product / length(&one) / length(&other);
        let near = Near::new(&one);
        assert!((near.cosine(&Near::new(&other)) - exact).abs() < 1e-9);
        // A long text: cut, not wrapped.
        let long = Near::new(&other.map(|value| value * 5000));
        assert!((near.cosine(&long) - exact).abs() < 1e-3);
        assert!((near.cosine(&Near::new(&[0; WIDTH]))).abs() < f64::EPSILON);
    }
}
