//! Runs of base64 (either alphabet, also over the line breaks of mail) and of hexadecimal digits.
//!
//! Words and identifiers are such runs too: those whose letters do not mix as an encoding mixes them are passed over, of the
//! others the first bytes tell.

use super::{Fresh, Piece, RUN, Way, codec};
use crate::text::View;

/// Signs of the shortest run, without padding.
const LEAST: usize = 10;
/// Digits of the shortest hexadecimal run.
const LEAST_HEX: usize = 16;
/// Signs of a line behind which a run goes on in the next.
const LINE: usize = 40;

/// What cannot be read becomes this.
const REPLACED: char = '\u{fffd}';

const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 4;
/// A letter beyond `f`, or a sign.
const NOT_HEX: u8 = 8;
/// What also separates words.
const SIGN: u8 = 16;

/// What each byte is; 0 where it ends a run.
#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a constant with a place for every byte"
)]
static CLASSES: [u8; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        let hex = if byte.is_ascii_hexdigit() { 0 } else { NOT_HEX };
        if byte.is_ascii_lowercase() {
            table[at] = LOWER | hex;
        } else if byte.is_ascii_uppercase() {
            table[at] = UPPER | hex;
        } else if byte.is_ascii_digit() {
            table[at] = DIGIT;
        } else if matches!(byte, b'+' | b'/' | b'-' | b'_') {
            table[at] = SIGN | NOT_HEX;
        }
        at += 1;
    }
    table
};

fn class(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(0)
}

fn is_sign(byte: u8) -> bool {
    class(byte) != 0
}

/// Adds a piece for every run that reads as text.
pub(super) fn find(text: &str, fresh: Fresh<'_>, out: &mut Vec<Piece>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some((start, line)) = next_run(bytes, at) {
        let run = Run::read(bytes, start, line);
        at = run.end.max(start + 1);
        if run.may_be_code(bytes) && fresh(run.start, run.end) {
            run.decode(bytes, out);
        }
    }
}

/// Whether a text holds a run that may be code, whatever it says.
pub(super) fn any(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some((start, line)) = next_run(bytes, at) {
        let run = Run::read(bytes, start, line);
        if run.may_be_code(bytes) {
            return true;
        }
        at = run.end.max(start + 1);
    }
    false
}

/// Whether a text ends in a line behind which a run may go on in the next, but for its break.
pub(super) fn ends_in_line(text: &str) -> bool {
    let line = text.strip_suffix('\r').unwrap_or(text).as_bytes();
    let signs = line.iter().rev().take_while(|byte| is_sign(**byte));
    signs.take(LINE).count() == LINE
}

/// The next stretch of at least [`LEAST`] signs: looks at one place in [`LEAST`] where there is none.
fn next_run(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let ahead = bytes.get(at..at + LEAST)?;
        let Some(stop) = ahead.iter().rposition(|byte| !is_sign(*byte)) else {
            let rest = bytes.get(at + LEAST..).unwrap_or_default();
            let length = rest.iter().position(|byte| !is_sign(*byte));
            return Some((at, at + LEAST + length.unwrap_or(rest.len())));
        };
        at += stop + 1;
    }
}

/// A run of signs.
#[derive(Clone, Copy, Debug)]
struct Run {
    start: usize,
    /// After the padding.
    end: usize,
    /// Where the first line ends.
    line: usize,
}

impl Run {
    /// With the lines that go on from the first, and the padding.
    fn read(bytes: &[u8], start: usize, line: usize) -> Self {
        let head = bytes.get(start..start + 2).unwrap_or_default();
        let start = if head.eq_ignore_ascii_case(b"0x") {
            start + 2
        } else {
            start
        };
        let mut end = line;
        let mut length = line - start;
        // Mail breaks base64 into lines of equal length.
        while length >= LINE && length.is_multiple_of(4) && end - start < RUN {
            let rest = bytes.get(end..).unwrap_or_default();
            let skip = match rest {
                [b'\r', b'\n', next, ..] if is_sign(*next) => 2,
                [b'\n', next, ..] if is_sign(*next) => 1,
                _ => break,
            };
            let rest = rest.get(skip..).unwrap_or_default();
            let next = rest
                .iter()
                .position(|byte| !is_sign(*byte))
                .unwrap_or(rest.len());
            if next > length {
                break;
            }
            end += skip + next;
            if next < length {
                break;
            }
            length = next;
        }
        let padding = bytes.get(end..).unwrap_or_default().iter().take(2);
        end += padding.take_while(|byte| **byte == b'=').count();
        Self { start, end, line }
    }

    /// Whether its signs mix as those of an encoding do.
    fn may_be_code(&self, bytes: &[u8]) -> bool {
        let line = bytes
            .get(self.start..self.line.min(self.start + RUN))
            .unwrap_or_default();
        let seen = line.iter().fold(0, |seen, byte| seen | class(*byte));
        if seen & NOT_HEX == 0 && line.len() >= LEAST_HEX {
            return true;
        }
        if seen & UPPER == 0 || seen & (LOWER | DIGIT) == 0 {
            return false;
        }
        // A capital alone at the start is that of a name.
        seen & DIGIT != 0 || line.iter().skip(1).any(u8::is_ascii_uppercase)
    }

    /// Adds what it says: all of it, or the parts between the signs that also separate words.
    fn decode(self, bytes: &[u8], out: &mut Vec<Piece>) {
        let whole = bytes.get(self.start..self.end).unwrap_or_default();
        let full = piece(bytes, self.start, self.end);
        let clean = full
            .as_ref()
            .is_some_and(|piece| !piece.text.contains(REPLACED));
        if clean || whole.iter().all(|byte| class(*byte) & SIGN == 0) {
            out.extend(full);
            return;
        }
        let known = out.len();
        let mut at = self.start;
        for part in whole.split(|byte| class(*byte) & SIGN != 0) {
            if part.len() >= LEAST {
                out.extend(piece(bytes, at, at + part.len()));
            }
            at += part.len() + 1;
        }
        if out.len() == known {
            out.extend(full);
        }
    }
}

fn piece(bytes: &[u8], start: usize, end: usize) -> Option<Piece> {
    let over = end - start > RUN;
    let code = bytes.get(start..end.min(start + RUN))?;
    let (text, view) = match codec::hexadecimal(code).filter(|_| code.len() >= LEAST_HEX) {
        Some(text) => (text, View::Hex),
        None => (codec::base64(code)?, View::Base64),
    };
    // Pictures in an address are drawn, not read.
    let drawn = over && is_picture(bytes, start);
    Some(Piece {
        text,
        way: Way::Run {
            start,
            end,
            view,
            over: over && !drawn,
        },
    })
}

/// Whether `data:image/...;base64,` stands before a run.
fn is_picture(bytes: &[u8], start: usize) -> bool {
    let before = bytes
        .get(start.saturating_sub(48)..start)
        .unwrap_or_default();
    let kinds: [&[u8]; 4] = [
        b"data:image/",
        b"data:font/",
        b"data:audio/",
        b"data:video/",
    ];
    before.ends_with(b";base64,")
        && kinds
            .iter()
            .any(|kind| before.windows(kind.len()).any(|each| each == *kind))
}
