//! A string of rules, split into sentences with their places.
//!
//! Marked lines (numbers, bullets) begin a rule. A line without a mark goes on with the rule before it, unless it
//! stands under a heading or in a text without marks: then it is a rule of its own.

use super::headings::{Heading, Line, Mark, lines};
use super::source::{Source, list};
use crate::policy::diagnostic::Span;
use crate::policy::reader::Node;

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Without its mark, spaces and line breaks made one space.
    pub(super) text: String,
    /// As a line of its own, with its mark.
    pub(super) line: String,
    /// Bytes of the string as it was given, mark not included.
    pub(super) span: Span,
}

/// What a string of rules holds.
#[derive(Debug, Default)]
pub(super) struct Split {
    pub(super) rules: Vec<Sentence>,
    /// Lines that are titles.
    pub(super) headings: Vec<Span>,
    /// Items of a JSON list that are not strings, or blank ones.
    pub(super) faults: Vec<Fault>,
    /// How many rules there are; `rules` has one less when there are too many.
    pub(super) count: usize,
}

/// An item of a JSON list that is no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) span: Span,
    /// Its type in words; `None`: a blank string.
    pub(super) found: Option<&'static str>,
}

/// Splits a string; after one rule more than `limit` it stops.
pub(super) fn split(given: &str, limit: usize) -> Split {
    let mut out = Split::default();
    if let Some(items) = list(given) {
        for item in &items {
            if out.count > limit {
                break;
            }
            out.item(item, limit);
        }
        return out;
    }
    let source = Source::new(given);
    let text = source.text();
    let marked = lines(text).any(|line| matches!(line.mark, Mark::Number | Mark::Bullet));
    let mut splitter = Splitter {
        source: &source,
        limit,
        marked,
        open: None,
        section: false,
        lead: None,
        out,
    };
    let mut rest = lines(text).peekable();
    while let Some(line) = rest.next() {
        if splitter.out.count > limit {
            break;
        }
        splitter.line(line, rest.peek());
    }
    if splitter.out.count <= limit {
        splitter.close();
    }
    splitter.out
}

/// Runs of white space made one space.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The text without the mark of its first line.
fn unmarked(text: &str) -> &str {
    match lines(text).next() {
        Some(line) if matches!(line.mark, Mark::Number | Mark::Bullet) => {
            text.get(line.start..).unwrap_or(text)
        }
        _ => text,
    }
}

impl Split {
    fn item(&mut self, item: &Node, limit: usize) {
        let whole = Span::new(item.start, item.end);
        let Some(text) = item.text() else {
            self.faults.push(Fault {
                span: whole,
                found: Some(item.type_name()),
            });
            return;
        };
        let line = one_line(text);
        if line.is_empty() {
            self.faults.push(Fault {
                span: whole,
                found: None,
            });
            return;
        }
        let text = one_line(unmarked(&line));
        // Inside the quotes.
        let span = Span::new(item.start + 1, item.end - 1);
        self.push(Sentence { text, line, span }, limit);
    }

    fn push(&mut self, sentence: Sentence, limit: usize) {
        self.count += 1;
        if self.count <= limit {
            self.rules.push(sentence);
        }
    }
}

/// A rule whose end is not known yet.
struct Open<'a> {
    first: Line<'a>,
    last: Line<'a>,
}

struct Splitter<'s, 'a> {
    source: &'s Source<'a>,
    limit: usize,
    /// Whether any line of the text has a number or a bullet.
    marked: bool,
    open: Option<Open<'s>>,
    /// Whether a heading was the last thing that is not a rule without a mark.
    section: bool,
    /// What the items begin with, and the mark of the line that says so.
    lead: Option<(String, Mark)>,
    out: Split,
}

impl<'s> Splitter<'s, '_> {
    fn line(&mut self, line: Line<'s>, next: Option<&Line<'s>>) {
        if self.joins(&line) {
            if let Some(open) = &mut self.open {
                open.last = line;
            }
            return;
        }
        self.close();
        if self
            .lead
            .as_ref()
            .is_some_and(|(_, mark)| *mark == line.mark)
        {
            self.lead = None;
        }
        match line.heading(next, self.marked) {
            Some(Heading::Skipped) if !self.is_last_item(&line, next) => {
                self.out.headings.push(self.source.original(line.whole));
                self.section = true;
                self.lead = None;
                return;
            }
            Some(Heading::Leads) => {
                let lead = one_line(line.body.trim_end_matches(':'));
                self.lead = Some((lead, line.mark));
                self.section = false;
                return;
            }
            Some(Heading::Skipped) | None => {}
        }
        self.section &= line.mark == Mark::None;
        self.open = Some(Open {
            first: line,
            last: line,
        });
    }

    /// Whether a line that might be a title is the last that shares a beginning: no rule can stand under it.
    fn is_last_item(&self, line: &Line<'_>, next: Option<&Line<'_>>) -> bool {
        let ended = |lead: Mark| {
            next.is_some_and(|next| next.after_blank || lead != Mark::None && next.mark == lead)
        };
        matches!(line.mark, Mark::Number | Mark::Bullet)
            && !line.body.ends_with(':')
            && self.lead.as_ref().is_some_and(|(_, lead)| ended(*lead))
    }

    /// Whether a line goes on with the open rule.
    fn joins(&self, line: &Line<'_>) -> bool {
        let Some(open) = self.open.as_ref().filter(|_| line.mark == Mark::None) else {
            return false;
        };
        if line.goes_on() {
            return true;
        }
        let under_mark = self.marked && !self.section && open.first.mark != Mark::None;
        if under_mark {
            // After a blank line only what neither is a rule nor may be a title.
            return !line.after_blank || (line.ends() && !line.is_norm());
        }
        !line.after_blank
            && !open.last.ends()
            && open.last.whole_len() >= WRAPPED
            && !line.is_norm()
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let text = self.source.text();
        let span = Span::new(open.first.start, open.last.whole.end);
        let body = one_line(text.get(span.range()).unwrap_or_default());
        let mark = text
            .get(open.first.whole.start..open.first.start)
            .unwrap_or_default()
            .trim();
        let (text, line) = match &self.lead {
            Some((lead, _)) => {
                let text = format!("{lead} {body}");
                (text.clone(), text)
            }
            None if mark.is_empty() => (body.clone(), body),
            None => (body.clone(), format!("{mark} {body}")),
        };
        let span = self.source.original(span);
        self.out.push(Sentence { text, line, span }, self.limit);
    }
}

/// A line without a mark that is shorter than this was not wrapped, in bytes.
const WRAPPED: usize = 60;

impl Line<'_> {
    fn whole_len(&self) -> usize {
        self.whole.end - self.whole.start
    }
}

#[cfg(test)]
mod tests;
