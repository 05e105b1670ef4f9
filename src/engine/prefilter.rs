//! Placeholder until the automaton lands: naive search over the normalised view.

use crate::detectors::{Hit, Literal};
use crate::text::Text;

#[derive(Debug, Default)]
pub(crate) struct Prefilter {
    rules: Vec<Vec<String>>,
}

#[derive(Debug, Default)]
pub(crate) struct Hits {
    rules: Vec<Vec<Hit>>,
}

impl Hits {
    pub(crate) fn of(&self, rule: usize) -> &[Hit] {
        self.rules.get(rule).map_or(&[], Vec::as_slice)
    }
}

impl Prefilter {
    pub(crate) fn new(rules: &[Vec<Literal>]) -> Self {
        let fold = |literal: &Literal| crate::text::normalised(&literal.text).to_ascii_lowercase();
        Self {
            rules: rules
                .iter()
                .map(|literals| literals.iter().map(fold).collect())
                .collect(),
        }
    }

    pub(crate) fn scan(&self, text: &Text<'_>, hits: &mut Hits) {
        let folded = text.normalised().to_ascii_lowercase();
        hits.rules.clear();
        for literals in &self.rules {
            let mut list = Vec::new();
            for (literal, needle) in (0..).zip(literals) {
                for (start, found) in folded.match_indices(needle.as_str()) {
                    let (from, to) = text.to_original(start, start + found.len());
                    list.push(Hit {
                        literal,
                        start: from,
                        end: to,
                        views: text.views_of(start, start + found.len()),
                    });
                }
            }
            list.sort_by_key(|hit| (hit.end, hit.start));
            hits.rules.push(list);
        }
    }
}
