//! Server-sent events of a chat completion, guarded as they pass: bytes in, bytes out, no I/O.
//!
//! Enters: the bytes of a stream in OpenAI's format, cut anywhere. Leaves: the same bytes, each event when all of its text
//! may go; an event whose text was redacted is written anew, everything else in it as it was. A block ends its choice with
//! the `finish_reason` `content_filter`. Never: an event out of order, text of an event that cannot be read.

mod asking;
mod channel;
mod ends;
mod event;
mod field;
mod half;
mod lines;
mod literal;
mod texts;
mod words;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Deref;

use super::Guard;
use super::stream::Stream;
use crate::policy::words::Decision;
use asking::Asking;
use channel::Channel;
use event::{Chunk, Event, Part};
use lines::{Lines, Whole};

pub use field::Field;
pub use words::{End, OnBlock, Options};

/// An event that waits.
#[derive(Debug)]
struct Waiting {
    raw: Vec<u8>,
    chunk: Option<Chunk>,
    /// The place of the end of a choice: nothing behind it goes while a judge is asked about that choice.
    ends: Option<usize>,
}

impl Waiting {
    fn plain(raw: Vec<u8>) -> Self {
        Self {
            raw,
            chunk: None,
            ends: None,
        }
    }
}

/// Texts that are judged: more choices and calls than any provider sends.
const MOST: usize = 1_024;
const MALFORMED: &[u8] = b": an event that could not be read was left out\n\n";

/// Guards the events of one response.
#[derive(Debug)]
pub struct Guarded<G> {
    guard: G,
    options: Options,
    lines: Lines,
    waiting: VecDeque<Waiting>,
    channels: BTreeMap<(usize, Field), Channel<G>>,
    stopped: BTreeSet<usize>,
    /// Texts that have ended and about which a judge is asked.
    asking: BTreeMap<(usize, Field), Asking>,
    strictest: Option<(Decision, String)>,
    end: End,
}

impl<G: Deref<Target = Guard> + Clone> Guarded<G> {
    /// For a guard, borrowed or shared.
    #[must_use]
    pub fn new(guard: G, options: Options) -> Self {
        Self {
            guard,
            options,
            lines: Lines::default(),
            waiting: VecDeque::new(),
            channels: BTreeMap::new(),
            stopped: BTreeSet::new(),
            asking: BTreeMap::new(),
            strictest: None,
            end: End::default(),
        }
    }

    /// Takes the next bytes and adds to `out` what may go.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        self.lines.push(bytes);
        while let Some(raw) = self.lines.event() {
            match raw {
                Whole::Event(raw) => self.event(raw, out),
                Whole::TooLong => self.leave_out(out),
            }
        }
    }

    /// Whether a choice was stopped.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        !self.stopped.is_empty()
    }

    /// Events so far that could not be read.
    #[must_use]
    pub fn malformed(&self) -> usize {
        self.end.malformed
    }

    /// The canonical JSON of the strictest verdict of the texts that have ended; of an empty text when there are none.
    #[must_use]
    pub fn verdict_json(&self) -> String {
        self.strictest.as_ref().map_or_else(
            || {
                let stream = Stream::new(self.guard.clone(), self.options.stream.clone());
                stream.verdict_json(&stream.verdict(None))
            },
            |(_, json)| json.clone(),
        )
    }

    /// Everything that still waits, and the verdicts.
    pub fn finish(&mut self, out: &mut Vec<u8>) -> End {
        if let Some(raw) = self.lines.rest() {
            self.event(raw, out);
        }
        self.end_all(out);
        self.flush(out);
        let malformed = self.end.malformed;
        let end = std::mem::take(&mut self.end);
        self.end.malformed = malformed;
        end
    }

    fn event(&mut self, raw: Vec<u8>, out: &mut Vec<u8>) {
        let chunk = match event::read(&raw, self.options.tool_calls) {
            Event::Malformed => return self.leave_out(out),
            Event::Other => None,
            Event::Done => {
                self.end_all(out);
                None
            }
            Event::Chunk(chunk) => Some(chunk),
        };
        let Some(mut chunk) = chunk else {
            self.waiting.push_back(Waiting::plain(raw));
            return self.flush(out);
        };
        let gone = |(choice, _): &(usize, _)| self.stopped.contains(choice);
        if !chunk.choices.is_empty() && chunk.choices.iter().all(gone) {
            return;
        }
        if self.is_beyond(&chunk) {
            return self.leave_out(out);
        }
        let blocked = self.take_all(&mut chunk.parts);
        let ends: Vec<usize> = chunk
            .choices
            .iter()
            .filter(|(choice, reason)| reason.is_some() && !self.stopped.contains(choice))
            .map(|(choice, _)| *choice)
            .collect();
        let head = std::mem::take(&mut chunk.head);
        self.waiting.push_back(Waiting {
            raw,
            chunk: Some(chunk),
            ends: None,
        });
        for choice in ends.into_iter().chain(blocked) {
            self.end_choice(choice, &head, out);
        }
        self.flush(out);
    }

    fn leave_out(&mut self, out: &mut Vec<u8>) {
        self.end.malformed += 1;
        self.waiting.push_back(Waiting::plain(MALFORMED.to_vec()));
        self.flush(out);
    }

    /// Whether an event has texts beyond those that are judged.
    fn is_beyond(&self, chunk: &Chunk) -> bool {
        let known = |part: &Part| {
            self.channels
                .contains_key(&(part.choice, part.field.clone()))
        };
        self.channels.len() >= MOST && !chunk.parts.iter().all(known)
    }

    /// Lets the first events go, as far as their texts may.
    fn flush(&mut self, out: &mut Vec<u8>) {
        while let Some(first) = self.waiting.front() {
            let asked = first.ends.is_some_and(|choice| self.asks(choice));
            if asked || !first.chunk.as_ref().is_none_or(|chunk| self.may_go(chunk)) {
                return;
            }
            let Some(first) = self.waiting.pop_front() else {
                return;
            };
            match &first.chunk {
                Some(chunk) => self.write(&first.raw, chunk, out),
                None => out.extend_from_slice(&first.raw),
            }
        }
    }

    fn may_go(&self, chunk: &Chunk) -> bool {
        let mut ends = chunk.choices.iter().filter(|(_, reason)| reason.is_some());
        if ends.any(|(choice, _)| self.asks(*choice)) {
            return false;
        }
        chunk.parts.iter().all(|part| {
            let channel = self.channels.get(&(part.choice, part.field.clone()));
            self.stopped.contains(&part.choice)
                || channel.is_none_or(|channel| channel.may_go(part))
        })
    }
}
