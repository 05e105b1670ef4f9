//! Telephone numbers: international by country code and length, national by a region's own grouping, any other form when
//! a word nearby says that it is one.

mod formats;

pub(super) use formats::NATIONAL;

use crate::detectors::pii::why::{Why, why};
use formats::CODES;

use super::bytes::{Bytes, Digits};
use super::context::{Near, tag};
use super::kinds::Kind;
use super::number::Reading;
use super::run::{Group, Window, sign};
use super::scan::{Opinion, Scan};

/// The most groups of a number.
const MOST: usize = 8;
/// Bytes beside a number in which Chinese says that it is written there.
const HAN: usize = 18;

/// Where a number starts, with what stands before its digits.
#[derive(Clone, Copy, Debug)]
struct Lead {
    start: usize,
    plus: bool,
}

/// A number that starts with the window's first group.
pub(super) fn read(scan: &mut Scan<'_>, window: &Window<'_>) -> Option<Reading> {
    let bytes = scan.bytes;
    let head = window.run.from(window.first, 1).first().copied()?;
    if head.end - head.start > 15 {
        return None;
    }
    let lead = lead(bytes, &head);
    if sits_in_a_formula(bytes, lead) {
        return None;
    }
    let strict = international(bytes, window, lead)
        .or_else(|| national(scan, window, lead))
        .or_else(|| chinese(bytes, window, lead));
    if strict.is_none() && window.first > 0 {
        return None;
    }
    let count = strict.map_or_else(|| widest(window), |(count, _, _)| Some(count))?;
    let (_, end) = window.span(count)?;
    let near = scan.context.near(lead.start, end);
    let named = near.named(tag::PHONE)
        || near.next & tag::DESK != 0
        || strict.is_some() && (near.left & tag::PHONE != 0 || near.nearest & tag::CALL != 0);
    let other = tag::OTHER
        | tag::BANK
        | tag::CARD
        | tag::SSN
        | tag::ID
        | tag::TAX
        | tag::PASSPORT
        | tag::DATE;
    let denied = near.close & other != 0;
    let (base, why) = match strict {
        Some((_, base, why)) => (base, why),
        None => (
            loose(bytes, window, count, near)?,
            why!("a word nearby says that it is a telephone number"),
        ),
    };
    let end = extension(bytes, end).unwrap_or(end);
    let opinion = Opinion {
        base,
        named,
        denied,
    };
    Some(Reading {
        kind: Kind::Phone,
        start: lead.start,
        end,
        groups: count,
        why,
        opinion,
    })
}

/// `+` and an opening parenthesis before the first digit belong to the number.
fn lead(bytes: Bytes<'_>, head: &Group) -> Lead {
    let mut out = Lead {
        start: head.start,
        plus: false,
    };
    let mut at = head.start;
    if bytes.before(at) == b' ' && bytes.before(at - 1) == b'(' {
        at -= 1;
    }
    let closes = || bytes.slice(head.end, head.end + 24).contains(&b')');
    if bytes.before(at) == b'(' && closes() {
        at -= 1;
        out.start = at;
    }
    if bytes.before(at) == b'+'
        || bytes.before(at) == b' ' && at > 1 && bytes.before(at - 1) == b'+'
    {
        out.plus = true;
        out.start = at - if bytes.before(at) == b'+' { 1 } else { 2 };
        if bytes.before(out.start) == b'(' && closes() {
            out.start -= 1;
        }
    }
    out
}

fn sits_in_a_formula(bytes: Bytes<'_>, lead: Lead) -> bool {
    let before = bytes.before(lead.start);
    before.is_ascii_digit()
        || lead.plus
            && matches!(before, b')' | b'+' | b'*' | b'=')
            && !bytes.is_emphasised(lead.start)
        || matches!(before, b'$' | b'_')
}

/// Number of groups, score of the form, what the form shows.
type Form = (usize, f64, Why);

