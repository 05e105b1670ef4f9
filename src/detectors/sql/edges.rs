//! Where a statement may begin and end in a text that is not all SQL.

use super::kind::opening;
use super::source::find;
use super::token::{Kind, Tokens};
use super::words::VERBS;

/// Bytes of the longest prompt or list mark.
const PROMPT: usize = 64;

/// The next word from `from` that opens statements.
pub(super) fn next_verb(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
    let mut at = from;
    while at < to {
        if !bytes.get(at).is_some_and(word) {
            at += 1;
            continue;
        }
        let length = bytes
            .get(at..to)?
            .iter()
            .take_while(|byte| word(byte))
            .count();
        let before = at
            .checked_sub(1)
            .and_then(|before| bytes.get(before))
            .copied()
            .unwrap_or(b' ');
        // The letter of an escape (`\nSELECT`) belongs to it.
        let skip =
            usize::from(before == b'\\' && matches!(bytes.get(at), Some(b'n' | b't' | b'r')));
        let end = at + length;
        // `pre-select`, `select-all`, `db.update`; but `SELECT-1` is SQL.
        let goes_on = matches!(bytes.get(end), Some(b'.' | b'-'))
            && bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic);
        let bare = !matches!(before, b'.' | b'$' | b'@' | b'-')
            && !goes_on
            && bytes.get(end) != Some(&b'=');
        if bare
            && (2..=10).contains(&(length - skip))
            && let Some(found) = text.get(at + skip..end).filter(|found| among_verbs(found))
        {
            return Some((end - found.len(), end));
        }
        at = end;
    }
    None
}

fn among_verbs(word: &str) -> bool {
    let first = word.bytes().next().map(|byte| byte.to_ascii_lowercase());
    VERBS
        .iter()
        .any(|verb| verb.bytes().next() == first && verb.eq_ignore_ascii_case(word))
}

/// Takes in parentheses that open before the verb.
pub(super) fn opened(text: &str, from: usize, verb: usize) -> usize {
    let before = text.get(from..verb).unwrap_or_default();
    let bare = before.trim_end_matches(|each: char| each == '(' || each.is_whitespace());
    let called = bare.ends_with(|each: char| each.is_alphanumeric() || each == '_');
    if called
        || !before
            .get(bare.len()..)
            .is_some_and(|gap| gap.contains('('))
    {
        return verb;
    }
    let gap = before.get(bare.len()..).unwrap_or_default();
    from + bare.len() + gap.find('(').unwrap_or(0)
}

/// The quote that closes a string opened before `from`: not escaped, not doubled.
pub(super) fn closing(bytes: &[u8], from: usize, to: usize, mark: u8) -> Option<usize> {
    let mut at = from;
    while let Some(found) = find(bytes, at, mark).filter(|found| *found < to) {
        let escaped = bytes.get(found - 1) == Some(&b'\\');
        let doubled = mark == b'\'' && bytes.get(found + 1) == Some(&mark);
        if !escaped && !doubled {
            return Some(found);
        }
        at = found + 1 + usize::from(doubled);
    }
    None
}

/// Whether only list marks, quote marks or a prompt stand before it on its line.
pub(super) fn begins_line(text: &str, at: usize) -> bool {
    let mut from = at.saturating_sub(PROMPT);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..at).unwrap_or_default();
    let (line, cut) = match before.rsplit_once('\n') {
        Some((_, line)) => (line, false),
        None => (before, from > 0),
    };
    if cut {
        return false;
    }
    let bare = line.trim_matches(|each: char| {
        each.is_whitespace()
            || matches!(each, '>' | '-' | '*' | '•' | '$' | '#' | '(')
            || each.is_ascii_digit()
            || matches!(each, '.' | ')')
    });
    bare.is_empty()
        || bare.ends_with('>')
        || line.trim_end().ends_with("=#")
        || line.trim_end().ends_with('>')
        || line.trim_end().ends_with(':')
}

/// Whether the line, or the text, ends here.
pub(super) fn ends_line(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let gone = text.get(..at).unwrap_or_default();
    gone.ends_with(['\n', ';'])
        || rest.trim_start_matches([' ', '\t', '\r']).is_empty()
        || rest
            .trim_start_matches([' ', '\t', '\r', '`'])
            .starts_with('\n')
}

/// Whether what shows that it is SQL may come late: other statements show it in their first words.
pub(super) fn needs_more(tokens: &Tokens<'_>) -> bool {
    let verb = opening(tokens);
    let capital = tokens
        .word(verb)
        .bytes()
        .all(|byte| byte.is_ascii_uppercase());
    let late =
        tokens.is(verb, "select") || (capital && tokens.any(verb, &["update", "merge", "copy"]));
    late && !matches!(tokens.sign(verb + 1), ":" | "." | "=")
}

/// A region tagged as SQL that does not begin with a verb, but holds a clause: a typo in the verb.
pub(super) fn looks_broken(tokens: &Tokens<'_>) -> bool {
    tokens.kind(0) == Some(Kind::Word)
        && (1..tokens.len()).any(|at| {
            tokens.any(
                at,
                &[
                    "from", "into", "where", "join", "table", "values", "set", "select",
                ],
            )
        })
}
