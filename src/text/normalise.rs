//! The normalised view and the way back from it.
//!
//! One pass over the text. ASCII is copied; everything else goes through a buffer of at most [`WORD`] characters, one word
//! at a time, because only a whole word tells whether `а` is a Russian letter or a disguised Latin one.

use std::borrow::Cow;

use unicode_normalization::char as unicode;

use super::characters::{
    Folded, Kind, full_width, is_foreign, is_jamo, is_letter, keeps, kind, twin,
};
use super::lookalikes::{self, Strength};
use super::runs::Runs;
use super::{ceil_boundary, floor_boundary};

/// Invisible characters in a row that a match may hold; a longer run splits what it stands in.
pub(super) const MAX_INVISIBLE: usize = 64;
/// Combining marks in a row that belong to a character; the rest splits what it stands in.
pub(super) const MAX_MARKS: usize = 30;
/// Characters of a word that are judged together.
const WORD: usize = 128;
/// Bytes in which a word's neighbour is looked for.
const NEIGHBOURHOOD: usize = 64;
/// Stands in the view for a run that is over its cap.
const BARRIER: char = '\u{fffd}';
/// Tag characters in a row that are a hidden text rather than noise.
const HIDDEN_TEXT: usize = 3;

/// What becomes of a word of another script all of whose letters look Latin (`сор`, Russian for litter, reads `cop`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    /// It is read as its Latin neighbours suggest.
    Context,
    /// It stays.
    Keep,
    /// It is read as Latin.
    Fold,
}

/// How a text is normalised.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) whole: Whole,
    /// Lower-cases letters beyond ASCII.
    pub(super) lower: bool,
}

/// The normalised view of a text.
#[derive(Debug)]
pub(super) struct Normalised<'a> {
    text: Cow<'a, str>,
    runs: Runs,
    over: Vec<(usize, usize)>,
}

impl<'a> Normalised<'a> {
    pub(super) fn into_text(self) -> Cow<'a, str> {
        self.text
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn is_original(&self) -> bool {
        matches!(self.text, Cow::Borrowed(_))
    }

    pub(super) fn to_original(&self, start: usize, end: usize) -> (usize, usize) {
        if self.is_original() {
            (start, end)
        } else {
            self.runs.to_original(start, end)
        }
    }

    pub(super) fn view_at(&self, at: usize) -> usize {
        if self.is_original() {
            at
        } else {
            self.runs.view_at(at)
        }
    }

    pub(super) fn over(&self) -> &[(usize, usize)] {
        &self.over
    }
}

pub(super) fn normalise(original: &str, form: Form) -> Normalised<'_> {
    if original.is_ascii() {
        return Normalised {
            text: Cow::Borrowed(original),
            runs: Runs::default(),
            over: Vec::new(),
        };
    }
    let mut builder = Builder::new(original, form);
    builder.run();
    Normalised {
        text: Cow::Owned(builder.out),
        runs: builder.runs,
        over: builder.over,
    }
}

/// A character of the view with the bytes of the original behind it.
#[derive(Clone, Copy, Debug)]
struct Unit {
    char: char,
    twin: Option<(char, Strength)>,
    start: usize,
    end: usize,
}

struct Builder<'a> {
    original: &'a str,
    form: Form,
    out: String,
    runs: Runs,
    over: Vec<(usize, usize)>,
    /// Characters that are all of a word, or none of them.
    word: Vec<Unit>,
    /// How many marks the last character has.
    marks: usize,
    /// The invisible characters since the last visible one.
    invisible: Option<(usize, usize, usize)>,
}

impl<'a> Builder<'a> {
    fn new(original: &'a str, form: Form) -> Self {
        Self {
            original,
            form,
            out: String::with_capacity(original.len()),
            runs: Runs::default(),
            over: Vec::new(),
            word: Vec::with_capacity(WORD),
            marks: 0,
            invisible: None,
        }
    }

