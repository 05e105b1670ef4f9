//! One pass over a text that is not ASCII, from which the normalised view and the way back come.
//!
//! ASCII is copied; everything else goes through a buffer of at most [`WORD`] characters, one word at a time, because only
//! a whole word tells whether `а` is a Russian letter or a disguised Latin one.

use super::characters::{
    Folded, Kind, compose, digit, fold, full_width, is_jamo, is_letter, keeps, kind, twin,
};
use super::lookalikes;
use super::normalise::Form;
use super::runs::Runs;
use super::words::{self, Unit};

/// Invisible characters in a row that a match may hold; a longer run splits what it stands in.
const MAX_INVISIBLE: usize = 64;
/// Combining marks in a row that belong to a character; the rest splits what it stands in.
const MAX_MARKS: usize = 30;
/// Characters of a word that are judged together.
const WORD: usize = 128;
/// Stands in the view for a run that is over its cap.
const BARRIER: char = '\u{fffd}';
/// Tag characters in a row that are a hidden text rather than noise.
const HIDDEN_TEXT: usize = 3;

pub(super) struct Builder<'a> {
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
    pub(super) fn new(original: &'a str, form: Form) -> Self {
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

    /// The view, the way back, the runs over a cap.
    pub(super) fn finish(self) -> (String, Runs, Vec<(usize, usize)>) {
        (self.out, self.runs, self.over)
    }

    pub(super) fn run(&mut self) {
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
            if !last.char.is_ascii_alphabetic()
                && let Some(composed) = compose(last.char, mark)
            {
                last.char = composed;
                last.twin = twin(composed);
            }
            let place = last.start;
            let sharing = self.word.iter_mut().rev();
            sharing
                .take_while(|unit| unit.start == place)
                .for_each(|unit| unit.end = end);
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
        if let Some(ascii) = full_width(char).or_else(|| digit(char)) {
            return self.push(ascii, start, end);
        }
        if keeps(char) {
            return self.push(char, start, end);
        }
        if let Some(ascii) = lookalikes::of_sign(char) {
            return self.push(ascii, start, end);
        }
        if lookalikes::of_letter(char).is_some() {
            return self.push(char, start, end);
        }
        if let Some(last) = self.word.last_mut()
            && is_jamo(char)
            && let Some(composed) = compose(last.char, char)
        {
            (last.char, last.end) = (composed, end);
            return;
        }
        match fold(char) {
            Folded::One(one) => self.push(one, start, end),
            // One character of the original, several of the view: they share their place.
            Folded::Several(parts) => {
                for (at, part) in parts.char_indices() {
                    if at == 0 {
                        self.push(part, start, end);
                    } else {
                        self.word.push(Unit::new(part, start, end));
                    }
                }
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
        self.word.push(Unit::new(char, start, end));
    }

    fn flush(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let end = self.word.last().map_or(0, |unit| unit.end);
        let rest = self.original.get(end..).unwrap_or_default();
        let fold = words::is_disguised(&self.word, self.form.whole, &self.out, rest);
        for place in self.word.chunk_by(|one, next| one.start == next.start) {
            let before = self.out.len();
            self.out.extend(place.iter().map(|unit| match unit.twin {
                Some((ascii, _)) if fold => ascii,
                _ => self.form.case(unit.char),
            }));
            let length = self.out.len() - before;
            match place {
                [unit] => self.runs.push(length, unit.start, unit.end),
                [unit, ..] => self.runs.unit(length, unit.start, unit.end),
                [] => {}
            }
        }
        self.word.clear();
    }
}
