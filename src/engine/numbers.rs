//! A verdict as numbers, for a host that makes its own objects: cheaper on both sides than JSON written and read.
//!
//! Enters: a verdict and the texts. Leaves: numbers, and the words that they stand for: those of the policy and the program once
//! for a guard ([`Words`]), those of a text with its verdict. Never: a verdict of the rare kind (questions, scores, a vault,
//! evidence), which goes as JSON.

mod words;

use super::input::Segment;
use super::redact;
use super::verdict::{Edit, Finding, NotEvaluated, Outcome, Verdict};
use super::{Name, json};
use crate::policy::words::{Decision, Target};
use crate::text::offsets::Utf16;

pub(crate) use words::Words;

/// What comes before the verdicts: the place of the table of own words, the age of the guard's words, how many there are,
/// address and length of the own words.
pub(crate) const HEAD: usize = 5;
/// Nothing is there.
const NONE: i32 = -1;
/// How a verdict goes: nothing happened, as numbers, as JSON.
const CLEAN: i32 = 0;
const NUMBERS: i32 = 1;
const JSON: i32 = 2;
/// There is none.
const REFUSED: i32 = 3;

/// What goes over.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    out: Vec<i32>,
    /// The words of this text alone, and their lengths in UTF-16 units.
    own: String,
    lengths: Vec<i32>,
}

impl Numbers {
    /// Begins.
    pub(crate) fn clear(&mut self, words: &mut Words) {
        words.refresh();
        self.out.clear();
        self.out.resize(HEAD, 0);
        self.own.clear();
        self.lengths.clear();
    }

    /// Ends; answers the numbers.
    pub(crate) fn finish(&mut self, words: &Words) -> &[i32] {
        let head = [
            count(self.out.len()),
            words.age,
            count(words.known.len()),
            // An address of 32 bits, as the host takes it.
            u32::try_from(self.own.as_ptr() as usize)
                .unwrap_or_default()
                .cast_signed(),
            count(self.own.len()),
        ];
        if let Some(place) = self.out.first_chunk_mut() {
            *place = head;
        }
        self.out.push(count(self.lengths.len()));
        self.out.append(&mut self.lengths);
        &self.out
    }

    /// Nothing happened.
    pub(crate) fn clean(&mut self) {
        self.out.push(CLEAN);
    }

    /// Why there is no verdict.
    pub(crate) fn refused(&mut self, why: &str) {
        self.out.push(REFUSED);
        self.own_word(why);
    }

