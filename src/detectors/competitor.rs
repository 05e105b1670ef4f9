//! Mentions of listed names.
//!
//! A name is a row of tokens: between them stand spaces, hyphens or nothing (`Global Corp`, `global-corp`, `GlobalCorp`),
//! behind them a possessive or a plural, around them no letter or digit, so that a name inside another word is none. Case
//! does not count, with one exception: a name that the policy writes with a capital and whose every token is an ordinary
//! English word (`Apple`, `Best Buy`) is only meant where the text has the capitals too; written small in the policy, it
//! is meant everywhere. The longest of overlapping names counts.

mod name;
mod ordinary;

use std::borrow::Cow;

use super::{Decoding, Detector, Hit, Literal, Match};
use crate::policy::document::{self, Named};
use crate::text::{Text, floor_boundary};
use name::Name;

/// Finds the names of one rule.
#[derive(Debug)]
pub(crate) struct Competitor {
    /// One a literal, in the same order.
    names: Vec<Listed>,
}

#[derive(Debug)]
struct Listed {
    /// What findings carry: the name, also for its aliases.
    title: crate::engine::Name,
    name: Name,
}

impl Competitor {
    /// Reads the names and their aliases.
    pub(crate) fn new(settings: &document::Competitor) -> Self {
        let mut names = Vec::new();
        for named in &settings.names {
            let (title, aliases) = match named {
                Named::Name(name) => (name, &[][..]),
                Named::Aliases { name, aliases } => (name, aliases.as_slice()),
            };
            let shown = crate::engine::Name::shared(title);
            for spelling in std::iter::once(title).chain(aliases) {
                names.extend(Name::read(spelling).map(|name| Listed {
                    title: shown.clone(),
                    name,
                }));
            }
        }
        Self { names }
    }
}

impl Detector for Competitor {
    fn literals(&self) -> Cow<'_, [Literal]> {
        let anchor = |listed: &Listed| Literal {
            text: listed.name.anchor().to_owned().into(),
            obfuscated: false,
            first_of_run: false,
        };
        self.names.iter().map(anchor).collect()
    }

    fn open(&self, text: &Text<'_>, _: &[Hit]) -> Option<usize> {
        let longest = self.names.iter().map(|listed| listed.name.reach()).max();
        let view = text.normalised();
        let at = floor_boundary(view, view.len().saturating_sub(longest.unwrap_or(0)));
        Some(text.to_original(at, at).0)
    }

    fn decoding(&self) -> Decoding {
        Decoding::All
    }

    fn detect(&self, text: &Text<'_>, hits: &[Hit], out: &mut Vec<Match>) {
        self.resume(text, 0, hits, out);
    }

    fn resume(&self, text: &Text<'_>, from: usize, hits: &[Hit], out: &mut Vec<Match>) {
        let view = text.normalised();
        let mut mentions = Vec::new();
        for hit in hits {
            let Some(listed) = self.names.get(hit.literal as usize) else {
                continue;
            };
            let anchor = (text.view_at(hit.start), text.view_at(hit.end));
            mentions.extend(
                listed
                    .name
                    .mention(view, anchor)
                    .map(|(start, end)| (start, end, listed)),
            );
        }
        crate::order::sort_by_key(&mut mentions, |(start, end, _)| (*start, usize::MAX - end));
        let mut last = text.view_at(from);
        for (start, end, listed) in mentions {
            if start < last {
                continue;
            }
            last = end;
            out.push(Match {
                span: Some(text.to_original(start, end)),
                kind: Some(listed.title.clone()),
                score: 1.0,
                views: text.views_of(start, end),
                explanation: "a mention of a listed name".into(),
                ..Match::default()
            });
        }
    }
}

#[cfg(test)]
mod tests;
