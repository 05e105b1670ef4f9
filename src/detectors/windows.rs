//! From windows of the heads to matches.

use std::cell::RefCell;
use std::sync::LazyLock;

use crate::engine::Evidence;
use crate::models::Known;
use crate::models::head::{Head, Judged, Place, Table};
use crate::policy::Span;
use crate::text::Text;

use super::Match;

/// Which of the heads that are read in one pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Injection = 0,
    Toxicity = 1,
}

const HEADS: usize = 2;

/// The heads, read once.
static TABLE: LazyLock<Option<Table<HEADS>>> =
    LazyLock::new(|| Table::read(include_bytes!("../models/weights/heads.bin")));

thread_local! {
    /// Words that this thread has read before: what they weigh, never what they were part of.
    static KNOWN: RefCell<Option<Known<HEADS>>> = const { RefCell::new(None) };
}

/// A head, without its weights.
pub(super) fn head(which: Which) -> Option<&'static Head> {
    TABLE.as_ref()?.heads.get(which as usize)
}

/// What a head makes of a text: its best window, and every sentence that alone is beyond the point of 1 % false positives.
#[derive(Debug, Default)]
struct Found {
    judged: Judged,
    sentences: Vec<(f64, Place)>,
}

/// What the heads make of a text.
#[derive(Debug, Default)]
struct Reading([Found; HEADS]);

impl Reading {
    fn new(text: &str) -> Self {
        KNOWN.with(|known| match known.try_borrow_mut() {
            Ok(mut known) => Self::read(text, Some(known.get_or_insert_with(Known::new))),
            Err(_) => Self::read(text, None),
        })
    }

    fn read(text: &str, known: Option<&mut Known<HEADS>>) -> Self {
        let mut found = <[Found; HEADS]>::default();
        let Some(table) = TABLE.as_ref() else {
            return Self(found);
        };
        let judged = table.judge(text, known, |size, odds, place| {
            if size > 1 {
                return;
            }
            for ((found, head), odds) in found.iter_mut().zip(&table.heads).zip(odds) {
                let [_, suspicious, _] = head.scale.0.map(f64::from);
                if *odds > suspicious {
                    found.sentences.push((*odds, place));
                }
            }
        });
        for (found, judged) in found.iter_mut().zip(judged) {
            found.judged = judged;
        }
        Self(found)
    }
}

/// What a head finds in a text: its best window, whatever its log-odds, and every further sentence that alone is beyond
/// the point of 1 % false positives; in the order of the text, with log-odds corrected by what the text as a whole adds.
pub(super) fn find(which: Which, text: &Text<'_>, mut show: impl FnMut(f64, &Place)) {
    let view = text.normalised();
    let own;
    let reading = if let Some(reading) = text.memo(|| Reading::new(view)) {
        reading
    } else {
        own = Reading::new(view);
        &own
    };
    let Some(Found { judged, sentences }) = reading.0.get(which as usize) else {
        return;
    };
    // Nothing but spaces has no window, and so no log-odds that could be compared.
    if judged.best == f64::NEG_INFINITY {
        return;
    }
    let best = judged.window;
    let correction = judged.log_odds - judged.best;
    let before = sentences.partition_point(|(_, place)| place.end <= best.start);
    let after = sentences.partition_point(|(_, place)| place.start < best.end);
    let (before, after) = (sentences.get(..before), sentences.get(after..));
    for (odds, place) in before.into_iter().flatten() {
        show(odds + correction, place);
    }
    show(judged.log_odds, &best);
    for (odds, place) in after.into_iter().flatten() {
        show(odds + correction, place);
    }
}

/// The match of a window; `None` where its score is nothing, or where it holds nothing but spaces.
pub(super) fn matched(
    text: &Text<'_>,
    place: &Place,
    score: f64,
    explanation: String,
) -> Option<Match> {
    if score <= 0.0 {
        return None;
    }
    let view = text.normalised();
    let written = view.get(place.start..place.end)?;
    if written.trim().is_empty() {
        return None;
    }
    let start = place.start + (written.len() - written.trim_start().len());
    let end = place.start + written.trim_end().len();
    let (from, to) = text.to_original(start, end.max(start));
    Some(Match {
        span: Some((from, to)),
        score,
        views: text.views_of(start, end.max(start)),
        explanation: explanation.into(),
        evidence: Some(Evidence {
            window: Some(Span::new(from, to)),
            ..Evidence::default()
        }),
        ..Match::default()
    })
}
