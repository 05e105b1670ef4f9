//! Texts that are JSON: what is judged of them, where findings stand in them, and redactions that leave them valid.
//!
//! Detectors see the reading ([`crate::text::json`]). Findings come back to the text as given, without the signs of its
//! structure at their ends; a redaction is made value by value, so that no quote, bracket or comma goes with it.

use std::borrow::Cow;

use super::Name;
use super::input::{EvaluateOptions, Format, Segment};
use super::redact::Merged;
use super::verdict::{Edit, Finding, NotJson};
use crate::policy::Span;
use crate::policy::words::Target;
use crate::text::json::{Json, Kind, Value};
use crate::text::offsets::Utf16;
use crate::text::{View, Views};

/// The readings of an input's segments; nothing for those that are text.
#[derive(Debug, Default)]
pub(super) struct Readings(Vec<Option<Json>>);

impl Readings {
    /// Reads what is to be read as JSON: what is judged and is no message.
    pub(super) fn new(
        segments: &[Segment<'_>],
        options: &EvaluateOptions,
        only: Option<Target>,
    ) -> Self {
        if options.format == Format::Text {
            return Self::default();
        }
        let read = |segment: &Segment<'_>| {
            let judged = only.is_none_or(|only| only == segment.target);
            (judged && segment.message.is_none()).then(|| Json::whole(segment.text))
        };
        Self(segments.iter().map(read).collect())
    }

