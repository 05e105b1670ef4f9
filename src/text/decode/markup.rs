//! Markup inside words: tags and comments of HTML, emphasis, code and links of Markdown, and emoji. A reader does not see it,
//! or reads on over it.
//!
//! Only between two letters, or before what a key names, does it hide something: `pass<b></b>word`. Elsewhere a text says the
//! same with it, and is not read a second time. All that tells whether a mark is one stands within the caps below, so that it
//! is told the same wherever a window begins.

use super::elements::{self, Element};
use crate::text::View;
use crate::text::json::BORDER;

/// Bytes of a tag or of the address of a link at most.
pub(super) const LONG: usize = 256;
/// Bytes of a comment at most.
const COMMENT: usize = 2_048;
/// Bytes in which emphasis and brackets have their partner.
const NEAR: usize = 64;

/// Bytes behind a mark by which it is told whether it joins.
const AHEAD: usize = 4;

/// What a reader does not see.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    /// What is read in its place.
    pub(super) stands: Option<char>,
    pub(super) view: View,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Tag {
        closes: bool,
        element: Element,
    },
    Comment,
    /// One star: between digits it multiplies.
    Star,
    Other,
}

/// What a text has at a place, as far as it is there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Seen<T> {
    Is(T),
    Not,
    /// The text ends before it is known.
    Open,
}

impl<T> Seen<T> {
    fn map<U>(self, to: impl FnOnce(T) -> U) -> Seen<U> {
        match self {
            Self::Is(seen) => Seen::Is(to(seen)),
            Self::Not => Seen::Not,
            Self::Open => Seen::Open,
        }
    }
}

/// Marks that stand side by side.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) marks: Vec<Mark>,
    /// What they stand between is one word.
    pub(super) joins: bool,
}

