//! The window in which findings within a span are read.

use std::ops::Deref;

use super::Stream;
use crate::detectors;
use crate::detectors::Reach;
use crate::engine::decoded::Decoded;
use crate::engine::redact;
use crate::engine::verdict::{Edit, Finding};
use crate::engine::{Guard, evaluate};
use crate::policy::words::Action;
use crate::text::{self, Text, decode};

/// Bytes before the held text that what is found in it may depend on.
const BACK: usize = 384;
/// Bytes in which a place to begin is looked for that no word runs over.
const EDGE: usize = 2_048;

/// What a look at the held text gave.
#[derive(Debug)]
pub(super) struct Window {
    /// Where it begins in the text.
    pub(super) base: usize,
    /// The first byte of the text from which findings may still change.
    pub(super) open: usize,
    /// Nothing that comes can take the block away.
    pub(super) blocked: bool,
    /// With spans that count from `base`.
    findings: Vec<Finding>,
}

/// Where the text may say something in other words, as far as it was looked for.
#[derive(Debug, Default)]
pub(super) struct Code {
    /// The text was read up to the last white space before here.
    read: usize,
    /// Behind the last place that may be code.
    last: usize,
}

impl Code {
    /// Whether a window, of which all is plain, may hold code.
    fn within(&mut self, base: usize, window: &str) -> bool {
        let known = window.get(..self.read.saturating_sub(base));
        let space =
            known.and_then(|known| known.bytes().rposition(|byte| byte.is_ascii_whitespace()));
        if decode::may_hold(window.get(space.unwrap_or(0)..).unwrap_or_default()) {
            self.last = base + window.len();
        }
        self.read = base + window.len();
        self.last > base
    }
}

impl<G: Deref<Target = Guard>> Stream<G> {
    /// Reads the held text.
    pub(super) fn window(&mut self) -> Window {
        // It never goes back: what was seen of the window before is known.
        let base = base(&self.text, self.done).max(self.base);
        let window = self.text.get(base..).unwrap_or_default();
        let from = self.done - base;
        let text = Text::new(window);
        let settled = text::settled(window);
        let mut hits = std::mem::take(&mut self.hits);
        let mut code = std::mem::take(&mut self.code);
        self.guard
            .prefilter
            .scan_on(&text, base - self.base, &mut hits);
        let gathered = evaluate::look(
            &self.guard,
            self.segment(window),
            (&text, &hits),
            (&self.plan.span, from),
            &self.plan.failure_mode,
        );
        let mut open = self.guard.prefilter.open(&text, settled, &hits);
        for (index, reach) in self.plan.span.iter().zip(&self.plan.reach) {
            let finder = self
                .guard
                .rules
                .get(*index)
                .and_then(|rule| rule.finder.as_ref());
            let Some(finder) = finder else { continue };
            let own = finder.open(&text, hits.of(*index));
            open = open.min(own.unwrap_or_else(|| back(window, *reach)));
        }
        if self.plan.decodes {
            let may_hold = !text.is_plain() || code.within(base, window);
            open = open.min(self.coded(&text, may_hold));
        }
        let stops = |finding: &Finding| self.stops(finding, open, settled);
        let blocked = gathered.findings.iter().any(stops);
        self.hits = hits;
        self.code = code;
        self.base = base;
        Window {
            base,
            open: base + text::floor_boundary(window, open.max(from)),
            blocked,
            findings: gathered.findings,
        }
    }

    /// From where the text is held for what it says in other words. What is found there is held to the end: its redaction may
    /// cover what more of the run brings.
    fn coded(&self, text: &Text<'_>, may_hold: bool) -> usize {
        let view = text.normalised();
        if !may_hold {
            return decode::open_word(view);
        }
        let at = decode::open(view);
        let at = text.to_original(at, at).0;
        let found = Decoded::read(&self.guard, self.options.target, text);
        at.min(found.first().unwrap_or(usize::MAX))
    }

    /// Whether a finding blocks for good: it lies in what is settled, or is of a kind that more text does not unmake.
    fn stops(&self, finding: &Finding, open: usize, settled: usize) -> bool {
        let Some(span) = finding.span else {
            return false;
        };
        let rule = self.guard.rules.get(finding.rule_index);
        let plain = rule.is_some_and(|rule| {
            let spec = detectors::spec(rule.detector);
            rule.exceptions.is_empty()
                && spec.is_some_and(|spec| !spec.scored && matches!(spec.reach, Reach::Span(_)))
                && finding.views.is_empty()
        });
        finding.action >= Action::Override && (span.end <= open || plain && span.end + 8 < settled)
    }

    /// The place up to which text may go: not within a finding, nor behind the start of one that blocks.
    pub(super) fn cut(&self, window: &Window, until: usize) -> usize {
        let mut cut = until.saturating_sub(window.base);
        let mut spans: Vec<(usize, usize)> = window
            .findings
            .iter()
            .filter(|finding| finding.action >= Action::Redact)
            .filter_map(|finding| {
                let span = finding.span?;
                let end = if finding.action > Action::Redact {
                    usize::MAX
                } else {
                    span.end
                };
                Some((span.start, end))
            })
            .collect();
        // From the last to the first: each may push the cut before one that it did not touch.
        spans.sort_unstable();
        let mut moved = true;
        while moved {
            moved = false;
            for (start, end) in &spans {
                if *start < cut && cut < *end {
                    cut = *start;
                    moved = true;
                }
            }
        }
        (window.base + cut).max(self.done)
    }

    /// The redactions of what goes.
    pub(super) fn edits(&mut self, window: &Window, cut: usize) -> Vec<Edit> {
        let until = cut - window.base;
        let text = self.text.get(window.base..).unwrap_or_default();
        let segment = self.segment(text);
        let own = window
            .findings
            .iter()
            .filter(|finding| finding.span.is_some_and(|span| span.end <= until));
        let merged = redact::merged(text.len(), own);
        let mut edits: Vec<Edit> = Vec::with_capacity(merged.len());
        for each in &merged {
            edits.push(each.edit(&self.guard, &segment, &mut self.numbers));
        }
        for edit in &mut edits {
            edit.start += window.base;
            edit.end += window.base;
        }
        edits
    }
}

/// Where a window begins that reads what is behind `done` as the whole text would.
fn base(text: &str, done: usize) -> usize {
    let Some(at) = done.checked_sub(BACK) else {
        return 0;
    };
    let bytes = text.as_bytes();
    let from = at.saturating_sub(EDGE);
    let before = bytes.get(from..at + 1).unwrap_or_default();
    let edge = |pair: &[u8]| matches!(pair, [space, next] if space.is_ascii_whitespace() && next.is_ascii_alphabetic());
    match before.windows(2).rposition(edge) {
        Some(place) => from + place + 1,
        None if from == 0 => 0,
        None => text::floor_boundary(text, at),
    }
}

/// The place so many UTF-16 units before the end.
fn back(text: &str, units: usize) -> usize {
    let mut seen = 0;
    let far = text.char_indices().rev().find(|(_, char)| {
        seen += char.len_utf16();
        seen > units
    });
    far.map_or(0, |(at, _)| at)
}
