//! The slow way to a verdict, for tests (feature `oracle`, in no published build): what the engine does with one prefilter,
//! pooled decoding and merged stretches is done here rule by rule and letter by letter.
//!
//! Enters: a guard and an input. Leaves: the verdict that the engine has to give. Not done a second time: the detectors
//! themselves, how JSON is read, and what has nothing to pool (missing detectors, questions for a judge).

mod decide;
mod hits;
mod json;
mod places;
mod redact;
mod spelled;

use super::decide::Doubt;
use super::decoded::{self, Place};
use super::evaluate::{How, Run, finding};
use super::extract::Part;
use super::input::{EvaluateOptions, Input};
use super::json_text::Readings;
use super::rule::{BAND, CompiledRule};
use super::verdict::{RuleScore, Verdict};
use super::{Answers, Guard, rephrase};
use crate::detectors::keyword::Keyword;
use crate::detectors::{Decoding, Detector, Match};
use crate::policy::document::Check;
use crate::policy::words::{NotEvaluatedReason, Target};
use crate::text::Text;
use crate::text::decode::{self, Fresh};
use crate::text::json::Json;

pub use places::{Piece, pieces};

/// The verdict of an input, without a prefilter, pools and windows. Vaults are not followed: give none.
#[must_use]
pub fn evaluate(
    guard: &Guard,
    input: &Input,
    options: &EvaluateOptions,
    answers: Option<&Answers>,
) -> Verdict {
    let segments = input.segments();
    let how = How {
        options,
        answers,
        only: None,
        rephrases: true,
        again: false,
    };
    let bytes: usize = segments.iter().map(|segment| segment.text.len()).sum();
    let over = bytes > guard.limits.text_bytes;
    let readings = if over {
        Readings::default()
    } else {
        Readings::new(&segments, options, None)
    };
    let mut run = Run::new(guard, (&segments, &readings), options, None);
    run.scores = options.scores.then(Vec::new);
    if over {
        run.over_limit();
    } else {
        for (index, rule) in guard.rules.iter().enumerate() {
            let keyword = match guard.policy.rules().nth(rule.origin) {
                Some((each, _)) => match &each.check {
                    Check::Keyword(settings) => Some(Keyword::everywhere(settings, &guard.limits)),
                    _ => None,
                },
                None => None,
            };
            let Some(own) = rule.finder.as_deref() else {
                continue;
            };
            let finder = keyword.as_ref().map_or(own, |made| made as &dyn Detector);
            one(&mut run, (index, rule), finder);
        }
        run.missing();
        run.ask(&how);
    }
    let (mut gathered, scores) = (run.gathered, run.scores);
    readings.locate(&mut gathered.findings, &segments);
    gathered.readings = readings;
    let placeholder = options.placeholder.as_deref().unwrap_or(&guard.placeholder);
    let mut verdict = decide::decide(guard, &segments, placeholder, gathered, scores);
    rephrase::rephrase(guard, &segments, &how, &mut verdict);
    verdict.answers = answers.filter(|_| !verdict.pending.is_empty()).cloned();
    verdict
}

/// One rule over every text of its sides, as if it were alone.
fn one(run: &mut Run<'_>, (index, rule): (usize, &CompiledRule), finder: &dyn Detector) {
    let around = run.around();
    let mut best: Vec<(Target, f64)> = Vec::new();
    for part in run.parts.clone() {
        if !rule.applies(part.target) {
            continue;
        }
        let Some(written) = run.text(&part) else {
            continue;
        };
        let json = run.readings.get(part.segment);
        let text = Text::with_borders(written, json.is_some_and(Json::has_borders));
        let mut matches = Vec::new();
        let own = hits::find(&text, &finder.literals());
        finder.detect_among(&text, &around, &own, &mut matches);
        let known: Vec<(usize, usize)> = matches
            .iter()
            .filter(|each| each.score > rule.threshold)
            .filter_map(|each| each.span)
            .collect();
        let covered = |span: Option<(usize, usize)>| {
            let inside = |(start, end)| known.iter().any(|each| each.0 <= start && end <= each.1);
            span.is_some_and(inside)
        };
        let hidden = hidden(run.guard, finder, &text);
        matches.extend(hidden.into_iter().filter(|found| !covered(found.span)));
        for found in matches {
            take(run, (index, rule), &part, found, &mut best);
        }
    }
    let Some(scores) = &mut run.scores else {
        return;
    };
    for target in rule.targets.and(run.present).iter() {
        let own = best.iter().filter(|each| each.0 == target);
        scores.push(RuleScore {
            rule: rule.id.clone(),
            target,
            score: own.map(|each| each.1).fold(0.0, f64::max),
            threshold: rule.threshold,
        });
    }
}

