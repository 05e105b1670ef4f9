//! The words and patterns of a policy.
//!
//! A literal is looked for in the normalised view, so full-width letters, look-alikes and invisible characters hide
//! nothing; a pattern in the text as written and, where that differs, in the normalised view too. The matches of one entry
//! do not overlap: the leftmost counts, among those the one that is read as written. Entries know nothing of each other.

mod search;

use std::borrow::Cow;

use super::pattern::{self, Pattern, PatternKind, PatternOptions};
use super::{Decoding, Detector, Hit, Literal, Match};
use crate::engine::{Limits, Name};
use crate::policy::document::{self, TextEntry};
use crate::text::{self, Text, View, Views};
use search::{Around, Candidate, HIDDEN_RUN, settle};

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

#[cfg(test)]
mod tests;
