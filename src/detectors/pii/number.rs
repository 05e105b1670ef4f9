//! Runs of digit groups (`+33 6 12 34 56 78`, `4111-1111-1111-1111`) and what they can be.
//!
//! A run is read once into a short list of groups; every reading looks at no more than nine of them, and rejects by the
//! lengths of the groups before it looks at a digit or at the words around.

use super::bytes::{Bytes, Digits, is_word};
use super::context::tag;
use super::ip::{self, Dotted};
use super::kinds::Kind;
use super::scan::{Found, Opinion, Scan};
use super::{card, currency, date, national, phone};

/// Signs seen between two groups.
pub(super) mod sign {
    pub(crate) const SPACE: u8 = 1;
    pub(crate) const HYPHEN: u8 = 2;
    pub(crate) const DOT: u8 = 4;
    pub(crate) const SLASH: u8 = 8;
    pub(crate) const PAREN: u8 = 16;
}

/// A group of digits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Group {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The signs between the group before and this one.
    pub(super) signs: u8,
}

/// The groups of a run; a longer run goes on in the next.
pub(super) const GROUPS: usize = 24;

/// A run of digit groups.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    groups: [Group; GROUPS],
    len: usize,
    /// The last group runs on in letters after a sign, so that it is a piece of something longer.
    torn: bool,
}

impl Run {
    /// Reads the run that starts with the digits `start..end`.
    fn read(bytes: Bytes<'_>, start: usize, end: usize) -> Self {
        let mut run = Self {
            groups: [Group::default(); GROUPS],
            len: 0,
            torn: false,
        };
        run.push(start, end, 0);
        let mut at = end;
        while run.len < GROUPS {
            let Some((next, signs)) = separator(bytes, at) else {
                break;
            };
            let stop = bytes.run(next, usize::MAX, |byte| byte.is_ascii_digit());
            if bytes.at(stop).is_ascii_alphabetic() && !matches!(bytes.at(stop), b'x' | b'X' | b'e')
            {
                run.torn = signs & (sign::SPACE | sign::PAREN) == 0;
                break;
            }
            run.push(next, stop, signs);
            at = stop;
        }
        run
    }

    fn push(&mut self, start: usize, end: usize, signs: u8) {
        if let Some(slot) = self.groups.get_mut(self.len) {
            *slot = Group { start, end, signs };
            self.len += 1;
        }
    }

    /// The lengths of the first eight groups, the first in the highest nibble.
    fn lengths(&self) -> u32 {
        let filled = self.groups.iter().take(self.len);
        (0..8).zip(filled).fold(0, |packed, (place, group)| {
            packed | nibble(group) << (28 - 4 * place)
        })
    }

    /// The groups from one on, at most `most`.
    pub(super) fn from(&self, first: usize, most: usize) -> &[Group] {
        let end = (first + most).min(self.len);
        self.groups.get(first..end).unwrap_or_default()
    }

    /// Whether nothing but a space, or nothing at all, stands between the group and its neighbours.
    fn is_cut(&self, first: usize, count: usize) -> bool {
        let hard = |group: Option<&Group>| {
            group.is_some_and(|group| group.signs & (sign::SPACE | sign::PAREN) == 0)
        };
        let before = first > 0 && hard(self.groups.get(first));
        let after = first + count < self.len && hard(self.groups.get(first + count));
        before || after || self.torn && first + count == self.len
    }
}

/// What stands between two groups: one to four signs, then a digit.
fn separator(bytes: Bytes<'_>, start: usize) -> Option<(usize, u8)> {
    let (mut at, mut signs) = (start, 0);
    while at < start + 4 {
        let (found, width) = match bytes.at(at) {
            b' ' => (sign::SPACE, 1),
            b'-' => (sign::HYPHEN, 1),
            b'.' => (sign::DOT, 1),
            b'/' => (sign::SLASH, 1),
            b'(' | b')' => (sign::PAREN, 1),
            // Hyphens and dashes beyond ASCII.
            0xe2 if bytes.at(at + 1) == 0x80 && (0x90..=0x95).contains(&bytes.at(at + 2)) => {
                (sign::HYPHEN, 3)
            }
            b'0'..=b'9' => return (at > start).then_some((at, signs)),
            _ => return None,
        };
        // Two hyphens or dots in a row are no separator.
        let doubled = found == sign::PAREN && at > start && bytes.at(at) == bytes.before(at);
        if doubled || signs & found & (sign::HYPHEN | sign::DOT | sign::SLASH) != 0 {
            return None;
        }
        signs |= found;
        at += width;
    }
    bytes.at(at).is_ascii_digit().then_some((at, signs))
}

