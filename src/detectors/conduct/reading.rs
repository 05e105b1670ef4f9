//! A text as sentences with their cues, words and sums: read once, whatever the number of rules.

use super::cues::{ASK, Cues, NAMED, QUESTION, QUOTED, Seen, cues};
use super::stem::stem_id;
use crate::models::embedding::{Embedding, Sum, WIDTH};
use crate::models::grounding::vectors::{Unit, unit};
use crate::models::near::Near;
use crate::models::word_id;

/// A word that may carry a topic.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) stem: u32,
    pub(super) unit: Unit,
}

/// A sentence.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) cues: Cues,
    /// Its content words, without what stands between quotation marks.
    pub(super) words: Vec<Word>,
    pub(super) sum: Sum,
    /// The direction of the sum, and of that with its neighbours.
    pub(super) direction: Near,
    pub(super) around: Near,
    /// Words in all, without the quoted ones.
    pub(super) count: u32,
}

/// A text.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub(super) sentences: Vec<Sentence>,
    /// The cues of all of them.
    pub(super) cues: Cues,
}

struct Reader<'e> {
    embedding: &'e Embedding,
    reading: Reading,
    open: Sentence,
    seen: Vec<Seen>,
    quoted: bool,
}

/// Words that carry no topic.
pub(super) fn is_small(word: &str) -> bool {
    word.len() < 3 || super::generic::SMALL.binary_search(&word).is_ok()
}

impl Reader<'_> {
    fn word(&mut self, word: &str, named: bool) {
        if self.quoted {
            self.open.cues = self.open.cues.and(QUOTED);
            return;
        }
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        let id = word_id(word.as_bytes());
        self.seen.push(Seen { id, number });
        self.open.count += 1;
        if named && self.open.count > 1 {
            self.open.cues = self.open.cues.and(NAMED);
        }
        if number || is_small(word) {
            return;
        }
        let mut sum = [0; WIDTH];
        self.embedding.add(plain(word).as_bytes(), &mut sum);
        for (total, value) in self.open.sum.iter_mut().zip(sum) {
            *total += value;
        }
        self.open.words.push(Word {
            stem: stem_id(word),
            unit: unit(&sum),
        });
    }

    fn end(&mut self, end: usize, question: bool) {
        let mut done = std::mem::replace(&mut self.open, blank(end));
        done.end = end;
        done.cues = done.cues.and(cues(&self.seen));
        self.seen.clear();
        if question {
            done.cues = done.cues.and(QUESTION).and(ASK);
        }
        if done.count > 0 {
            self.reading.cues = self.reading.cues.and(done.cues);
            self.reading.sentences.push(done);
        } else if let Some(last) = self.reading.sentences.last_mut() {
            last.end = end;
        }
    }
}

fn plain(word: &str) -> &str {
    word.split('\'').next().unwrap_or(word)
}

fn blank(start: usize) -> Sentence {
    Sentence {
        start,
        end: start,
        cues: Cues::default(),
        words: Vec::new(),
        sum: [0; WIDTH],
        direction: Near::new(&[0; WIDTH]),
        around: Near::new(&[0; WIDTH]),
        count: 0,
    }
}

/// Reads a text.
pub(super) fn read(text: &str, embedding: &Embedding) -> Reading {
    let mut reader = Reader {
        embedding,
        reading: Reading::default(),
        open: blank(0),
        seen: Vec::new(),
        quoted: false,
    };
    let mut word = String::new();
    let mut named = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let inside = !word.is_empty() && next.is_some_and(char::is_alphanumeric);
        if c.is_alphanumeric() {
            if word.is_empty() {
                named = c.is_uppercase();
            }
            if word.len() < 64 {
                word.extend(c.to_lowercase());
            }
            continue;
        }
        let number = word.ends_with(|c: char| c.is_ascii_digit());
        if inside && matches!(c, '\'' | '\u{2019}') {
            word.push('\'');
            continue;
        }
        if inside && number && matches!(c, '.' | ',') {
            continue;
        }
        if !word.is_empty() {
            reader.word(&word, named);
            word.clear();
        }
        match c {
            '"' => reader.quoted = !reader.quoted,
            '\u{201c}' | '\u{ab}' => reader.quoted = true,
            '\u{201d}' | '\u{bb}' => reader.quoted = false,
            _ => {}
        }
        let stop = matches!(c, '.' | '!' | '?') && next.is_none_or(|next| !next.is_alphanumeric());
        if stop || matches!(c, '\n' | ';') {
            // A quotation does not reach over a line.
            reader.quoted &= c != '\n';
            if !reader.quoted {
                reader.end(at + c.len_utf8(), c == '?');
            }
        }
    }
    if !word.is_empty() {
        reader.word(&word, named);
    }
    reader.end(text.len(), false);
    let mut reading = reader.reading;
    place(&mut reading.sentences);
    reading
}

/// Sets the directions of sentences.
fn place(sentences: &mut [Sentence]) {
    let sums: Vec<Sum> = sentences.iter().map(|sentence| sentence.sum).collect();
    for (at, sentence) in sentences.iter_mut().enumerate() {
        sentence.direction = Near::new(&sentence.sum);
        let mut around = [0; WIDTH];
        let first = at.saturating_sub(1);
        for sum in sums.iter().skip(first).take(at + 2 - first) {
            for (total, value) in around.iter_mut().zip(sum) {
                *total += value;
            }
        }
        sentence.around = Near::new(&around);
    }
}
