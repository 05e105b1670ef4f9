//! SQL in a model's output: which tables it touches, whether it only reads, what it costs.
//!
//! Enters: a text. Leaves: findings with the statement's place and kind. Never: a statement that is too large or too deep
//! for the parser; of such a one it is said that it was left out, so that size is no way around a rule.

mod areas;
mod bounds;
mod cartesian;
mod comments;
mod concat;
mod convert;
mod dialect;
mod edges;
mod find;
mod functions;
mod gaps;
mod idents;
mod judge;
mod kind;
mod load;
mod marks;
mod names;
mod parse;
mod quotes;
mod read_only;
mod report;
mod rough;
mod runs;
mod scan;
mod shape;
mod shape_others;
mod shape_writes;
mod slots;
mod source;
mod tables;
mod token;
mod words;

use std::borrow::Cow;

use super::{Detector, Hit, Literal, Match};
use crate::engine::{Evidence, Limits};
use crate::policy::document::{Dialect, SqlLoad, SqlReadOnly, SqlTables, Unparsable};
use crate::policy::{NotEvaluatedReason, Span};
use crate::text::{Text, Views};
use find::{Finder, Found};
use judge::{Statement, Trouble};
use names::{Folding, Patterns};
use report::{Report, load_reports, table_reports, write_report};
use source::Source;

/// A compiled `sql.*` rule.
#[derive(Debug)]
pub(crate) struct Sql {
    check: Check,
    dialect: Dialect,
    unparsable: Unparsable,
    /// Tokens of one statement.
    limit: usize,
}

#[derive(Debug)]
enum Check {
    Tables { patterns: Patterns, allowed: bool },
    ReadOnly(read_only::Allowed),
    Load(SqlLoad),
}

/// What one reading of the text gave.
#[derive(Default)]
struct Reports {
    matches: Vec<Match>,
    /// Statements that could be parsed.
    parsed: Vec<Span>,
}

impl Sql {
    /// `sql.restricted_tables`, or with `allowed` `sql.allowed_tables`.
    pub(crate) fn tables(settings: &SqlTables, allowed: bool, limits: &Limits) -> Self {
        let folding = Folding {
            dialect: settings.dialect,
            case_sensitive: settings.case_sensitive,
        };
        Self {
            check: Check::Tables {
                patterns: Patterns::new(&settings.tables, &settings.default_schema, folding),
                allowed,
            },
            dialect: settings.dialect,
            unparsable: settings.unparsable,
            limit: limits.sql_tokens,
        }
    }

    /// `sql.read_only`.
    pub(crate) fn read_only(settings: &SqlReadOnly, limits: &Limits) -> Self {
        Self {
            check: Check::ReadOnly(read_only::Allowed {
                metadata: settings.allow_metadata,
                functions: settings
                    .allow_functions
                    .iter()
                    .map(|name| name.to_lowercase())
                    .collect(),
            }),
            dialect: settings.dialect,
            unparsable: settings.unparsable,
            limit: limits.sql_tokens,
        }
    }

    /// `sql.load`.
    pub(crate) fn load(settings: &SqlLoad, limits: &Limits) -> Self {
        Self {
            check: Check::Load(settings.clone()),
            dialect: settings.dialect,
            unparsable: settings.unparsable,
            limit: limits.sql_tokens,
        }
    }

    fn reports(&self, statement: &Statement<'_>) -> Vec<Report> {
        let mut reports = match &self.check {
            Check::Tables { patterns, allowed } => table_reports(statement, patterns, *allowed),
            Check::ReadOnly(allowed) => write_report(statement, allowed).into_iter().collect(),
            Check::Load(settings) => load_reports(statement, settings),
        };
        let broken = statement.trouble == Some(Trouble::Unparsable);
        if broken && self.unparsable == Unparsable::Violate && reports.is_empty() {
            reports.push(Report {
                reason: "unparsable",
                says: "the statement cannot be parsed".to_owned(),
                kind: None,
                place: None,
            });
        }
        reports
    }

