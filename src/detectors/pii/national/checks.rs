//! The check digits of each country. Digits come as values 0 to 9, tokens as upper-case characters.

mod america;
mod asia;
mod europe;

use super::super::checksum::is_day;
pub(super) use america::*;
pub(super) use asia::*;
pub(super) use europe::*;

fn number(values: &[u8], start: usize, end: usize) -> u64 {
    values
        .get(start..end)
        .unwrap_or_default()
        .iter()
        .fold(0, |sum, value| sum * 10 + u64::from(*value))
}

fn at(values: &[u8], place: usize) -> u32 {
    values
        .get(place)
        .map_or(u32::MAX / 64, |value| u32::from(*value))
}

/// Year, month and day as pairs of digits from `start`.
fn is_ymd(values: &[u8], start: usize) -> bool {
    is_day(
        number(values, start + 2, start + 4),
        number(values, start + 4, start + 6),
    )
}

fn is_dmy(values: &[u8], start: usize) -> bool {
    is_day(
        number(values, start + 2, start + 4),
        number(values, start, start + 2),
    )
}

fn varied(values: &[u8]) -> bool {
    values
        .iter()
        .skip(1)
        .any(|value| values.first() != Some(value))
}

fn values_of(text: &[u8], start: usize, end: usize) -> u64 {
    text.get(start..end)
        .unwrap_or_default()
        .iter()
        .fold(0, |sum, byte| sum * 10 + u64::from(byte.wrapping_sub(b'0')))
}

fn letter(table: &[u8], place: u64) -> u8 {
    usize::try_from(place)
        .ok()
        .and_then(|place| table.get(place))
        .copied()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests;
