//! Telephone numbers: international by country code and length, national by a region's own grouping, any other form when
//! a word nearby says that it is one.

mod formats;
mod international;
mod national;

use super::bytes::Bytes;
use super::context::{Near, tag};
use super::kinds::Kind;
use super::number::Reading;
use super::run::{Group, Window, sign};
use super::scan::{Opinion, Scan};
use crate::detectors::pii::why::why;
pub(super) use formats::NATIONAL;
use international::{chinese, international};
pub(super) use national::Pattern;
use national::{national, widest};

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
