//! Markup inside words: tags and comments of HTML, emphasis, code and links of Markdown, and emoji. A reader does not see it,
//! or reads on over it.
//!
//! Only between two letters, or before what a key names, does it hide something: `pass<b></b>word`. Elsewhere a text says the
//! same with it, and is not read a second time. All that tells whether a mark is one stands within the caps below, so that it
//! is told the same wherever a window begins.

use super::beside::{before, digit_after, digit_before, is_joint, is_word};
use super::elements::{self, Element};
use super::emphasis::emphasis;
use super::links::{address, is_labelled, label};
use super::seen::Seen;
use super::signs;
use crate::text::View;

/// Bytes of a comment at most.
const COMMENT: usize = 2_048;
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
pub(super) enum Kind {
    Tag {
        closes: bool,
        element: Element,
    },
    Comment,
    /// One star: between digits it multiplies.
    Star,
    Other,
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
        // Whatever else stands there hides nothing.
        if !coded && !self.may_join(at) && !self.is(place, b'<') {
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
            run.joins = self.joins(&run.marks, coded, at);
        }
        if !run.joins {
            run.marks.retain(tag);
        }
        Some(at)
    }

    /// From where on more text may tell of a mark.
    pub(super) fn open(&mut self) -> usize {
        let mut at = 0;
        while let Some(place) = signs::next(self.bytes, at) {
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
        while let Some(place) = signs::next(self.bytes, at) {
            at = place + 1;
            let next = self.bytes.get(at).copied();
            let may = match self.byte(place) {
                b'<' => next
                    .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!')),
                b'%' | b'&' | b'\\' => false,
                _ => {
                    let digit = place > 0 && self.byte(place - 1).is_ascii_digit();
                    let word = before(self.bytes, place)
                        && !next.is_none_or(|next| next.is_ascii_whitespace());
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
        before(self.bytes, at) || digit_before(self.bytes, at)
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
            b'*' | b'~' | b'`' => emphasis(self.bytes, at).map(mark),
            b'!' if self.is(at + 1, b'[') => label(self.bytes, at + 1).map(bracket(2)),
            b'[' => label(self.bytes, at).map(bracket(1)),
            b']' if is_labelled(self.bytes, at) => {
                address(self.bytes, at).map(|end| mark((end, Kind::Other)))
            }
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

    /// Whether a run of marks up to `end` has a word behind it that goes on from the one before it.
    fn joins(&self, marks: &[Mark], coded: bool, end: usize) -> bool {
        let breaks = |mark: &Mark| matches!(mark.kind, Kind::Tag { element, .. } if element == Element::Block);
        if marks.iter().any(breaks) {
            return false;
        }
        let (Some(first), Some(last)) = (marks.first(), marks.last()) else {
            return false;
        };
        let (next, after) = (self.byte(end), self.byte(end + 1));
        let digits = digit_before(self.bytes, first.start);
        if digits && digit_after(self.bytes, end) {
            return marks.iter().any(|mark| mark.kind != Kind::Star);
        }
        if !coded && !before(self.bytes, first.start) {
            return false;
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

/// Pictures that are written like letters.
fn is_emoji(char: char) -> bool {
    matches!(char, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b05}'..='\u{2b55}')
}
