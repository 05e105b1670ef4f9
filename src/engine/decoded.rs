//! What the rules find in decoded text, level by level.
//!
//! Enters: a text. Leaves: by rule, matches that the text as written does not show, with their spans in the text as given.

use super::Guard;
use super::prefilter::Hits;
use crate::detectors::{Decoding, Match};
use crate::policy::words::{NotEvaluatedReason, Target};
use crate::text::decode::{self, Fresh, Piece};
use crate::text::{Text, Views};

/// Levels that are read at most, whatever the limits say: a finding names six views.
pub(super) const DEEPEST: usize = 5;
/// Kinds that a decoded file is full of by its nature (the names of its formats, its dates) and that say nothing about a person.
const ORDINARY: [&str; 3] = ["pii.url", "pii.date_time", "pii.currency"];

/// What decoding found, by rule.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    matches: Vec<(usize, Match)>,
}

impl Decoded {
    /// Reads what a text says in other words.
    pub(super) fn read(guard: &Guard, target: Target, text: &Text<'_>) -> Self {
        let depth = guard.limits.decode_depth.min(DEEPEST);
        let mut walk = Walk {
            guard,
            target,
            depth,
            readers: None,
            hits: Hits::default(),
            found: Vec::new(),
            out: Vec::new(),
            over: false,
        };
        if depth > 0 {
            let outer = |start, end| Place {
                span: text.to_original(start, end),
                views: text.views_of(start, end),
            };
            walk.level(
                (text.normalised(), text.has_borders()),
                &|_, _| true,
                &outer,
                1,
            );
        }
        let mut matches = walk.out;
        if walk.over {
            let readers = walk.readers.unwrap_or_default();
            matches.extend(readers.into_iter().map(|(rule, _)| (rule, left_out())));
        }
        settle(&mut matches);
        Self { matches }
    }

    /// Where the first match begins.
    pub(super) fn first(&self) -> Option<usize> {
        let spans = self.matches.iter().filter_map(|(_, found)| found.span);
        spans.map(|(start, _)| start).min()
    }

    /// Whether a rule has something here.
    pub(super) fn has(&self, rule: usize) -> bool {
        let at = self.matches.partition_point(|(owner, _)| *owner < rule);
        self.matches
            .get(at)
            .is_some_and(|(owner, _)| *owner == rule)
    }

    /// Adds a rule's matches to those in the text as written; what these cover (if they count) is nothing new.
    pub(super) fn join(&mut self, rule: usize, threshold: f64, matches: &mut Vec<Match>) {
        if self.matches.is_empty() {
            return;
        }
        let mut known: Vec<(usize, usize)> = matches
            .iter()
            .filter(|each| each.score > threshold)
            .filter_map(|each| each.span)
            .collect();
        known.sort_unstable();
        // How far those that begin up to here reach.
        let mut reach = 0;
        for (_, end) in &mut known {
            reach = reach.max(*end);
            *end = reach;
        }
        let covered = |span: Option<(usize, usize)>| {
            let Some((start, end)) = span else {
                return false;
            };
            let index = known.partition_point(|each| each.0 <= start);
            let before = index.checked_sub(1).and_then(|index| known.get(index));
            before.is_some_and(|each| each.1 >= end)
        };
        let from = self.matches.partition_point(|(owner, _)| *owner < rule);
        let to = self.matches.partition_point(|(owner, _)| *owner <= rule);
        let own = self.matches.drain(from..to).map(|(_, found)| found);
        matches.extend(own.filter(|found| !covered(found.span)));
    }
}

pub(super) fn left_out() -> Match {
    Match {
        left_out: Some(NotEvaluatedReason::OverLimit),
        explanation: "an encoded run is longer or deeper than what is decoded".into(),
        ..Match::default()
    }
}

/// By rule, without repetitions: finds of a kind that overlap are one, that with the fewest views, else the longest.
pub(super) fn settle(matches: &mut Vec<(usize, Match)>) {
    fn group((rule, found): &(usize, Match)) -> (usize, Option<&str>, Option<&str>) {
        (*rule, found.detector, found.kind.as_deref())
    }
    matches.sort_by(|one, two| {
        let spans = one.1.span.cmp(&two.1.span);
        (group(one).cmp(&group(two)).then(spans)).then(two.1.score.total_cmp(&one.1.score))
    });
    let rank = |found: &Match| {
        let length = found.span.map_or(0, |(start, end)| end - start);
        (found.views.iter().count(), std::cmp::Reverse(length))
    };
    matches.dedup_by(|one, last| {
        let end = last.1.span.map_or(0, |span| span.1);
        let same = group(one) == group(last) && one.1.span.is_none_or(|span| span.0 < end);
        if same && rank(&one.1) < rank(&last.1) {
            std::mem::swap(one, last);
        }
        same
    });
}

