//! Where the entries of a rule are in a text.

use super::{Keyword, Matcher};
use crate::detectors::pattern::{Pattern, Stretch};
use crate::detectors::{Hit, Match};
use crate::order::sort_by_key;
use crate::text::json::BORDER;
use crate::text::{self, Text, View, Views};

/// The kind of a finding that is no entry's: a run of invisible characters or marks over its cap.
pub(super) const HIDDEN_RUN: &str = "hidden_run";

/// Where a literal of a pattern was seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    pub(super) entry: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A match on its way out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) entry: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) views: Views,
    pub(super) over: bool,
}

impl Keyword {
    /// Whether a hit of a literal counts.
    pub(super) fn accepts(&self, text: &Text<'_>, cased: &str, hit: &Hit) -> bool {
        let found = text.original().get(hit.start..hit.end).unwrap_or_default();
        let right_case = !self.case_sensitive
            || is_spelled(hit.views)
            || found == cased
            || text::cased(found) == cased;
        right_case && (!self.whole_word || stands_alone(text, hit.start, hit.end))
    }

    /// Searches a pattern around the hits of its literals, everywhere when it has none.
    pub(super) fn search(
        &self,
        text: &Text<'_>,
        (entry, pattern): (usize, &Pattern),
        around: &[Around],
        from: usize,
        out: &mut Vec<Candidate>,
    ) {
        let places = around.iter().map(|hit| (hit.start, hit.end));
        let places: Vec<_> = places.collect();
        let whole = Stretch {
            text: text.original(),
            cap: self.match_units,
            floor: from,
        };
        whole.search(text.has_borders(), pattern, &places, |found| {
            out.push(Candidate {
                entry,
                start: found.start,
                end: found.end,
                views: Views::NONE,
                over: found.over,
            });
        });
        if text.is_plain() {
            return;
        }
        let places = around
            .iter()
            .map(|hit| (text.view_at(hit.start), text.view_at(hit.end)));
        let places: Vec<_> = places.collect();
        let whole = Stretch {
            text: text.normalised(),
            cap: self.match_units,
            floor: text.view_at(from),
        };
        whole.search(text.has_borders(), pattern, &places, |found| {
            let (start, end) = text.to_original(found.start, found.end);
            let slice = text.original().get(start..end).unwrap_or_default();
            if slice.encode_utf16().count() <= self.match_units {
                out.push(Candidate {
                    entry,
                    start,
                    end,
                    views: text.views_of(found.start, found.end),
                    over: found.over,
                });
            }
        });
    }

    pub(super) fn patterns(
        &self,
        text: &Text<'_>,
        around: &mut [Around],
        from: usize,
        out: &mut Vec<Candidate>,
    ) {
        // Stable: the hits of an entry stay in ascending order of their ends.
        around.sort_by_key(|hit| hit.entry);
        let with_hits = around
            .chunk_by(|one, next| one.entry == next.entry)
            .filter_map(|hits| Some((hits.first()?.entry, hits)));
        let without = self.everywhere.iter().map(|entry| (*entry, &[][..]));
        for (entry, hits) in with_hits.chain(without) {
            if let Some(Matcher::Pattern(pattern)) = self.matcher(entry) {
                self.search(text, (entry, pattern), hits, from, out);
            }
        }
    }

    pub(super) fn matcher(&self, entry: usize) -> Option<&Matcher> {
        self.entries.get(entry).map(|entry| &entry.matcher)
    }

    /// The first place at which a match of a pattern may still be under way.
    pub(super) fn reach(&self, text: &Text<'_>, pattern: &Pattern) -> usize {
        // One character more, which may decide whether the match ends where it does.
        let bytes = pattern.longest().map_or(usize::MAX, |bytes| bytes + 4);
        let at = self.under_way(text, text.original(), bytes);
        if text.is_plain() {
            return at;
        }
        let view = self.under_way(text, text.normalised(), bytes);
        at.min(text.to_original(view, view).0)
    }

    /// No match reaches over a border.
    pub(super) fn under_way(&self, text: &Text<'_>, form: &str, bytes: usize) -> usize {
        let at = from_end(form, bytes, self.match_units);
        let border = form
            .rfind(char::from(BORDER))
            .filter(|_| text.has_borders());
        at.max(border.map_or(0, |border| border + 1))
    }

    pub(super) fn report(&self, candidate: &Candidate) -> Match {
        let entry = self.entries.get(candidate.entry);
        let explanation = match entry.map(|entry| &entry.matcher) {
            Some(Matcher::Pattern(_)) if candidate.over => {
                "text that runs past the longest match of a pattern of the policy"
            }
            Some(Matcher::Pattern(_)) => "matches a pattern of the policy",
            _ if is_spelled(candidate.views) => "a keyword of the policy in disguised letters",
            _ => "a keyword of the policy",
        };
        Match {
            span: Some((candidate.start, candidate.end)),
            kind: entry.map(|entry| entry.source.clone()),
            score: 1.0,
            views: candidate.views,
            explanation: explanation.into(),
            ..Match::default()
        }
    }
}

/// The matches of one entry do not overlap; all in the order of the text.
pub(super) fn settle(candidates: &mut Vec<Candidate>) {
    sort_by_key(candidates, |each| {
        (
            each.entry,
            each.start,
            !each.views.is_empty(),
            usize::MAX - each.end,
        )
    });
    let mut last = (usize::MAX, 0);
    candidates.retain(|each| {
        let keep = last.0 != each.entry || each.start >= last.1;
        if keep {
            last = (each.entry, each.end);
        }
        keep
    });
    sort_by_key(candidates, |each| (each.start, each.end, each.entry));
}

/// The place so many bytes, or one more than so many UTF-16 units, before the end: whichever is less.
pub(super) fn from_end(text: &str, bytes: usize, units: usize) -> usize {
    if bytes <= units {
        return text::floor_boundary(text, text.len().saturating_sub(bytes));
    }
    let mut seen = 0;
    let far = text.char_indices().rev().find(|(_, char)| {
        seen += char.len_utf16();
        seen > units
    });
    far.map_or(0, |(at, _)| at)
}

/// Whether a literal was read from spaced or leet letters, which have no case to speak of.
pub(super) fn is_spelled(views: Views) -> bool {
    views
        .iter()
        .any(|view| matches!(view, View::JoinedLetters | View::Leet))
}

/// Whether no letter, digit or underscore stands beside a place of the original, as the normalised view reads it.
pub(super) fn stands_alone(text: &Text<'_>, start: usize, end: usize) -> bool {
    let (before, after) = text.around(start, end);
    !before.is_some_and(is_word) && !after.is_some_and(is_word)
}

/// Letters of scripts that put no space between words do not count: every word would have another beside it.
pub(super) fn is_word(char: char) -> bool {
    let unspaced = matches!(char,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    char == '_' || char.is_alphanumeric() && !unspaced
}
