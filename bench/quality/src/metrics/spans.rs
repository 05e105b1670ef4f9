//! Labelled places against found ones.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::counts::f1;
use super::ratio;
use crate::outcome::Found;
use crate::row::Labelled;

/// Types that a pattern cannot find; reported apart too.
const NAMED_ENTITIES: [&str; 2] = ["PERSON", "LOCATION"];

/// Precision, recall and their mean, of spans or of code points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Fit {
    pub(crate) precision: Option<f64>,
    pub(crate) recall: Option<f64>,
    pub(crate) f1: Option<f64>,
}

/// The spans of one type, or of several.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct SpanScore {
    pub(crate) labelled: usize,
    pub(crate) found: usize,
    pub(crate) matched: usize,
    /// At least half of the two together is common to both.
    #[serde(flatten)]
    pub(crate) fit: Fit,
    /// The same start and end.
    pub(crate) exact: Fit,
    /// Code points, however they are cut into spans.
    pub(crate) points: Fit,
}

/// All spans of a set.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct SpanReport {
    /// Rows that carry labelled spans.
    pub(crate) rows: usize,
    pub(crate) all: SpanScore,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) without_person_and_location: Option<SpanScore>,
    pub(crate) types: BTreeMap<String, SpanScore>,
    /// Labelled types that are not ours: counted here, in no score.
    pub(crate) unknown_types: BTreeMap<String, usize>,
    /// Found types that the set labels nowhere, and finds on a span of an unknown type: in no score.
    pub(crate) not_judged: BTreeMap<String, usize>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    labelled: usize,
    found: usize,
    matched: usize,
    exact: usize,
    labelled_points: usize,
    found_points: usize,
    shared_points: usize,
}

/// A row's labelled spans, and what was found in it.
pub(crate) type Pair<'a> = (&'a [Labelled], &'a [Found]);

/// The report of a set; `None` when no row has labelled spans.
pub(crate) fn report(pairs: &[Pair<'_>]) -> Option<SpanReport> {
    let labelled = || pairs.iter().flat_map(|(labelled, _)| labelled.iter());
    let kinds: BTreeSet<&str> = labelled()
        .filter(|span| span.known)
        .map(|span| span.kind.as_str())
        .collect();
    let mut unknown_types = BTreeMap::new();
    for span in labelled().filter(|span| !span.known) {
        *unknown_types.entry(span.kind.clone()).or_default() += 1;
    }
    let mut tallies: BTreeMap<&str, Tally> =
        kinds.iter().map(|kind| (*kind, Tally::default())).collect();
    let mut not_judged: BTreeMap<String, usize> = BTreeMap::new();
    for (labelled, found) in pairs {
        for (kind, tally) in &mut tallies {
            let unjudged = tally.add(kind, labelled, found);
            if unjudged > 0 {
                *not_judged.entry((*kind).to_owned()).or_default() += unjudged;
            }
        }
        for span in found
            .iter()
            .filter(|span| !kinds.contains(span.kind.as_str()))
        {
            *not_judged.entry(span.kind.clone()).or_default() += 1;
        }
    }
    let sum = |fits: &dyn Fn(&str) -> bool| {
        let chosen = tallies.iter().filter(|(kind, _)| fits(kind));
        chosen
            .fold(Tally::default(), |sum, (_, tally)| sum.plus(tally))
            .score()
    };
    let entity = |kind: &str| NAMED_ENTITIES.contains(&kind);
    (!pairs.is_empty()).then(|| SpanReport {
        rows: pairs.len(),
        all: sum(&|_| true),
        without_person_and_location: kinds
            .iter()
            .any(|kind| entity(kind))
            .then(|| sum(&|kind| !entity(kind))),
        types: tallies
            .iter()
            .map(|(kind, tally)| ((*kind).to_owned(), tally.score()))
            .collect(),
        unknown_types,
        not_judged,
    })
}

impl Tally {
    /// Adds one row's spans of a type. Gives the number of finds that lie on a span of an unknown type, which count
    /// neither way.
    fn add(&mut self, kind: &str, labelled: &[Labelled], found: &[Found]) -> usize {
        let wanted: Vec<(usize, usize)> = labelled
            .iter()
            .filter(|span| span.known && span.kind == kind)
            .map(|span| (span.start, span.end))
            .collect();
        let foreign: Vec<(usize, usize)> = labelled
            .iter()
            .filter(|span| !span.known)
            .map(|span| (span.start, span.end))
            .collect();
        let mut free: Vec<(usize, usize)> = found
            .iter()
            .filter(|span| span.kind == kind)
            .map(|span| (span.start, span.end))
            .collect();
        let mut counted = Vec::new();
        for span in &wanted {
            let best = free
                .iter()
                .enumerate()
                .max_by_key(|(_, other)| (common(*span, **other), **other == *span));
            if let Some((at, other)) = best
                .filter(|(_, other)| half(*span, **other))
                .map(|(at, other)| (at, *other))
            {
                self.matched += 1;
                self.exact += usize::from(other == *span);
                counted.push(free.swap_remove(at));
            }
        }
        let judged = |span: &&(usize, usize)| !foreign.iter().any(|other| half(**span, *other));
        let unjudged = free.iter().filter(|span| !judged(span)).count();
        counted.extend(free.iter().filter(judged));
        self.labelled += wanted.len();
        self.found += counted.len();
        let (wanted, counted) = (merged(wanted), merged(counted));
        self.labelled_points += length(&wanted);
        self.found_points += length(&counted);
        self.shared_points += shared(&wanted, &counted);
        unjudged
    }

    fn plus(self, other: &Self) -> Self {
        Self {
            labelled: self.labelled + other.labelled,
            found: self.found + other.found,
            matched: self.matched + other.matched,
            exact: self.exact + other.exact,
            labelled_points: self.labelled_points + other.labelled_points,
            found_points: self.found_points + other.found_points,
            shared_points: self.shared_points + other.shared_points,
        }
    }

    fn score(&self) -> SpanScore {
        SpanScore {
            labelled: self.labelled,
            found: self.found,
            matched: self.matched,
            fit: fit(self.matched, self.labelled, self.found),
            exact: fit(self.exact, self.labelled, self.found),
            points: fit(self.shared_points, self.labelled_points, self.found_points),
        }
    }
}

fn fit(both: usize, labelled: usize, found: usize) -> Fit {
    Fit {
        precision: ratio(both, found),
        recall: ratio(both, labelled),
        f1: f1(both, labelled - both, found - both),
    }
}

fn common(one: (usize, usize), other: (usize, usize)) -> usize {
    one.1.min(other.1).saturating_sub(one.0.max(other.0))
}

/// Whether intersection over union is at least one half.
fn half(one: (usize, usize), other: (usize, usize)) -> bool {
    let shared = common(one, other);
    shared > 0 && 2 * shared >= (one.1 - one.0) + (other.1 - other.0) - shared
}

fn merged(mut spans: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    spans.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.0 <= last.1 => last.1 = last.1.max(span.1),
            _ => merged.push(span),
        }
    }
    merged
}

fn length(merged: &[(usize, usize)]) -> usize {
    merged.iter().map(|span| span.1 - span.0).sum()
}

fn shared(one: &[(usize, usize)], other: &[(usize, usize)]) -> usize {
    one.iter()
        .flat_map(|span| other.iter().map(|other| common(*span, *other)))
        .sum()
}

#[cfg(test)]
mod tests;
