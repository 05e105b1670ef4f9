//! String literals that a program puts together: `"SELECT * " + "FROM users"`, `"DELETE FROM " + table`.

use super::edges::closing;
use super::scan::is_word;

/// Parts of one string.
const PARTS: usize = 32;

/// Bytes of an expression between two parts.
const EXPRESSION: usize = 64;

/// A part of a string, by its place in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) from: usize,
    pub(super) to: usize,
    /// An expression whose value is not known.
    pub(super) slot: bool,
}

/// The parts of the string whose first literal is `from..close`, and the place after the last; nothing when it has no
/// other part.
pub(super) fn pieces(
    text: &str,
    from: usize,
    close: usize,
    to: usize,
    mark: u8,
) -> Option<(Vec<Piece>, usize)> {
    let bytes = text.as_bytes().get(..to)?;
    let mut list = vec![Piece {
        from,
        to: close,
        slot: false,
    }];
    let mut end = close + 1;
    while list.len() < PARTS {
        let gap = blank(bytes, end);
        let sign = match bytes.get(gap) {
            Some(b'+' | b'.' | b'&' | b'\\') => gap + 1,
            Some(b'|') if bytes.get(gap + 1) == Some(&b'|') => gap + 2,
            _ => gap,
        };
        let next = blank(bytes, sign);
        let prefix = usize::from(matches!(bytes.get(next), Some(b'f' | b'r' | b'b' | b'u')));
        let open = [next, next + prefix]
            .into_iter()
            .find(|open| bytes.get(*open) == Some(&mark));
        if let Some(open) = open {
            let Some(close) = closing(bytes, open + 1, to, mark) else {
                break;
            };
            list.push(Piece {
                from: open + 1,
                to: close,
                slot: false,
            });
            end = close + 1;
            continue;
        }
        let Some(after) = expression(bytes, next).filter(|_| sign > gap) else {
            break;
        };
        list.push(Piece {
            from: next,
            to: after,
            slot: true,
        });
        end = after;
        let goes_on = matches!(
            bytes.get(blank(bytes, end)),
            Some(b'+' | b'.' | b'&' | b'|')
        );
        if !goes_on {
            break;
        }
    }
    (list.len() > 1).then_some((list, end))
}

/// The place after white space.
fn blank(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.len() - rest.trim_ascii_start().len()
}

/// The place after a name, a member or a call without blanks in it.
fn expression(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let mut depth = 0_usize;
    let belongs = |byte: &&u8| {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' if depth == 0 => return false,
            b')' | b']' => depth -= 1,
            b'$' | b'.' => {}
            _ => return is_word(**byte),
        }
        true
    };
    let length = rest.iter().take(EXPRESSION).take_while(belongs).count();
    let named = rest
        .first()
        .is_some_and(|byte| is_word(*byte) || *byte == b'$');
    let whole = length < EXPRESSION;
    (named && whole).then_some(from + length)
}
