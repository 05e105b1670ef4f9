//! Dates and times of day. Their shapes are read even when dates are not asked for: they keep other readings away.

mod month;
mod time;

use super::bytes::Bytes;
use super::checksum::is_day;
use super::context::tag;
use super::kinds::Kind;
use super::scan::{Opinion, Scan};
use crate::detectors::pii::why::{Why, why};
use month::month_around;
use time::{half_of_day, time_end, with_time};

/// A number and where it ends.
#[derive(Clone, Copy, Debug)]
struct Part {
    value: u64,
    length: usize,
    end: usize,
}

fn part(bytes: Bytes<'_>, start: usize) -> Option<Part> {
    let (mut value, mut length) = (0, 0);
    for byte in bytes.slice(start, start + 5) {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        value = value * 10 + u64::from(digit);
        length += 1;
    }
    (1..5).contains(&length).then_some(Part {
        value,
        length,
        end: start + length,
    })
}

fn note(scan: &mut Scan<'_>, start: usize, end: usize, base: f64, why: Why) -> usize {
    if scan.kinds.has(Kind::DateTime) || base > 0.7 {
        scan.note(
            Kind::DateTime,
            (start, end),
            why,
            Opinion {
                base,
                named: false,
                denied: false,
            },
        );
    }
    end
}

/// At digits: three numbers with the same sign between them, or a time of day. Gives the place to go on.
pub(super) fn numeric(scan: &mut Scan<'_>, start: usize, end: usize) -> Option<usize> {
    let bytes = scan.bytes;
    if end - start > 4 || bytes.before(start).is_ascii_alphanumeric() {
        return None;
    }
    match bytes.at(end) {
        b':' => {
            let before = bytes.before(start);
            if before == b':' || before == b'.' {
                return None;
            }
            let stop = time_end(bytes, start)?;
            Some(note(scan, start, stop, 0.6, why!("a time of day")))
        }
        sign @ (b'-' | b'/' | b'.') => {
            if matches!(bytes.before(start), b'/' | b'.')
                || bytes.before(start) == b'-'
                    && bytes
                        .before(start.saturating_sub(1))
                        .is_ascii_alphanumeric()
            {
                return None;
            }
            let stop = calendar(bytes, start, sign)?;
            let stop = with_time(bytes, stop);
            Some(note(scan, start, stop, 0.8, why!("year, month and day")))
        }
        _ => None,
    }
}

/// Year, month and day in one of the usual orders.
fn calendar(bytes: Bytes<'_>, start: usize, sign: u8) -> Option<usize> {
    let first = part(bytes, start)?;
    let second = part(bytes, first.end + 1)?;
    if bytes.at(second.end) != sign {
        return None;
    }
    let third = part(bytes, second.end + 1)?;
    let after = bytes.at(third.end);
    if after.is_ascii_digit()
        || after == sign && bytes.at(third.end + 1).is_ascii_digit()
        || second.length > 2
    {
        return None;
    }
    let year = |part: Part| part.length == 4 && (1000..=2199).contains(&part.value);
    let fits = match (first.length, third.length) {
        (4, 1..=2) => year(first) && is_day(second.value, third.value),
        (1..=2, 4) => {
            year(third) && (is_day(first.value, second.value) || is_day(second.value, first.value))
        }
        // Two digits of a year: only with slashes, or dots after two full pairs.
        (1..=2, 2) => {
            (sign == b'/' || sign == b'.' && first.length == 2 && second.length == 2)
                && (is_day(first.value, second.value) || is_day(second.value, first.value))
        }
        _ => false,
    };
    let word =
        after.is_ascii_alphabetic() && !(after == b'T' && bytes.at(third.end + 1).is_ascii_digit());
    (fits && !word && after != b'_').then_some(third.end)
}

/// A token that starts with digits and goes on in letters: `5th of March`, `10am`. Gives the place to go on.
pub(super) fn leading(
    scan: &mut Scan<'_>,
    start: usize,
    digits: usize,
    end: usize,
) -> Option<usize> {
    if !scan.kinds.has(Kind::DateTime) || digits - start > 2 {
        return None;
    }
    let bytes = scan.bytes;
    let day = part(bytes, start)?;
    let tail = bytes.slice(digits, end);
    if tail.eq_ignore_ascii_case(b"am") || tail.eq_ignore_ascii_case(b"pm") {
        return (1..=12)
            .contains(&day.value)
            .then(|| note(scan, start, end, 0.6, why!("a time of day")));
    }
    let ordinal = [b"st", b"nd", b"rd", b"th"]
        .iter()
        .any(|each| tail.eq_ignore_ascii_case(*each));
    if !ordinal || day.value > 31 {
        return None;
    }
    month_around(scan, start, end)
}

/// Digits beside the name of a month, or a year after a word that leads one. Gives the place to go on.
pub(super) fn around(scan: &mut Scan<'_>, start: usize, end: usize) -> Option<usize> {
    if !scan.kinds.has(Kind::DateTime) || end - start > 4 || end - start == 3 {
        return None;
    }
    let bytes = scan.bytes;
    if let Some(stop) = month_around(scan, start, end) {
        return Some(stop);
    }
    let hour = || part(bytes, start).is_some_and(|hour| (1..=12).contains(&hour.value));
    if let Some(stop) = half_of_day(bytes, end).filter(|_| hour()) {
        return Some(note(scan, start, stop, 0.6, why!("a time of day")));
    }
    let year = part(bytes, start)?;
    let joins = |byte: u8| {
        matches!(
            byte,
            b'-' | b'/' | b'.' | b'_' | b'#' | b'$' | b':' | b'=' | b'+' | b'%'
        )
    };
    let goes_on = joins(bytes.at(end)) && bytes.at(end + 1).is_ascii_alphanumeric();
    let part_of =
        joins(bytes.before(start)) || bytes.before(start).is_ascii_alphanumeric() || goes_on;
    if part_of || year.length != 4 || !(1900..=2099).contains(&year.value) {
        return None;
    }
    let near = scan.context.near(start, end);
    let led = near.nearest & (tag::YEAR | tag::DATE) != 0;
    let article = matches!(bytes.slice(start.saturating_sub(3), start), b" a " | b"an ")
        || bytes.slice(start.saturating_sub(4), start) == *b"the ";
    let base = if led || article { 0.6 } else { 0.35 };
    Some(note(scan, start, end, base, why!("a year")))
}
