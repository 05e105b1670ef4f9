//! Sentences of words, as grounding reads them.

use super::lexicon::{self, NEGATION, SMALL, stem};
use super::numbers::{Value, digits, magnitude, spelled, time_id};
use super::vectors::Vectors;
use crate::models::embedding::{Embedding, Sum, WIDTH};
use crate::models::hash::word_id;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// An article, a pronoun, a preposition ...
    Small,
    /// Says no.
    Negation,
    /// A word that carries something.
    Content,
    /// Begins with a capital letter, not only because a sentence begins.
    Name,
    /// A number, written in digits or as a word.
    Number,
}

/// A word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Of its stem; of a number, of its value.
    pub(super) id: u32,
    pub(super) sort: Sort,
    /// Its classes, as bits.
    pub(super) class: u16,
    /// The stem of a word that says the contrary.
    pub(super) contrary: u32,
    /// Its row among the vectors, plus one.
    pub(super) row: u32,
    /// Ends like a superlative.
    pub(super) most: bool,
    /// A clause begins with it.
    pub(super) opens: bool,
}

impl Word {
    pub(super) fn carries(&self) -> bool {
        matches!(self.sort, Sort::Content | Sort::Name)
    }

    pub(super) fn is(&self, class: u16) -> bool {
        self.class & class != 0
    }
}

/// A sentence.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) words: Vec<Word>,
    pub(super) question: bool,
    pub(super) sum: Sum,
    /// A field of structured data: how many of its words are the key.
    pub(super) key: usize,
}

impl Sentence {
    pub(super) fn new(start: usize) -> Self {
        Self {
            start,
            end: start,
            words: Vec::new(),
            question: false,
            sum: [0; WIDTH],
            key: 0,
        }
    }
}

/// A sentence without a stop ends after so many words.
const LONGEST: usize = 80;

struct Reader<'e> {
    embedding: &'e Embedding,
    vectors: &'e mut Vectors,
    done: Vec<Sentence>,
    open: Sentence,
    /// A number that the next word may go on with: its value, whether of tens.
    number: Option<(Value, bool)>,
    /// Hours and minutes: "10:30", at the last word.
    clock: Option<u64>,
    /// Where a capital letter stands inside the word.
    joint: Option<usize>,
    /// The next word begins a clause.
    fresh: bool,
}

impl Reader<'_> {
    fn push(&mut self, id: u32, sort: Sort, known: lexicon::Known, word: &str) {
        let mut row = 0;
        if matches!(sort, Sort::Content | Sort::Name) {
            let plain = word.split('\'').next().unwrap_or(word);
            row = self.vectors.add(self.embedding, plain, &mut self.open.sum);
        }
        self.open.words.push(Word {
            id,
            sort,
            class: known.class,
            contrary: known.contrary,
            row,
            most: word.len() > 5 && word.ends_with("est"),
            opens: std::mem::take(&mut self.fresh),
        });
        self.fresh = matches!(word, "but" | "and" | "so" | "because");
    }

    fn set_number(&mut self, id: u32) {
        if let Some(last) = self.open.words.last_mut() {
            last.id = id;
        }
    }

    /// A word that goes on with the number before it: "million", "five" after "twenty", "pm".
    fn goes_on(&mut self, word: &str) -> bool {
        let number = self.number.take();
        let Some((value, tens)) = number else {
            return false;
        };
        if let (true, Some((one, false))) = (tens, spelled(word))
            && let Some(all) = value.small().filter(|_| one < 10)
        {
            let sum = Value::whole(all + one);
            self.set_number(sum.id());
            self.number = Some((sum, false));
            return true;
        }
        if let Some(power) = magnitude(word).filter(|_| word.len() > 1) {
            let all = value.times(power);
            self.set_number(all.id());
            self.number = Some((all, false));
            return true;
        }
        if matches!(word, "am" | "pm" | "a.m" | "p.m") && self.at_hour(value, word.starts_with('p'))
        {
            return true;
        }
        false
    }

    fn at_hour(&mut self, value: Value, afternoon: bool) -> bool {
        let minutes = self.clock.take().or_else(|| {
            value
                .small()
                .filter(|hour| *hour < 25)
                .map(|hour| hour * 60)
        });
        let Some(minutes) = minutes else {
            return false;
        };
        let half = minutes % 720;
        self.set_number(time_id(if afternoon { half + 720 } else { half }));
        true
    }

    fn digits(&mut self, word: &str) {
        let Some((value, rest)) = digits(word) else {
            return;
        };
        self.push(value.id(), Sort::Number, lexicon::Known::default(), "");
        self.number = Some((value, false));
        if matches!(rest, "am" | "pm") && self.at_hour(value, rest == "pm") {
            self.number = None;
        }
    }

    /// The minutes behind an hour: "10:30".
    fn minutes(&mut self, word: &str) -> bool {
        let hour = self
            .number
            .and_then(|(value, _)| value.small())
            .filter(|hour| *hour < 25);
        let minute = digits(word)
            .and_then(|(value, rest)| Some((value.small().filter(|minute| *minute < 60)?, rest)));
        let (Some(hour), Some((minute, rest))) = (hour, minute) else {
            return false;
        };
        let all = hour * 60 + minute;
        self.set_number(time_id(all % 1440));
        self.clock = Some(all);
        if matches!(rest, "am" | "pm") {
            self.at_hour(Value::whole(hour), rest == "pm");
        }
        true
    }

    fn word(&mut self, word: &str, capital: bool) {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return self.digits(word);
        }
        if self.goes_on(word) {
            return;
        }
        self.clock = None;
        let own = word_id(word.as_bytes());
        let known = lexicon::known(own);
        if let Some((value, tens)) = spelled(word) {
            let value = Value::whole(value);
            self.number = Some((value, tens));
            return self.push(value.id(), Sort::Number, known, "");
        }
        let sort = if known.class & NEGATION != 0 {
            Sort::Negation
        } else if known.class & SMALL != 0 || word.len() < 2 {
            Sort::Small
        } else if capital && !self.open.words.is_empty() {
            Sort::Name
        } else {
            Sort::Content
        };
        self.push(word_id(stem(word).as_bytes()), sort, known, word);
    }

    fn end(&mut self, end: usize, question: bool) {
        self.number = None;
        self.clock = None;
        self.fresh = true;
        self.open.end = end;
        self.open.question = question;
        let done = std::mem::replace(&mut self.open, Sentence::new(end));
        let any = done.words.iter().any(|word| word.sort != Sort::Small);
        match self.done.last_mut() {
            Some(last) if !any && done.key == 0 => last.end = end,
            _ if done.words.is_empty() => self.open.start = done.start,
            _ => self.done.push(done),
        }
    }

    /// A word as it stands in the text; of one with a capital letter inside, in data, its parts.
    fn written(&mut self, word: &str, capital: bool, before: char, data: bool) {
        if before == ':' && self.minutes(word) {
            return;
        }
        let joint = self.joint.take().filter(|_| data);
        let parts = joint.and_then(|at| word.split_at_checked(at));
        match parts {
            Some((one, two)) if one.len() > 1 && two.len() > 1 => {
                self.word(one, capital);
                self.word(two, false);
            }
            _ => self.word(word, capital),
        }
    }
}

