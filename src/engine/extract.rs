//! Which part of a text is the question, the context, the answer (Aporia's extractions).

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use super::input::Segment;
use super::limits::Limits;
use crate::detectors::pattern;
use crate::policy::words::Target;
use crate::policy::{Code, Diagnostic};

/// Patterns whose group 1 (or whole match) is the part that is judged. The first that matches counts; where none does,
/// the whole text is judged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Extractions {
    /// On the prompt: the user's own words.
    pub question: Vec<String>,
    /// On the prompt: retrieved text inside it, judged as context.
    pub context: Vec<String>,
    /// On the response: the answer.
    pub answer: Vec<String>,
}

impl Extractions {
    /// Patterns that cannot be compiled; paths lead into the options.
    #[must_use]
    pub fn check(&self, limits: &Limits) -> Vec<Diagnostic> {
        let groups = [
            ("question", &self.question),
            ("context", &self.context),
            ("answer", &self.answer),
        ];
        let mut faults = Vec::new();
        for (name, patterns) in groups {
            for (index, source) in patterns.iter().enumerate() {
                if let Err(fault) = pattern::check(pattern::PatternKind::Regex, source, limits) {
                    let path = format!("/extractions/{name}/{index}");
                    faults.push(
                        Diagnostic::new(Code::InvalidPattern, path, fault.message).at(fault.span),
                    );
                }
            }
        }
        faults
    }
}

/// [`Extractions`], compiled.
#[derive(Debug, Default)]
pub(super) struct Extractor {
    pub(super) source: Extractions,
    question: Vec<Regex>,
    context: Vec<Regex>,
    answer: Vec<Regex>,
}

/// A part of a segment that is judged on one side.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Index of the segment.
    pub(super) segment: usize,
    /// The side it is judged on.
    pub(super) target: Target,
    /// Bytes of the segment's text.
    pub(super) range: Range<usize>,
}

impl Extractor {
    pub(super) fn new(source: &Extractions) -> Self {
        let compiled = |patterns: &[String]| {
            patterns
                .iter()
                .filter_map(|pattern| bounded(pattern))
                .collect()
        };
        Self {
            question: compiled(&source.question),
            context: compiled(&source.context),
            answer: compiled(&source.answer),
            source: source.clone(),
        }
    }

    /// Whether only a part of the texts on a side may be judged.
    pub(super) fn cuts(&self, target: Target) -> bool {
        match target {
            Target::Prompt => !self.question.is_empty(),
            Target::Response => !self.answer.is_empty(),
            Target::Context => false,
        }
    }

    /// What is judged, in the order of the segments.
    pub(super) fn parts(&self, segments: &[Segment<'_>]) -> Vec<Part> {
        let mut parts = Vec::with_capacity(segments.len());
        for (segment, each) in segments.iter().enumerate() {
            let own = match each.target {
                Target::Prompt => &self.question,
                Target::Response => &self.answer,
                Target::Context => &Vec::new(),
            };
            let range = found(own, each.text).unwrap_or(0..each.text.len());
            parts.push(Part {
                segment,
                target: each.target,
                range,
            });
            if let Some(range) =
                found(&self.context, each.text).filter(|_| each.target == Target::Prompt)
            {
                parts.push(Part {
                    segment,
                    target: Target::Context,
                    range,
                });
            }
        }
        parts
    }
}

/// A pattern that was checked before, within a bound on its compiled size.
pub(super) fn bounded(source: &str) -> Option<Regex> {
    RegexBuilder::new(source).size_limit(10 << 20).build().ok()
}

fn found(patterns: &[Regex], text: &str) -> Option<Range<usize>> {
    let captures = patterns.iter().find_map(|pattern| pattern.captures(text))?;
    captures
        .get(1)
        .or_else(|| captures.get(0))
        .map(|group| group.range())
}
