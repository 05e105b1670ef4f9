//! Hashed features of a text: words, pairs and triples of words, character n-grams inside words, punctuation, cues.
//! One pass, no allocation: every feature is handed to a [`Sink`] as a 32-bit hash, of which a head uses the top bits.
#![expect(
    clippy::indexing_slicing,
    reason = "places within the text by construction, in the hottest loop of the crate"
)]

use super::cues;
use super::hash::{CUE, MARK, PAIR, SKIP, TRIPLE, WORD, mix};
use super::letters::Letters;
pub use super::word::Word;

/// Takes the features of a text in order.
pub trait Sink {
    /// One feature.
    fn feature(&mut self, hash: u32);
    /// A word: the features that depend on nothing else. Gives its cue class.
    fn word(&mut self, word: &mut Word, id: u32) -> Option<u8> {
        self.feature(mix(WORD, id, 0));
        word.grams(|hash| self.feature(hash));
        cues::class(id)
    }
    /// A cue class was seen ([`cues`]).
    fn cue(&mut self, class: u8);
    /// The segment since the last call ends at this byte.
    fn segment(&mut self, end: usize);
}

/// Words after which a segment ends even without a sentence end.
const LONGEST_SEGMENT: u32 = 36;
/// Words that a sentence needs to be a segment of its own.
const SHORTEST_SEGMENT: u32 = 3;
/// How many words back a cue pairs with another.
const CUE_DISTANCE: u32 = 12;
/// Letters spelled singly that are read as a word.
const SPELLED: usize = 3;

/// Word ids of things that are no words.
const CAPITALS: u32 = 1;
const LONG: u32 = 2;
const MIXED: u32 = 3;
const START: u32 = 4;
const DISGUISED: u32 = 5;

/// What kind of character a byte starts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    Space,
    Line,
    Mark,
    Wide,
}

fn kind(byte: u8) -> Kind {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
        b'0'..=b'9' => Kind::Digit,
        b'\n' => Kind::Line,
        0..=b' ' | 127 => Kind::Space,
        128.. => Kind::Wide,
        _ => Kind::Mark,
    }
}

/// Reads a text and hands its features to a sink.
struct Reader<'s, S> {
    sink: &'s mut S,
    word: Word,
    spelled: Word,
    before: u32,
    before_that: u32,
    mark: u32,
    cues: [(u8, u32); 3],
    words: u32,
    in_segment: u32,
}

impl<S: Sink> Reader<'_, S> {
    fn cue(&mut self, class: u8) {
        self.sink.cue(class);
        self.sink.feature(mix(CUE, u32::from(class), 0));
        for (other, at) in self.cues {
            if other != 0 && other != class && self.words.wrapping_sub(at) <= CUE_DISTANCE {
                self.sink
                    .feature(mix(CUE, u32::from(class), u32::from(other)));
            }
        }
        if self.cues[0].0 == class {
            self.cues[0].1 = self.words;
        } else {
            self.cues = [(class, self.words), self.cues[0], self.cues[1]];
        }
    }

    fn spell(&mut self) {
        if self.spelled.len() >= SPELLED {
            let id = self.spelled.id();
            if let Some(class) = self.sink.word(&mut self.spelled, id) {
                self.cue(class);
            }
        }
        self.spelled.clear();
    }

    /// Ends the word being read.
    fn end_word(&mut self) {
        if self.word.len() == 0 {
            return;
        }
        let word = &mut self.word;
        let capitals = word.letters >= 3 && word.capitals == word.letters;
        let long = word.whole > 20;
        let mixed = word.digits > 2 && word.letters > 4 && word.whole > 12;
        let disguised = word.fold() && word.letters >= 2;
        if word.len() == 1 && word.letters == 1 {
            self.spelled.push(word.folded()[0]);
            self.spelled.letters += 1;
        } else if self.spelled.len() > 0 {
            self.spell();
        }
        let id = self.word.id();
        self.words = self.words.wrapping_add(1);
        self.in_segment = self.in_segment.wrapping_add(1);
        self.sink.feature(mix(PAIR, self.before, id));
        self.sink.feature(mix(SKIP, self.before_that, id));
        self.sink
            .feature(mix(TRIPLE, mix(PAIR, self.before_that, self.before), id));
        if self.mark != 0 {
            self.sink.feature(mix(MARK, self.mark, id));
            self.mark = 0;
        }
        if capitals | long | mixed | disguised {
            for (flag, what) in [
                (capitals, CAPITALS),
                (long, LONG),
                (mixed, MIXED),
                (disguised, DISGUISED),
            ] {
                if flag {
                    self.sink.feature(mix(MARK, 0, what));
                }
            }
        }
        if let Some(class) = self.sink.word(&mut self.word, id) {
            self.cue(class);
        }
        (self.before_that, self.before) = (self.before, id);
        self.word.clear();
    }

    /// A run of one sign.
    fn mark(&mut self, byte: u32, run: u32) {
        let id = mix(MARK, byte, run.min(4));
        self.sink.feature(id);
        self.sink.feature(mix(MARK, self.before, id));
        self.mark = id;
    }

    /// Ends the segment at `end` when it has words enough, or always.
    fn end_segment(&mut self, end: usize, always: bool) {
        if self.in_segment >= SHORTEST_SEGMENT || always {
            self.sink.segment(end);
            self.in_segment = 0;
            // Whatever comes next is judged without what came before, so that a segment reads the same anywhere.
            (self.before_that, self.before) = (START, START);
        }
    }
}

