//! Runs of digit groups (`+33 6 12 34 56 78`, `4111-1111-1111-1111`) and what they can be.
//!
//! A run is read once into a short list of groups; every reading looks at no more than nine of them, and rejects by the
//! lengths of the groups before it looks at a digit or at the words around.

use super::bytes::{Bytes, Digits, is_word};
use super::context::tag;
use super::ip::{self, Dotted};
use super::kinds::Kind;
use super::run::{Run, Window, nibble, separator, sign};
use super::scan::{Found, Opinion, Scan};
use super::{card, currency, date, national, phone};
use crate::detectors::pii::why::{Why, why};

/// A reading of some groups of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) groups: usize,
    pub(super) why: Why,
    pub(super) opinion: Opinion,
}

/// At a token of digits only. Gives the place to go on.
pub(super) fn at(scan: &mut Scan<'_>, start: usize, end: usize) -> usize {
    let bytes = scan.bytes;
    if let Some(next) = date::numeric(scan, start, end) {
        return next;
    }
    let dotted = if bytes.at(end) == b'.' {
        ip::dotted(bytes, start)
    } else {
        Dotted::No
    };
    match dotted {
        Dotted::Address(stop) => {
            ip::note_v4(scan, start, stop);
            return stop;
        }
        // Versions, object identifiers; a number with dots between its pairs goes on below.
        Dotted::Other(stop)
            if end - start != 2
                && !is_dialled(scan, start, stop)
                && bytes.slice(start, end) != b"756" =>
        {
            return stop;
        }
        _ => {}
    }
    let pair =
        end - start == 2 && bytes.at(end) == b'-' || end - start == 4 && bytes.at(end) == b'.';
    if let Some(next) = pair.then(|| ip::mac_around(scan, start)).flatten() {
        return next;
    }
    if let Some(next) = currency::around(scan, start, end) {
        return next;
    }
    if let Some(next) = date::around(scan, start, end) {
        return next;
    }
    // Most numbers stand alone and are short: nothing below reads them.
    if end - start < 6 && separator(bytes, end).is_none() || end - start > 32 {
        return end;
    }
    if bytes.before(start) == b'_' || bytes.at(end) == b'_' {
        return end;
    }
    // One character of a script, a quote or a space may stand before; not a sign that makes it a piece of a name.
    let attached = matches!(
        bytes.before(start),
        b'-' | b'.' | b'/' | b'#' | b'\\' | b'%' | b'~' | b'^' | b'@' | b'&' | b'*'
    ) && !(bytes.before(start) == b'/' && bytes.before(start - 1) == b'/')
        && !bytes.is_emphasised(start);
    let run = Run::read(bytes, start, end);
    // A long list of short numbers of one length is none of these.
    if run.is_list() {
        return run.groups.last().map_or(end, |group| group.end);
    }
    readings(scan, &run, attached && !is_written_out(bytes, &run, start))
}

/// `-123 456 7890`, `@123.456.7890`, `OFFICE-1(516)733-3989`: in groups that need no space before them.
fn is_written_out(bytes: Bytes<'_>, run: &Run, start: usize) -> bool {
    let before = bytes.before(start.saturating_sub(1));
    let led = match bytes.before(start) {
        b'-' => !before.is_ascii_digit() && before != b'-',
        b'@' => !before.is_ascii_alphanumeric(),
        _ => false,
    };
    let lengths = run.lengths();
    led && (run.len == 3 && lengths >> 20 == 0x334 || run.len == 4 && lengths >> 16 == 0x1334)
}

/// `971.4.123.4567` after a word for telephones.
fn is_dialled(scan: &mut Scan<'_>, start: usize, end: usize) -> bool {
    let digits = Digits::of(scan.bytes.slice(start, end.min(start + 40)));
    (9..=13).contains(&digits.values().len()) && scan.context.near(start, end).named(tag::PHONE)
}

fn readings(scan: &mut Scan<'_>, run: &Run, attached: bool) -> usize {
    let mut first = 0;
    let mut next = run.groups.first().map_or(0, |group| group.end);
    let mut lengths = run.lengths();
    while first < run.len {
        let window = Window {
            run,
            first,
            lengths,
        };
        let head = run.groups.get(first).copied().unwrap_or_default();
        let dated = first > 0 && matches!(scan.bytes.at(head.end), b'-' | b'/' | b'.' | b':');
        if let Some(stop) = dated
            .then(|| date::numeric(scan, head.start, head.end))
            .flatten()
        {
            return stop;
        }
        let mut taken = 1;
        next = next.max(head.end);
        // A list of single digits is none of these.
        let best = if window.lengths == 0x1111_1111 {
            None
        } else {
            best_reading(scan, &window, attached && first == 0)
        };
        if let Some(best) = best {
            let score = best.opinion.score();
            scan.found.push(Found {
                kind: best.kind,
                start: best.start,
                end: best.end,
                score,
                why: best.why,
                named: best.opinion.named,
            });
            if score > 0.5 {
                taken = best.groups.max(1);
                next = next.max(best.end);
            }
        }
        for _ in 0..taken {
            let entering = run.groups.get(first + 8).filter(|_| first + 8 < run.len);
            lengths = lengths << 4 | entering.map_or(0, nibble);
            first += 1;
        }
    }
    next
}

