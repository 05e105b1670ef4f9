//! What a judge is asked about texts that have ended.

use std::collections::BTreeMap;
use std::ops::Deref;

use serde_json::Value;

use super::field::Field;
use super::{Guarded, Waiting};
use crate::engine::verdict::{JudgeRequest, Purpose, Verdict};
use crate::engine::{Answers, Guard};

/// The questions about a text.
#[derive(Debug)]
pub(super) struct Asking {
    pending: Vec<JudgeRequest>,
    /// What was answered before.
    answers: Answers,
    /// For the event that a block writes.
    head: Value,
}

impl Asking {
    /// `None` where there is nothing to ask.
    pub(super) fn new(key: &(usize, Field), verdict: &Verdict, head: &Value) -> Option<Self> {
        let pending = open(key, verdict);
        (!pending.is_empty()).then(|| Self {
            pending,
            answers: Answers::new(),
            head: head.clone(),
        })
    }
}

impl<G: Deref<Target = Guard> + Clone> Guarded<G> {
    /// Questions for a judge about texts that have ended, with `judge` set in the options of the stream. The ends of their
    /// choices, and what follows, wait for [`Guarded::resolve`].
    #[must_use]
    pub fn pending(&self) -> Vec<JudgeRequest> {
        let asked = self.asking.iter();
        asked
            .flat_map(|(key, asking)| {
                let named = |request: &JudgeRequest| JudgeRequest {
                    id: named(key, &request.id),
                    ..request.clone()
                };
                asking.pending.iter().map(named)
            })
            .collect()
    }

    /// Takes the answers by the ids of the questions; those without one have failed. There may be more questions then.
    pub fn resolve(&mut self, answers: &Answers, out: &mut Vec<u8>) {
        let mut stopped = BTreeMap::new();
        for (key, mut asking) in std::mem::take(&mut self.asking) {
            for request in &asking.pending {
                let answer = answers.get(&named(&key, &request.id)).cloned();
                let answer = answer.unwrap_or(crate::judge::JudgeAnswer::Nothing);
                asking.answers.insert(request.id.clone(), answer);
            }
            let Some(verdict) = self.verdict(&key, Some(&asking.answers)) else {
                continue;
            };
            asking.pending = open(&key, &verdict);
            if asking.pending.is_empty() {
                if let Some(own) = self.settle(&key, verdict) {
                    stopped.entry(key.0).or_insert((own, asking.head));
                }
            } else {
                self.asking.insert(key, asking);
            }
        }
        for (choice, (own, head)) in stopped {
            self.stop(choice);
            let event = Waiting::plain(self.block(choice, own, &head));
            let end = self
                .waiting
                .iter_mut()
                .find(|each| each.ends == Some(choice));
            match end {
                Some(end) => *end = event,
                None => self.waiting.push_back(event),
            }
        }
        self.flush(out);
    }

    pub(super) fn asks(&self, choice: usize) -> bool {
        self.asking.keys().any(|(own, _)| *own == choice)
    }
}

/// What is asked about a text. Arguments are not rewritten: what a judge writes need not be JSON.
fn open((_, field): &(usize, Field), verdict: &Verdict) -> Vec<JudgeRequest> {
    let pending = verdict.pending.iter();
    let asked = pending.filter(|request| {
        request.purpose == Purpose::Violation || matches!(field, Field::Named(_))
    });
    asked.cloned().collect()
}

fn named((choice, field): &(usize, Field), id: &str) -> String {
    match field {
        Field::Named(name) => format!("{choice}/{name}/{id}"),
        Field::Tool(index) => format!("{choice}/tool/{index}/{id}"),
        Field::Input(index) => format!("{choice}/input/{index}/{id}"),
    }
}
