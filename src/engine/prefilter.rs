//! The literals of all rules, looked for at once.
//!
//! Enters: each rule's literals once, then texts. Leaves: the [`Hit`]s of each rule, in ascending order of their ends,
//! overlapping ones included. Never: an allocation on a text without a hit, time that is not linear in the text.

mod grams;

use std::collections::HashMap;

use crate::detectors::{Hit, Literal};
use crate::text::{self, Text};
use grams::{Found, Grams};

/// What all rules look for.
#[derive(Debug)]
pub(crate) struct Prefilter {
    rules: usize,
    grams: Grams,
    /// By distinct literal.
    wanted: Vec<Wanted>,
}

/// A distinct normalised literal.
#[derive(Debug, Default)]
struct Wanted {
    /// As somebody wrote it: a text that reads the same was not disguised.
    written: String,
    owners: Vec<Owner>,
}

#[derive(Clone, Copy, Debug)]
struct Owner {
    rule: u32,
    literal: u32,
}

impl Prefilter {
    /// Files the literals of the rules, in the order of the rules.
    pub(crate) fn new(rules: &[Vec<Literal>]) -> Self {
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut wanted: Vec<Wanted> = Vec::new();
        let mut texts: Vec<String> = Vec::new();
        for (rule, literals) in (0_u32..).zip(rules) {
            for (index, literal) in (0_u32..).zip(literals) {
                for text in text::forms(&literal.text) {
                    let text = text.to_ascii_lowercase();
                    let at = *known.entry(text.clone()).or_insert_with(|| {
                        texts.push(text);
                        wanted.push(Wanted {
                            written: literal.text.clone(),
                            owners: Vec::new(),
                        });
                        wanted.len() - 1
                    });
                    if let Some(wanted) = wanted.get_mut(at) {
                        wanted.owners.push(Owner {
                            rule,
                            literal: index,
                        });
                    }
                }
            }
        }
        Self {
            rules: rules.len(),
            grams: Grams::new(texts),
            wanted,
        }
    }

    /// Finds the literals of all rules.
    pub(crate) fn scan(&self, text: &Text<'_>, hits: &mut Hits) {
        hits.clear(self.rules);
        self.grams.scan(text.normalised().as_bytes(), |found| {
            self.add(text, found, hits)
        });
        hits.sort();
    }

    fn add(&self, text: &Text<'_>, found: Found, hits: &mut Hits) {
        let Some(wanted) = self.wanted.get(found.literal as usize) else {
            return;
        };
        let (start, end) = text.to_original(found.start, found.end);
        let views = text.views_from(found.start, found.end, &wanted.written);
        for owner in &wanted.owners {
            hits.push(
                owner.rule,
                Hit {
                    literal: owner.literal,
                    start,
                    end,
                    views,
                },
            );
        }
    }
}

/// The hits of one text by rule; made once, used for many texts.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    rules: Vec<Vec<Hit>>,
    /// The rules with at least one.
    touched: Vec<u32>,
}

impl Hits {
    /// The hits of a rule, in ascending order of their ends.
    pub(crate) fn of(&self, rule: usize) -> &[Hit] {
        self.rules.get(rule).map(Vec::as_slice).unwrap_or_default()
    }

    fn clear(&mut self, rules: usize) {
        for rule in self.touched.drain(..) {
            if let Some(hits) = self.rules.get_mut(rule as usize) {
                hits.clear();
            }
        }
        if self.rules.len() < rules {
            self.rules.resize_with(rules, Vec::new);
        }
    }

    fn push(&mut self, rule: u32, hit: Hit) {
        if let Some(hits) = self.rules.get_mut(rule as usize) {
            if hits.is_empty() {
                self.touched.push(rule);
            }
            hits.push(hit);
        }
    }

    fn sort(&mut self) {
        for rule in &self.touched {
            if let Some(hits) = self.rules.get_mut(*rule as usize) {
                hits.sort_by_key(|hit| (hit.end, hit.start, hit.literal));
            }
        }
    }
}
