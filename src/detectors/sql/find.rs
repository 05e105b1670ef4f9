//! Finds the statements of a text: in blocks, inline code, quoted strings and prose.

use super::areas::{Area, Holds, areas};
use super::concat::pieces;
use super::edges::{begins_line, closing, ends_line, looks_broken, needs_more, next_verb, opened};
use super::kind::opening;
use super::scan::{Reading, Scan, Scanner};
use super::shape::{Place, is_sql};
use super::source::{DEPTH, Source, literals};
use super::token::Tokens;
use super::words::{VERBS, among};

/// A statement as it was found.
pub(super) struct Found<'s> {
    pub(super) source: &'s Source<'s>,
    pub(super) scan: Scan,
    /// Among prose: the end is a guess.
    pub(super) prose: bool,
}

/// What is told of each statement; the answer is how many tokens of it belong to it.
pub(super) type Sink<'a> = dyn FnMut(&Found<'_>) -> usize + 'a;

/// Looks through one source.
pub(super) struct Finder<'a, 'k> {
    pub(super) reading: Reading,
    pub(super) limit: usize,
    pub(super) ambiguous: bool,
    /// Bytes that candidates which are no statement may still cost.
    pub(super) budget: usize,
    /// Where a candidate was that the budget left no more than a short look for: bytes of the view.
    pub(super) passed_over: Option<(usize, usize)>,
    pub(super) sink: &'a mut Sink<'k>,
}

/// Statements that may follow one another without a `;`.
const ROUNDS: usize = 16;

/// Tokens of a candidate once the budget is used up.
const BRIEF: usize = 16;

impl Finder<'_, '_> {
    /// Every statement of the source.
    pub(super) fn walk(&mut self, source: &Source<'_>) {
        let inner = if source.depth < DEPTH {
            literals(source.text())
        } else {
            Vec::new()
        };
        let mut strings = inner.into_iter().peekable();
        for area in areas(source.text()) {
            if area.holds == Holds::Sql {
                self.block(source, area.from, area.to, Place::Sql);
                continue;
            }
            let whole = area.holds == Holds::Block
                || (source.depth > 0 && area.to - area.from == source.text().len());
            if whole && self.block(source, area.from, area.to, Place::Code) {
                continue;
            }
            let mut from = area.from;
            while let Some((open, close)) = strings.next_if(|(open, _)| *open < area.to) {
                if open < from {
                    continue;
                }
                self.loose(
                    source,
                    Area {
                        from,
                        to: open,
                        ..area
                    },
                );
                self.walk(&source.inside(open, close));
                from = close;
            }
            self.loose(source, Area { from, ..area });
        }
    }

    fn scan(&mut self, scanner: &mut Scanner<'_>) -> Scan {
        let scan = scanner.statement();
        self.ambiguous |= scan.ambiguous;
        scan
    }

    /// A region that is code from end to end; false when it does not begin with a statement.
    fn block(&mut self, source: &Source<'_>, from: usize, to: usize, place: Place) -> bool {
        let mut scanner =
            Scanner::new(source.text(), from, to, self.reading, false).with_limit(self.limit);
        let mut first = true;
        while !scanner.done() {
            let scan = self.scan(&mut scanner);
            let tokens = Tokens::of(source.text(), &scan);
            if tokens.len() == 0 {
                continue;
            }
            let verb = among(tokens.word(opening(&tokens)), VERBS);
            let here = if first { place } else { Place::Sql };
            let fits = if verb {
                is_sql(tokens, here, scan.terminated) || scan.over
            } else {
                here == Place::Sql && looks_broken(&tokens)
            };
            if first && !fits && place == Place::Code {
                return false;
            }
            if fits {
                self.tell(source, scan);
            }
            first = false;
        }
        !first
    }

    /// Tells of a statement in code; what the parser leaves of it is the next one.
    fn tell(&mut self, source: &Source<'_>, scan: Scan) {
        let mut found = Found {
            source,
            scan,
            prose: false,
        };
        for round in 1.. {
            // Each round reads what is left; without an end to them that is quadratic.
            found.scan.over |= round > ROUNDS;
            let used = (self.sink)(&found);
            let rest = found
                .scan
                .tokens
                .split_off(used.min(found.scan.tokens.len()));
            let tokens = Tokens {
                text: source.text(),
                list: &rest,
            };
            if used == 0 || !among(tokens.word(0), VERBS) {
                return;
            }
            found.scan.tokens = rest;
        }
    }