    fn run(&mut self) {
        let mut at = 0;
        while let Some(rest) = self.original.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = rest
                .bytes()
                .position(|byte| !byte.is_ascii())
                .unwrap_or(rest.len());
            if plain > 0 {
                self.ascii(at, plain);
                at += plain;
            } else if let Some(char) = rest.chars().next() {
                at += self.other(at, char, rest);
            }
        }
        self.end_invisible();
        self.flush();
    }

    /// Copies ASCII but for the letters that continue a word and the last character, which may take marks.
    fn ascii(&mut self, at: usize, length: usize) {
        self.end_invisible();
        let stretch = self.original.get(at..at + length).unwrap_or_default();
        let joins = self.word.last().is_some_and(|unit| is_letter(unit.char));
        let head = if joins {
            let letters = stretch
                .bytes()
                .take_while(u8::is_ascii_alphanumeric)
                .count();
            letters.min(WORD)
        } else {
            0
        };
        for (index, char) in stretch.chars().take(head).enumerate() {
            self.push(char, at + index, at + index + 1);
        }
        let Some(rest) = stretch.get(head..).filter(|rest| !rest.is_empty()) else {
            return;
        };
        self.flush();
        let (body, last) = rest.split_at(rest.len() - 1);
        let start = at + head;
        self.out.push_str(body);
        self.runs.copy(start, body.len());
        let end = at + length;
        last.chars().for_each(|char| self.push(char, end - 1, end));
    }

    /// One character beyond ASCII; gives the bytes that were read.
    fn other(&mut self, at: usize, char: char, rest: &str) -> usize {
        let end = at + char.len_utf8();
        match kind(char) {
            Kind::Tag => return self.tags(at, rest),
            Kind::Invisible => self.hide(at, end),
            Kind::Mark => self.mark(char, at, end),
            Kind::Plain => {
                self.end_invisible();
                self.plain(char, at, end);
            }
        }
        end - at
    }

    /// Tag characters: a longer run is a text in invisible ASCII, a short one noise, one behind a flag part of the flag.
    fn tags(&mut self, at: usize, rest: &str) -> usize {
        let tags = || rest.chars().take_while(|char| kind(*char) == Kind::Tag);
        let flag = self
            .word
            .last()
            .is_some_and(|unit| unit.char == '\u{1f3f4}');
        let hidden = !flag && tags().count() >= HIDDEN_TEXT;
        let mut start = at;
        for tag in tags() {
            let end = start + tag.len_utf8();
            let ascii = char::from_u32(u32::from(tag) - 0xe0000)
                .filter(|ascii| *ascii >= ' ' && *ascii < '\x7f');
            match ascii {
                Some(ascii) if hidden => {
                    self.end_invisible();
                    self.push(ascii, start, end);
                }
                _ => self.hide(start, end),
            }
            start = end;
        }
        start - at
    }

    fn hide(&mut self, start: usize, end: usize) {
        let run = self.invisible.get_or_insert((0, start, end));
        run.0 += 1;
        run.2 = end;
    }

    fn end_invisible(&mut self) {
        if let Some((count, start, end)) = self.invisible.take()
            && count > MAX_INVISIBLE
        {
            self.barrier(start, end);
        }
    }

    fn barrier(&mut self, start: usize, end: usize) {
        self.push(BARRIER, start, end);
        self.over.push((start, end));
    }

    fn mark(&mut self, mark: char, start: usize, end: usize) {
        // The half-width voicing marks of kana.
        let mark = match mark {
            '\u{ff9e}' => '\u{3099}',
            '\u{ff9f}' => '\u{309a}',
            other => other,
        };
        // A mark behind a few invisible characters still belongs to the character before.
        if self.invisible.is_some_and(|run| run.0 > MAX_INVISIBLE) {
            self.end_invisible();
        }
        let Some(last) = self.word.last_mut() else {
            return self.hide(start, end);
        };
        self.invisible = None;
        self.marks += 1;
        if self.marks <= MAX_MARKS {
            last.end = end;
            if !last.char.is_ascii_alphabetic()
                && let Some(composed) = unicode::compose(last.char, mark)
            {
                last.char = composed;
                last.twin = twin(composed);
            }
        } else if self.marks == MAX_MARKS + 1 {
            self.barrier(start, end);
            self.marks = MAX_MARKS + 1;
        } else {
            last.end = end;
            if let Some(over) = self.over.last_mut() {
                over.1 = end;
            }
        }
    }

    /// A visible character that is no mark.
    fn plain(&mut self, char: char, start: usize, end: usize) {
        if let Some(ascii) = lookalikes::of_sign(char) {
            return self.push(ascii, start, end);
        }
        if keeps(char) || lookalikes::of_letter(char).is_some() {
            return self.push(char, start, end);
        }
        if let Some(ascii) = full_width(char) {
            return self.push(ascii, start, end);
        }
        if let Some(last) = self.word.last_mut()
            && is_jamo(char)
            && let Some(composed) = unicode::compose(last.char, char)
        {
            (last.char, last.end) = (composed, end);
            return;
        }
        let folded = Folded::of(char);
        match folded.chars() {
            [single] => self.push(*single, start, end),
            several => {
                // One character of the original, several of the view: they share their place.
                self.flush();
                let before = self.out.len();
                self.out
                    .extend(several.iter().map(|char| self.form.case(*char)));
                self.runs.unit(self.out.len() - before, start, end);
            }
        }
    }

    fn push(&mut self, char: char, start: usize, end: usize) {
        let continues = self
            .word
            .last()
            .is_none_or(|last| is_letter(last.char) == is_letter(char));
        if !continues || self.word.len() >= WORD {
            self.flush();
        }
        self.marks = 0;
        let twin = if char.is_ascii() { None } else { twin(char) };
        self.word.push(Unit {
            char,
            twin,
            start,
            end,
        });
    }

    fn flush(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let fold = self.is_disguised();
        for unit in self.word.drain(..) {
            let char = match unit.twin {
                Some((ascii, _)) if fold => ascii,
                _ => self.form.case(unit.char),
            };
            self.out.push(char);
            self.runs.push(char.len_utf8(), unit.start, unit.end);
        }
    }

    /// Whether the buffered word is a Latin one in letters of other scripts.
    fn is_disguised(&self) -> bool {
        let mut any = false;
        let mut latin = false;
        let (mut rare, mut loose) = (false, false);
        for unit in &self.word {
            match unit.twin {
                Some((_, strength)) => {
                    any = true;
                    rare |= strength == Strength::Rare;
                    loose |= strength == Strength::Loose;
                }
                None if unit.char.is_ascii_alphabetic() => latin = true,
                None if is_foreign(unit.char) => return false,
                None => {}
            }
        }
        if !any {
            return false;
        }
        latin || self.follows_latin() || !loose && (rare || self.reads_latin())
    }

    /// Whether the word goes on from Latin letters that are written already.
    fn follows_latin(&self) -> bool {
        let before = self.out.bytes().rev().take(16);
        before
            .take_while(u8::is_ascii_alphanumeric)
            .any(|byte| byte.is_ascii_alphabetic())
    }

    /// Whether a word of nothing but twins is taken for Latin: by the word before it, else by the word after it.
    fn reads_latin(&self) -> bool {
        match self.form.whole {
            Whole::Keep => return false,
            Whole::Fold => return true,
            Whole::Context => {}
        }
        let floor = self.out.len().saturating_sub(NEIGHBOURHOOD);
        let floor = ceil_boundary(&self.out, floor);
        let before = self.out.get(floor..).unwrap_or_default();
        let end = self.word.last().map_or(0, |unit| unit.end);
        let ceiling = floor_boundary(self.original, end + NEIGHBOURHOOD);
        let after = self.original.get(end..ceiling).unwrap_or_default();
        before
            .chars()
            .rev()
            .chain(after.chars())
            .find(|char| char.is_alphabetic())
            .is_none_or(|neighbour| !is_foreign(neighbour))
    }
}