/// `+` or `00` and a country code, with as many digits as its numbers have.
fn international(bytes: Bytes<'_>, window: &Window<'_>, lead: Lead) -> Option<Form> {
    let groups = window.run.from(window.first, MOST);
    let head = groups.first()?;
    // What is dialled before the country code, from most countries and from North America.
    let skip = match bytes.slice(head.start, head.end) {
        _ if lead.plus => 0,
        [b'0', b'0', ..] => 2,
        b"011" => 3,
        _ => return None,
    };
    let mut best = None;
    for count in 1..=groups.len() {
        // An extension may follow at a hyphen.
        let extended = groups.get(count).is_some_and(|next| {
            next.signs == sign::HYPHEN && (3..=5).contains(&(next.end - next.start))
        });
        let whole = if window.span(count).is_some() {
            count
        } else if count > 2 && extended && window.span(count + 1).is_some() {
            count + 1
        } else {
            continue;
        };
        let mut digits = Digits::default();
        for (place, group) in groups.iter().take(count).enumerate() {
            let part = bytes.slice(group.start, group.end);
            // `(0)` is dialled at home only.
            let trunk = place > 0 && part == b"0" && group.signs & sign::PAREN != 0;
            for byte in part.iter().filter(|_| !trunk) {
                digits.push(byte - b'0');
            }
        }
        let values = digits.values();
        if fits_a_country(values.get(skip..).unwrap_or_default()) {
            best = Some(whole);
        }
    }
    let count = best?;
    let base = match (lead.plus, window.signs(count)) {
        (true, _) => 0.75,
        (false, 0) => 0.45,
        (false, _) => 0.6,
    };
    Some((
        count,
        base,
        why!("a country code with as many digits as its numbers have"),
    ))
}

/// `手机13604779660`: a mobile number of mainland China, which is written without a gap. The script beside it stands for the region.
fn chinese(bytes: Bytes<'_>, window: &Window<'_>, lead: Lead) -> Option<Form> {
    let head = window.run.from(window.first, 1).first().copied()?;
    let mobile = matches!(bytes.slice(head.start, head.end), [b'1', b'3'..=b'9', ..])
        && head.end - head.start == 11;
    let han = |text: &[u8]| text.iter().any(|byte| matches!(byte, 0xe4..=0xe9));
    let beside = han(bytes.slice(head.start.saturating_sub(HAN), head.start))
        || han(bytes.slice(head.end, head.end + HAN));
    let alone = window.span(1).is_some() && !lead.plus;
    (mobile && alone && beside).then_some((
        1,
        0.6,
        why!("the form of a mobile number of China in Chinese text"),
    ))
}

fn fits_a_country(values: &[u8]) -> bool {
    let number = |end: usize| {
        values.get(..end).map(|values| {
            values
                .iter()
                .fold(0u16, |sum, value| sum * 10 + u16::from(*value))
        })
    };
    (1..=3).any(|length| {
        number(length)
            .and_then(|code| CODES.binary_search_by_key(&code, |row| row.0).ok())
            .and_then(|place| CODES.get(place))
            .is_some_and(|(code, least, most)| {
                // In Denmark and Norway no number begins with 0 or 1.
                let assigned =
                    !matches!(code, 45 | 47) || values.get(length).is_some_and(|first| *first > 1);
                assigned && (*least..=*most).contains(&(values.len() - length))
            })
    })
}

/// A region's own grouping.
fn national(scan: &Scan<'_>, window: &Window<'_>, lead: Lead) -> Option<Form> {
    if lead.plus {
        return None;
    }
    let bytes = scan.bytes;
    let groups = window.run.from(window.first, 6);
    let mut total = 0;
    for (place, group) in groups.iter().enumerate() {
        total += group.end - group.start;
        if total > 12 || place > 0 && group.signs & sign::SLASH != 0 && place > 1 {
            break;
        }
        let count = place + 1;
        if count < 2 || total < 6 {
            continue;
        }
        let shape = window.shape(count);
        let mut patterns = scan
            .regions
            .phones(total)
            .iter()
            .filter(|pattern| pattern.shape == shape)
            .peekable();
        // Two groups with a dot are a decimal number.
        if patterns.peek().is_none() || count == 2 && window.only(2, sign::DOT) {
            continue;
        }
        let digits = window.digits(bytes, count);
        let pattern = patterns.find(|pattern| follows(pattern.text, digits.values()));
        let apart = window.span(count).is_some() && !window.is_listed(count);
        // `(123) 456-7890`: the writing alone shows it, whatever the digits.
        let written = shape == 0x334
            && bytes.before(groups.first().map_or(0, |head| head.start)) == b'('
            && groups
                .get(1)
                .is_some_and(|next| next.signs & sign::PAREN != 0);
        if written && apart && pattern.is_none() && scan.regions.usa() {
            return Some((count, 0.6, why!("the writing of a telephone number")));
        }
        if let Some(pattern) = pattern.filter(|_| apart) {
            let base = if pattern.weak { 0.4 } else { 0.65 };
            return Some((
                count,
                base,
                why!("the grouping of a region's telephone numbers"),
            ));
        }
    }
    None
}