/// A reading of some groups of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) groups: usize,
    pub(super) why: &'static str,
    pub(super) opinion: Opinion,
}

/// The groups of a reading with what every reading asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window<'r> {
    pub(super) run: &'r Run,
    pub(super) first: usize,
    /// Lengths of up to eight groups, the first in the highest nibble (15 for longer).
    pub(super) lengths: u32,
}

impl Window<'_> {
    /// The lengths of the first `count` groups, right-aligned: `0x334` for 3, 3 and 4.
    pub(super) fn shape(&self, count: usize) -> u32 {
        match count {
            1..=8 => self.lengths >> (4 * (8 - count)),
            _ => 0,
        }
    }

    /// Their digits.
    pub(super) fn digits(&self, bytes: Bytes<'_>, count: usize) -> Digits {
        let mut out = Digits::default();
        for group in self.run.from(self.first, count) {
            for byte in bytes.slice(group.start, group.end) {
                out.push(byte - b'0');
            }
        }
        out
    }

    /// The span of the first `count` groups, when they are not cut out of something longer.
    pub(super) fn span(&self, count: usize) -> Option<(usize, usize)> {
        if self.run.is_cut(self.first, count) {
            return None;
        }
        let groups = self.run.from(self.first, count);
        let (head, tail) = (groups.first()?, groups.last()?);
        (groups.len() == count).then_some((head.start, tail.end))
    }

    /// Whether the first `count` groups are cut out of a list that goes on in the same way.
    pub(super) fn is_listed(&self, count: usize) -> bool {
        let groups = self.run.from(self.first, count + 1);
        let length = |group: &Group| group.end - group.start;
        let goes_on = match (groups.get(count), groups.get(count - 1)) {
            (Some(next), Some(last)) => length(next) == length(last) && next.signs == last.signs,
            _ => false,
        };
        let before = self
            .first
            .checked_sub(1)
            .and_then(|place| self.run.from(place, 3).first());
        let comes_on = match (before, groups.first(), groups.get(1)) {
            (Some(before), Some(head), Some(second)) => {
                length(before) == length(head) && head.signs == second.signs
            }
            _ => false,
        };
        goes_on || comes_on
    }

    /// Whether all signs between the first `count` groups are of these kinds.
    pub(super) fn only(&self, count: usize, signs: u8) -> bool {
        self.run
            .from(self.first, count)
            .iter()
            .skip(1)
            .all(|group| group.signs & !signs == 0)
    }

    /// The signs between the first `count` groups.
    pub(super) fn signs(&self, count: usize) -> u8 {
        self.run
            .from(self.first, count)
            .iter()
            .skip(1)
            .fold(0, |all, group| all | group.signs)
    }
}

/// At a token of digits only. Gives the place to go on.
pub(super) fn at(scan: &mut Scan<'_>, start: usize, end: usize) -> usize {
    let bytes = scan.bytes;
    if let Some(next) = date::numeric(scan, start, end) {
        return next;
    }
    match ip::dotted(bytes, start) {
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
    ) && !(bytes.before(start) == b'/' && bytes.before(start - 1) == b'/');
    let run = Run::read(bytes, start, end);
    readings(scan, &run, attached)
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

/// A group's length, 15 for longer ones.
fn nibble(group: &Group) -> u32 {
    u32::try_from((group.end - group.start).min(15)).unwrap_or(15)
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
        why: "area, group and serial of a US social security number",
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
        return reading(Kind::Imei, "15 digits with a check digit", 0.5, true);
    }
    if values.len() == 9 && near.any(tag::ROUTING) && is_routing(values) {
        return reading(
            Kind::Routing,
            "9 digits with the check of a bank routing number",
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
            "the digits of a passport number",
            0.35,
            true,
        );
    }
    if values.len() <= 13
        && licence
        && near.nearest & (tag::PHONE | tag::BANK | tag::CARD | tag::SSN) == 0
    {
        return reading(Kind::Licence, "the digits of a driving licence", 0.3, true);
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
