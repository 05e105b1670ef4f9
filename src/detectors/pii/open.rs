//! From where on a text that goes on may still hold something else than what was read: the words around its end, and the
//! numbers and addresses whose neighbourhood is not complete.

use super::bytes::Bytes;
use super::scan::may_hold;
use crate::text::json::BORDER;

/// Words before a number that may belong to it (`+1 (415)`, `USD 5`, `January 5`).
const BEFORE: usize = 2;
/// Words between two numbers that may be of one reading (`5 day of January 2024`).
const BETWEEN: usize = 3;
/// Bytes between two such numbers.
const NEAR: usize = 32;
/// Bytes behind a number that may change its score: the words that count and the longest that is read.
const BEHIND: usize = 68;
/// The same where words are not ASCII, which are longer.
const BEHIND_WIDE: usize = 112;

/// Bytes that are open at most: no reading goes over them, but where one begins depends on those before.
pub(super) const MOST: usize = 8_192;

/// A piece without white space.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: usize,
    end: usize,
}

/// The first byte of the view that is still open. Read from the end: only a stretch of numbers makes it go far.
pub(super) fn open(view: &str) -> usize {
    let bytes = Bytes(view.as_bytes());
    let behind = if view.is_ascii() { BEHIND } else { BEHIND_WIDE };
    let length = bytes.len();
    let edge = length.saturating_sub(behind);
    let edge = bytes.run_back(edge, usize::MAX, is_ink);
    if !may_hold(bytes, edge) {
        return first(bytes, length, BEFORE + 1);
    }
    // The earliest piece of the stretch of numbers that is open, and how many pieces were seen before it.
    let mut stretch: Option<Piece> = None;
    let mut between = 0;
    let mut at = length;
    while let Some(piece) = before(bytes, at) {
        let open = piece.end + behind > length;
        let near = stretch.is_some_and(|next| between <= BETWEEN && next.start - piece.end <= NEAR);
        if !open && !near {
            break;
        }
        if is_hot(bytes, piece.start, piece.end) {
            stretch = Some(piece);
            between = 0;
        } else {
            between += 1;
        }
        at = piece.start;
    }
    let from = |end| first(bytes, end, BEFORE + 1);
    let stretch = stretch.map_or(length, |piece| from(piece.end));
    from(length).min(stretch).max(length.saturating_sub(MOST))
}

/// What no reading goes over.
fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == BORDER
}

fn is_ink(byte: u8) -> bool {
    !is_blank(byte)
}

/// The piece that ends before a place, or there.
fn before(bytes: Bytes<'_>, at: usize) -> Option<Piece> {
    let end = bytes.run_back(at, usize::MAX, is_blank);
    let start = bytes.run_back(end, usize::MAX, is_ink);
    (start < end).then_some(Piece { start, end })
}

/// The start of the first of the last few pieces before a place.
fn first(bytes: Bytes<'_>, mut at: usize, pieces: usize) -> usize {
    for _ in 0..pieces {
        let Some(piece) = before(bytes, at) else {
            break;
        };
        at = piece.start;
    }
    at
}

fn is_hot(bytes: Bytes<'_>, start: usize, end: usize) -> bool {
    // With the white space behind it, if there is any.
    may_hold(Bytes(bytes.slice(0, end + 1)), start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition: every piece from the first on.
    fn defined(view: &str) -> usize {
        let bytes = Bytes(view.as_bytes());
        let behind = if view.is_ascii() { BEHIND } else { BEHIND_WIDE };
        let mut pieces: Vec<Piece> = Vec::new();
        let mut stretch: Option<(usize, usize, usize)> = None;
        let mut at = 0;
        while at < bytes.len() {
            let start = bytes.run(at, usize::MAX, is_blank);
            let end = bytes.run(start, usize::MAX, is_ink);
            at = end;
            if start == end {
                break;
            }
            pieces.push(Piece { start, end });
            let head = pieces[pieces.len().saturating_sub(BEFORE + 1)].start;
            if is_hot(bytes, start, end) {
                stretch = Some(match stretch {
                    Some((head, stop, words)) if words <= BETWEEN && start - stop <= NEAR => {
                        (head, end, 0)
                    }
                    Some((head, stop, _)) if stop + behind > bytes.len() => (head, end, 0),
                    _ => (head, end, 0),
                });
            } else if let Some((_, _, words)) = &mut stretch {
                *words += 1;
            }
        }
        let head = pieces.get(pieces.len().saturating_sub(BEFORE + 1));
        let open = stretch.filter(|(_, stop, _)| stop + behind > bytes.len());
        let open = open.map_or(bytes.len(), |(head, _, _)| head);
        open.min(head.map_or(bytes.len(), |piece| piece.start))
            .max(bytes.len().saturating_sub(MOST))
    }

    #[test]
    fn from_the_end_as_from_the_start() {
        let words = [
            "we",
            "12",
            "a@b.c",
            "on",
            "\u{e9}t\u{e9}",
            "  ",
            "\n",
            "of the month",
            "v1.",
            "\u{1e}",
            "considerably",
        ];
        let mut seed = 7_u32;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as usize % below
        };
        for _ in 0..4_000 {
            let mut text = String::new();
            for _ in 0..next(40) {
                text.push_str(words[next(words.len())]);
                text.push_str(if next(6) == 0 { "" } else { " " });
            }
            assert_eq!(open(&text), defined(&text), "{text:?}");
        }
    }
}
