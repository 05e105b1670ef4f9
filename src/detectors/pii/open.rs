//! From where on a text that goes on may still hold something else than what was read: the words around its end, and the
//! numbers and addresses whose neighbourhood is not complete.

use super::bytes::Bytes;
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
#[derive(Clone, Copy, Debug, Default)]
struct Piece {
    start: usize,
    end: usize,
    /// It holds what starts a reading.
    hot: bool,
}

/// The first byte of the view that is still open.
pub(super) fn open(view: &str) -> usize {
    let bytes = Bytes(view.as_bytes());
    let behind = if view.is_ascii() { BEHIND } else { BEHIND_WIDE };
    let mut last = [Piece::default(); BEFORE + 1];
    let mut stretch: Option<(usize, usize, usize)> = None;
    let mut at = 0;
    while at < bytes.len() {
        if is_blank(bytes.at(at)) {
            at += 1;
            continue;
        }
        let end = bytes.run(at, usize::MAX, |byte| !is_blank(byte));
        let piece = Piece {
            start: at,
            end,
            hot: is_hot(bytes, at, end),
        };
        last.rotate_left(1);
        if let Some(slot) = last.last_mut() {
            *slot = piece;
        }
        if piece.hot {
            stretch = Some(match stretch {
                Some((start, stop, words)) if words <= BETWEEN && at - stop <= NEAR => {
                    let _ = words;
                    (start, end, 0)
                }
                Some((start, stop, _)) if stop + behind > bytes.len() => (start, end, 0),
                _ => (first(&last), end, 0),
            });
        } else if let Some((_, _, words)) = &mut stretch {
            *words += 1;
        }
        at = end;
    }
    let open = stretch
        .filter(|(_, stop, _)| stop + behind > bytes.len())
        .map_or(bytes.len(), |(start, _, _)| start);
    open.min(first(&last)).max(bytes.len().saturating_sub(MOST))
}

/// What no reading goes over.
fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == BORDER
}

/// The start of the first of the last pieces.
fn first(last: &[Piece]) -> usize {
    last.iter()
        .find(|piece| piece.end > 0)
        .map_or(0, |piece| piece.start)
}

fn is_hot(bytes: Bytes<'_>, start: usize, end: usize) -> bool {
    let piece = bytes.slice(start, end);
    piece.iter().enumerate().any(|(place, byte)| match byte {
        b'0'..=b'9' | b'@' => true,
        b'.' | b':' => place + 1 < piece.len() || end == bytes.len(),
        _ => false,
    })
}