/// Whether a sign between letters belongs to the word.
fn joins(sign: u8, before: Option<&u8>, after: Option<&u8>) -> bool {
    let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    match sign {
        b'\'' | b'*' | b'@' | b'!' => letter(before) && after.is_some_and(u8::is_ascii_alphabetic),
        b'$' => {
            after.is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'$') || letter(before)
        }
        _ => false,
    }
}

/// A character that is a word by itself.
fn ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Hands the features of `text` (a normalised view) to `sink`; the last segment ends at the text's end.
pub fn featurise(text: &str, sink: &mut impl Sink) {
    let bytes = text.as_bytes();
    let mut reader = Reader {
        sink,
        word: Word::new(),
        spelled: Word::new(),
        before: START,
        before_that: START,
        mark: 0,
        cues: [(0, 0); 3],
        words: 0,
        in_segment: 0,
    };
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match kind(byte) {
            Kind::Letter => {
                let letters = Letters::first(&bytes[at..]);
                reader.word.push_letters(letters);
                at += letters.count;
            }
            Kind::Digit => {
                reader.word.digits += 1;
                reader.word.push(byte);
                at += 1;
            }
            Kind::Space => {
                reader.end_word();
                if reader.in_segment >= LONGEST_SEGMENT {
                    reader.end_segment(at, true);
                }
                at += 1;
            }
            Kind::Wide => at = wide(&mut reader, text, at),
            Kind::Line | Kind::Mark => at = sign(&mut reader, bytes, at),
        }
    }
    reader.end_word();
    reader.spell();
    reader.end_segment(bytes.len(), true);
}

/// A sign or line end at `at`; gives the place after it.
fn sign<S: Sink>(reader: &mut Reader<'_, S>, bytes: &[u8], at: usize) -> usize {
    let byte = bytes[at];
    if joins(
        byte,
        at.checked_sub(1).and_then(|at| bytes.get(at)),
        bytes.get(at + 1),
    ) {
        if byte != b'\'' {
            reader.word.push(byte);
        }
        return at + 1;
    }
    reader.end_word();
    let run = bytes[at..]
        .iter()
        .take_while(|other| **other == byte)
        .count();
    let end = at + run;
    reader.mark(u32::from(byte), u32::try_from(run).unwrap_or(4));
    let stop = byte == b'\n'
        || matches!(byte, b'.' | b'!' | b'?' | b';')
            && bytes
                .get(end)
                .is_none_or(|next| !next.is_ascii_alphanumeric());
    if stop {
        reader.end_segment(end, false);
    }
    end
}

/// A character outside ASCII at `at`; gives the place after it.
fn wide<S: Sink>(reader: &mut Reader<'_, S>, text: &str, at: usize) -> usize {
    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
        return at + 1;
    };
    let end = at + c.len_utf8();
    if ideograph(c) {
        reader.end_word();
        reader.word.letters = 2;
        text.as_bytes()[at..end]
            .iter()
            .for_each(|byte| reader.word.push(*byte));
        reader.end_word();
        if reader.in_segment >= LONGEST_SEGMENT {
            reader.end_segment(end, true);
        }
    } else if c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}') {
        reader.word.letters += 1;
        text.as_bytes()[at..end]
            .iter()
            .for_each(|byte| reader.word.push(*byte));
    } else if c == '\u{2019}' {
        // A typographic apostrophe, read like the plain one.
    } else {
        reader.end_word();
        reader.mark(u32::from(c), 1);
        if matches!(c, '。' | '！' | '？' | '؟' | '।') {
            reader.end_segment(end, false);
        }
    }
    end
}
