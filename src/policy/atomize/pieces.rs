//! A text as headings, items of lists and sentences.

use crate::policy::diagnostic::Span;

/// A heading, an item of a list or a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// On one line.
    pub(super) text: String,
    pub(super) span: Span,
    pub(super) heading: bool,
    pub(super) item: bool,
}

/// Words of the longest heading.
const HEADING: usize = 9;

/// A line without its mark.
struct Line<'a> {
    start: usize,
    body: &'a str,
    marked: bool,
    hash: bool,
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    text.split('\n').map(move |raw| {
        let from = at + (raw.len() - raw.trim_start().len());
        at += raw.len() + 1;
        let line = raw.trim();
        let hash = line.starts_with('#');
        let bold = line
            .strip_prefix("**")
            .and_then(|rest| rest.strip_suffix("**"));
        let mark = if bold.is_some() { 2 } else { mark(line) };
        let body = bold.unwrap_or_else(|| line.get(mark..).unwrap_or_default());
        Line {
            start: from + mark,
            body,
            marked: mark > 0 && !hash && bold.is_none(),
            hash: hash || bold.is_some(),
        }
    })
}

/// Bytes of `-`, `*`, `1.`, `1.2`, `(a)`, `#` and the spaces behind them.
fn mark(line: &str) -> usize {
    let sign = line.trim_start_matches(['-', '*', '\u{2022}', '#', '>', '\u{2013}']);
    if sign.len() < line.len() {
        return if sign.starts_with(' ') {
            line.len() - sign.trim_start().len()
        } else {
            0
        };
    }
    let inner = line.strip_prefix('(').unwrap_or(line);
    let number = inner.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let letter = inner.get(1..).filter(|rest| {
        inner.starts_with(|c: char| c.is_ascii_lowercase()) && rest.starts_with(')')
    });
    let rest = letter.unwrap_or(number);
    if rest.len() == inner.len() {
        return 0;
    }
    let rest = rest.strip_prefix(')').unwrap_or(rest);
    if rest.starts_with(' ') {
        line.len() - rest.trim_start().len()
    } else {
        0
    }
}

/// The pieces of a text, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    // A paragraph: where it starts and ends, and whether it is an item.
    let mut open: Option<(usize, usize, bool)> = None;
    let mut blank = true;
    let all: Vec<Line<'_>> = lines(text).collect();
    for (at, line) in all.iter().enumerate() {
        let end = line.start + line.body.len();
        let alone = all.get(at + 1).is_none_or(|next| next.body.is_empty());
        if line.body.is_empty() {
            flush(text, &mut open, &mut found);
            blank = true;
            continue;
        }
        let titled = line.hash || (blank && alone && is_title(line.body));
        if titled {
            flush(text, &mut open, &mut found);
            found.push(Piece {
                text: line.body.trim_start_matches('#').trim().to_owned(),
                span: Span::new(line.start, end),
                heading: true,
                item: false,
            });
        } else if let Some((_, to, _)) = open.as_mut().filter(|_| !line.marked) {
            *to = end;
        } else {
            flush(text, &mut open, &mut found);
            open = Some((line.start, end, line.marked));
        }
        blank = false;
    }
    flush(text, &mut open, &mut found);
    found
}

/// A short line without a stop that asks for nothing.
fn is_title(line: &str) -> bool {
    !line.ends_with(['.', ':', ';', ',', '!', '?'])
        && line.split_whitespace().count() <= HEADING
        && !super::norm::is_norm(line)
}

/// What may stand between the stop of a sentence and its end.
pub(super) const CLOSERS: [char; 6] = ['"', '\u{201d}', '\'', '\u{2019}', ')', ']'];

/// Cuts a paragraph into its sentences.
fn flush(text: &str, open: &mut Option<(usize, usize, bool)>, found: &mut Vec<Piece>) {
    let Some((start, end, item)) = open.take() else {
        return;
    };
    let Some(paragraph) = text.get(start..end) else {
        return;
    };
    let mut from = 0;
    for (at, c) in paragraph.char_indices() {
        let behind = paragraph.get(at + c.len_utf8()..).unwrap_or_default();
        let rest = behind.trim_start_matches(CLOSERS);
        let next = paragraph.len() - rest.len();
        let begins = rest.trim_start().chars().next().is_none_or(|c| {
            c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '\u{201c}' | '(')
        });
        let stop = matches!(c, '.' | '!' | '?')
            && (rest.is_empty()
                || rest.starts_with(char::is_whitespace)
                    && begins
                    && !abbreviated(paragraph.get(..at).unwrap_or_default()));
        let colon = c == ':' && rest.is_empty();
        if stop || colon {
            push(paragraph, start, from, next, item, found);
            from = next;
        }
    }
    push(paragraph, start, from, paragraph.len(), item, found);
}

/// "e.g", "Dr", a single letter: the stop ends no sentence.
fn abbreviated(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    matches!(
        word.to_ascii_lowercase().as_str(),
        "e.g" | "i.e" | "etc" | "dr" | "mr" | "mrs" | "ms" | "no" | "vs" | "inc" | "ltd" | "st"
    ) || word.chars().count() == 1
}

fn push(paragraph: &str, start: usize, from: usize, to: usize, item: bool, found: &mut Vec<Piece>) {
    let Some(raw) = paragraph.get(from..to) else {
        return;
    };
    let trimmed = raw.trim();
    if trimmed.is_empty() {
        return;
    }
    let first = start + from + (raw.len() - raw.trim_start().len());
    found.push(Piece {
        text: trimmed.split_whitespace().collect::<Vec<_>>().join(" "),
        span: Span::new(first, first + trimmed.len()),
        heading: false,
        item,
    });
}
