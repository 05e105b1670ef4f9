//! The window in which findings within a span are read.

use std::ops::Deref;

use super::Stream;
use crate::detectors;
use crate::detectors::{Around, Reach};
use crate::engine::decoded::Decoded;
use crate::engine::input::Segment;
use crate::engine::redact;
use crate::engine::verdict::{Edit, Finding};
use crate::engine::{Guard, evaluate, json_text};
use crate::policy::Span;
use crate::policy::words::Action;
use crate::text::json::BORDER;
use crate::text::{self, Text, decode};

/// Bytes before the held text that what is found in it may depend on.
const BACK: usize = 384;
/// Bytes in which a place to begin is looked for that no word runs over.
const EDGE: usize = 2_048;

/// What a look at the held text gave, in places of the text.
#[derive(Debug)]
pub(super) struct Window {
    /// The first byte from which findings may still change.
    pub(super) open: usize,
    /// Nothing that comes can take the block away.
    pub(super) blocked: bool,
    findings: Vec<Finding>,
    /// What the text is not cut in, behind the end of what blocks neither.
    whole: Vec<(usize, usize)>,
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
        let mut hits = std::mem::take(&mut self.hits);
        let mut code = std::mem::take(&mut self.code);
        let done = self.place(self.done);
        // It never goes back: what was seen of the window before is known.
        let base = base(self.reading(), done).max(self.base);
        let window = self.reading().get(base..).unwrap_or_default();
        let from = done - base;
        let text = Text::with_borders(window, self.has_borders());
        let settled = text::settled(window);
        self.guard
            .prefilter
            .scan_on(&text, base - self.base, &mut hits);
        let mut gathered = evaluate::look(
            &self.guard,
            self.segment(window),
            (&text, &hits),
            (&self.plan.span, from, &Around::default()),
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
        let (mut blocked, mut whole) = (false, Vec::new());
        gathered.findings.retain_mut(|finding| {
            let stops = self.stops(finding, open, settled);
            if let Some(span) = &mut finding.span {
                *span = Span::new(span.start + base, span.end + base);
            }
            let span = finding.span;
            let json = self.json.as_ref();
            let kept = json.is_none_or(|json| json_text::located(json, finding));
            blocked |= kept && stops;
            if let Some(span) = span.filter(|_| kept && finding.action >= Action::Redact) {
                let end = if finding.action > Action::Redact {
                    usize::MAX
                } else {
                    self.original(span.end)
                };
                whole.push((self.original(span.start), end));
            }
            kept
        });
        let open = base + text::floor_boundary(window, open.max(from));
        let open = self.original(open);
        self.hits = hits;
        self.code = code;
        self.base = base;
        Window {
            open,
            blocked,
            findings: gathered.findings,
            whole,
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
        let word = decode::open_word(view);
        let unsettled = at < word || decode::may_escape(view.get(word..).unwrap_or_default());
        let mut at = text.to_original(at, at).0;
        if unsettled {
            // What is hidden may belong to what stands before it.
            let reach = self.plan.reach.iter().max().copied().unwrap_or(0);
            at = back(text.original().get(..at).unwrap_or_default(), reach);
        }
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
        let mut cut = self.whole_number(until);
        let mut spans = window.whole.clone();
        // From the last to the first: each may push the cut before one that it did not touch.
        spans.sort_unstable();
        let mut moved = true;
        while moved {
            moved = false;
            for (start, end) in &spans {
                if *start < cut && cut < *end {
                    cut = self.whole_number(*start);
                    moved = true;
                }
            }
        }
        cut.max(self.done)
    }

    /// The redactions of what goes.
    pub(super) fn edits(&mut self, window: &Window, cut: usize) -> Vec<Edit> {
        let own = window
            .findings
            .iter()
            .filter(|finding| finding.span.is_some_and(|span| span.end <= cut));
        let merged = redact::merged(self.text.len(), own);
        let segment = Segment {
            text: &self.text,
            ..self.segment("")
        };
        let text = (&segment, self.json.as_ref());
        redact::made(&self.guard, text, &merged, &mut self.numbers)
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
    let edge = |pair: &[u8]| matches!(pair, [space, next] if (space.is_ascii_whitespace() || *space == BORDER) && next.is_ascii_alphabetic());
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