/// Where a range of a decoded text stands in the text as given, and how it was uncovered.
pub(super) struct Place {
    pub(super) span: (usize, usize),
    pub(super) views: Views,
}

struct Walk<'g> {
    guard: &'g Guard,
    target: Target,
    depth: usize,
    /// The rules that read decoded text; known once there is some.
    readers: Option<Vec<(usize, Decoding)>>,
    hits: Hits,
    found: Vec<Match>,
    out: Vec<(usize, Match)>,
    over: bool,
}

impl Walk<'_> {
    /// The pieces of a text at a depth, and what is in them.
    fn level(
        &mut self,
        (text, bordered): (&str, bool),
        fresh: Fresh<'_>,
        outer: &dyn Fn(usize, usize) -> Place,
        depth: usize,
    ) {
        for piece in decode::pieces(text, fresh) {
            if self.no_readers() {
                return;
            }
            self.over |= piece.is_over();
            // What was written in code is one thing, whatever it says.
            let bordered = bordered && !piece.is_run();
            let read = Text::with_borders(&piece.text, bordered);
            self.judge(&piece, &read, outer);
            let fresh = |start, end| {
                let (start, end) = read.to_original(start, end);
                piece.is_fresh(start, end)
            };
            if depth < self.depth {
                let inner = |start, end| inside(&piece, &read, (start, end), outer);
                self.level((read.normalised(), bordered), &fresh, &inner, depth + 1);
            } else if decode::has_run(read.normalised(), &fresh) {
                self.over = true;
            }
        }
    }

    /// The rules that read decoded text.
    fn no_readers(&mut self) -> bool {
        let readers = self.readers.get_or_insert_with(|| {
            let rules = self.guard.rules.iter().enumerate();
            rules
                .filter(|(_, rule)| rule.applies(self.target))
                .filter_map(|(index, rule)| Some((index, rule.finder.as_ref()?.decoding())))
                .filter(|(_, decoding)| *decoding != Decoding::Nothing)
                .collect()
        });
        readers.is_empty()
    }

    /// What the rules find in a piece.
    fn judge(&mut self, piece: &Piece, read: &Text<'_>, outer: &dyn Fn(usize, usize) -> Place) {
        self.guard.prefilter.scan(read, &mut self.hits);
        let readers = self.readers.take().unwrap_or_default();
        for (index, decoding) in &readers {
            let rule = self.guard.rules.get(*index);
            let Some(finder) = rule.and_then(|rule| rule.finder.as_ref()) else {
                continue;
            };
            let own = self.hits.of(*index);
            let wanted = *decoding == Decoding::All || piece.is_coded();
            if !wanted || own.is_empty() && !finder.always() {
                continue;
            }
            finder.detect(read, own, &mut self.found);
            for found in self.found.drain(..) {
                let found = uncovered(piece, read, found, outer);
                self.out.extend(found.map(|found| (*index, found)));
            }
        }
        self.readers = Some(readers);
    }
}

/// A range of the normalised view of a piece.
pub(super) fn inside(
    piece: &Piece,
    read: &Text<'_>,
    (start, end): (usize, usize),
    outer: &dyn Fn(usize, usize) -> Place,
) -> Place {
    let views = read.views_of(start, end);
    let place = through(piece, read.to_original(start, end), outer);
    Place {
        views: views.iter().fold(place.views, Views::with),
        ..place
    }
}

fn through(
    piece: &Piece,
    (start, end): (usize, usize),
    outer: &dyn Fn(usize, usize) -> Place,
) -> Place {
    let (from, to) = piece.place(start, end);
    let place = outer(from, to);
    let views = piece.views(start, end);
    Place {
        views: views.iter().fold(place.views, Views::with),
        ..place
    }
}

/// A match of a piece, moved to the text as given; nothing where decoding had no part in it.
pub(super) fn uncovered(
    piece: &Piece,
    read: &Text<'_>,
    found: Match,
    outer: &dyn Fn(usize, usize) -> Place,
) -> Option<Match> {
    let (start, end) = found.span?;
    let ordinary = piece.is_run() && found.detector.is_some_and(|id| ORDINARY.contains(&id));
    if ordinary || !piece.uncovers(start, end) {
        return None;
    }
    let place = through(piece, (start, end), outer);
    let span = place.span;
    let moved = |inner: crate::policy::Span| {
        let place = through(piece, (inner.start, inner.end), outer);
        crate::policy::Span::new(place.span.0, place.span.1)
    };
    let evidence = found.evidence.map(|evidence| super::Evidence {
        statement: evidence.statement.map(moved),
        window: evidence.window.map(moved),
        ..evidence
    });
    let long = span.1 - span.0 > decode::RUN;
    if long && !piece.is_run() {
        return Some(left_out());
    }
    Some(Match {
        span: Some(span),
        views: found.views.iter().fold(place.views, Views::with),
        read: read.original().get(start..end).map(str::to_owned),
        evidence,
        ..found
    })
}
