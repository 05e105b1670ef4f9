//! Europe.

use super::{at, is_dmy, is_ymd, letter, number, values_of, varied};
use crate::detectors::pii::checksum::{is_day, luhn, mod_11_10, weighted};

/// Prefixes and the last letter that are given out.
pub(in super::super) fn nino(text: &[u8]) -> bool {
    let [first, second, .., last] = text else {
        return false;
    };
    let barred = [b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"]
        .iter()
        .any(|pair| pair.as_slice() == [*first, *second]);
    !barred
        && !b"DFIQUV".contains(first)
        && !b"DFIOQUV".contains(second)
        && (b'A'..=b'D').contains(last)
}

pub(in super::super) fn nhs(values: &[u8]) -> bool {
    let check = (11 - weighted(values, &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    varied(values) && check == at(values, 9)
}

/// One digit twice or three times among the first ten, and the check digit.
pub(in super::super) fn german_tax(values: &[u8]) -> bool {
    let mut counts = [0u8; 10];
    for value in values.iter().take(10) {
        if let Some(count) = counts.get_mut(usize::from(*value)) {
            *count += 1;
        }
    }
    let repeated = counts.iter().filter(|count| **count > 1).count();
    let most = counts.iter().max().copied().unwrap_or(0);
    at(values, 0) != 0 && repeated == 1 && most <= 3 && mod_11_10(values)
}

/// Sex, month and the key over 97 (Corsica's letters are read as digits elsewhere).
pub(in super::super) fn nir(values: &[u8]) -> bool {
    let month = number(values, 3, 5);
    let known = matches!(month, 1..=12 | 20..=42 | 50..=99);
    matches!(at(values, 0), 1..=4 | 7 | 8)
        && known
        && 97 - number(values, 0, 13) % 97 == number(values, 13, 15)
}

const DNI: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

pub(in super::super) fn dni(text: &[u8]) -> bool {
    text.last() == Some(&letter(DNI, values_of(text, 0, 8) % 23))
}

pub(in super::super) fn nie(text: &[u8]) -> bool {
    let Some(head) = text
        .first()
        .and_then(|byte| b"XYZ".iter().position(|each| each == byte))
    else {
        return false;
    };
    let sum = head as u64 * 10_000_000 + values_of(text, 1, 8);
    text.last() == Some(&letter(DNI, sum % 23))
}

/// Odd places weigh by a table, even ones by their value; digits may be replaced by letters in namesakes.
pub(in super::super) fn codice_fiscale(text: &[u8]) -> bool {
    const ODD: [u8; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let is_digit = |place: usize| {
        text.get(place)
            .is_some_and(|byte| byte.is_ascii_digit() || b"LMNPQRSTUV".contains(byte))
    };
    if !b"ABCDEHLMPRST".contains(text.get(8).unwrap_or(&0))
        || ![6, 7, 9, 10, 12, 13, 14].into_iter().all(is_digit)
    {
        return false;
    }
    let sum: u32 = text
        .iter()
        .take(15)
        .enumerate()
        .map(|(place, byte)| {
            let value = if byte.is_ascii_digit() {
                byte - b'0'
            } else {
                byte.wrapping_sub(b'A')
            };
            let odd = place % 2 == 0;
            u32::from(if odd {
                ODD.get(usize::from(value)).copied().unwrap_or(0)
            } else {
                value
            })
        })
        .sum();
    text.last()
        .is_some_and(|last| u32::from(last.wrapping_sub(b'A')) == sum % 26)
}

pub(in super::super) fn bsn(values: &[u8]) -> bool {
    let sum = weighted(values, &[9, 8, 7, 6, 5, 4, 3, 2]);
    sum > 0 && varied(values) && sum % 11 == at(values, 8)
}

pub(in super::super) fn belgian(values: &[u8]) -> bool {
    let (body, key) = (number(values, 0, 9), number(values, 9, 11));
    is_ymd(values, 0) && (97 - body % 97 == key || 97 - (2_000_000_000 + body) % 97 == key)
}

/// Starts with the country's 756; the check of an article number.
pub(in super::super) fn ahv(values: &[u8]) -> bool {
    number(values, 0, 3) == 756
        && weighted(values, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]).is_multiple_of(10)
}

pub(in super::super) fn austrian(values: &[u8]) -> bool {
    at(values, 0) != 0
        && is_dmy(values, 4)
        && weighted(values, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 == at(values, 3)
}

/// The month carries the century.
fn in_century(values: &[u8]) -> bool {
    is_day(number(values, 2, 4) % 20, number(values, 4, 6))
}

pub(in super::super) fn pesel(values: &[u8]) -> bool {
    in_century(values)
        && (10 - weighted(values, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10 == at(values, 10)
}

/// The last ten of ten or twelve digits.
pub(in super::super) fn swedish(values: &[u8]) -> bool {
    let long = values.len() == 12;
    let tail = values
        .get(values.len().saturating_sub(10)..)
        .unwrap_or_default();
    let century = !long || matches!(number(values, 0, 2), 18..=20);
    let day = number(tail, 4, 6);
    century && is_day(number(tail, 2, 4), if day > 60 { day - 60 } else { day }) && luhn(tail)
}

pub(in super::super) fn norwegian(values: &[u8]) -> bool {
    let day = number(values, 0, 2) % 40;
    let first = (11 - weighted(values, &[3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11) % 11;
    let second = (11 - weighted(values, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    is_day(number(values, 2, 4), day) && first == at(values, 9) && second == at(values, 10)
}

pub(in super::super) fn danish(values: &[u8]) -> bool {
    is_dmy(values, 0) && varied(values)
}

pub(in super::super) fn portuguese(values: &[u8]) -> bool {
    let rest = weighted(values, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    let check = if rest < 2 { 0 } else { 11 - rest };
    matches!(at(values, 0), 1..=3 | 5 | 6 | 8 | 9) && check == at(values, 8)
}

pub(in super::super) fn romanian(values: &[u8]) -> bool {
    let check = weighted(values, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11 % 10;
    let ten = weighted(values, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11 == 10;
    at(values, 0) != 0 && is_ymd(values, 1) && (if ten { 1 } else { check }) == at(values, 12)
}

pub(in super::super) fn bulgarian(values: &[u8]) -> bool {
    in_century(values) && weighted(values, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == at(values, 9)
}

pub(in super::super) fn greek(values: &[u8]) -> bool {
    is_dmy(values, 0) && luhn(values)
}

pub(in super::super) fn czech(values: &[u8]) -> bool {
    let month = number(values, 2, 4) % 50;
    let month = if month > 20 { month - 20 } else { month };
    is_day(month, number(values, 4, 6)) && number(values, 0, 10).is_multiple_of(11)
}

pub(in super::super) fn baltic(values: &[u8]) -> bool {
    let first = weighted(values, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
    let second = weighted(values, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10;
    matches!(at(values, 0), 1..=6)
        && is_ymd(values, 1)
        && (if first < 10 { first } else { second }) == at(values, 10)
}

pub(in super::super) fn irish(text: &[u8]) -> bool {
    let body: u64 = text
        .iter()
        .take(7)
        .zip([8u64, 7, 6, 5, 4, 3, 2])
        .map(|(byte, weight)| u64::from(byte.wrapping_sub(b'0')) * weight)
        .sum();
    let tail = text
        .get(8)
        .map_or(0, |byte| u64::from(byte.wrapping_sub(b'A')) + 1);
    text.get(7)
        == Some(&letter(
            b"WABCDEFGHIJKLMNOPQRSTUV",
            (body + if tail == 23 { 0 } else { tail * 9 }) % 23,
        ))
}
