//! Asia, Africa and the Pacific.

use super::{at, is_ymd, letter, number, varied};
use crate::detectors::pii::checksum::{luhn, verhoeff, weighted};

pub(in super::super) fn aadhaar(values: &[u8]) -> bool {
    at(values, 0) > 1 && varied(values) && verhoeff(values)
}

/// The fourth letter names the kind of holder.
pub(in super::super) fn pan(text: &[u8]) -> bool {
    text.get(3).is_some_and(|byte| b"ABCFGHJLPT".contains(byte))
}

pub(in super::super) fn turkish(values: &[u8]) -> bool {
    let odd = weighted(values, &[1, 0, 1, 0, 1, 0, 1, 0, 1]);
    let even = weighted(values, &[0, 1, 0, 1, 0, 1, 0, 1]);
    let all = weighted(values, &[1; 10]);
    at(values, 0) != 0 && (odd * 7 + 90 - even) % 10 == at(values, 9) && all % 10 == at(values, 10)
}

pub(in super::super) fn south_african(values: &[u8]) -> bool {
    is_ymd(values, 0) && at(values, 10) < 3 && luhn(values)
}

const CHINESE: [u8; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

fn chinese_check(values: &[u8]) -> u8 {
    letter(b"10X98765432", u64::from(weighted(values, &CHINESE) % 11))
}

fn chinese_date(values: &[u8]) -> bool {
    matches!(number(values, 6, 10), 1800..=2099) && is_ymd(values, 8)
}

pub(in super::super) fn chinese(values: &[u8]) -> bool {
    chinese_date(values)
        && values.get(..17).is_some_and(|body| {
            chinese_check(body) == values.last().map_or(0, |value| value + b'0')
        })
}

pub(in super::super) fn chinese_letters(text: &[u8]) -> bool {
    let mut values = [0u8; 17];
    for (to, from) in values.iter_mut().zip(text) {
        *to = from.wrapping_sub(b'0');
    }
    text.last() == Some(&b'X') && chinese_date(&values) && chinese_check(&values) == b'X'
}

pub(in super::super) fn taiwanese(text: &[u8]) -> bool {
    const AREAS: &[u8; 26] = b"ABCDEFGHJKLMNPQRSTUVXYWZIO";
    let Some(area) = text
        .first()
        .and_then(|byte| AREAS.iter().position(|each| each == byte))
    else {
        return false;
    };
    let area = u32::try_from(area).unwrap_or(0) + 10;
    let body: u32 = text
        .iter()
        .skip(1)
        .zip([8u32, 7, 6, 5, 4, 3, 2, 1, 1])
        .map(|(byte, weight)| u32::from(byte.wrapping_sub(b'0')) * weight)
        .sum();
    matches!(text.get(1), Some(b'1' | b'2' | b'8' | b'9'))
        && (area / 10 + area % 10 * 9 + body).is_multiple_of(10)
}

pub(in super::super) fn korean(values: &[u8]) -> bool {
    let check = (11 - weighted(values, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10;
    is_ymd(values, 0) && matches!(at(values, 6), 1..=8) && check == at(values, 12)
}

pub(in super::super) fn japanese(values: &[u8]) -> bool {
    let rest = weighted(values, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    varied(values) && (if rest < 2 { 0 } else { 11 - rest }) == at(values, 11)
}

pub(in super::super) fn singaporean(text: &[u8]) -> bool {
    let sum: u32 = text
        .iter()
        .skip(1)
        .take(7)
        .zip([2u32, 7, 6, 5, 4, 3, 2])
        .map(|(byte, weight)| u32::from(byte.wrapping_sub(b'0')) * weight)
        .sum();
    let (offset, table): (u32, &[u8; 11]) = match text.first() {
        Some(b'S') => (0, b"JZIHGFEDCBA"),
        Some(b'T') => (4, b"JZIHGFEDCBA"),
        Some(b'F') => (0, b"XWUTRQPNMLK"),
        Some(b'G') => (4, b"XWUTRQPNMLK"),
        _ => return false,
    };
    text.last() == Some(&letter(table, u64::from((sum + offset) % 11)))
}

pub(in super::super) fn thai(values: &[u8]) -> bool {
    let sum = weighted(values, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    at(values, 0) != 0 && (11 - sum % 11) % 10 == at(values, 12)
}

pub(in super::super) fn tfn(values: &[u8]) -> bool {
    varied(values) && weighted(values, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11)
}
