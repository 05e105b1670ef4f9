//! The texts in events: handed to their streams, and written anew where something was taken out of them.

use std::collections::BTreeSet;
use std::ops::Deref;

use super::channel::{Channel, Written};
use super::event::{self, Chunk, Part};
use super::{Field, Guarded, half};
use crate::engine::stream::{Step, Stream};
use crate::engine::{Format, Guard, State};

/// What is written in the place of a literal.
type Change = ((usize, usize), String);

impl<G: Deref<Target = Guard> + Clone> Guarded<G> {
    /// Hands the pieces of an event to their streams; answers the choices that are stopped now.
    pub(super) fn take_all(&mut self, parts: &mut [Part]) -> BTreeSet<usize> {
        let mut blocked = BTreeSet::new();
        let is_known = |part: &Part| {
            let key = (part.choice, part.field.clone());
            !part.whole || self.channels.contains_key(&key)
        };
        let begins = !parts.iter().all(is_known);
        // What is repeated is known when what is new has come.
        for wholes in [false, true] {
            for part in parts.iter_mut().filter(|part| part.whole == wholes) {
                if wholes && self.repeats(part, begins) {
                    continue;
                }
                if self.take(part) == State::Blocked && !self.stopped.contains(&part.choice) {
                    blocked.insert(part.choice);
                }
            }
        }
        blocked
    }

    /// Whether a piece only says again what came: what does so in the event in which a text begins does so in all.
    fn repeats(&mut self, part: &mut Part, begins: bool) -> bool {
        let key = (part.choice, part.field.clone());
        let channel = self.channels.get_mut(&key);
        let channel = channel.filter(|channel| begins || channel.shown.is_some());
        part.whole = channel.is_some();
        let Some(channel) = channel else { return false };
        channel.shown.get_or_insert_default();
        part.text = String::new();
        part.range = (channel.seen, channel.seen);
        (part.low, part.high) = (None, None);
        true
    }

    /// Hands a piece of a text to its stream.
    fn take(&mut self, part: &mut Part) -> State {
        if self.stopped.contains(&part.choice) {
            part.text = String::new();
            return State::Open;
        }
        let key = (part.choice, part.field.clone());
        let ended = self.channels.get(&key).map(|each| each.stream.is_none());
        if ended != Some(false) {
            let stream = self.stream(&part.field);
            match self.channels.get_mut(&key) {
                Some(channel) => channel.restart(stream),
                None => _ = self.channels.insert(key.clone(), Channel::new(stream)),
            }
        }
        let Some(channel) = self.channels.get_mut(&key) else {
            return State::Open;
        };
        if let Some(high) = std::mem::replace(&mut channel.half, part.high) {
            let lead = part.low.map_or(half::UNKNOWN, |low| half::join(high, low));
            let mut text = std::mem::take(&mut part.text);
            part.begin(lead, &mut text);
            (part.lead, part.text) = (Some(lead), text);
        }
        let text = std::mem::take(&mut part.text);
        part.range = (channel.seen, channel.seen + text.len());
        channel.advance(&text)
    }

    fn stream(&self, field: &Field) -> Stream<G> {
        let mut options = self.options.stream.clone();
        match field {
            // Arguments are JSON, whatever the answer is.
            Field::Tool(_) => options.evaluate.format = Format::Json,
            Field::Named(name) if name == "content" || name == "text" => {}
            Field::Named(_) | Field::Input(_) => options.evaluate.format = Format::Text,
        }
        Stream::new(self.guard.clone(), options)
    }

    /// An event, with what may go of its texts.
    pub(super) fn write(&mut self, raw: &[u8], chunk: &Chunk, out: &mut Vec<u8>) {
        let mut changes = self.texts(raw, chunk);
        let gone = |choice: &usize| self.stopped.contains(choice);
        for (choice, reason) in &chunk.choices {
            if let (Some(place), true) = (reason, gone(choice)) {
                changes.push((*place, "null".into()));
            }
        }
        if changes.is_empty() {
            return out.extend_from_slice(raw);
        }
        changes.sort_unstable();
        let (given, _) = event::again(raw, &[]);
        let mut data = String::with_capacity(given.len());
        let mut at = 0;
        for ((start, end), text) in changes {
            data.push_str(given.get(at..start).unwrap_or_default());
            data.push_str(&text);
            at = end;
        }
        data.push_str(given.get(at..).unwrap_or_default());
        event::with_data(raw, &data, out);
    }

    /// The literals that do not go as they came.
    fn texts(&mut self, raw: &[u8], chunk: &Chunk) -> Vec<Change> {
        let leaves = |part: &Part| {
            let channel = self.channels.get(&(part.choice, part.field.clone()));
            !self.stopped.contains(&part.choice)
                && channel.is_none_or(|channel| channel.leaves(part))
        };
        if chunk.parts.iter().all(leaves) {
            return Vec::new();
        }
        let (_, said) = event::again(raw, &chunk.parts);
        let (mut changes, mut choices) = (Vec::new(), BTreeSet::new());
        let mut news: Vec<(&Part, &str, String)> = Vec::new();
        // What is repeated is known when what is new is.
        for wholes in [false, true] {
            let parts = chunk.parts.iter().zip(&said);
            for (part, said) in parts.filter(|(part, _)| part.whole == wholes) {
                let literal = if wholes {
                    self.repeated(part, said, &news)
                } else {
                    let new = self.written(part, said);
                    news.push((part, said, new.text));
                    new.literal
                };
                if let Some(literal) = literal {
                    changes.push((part.literal, literal));
                    choices.insert(part.choice);
                }
            }
        }
        let tokens = chunk.tokens.iter();
        let repeat = tokens.filter(|(choice, _)| choices.contains(choice));
        changes.extend(repeat.map(|(_, place)| (*place, "null".to_owned())));
        changes
    }

    fn written(&mut self, part: &Part, said: &str) -> Written {
        match self.channels.get_mut(&(part.choice, part.field.clone())) {
            Some(channel) => channel.written(part, said),
            // Of a choice that was stopped before it began.
            None => Channel::<G>::nothing(said),
        }
    }

    /// The literal of a piece that repeats the text, or what is new in its event; nothing where it goes as it came.
    fn repeated(&self, part: &Part, said: &str, news: &[(&Part, &str, String)]) -> Option<String> {
        let same = |(new, text, _): &&(&Part, &str, String)| {
            new.choice == part.choice && new.field == part.field && *text == said
        };
        let channel = self.channels.get(&(part.choice, part.field.clone()));
        let own = news.iter().find(same).map(|(_, _, new)| new);
        let shown = own.or_else(|| channel?.shown.as_ref());
        let shown = shown.map(String::as_str).unwrap_or_default();
        (shown != said).then(|| serde_json::json!(shown).to_string())
    }

    /// A half character that nothing followed stands for an unknown one.
    pub(super) fn end_half(&mut self, key: &(usize, Field)) {
        if let Some(channel) = self.channels.get_mut(key)
            && channel.half.take().is_some()
        {
            channel.advance(&half::UNKNOWN.to_string());
        }
    }
}

impl<G: Deref<Target = Guard>> Channel<G> {
    /// The next of the text.
    fn advance(&mut self, text: &str) -> State {
        self.seen += text.len();
        let Some(stream) = &mut self.stream else {
            return State::Open;
        };
        let step: Step = stream.advance(text);
        let state = stream.state();
        self.accept(step);
        state
    }
}
