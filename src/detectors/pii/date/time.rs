//! Times of day.

use super::part;
use crate::detectors::pii::bytes::Bytes;

/// The end with a time of day and a zone behind a date.
pub(super) fn with_time(bytes: Bytes<'_>, end: usize) -> usize {
    let from = match bytes.at(end) {
        b'T' | b' ' | b't' => end + 1,
        b',' if bytes.at(end + 1) == b' ' => end + 2,
        _ => return end,
    };
    time_end(bytes, from).unwrap_or(end)
}

/// `14:05`, `14:05:59.123Z`, `2:05 pm`.
pub(super) fn time_end(bytes: Bytes<'_>, start: usize) -> Option<usize> {
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

/// `am` and its like behind an hour.
pub(super) fn half_of_day(bytes: Bytes<'_>, end: usize) -> Option<usize> {
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
