//! All matches of a pattern in a text, none longer than the cap.
//!
//! A match is what the pattern finds from its first place on within the cap: a longer one is cut to what fits, or is none
//! when nothing fits (`BEGIN.*END` with the two far apart). So whether a place matches is known once the cap's length
//! behind it is known, in a stream as in a whole text. The search goes in windows of twice the cap, so that its time is
//! linear; a text made of places that fail only at the cap runs out of its allowance, and what stands there is reported.

use regex_automata::meta;
use regex_automata::{Anchored, Input};

use super::Pattern;
use crate::text::{ceil_boundary, floor_boundary};

/// Places that fail at the cap, for every length of the cap that is searched.
const ALLOWANCE: usize = 4;

/// A match, or the stretch at which the allowance ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PatternMatch {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// It stands for a match that is longer than the cap.
    pub(crate) over: bool,
}

/// A text in which patterns are searched.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Haystack<'a> {
    text: &'a str,
    ascii: bool,
    /// UTF-16 units of the longest match.
    cap: usize,
    /// No match begins before.
    floor: usize,
}

impl<'a> Haystack<'a> {
    pub(crate) fn new(text: &'a str, cap: usize) -> Self {
        Self {
            text,
            ascii: text.is_ascii(),
            cap: cap.max(1),
            floor: 0,
        }
    }

    /// The same, with what stands before `at` only looked back at.
    pub(crate) fn from(self, at: usize) -> Self {
        Self { floor: at, ..self }
    }

    /// Bytes that a match may have at most.
    pub(crate) fn reach(&self) -> usize {
        if self.ascii { self.cap } else { 3 * self.cap }
    }

    fn floor(&self, at: usize) -> usize {
        floor_boundary(self.text, at)
    }

    fn ceil(&self, at: usize) -> usize {
        ceil_boundary(self.text, at)
    }

    /// Where a match from `start` on must have ended.
    fn cap_end(&self, start: usize) -> usize {
        if self.ascii {
            return (start + self.cap).min(self.text.len());
        }
        let rest = self.text.get(start..).unwrap_or_default();
        let mut units = 0;
        rest.char_indices()
            .find(|(_, char)| {
                units += char.len_utf16();
                units > self.cap
            })
            .map_or(self.text.len(), |(at, _)| start + at)
    }
}

impl Pattern {
    /// Finds the matches that lie in `from..to`, leftmost first, none overlapping another.
    pub(crate) fn find(
        &self,
        haystack: &Haystack<'_>,
        from: usize,
        to: usize,
        mut found: impl FnMut(PatternMatch),
    ) {
        let (mut at, to) = (haystack.ceil(from), haystack.ceil(to));
        let Some(regex) = self.regex() else {
            // What cannot be searched is reported, not passed.
            let over = true;
            return found(PatternMatch {
                start: at,
                end: to,
                over,
            });
        };
        let mut failed = 0;
        while at < to {
            let horizon = haystack.ceil(at + 2 * haystack.reach()).min(to);
            // From here on a match may go on beyond the window.
            let safe = if horizon == to {
                to
            } else {
                haystack.floor(horizon - haystack.reach())
            };
            let Some((start, end)) = first(regex, haystack, at, horizon) else {
                at = safe.max(at + 1);
                continue;
            };
            if start >= safe && start > at {
                at = start;
                continue;
            }
            let cap_end = haystack.cap_end(start).min(to);
            let fits = if end <= cap_end {
                Some(end)
            } else {
                anchored(regex, haystack, start, cap_end)
            };
            let over = fits.is_none() && failed > ALLOWANCE * (1 + (at - from) / haystack.cap);
            if let Some(end) = fits.or(over.then_some(cap_end)) {
                found(PatternMatch { start, end, over });
                at = end.max(at + 1);
            } else {
                failed += 1;
                at = haystack.ceil(start + 1);
            }
        }
    }

    /// Finds the matches around `places`, the places of the required literals in ascending order of their ends; all
    /// matches when the pattern has no such literal.
    pub(crate) fn find_around(
        &self,
        haystack: &Haystack<'_>,
        places: impl Iterator<Item = (usize, usize)>,
        mut found: impl FnMut(PatternMatch),
    ) {
        if self.required.is_empty() {
            return self.find(haystack, haystack.floor, haystack.text.len(), found);
        }
        // Regions that touch are one: a place is searched once, however many literals are around it.
        let mut open: Option<(usize, usize)> = None;
        for (start, end) in places {
            let from = end.saturating_sub(haystack.reach()).max(haystack.floor);
            let to = start.saturating_add(haystack.reach());
            match &mut open {
                Some(region) if from <= region.1 => region.1 = region.1.max(to),
                _ => {
                    if let Some((from, to)) = open.replace((from, to)) {
                        self.find(haystack, from, to, &mut found);
                    }
                }
            }
        }
        if let Some((from, to)) = open {
            self.find(haystack, from, to, found);
        }
    }
}

fn first(
    regex: &meta::Regex,
    haystack: &Haystack<'_>,
    from: usize,
    to: usize,
) -> Option<(usize, usize)> {
    let found = regex.search(&Input::new(haystack.text).range(from..to))?;
    Some((found.start(), found.end()))
}

fn anchored(regex: &meta::Regex, haystack: &Haystack<'_>, from: usize, to: usize) -> Option<usize> {
    let input = Input::new(haystack.text)
        .range(from..to)
        .anchored(Anchored::Yes);
    Some(regex.search(&input)?.end())
}

#[cfg(test)]
mod tests;
