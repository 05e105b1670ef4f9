//! What was found in one text.

use super::Owner;
use crate::detectors::Hit;
use crate::text::Views;

/// The hits of one text by rule; made once, used for many texts.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    pub(super) rules: Vec<Vec<Hit>>,
    /// The rules with at least one.
    pub(super) touched: Vec<u32>,
    /// The length of the text, when its view is the text itself and more of it may follow.
    pub(super) plain: Option<usize>,
}

impl Hits {
    /// The hits of a rule, in ascending order of their ends.
    pub(crate) fn of(&self, rule: usize) -> &[Hit] {
        self.rules.get(rule).map(Vec::as_slice).unwrap_or_default()
    }

    /// For a text that has lost so many of its first bytes.
    pub(super) fn shift(&mut self, gone: usize) {
        let rules = &mut self.rules;
        self.touched.retain(|rule| {
            let Some(hits) = rules.get_mut(*rule as usize) else {
                return false;
            };
            hits.retain_mut(|hit| {
                let inside = hit.start >= gone;
                if inside {
                    hit.start -= gone;
                    hit.end -= gone;
                }
                inside
            });
            !hits.is_empty()
        });
    }

    pub(super) fn clear(&mut self) {
        self.plain = None;
        for rule in self.touched.drain(..) {
            if let Some(hits) = self.rules.get_mut(rule as usize) {
                hits.clear();
            }
        }
    }

    /// The first hit makes the room: a text without one costs no allocation.
    pub(super) fn push(
        &mut self,
        rules: usize,
        owner: &Owner,
        start: usize,
        end: usize,
        views: Views,
    ) {
        if self.rules.len() < rules {
            self.rules.resize_with(rules, Vec::new);
        }
        if let Some(hits) = self.rules.get_mut(owner.rule as usize) {
            if hits.is_empty() {
                self.touched.push(owner.rule);
            }
            hits.push(Hit {
                literal: owner.literal,
                start,
                end,
                views,
            });
        }
    }

    pub(super) fn sort(&mut self) {
        for rule in &self.touched {
            if let Some(hits) = self.rules.get_mut(*rule as usize) {
                hits.sort_by_key(|hit| (hit.end, hit.start, hit.literal));
            }
        }
    }
}