/// Reads the marks of a text from its start to its end.
pub(super) struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// Where the next comment ends, as far as that was looked for.
    comment: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            comment: 0,
        }
    }

    /// The marks from the sign at a place on; `coded` when an escape stands right before it. Gives where they end.
    pub(super) fn run(&mut self, place: usize, coded: bool, run: &mut Run) -> Option<usize> {
        run.marks.clear();
        run.joins = false;
        let mut at = self.start(place);
        let before = coded || self.may_join(at);
        // Whatever else stands there hides nothing.
        if !before && !self.is(place, b'<') {
            return None;
        }
        while let Seen::Is(mark) = self.mark(at) {
            at = mark.end;
            run.marks.push(mark);
        }
        let tag = |mark: &Mark| matches!(mark.kind, Kind::Tag { .. });
        let first = run.marks.first()?.start;
        if self.has_key(first, run) {
            run.joins = true;
            // It stands where the value is.
            run.marks.iter_mut().for_each(|mark| mark.stands = None);
        } else {
            run.joins = before && self.joins(&run.marks, at);
        }
        if !run.joins {
            run.marks.retain(tag);
        }
        Some(at)
    }

    /// From where on more text may tell of a mark.
    pub(super) fn open(&mut self) -> usize {
        let mut at = 0;
        while let Some(place) = super::signs::next(self.bytes, at) {
            let start = self.start(place);
            at = place + 1;
            if !self.may_join(start) && !self.is(place, b'<') {
                continue;
            }
            let mut end = start;
            let open = loop {
                match self.mark(end) {
                    Seen::Is(mark) => end = mark.end,
                    Seen::Open => break true,
                    Seen::Not => break false,
                }
            };
            if open || end > start && end + AHEAD > self.bytes.len() {
                return start;
            }
            at = at.max(end);
        }
        self.bytes.len()
    }

    /// Whether a mark may stand within a word.
    pub(super) fn any(&self) -> bool {
        let mut at = 0;
        while let Some(place) = super::signs::next(self.bytes, at) {
            at = place + 1;
            let next = self.bytes.get(at).copied();
            let may = match self.byte(place) {
                b'<' => next
                    .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!')),
                b'%' | b'&' | b'\\' => false,
                _ => {
                    let digit = place > 0 && self.byte(place - 1).is_ascii_digit();
                    let word =
                        self.before(place) && !next.is_none_or(|next| next.is_ascii_whitespace());
                    let run = next == Some(self.byte(place));
                    digit || word || run || next.is_some_and(|next| next.is_ascii_digit())
                }
            };
            if may {
                return true;
            }
        }
        false
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b'\n')
    }

    fn is(&self, at: usize, byte: u8) -> bool {
        self.bytes.get(at) == Some(&byte)
    }

    /// Where the mark begins that has a sign at a place: pictures of Markdown have one more before it.
    fn start(&self, place: usize) -> usize {
        let picture = self.is(place, b'[') && place > 0 && self.is(place - 1, b'!');
        place - usize::from(picture)
    }

    /// Whether something before a place may go on behind it.
    fn may_join(&self, at: usize) -> bool {
        self.before(at) || self.digit_before(at)
    }

    fn mark(&mut self, at: usize) -> Seen<Mark> {
        let mark = |(end, kind)| Mark {
            start: at,
            end,
            stands: (matches!(kind, Kind::Tag { element, .. } if element == Element::Block))
                .then_some('\n'),
            view: View::Markup,
            kind,
        };
        let bracket = |length| move |()| mark((at + length, Kind::Other));
        match self.byte(at) {
            b'<' => self.tag(at).map(mark),
            b'*' | b'~' | b'`' => self.emphasis(at).map(mark),
            b'!' if self.is(at + 1, b'[') => self.label(at + 1).map(bracket(2)),
            b'[' => self.label(at).map(bracket(1)),
            b']' if self.is_labelled(at) => self.address(at).map(|end| mark((end, Kind::Other))),
            0xe2 | 0xf0 => {
                let char = self.text.get(at..).and_then(|rest| rest.chars().next());
                match char.filter(|char| is_emoji(*char)) {
                    Some(char) => Seen::Is(Mark {
                        view: View::JoinedLetters,
                        ..mark((at + char.len_utf8(), Kind::Other))
                    }),
                    None => Seen::Not,
                }
            }
            _ => Seen::Not,
        }
    }

    /// Where a tag or a comment ends.
    fn tag(&mut self, at: usize) -> Seen<(usize, Kind)> {
        let rest = self.bytes.get(at..).unwrap_or_default();
        if rest.starts_with(b"<!--") {
            return self.comment(at + 4).map(|end| (end, Kind::Comment));
        }
        if b"<!--".starts_with(rest) {
            return Seen::Open;
        }
        elements::tag(rest).map(|tag| {
            let kind = Kind::Tag {
                closes: tag.closes,
                element: tag.element,
            };
            (at + tag.length, kind)
        })
    }

    /// Each end is looked for once.
    fn comment(&mut self, from: usize) -> Seen<usize> {
        const END: &[u8] = b"-->";
        let length = self.bytes.len();
        if self.comment < from + END.len() {
            let rest = self.bytes.get(from..).unwrap_or_default();
            let found = memchr::memmem::find(rest, END);
            self.comment = found.map_or(usize::MAX, |found| from + found + END.len());
        }
        if self.comment <= length.min(from + COMMENT) {
            Seen::Is(self.comment)
        } else if length < from + COMMENT {
            Seen::Open
        } else {
            Seen::Not
        }
    }

    /// Signs that have the same beside them in the line.
    fn emphasis(&self, at: usize) -> Seen<(usize, Kind)> {
        let sign = self.byte(at);
        let here = |from: usize| {
            let rest = self.bytes.get(from..).unwrap_or_default();
            rest.iter()
                .take_while(|byte| **byte == sign)
                .take(4)
                .count()
        };
        let length = here(at);
        let whole = at
            .checked_sub(1)
            .is_none_or(|before| !self.is(before, sign));
        let kind = match (sign, length) {
            (b'*', 1) => Kind::Star,
            (b'*' | b'`', 1 | 2) | (b'~', 2) => Kind::Other,
            _ => return Seen::Not,
        };
        if !whole {
            return Seen::Not;
        }
        let end = at + length;
        // Beside a digit it may be a power: its partner is in the same word.
        let digit = |at: usize| self.byte(at).is_ascii_digit();
        let power = digit(end) || at > 0 && digit(at - 1);
        let stops = |byte: u8| matches!(byte, b'\n' | BORDER) || power && byte == b' ';
        let (mut run, mut near) = (0, at);
        while let Some(before) = near.checked_sub(1).filter(|before| at - before <= NEAR) {
            near = before;
            match self.byte(before) {
                byte if byte == sign => run += 1,
                _ if run == length => return Seen::Is((end, kind)),
                byte if stops(byte) => {
                    run = 0;
                    break;
                }
                _ => run = 0,
            }
        }
        if run == length && near == 0 {
            return Seen::Is((end, kind));
        }
        let mut next = end;
        while next < end + NEAR {
            match self.bytes.get(next) {
                None => return Seen::Open,
                Some(byte) if stops(*byte) => return Seen::Not,
                Some(byte) if *byte == sign => match here(next) {
                    run if run == length => return Seen::Is((end, kind)),
                    run => next += run,
                },
                Some(_) => next += 1,
            }
        }
        Seen::Not
    }

    /// Whether the bracket at a place opens the text of a link.
    fn label(&self, at: usize) -> Seen<()> {
        for place in at + 1..at + NEAR {
            match self.bytes.get(place) {
                None => return Seen::Open,
                Some(b']') => {
                    return self.address(place).map(|_| ());
                }
                Some(b'\n' | b'[' | &BORDER) => return Seen::Not,
                Some(_) => {}
            }
        }
        Seen::Not
    }

    /// Whether the bracket at a place closes the text of a link.
    fn is_labelled(&self, at: usize) -> bool {
        let before = self
            .bytes
            .get(at.saturating_sub(NEAR)..at)
            .unwrap_or_default();
        let stop = before
            .iter()
            .rposition(|byte| matches!(byte, b'[' | b']' | b'\n' | &BORDER));
        stop.and_then(|stop| before.get(stop)) == Some(&b'[')
    }

    /// Where the address of a link ends, or the name that it has elsewhere.
    fn address(&self, at: usize) -> Seen<usize> {
        let (longest, close) = match self.bytes.get(at + 1) {
            None => return Seen::Open,
            Some(b'(') => (LONG, b')'),
            Some(b'[') => (NEAR, b']'),
            Some(_) => return Seen::Not,
        };
        let mut depth = 1;
        for place in at + 2..at + longest {
            match self.bytes.get(place) {
                None => return Seen::Open,
                Some(b'\n' | b'[' | &BORDER) => return Seen::Not,
                Some(b'(') if close == b')' => depth += 1,
                Some(byte) if *byte == close => {
                    depth -= 1;
                    if depth == 0 {
                        return Seen::Is(place + 1);
                    }
                }
                Some(_) => {}
            }
        }
        Seen::Not
    }

    /// Whether what stands before a place may go on behind a mark.
    fn before(&self, at: usize) -> bool {
        let byte = |back: usize| at.checked_sub(back).map_or(b' ', |at| self.byte(at));
        let one = byte(1);
        let joint = is_joint(one) && (one == b'+' || !byte(2).is_ascii_whitespace());
        // Where each letter has its picture, each space has one too.
        let pictured = one == b' ' && !byte(2).is_ascii() && !self.byte(at).is_ascii();
        is_word(one) || joint || pictured
    }

    /// Whether a number that is written in groups may go on behind a mark.
    fn digit_before(&self, at: usize) -> bool {
        let before = self.bytes.get(at.saturating_sub(3)..at).unwrap_or_default();
        before
            .iter()
            .rev()
            .find(|byte| !is_gap(**byte))
            .is_some_and(u8::is_ascii_digit)
    }

    fn digit_after(&self, at: usize) -> bool {
        let after = self
            .bytes
            .get(at..self.bytes.len().min(at + 3))
            .unwrap_or_default();
        after
            .iter()
            .find(|byte| !is_gap(**byte))
            .is_some_and(u8::is_ascii_digit)
    }

    /// Whether a run of marks up to `end` has a word behind it that goes on from the one before it.
    fn joins(&self, marks: &[Mark], end: usize) -> bool {
        let breaks = |mark: &Mark| matches!(mark.kind, Kind::Tag { element, .. } if element == Element::Block);
        if marks.iter().any(breaks) {
            return false;
        }
        let (Some(first), Some(last)) = (marks.first(), marks.last()) else {
            return false;
        };
        let (next, after) = (self.byte(end), self.byte(end + 1));
        let digits = self.digit_before(first.start);
        if digits && self.digit_after(end) {
            return marks.iter().any(|mark| mark.kind != Kind::Star);
        }
        // What a tag closes has the end of its sentence behind it; what it opens has not.
        let opens = matches!(last.kind, Kind::Tag { closes: false, .. });
        match next {
            b'&' => after == b'#' || after.is_ascii_alphabetic(),
            b'%' => after.is_ascii_hexdigit(),
            b'\\' => matches!(after, b'u' | b'x'),
            b'<' => false,
            b' ' => last.view == View::JoinedLetters && matches!(after, 0xe2 | 0xf0),
            next if is_joint(next) => match after {
                b'<' => opens || next == b'@' || !self.is(end + 2, b'/'),
                b'*' | b'`' | b'~' | b'[' => true,
                after => is_word(after),
            },
            next => is_word(next),
        }
    }

    /// Whether tags stand between a key and what it names.
    fn has_key(&self, start: usize, run: &Run) -> bool {
        let known = |mark: &Mark| matches!(mark.kind, Kind::Tag { element, .. } if element != Element::Other);
        let before = self
            .bytes
            .get(start.saturating_sub(3)..start)
            .unwrap_or_default();
        let sign = before.trim_ascii_end().last();
        matches!(sign, Some(b':' | b'=')) && run.marks.iter().all(known)
    }
}

/// What words are made of.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// What stands between the groups of a number.
fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(' | b')')
}

/// What may stand within an address, a number or a key.
fn is_joint(byte: u8) -> bool {
    matches!(byte, b'@' | b'.' | b'-' | b'_' | b'+' | b'/' | b':' | b'=')
}

/// Pictures that are written like letters.
fn is_emoji(char: char) -> bool {
    matches!(char, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b05}'..='\u{2b55}')
}