    /// A verdict.
    pub(crate) fn verdict(
        &mut self,
        words: &mut Words,
        verdict: &Verdict,
        segments: &[Segment<'_>],
    ) {
        if !is_plain(verdict) {
            self.out.push(JSON);
            return self.own_word(&json::bare(verdict, segments));
        }
        self.out.push(NUMBERS);
        self.word(words, verdict.decision.as_str());
        self.word(words, verdict.detected.as_str());
        self.flag(verdict.complete);
        self.name(words, verdict.decided_by.as_ref());
        self.name(words, verdict.message.as_ref());
        self.outcome(words, verdict.prompt.as_ref(), segments, Target::Prompt);
        self.outcome(words, verdict.response.as_ref(), segments, Target::Response);
        self.findings(words, &verdict.findings, segments);
        self.flag(verdict.truncated);
        self.out.push(count(verdict.not_evaluated.len()));
        for left_out in &verdict.not_evaluated {
            self.left_out(words, left_out);
        }
        self.segments(words, &verdict.segment_edits, segments);
    }

    fn flag(&mut self, flag: bool) {
        self.out.push(i32::from(flag));
    }

    fn place(&mut self, place: Option<usize>) {
        self.out.push(place.map_or(NONE, count));
    }

    fn word(&mut self, words: &mut Words, word: &'static str) {
        self.out.push(words.number(&Name::Fixed(word)));
    }

    fn name(&mut self, words: &mut Words, name: Option<&Name>) {
        match name {
            None => self.out.push(NONE),
            Some(Name::Own(text)) => self.own_word(text),
            Some(name) => self.out.push(words.number(name)),
        }
    }

    fn own_word(&mut self, text: &str) {
        self.out.push(NONE - 1 - count(self.lengths.len()));
        self.own.push_str(text);
        let units = if text.is_ascii() {
            text.len()
        } else {
            text.encode_utf16().count()
        };
        self.lengths.push(count(units));
    }

    fn outcome(
        &mut self,
        words: &mut Words,
        outcome: Option<&Outcome>,
        segments: &[Segment<'_>],
        target: Target,
    ) {
        let Some(outcome) = outcome else {
            return self.out.push(NONE);
        };
        self.word(words, outcome.decision.as_str());
        match outcome.text.as_deref() {
            // The host has it.
            Some(text) if outcome.decision > Decision::Redact => self.own_word(text),
            _ => self.out.push(NONE),
        }
        self.out.push(count(outcome.edits.len()));
        if !outcome.edits.is_empty() {
            let (text, _) = redact::joined(segments, target, &[]);
            self.edits(words, &text, &outcome.edits);
        }
    }

    fn edits(&mut self, words: &mut Words, text: &str, edits: &[Edit]) {
        let units = Utf16::new(text);
        for edit in edits {
            self.out.push(count(units.at(edit.start)));
            self.out.push(count(units.at(edit.end)));
            self.name(words, Some(&edit.replacement));
            self.out.push(count(edit.rules.len()));
            for rule in &edit.rules {
                self.name(words, Some(rule));
            }
        }
    }

    fn findings(&mut self, words: &mut Words, findings: &[Finding], segments: &[Segment<'_>]) {
        self.out.push(count(findings.len()));
        let mut current: Option<(usize, Utf16<'_>)> = None;
        for finding in findings {
            // Findings are sorted by segment, so each text is indexed once.
            let (_, units) = match current.take() {
                Some(same) if same.0 == finding.segment => current.insert(same),
                _ => {
                    let segment = segments.get(finding.segment);
                    let units = Utf16::new(segment.map_or("", |segment| segment.text));
                    current.insert((finding.segment, units))
                }
            };
            self.finding(words, finding, units);
        }
    }

    fn finding(&mut self, words: &mut Words, finding: &Finding, units: &Utf16<'_>) {
        self.name(words, Some(&finding.rule));
        self.name(words, Some(&finding.detector));
        self.name(words, finding.kind.as_ref());
        self.word(words, finding.target.as_str());
        self.place(finding.message);
        self.place(finding.part);
        self.place(finding.context);
        self.place(finding.span.map(|span| units.at(span.start)));
        self.place(finding.span.map(|span| units.at(span.end)));
        self.out
            .push(ten_thousandths(finding.score).unwrap_or(NONE));
        let threshold = ten_thousandths(finding.threshold);
        self.out.push(threshold.unwrap_or(NONE));
        self.word(words, finding.action.as_str());
        self.name(words, Some(&finding.explanation));
        self.out.push(count(finding.views.iter().count()));
        for view in finding.views.iter() {
            self.word(words, view.as_str());
        }
    }

    fn left_out(&mut self, words: &mut Words, left_out: &NotEvaluated) {
        self.name(words, left_out.rule.as_ref());
        self.name(words, left_out.detector.as_ref());
        match left_out.target {
            Some(target) => self.word(words, target.as_str()),
            None => self.out.push(NONE),
        }
        self.word(words, left_out.reason.as_str());
        self.word(words, left_out.action.as_str());
        self.name(words, Some(&left_out.explanation));
    }

    /// Of those that are parts of messages.
    fn segments(
        &mut self,
        words: &mut Words,
        edits: &[(usize, Vec<Edit>)],
        segments: &[Segment<'_>],
    ) {
        let of_messages = |(index, edits): &(usize, Vec<Edit>)| {
            let segment = segments.get(*index)?;
            segment.message.map(|_| (*index, segment.text, edits.len()))
        };
        let at = self.out.len();
        self.out.push(0);
        let mut written = 0;
        for (each, (index, text, length)) in edits
            .iter()
            .filter_map(|each| of_messages(each).map(|of| (each, of)))
        {
            self.out.push(count(index));
            self.out.push(count(length));
            self.edits(words, text, &each.1);
            written += 1;
        }
        if let Some(place) = self.out.get_mut(at) {
            *place = written;
        }
    }
}

/// Whether there is nothing in it that numbers do not say.
fn is_plain(verdict: &Verdict) -> bool {
    let plain = |finding: &Finding| {
        finding.evidence.is_none()
            && ten_thousandths(finding.score).is_some()
            && ten_thousandths(finding.threshold).is_some()
    };
    verdict.pending.is_empty()
        && verdict.answers.is_none()
        && verdict.scores.is_none()
        && verdict.vault.is_none()
        && verdict.not_json.is_empty()
        && ![&verdict.prompt, &verdict.response]
            .into_iter()
            .flatten()
            .any(|side| side.rewritten)
        && verdict.findings.iter().all(plain)
}

/// The score as JSON has it: four decimals.
fn ten_thousandths(score: f64) -> Option<i32> {
    let scaled = (score * 10_000.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "whole, and in range")]
    (0.0..=1e9).contains(&scaled).then_some(scaled as i32)
}

fn count(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
