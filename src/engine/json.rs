//! The canonical JSON of a verdict: spans in UTF-16 units, the same bytes on every platform.

use serde::Serialize;

use super::input::{Content, Input, Segment};
use super::verdict::{
    Edit, Finding, JudgeRequest, NotEvaluated, NotJson, Outcome, PolicyRef, RuleScore, Verdict,
};
use super::{Guard, Name};
use super::{json_text, redact};
use crate::policy::Span;
use crate::policy::words::{Decision, Target};
use crate::text::offsets::Utf16;

/// The published key order.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wire<'a> {
    decision: Decision,
    detected: Decision,
    complete: bool,
    decided_by: &'a Option<Name>,
    message: &'a Option<Name>,
    prompt: Option<Outcome>,
    response: Option<Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    messages: Option<Vec<WireMessage<'a>>>,
    findings: Vec<Finding>,
    truncated: bool,
    not_evaluated: &'a [NotEvaluated],
    pending: &'a [JudgeRequest],
    #[serde(skip_serializing_if = "Option::is_none")]
    answers: &'a Option<super::Answers>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scores: &'a Option<Vec<RuleScore>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vault: &'a Option<super::Vault>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_json: Vec<NotJson>,
    policy: &'a PolicyRef,
    /// For the façade, which takes it out: the edits of each segment that is part of a message.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    segment_edits: Vec<(usize, Vec<Edit>)>,
}

#[derive(Serialize)]
struct WireMessage<'a> {
    role: &'a str,
    content: WireContent<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum WireContent<'a> {
    Nothing(Option<()>),
    Text(String),
    Parts(Vec<WirePart<'a>>),
}

#[derive(Serialize)]
struct WirePart<'a> {
    r#type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// With the texts and the edited messages; where a rule's message takes a text's place there are none, so that nobody
/// forwards what was to be replaced.
pub(super) fn canonical(verdict: &Verdict, input: &Input) -> String {
    let segments = input.segments();
    let messages = input.messages.as_ref().filter(|_| verdict.keeps_texts());
    let messages = messages.map(|_| rewritten(verdict, input, &segments));
    to_string(&Wire {
        messages,
        ..wire(verdict, &segments)
    })
}

/// Reads a verdict back: rules by their ids, spans in bytes of the segments where they are given (else as they stand).
pub(super) fn parse(text: &str, guard: &Guard, segments: &[Segment<'_>]) -> Option<Verdict> {
    let mut verdict: Verdict = serde_json::from_str(text).ok()?;
    let mut known = true;
    let mut index_of = |id: &str| {
        let index = guard.rules.iter().position(|rule| rule.id == id);
        known &= index.is_some();
        index.unwrap_or_default()
    };
    for left_out in &mut verdict.not_evaluated {
        left_out.rule_index = left_out.rule.as_deref().map_or(0, &mut index_of);
    }
    let units: Vec<Utf16<'_>> = segments
        .iter()
        .map(|segment| Utf16::new(segment.text))
        .collect();
    for finding in &mut verdict.findings {
        finding.rule_index = index_of(&finding.rule);
        let place = |segment: &Segment<'_>| {
            (
                segment.target,
                segment.message,
                segment.part,
                segment.context,
            )
        };
        let own = (
            finding.target,
            finding.message,
            finding.part,
            finding.context,
        );
        let at = segments.iter().position(|segment| place(segment) == own);
        finding.segment = at.unwrap_or_default();
        if let (Some(span), Some(units)) = (&mut finding.span, at.and_then(|at| units.get(at))) {
            *span = Span::new(units.byte(span.start), units.byte(span.end));
        }
    }
    known.then_some(verdict)
}

