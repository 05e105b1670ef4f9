//! Dates with the name of a month.

use super::time::with_time;
use super::{note, part};
use crate::detectors::pii::bytes::Bytes;
use crate::detectors::pii::scan::Scan;
use crate::detectors::pii::why::why;

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

/// A day or a year beside the name of a month. Gives the place to go on.
pub(super) fn month_around(scan: &mut Scan<'_>, start: usize, end: usize) -> Option<usize> {
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
