//! Lines of a policy: their marks, and which of them are headings rather than rules.

use crate::policy::diagnostic::Span;
use crate::policy::sentence::{has_norm, is_imperative};

/// What stands before a line's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    None,
    /// `1.`, `1)`, `(1)`, `Rule 1:`
    Number,
    /// `-`, `*` and the like, and `a)`.
    Bullet,
    /// `#`, as in Markdown.
    Hash,
}

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) mark: Mark,
    /// Bytes of the text, mark included, spaces around it not.
    pub(super) whole: Span,
    /// Without the mark.
    pub(super) body: &'a str,
    /// Where the body begins.
    pub(super) start: usize,
    /// Whether a blank line, or nothing, stands before it.
    pub(super) after_blank: bool,
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    let mut after_blank = true;
    // Old files break lines with a carriage return alone.
    let end = if text.contains('\n') { '\n' } else { '\r' };
    text.split(end).filter_map(move |raw| {
        let from = at + (raw.len() - raw.trim_start().len());
        at += raw.len() + 1;
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            after_blank = true;
            return None;
        }
        let (mark, width) = mark(trimmed);
        let rest = trimmed.get(width..).unwrap_or_default();
        let body = rest.trim_start();
        let line = Line {
            mark,
            whole: Span::new(from, from + trimmed.len()),
            body,
            start: from + trimmed.len() - body.len(),
            after_blank,
        };
        after_blank = false;
        Some(line)
    })
}

/// The mark of a line and its width in bytes. A mark with nothing after it is text.
fn mark(line: &str) -> (Mark, usize) {
    let hashes = line.len() - line.trim_start_matches('#').len();
    if hashes > 0 && line.get(hashes..).is_some_and(|rest| rest.starts_with(' ')) {
        return (Mark::Hash, hashes);
    }
    for bullet in [
        "- ",
        "* ",
        "+ ",
        "\u{2022}",
        "\u{2013} ",
        "\u{2014} ",
        "\u{25aa}",
        "\u{25cf}",
        "\u{b7}",
    ] {
        if line.starts_with(bullet) {
            return (Mark::Bullet, bullet.len());
        }
    }
    if let [letter, b')', b' ', ..] = line.as_bytes()
        && letter.is_ascii_alphabetic()
    {
        return (Mark::Bullet, 2);
    }
    number(line).map_or((Mark::None, 0), |width| (Mark::Number, width))
}

fn number(line: &str) -> Option<usize> {
    let lower = line.get(..5).map(str::to_ascii_lowercase);
    let word = if lower.as_deref() == Some("rule ") {
        5
    } else {
        0
    };
    let rest = line.get(word..)?;
    let open = usize::from(word == 0 && rest.starts_with('('));
    let digits = rest
        .get(open..)?
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let after = rest.get(open + digits..)?;
    let closes = match after.chars().next()? {
        '.' | ')' => true,
        ':' => word > 0,
        _ => false,
    };
    // "3.5 percent" is no mark, and neither is a year at the beginning of a wrapped line.
    let body = after.get(1..).unwrap_or_default();
    let text_follows = body
        .starts_with(|c: char| c.is_whitespace() || c.is_alphabetic() || matches!(c, '"' | '*'));
    ((1..=3).contains(&digits) && closes && text_follows).then_some(word + open + digits + 1)
}

/// How many words a heading has at most.
const HEADING_WORDS: usize = 8;

impl Line<'_> {
    /// Whether the sentence ends with the line.
    pub(super) fn ends(&self) -> bool {
        self.body
            .trim_end_matches(['"', '\'', ')', '*', '\u{201d}'])
            .ends_with(['.', '!', '?', ';'])
    }

    /// Whether it goes on from the line before whatever that is.
    pub(super) fn goes_on(&self) -> bool {
        self.mark == Mark::None
            && !self.after_blank
            && self
                .body
                .starts_with(|c: char| c.is_lowercase() || matches!(c, '(' | ',' | ';' | '&'))
    }

    /// Whether it reads like the beginning of a rule.
    pub(super) fn is_norm(&self) -> bool {
        has_norm(self.body)
    }

    /// Short, without a verb that asks or forbids, and without a full stop.
    fn reads_like_heading(&self) -> bool {
        let words = self.body.split_whitespace().take(HEADING_WORDS + 1).count();
        words <= HEADING_WORDS && !self.ends() && !has_norm(self.body) && !is_imperative(self.body)
    }

    fn is_bold(&self) -> bool {
        let bold = |sign| {
            let inside = self
                .body
                .strip_prefix(sign)
                .and_then(|rest| rest.trim_end_matches(':').strip_suffix(sign));
            inside.is_some_and(|inside| !inside.contains(sign))
        };
        bold("**") || bold("__")
    }

    /// What kind of heading it is before `next`, if it is one. `marked`: whether any line of the text has a mark.
    pub(super) fn heading(&self, next: Option<&Self>, marked: bool) -> Option<Heading> {
        if self.mark == Mark::Hash {
            return Some(Heading::Skipped);
        }
        let next = next?;
        let other_mark = next.mark != self.mark || self.mark == Mark::None;
        if self.body.ends_with(':') && other_mark && !next.goes_on() {
            let leads =
                has_norm(self.body) && next.mark != Mark::None && self.body.len() <= LEAD_BYTES;
            return if leads {
                Some(Heading::Leads)
            } else {
                (!has_norm(self.body)).then_some(Heading::Skipped)
            };
        }
        if self.is_bold() && !has_norm(self.body) {
            return Some(Heading::Skipped);
        }
        let before_rules = match self.mark {
            Mark::Number => matches!(next.mark, Mark::None | Mark::Bullet) && !next.goes_on(),
            Mark::None if marked => {
                self.after_blank && (next.mark != Mark::None || next.body.ends_with(':'))
            }
            Mark::None => self.after_blank && next.ends() && next.is_norm() && !next.goes_on(),
            Mark::Bullet | Mark::Hash => false,
        };
        (before_rules && self.reads_like_heading()).then_some(Heading::Skipped)
    }
}

/// The longest beginning that the items after it share, in bytes.
const LEAD_BYTES: usize = 300;

/// What a heading is to the lines after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// A title.
    Skipped,
    /// The beginning of each item: "Users must not:".
    Leads,
}
