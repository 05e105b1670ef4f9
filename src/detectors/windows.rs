//! From a head's windows to matches.

use crate::engine::Evidence;
use crate::models::head::Head;
use crate::models::segments::Part;
use crate::policy::Span;
use crate::text::Text;

use super::Match;

/// What a head finds in a text: its best window, whatever its log-odds, and every further sentence that alone is beyond
/// the point of 1 % false positives; in the order of the text, with log-odds corrected by what the text as a whole adds.
pub(super) fn find(head: &Head, text: &str) -> Vec<(f64, Part)> {
    let [_, suspicious, _] = head.scale.0.map(f64::from);
    let mut others: Vec<(f64, Part)> = Vec::new();
    let judged = head.judge(text, |size, odds, part| {
        if size == 1 && odds > suspicious {
            others.push((odds, part));
        }
    });
    // Nothing but spaces has no window, and so no log-odds that could be compared.
    if judged.best == f64::NEG_INFINITY {
        return Vec::new();
    }
    let best = judged.window;
    let correction = judged.log_odds - judged.best;
    others.retain(|(_, part)| part.end <= best.start || part.start >= best.end);
    let mut windows: Vec<(f64, Part)> = Vec::with_capacity(others.len() + 1);
    let before = others.partition_point(|(_, part)| part.end <= best.start);
    let (before, after) = others.split_at(before);
    for (odds, part) in before.iter().chain(&[(judged.best, best)]).chain(after) {
        windows.push((odds + correction, *part));
    }
    windows
}

/// The match of a window; `None` where its score is nothing, or where it holds nothing but spaces.
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
    if written.trim().is_empty() {
        return None;
    }
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
