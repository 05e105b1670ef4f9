//! The Americas.

use super::{at, number, values_of, varied};
use crate::detectors::pii::checksum::{is_day, luhn, weighted};

/// Nine, then a group that is given to taxpayers.
pub(in super::super) fn itin(values: &[u8]) -> bool {
    at(values, 0) == 9 && matches!(number(values, 3, 5), 50..=65 | 70..=88 | 90..=92 | 94..=99)
}

pub(in super::super) fn sin(values: &[u8]) -> bool {
    !matches!(at(values, 0), 0 | 8) && varied(values) && luhn(values)
}

pub(in super::super) fn cpf(values: &[u8]) -> bool {
    let check = |sum: u32| if sum % 11 < 2 { 0 } else { 11 - sum % 11 };
    varied(values)
        && check(weighted(values, &[10, 9, 8, 7, 6, 5, 4, 3, 2])) == at(values, 9)
        && check(weighted(values, &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2])) == at(values, 10)
}

pub(in super::super) fn cuit(values: &[u8]) -> bool {
    let check = (11 - weighted(values, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    matches!(number(values, 0, 2), 20 | 23 | 24 | 27 | 30 | 33 | 34) && check == at(values, 10)
}

pub(in super::super) fn curp(text: &[u8]) -> bool {
    let date = is_day(values_of(text, 6, 8), values_of(text, 8, 10));
    let sum: u32 = text
        .iter()
        .take(17)
        .zip((2..=18u32).rev())
        .map(|(byte, weight)| {
            let value = match byte {
                b'0'..=b'9' => u32::from(byte - b'0'),
                // The alphabet has an Ñ after N.
                b'A'..=b'N' => u32::from(byte - b'A') + 10,
                _ => u32::from(byte.wrapping_sub(b'A')) + 11,
            };
            value * weight
        })
        .sum();
    date && text.get(10).is_some_and(|byte| b"HMX".contains(byte))
        && values_of(text, 17, 18) == u64::from((10 - sum % 10) % 10)
}

/// Eight digits and a K.
pub(in super::super) fn rut(text: &[u8]) -> bool {
    let sum: u32 = text
        .iter()
        .take(8)
        .rev()
        .zip([2u32, 3, 4, 5, 6, 7, 2, 3])
        .map(|(byte, weight)| u32::from(byte.wrapping_sub(b'0')) * weight)
        .sum();
    text.last() == Some(&b'K') && 11 - sum % 11 == 10
}
