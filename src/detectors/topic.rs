//! Banned or allowed subjects, by a static embedding: any phrase is a topic.

mod language;
mod small_talk;

pub(crate) use language::may_be_english;

use std::sync::LazyLock;

use super::{Detector, Hit, Match};
use crate::engine::Evidence;
use crate::models::embedding::Embedding;
use crate::models::near::Near;
use crate::models::topics::{Subject, windows};
use crate::policy::document::{self, SmallTalk, TopicEntry, TopicMode};
use crate::policy::{NotEvaluatedReason, Span};
use crate::text::Text;

/// The embedding, read once.
static EMBEDDING: LazyLock<Option<Embedding>> =
    LazyLock::new(|| Embedding::read(include_bytes!("../models/weights/embedding.bin")));

/// The embedding, where its weights can be read.
pub(super) fn embedding() -> Option<&'static Embedding> {
    EMBEDDING.as_ref()
}

/// Known words below which a text is about nothing in particular.
const FEWEST: u32 = 2;

/// The detector of `topic`.
#[derive(Debug)]
pub(crate) struct Topic {
    embedding: &'static Embedding,
    topics: Vec<(String, Subject)>,
    mode: TopicMode,
    small_talk: SmallTalk,
}

impl Topic {
    /// `None` when the weights cannot be read, or no topic has a word that is known.
    pub(crate) fn new(settings: &document::Topic) -> Option<Self> {
        let embedding = EMBEDDING.as_ref()?;
        let topics: Vec<_> = settings
            .topics
            .iter()
            .filter_map(|entry| subject(embedding, entry))
            .collect();
        let unread = topics.len() < settings.topics.len();
        // An allowed topic that is not understood would make everything on it a violation, a banned one nothing.
        (!unread).then_some(Self {
            embedding,
            topics,
            mode: settings.mode,
            small_talk: settings.small_talk,
        })
    }

    fn banned(&self, text: &Text<'_>, reading: &Reading, out: &mut Vec<Match>) {
        for (name, subject) in &self.topics {
            let mut best: Option<(f64, usize, usize)> = None;
            for window in &reading.windows {
                let near = subject.nearness_of(&window.near);
                if best.is_none_or(|(most, _, _)| near > most) {
                    best = Some((near, window.start, window.end));
                }
            }
            let Some((near, start, end)) = best else {
                continue;
            };
            let score = self.embedding.banned.score(near);
            if score > 0.0 {
                let kind = name.clone();
                out.push(found(text, start, end, score, kind, "is on a banned topic"));
            }
        }
    }

    fn allowed(&self, text: &Text<'_>, reading: &Reading, out: &mut Vec<Match>) {
        let view = text.normalised();
        if self.small_talk == SmallTalk::Allow && small_talk::is(view) {
            return;
        }
        // The whole is the last.
        let Some(whole) = reading.windows.last() else {
            return;
        };
        let near = self
            .topics
            .iter()
            .map(|(_, subject)| subject.nearness_of(&whole.near));
        let nearest = near.fold(f64::NEG_INFINITY, f64::max);
        let score = self.embedding.off_topic.score(-nearest);
        if score > 0.0 {
            out.push(found(
                text,
                0,
                view.len(),
                score,
                "off_topic".into(),
                "is on none of the allowed topics",
            ));
        }
    }

    fn judge(&self, text: &Text<'_>, reading: &Reading, out: &mut Vec<Match>) {
        if !reading.english {
            out.push(Match {
                left_out: Some(NotEvaluatedReason::UnsupportedLanguage),
                explanation: "the text is not in English".into(),
                ..Match::default()
            });
            return;
        }
        match self.mode {
            TopicMode::Banned => self.banned(text, reading, out),
            TopicMode::Allowed => self.allowed(text, reading, out),
        }
    }
}

/// A window with enough words, ready to be compared.
#[derive(Debug)]
struct Compared {
    start: usize,
    end: usize,
    near: Near,
}

/// What every topic rule reads of a text.
#[derive(Debug, Default)]
struct Reading {
    english: bool,
    /// In order, the whole last.
    windows: Vec<Compared>,
}

impl Reading {
    fn new(embedding: &Embedding, text: &str) -> Self {
        let mut reading = Self {
            english: language::may_be_english(text),
            windows: Vec::new(),
        };
        if reading.english {
            windows(embedding, text, |window| {
                if window.words >= FEWEST {
                    reading.windows.push(Compared {
                        start: window.start,
                        end: window.end,
                        near: Near::new(&window.sum),
                    });
                }
            });
        }
        reading
    }
}

fn subject(embedding: &Embedding, entry: &TopicEntry) -> Option<(String, Subject)> {
    let (name, description, examples): (&str, Option<&str>, &[String]) = match entry {
        TopicEntry::Name(name) => (name, None, &[]),
        TopicEntry::Described {
            name,
            description,
            examples,
        } => (name, description.as_deref(), examples),
    };
    let view = |phrase: &str| crate::text::normalised(phrase);
    let phrases: Vec<String> = [name]
        .into_iter()
        .chain(description)
        .map(view)
        .chain(examples.iter().map(|each| view(each)))
        .collect();
    let subject = Subject::new(embedding, phrases.iter().map(String::as_str))?;
    Some((name.trim().to_owned(), subject))
}

fn found(text: &Text<'_>, start: usize, end: usize, score: f64, kind: String, why: &str) -> Match {
    let written = text.normalised().get(start..end).unwrap_or_default();
    let from = start + (written.len() - written.trim_start().len());
    let span = text.to_original(from, (start + written.trim_end().len()).max(from));
    Match {
        span: Some(span),
        kind: Some(kind.into()),
        score,
        explanation: format!("the text {why}").into(),
        evidence: Some(Evidence {
            window: Some(Span::new(span.0, span.1)),
            ..Evidence::default()
        }),
        ..Match::default()
    }
}

impl Detector for Topic {
    fn always(&self) -> bool {
        true
    }

    fn detect(&self, text: &Text<'_>, _: &[Hit], out: &mut Vec<Match>) {
        let read = || Reading::new(self.embedding, text.normalised());
        match text.memo(read) {
            Some(reading) => self.judge(text, reading, out),
            None => self.judge(text, &read(), out),
        }
    }
}
