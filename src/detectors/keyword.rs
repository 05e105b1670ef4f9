//! The words and patterns of a policy.
//!
//! A literal is looked for in the normalised view, so full-width letters, look-alikes and invisible characters hide
//! nothing; a pattern in the text as written and, where that differs, in the normalised view too. The matches of one entry
//! do not overlap: the leftmost counts, among those the one that is read as written. Entries know nothing of each other.

use std::borrow::Cow;

use super::pattern::{self, Pattern, PatternKind, PatternOptions, Stretch};
use super::{Decoding, Detector, Hit, Literal, Match};
use crate::engine::{Limits, Name};
use crate::order::sort_by_key;
use crate::policy::document::{self, TextEntry};
use crate::text::json::BORDER;
use crate::text::{self, Text, View, Views};

/// The kind of a finding that is no entry's: a run of invisible characters or marks over its cap.
const HIDDEN_RUN: &str = "hidden_run";

/// Finds the entries of one rule.
#[derive(Debug)]
pub(crate) struct Keyword {
    entries: Vec<Entry>,
    literals: Vec<Literal>,
    /// By literal: its entry.
    owners: Vec<usize>,
    /// The entries that are patterns without a literal.
    everywhere: Vec<usize>,
    case_sensitive: bool,
    whole_word: bool,
    match_units: usize,
}

#[derive(Debug)]
struct Entry {
    /// As written in the policy.
    source: Name,
    matcher: Matcher,
}

#[derive(Debug)]
enum Matcher {
    /// The literal with the case of every letter.
    Literal {
        cased: String,
    },
    Pattern(Box<Pattern>),
    /// A pattern that was refused when the policy was read.
    Nothing,
}

/// Where a literal of a pattern was seen.
#[derive(Clone, Copy, Debug)]
struct Around {
    entry: usize,
    start: usize,
    end: usize,
}

/// A match on its way out.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    entry: usize,
    start: usize,
    end: usize,
    views: Views,
    over: bool,
}

impl Keyword {
    /// Compiles the entries; the reader of the policy has refused those that cannot be compiled.
    pub(crate) fn new(settings: &document::Keyword, limits: &Limits) -> Self {
        let mut keyword = Self {
            entries: Vec::new(),
            literals: Vec::new(),
            owners: Vec::new(),
            everywhere: Vec::new(),
            case_sensitive: settings.case_sensitive,
            whole_word: settings.whole_word,
            match_units: limits.match_units,
        };
        for entry in &settings.entries {
            match entry {
                TextEntry::Text(literal) | TextEntry::Literal { literal } => {
                    keyword.add_literal(literal, settings.obfuscation);
                }
                TextEntry::Regex { regex } => {
                    keyword.add_pattern(PatternKind::Regex, regex, limits);
                }
                TextEntry::Cucumber { cucumber } => {
                    keyword.add_pattern(PatternKind::Cucumber, cucumber, limits);
                }
            }
        }
        keyword
    }

    /// The same, with every pattern searched everywhere, whatever its literals.
    #[cfg(feature = "oracle")]
    pub(crate) fn everywhere(settings: &document::Keyword, limits: &Limits) -> Self {
        let mut keyword = Self::new(settings, limits);
        for (index, entry) in keyword.entries.iter_mut().enumerate() {
            if let Matcher::Pattern(pattern) = &mut entry.matcher
                && pattern.forget_required()
            {
                keyword.everywhere.push(index);
            }
        }
        keyword
    }

    fn add_literal(&mut self, literal: &str, obfuscated: bool) {
        self.owners.push(self.entries.len());
        self.literals.push(Literal {
            text: literal.to_owned().into(),
            obfuscated,
            first_of_run: false,
        });
        self.entries.push(Entry {
            source: Name::shared(literal),
            matcher: Matcher::Literal {
                cased: text::cased(literal).into_owned(),
            },
        });
    }

    fn add_pattern(&mut self, kind: PatternKind, source: &str, limits: &Limits) {
        let options = PatternOptions {
            case_sensitive: self.case_sensitive,
            whole_word: self.whole_word,
        };
        let matcher = match pattern::read(kind, source, options, limits) {
            Ok(pattern) => {
                if pattern.required().is_empty() {
                    self.everywhere.push(self.entries.len());
                }
                for literal in pattern.required() {
                    self.owners.push(self.entries.len());
                    self.literals.push(Literal {
                        text: literal.clone().into(),
                        obfuscated: false,
                        first_of_run: false,
                    });
                }
                Matcher::Pattern(Box::new(pattern))
            }
            Err(_) => Matcher::Nothing,
        };
        self.entries.push(Entry {
            source: Name::shared(source),
            matcher,
        });
    }