    /// Statements among prose or foreign code.
    fn loose(&mut self, source: &Source<'_>, area: Area) {
        let text = source.text();
        let mut from = area.from;
        let mut chained = false;
        while let Some(verb) = next_verb(text, from, area.to) {
            let start = opened(text, area.from.max(from), verb.0);
            chained &= text
                .get(from..start)
                .is_some_and(|gap| gap.trim().is_empty());
            let quoted = self.quoted(source, area, start, verb);
            from = match quoted {
                Some(next) => next,
                None => self.candidate(source, area, start, verb, &mut chained),
            };
        }
    }

    /// A verb right after an opening quote or backtick: the place after the close when it was a statement.
    fn quoted(
        &mut self,
        source: &Source<'_>,
        area: Area,
        start: usize,
        verb: (usize, usize),
    ) -> Option<usize> {
        let text = source.text();
        let bytes = text.as_bytes();
        let before = bytes.get(area.from..start)?.trim_ascii_end();
        let mark = *before.last()?;
        if !matches!(mark, b'"' | b'\'' | b'`') {
            return None;
        }
        let length = before
            .iter()
            .rev()
            .take_while(|byte| **byte == mark)
            .count();
        let close = match length {
            1 => closing(bytes, start, area.to, mark)?,
            _ => {
                text.get(start..area.to)?
                    .find(text.get(area.from + before.len() - length..area.from + before.len())?)?
                    + start
            }
        };
        if length == 1
            && let Some(next) = self.concatenated(source, area, (start, verb), close, mark)
        {
            return Some(next);
        }
        self.block(source, start, close, Place::Code)
            .then_some(close + length)
    }

    /// A string of several literals: the place after the last when it was a statement.
    fn concatenated(
        &mut self,
        source: &Source<'_>,
        area: Area,
        (start, verb): (usize, (usize, usize)),
        close: usize,
        mark: u8,
    ) -> Option<usize> {
        let text = source.text();
        let verb = text.get(verb.0..verb.1)?;
        let title = verb.starts_with(|first: char| first.is_ascii_uppercase())
            && verb.contains(|each: char| each.is_ascii_lowercase());
        if title || self.budget == 0 || source.depth >= DEPTH {
            return None;
        }
        let (list, end) = pieces(text, start, close, area.to, mark)?;
        let joined = source.joined(&list);
        self.budget = self.budget.saturating_sub(joined.text().len());
        self.block(&joined, 0, joined.text().len(), Place::Code)
            .then_some(end)
    }

    fn candidate(
        &mut self,
        source: &Source<'_>,
        area: Area,
        start: usize,
        verb: (usize, usize),
        chained: &mut bool,
    ) -> usize {
        let text = source.text();
        if self.budget == 0 {
            let mut look = Scanner::new(text, start, area.to, self.reading, true).brief(BRIEF);
            let scan = look.statement();
            let place = Place::Prose { alone: false };
            let tokens = Tokens::of(text, &scan);
            if !is_sql(tokens, place, scan.terminated) {
                if scan.over && needs_more(&tokens) {
                    let place = (source.to_view(verb.0), source.end_in_view(verb.1));
                    self.passed_over.get_or_insert(place);
                }
                *chained = false;
                return verb.1;
            }
        }
        let scanner = Scanner::new(text, start, area.to, self.reading, true);
        let mut scanner = if self.budget == 0 {
            scanner.brief(4 * BRIEF)
        } else {
            scanner.with_limit(self.limit)
        };
        let scan = self.scan(&mut scanner);
        let alone =
            begins_line(text, start) && ends_line(text, scan.next) && area.holds != Holds::Code;
        let place = if *chained {
            Place::Sql
        } else {
            Place::Prose { alone }
        };
        let tokens = Tokens::of(text, &scan);
        // No English is so long without a word of its own.
        let endless = scan.over && self.budget > 0 && needs_more(&tokens);
        if !endless && !is_sql(tokens, place, scan.terminated) {
            self.budget = self.budget.saturating_sub(scan.next - start);
            *chained = false;
            return verb.1;
        }
        let ended = scan.terminated;
        let count = scan.tokens.len();
        let next = scan.next;
        let found = Found {
            source,
            scan,
            prose: true,
        };
        let used = (self.sink)(&found).min(count);
        *chained = ended && used == count;
        if used == count {
            return next.max(verb.1);
        }
        let end = used
            .checked_sub(1)
            .and_then(|last| found.scan.tokens.get(last))
            .map_or(verb.1, |token| token.end.max(verb.1));
        self.budget = self.budget.saturating_sub(next.saturating_sub(end));
        end
    }
}
