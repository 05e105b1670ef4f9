//! From where on a text that goes on may still name somebody else than what was read.

/// Words before one with a capital or a digit that may belong to it or be read with it.
const BEFORE: usize = 5;
/// Words without either between two that may be of one reading.
const BETWEEN: usize = 6;
/// Bytes between two such words.
const NEAR: usize = 96;
/// Bytes behind a reading that may change its score.
const BEHIND: usize = 112;

/// The first byte of the view that is still open.
pub(in super::super) fn open(view: &str) -> usize {
    let bytes = view.as_bytes();
    let mut last = [usize::MAX; BEFORE + 1];
    // Where a stretch of such words began and ended, and how many others followed.
    let mut stretch: Option<(usize, usize, usize)> = None;
    let mut at = 0;
    while at < bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        let blank = rest
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        at += blank;
        let rest = bytes.get(at..).unwrap_or_default();
        let length = rest
            .iter()
            .take_while(|byte| !byte.is_ascii_whitespace())
            .count();
        if length == 0 {
            break;
        }
        let end = at + length;
        let piece = rest.get(..length).unwrap_or_default();
        last.rotate_left(1);
        if let Some(slot) = last.last_mut() {
            *slot = at;
        }
        let hot = piece
            .iter()
            .any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte >= 0x80);
        stretch = match stretch {
            Some((start, stop, words)) if hot && words <= BETWEEN && at - stop <= NEAR => {
                Some((start, end, 0))
            }
            Some((start, stop, _)) if hot && stop + BEHIND > bytes.len() => Some((start, end, 0)),
            _ if hot => Some((first(&last), end, 0)),
            Some((start, stop, words)) => Some((start, stop, words + 1)),
            None => None,
        };
        at = end;
    }
    let open = stretch
        .filter(|(_, stop, _)| stop + BEHIND > bytes.len())
        .map_or(bytes.len(), |(start, _, _)| start);
    open.min(first(&last))
        .max(bytes.len().saturating_sub(super::super::open::MOST))
}

/// The start of the first of the last words.
fn first(last: &[usize]) -> usize {
    last.iter()
        .copied()
        .find(|at| *at != usize::MAX)
        .unwrap_or(0)
}
