//! Abusive text: one trained score; the finer labels only ever refine a text that is abusive.

use std::sync::LazyLock;

use super::windows::{Which, find, head, matched};
use super::{Detector, Hit, Match};
use crate::models::cues;
use crate::models::head::{Head, Judged, Place, Table};
use crate::policy::document::{self, TOXICITY_LABELS};
use crate::text::Text;

/// Labels with a head of their own.
const LABELS: usize = 3;
/// Their heads, read once.
static LABEL_HEADS: LazyLock<Option<Table<LABELS>>> =
    LazyLock::new(|| Table::read(include_bytes!("../models/weights/labels.bin")));

/// The windows that read like abuse, with their scores.
pub(super) fn windows(text: &Text<'_>) -> Vec<(usize, usize, f64)> {
    let mut windows = Vec::new();
    if let Some(head) = head(Which::Toxicity) {
        find(Which::Toxicity, text, |odds, place| {
            windows.push((place.start, place.end, head.scale.score(odds)));
        });
    }
    windows
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
    Head(usize),
}

/// The detector of `toxicity`.
#[derive(Debug)]
pub(crate) struct Toxicity {
    head: &'static Head,
    finer: &'static Table<LABELS>,
    labels: Vec<(&'static str, Way)>,
}

impl Toxicity {
    /// `None` when the weights in this build cannot be read.
    pub(crate) fn new(settings: &document::Toxicity) -> Option<Self> {
        let asked = |label: &&str| settings.labels.iter().any(|each| each == label);
        let way = |label| match label {
            "severe_toxicity" => Way::Severe,
            "insult" => Way::Insult,
            "identity_hate" => Way::Head(0),
            "threat" => Way::Head(1),
            "obscene" => Way::Head(2),
            _ => Way::Toxicity,
        };
        Some(Self {
            head: head(Which::Toxicity)?,
            finer: LABEL_HEADS.as_ref()?,
            labels: TOXICITY_LABELS
                .into_iter()
                .filter(asked)
                .map(|label| (label, way(label)))
                .collect(),
        })
    }

    fn score(
        &self,
        way: Way,
        odds: f64,
        place: &Place,
        finer: &mut impl FnMut() -> [Judged; LABELS],
    ) -> f64 {
        let scale = &self.head.scale;
        let score = scale.score(odds);
        match way {
            Way::Toxicity => score,
            Way::Severe => {
                let [_, one_percent, one_in_thousand] = scale.0.map(f64::from);
                scale.score(odds - (one_in_thousand - one_percent))
            }
            Way::Insult if cues::names(place.cues).any(|name| name == "aimed") => score,
            Way::Insult => score / 2.0,
            Way::Head(label) => {
                let judged = finer();
                let own = judged.get(label).zip(self.finer.heads.get(label));
                own.map_or(0.0, |(own, head)| head.scale.score(own.log_odds).min(score))
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
        find(Which::Toxicity, text, |odds, place| {
            if self.head.scale.score(odds) <= 0.0 {
                return;
            }
            let mut judged = None;
            let mut finer = || {
                *judged.get_or_insert_with(|| {
                    let window = view.get(place.start..place.end).unwrap_or_default();
                    self.finer.judge(window, None, |_, _, _| {})
                })
            };
            for (label, way) in &self.labels {
                let score = self.score(*way, odds, place, &mut finer);
                if score <= 0.0 {
                    continue;
                }
                let explanation = format!("reads like abusive text ({})", label.replace('_', " "));
                let kind = Some((*label).to_owned());
                out.extend(matched(text, place, score, explanation).map(|found| Match {
                    kind: kind.map(Into::into),
                    ..found
                }));
            }
        });
    }
}
