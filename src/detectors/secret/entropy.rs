//! How random a token looks, in whole-number arithmetic: the same everywhere.

/// `n * log2(n)` in 1/256 bit for n up to 128, by repeated squaring.
#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a constant with 129 places"
)]
static N_LOG_N: [u32; 129] = {
    let mut table = [0; 129];
    let mut n = 2;
    while n < 129 {
        table[n] = n as u32 * log2(n as u64);
        n += 1;
    }
    table
};

/// log2 of a whole number in 1/256.
const fn log2(n: u64) -> u32 {
    let whole = n.ilog2();
    // The fraction, one bit per squaring of the mantissa in 32.32.
    let mut mantissa = ((n as u128) << 32) >> whole;
    let mut fraction = 0;
    let mut bit = 0;
    while bit < 8 {
        mantissa = (mantissa * mantissa) >> 32;
        fraction <<= 1;
        if mantissa >= 2 << 32 {
            mantissa >>= 1;
            fraction |= 1;
        }
        bit += 1;
    }
    whole * 256 + fraction
}

/// Shannon entropy of the bytes' frequencies, in hundredths of a bit per byte; the first 128 bytes count.
pub(crate) fn per_byte(text: &[u8]) -> u32 {
    let text = text.get(..128).unwrap_or(text);
    let mut counts = [0u8; 256];
    for byte in text {
        if let Some(count) = counts.get_mut(usize::from(*byte)) {
            *count += 1;
        }
    }
    let of = |count: usize| N_LOG_N.get(count).copied().unwrap_or(0);
    let spread: u32 = counts
        .iter()
        .filter(|count| **count > 1)
        .map(|count| of(usize::from(*count)))
        .sum();
    let Ok(length) = u32::try_from(text.len()) else {
        return 0;
    };
    if length == 0 {
        return 0;
    }
    (of(text.len()).saturating_sub(spread)) * 100 / (256 * length)
}

#[cfg(test)]
mod tests {
    use super::per_byte;

    #[test]
    fn known_values() {
        assert_eq!(per_byte(b"aaaaaaaa"), 0);
        assert_eq!(per_byte(b"abababab"), 100);
        assert_eq!(per_byte(b"0123456789abcdef"), 400);
        assert!((314..=318).contains(&per_byte(b"abcdefghi")));
    }
}