/// A pattern with what is asked of it first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern {
    text: &'static [u8],
    /// The lengths of its groups, a nibble each.
    shape: u32,
    /// A word nearby must name it.
    weak: bool,
}

impl Pattern {
    /// From the table's spelling.
    pub(super) fn new(spelling: &'static str) -> Self {
        let text = spelling.trim_start_matches('?');
        let shape = text.split(' ').fold(0, |shape: u32, group| {
            shape << 4 | u32::try_from(group.len()).unwrap_or(0)
        });
        Self {
            text: text.as_bytes(),
            shape,
            weak: text.len() < spelling.len(),
        }
    }

    /// How many digits it has.
    pub(super) fn digits(&self) -> usize {
        self.text.iter().filter(|sign| **sign != b' ').count()
    }
}

/// Whether digits follow a pattern: `N` is 2 to 9, `M` 6 to 9, `Z` 1 to 9, `X` any digit.
fn follows(pattern: &[u8], values: &[u8]) -> bool {
    pattern
        .iter()
        .filter(|sign| **sign != b' ')
        .zip(values)
        .all(|(sign, value)| match sign {
            b'X' => true,
            b'N' => *value > 1,
            b'Z' => *value > 0,
            b'M' => *value > 5,
            digit => *value == digit.wrapping_sub(b'0'),
        })
}

/// As many groups as a number can have, from the first on, when what follows them is no part of it.
fn widest(window: &Window<'_>) -> Option<usize> {
    let groups = window.run.from(window.first, MOST);
    let total = |count: usize| -> usize {
        groups
            .iter()
            .take(count)
            .map(|group| group.end - group.start)
            .sum()
    };
    (1..=groups.len())
        .rev()
        .find(|count| (6..=15).contains(&total(*count)) && window.span(*count).is_some())
}

/// The score of a form that only words make a number.
fn loose(bytes: Bytes<'_>, window: &Window<'_>, count: usize, near: Near) -> Option<f64> {
    let digits = window.digits(bytes, count);
    let values = digits.values();
    let length = values.len();
    // Six digits are a number with its trunk zero.
    let short = length == 6 && values.first() == Some(&0);
    if !short && !(7..=15).contains(&length) {
        return None;
    }
    // A subscriber's number starts with 2 or more.
    let local = window.shape(count) == 0x34 && values.first() == Some(&1);
    let groups = window.run.from(window.first, count);
    let long = |group: Option<&Group>| group.is_some_and(|group| group.end - group.start > 3);
    let dated = count < 3 || !(long(groups.first()) && long(groups.last()));
    let years = window.signs(count) & sign::SLASH != 0 && values.first() != Some(&0) && dated;
    let decimal = count == 2 && window.only(2, sign::DOT);
    let equal = values.iter().all(|value| values.first() == Some(value));
    if local || decimal || years || equal && count == 1 {
        return None;
    }
    if near.named(tag::PHONE) || near.next & tag::DESK != 0 && count > 1 {
        return Some(0.4);
    }
    let whole = window
        .run
        .from(window.first, count)
        .iter()
        .all(|group| group.end - group.start > 1);
    let plain = whole && window.only(count, sign::SPACE | sign::HYPHEN);
    let calls = near.nearest & tag::CALL != 0 && count > 1 && plain && (8..=13).contains(&length);
    calls.then_some(0.6)
}

/// `x769`, `ext. 12`.
fn extension(bytes: Bytes<'_>, end: usize) -> Option<usize> {
    let mut at = end;
    if matches!(bytes.at(at), b' ' | b',') {
        at += 1;
    }
    if bytes.at(at) == b' ' {
        at += 1;
    }
    let words: [&[u8]; 5] = [b"extension", b"ext.", b"ext", b"x", b"#"];
    let word = words.iter().find(|word| bytes.has(at, word))?;
    if *word == b"#" && at == end {
        return None;
    }
    let mut from = at + word.len();
    if matches!(bytes.at(from), b' ' | b':') {
        from += 1;
    }
    let stop = bytes.run(from, 7, |byte| byte.is_ascii_digit());
    ((1..=6).contains(&(stop - from)) && !bytes.at(stop).is_ascii_alphanumeric()).then_some(stop)
}