    /// Whether a hit of a literal counts.
    fn accepts(&self, text: &Text<'_>, cased: &str, hit: &Hit) -> bool {
        let found = text.original().get(hit.start..hit.end).unwrap_or_default();
        let right_case = !self.case_sensitive
            || is_spelled(hit.views)
            || found == cased
            || text::cased(found) == cased;
        right_case && (!self.whole_word || stands_alone(text, hit.start, hit.end))
    }

    /// Searches a pattern around the hits of its literals, everywhere when it has none.
    fn search(
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

    fn patterns(
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

    fn matcher(&self, entry: usize) -> Option<&Matcher> {
        self.entries.get(entry).map(|entry| &entry.matcher)
    }

    /// The first place at which a match of a pattern may still be under way.
    fn reach(&self, text: &Text<'_>, pattern: &Pattern) -> usize {
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
    fn under_way(&self, text: &Text<'_>, form: &str, bytes: usize) -> usize {
        let at = from_end(form, bytes, self.match_units);
        let border = form
            .rfind(char::from(BORDER))
            .filter(|_| text.has_borders());
        at.max(border.map_or(0, |border| border + 1))
    }

    fn report(&self, candidate: &Candidate) -> Match {
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

impl Detector for Keyword {
    fn literals(&self) -> Cow<'_, [Literal]> {
        Cow::Borrowed(&self.literals)
    }

    /// Runs over a cap are findings of every rule, and a pattern may have no literal.
    fn always(&self) -> bool {
        true
    }

    fn open(&self, text: &Text<'_>, hits: &[Hit]) -> Option<usize> {
        let mut open = text.original().len();
        for entry in &self.entries {
            if let Matcher::Pattern(pattern) = &entry.matcher
                && !pattern.is_led()
            {
                open = open.min(self.reach(text, pattern));
            }
        }
        // What begins with a literal is only under way where one was seen.
        for hit in hits {
            let entry = self.owners.get(hit.literal as usize);
            if let Some(Matcher::Pattern(pattern)) = entry.and_then(|entry| self.matcher(*entry))
                && hit.start >= self.reach(text, pattern)
            {
                open = open.min(hit.start);
            }
        }
        Some(open)
    }

    fn decoding(&self) -> Decoding {
        Decoding::All
    }

    fn detect(&self, text: &Text<'_>, hits: &[Hit], out: &mut Vec<Match>) {
        self.resume(text, 0, hits, out);
    }

    fn resume(&self, text: &Text<'_>, from: usize, hits: &[Hit], out: &mut Vec<Match>) {
        let over = text.over_caps().iter().filter(|run| run.0 >= from);
        out.extend(over.map(|run| Match {
            span: Some(*run),
            kind: Some(HIDDEN_RUN.into()),
            score: 1.0,
            views: Views::NONE.with(View::Normalised),
            explanation: "more invisible characters or marks in a row than any text needs".into(),
            ..Match::default()
        }));
        let mut candidates = Vec::new();
        let mut around = Vec::new();
        for hit in hits.iter().filter(|hit| hit.start >= from) {
            let Some(entry) = self.owners.get(hit.literal as usize).copied() else {
                continue;
            };
            let (start, end) = (hit.start, hit.end);
            match self.matcher(entry) {
                Some(Matcher::Literal { cased }) if self.accepts(text, cased, hit) => {
                    candidates.push(Candidate {
                        entry,
                        start,
                        end,
                        views: hit.views,
                        over: false,
                    });
                }
                Some(Matcher::Pattern(_)) => around.push(Around { entry, start, end }),
                _ => {}
            }
        }
        self.patterns(text, &mut around, from, &mut candidates);
        settle(&mut candidates);
        out.extend(candidates.iter().map(|each| self.report(each)));
    }
}

/// The matches of one entry do not overlap; all in the order of the text.
fn settle(candidates: &mut Vec<Candidate>) {
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
fn from_end(text: &str, bytes: usize, units: usize) -> usize {
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
fn is_spelled(views: Views) -> bool {
    views
        .iter()
        .any(|view| matches!(view, View::JoinedLetters | View::Leet))
}

/// Whether no letter, digit or underscore stands beside a place of the original, as the normalised view reads it.
fn stands_alone(text: &Text<'_>, start: usize, end: usize) -> bool {
    let (before, after) = text.around(start, end);
    !before.is_some_and(is_word) && !after.is_some_and(is_word)
}

/// Letters of scripts that put no space between words do not count: every word would have another beside it.
fn is_word(char: char) -> bool {
    let unspaced = matches!(char,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    char == '_' || char.is_alphanumeric() && !unspaced
}

#[cfg(test)]
mod tests;
