//! What of a guard a stream has to do with.

use super::StreamOptions;
use crate::detectors::{self, Decoding, Reach};
use crate::engine::Guard;
use crate::engine::input::Format;
use crate::engine::rule::{CompiledRule, Status};
use crate::policy::NotEvaluatedReason;
use crate::policy::words::{Action, FailureAction, FailureMode, Release, Target};
use crate::text::json::LONGEST_NUMBER;

/// The rules of the stream's side by their reach.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub(super) struct Plan {
    /// Indices of the rules whose findings lie within a span.
    pub(super) span: Vec<usize>,
    /// UTF-16 units by which each of them reaches, in the same order.
    pub(super) reach: Vec<usize>,
    /// Rules that judge sentences or the whole, wherever there is text.
    pub(super) always: Vec<usize>,
    /// The same where one of their literals was seen.
    pub(super) told: Vec<usize>,
    /// Some rule compares the text with others and stops it.
    pub(super) compares: bool,
    /// Some rule also reads decoded text.
    pub(super) decodes: bool,
    /// Sentences are held until they are judged.
    pub(super) sentence: bool,
    /// Nothing goes before the end.
    pub(super) whole: bool,
    /// Blocked whatever comes.
    pub(super) doomed: bool,
    /// Bytes that are evaluated.
    pub(super) room: usize,
    /// What is beyond them blocks.
    pub(super) over_blocks: bool,
    pub(super) failure_mode: FailureMode,
}

impl Plan {
    pub(super) fn new(guard: &Guard, options: &StreamOptions) -> Self {
        let failure_mode = options.evaluate.failure_mode.as_ref();
        let release = options
            .release
            .or(guard.policy.document().release)
            .unwrap_or(Release::Immediate);
        let beside: usize = options
            .input
            .segments()
            .iter()
            .filter(|segment| segment.target != options.target)
            .map(|segment| segment.text.len())
            .sum();
        let mut plan = Self {
            span: Vec::new(),
            reach: Vec::new(),
            always: Vec::new(),
            told: Vec::new(),
            compares: false,
            decodes: false,
            sentence: release == Release::Sentence,
            // A new token of a vault must not be one that the rest of the text says.
            whole: release == Release::End
                || guard.extractor.cuts(options.target)
                || options.evaluate.vault.is_some() && options.target == Target::Prompt,
            doomed: false,
            room: guard.limits.text_bytes.saturating_sub(beside),
            over_blocks: false,
            failure_mode: failure_mode.unwrap_or(&guard.failure_mode).clone(),
        };
        for (index, rule) in guard.rules.iter().enumerate() {
            if rule.applies(options.target) {
                plan.add(guard, options, index, rule);
            }
        }
        plan
    }

    fn add(&mut self, guard: &Guard, options: &StreamOptions, index: usize, rule: &CompiledRule) {
        let blocks = |reason| {
            let action = self.failure_mode.action(reason);
            action == FailureAction::Block && !guard.monitor
        };
        let lacks = rule.status == Status::NotAvailable
            || matches!(rule.status, Status::Active | Status::Partial) && rule.unread.is_some();
        let takes_part = rule.finder.is_some() || rule.question.is_some() || lacks;
        self.doomed |= lacks && blocks(NotEvaluatedReason::NotAvailable);
        self.over_blocks |= takes_part && blocks(NotEvaluatedReason::OverLimit);
        let decoding = rule.finder.as_ref().map(|finder| finder.decoding());
        self.decodes |= decoding.is_some_and(|decoding| decoding != Decoding::Nothing);
        let reach = detectors::spec(rule.detector).map(|spec| spec.reach);
        match (&rule.finder, reach) {
            (Some(_), Some(Reach::Span(units))) => {
                self.span.push(index);
                self.reach.push(units);
            }
            (Some(finder), _) => {
                self.compares |= finder.compares() && rule.action >= Action::Override;
                if finder.always() {
                    self.always.push(index);
                } else {
                    self.told.push(index);
                }
            }
            (None, _) => {}
        }
        // What its matches do is only known when the judge has answered, at the end.
        let asks = options.judge && rule.second.is_some();
        let span = matches!(reach, Some(Reach::Span(_)));
        self.whole |= asks && (span && rule.action > Action::Flag || rule.action == Action::Redact);
        let late = !matches!(reach, Some(Reach::Span(_))) && takes_part;
        // Where such a rule redacts is only known when all of the text is.
        self.whole |= late && rule.action == Action::Redact;
    }
}

/// UTF-16 units that are held at most while nothing is suspected.
pub(in super::super) fn holdback(guard: &Guard, options: &StreamOptions) -> Option<usize> {
    let plan = Plan::new(guard, options);
    if plan.whole {
        return None;
    }
    let finders = plan.span.iter().zip(&plan.reach);
    let span = finders
        .filter_map(|(index, reach)| {
            let finder = guard.rules.get(*index)?.finder.as_ref()?;
            let literals = finder.literals();
            let literals = literals.iter();
            // A literal may have an invisible character or a space behind each of its letters.
            let longest = literals
                .map(|each| 4 * each.text.encode_utf16().count())
                .max();
            Some(finder.bound().unwrap_or(*reach).max(longest.unwrap_or(0)))
        })
        .max()
        .unwrap_or(0);
    let sentence = if plan.sentence && !(plan.always.is_empty() && plan.told.is_empty()) {
        super::window::LONGEST * 2
    } else {
        0
    };
    // A long text is read again when it has grown by an eighth; a word is held for its last letters.
    let units = span + span / 8 + sentence + EDGE;
    Some(match options.evaluate.format {
        Format::Text => units,
        // Each of them may be an escape, and a number is held as a whole.
        Format::Json => 6 * units + LONGEST_NUMBER,
    })
}

/// UTF-16 units of a word that is read as a whole, and of the marks behind it.
const EDGE: usize = 256;