    /// Whether every text is text.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn get(&self, segment: usize) -> Option<&Json> {
        self.0.get(segment)?.as_ref()
    }

    /// The segments as they read.
    pub(super) fn read<'a>(&'a self, segments: &'a [Segment<'a>]) -> Cow<'a, [Segment<'a>]> {
        if self.is_empty() {
            return Cow::Borrowed(segments);
        }
        let read = |(index, segment): (usize, &Segment<'a>)| Segment {
            text: self.get(index).map_or(segment.text, Json::reading),
            ..*segment
        };
        segments.iter().enumerate().map(read).collect()
    }

    /// Moves findings from the readings to the texts; those that are about the structure alone go.
    pub(super) fn locate(&self, findings: &mut Vec<Finding>, segments: &[Segment<'_>]) {
        if self.is_empty() {
            return;
        }
        findings.retain_mut(|finding| {
            let context = finding.evidence.as_mut().and_then(|evidence| {
                Some((evidence.context_span.as_mut()?, evidence.context_index))
            });
            if let Some((span, index)) = context
                && let Some(json) = self.context(segments, index)
            {
                *span = within(json, *span);
            }
            self.get(finding.segment)
                .is_none_or(|json| located(json, finding))
        });
    }

    fn context(&self, segments: &[Segment<'_>], index: Option<usize>) -> Option<&Json> {
        let mut own = segments.iter();
        let at = own.position(|segment| {
            segment.target == Target::Context
                && segment.context.is_some()
                && segment.context == index
        })?;
        self.get(at)
    }

    /// The texts that are no JSON.
    pub(super) fn faults(&self, segments: &[Segment<'_>]) -> Vec<NotJson> {
        let broken = |(index, segment): (usize, &Segment<'_>)| {
            Some(NotJson {
                target: segment.target,
                context: segment.context,
                at: self.get(index)?.broken()?,
                segment: index,
            })
        };
        segments.iter().enumerate().filter_map(broken).collect()
    }
}

/// The faults with places in UTF-16 units.
pub(super) fn faults_in_utf16(faults: &[NotJson], segments: &[Segment<'_>]) -> Vec<NotJson> {
    let place = |each: &NotJson| {
        let text = segments
            .get(each.segment)
            .map_or("", |segment| segment.text);
        Utf16::new(text).at(each.at)
    };
    let with_units = |each: &NotJson| NotJson {
        at: place(each),
        ..each.clone()
    };
    faults.iter().map(with_units).collect()
}

/// Moves a finding from the reading to the text; false when there is nothing of the text in it.
pub(super) fn located(json: &Json, finding: &mut Finding) -> bool {
    if let Some(evidence) = &mut finding.evidence {
        let spans = evidence.statement.iter_mut().chain(&mut evidence.window);
        spans.for_each(|span| *span = within(json, *span));
    }
    let Some(span) = &mut finding.span else {
        return true;
    };
    let whole = json.to_original(span.start, span.end);
    let Some((start, end)) = json.clip(whole) else {
        return false;
    };
    // An escape is longer than what it stands for.
    if whole.1 - whole.0 > span.end - span.start {
        let views = Views::NONE.with(View::JsonString);
        finding.views = finding.views.iter().fold(views, Views::with);
    }
    *span = Span::new(start, end);
    true
}

fn within(json: &Json, span: Span) -> Span {
    let whole = json.to_original(span.start, span.end);
    let (start, end) = json.clip(whole).unwrap_or(whole);
    Span::new(start, end)
}

/// Makes redactions value by value, by what each of them says: in a string it is escaped, and a number becomes a string.
pub(super) fn edits(
    json: &Json,
    text: &str,
    redactions: &[Merged<'_>],
    mut write: impl FnMut(&Merged<'_>, &str) -> Name,
) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    // A number that is being rewritten, and how far.
    let mut open: Option<(Value, usize)> = None;
    for each in redactions {
        let rules = each.rules();
        let kept = Kept::new(json, text, each);
        for value in json.values(each.start, each.end) {
            if kept.has(text, &value) {
                continue;
            }
            let (start, end) = (value.start().max(each.start), value.end().min(each.end));
            let said = json.reading().get(json.place(start)..json.place(end));
            let written = write(each, said.unwrap_or_default());
            if open.is_some_and(|(number, _)| number != value) {
                close(text, open.take(), &mut edits);
            }
            match value.kind {
                Kind::String | Kind::Name => {
                    edits.push(edit(start, end, escaped(&written).into(), &rules));
                }
                Kind::Rest => edits.push(edit(start, end, written, &rules)),
                Kind::Bare => {
                    let done = open.map_or(value.start(), |(_, done)| done);
                    if open.is_none() {
                        edits.push(edit(value.start(), value.end(), "\"".into(), &[]));
                    }
                    if let Some(last) = edits.last_mut() {
                        last.replacement += text.get(done..start).unwrap_or_default();
                        last.replacement += &escaped(&written);
                        for rule in &rules {
                            if !last.rules.contains(rule) {
                                last.rules.push(rule.clone());
                            }
                        }
                    }
                    open = Some((value, end));
                }
            }
        }
    }
    close(text, open, &mut edits);
    edits
}

/// What of a stretch of several values stays: a sentence that begins in one string and ends in the next takes no number with
/// it, nor the words that name its parts, unless something was found in these themselves, or there is nothing else in it.
struct Kept {
    several: bool,
    /// What was found in one value, or in numbers alone, in order.
    inside: Vec<(usize, usize)>,
}

impl Kept {
    fn new(json: &Json, text: &str, redaction: &Merged<'_>) -> Self {
        let several = |start, end| {
            let mut values = json.values(start, end);
            let bare = |value: Value| value.kind == Kind::Bare;
            values.clone().nth(1).is_some() && !values.all(bare)
        };
        // What is about the text as a whole takes everything.
        if redaction.is_about_all() || !several(redaction.start, redaction.end) {
            return Self {
                several: false,
                inside: Vec::new(),
            };
        }
        let mut inside: Vec<(usize, usize)> = Vec::new();
        for span in redaction
            .spans()
            .filter(|span| !several(span.start, span.end))
        {
            match inside.last_mut().filter(|last| span.start <= last.1) {
                Some(last) => last.1 = last.1.max(span.end),
                None => inside.push((span.start, span.end)),
            }
        }
        let mut kept = Self {
            several: true,
            inside,
        };
        let mut values = json.values(redaction.start, redaction.end);
        kept.several = !values.all(|value| kept.has(text, &value));
        kept
    }

    fn has(&self, text: &str, value: &Value) -> bool {
        let plain = || {
            let name = text.get(value.start()..value.end()).unwrap_or_default();
            !name.contains(char::is_whitespace)
        };
        let spared = match value.kind {
            Kind::Bare => true,
            Kind::Name => plain(),
            Kind::String | Kind::Rest => false,
        };
        let next = self.inside.partition_point(|span| span.1 <= value.start());
        let found = self
            .inside
            .get(next)
            .is_some_and(|span| span.0 < value.end());
        self.several && spared && !found
    }
}

fn edit(start: usize, end: usize, replacement: Name, rules: &[Name]) -> Edit {
    Edit {
        start,
        end,
        replacement,
        rules: rules.to_vec(),
    }
}

/// The rest of a number, and the quote.
fn close(text: &str, open: Option<(Value, usize)>, edits: &mut [Edit]) {
    if let (Some((value, done)), Some(last)) = (open, edits.last_mut()) {
        last.replacement += text.get(done..value.end()).unwrap_or_default();
        last.replacement += "\"";
    }
}

/// As it is written inside a string.
fn escaped(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    let inner = quoted
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or_default().to_owned()
}
