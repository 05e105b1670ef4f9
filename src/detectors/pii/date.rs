//! Dates and times of day. Their shapes are read even when dates are not asked for: they keep other readings away.

use super::bytes::Bytes;
use super::checksum::is_day;
use super::context::tag;
use super::kinds::Kind;
use super::scan::{Opinion, Scan};
use crate::detectors::pii::why::{Why, why};

static MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

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

/// The end with a time of day and a zone behind a date.
fn with_time(bytes: Bytes<'_>, end: usize) -> usize {
    let from = match bytes.at(end) {
        b'T' | b' ' | b't' => end + 1,
        b',' if bytes.at(end + 1) == b' ' => end + 2,
        _ => return end,
    };
    time_end(bytes, from).unwrap_or(end)
}

/// `14:05`, `14:05:59.123Z`, `2:05 pm`.
fn time_end(bytes: Bytes<'_>, start: usize) -> Option<usize> {
    let hour = part(bytes, start)?;
    if hour.length > 2 || hour.value > 24 || bytes.at(hour.end) != b':' {
        return None;
    }
    let minute = part(bytes, hour.end + 1)?;
    if minute.length != 2 || minute.value > 59 {
        return None;
    }
    let mut end = minute.end;
    if bytes.at(end) == b':' {
        let second = part(bytes, end + 1)?;
        if second.length != 2 || second.value > 60 {
            return None;
        }
        end = second.end;
        if matches!(bytes.at(end), b'.' | b',') && bytes.at(end + 1).is_ascii_digit() {
            end = bytes.run(end + 1, 9, |byte| byte.is_ascii_digit());
        }
    }
    if matches!(bytes.at(end), b':') && bytes.at(end + 1).is_ascii_hexdigit() {
        return None;
    }
    end = half_of_day(bytes, end).unwrap_or(end);
    if bytes.at(end) == b'Z' {
        end += 1;
    } else if matches!(bytes.at(end), b'+' | b'-') {
        let zone = part(bytes, end + 1);
        if let Some(zone) = zone.filter(|zone| zone.length == 2 || zone.length == 4) {
            end = zone.end;
            if bytes.at(end) == b':' {
                end = part(bytes, end + 1).map_or(end, |part| part.end);
            }
        }
    }
    (!bytes.at(end).is_ascii_alphanumeric()).then_some(end)
}

fn half_of_day(bytes: Bytes<'_>, end: usize) -> Option<usize> {
    let at = if bytes.at(end) == b' ' { end + 1 } else { end };
    if !matches!(bytes.at(at), b'a' | b'A' | b'p' | b'P') {
        return None;
    }
    let forms: [&[u8]; 4] = [b"a.m.", b"p.m.", b"am", b"pm"];
    forms
        .iter()
        .find(|form| bytes.has(at, form) && !bytes.at(at + form.len()).is_ascii_alphanumeric())
        .map(|form| at + form.len())
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

/// The month that a word names, in full or shortened; `may` and `march` only with a capital.
fn is_month(word: &[u8]) -> bool {
    if !(3..=9).contains(&word.len())
        || !word
            .first()
            .is_some_and(|byte| b"jfmasond".contains(&byte.to_ascii_lowercase()))
    {
        return false;
    }
    let verb =
        word == b"may" || word == b"march" || word == b"mar" || word == b"sep" || word == b"dec";
    !verb
        && MONTHS.iter().any(|month| {
            word.eq_ignore_ascii_case(month.as_bytes())
                || word.len() == 3
                    && month
                        .as_bytes()
                        .get(..3)
                        .is_some_and(|short| word.eq_ignore_ascii_case(short))
                || word.eq_ignore_ascii_case(b"sept")
        })
}

fn month_around(scan: &mut Scan<'_>, start: usize, end: usize) -> Option<usize> {
    let bytes = scan.bytes;
    let joins = |byte: u8| matches!(byte, b' ' | b'-' | b'/' | b'.');
    if !joins(bytes.before(start)) && !joins(bytes.at(end)) {
        return None;
    }
    let letter = |byte: u8| byte.is_ascii_alphabetic();
    let number = part(bytes, start)?;
    // `March 5, 2021`, `March 2021`: the month before.
    let gap = if matches!(bytes.before(start), b' ' | b'-' | b'/') {
        start - 1
    } else {
        start
    };
    let gap = if bytes.before(gap) == b'.' {
        gap - 1
    } else {
        gap
    };
    let from = bytes.run_back(gap, 10, letter);
    if gap < start
        && is_month(bytes.slice(from, gap))
        && !bytes.before(from).is_ascii_alphanumeric()
    {
        let stop = match number.length {
            4 => end,
            _ if number.value <= 31 => year_after(bytes, end).unwrap_or(end),
            _ => return None,
        };
        return Some(note(
            scan,
            from,
            with_time(bytes, stop),
            0.75,
            why!("a day and the name of a month"),
        ));
    }
    if number.length > 2 || number.value > 31 || number.value == 0 {
        return None;
    }
    // `5 March 2021`, `5th of March`: the month after.
    let mut at = if matches!(bytes.at(end), b' ' | b'-' | b'/' | b'.') {
        end + 1
    } else {
        return None;
    };
    if bytes.at(at) == b' ' {
        at += 1;
    }
    for filler in [b"day of ".as_slice(), b"of ".as_slice()] {
        if bytes.has(at, filler) {
            at += filler.len();
        }
    }
    let stop = bytes.run(at, 10, letter);
    if !is_month(bytes.slice(at, stop)) || bytes.at(stop).is_ascii_alphanumeric() {
        return None;
    }
    let stop = year_after(bytes, stop).unwrap_or(stop);
    Some(note(
        scan,
        start,
        with_time(bytes, stop),
        0.75,
        why!("a day and the name of a month"),
    ))
}

/// `, 2021` and its like.
fn year_after(bytes: Bytes<'_>, end: usize) -> Option<usize> {
    let at = bytes.run(end, 3, |byte| {
        matches!(byte, b',' | b' ' | b'-' | b'/' | b'.' | b'\'')
    });
    if at == end || bytes.before(at) == b'\'' {
        return None;
    }
    let year = part(bytes, at)?;
    (year.length == 4
        && (1000..=2199).contains(&year.value)
        && !bytes.at(year.end).is_ascii_alphanumeric())
    .then_some(year.end)
}
