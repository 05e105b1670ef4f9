//! Attempts to override the instructions, also inside documents: a linear head over hashed n-grams and cues.

use super::windows::{Which, find, head, matched};
use super::{Decoding, Detector, Hit, Match};
use crate::models::cues;
use crate::models::head::Head;
use crate::text::Text;

/// Cues that a finding names at most.
const CUES: usize = 6;

/// The detector of `prompt_injection`.
#[derive(Debug)]
pub(crate) struct PromptInjection {
    head: &'static Head,
}

impl PromptInjection {
    /// `None` when the weights in this build cannot be read.
    pub(crate) fn new() -> Option<Self> {
        Some(Self {
            head: head(Which::Injection)?,
        })
    }
}

impl Detector for PromptInjection {
    fn always(&self) -> bool {
        true
    }

    fn decoding(&self) -> Decoding {
        Decoding::Coded
    }

    fn detect(&self, text: &Text<'_>, _: &[Hit], out: &mut Vec<Match>) {
        find(Which::Injection, text, |odds, place| {
            let score = self.head.scale.score(odds);
            if score <= 0.0 {
                return;
            }
            let told = cues::names(place.cues)
                .take(CUES)
                .map(str::to_owned)
                .collect();
            let explanation =
                "reads like an attempt to change what the assistant was told to do".to_owned();
            out.extend(matched(text, place, score, explanation).map(|mut found| {
                if let Some(evidence) = &mut found.evidence {
                    evidence.cues = told;
                }
                found
            }));
        });
    }
}
