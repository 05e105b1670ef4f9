//! The signs of emphasis, code and what is struck out in Markdown.

use super::links::NEAR;
use super::markup::Kind;
use super::seen::Seen;
use crate::text::json::BORDER;

/// Signs that have the same beside them in the line.
pub(super) fn emphasis(bytes: &[u8], at: usize) -> Seen<(usize, Kind)> {
    let byte_at = |at: usize| bytes.get(at).copied().unwrap_or(b'\n');
    let sign = byte_at(at);
    let here = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter()
            .take_while(|byte| **byte == sign)
            .take(4)
            .count()
    };
    let length = here(at);
    let whole = at
        .checked_sub(1)
        .is_none_or(|before| byte_at(before) != sign);
    let kind = match (sign, length) {
        (b'*', 1) => Kind::Star,
        (b'*' | b'`', 1 | 2) | (b'~', 2) => Kind::Other,
        _ => return Seen::Not,
    };
    if !whole {
        return Seen::Not;
    }
    let end = at + length;
    // Beside a digit it may be a power: its partner is in the same word.
    let digit = |at: usize| byte_at(at).is_ascii_digit();
    let power = digit(end) || at > 0 && digit(at - 1);
    let stops = |byte: u8| matches!(byte, b'\n' | BORDER) || power && byte == b' ';
    let (mut run, mut near) = (0, at);
    while let Some(before) = near.checked_sub(1).filter(|before| at - before <= NEAR) {
        near = before;
        match byte_at(before) {
            byte if byte == sign => run += 1,
            _ if run == length => return Seen::Is((end, kind)),
            byte if stops(byte) => {
                run = 0;
                break;
            }
            _ => run = 0,
        }
    }
    if run == length && near == 0 {
        return Seen::Is((end, kind));
    }
    let mut next = end;
    while next < end + NEAR {
        match bytes.get(next) {
            None => return Seen::Open,
            Some(byte) if stops(*byte) => return Seen::Not,
            Some(byte) if *byte == sign => match here(next) {
                run if run == length => return Seen::Is((end, kind)),
                run => next += run,
            },
            Some(_) => next += 1,
        }
    }
    Seen::Not
}
