//! Whether the context supports what a response claims. A support score, not a fact checker.

use std::sync::LazyLock;

use super::{Around, Detector, Hit, Match, topic};
use crate::engine::Evidence;
use crate::models::embedding::{Embedding, cosine, direction};
use crate::models::grounding::{Claim, Grounding, claims};
use crate::models::topics::{encode, windows};
use crate::policy::document::{self, GROUNDEDNESS_CHECKS};
use crate::policy::{NotEvaluatedReason, Span};
use crate::text::Text;

static HEAD: LazyLock<Option<Grounding>> =
    LazyLock::new(|| Grounding::read(include_bytes!("../models/weights/groundedness.bin")));

/// A cosine at which two texts count as on one subject, and what a step below it adds to the score.
const RELEVANT: f64 = 0.12;
const STEP: f64 = 1.6;
/// Known words that a question and an answer need before their relevance is judged.
const FEWEST: u32 = 3;

/// The detector of `groundedness`.
#[derive(Debug)]
pub(crate) struct Groundedness {
    embedding: &'static Embedding,
    head: &'static Grounding,
    /// In the order of [`GROUNDEDNESS_CHECKS`].
    checks: [bool; 3],
}

impl Groundedness {
    /// `None` when the weights in this build cannot be read.
    pub(crate) fn new(settings: &document::Groundedness) -> Option<Self> {
        Some(Self {
            embedding: topic::embedding()?,
            head: HEAD.as_ref()?,
            checks: GROUNDEDNESS_CHECKS
                .map(|check| settings.checks.iter().any(|each| each == check)),
        })
    }

    fn claims(&self, text: &Text<'_>, around: &Around<'_>, out: &mut Vec<Match>) {
        let view = text.normalised();
        let contexts: Vec<&str> = around.contexts.iter().map(|each| each.text).collect();
        let claims = claims(self.embedding, view, &contexts, around.prompt);
        let odds = self.head.judge(&claims);
        for (claim, odds) in claims.iter().zip(odds) {
            let score = self.head.score(odds);
            if score > 0.0 {
                out.push(unsupported(text, claim, score, around));
            }
        }
    }

    /// How near the nearest window of a text is to the question; `None` where one of them says too little.
    fn relevance(&self, question: &str, text: &str) -> Option<f64> {
        let known = windows(self.embedding, question, |_| {});
        let own = direction(&encode(self.embedding, question));
        let mut nearest: Option<f64> = None;
        let words = windows(self.embedding, text, |window| {
            let near = f64::from(cosine(&own, &direction(&window.sum)));
            nearest = Some(nearest.map_or(near, |most| most.max(near)));
        });
        nearest.filter(|_| known >= FEWEST && words >= FEWEST)
    }

    fn relevances(&self, text: &Text<'_>, around: &Around<'_>, out: &mut Vec<Match>) {
        let [_, answer, context] = self.checks;
        let Some(question) = around.prompt.filter(|_| answer || context) else {
            return;
        };
        if answer && let Some(near) = self.relevance(question, text.normalised()) {
            out.push(irrelevant(
                near,
                "answer_relevance",
                "the response does not answer the question",
            ));
        }
        let nearest = around
            .contexts
            .iter()
            .filter_map(|each| self.relevance(question, each.text))
            .max_by(f64::total_cmp);
        if let Some(near) = nearest.filter(|_| context) {
            out.push(irrelevant(
                near,
                "context_relevance",
                "the context is not on the question",
            ));
        }
    }
}

fn irrelevant(near: f64, check: &str, explanation: &str) -> Match {
    let score = (0.5 + STEP * (RELEVANT - near)).clamp(0.0, 0.99);
    Match {
        kind: Some(check.to_owned().into()),
        score: (score * 1e4).round() / 1e4,
        explanation: explanation.to_owned().into(),
        ..Match::default()
    }
}

fn unsupported(text: &Text<'_>, claim: &Claim, score: f64, around: &Around<'_>) -> Match {
    let written = text
        .normalised()
        .get(claim.start..claim.end)
        .unwrap_or_default();
    let start = claim.start + (written.len() - written.trim_start().len());
    let end = claim.start + written.trim_end().len();
    let nearest = claim.nearest.and_then(|(at, from, to)| {
        let context = around.contexts.get(at)?;
        let found = context.text.get(from..to)?;
        let first = from + (found.len() - found.trim_start().len());
        let last = (from + found.trim_end().len()).max(first);
        Some((
            context.index,
            Span::new(context.offset + first, context.offset + last),
        ))
    });
    Match {
        span: Some(text.to_original(start, end.max(start))),
        kind: Some("claims".into()),
        score,
        views: text.views_of(start, end.max(start)),
        explanation: "the context does not support this claim".into(),
        evidence: nearest.map(|(index, span)| Evidence {
            context_span: Some(span),
            context_index: index,
            ..Evidence::default()
        }),
        ..Match::default()
    }
}

impl Detector for Groundedness {
    fn always(&self) -> bool {
        true
    }

    fn compares(&self) -> bool {
        true
    }

    fn detect(&self, text: &Text<'_>, _: &[Hit], out: &mut Vec<Match>) {
        self.detect_among(text, &Around::default(), &[], out);
    }

    fn detect_among(&self, text: &Text<'_>, around: &Around<'_>, _: &[Hit], out: &mut Vec<Match>) {
        let left_out = |reason, explanation: &str| Match {
            left_out: Some(reason),
            explanation: explanation.to_owned().into(),
            ..Match::default()
        };
        if around
            .contexts
            .iter()
            .all(|each| each.text.trim().is_empty())
        {
            out.push(left_out(
                NotEvaluatedReason::NeedsContext,
                "the input has no context",
            ));
        } else if !topic::may_be_english(text.normalised()) {
            out.push(left_out(
                NotEvaluatedReason::UnsupportedLanguage,
                "the text is not in English",
            ));
        } else {
            if self.checks.first() == Some(&true) {
                self.claims(text, around, out);
            }
            self.relevances(text, around, out);
        }
    }
}
