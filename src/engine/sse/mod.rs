//! Server-sent events of a chat completion, guarded as they pass: bytes in, bytes out, no I/O.
//!
//! Enters: the bytes of a stream in OpenAI's format, cut anywhere. Leaves: the same bytes, each event when all of its text
//! may go; an event whose text was redacted is written anew, everything else in it as it was. A block ends its choice with
//! the `finish_reason` `content_filter`. Never: an event out of order, text of an event that cannot be read.

mod asking;
mod channel;
mod ends;
mod event;
mod literal;
mod words;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Deref;

use serde_json::json;

use super::stream::Stream;
use super::{Format, Guard, State};
use crate::policy::words::Decision;
use asking::Asking;
use channel::Channel;
use event::{Chunk, Event, Part};

pub use event::Field;
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

/// The longest event, in bytes.
const LONGEST: usize = 1 << 22;
const MALFORMED: &[u8] = b": an event that is no JSON was left out\n\n";

/// Guards the events of one response.
#[derive(Debug)]
pub struct Guarded<G> {
    guard: G,
    options: Options,
    buffer: Vec<u8>,
    /// Bytes of the buffer that were looked at, and where their last line begins.
    looked: (usize, usize),
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
            buffer: Vec::new(),
            looked: (0, 0),
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
        self.buffer.extend_from_slice(bytes);
        while let Some(end) = self.next_end() {
            let rest = self.buffer.split_off(end);
            let raw = std::mem::replace(&mut self.buffer, rest);
            self.looked = (0, 0);
            self.event(raw, out);
        }
        if self.buffer.len() > LONGEST {
            self.buffer.clear();
            self.looked = (0, 0);
            self.leave_out(out);
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
        if !self.buffer.is_empty() {
            let raw = std::mem::take(&mut self.buffer);
            self.event(raw, out);
        }
        self.end_all(out);
        self.flush(out);
        let malformed = self.end.malformed;
        let end = std::mem::take(&mut self.end);
        self.end.malformed = malformed;
        end
    }

    /// Where the first event of the buffer ends: after an empty line.
    fn next_end(&mut self) -> Option<usize> {
        let (mut at, mut line) = self.looked;
        while let Some(byte) = self.buffer.get(at) {
            let width = match (byte, self.buffer.get(at + 1)) {
                (b'\r', Some(b'\n')) => 2,
                // The second half of a line end may come with the next bytes.
                (b'\r', None) => break,
                (b'\n' | b'\r', _) => 1,
                _ => 0,
            };
            if width > 0 {
                if line == at {
                    return Some(at + width);
                }
                line = at + width;
            }
            at += width.max(1);
        }
        self.looked = (at, line);
        None
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
        let mut blocked = BTreeSet::new();
        for part in &mut chunk.parts {
            if self.take(part) == State::Blocked && !self.stopped.contains(&part.choice) {
                blocked.insert(part.choice);
            }
        }
        let ends: Vec<usize> = chunk
            .choices
            .iter()
            .filter(|(choice, reason)| reason.is_some() && !self.stopped.contains(choice))
            .map(|(choice, _)| *choice)
            .collect();
        let head = chunk.head.clone();
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

    /// Hands a piece of a text to its stream.
    fn take(&mut self, part: &mut Part) -> State {
        let key = (part.choice, part.field.clone());
        let channel = self.channels.entry(key).or_insert_with(|| {
            let mut options = self.options.stream.clone();
            match &part.field {
                // Arguments are JSON, whatever the answer is.
                Field::Tool(_) => options.evaluate.format = Format::Json,
                Field::Named(name) if name == "content" || name == "text" => {}
                Field::Named(_) | Field::Input(_) => options.evaluate.format = Format::Text,
            }
            Channel::new(Stream::new(self.guard.clone(), options))
        });
        part.range = (channel.seen, channel.seen + part.text.len());
        channel.seen = part.range.1;
        let Some(stream) = &mut channel.stream else {
            return State::Open;
        };
        let step = stream.advance(&part.text);
        let state = stream.state();
        channel.accept(step);
        state
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
                || channel.is_none_or(|channel| channel.released >= part.range.1)
        })
    }

    fn write(&mut self, raw: &[u8], chunk: &Chunk, out: &mut Vec<u8>) {
        let mut changes: Vec<((usize, usize), String)> = Vec::new();
        for part in &chunk.parts {
            let Some(channel) = self.channels.get_mut(&(part.choice, part.field.clone())) else {
                continue;
            };
            let text = channel.written(part);
            if text != part.text {
                changes.push((part.literal, json!(text).to_string()));
            }
        }
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
        let mut data = String::with_capacity(chunk.data.len());
        let mut at = 0;
        for ((start, end), text) in changes {
            data.push_str(chunk.data.get(at..start).unwrap_or_default());
            data.push_str(&text);
            at = end;
        }
        data.push_str(chunk.data.get(at..).unwrap_or_default());
        event::with_data(raw, &data, out);
    }
}