    /// Reads one statement; the answer is how many of its tokens belong to it.
    fn judge(
        &self,
        found: &Found<'_>,
        reading: scan::Reading,
        text: &Text<'_>,
        out: &mut Reports,
    ) -> usize {
        let statement = judge::read(found, reading, dialect::grammars(self.dialect, reading));
        let Some((first, last)) = statement
            .tokens
            .list
            .first()
            .zip(statement.tokens.list.last())
        else {
            return found.scan.tokens.len();
        };
        let whole = (first.start, last.end);
        let (start, end) = place(found.source, text, whole);
        let span = Span { start, end };
        if statement.trouble != Some(Trouble::Unparsable) {
            out.parsed.push(span);
        }
        if statement.trouble == Some(Trouble::OverLimit) {
            out.matches.push(Match {
                span: Some((start, end)),
                explanation: "an SQL statement is too large or too deeply nested to be read".into(),
                left_out: Some(NotEvaluatedReason::OverLimit),
                ..Match::default()
            });
        }
        for report in self.reports(&statement) {
            let (start, end) = place(found.source, text, report.place.unwrap_or(whole));
            out.matches.push(Match {
                span: Some((start, end)),
                kind: report.kind.map(Into::into),
                score: 1.0,
                views: views(found.source, text, report.place.unwrap_or(whole)),
                explanation: report.says.into(),
                evidence: Some(Evidence {
                    statement: Some(span),
                    statement_kind: Some(statement.kind.to_owned()),
                    reason: Some(report.reason.to_owned()),
                    ..Evidence::default()
                }),
                ..Match::default()
            });
        }
        statement.tokens.len()
    }
}

/// Bytes of the original behind bytes of a source.
fn place(source: &Source<'_>, text: &Text<'_>, (start, end): (usize, usize)) -> (usize, usize) {
    text.to_original(source.to_view(start), source.end_in_view(end))
}

fn views(source: &Source<'_>, text: &Text<'_>, (start, end): (usize, usize)) -> Views {
    if source.depth == 0 {
        text.views_of(start, end)
    } else {
        source.views
    }
}

fn reason(found: &Match) -> Option<&str> {
    found.evidence.as_ref()?.reason.as_deref()
}

/// Puts the readings together: a statement counts as parsed when one of them could.
fn merge(readings: Vec<Reports>, out: &mut Vec<Match>) {
    let parsed: Vec<Span> = readings
        .iter()
        .flat_map(|reports| &reports.parsed)
        .copied()
        .collect();
    let mut found: Vec<Match> = Vec::new();
    let several = readings.len() > 1;
    for each in readings.into_iter().flat_map(|reports| reports.matches) {
        let (start, end) = each.span.unwrap_or_default();
        let elsewhere = several
            && reason(&each) == Some("unparsable")
            && parsed
                .iter()
                .any(|span| span.start < end && start < span.end);
        let known = found.iter().any(|known| {
            known.span == each.span && reason(known) == reason(&each) && known.kind == each.kind
        });
        if !elsewhere && !known {
            found.push(each);
        }
    }
    crate::order::sort_by_key(&mut found, |each| each.span);
    out.extend(found);
}

impl Detector for Sql {
    fn literals(&self) -> Cow<'_, [Literal]> {
        words::LITERALS
            .iter()
            .map(|word| Literal::plain(word))
            .collect()
    }

    fn detect(&self, text: &Text<'_>, hits: &[Hit], out: &mut Vec<Match>) {
        if hits.is_empty() {
            return;
        }
        let sources = Source::all(text);
        let mut readings = Vec::new();
        for reading in dialect::readings(self.dialect) {
            let mut reports = Reports::default();
            let mut sink = |found: &Found<'_>| self.judge(found, *reading, text, &mut reports);
            let mut finder = Finder {
                reading: *reading,
                limit: self.limit,
                ambiguous: false,
                passed_over: None,
                budget: text
                    .original()
                    .len()
                    .saturating_mul(4)
                    .saturating_add(65_536),
                sink: &mut sink,
            };
            for source in &sources {
                finder.walk(source);
            }
            let again = finder.ambiguous;
            let passed_over = finder.passed_over;
            if let Some((start, end)) = passed_over {
                reports.matches.push(Match {
                    span: Some(text.to_original(start, end)),
                    explanation: "the text holds more that may be SQL than is looked through"
                        .into(),
                    left_out: Some(NotEvaluatedReason::OverLimit),
                    ..Match::default()
                });
            }
            readings.push(reports);
            if !again {
                break;
            }
        }
        merge(readings, out);
    }
}
