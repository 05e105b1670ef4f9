//! The one pass over the text: skip to a byte that can start something, ask the matchers that it can start, go on.

use super::bytes::Bytes;
use super::context::Context;
use super::kinds::{Kind, Kinds};
use super::{date, email, ip, number, regions::Regions, token, url};
use crate::detectors::pii::why::Why;
use crate::text::marks;

/// Something found in the view.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) score: f64,
    /// What its form shows.
    pub(crate) why: Why,
    /// Whether a word nearby names it.
    pub(crate) named: bool,
}

/// A matcher's opinion of a format: what the form alone gives, and what the words around do to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opinion {
    pub(crate) base: f64,
    pub(crate) named: bool,
    pub(crate) denied: bool,
}

impl Opinion {
    pub(crate) fn score(self) -> f64 {
        let raised = if self.named { 0.3 } else { 0.0 };
        let lowered = if self.denied && !self.named { 0.3 } else { 0.0 };
        (self.base + raised - lowered).clamp(0.0, 1.0)
    }
}

/// The state of the pass.
#[derive(Debug)]
pub(crate) struct Scan<'t> {
    pub(crate) bytes: Bytes<'t>,
    pub(crate) kinds: Kinds,
    pub(crate) regions: &'t Regions,
    pub(crate) context: Context<'t>,
    /// Where the last address of a resource ends: the numbers in it are not a person's.
    pub(crate) url_end: usize,
    /// How far an amount was read that is none of a currency.
    pub(crate) amount_end: usize,
    /// How far an address was read, whether it was one or not.
    pub(crate) address_end: usize,
    pub(crate) found: Vec<Found>,
}

impl<'t> Scan<'t> {
    pub(crate) fn new(text: &'t str, kinds: Kinds, regions: &'t Regions, context: bool) -> Self {
        let bytes = Bytes(text.as_bytes());
        Self {
            bytes,
            kinds,
            regions,
            context: Context::new(bytes, context),
            url_end: 0,
            amount_end: 0,
            address_end: 0,
            found: Vec::new(),
        }
    }

    /// Notes a find. Kinds that are not asked for are noted too: they keep weaker readings away.
    pub(crate) fn note(&mut self, kind: Kind, span: (usize, usize), why: Why, of: Opinion) {
        self.found.push(Found {
            kind,
            start: span.0,
            end: span.1,
            score: of.score(),
            why,
            named: of.named,
        });
    }

    /// Goes over the text.
    pub(crate) fn run(&mut self) {
        let mut at = 0;
        while let Some(place) = marks::next(self.bytes.0, at) {
            let next = match self.bytes.at(place) {
                b'0'..=b'9' => self.digit(place),
                b'@' => email::at(self, place),
                b':' => self.colon(place),
                b'.' => url::dot(self, place),
                _ => place + 1,
            };
            at = next.max(place + 1);
        }
    }

    fn colon(&mut self, place: usize) -> usize {
        if self.bytes.at(place + 1) == b'/' {
            url::scheme(self, place)
        } else {
            ip::colon(self, place)
        }
    }

    /// A digit whose token has not been looked at.
    fn digit(&mut self, place: usize) -> usize {
        let bytes = self.bytes;
        let start = bytes.run_back(place, 64, |byte| byte.is_ascii_alphanumeric());
        let end = bytes.run(place, usize::MAX, |byte| byte.is_ascii_alphanumeric());
        if start == place {
            let digits = bytes.run(place, usize::MAX, |byte| byte.is_ascii_digit());
            if digits == end || is_extension(bytes.slice(digits, end)) {
                return number::at(self, place, digits);
            }
            if let Some(next) = date::leading(self, place, digits, end) {
                return next;
            }
        }
        token::at(self, start, place, end)
    }

    /// What was found, in order, without overlaps: a longer or surer reading of a place wins.
    pub(crate) fn finish(mut self) -> Vec<Found> {
        crate::order::sort_by_key(&mut self.found, |found| (found.start, found.end));
        let mut kept: Vec<Found> = Vec::with_capacity(self.found.len());
        for found in self.found {
            match kept.last_mut() {
                Some(last) if last.end > found.start => {
                    if rank(&found) > rank(last) {
                        *last = found;
                    }
                }
                _ => kept.push(found),
            }
        }
        kept
    }
}

/// `x4587` after a telephone number.
fn is_extension(tail: &[u8]) -> bool {
    matches!(tail, [b'x' | b'X', rest @ ..] if (1..=6).contains(&rest.len()) && rest.iter().all(u8::is_ascii_digit))
}

fn rank(found: &Found) -> (bool, usize, i64) {
    #[expect(clippy::cast_possible_truncation, reason = "0..1000")]
    let score = (found.score * 1000.0) as i64;
    (found.score > 0.5, found.end - found.start, score)
}

/// Whether something from a place on may be a part of a reading: a digit, an `@`, a dot or a colon before more of its word.
pub(super) fn may_hold(bytes: Bytes<'_>, from: usize) -> bool {
    let mut at = from;
    while let Some(place) = marks::next(bytes.0, at) {
        let ends_word = bytes.0.get(place + 1).is_some_and(u8::is_ascii_whitespace);
        if !(ends_word && matches!(bytes.at(place), b'.' | b':')) {
            return true;
        }
        at = place + 1;
    }
    false
}
