//! Personal data by format, validator and the words around it.
//!
//! Enters: the normalised view of a text. Leaves: matches whose score says how sure the reading is: a format that many
//! innocent texts share stays at or below 0.5 and needs a word nearby that names it; a checksum lifts it above. Never:
//! more than one pass; a look at more than a bounded window around a candidate.
//!
//! One file per kind or family. `names` is apart: persons and places have no form of their own, and their lists are only in
//! builds with `models`.

pub(crate) mod bytes;
mod card;
mod checksum;
mod context;
mod context_words;
mod currency;
mod date;
mod email;
mod hosts;
mod iban;
mod ip;
mod kinds;
mod meaning;
#[cfg(feature = "models")]
mod names;
mod national;
mod number;
mod open;
mod phone;
mod regions;
mod run;
mod scan;
mod token;
mod url;
mod wallet;
mod why;
mod word;

pub(crate) use regions::NAMES as REGIONS;

use std::borrow::Cow;

use crate::detectors::{Decoding, Detector, Hit, Literal, Match};
use crate::policy::document;
use crate::text::{Text, Views};

use bytes::Bytes;
use kinds::{Kind, Kinds};
use regions::Regions;
use scan::{Found, Scan};

/// How far a match and what may change it reach, in UTF-16 units.
pub(crate) const REACH: usize = 1_024;

/// Scores at or below this are not worth reporting at any threshold.
const FAINT: f64 = 0.3;

/// The detector of a `pii` rule.
#[derive(Debug)]
pub(crate) struct Pii {
    kinds: Kinds,
    /// One of these is in every text that holds one of the kinds.
    marks: u8,
    regions: Regions,
    context: bool,
}

impl Pii {
    /// For a rule's settings; `None` where this build reads nothing of what they name.
    pub(crate) fn new(settings: &document::Pii) -> Option<Self> {
        let kinds = Kinds::named(&settings.types);
        (settings.types.is_empty() || !kinds.is_empty()).then(|| Self {
            kinds,
            marks: kinds.marks(),
            regions: Regions::named(&settings.regions),
            context: settings.context,
        })
    }
}

impl Detector for Pii {
    fn literals(&self) -> Cow<'_, [Literal]> {
        if !self.kinds.has(Kind::DateTime) {
            return Cow::Borrowed(&[]);
        }
        word::WEEKDAYS
            .iter()
            .map(|day| Literal::plain(day))
            .collect()
    }

    fn always(&self) -> bool {
        true
    }

    fn bound(&self) -> Option<usize> {
        Some(open::MOST)
    }

    fn open(&self, text: &Text<'_>, _: &[Hit]) -> Option<usize> {
        let open = open::open(text.normalised());
        #[cfg(feature = "models")]
        let open = if self.kinds.has_names() {
            open.min(names::open(text.normalised()))
        } else {
            open
        };
        Some(text.to_original(open, open).0)
    }

    fn decoding(&self) -> Decoding {
        Decoding::All
    }

    /// A match holds what starts a reading: where nothing behind `from` does, there is none.
    fn resume(&self, text: &Text<'_>, from: usize, hits: &[Hit], out: &mut Vec<Match>) {
        let held = text.view_at(from);
        let view = Bytes(text.normalised().as_bytes());
        if hits.is_empty() && !self.kinds.has_names() && !scan::may_hold(view, held) {
            return;
        }
        let kept = out.len();
        self.detect(text, hits, out);
        super::keep_from(from, kept, out);
    }

    fn detect(&self, text: &Text<'_>, hits: &[Hit], out: &mut Vec<Match>) {
        let mut scan = Scan::new(text.normalised(), self.kinds, &self.regions, self.context);
        if text.marks() & self.marks != 0 {
            scan.run();
        }
        #[cfg(feature = "models")]
        if self.kinds.has_names() {
            let upper = |at| is_upper(text, at);
            let view = text.normalised();
            scan.found
                .extend(names::find(view, &upper, self.kinds, self.context));
        }
        for found in scan.finish() {
            if self.kinds.has(found.kind) && found.score > FAINT {
                out.push(to_match(text, &found));
            }
        }
        // Weekdays come as spans of the original: they are their own view.
        for hit in hits {
            if word::stands_alone(text.original(), hit.start, hit.end) {
                out.push(word::weekday(hit));
            }
        }
    }
}

/// Whether the letter at a place of the view, which has no capitals beyond ASCII, was one.
#[cfg(feature = "models")]
fn is_upper(text: &Text<'_>, at: usize) -> bool {
    let from = text.to_original(at, at).0;
    let rest = text.original().get(from..).unwrap_or_default();
    rest.chars().next().is_some_and(char::is_uppercase)
}

fn to_match(text: &Text<'_>, found: &Found) -> Match {
    let row = found.kind.row();
    let views = if found.end > found.start {
        text.views_of(found.start, found.end)
    } else {
        Views::NONE
    };
    Match {
        span: Some(text.to_original(found.start, found.end)),
        detector: Some(row.id),
        kind: Some(row.finding.into()),
        score: found.score,
        views,
        explanation: found.why.says(found.named),
        ..Match::default()
    }
}