fn take(
    run: &mut Run<'_>,
    (index, rule): (usize, &CompiledRule),
    part: &Part,
    found: Match,
    best: &mut Vec<(Target, f64)>,
) {
    let unsure = rule.second.as_ref().is_some_and(|second| {
        let near = (found.score - rule.threshold).abs() <= BAND;
        match found.left_out {
            Some(reason) => reason == NotEvaluatedReason::UnsupportedLanguage,
            None => second.always || near,
        }
    });
    if let Some(reason) = found.left_out.filter(|_| !unsure) {
        run.leave_out(index, rule, part.target, reason, found.explanation);
        return;
    }
    let detector = found.detector.unwrap_or(rule.detector);
    let text = run.text(part).unwrap_or_default();
    let written = found.span.and_then(|(start, end)| text.get(start..end));
    let matched = found.read.as_deref().or(written).unwrap_or_default();
    let excepted = detector != "test_string"
        && run
            .guard
            .exceptions
            .iter()
            .any(|exception| exception.covers(detector, matched));
    if excepted {
        return;
    }
    if unsure {
        run.gathered.doubts.push(Doubt {
            rule_index: index,
            part: part.clone(),
            found,
        });
        return;
    }
    best.push((part.target, found.score));
    if found.score > rule.threshold
        && let Some(segment) = run.segments.get(part.segment)
    {
        let found = finding(index, rule, part, segment, found);
        run.gathered.findings.push(found);
    }
}

/// What a rule finds in decoded text, each level by itself.
fn hidden(guard: &Guard, finder: &dyn Detector, text: &Text<'_>) -> Vec<Match> {
    let mut found = Hidden {
        finder,
        depth: guard.limits.decode_depth.min(decoded::DEEPEST),
        matches: Vec::new(),
        over: false,
    };
    if found.depth > 0 && finder.decoding() != Decoding::Nothing {
        let outer = |start, end| Place {
            span: text.to_original(start, end),
            views: text.views_of(start, end),
        };
        let view = (text.normalised(), text.has_borders());
        found.level(view, &|_, _| true, &outer, 1);
    }
    let mut matches = found.matches;
    if found.over {
        matches.push((0, decoded::left_out()));
    }
    decoded::settle(&mut matches);
    matches.into_iter().map(|(_, found)| found).collect()
}

struct Hidden<'f> {
    finder: &'f dyn Detector,
    depth: usize,
    matches: Vec<(usize, Match)>,
    over: bool,
}

impl Hidden<'_> {
    fn level(
        &mut self,
        (text, bordered): (&str, bool),
        fresh: Fresh<'_>,
        outer: &dyn Fn(usize, usize) -> Place,
        depth: usize,
    ) {
        for piece in decode::pieces(text, fresh) {
            self.over |= piece.is_over();
            let bordered = bordered && !piece.is_run();
            let read = Text::with_borders(&piece.text, bordered);
            if self.finder.decoding() == Decoding::All || piece.is_coded() {
                let mut found = Vec::new();
                let own = hits::find(&read, &self.finder.literals());
                self.finder.detect(&read, &own, &mut found);
                let moved = found
                    .into_iter()
                    .filter_map(|found| decoded::uncovered(&piece, &read, found, outer));
                self.matches.extend(moved.map(|found| (0, found)));
            }
            let fresh = |start, end| {
                let (start, end) = read.to_original(start, end);
                piece.is_fresh(start, end)
            };
            if depth < self.depth {
                let inner = |start, end| decoded::inside(&piece, &read, (start, end), outer);
                self.level((read.normalised(), bordered), &fresh, &inner, depth + 1);
            } else if decode::has_run(read.normalised(), &fresh) {
                self.over = true;
            }
        }
    }
}