/// The surest reading that starts with the window's first group.
fn best_reading(scan: &mut Scan<'_>, window: &Window<'_>, attached: bool) -> Option<Reading> {
    let mut best: Option<Reading> = None;
    let mut take = |reading: Option<Reading>| {
        if let Some(reading) = reading {
            let better = best.is_none_or(|best| reading.opinion.score() > best.opinion.score());
            if better {
                best = Some(reading);
            }
        }
    };
    let in_url = window
        .run
        .groups
        .get(window.first)
        .is_some_and(|group| group.start < scan.url_end);
    if !attached && !in_url {
        take(ssn(scan, window));
        take(phone::read(scan, window));
        take(national::read(scan, window));
        take(bare(scan, window));
    }
    if !attached || in_url {
        take(card::read(scan, window));
    }
    best
}

/// Social security numbers of the United States: area, group and serial that are or were given out.
fn ssn(scan: &mut Scan<'_>, window: &Window<'_>) -> Option<Reading> {
    if !scan.regions.usa() {
        return None;
    }
    let shape = window.shape(3) == 0x324;
    let count = if shape {
        3
    } else if window.shape(1) == 9 {
        1
    } else {
        return None;
    };
    let signs = window.signs(count);
    let digits = window.digits(scan.bytes, count);
    let (area, group, serial) = (
        digits.number(0, 3),
        digits.number(3, 5),
        digits.number(5, 9),
    );
    // The last two were printed in advertisements.
    let given = area != 0 && area != 666 && area < 900 && group != 0 && serial != 0;
    let printed = matches!((area, group, serial), (78, 5, 1120) | (219, 9, 9999));
    let (start, end) = window.span(count)?;
    if !given || printed || !matches!(signs, 0 | sign::SPACE | sign::HYPHEN | sign::DOT) {
        return None;
    }
    let near = scan.context.near(start, end);
    let named = near.named(tag::SSN) || near.any(tag::SSN) && shape;
    let base = match (count, signs) {
        (3, sign::HYPHEN) => 0.65,
        (3, _) => 0.4,
        _ => 0.25,
    };
    let of = Opinion {
        base,
        named,
        denied: near.close & tag::OTHER != 0,
    };
    Some(Reading {
        kind: Kind::Ssn,
        start,
        end,
        groups: count,
        why: why!("area, group and serial of a US social security number"),
        opinion: of,
    })
}

/// Numbers without separators that only a word nearby names: passports, routing numbers, IMEI, licences.
fn bare(scan: &mut Scan<'_>, window: &Window<'_>) -> Option<Reading> {
    let count = match window.run.from(window.first, 5).len() {
        many @ (3 | 4) if window.only(many, sign::HYPHEN) => many,
        _ => 1,
    };
    let digits = window.digits(scan.bytes, count);
    let values = digits.values();
    if !(6..=16).contains(&values.len()) {
        return None;
    }
    let (start, end) = window.span(count)?;
    if is_word(scan.bytes.before(start)) && scan.bytes.before(start) < 0x80 {
        return None;
    }
    let near = scan.context.near(start, end);
    let reading = |kind, why, base, named| {
        Some(Reading {
            kind,
            start,
            end,
            groups: count,
            why,
            opinion: Opinion {
                base,
                named,
                denied: false,
            },
        })
    };
    let licence = near.any(tag::LICENCE) && near.any(tag::DRIVING);
    if count > 1 && !licence && window.shape(4) != 0x2661 {
        return None;
    }
    if values.len() == 15 && near.any(tag::IMEI) && super::checksum::luhn(values) {
        return reading(Kind::Imei, why!("15 digits with a check digit"), 0.5, true);
    }
    if values.len() == 9 && near.any(tag::ROUTING) && is_routing(values) {
        return reading(
            Kind::Routing,
            why!("9 digits with the check of a bank routing number"),
            0.5,
            true,
        );
    }
    if matches!(values.len(), 8 | 9)
        && near.any(tag::PASSPORT)
        && near.nearest & (tag::PHONE | tag::BANK | tag::CARD) == 0
    {
        return reading(
            Kind::Passport,
            why!("the digits of a passport number"),
            0.35,
            true,
        );
    }
    if values.len() <= 13
        && licence
        && near.nearest & (tag::PHONE | tag::BANK | tag::CARD | tag::SSN) == 0
    {
        return reading(
            Kind::Licence,
            why!("the digits of a driving licence"),
            0.3,
            true,
        );
    }
    None
}

/// The check and the prefixes of the American Bankers Association.
fn is_routing(values: &[u8]) -> bool {
    let prefix = values.iter().take(2).fold(0, |sum, value| sum * 10 + value);
    let district = matches!(prefix, 0..=12 | 21..=32 | 61..=72 | 80);
    district
        && super::checksum::weighted(values, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)
        && values.iter().any(|value| *value != 0)
}
