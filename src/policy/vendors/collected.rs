//! The rules of a payload while they are being read.

use std::collections::BTreeSet;

use super::{Draft, ValidateOptions};
use crate::policy::diagnostic::{Code, Diagnostic};
use crate::policy::fields::{Sink, listed, shown};
use crate::policy::words::Targets;
use crate::policy::{Document, Origin, Rule};

/// Neutral rules with their origins, in the order of the payload.
pub(super) struct Collected<'a> {
    pub(super) options: &'a ValidateOptions,
    rules: Vec<Rule>,
    origins: Vec<Origin>,
    ids: BTreeSet<String>,
    /// Those beyond the limit are counted and not kept.
    count: usize,
}

impl<'a> Collected<'a> {
    pub(super) fn new(options: &'a ValidateOptions) -> Self {
        Self {
            options,
            rules: Vec::new(),
            origins: Vec::new(),
            ids: BTreeSet::new(),
            count: 0,
        }
    }

    /// The sides of a block: those of the options, else its own.
    pub(super) fn targets(&self, block: &str, own: Targets) -> Targets {
        let given = self.options.targets.get(block);
        given.map_or(own, |list| list.iter().copied().collect())
    }

    /// Adds a rule; its id becomes `id.2`, `id.3` ... when it is taken.
    pub(super) fn add(&mut self, mut rule: Rule, origin: Origin) {
        self.count += 1;
        if self.count > self.options.limits.rules {
            return;
        }
        let mut number = 1;
        let id = rule.id.clone();
        while !self.ids.insert(rule.id.clone()) {
            number += 1;
            rule.id = format!("{id}.{number}");
        }
        self.rules.push(rule);
        self.origins.push(origin);
    }

    /// Reports names in `options.targets` that this kind of payload does not have, and empty lists of sides.
    pub(super) fn check_targets(&self, blocks: &[&str], sink: &mut Sink) {
        for (block, sides) in &self.options.targets {
            if !blocks.contains(&block.as_str()) {
                let message = format!(
                    "the option `targets` names `{}`, which is not one of {}",
                    shown(block),
                    listed(blocks)
                );
                let unknown = Diagnostic::new(Code::UnknownKey, "", message);
                sink.push(unknown.accepting(blocks.iter().copied()));
            } else if sides.is_empty() {
                let message = format!("the option `targets` names no side for `{block}`");
                sink.note(Code::EmptyList, "", message);
            }
        }
    }

    /// The draft, once the number of rules is checked.
    pub(super) fn finish(
        self,
        mut document: Document,
        vendor: serde_json::Value,
        sink: &mut Sink,
    ) -> Draft {
        let limit = self.options.limits.rules;
        if self.count > limit {
            let message = format!(
                "the policy makes {} rules, at most {limit} are accepted",
                self.count
            );
            sink.note(Code::TooMany, "", message);
        }
        document.rules = self.rules;
        Draft {
            document,
            origins: self.origins,
            vendor,
        }
    }
}
