//! From a head's windows to matches.

use crate::engine::Evidence;
use crate::models::head::{Head, Judged};
use crate::models::segments::Part;
use crate::policy::Span;
use crate::text::Text;

use super::Match;

/// Log-odds from which a further sentence may be a finding beside the best window.
const SUSPICIOUS: f64 = 0.0;

/// What a head found in a text: its best window, then further sentences, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// With the log-odds of each, corrected by what the text as a whole adds or takes.
    pub(super) windows: Vec<(f64, Part)>,
    /// What was judged.
    pub(super) judged: Judged,
}

/// Judges a text. The first window always stands, whatever its log-odds; of a calm text nothing else is kept.
pub(super) fn find(head: &Head, text: &str) -> Found {
    let mut others: Vec<(f64, Part)> = Vec::new();
    let judged = head.judge(text, |size, odds, part| {
        if size == 1 && odds > SUSPICIOUS {
            others.push((odds, part));
        }
    });
    let best = judged.window;
    let correction = judged.log_odds - judged.best;
    others.retain(|(_, part)| part.end <= best.start || part.start >= best.end);
    let mut windows: Vec<(f64, Part)> = Vec::with_capacity(others.len() + 1);
    let before = others.partition_point(|(_, part)| part.end <= best.start);
    let (before, after) = others.split_at(before);
    for (odds, part) in before.iter().chain(&[(judged.best, best)]).chain(after) {
        windows.push((odds + correction, *part));
    }
    Found { windows, judged }
}

/// The match of a window; `None` where its score is nothing.
pub(super) fn matched(
    text: &Text<'_>,
    part: &Part,
    score: f64,
    explanation: String,
) -> Option<Match> {
    if score <= 0.0 {
        return None;
    }
    let view = text.normalised();
    let written = view.get(part.start..part.end)?;
    let start = part.start + (written.len() - written.trim_start().len());
    let end = part.start + written.trim_end().len();
    let (from, to) = text.to_original(start, end.max(start));
    Some(Match {
        span: Some((from, to)),
        score,
        views: text.views_of(start, end.max(start)),
        explanation,
        evidence: Some(Evidence {
            window: Some(Span::new(from, to)),
            ..Evidence::default()
        }),
        ..Match::default()
    })
}
