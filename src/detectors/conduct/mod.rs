//! Rules written as sentences: who must not do what, about what, when, unless.
//!
//! Enters: a sentence of a policy, then texts of its side. Leaves: the sentences that break it. Never: a verdict on conduct
//! that no text shows, a word that is wired to one field.
//!
//! `plan` takes the rule apart, `reading` the text, once for all rules; `evidence` gives points for the act that a sentence
//! shows and for its nearness to the rule's subject.

mod act;
mod cues;
mod duty;
mod evidence;
mod generic;
mod phrases;
mod plan;
mod reading;
mod score;
mod stem;
mod subject;

use std::cell::OnceCell;

pub(crate) use plan::Plan;

use super::pii::Pii;
use super::{Detector, Hit, Match, topic, toxicity};
use crate::engine::Evidence;
use crate::models::embedding::Embedding;
use crate::policy::{NotEvaluatedReason, Span, document};
use crate::text::Text;
use evidence::Side;
use reading::Reading;
use score::Scorer;

/// The detector of one sentence of `conduct`.
#[derive(Debug)]
pub(crate) struct Conduct {
    embedding: &'static Embedding,
    scorer: Scorer,
    /// For rules on data that is told: what has the format of it.
    data: Option<Pii>,
    /// For rules on attacks: abuse is looked for.
    hostile: bool,
}

/// What every rule reads of a text: made by the first that asks.
#[derive(Debug)]
struct Shared {
    english: bool,
    reading: Reading,
    data: OnceCell<Vec<(usize, usize)>>,
    hostile: OnceCell<Vec<(usize, usize, f64)>>,
}

impl Shared {
    fn new(text: &Text<'_>, embedding: &Embedding) -> Self {
        let view = text.normalised();
        let english = topic::may_be_english(view);
        Self {
            english,
            reading: if english {
                reading::read(view, embedding)
            } else {
                Reading::default()
            },
            data: OnceCell::new(),
            hostile: OnceCell::new(),
        }
    }
}

impl Conduct {
    /// `None` where the weights cannot be read or no text can show the conduct.
    pub(crate) fn new(plan: &Plan) -> Option<Self> {
        let embedding = topic::embedding()?;
        plan.checkable.then(|| Self {
            embedding,
            scorer: Scorer::new(plan, embedding),
            data: plan.tells_data().then(|| Pii::new(&personal())).flatten(),
            hostile: plan.attacks(),
        })
    }

    fn judge(&self, text: &Text<'_>, shared: &Shared, out: &mut Vec<Match>) {
        if !shared.english {
            out.push(Match {
                left_out: Some(NotEvaluatedReason::UnsupportedLanguage),
                explanation: "the text is not in English".into(),
                ..Match::default()
            });
            return;
        }
        let view = text.normalised();
        let mut side = Side::default();
        if let Some(data) = &self.data {
            side.data = shared.data.get_or_init(|| places(data, text));
        }
        if self.hostile {
            side.hostile = shared.hostile.get_or_init(|| toxicity::windows(text));
        }
        for found in self.scorer.judge(&shared.reading, &side) {
            let span = found.sentence.and_then(|at| {
                let sentence = shared.reading.sentences.get(at)?;
                let written = view.get(sentence.start..sentence.end)?;
                let start = sentence.start + (written.len() - written.trim_start().len());
                let end = sentence.start + written.trim_end().len();
                Some(text.to_original(start, end.max(start)))
            });
            out.push(Match {
                span,
                score: found.score,
                explanation: found.explanation.into(),
                evidence: span.map(|(start, end)| Evidence {
                    window: Some(Span::new(start, end)),
                    ..Evidence::default()
                }),
                ..Match::default()
            });
        }
    }
}

/// Every type that is data of a person by itself; dates and places are not.
fn personal() -> document::Pii {
    let types = [
        "email_address",
        "phone_number",
        "credit_card",
        "us_ssn",
        "iban",
        "passport",
        "driving_licence",
        "national_id",
        "us_bank_routing",
        "crypto_wallet",
    ];
    document::Pii {
        types: types.map(String::from).to_vec(),
        regions: document::default_regions(),
        context: true,
    }
}

/// The places of personal data in the view.
fn places(data: &Pii, text: &Text<'_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    data.detect(text, &[], &mut found);
    found
        .iter()
        .filter(|found| found.score > 0.5)
        .filter_map(|found| found.span)
        .map(|(start, end)| (text.view_at(start), text.view_at(end)))
        .collect()
}

impl Detector for Conduct {
    fn always(&self) -> bool {
        true
    }

    fn detect(&self, text: &Text<'_>, _: &[Hit], out: &mut Vec<Match>) {
        match text.memo(|| Shared::new(text, self.embedding)) {
            Some(shared) => self.judge(text, shared, out),
            None => self.judge(text, &Shared::new(text, self.embedding), out),
        }
    }
}
