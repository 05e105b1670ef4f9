//! Abusive text: one trained score; the finer labels only ever refine a text that is abusive.

use std::sync::LazyLock;

use super::windows::{find, matched};
use super::{Detector, Hit, Match};
use crate::models::cues;
use crate::models::head::Head;
use crate::models::segments::Part;
use crate::policy::document::{self, TOXICITY_LABELS};
use crate::text::Text;

/// Reads the weights once.
macro_rules! head {
    ($name:ident, $file:literal) => {
        static $name: LazyLock<Option<Head>> =
            LazyLock::new(|| Head::read(include_bytes!(concat!("../models/weights/", $file))));
    };
}
head!(TOXICITY, "toxicity.bin");
head!(IDENTITY_HATE, "identity_hate.bin");
head!(THREAT, "threat.bin");
head!(OBSCENE, "obscene.bin");

/// The windows that read like abuse, with their scores.
pub(super) fn windows(view: &str) -> Vec<(usize, usize, f64)> {
    let Some(head) = TOXICITY.as_ref() else {
        return Vec::new();
    };
    find(head, view)
        .into_iter()
        .map(|(odds, part)| (part.start, part.end, head.scale.score(odds)))
        .collect()
}

/// How a label is scored.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// By the trained score.
    Toxicity,
    /// The trained score, a step of false positives stricter.
    Severe,
    /// The trained score where the text speaks to somebody, half of it elsewhere.
    Insult,
    /// By a head of its own, never above the trained score.
    Head(&'static Head),
}

/// The detector of `toxicity`.
#[derive(Debug)]
pub(crate) struct Toxicity {
    head: &'static Head,
    labels: Vec<(&'static str, Way)>,
}

impl Toxicity {
    /// `None` when the weights in this build cannot be read.
    pub(crate) fn new(settings: &document::Toxicity) -> Option<Self> {
        let mut labels = Vec::new();
        for label in TOXICITY_LABELS {
            if !settings.labels.iter().any(|each| each == label) {
                continue;
            }
            let way = match label {
                "severe_toxicity" => Way::Severe,
                "insult" => Way::Insult,
                "identity_hate" => Way::Head(IDENTITY_HATE.as_ref()?),
                "threat" => Way::Head(THREAT.as_ref()?),
                "obscene" => Way::Head(OBSCENE.as_ref()?),
                _ => Way::Toxicity,
            };
            labels.push((label, way));
        }
        Some(Self {
            head: TOXICITY.as_ref()?,
            labels,
        })
    }

    fn score(&self, way: Way, odds: f64, part: &Part, view: &str) -> f64 {
        let score = self.head.scale.score(odds);
        match way {
            Way::Toxicity => score,
            Way::Severe => {
                let [_, one_percent, one_in_thousand] = self.head.scale.0.map(f64::from);
                self.head
                    .scale
                    .score(odds - (one_in_thousand - one_percent))
            }
            Way::Insult if cues::names(part.cues).any(|name| name == "aimed") => score,
            Way::Insult => score / 2.0,
            Way::Head(head) => {
                let window = view.get(part.start..part.end).unwrap_or_default();
                let own = head.judge(window, |_, _, _| {}).log_odds;
                head.scale.score(own).min(score)
            }
        }
    }
}

impl Detector for Toxicity {
    fn always(&self) -> bool {
        true
    }

    fn detect(&self, text: &Text<'_>, _: &[Hit], out: &mut Vec<Match>) {
        let view = text.normalised();
        for (odds, part) in find(self.head, view) {
            for (label, way) in &self.labels {
                let score = self.score(*way, odds, &part, view);
                if score <= 0.0 {
                    continue;
                }
                let explanation = format!("reads like abusive text ({})", label.replace('_', " "));
                let kind = Some((*label).to_owned());
                out.extend(
                    matched(text, &part, score, explanation).map(|found| Match { kind, ..found }),
                );
            }
        }
    }
}
