//! Tokens of letters and digits, and what they can be.

use super::bytes::Bytes;
use super::context::tag;
use super::kinds::Kind;
use super::scan::{Opinion, Scan};
use super::{currency, iban, ip, national, wallet};
use crate::detectors::pii::why::why;

/// At a token with a letter and a digit, whose first digit is at `place`. Gives the place to go on.
pub(super) fn at(scan: &mut Scan<'_>, start: usize, place: usize, end: usize) -> usize {
    let bytes = scan.bytes;
    let length = end - start;
    let pair = length == 2 && (bytes.at(end) == b'-' || bytes.before(start) == b'-');
    let triple = length == 4 && bytes.at(end) == b'.';
    if let Some(next) = (pair || triple)
        .then(|| ip::mac_around(scan, start))
        .flatten()
    {
        return next.max(end);
    }
    if place == start {
        let digits = bytes.run(place, 32, |byte| byte.is_ascii_digit());
        if let Some(next) = currency::around(scan, start, digits) {
            return next.max(end);
        }
    }
    if let Some(next) = (place == start + 2)
        .then(|| iban::at(scan, start))
        .flatten()
    {
        return next.max(end);
    }
    if length >= 26 {
        wallet::at(scan, start, end);
        return end;
    }
    if is_piece(bytes, start, end) || length < 6 || start < scan.url_end {
        return end;
    }
    if length == 17 && vin(scan, start, end)
        || length >= 8 && national::token(scan, start, end)
        || length == 16 && british_licence(scan, start, end)
    {
        return end;
    }
    papers(scan, start, end);
    end
}

/// Part of an identifier, of a path, of base64.
fn is_piece(bytes: Bytes<'_>, start: usize, end: usize) -> bool {
    let joins = |byte: u8| {
        matches!(
            byte,
            b'-' | b'_' | b'/' | b'+' | b'\\' | b'.' | b'@' | b'%' | b'$'
        )
    };
    joins(bytes.before(start)) && !bytes.before(start.saturating_sub(1)).is_ascii_whitespace()
        || joins(bytes.at(end)) && bytes.at(end + 1).is_ascii_alphanumeric()
        || bytes.at(end) == b'='
        || bytes.at(end) == b'('
}

/// A vehicle's number: no I, O or Q, the ninth sign checks the rest, the last four are digits.
fn vin(scan: &mut Scan<'_>, start: usize, end: usize) -> bool {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let text = scan.bytes.slice(start, end);
    let mut sum = 0;
    for (byte, weight) in text.iter().zip(WEIGHTS) {
        let value = match byte.to_ascii_uppercase() {
            digit @ b'0'..=b'9' => digit - b'0',
            letter @ (b'A'..=b'H') => letter - b'A' + 1,
            letter @ (b'J'..=b'N') => letter - b'J' + 1,
            b'P' => 7,
            b'R' => 9,
            letter @ (b'S'..=b'Z') => letter - b'S' + 2,
            _ => return false,
        };
        sum += u32::from(value) * weight;
    }
    let check = match text.get(8).map(u8::to_ascii_uppercase) {
        Some(b'X') => 10,
        Some(digit @ b'0'..=b'9') => u32::from(digit - b'0'),
        _ => 99,
    };
    let tail = text.iter().skip(13).all(u8::is_ascii_digit);
    let letters = text
        .iter()
        .filter(|byte| byte.is_ascii_alphabetic())
        .count();
    let capitals = !text.iter().any(u8::is_ascii_lowercase);
    let near = scan.context.near(start, end);
    let named = near.any(tag::VIN);
    let checks = sum % 11 == check;
    if letters < 2 || !(tail || checks && named) || !(checks || named) {
        return false;
    }
    let base = if checks && tail && capitals {
        0.65
    } else {
        0.4
    };
    scan.note(
        Kind::Vin,
        (start, end),
        why!("the signs of a vehicle's number"),
        Opinion {
            base,
            named,
            denied: false,
        },
    );
    base > 0.5 || named
}

/// `MORGA657054SM9IJ`: five of the name, the date of birth between digits, initials and a check.
fn british_licence(scan: &mut Scan<'_>, start: usize, end: usize) -> bool {
    let text = scan.bytes.slice(start, end);
    let fits = text.iter().enumerate().all(|(place, byte)| match place {
        0..=4 | 11 | 12 => byte.is_ascii_uppercase() || *byte == b'9',
        5..=10 | 13 => byte.is_ascii_digit(),
        _ => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
    });
    let at = |place: usize| u64::from(text.get(place).map_or(0, |byte| byte.wrapping_sub(b'0')));
    let month = at(6) % 5 * 10 + at(7);
    if !fits || !super::checksum::is_day(month, at(8) * 10 + at(9)) {
        return false;
    }
    let near = scan.context.near(start, end);
    let of = Opinion {
        base: 0.7,
        named: near.any(tag::LICENCE),
        denied: false,
    };
    scan.note(
        Kind::Licence,
        (start, end),
        why!("the form of a British driving licence"),
        of,
    );
    true
}

/// Passports and driving licences: forms that only a word nearby makes one.
fn papers(scan: &mut Scan<'_>, start: usize, end: usize) {
    let text = scan.bytes.slice(start, end);
    let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = text.len() - digits;
    if digits < 4
        || text.len() > 16
        || text.iter().any(u8::is_ascii_lowercase) && text.iter().any(u8::is_ascii_uppercase)
    {
        return;
    }
    let near = scan.context.near(start, end);
    if near.any(tag::PASSPORT) && text.len() <= 9 && letters <= 3 {
        let of = Opinion {
            base: 0.4,
            named: true,
            denied: false,
        };
        scan.note(
            Kind::Passport,
            (start, end),
            why!("the form of a passport number"),
            of,
        );
    } else if near.any(tag::LICENCE) && near.any(tag::DRIVING) && letters <= 9 {
        let of = Opinion {
            base: 0.35,
            named: true,
            denied: false,
        };
        scan.note(
            Kind::Licence,
            (start, end),
            why!("the form of a driving licence"),
            of,
        );
    }
}
