//! The ends of choices: by their verdicts the rest goes, or a block takes its place.

use std::collections::BTreeSet;
use std::ops::Deref;

use serde_json::{Value, json};

use super::asking::Asking;
use super::field::Field;
use super::{Guarded, OnBlock, Waiting};
use crate::engine::verdict::Verdict;
use crate::engine::{Answers, Guard, State};
use crate::order;
use crate::policy::words::Decision;

/// A choice is stopped, with the message of the rule if it has one.
#[derive(Clone, Debug)]
pub(super) struct Stopped(Option<String>);

impl<G: Deref<Target = Guard> + Clone> Guarded<G> {
    pub(super) fn end_all(&mut self, out: &mut Vec<u8>) {
        let running = self.channels.iter();
        let open: BTreeSet<usize> = order::inserted(
            running
                .filter(|(_, channel)| channel.stream.is_some())
                .map(|((choice, _), _)| *choice),
        );
        for choice in open {
            self.end_choice(choice, &json!({}), out);
        }
    }

    /// Ends the texts of a choice: by their verdicts the rest goes, or a block takes its place. Those about which a judge is
    /// asked wait.
    pub(super) fn end_choice(&mut self, choice: usize, head: &Value, out: &mut Vec<u8>) {
        let mut stopped = None;
        let own = self
            .channels
            .iter()
            .filter(|((own, _), channel)| *own == choice && channel.stream.is_some());
        let keys: Vec<(usize, Field)> = own.map(|(key, _)| key.clone()).collect();
        for key in keys {
            if self.asking.contains_key(&key) {
                continue;
            }
            self.end_half(&key);
            let Some(verdict) = self.verdict(&key, None) else {
                continue;
            };
            let stream = self
                .channels
                .get(&key)
                .and_then(|channel| channel.stream.as_ref());
            let blocked = stream.is_none_or(|stream| stream.state() == State::Blocked);
            let asking = Asking::new(&key, &verdict, head);
            if let Some(asking) = asking.filter(|_| self.options.stream.judge && !blocked) {
                self.asking.insert(key, asking);
            } else if let Some(own) = self.settle(&key, verdict) {
                stopped.get_or_insert(own);
            }
        }
        if let Some(stopped) = stopped {
            self.stop(choice);
            self.flush(out);
            let event = self.block(choice, stopped, head);
            self.waiting.push_back(Waiting::plain(event));
        } else if self.asks(choice) {
            self.waiting.push_back(Waiting {
                ends: Some(choice),
                ..Waiting::plain(Vec::new())
            });
        }
    }

    pub(super) fn verdict(
        &self,
        key: &(usize, Field),
        answers: Option<&Answers>,
    ) -> Option<Verdict> {
        let stream = self.channels.get(key)?.stream.as_ref()?;
        Some(stream.verdict(answers))
    }

    /// Lets a text go by its verdict; says of one that it stops its choice.
    pub(super) fn settle(&mut self, key: &(usize, Field), verdict: Verdict) -> Option<Stopped> {
        let channel = self.channels.get_mut(key)?;
        let mut stream = channel.stream.take()?;
        let stops = verdict.decision > Decision::Redact && stream.rewritten(&verdict).is_none();
        let step = stream.finish(&verdict);
        let stopped = stops || stream.state() == State::Blocked;
        let stopped = stopped.then(|| Stopped(verdict.message.clone().map(Into::into)));
        let stricter = self.strictest.as_ref();
        if stricter.is_none_or(|(most, _)| verdict.decision > *most) {
            // While the stream, whose text the spans count in, is still there.
            self.strictest = Some((verdict.decision, stream.verdict_json(&verdict)));
        }
        channel.accept(step);
        let (choice, field) = key.clone();
        self.end.verdicts.push((choice, field, verdict));
        stopped
    }

    /// Nothing more of a choice goes, and nothing more is asked about it.
    pub(super) fn stop(&mut self, choice: usize) {
        self.stopped.insert(choice);
        self.asking.retain(|(own, _), _| *own != choice);
        for ((own, _), channel) in &mut self.channels {
            if *own == choice {
                channel.stream = None;
            }
        }
    }

    /// The event that takes the place of what was blocked.
    pub(super) fn block(&self, choice: usize, stopped: Stopped, head: &Value) -> Vec<u8> {
        let delta = match &self.options.on_block {
            OnBlock::Message(usual) => {
                json!({ "content": stopped.0.unwrap_or_else(|| usual.clone()) })
            }
            OnBlock::Close => json!({}),
        };
        let mut event = head.clone();
        if let Some(event) = event.as_object_mut() {
            let reason = "content_filter";
            event.insert(
                "choices".into(),
                json!([{ "index": choice, "delta": delta, "finish_reason": reason }]),
            );
        }
        format!("data: {event}\n\n").into_bytes()
    }
}