/// Whether a text is fields of structured data rather than prose.
pub(super) fn is_data(text: &str) -> bool {
    let bytes = text.as_bytes();
    let fields = bytes
        .windows(3)
        .filter(|three| matches!(three, [b'\'' | b'"', b':', b' ' | b'"' | b'{' | b'[']))
        .count();
    fields > 4 && fields * 120 > bytes.len()
}

/// Whether the comma at this place stands before a field's name.
fn quoted(text: &str, at: usize) -> bool {
    let mut rest = text.as_bytes().iter().skip(at + 1);
    let next = rest.find(|byte| **byte != b' ');
    next.is_some_and(|byte| matches!(byte, b'\'' | b'"'))
}

/// The sentences of a text; a very long one without stops is cut. `data`: fields are sentences of their own.
pub(super) fn sentences(
    embedding: &Embedding,
    vectors: &mut Vectors,
    text: &str,
    data: bool,
) -> Vec<Sentence> {
    let mut reader = Reader {
        embedding,
        vectors,
        done: Vec::new(),
        open: Sentence::new(0),
        number: None,
        clock: None,
        joint: None,
        fresh: true,
    };
    let mut word = String::new();
    let (mut capital, mut lower) = (false, false);
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        if c.is_alphanumeric() {
            let upper = c.is_uppercase();
            if word.is_empty() {
                capital = upper;
            } else if upper && lower && reader.joint.is_none() {
                reader.joint = Some(word.len());
            }
            lower = !upper;
            if word.len() < 40 {
                if c.is_ascii() {
                    word.push(c.to_ascii_lowercase());
                } else {
                    word.extend(c.to_lowercase());
                }
            }
            continue;
        }
        let inside = !word.is_empty() && next.is_some_and(char::is_alphanumeric);
        let digits = word.ends_with(|c: char| c.is_ascii_digit())
            && next.is_some_and(|next| next.is_ascii_digit());
        if inside && (matches!(c, '\'' | '\u{2019}') || digits && matches!(c, '.' | ',')) {
            word.push(if c == '\u{2019}' { '\'' } else { c });
            continue;
        }
        let short = word.len() == 1 && capital;
        if !word.is_empty() {
            reader.written(&word, capital, before, data);
            word.clear();
        }
        // "J. Smith" and "U.S. troops" go on.
        let stop = matches!(c, '!' | '?')
            || c == '.' && !short && next.is_none_or(|next| !next.is_alphanumeric());
        let field = data && (matches!(c, '{' | '}' | '[' | ']') || c == ',' && quoted(text, at));
        if data && c == ':' && matches!(before, '\'' | '"') && reader.open.key == 0 {
            reader.open.key = reader.open.words.len();
        }
        if stop || c == '\n' || field || reader.open.words.len() >= LONGEST {
            reader.end(at + c.len_utf8(), c == '?');
        } else if !matches!(c, ' ' | ':' | '-' | '.') {
            reader.number = None;
            reader.fresh |= matches!(c, ',' | '(' | ')' | '\u{2014}');
        }
        before = c;
    }
    if !word.is_empty() {
        reader.written(&word, capital, before, data);
    }
    reader.end(text.len(), false);
    reader.done
}