/// Without the texts that the host has: `text` is null but where a message takes the text's place.
pub(super) fn bare(verdict: &Verdict, segments: &[Segment<'_>]) -> String {
    let mut wire = wire(verdict, segments);
    for outcome in [&mut wire.prompt, &mut wire.response].into_iter().flatten() {
        if outcome.decision <= Decision::Redact {
            outcome.text = None;
        }
    }
    let of_messages = |index: usize| {
        segments
            .get(index)
            .is_some_and(|segment| segment.message.is_some())
    };
    let edits = verdict
        .segment_edits
        .iter()
        .filter(|(index, _)| of_messages(*index));
    wire.segment_edits = edits
        .map(|(index, edits)| (*index, in_utf16(segments, *index, edits)))
        .collect();
    to_string(&wire)
}

fn to_string(wire: &Wire<'_>) -> String {
    // Every value is a plain string, number, list or object with string keys: writing to memory cannot fail.
    serde_json::to_string(wire).unwrap_or_default()
}

fn wire<'a>(verdict: &'a Verdict, segments: &[Segment<'_>]) -> Wire<'a> {
    Wire {
        decision: verdict.decision,
        detected: verdict.detected,
        complete: verdict.complete,
        decided_by: &verdict.decided_by,
        message: &verdict.message,
        prompt: outcome(verdict.prompt.as_ref(), segments, Target::Prompt),
        response: outcome(verdict.response.as_ref(), segments, Target::Response),
        messages: None,
        findings: findings(&verdict.findings, segments),
        truncated: verdict.truncated,
        not_evaluated: &verdict.not_evaluated,
        pending: &verdict.pending,
        answers: &verdict.answers,
        scores: &verdict.scores,
        vault: &verdict.vault,
        not_json: json_text::faults_in_utf16(&verdict.not_json, segments),
        policy: &verdict.policy,
        segment_edits: Vec::new(),
    }
}

fn outcome(outcome: Option<&Outcome>, segments: &[Segment<'_>], target: Target) -> Option<Outcome> {
    let outcome = outcome?;
    let (text, _) = redact::joined(segments, target, &[]);
    Some(Outcome {
        edits: converted(&text, &outcome.edits),
        ..outcome.clone()
    })
}

fn converted(text: &str, edits: &[Edit]) -> Vec<Edit> {
    let units = Utf16::new(text);
    edits
        .iter()
        .map(|edit| Edit {
            start: units.at(edit.start),
            end: units.at(edit.end),
            ..edit.clone()
        })
        .collect()
}

fn in_utf16(segments: &[Segment<'_>], index: usize, edits: &[Edit]) -> Vec<Edit> {
    segments
        .get(index)
        .map_or_else(Vec::new, |segment| converted(segment.text, edits))
}

fn findings(findings: &[Finding], segments: &[Segment<'_>]) -> Vec<Finding> {
    let mut current: Option<(usize, Utf16<'_>)> = None;
    let mut converted = Vec::with_capacity(findings.len());
    for finding in findings {
        let mut finding = finding.clone();
        // Findings are sorted by segment, so each text is indexed once.
        if current
            .as_ref()
            .is_none_or(|(index, _)| *index != finding.segment)
        {
            let text = segments
                .get(finding.segment)
                .map_or("", |segment| segment.text);
            current = Some((finding.segment, Utf16::new(text)));
        }
        let Some((_, units)) = &current else { continue };
        let in_units =
            |span: &mut Span| *span = Span::new(units.at(span.start), units.at(span.end));
        finding.span.iter_mut().for_each(in_units);
        if let Some(evidence) = &mut finding.evidence {
            evidence
                .statement
                .iter_mut()
                .chain(&mut evidence.window)
                .for_each(in_units);
            let contexts = segments
                .iter()
                .filter(|segment| segment.target == Target::Context);
            let context = contexts
                .map(|segment| segment.text)
                .nth(evidence.context_index.unwrap_or_default());
            if let (Some(span), Some(context)) = (&mut evidence.context_span, context) {
                let units = Utf16::new(context);
                *span = Span::new(units.at(span.start), units.at(span.end));
            }
        }
        converted.push(finding);
    }
    converted
}

/// The input's messages with edits applied.
fn rewritten<'a>(
    verdict: &Verdict,
    input: &'a Input,
    segments: &[Segment<'_>],
) -> Vec<WireMessage<'a>> {
    let written = verdict.prompt.as_ref().filter(|prompt| prompt.rewritten);
    let mut written = written.map(|prompt| prompt.text.as_deref().unwrap_or_default());
    let mut edited = |message: usize, part: Option<usize>, text: &str| {
        let at = segments
            .iter()
            .position(|segment| segment.message == Some(message) && segment.part == part);
        let prompt = at
            .and_then(|at| segments.get(at))
            .is_some_and(|at| at.target == Target::Prompt);
        if let (true, Some(written)) = (prompt, &mut written) {
            // The first of its texts says all of it.
            return std::mem::take(written).to_owned();
        }
        let edits = verdict
            .segment_edits
            .iter()
            .find(|(index, _)| Some(*index) == at);
        edits.map_or_else(|| text.to_owned(), |(_, edits)| Edit::apply(text, edits))
    };
    let messages = input.messages.as_deref().unwrap_or_default();
    messages
        .iter()
        .enumerate()
        .map(|(index, message)| {
            let content = match &message.content {
                Content::Nothing => WireContent::Nothing(None),
                Content::Text(text) => WireContent::Text(edited(index, None, text)),
                Content::Parts(parts) => WireContent::Parts(
                    parts
                        .iter()
                        .enumerate()
                        .map(|(at, part)| WirePart {
                            r#type: &part.kind,
                            text: part
                                .text
                                .as_deref()
                                .map(|text| edited(index, Some(at), text)),
                        })
                        .collect(),
                ),
            };
            WireMessage {
                role: &message.role,
                content,
            }
        })
        .collect()
}
