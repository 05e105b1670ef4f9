//! National identification numbers: length and grouping by country, and the country's own check digits.

mod checks;
mod rows;

pub(super) use rows::ROWS;

use super::bytes::Digits;
use super::context::tag;
use super::kinds::Kind;
use super::number::Reading;
use super::run::{Window, sign};
use super::scan::{Opinion, Scan};
use crate::detectors::pii::why::Why;

/// How a number is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// Digits: how many, and the lengths of the groups of the spelling that gives it away (0: none).
    Digits { count: usize, shape: u32 },
    /// Letters and digits in one token: `A` a letter, `9` a digit, `*` either.
    Token(&'static str),
}

/// A kind of national number.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) region: &'static str,
    pub(super) why: Why,
    pub(super) form: Form,
    /// The score of the bare form, and of the spelling that gives it away.
    pub(super) scores: (f64, f64),
    /// Words that name it.
    pub(super) tags: u32,
    /// The check digits, on values 0 to 9 or on upper-case characters.
    pub(super) check: fn(&[u8]) -> bool,
}

const NAMES: u32 = tag::ID | tag::TAX | tag::HEALTH;

/// A number of digits that starts with the window's first group.
pub(super) fn read(scan: &mut Scan<'_>, window: &Window<'_>) -> Option<Reading> {
    let mut digits = [Digits::default(); 7];
    let mut total = 0;
    let mut best: Option<(usize, &'static Row, f64)> = None;
    let groups = window.run.from(window.first, 7);
    let rows = scan.regions.ids();
    if rows.is_empty() {
        return None;
    }
    for (place, group) in groups.iter().enumerate() {
        total += group.end - group.start;
        let count = place + 1;
        if total > 18 {
            break;
        }
        if total < 9 {
            continue;
        }
        let signs = window.signs(count);
        for row in rows {
            let Form::Digits {
                count: length,
                shape,
            } = row.form
            else {
                continue;
            };
            let grouped = count > 1;
            if length != total || grouped && window.shape(count) != shape {
                continue;
            }
            let slot = digits.get_mut(place)?;
            if slot.values().is_empty() {
                *slot = window.digits(scan.bytes, count);
            }
            if signs & sign::PAREN == 0 && (row.check)(slot.values()) {
                let score = if grouped { row.scores.1 } else { row.scores.0 };
                if best.is_none_or(|(_, _, other)| score > other) {
                    best = Some((count, row, score));
                }
            }
        }
    }
    let (count, row, base) = best?;
    let (start, end) = window.span(count)?;
    let near = scan.context.near(start, end);
    let other = tag::OTHER | tag::PHONE | tag::BANK | tag::CARD | tag::CALL;
    let of = Opinion {
        base,
        named: near.any(row.tags)
            && near.nearest & (tag::PHONE | tag::BANK | tag::CARD | tag::SSN) == 0,
        denied: near.close & other != 0,
    };
    Some(Reading {
        kind: Kind::NationalId,
        start,
        end,
        groups: count,
        why: row.why,
        opinion: of,
    })
}

/// A number of letters and digits. Gives whether the token is one.
pub(super) fn token(scan: &mut Scan<'_>, start: usize, end: usize) -> bool {
    let mut upper = [0u8; 24];
    let text = scan.bytes.slice(start, end);
    let Some(upper) = upper.get_mut(..text.len()) else {
        return false;
    };
    for (to, from) in upper.iter_mut().zip(text) {
        *to = from.to_ascii_uppercase();
    }
    let fits = |row: &&&'static Row| match row.form {
        Form::Token(mask) => follows(mask.as_bytes(), upper) && (row.check)(upper),
        Form::Digits { .. } => false,
    };
    let Some(row) = scan.regions.ids().iter().find(fits).copied() else {
        return false;
    };
    let near = scan.context.near(start, end);
    let capitals = !text.iter().any(u8::is_ascii_lowercase);
    let of = Opinion {
        base: if capitals {
            row.scores.0
        } else {
            row.scores.0 - 0.2
        },
        named: near.any(row.tags),
        denied: near.close & tag::OTHER != 0,
    };
    let score = of.score();
    scan.note(Kind::NationalId, (start, end), row.why, of);
    score > 0.5
}

fn follows(mask: &[u8], text: &[u8]) -> bool {
    mask.len() == text.len()
        && mask.iter().zip(text).all(|(sign, byte)| match sign {
            b'A' => byte.is_ascii_uppercase(),
            b'9' => byte.is_ascii_digit(),
            _ => true,
        })
}
