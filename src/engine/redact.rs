//! Redaction: once, on the original, overlaps merged.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::input::Segment;
use super::json_text::{self, Readings};
use super::vault::Keeper;
use super::verdict::{Edit, Finding};
use super::{Guard, Name, Vault};
use crate::order::sort_by_key;
use crate::policy::words::{Action, Target};
use crate::policy::{Span, pii_names};
use crate::text::json::Json;

/// The edits of every segment that has some, in segment order, and the vault that follows the one given. `findings` are
/// sorted by segment and span.
pub(super) fn edits(
    guard: &Guard,
    (segments, readings): (&[Segment<'_>], &Readings),
    findings: &[Finding],
    placeholder: &str,
    vault: Option<&Vault>,
) -> (Vec<(usize, Vec<Edit>)>, Option<Vault>) {
    let texts = || {
        let read = readings.read(segments);
        read.iter().map(|segment| segment.text).collect()
    };
    let mut numbers = Numbers::new(placeholder)
        .known(vault.map(|vault| Keeper::new(vault, texts(), placeholder)));
    let mut all: Vec<(usize, Vec<Edit>)> = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let own = findings.iter().filter(|each| each.segment == index);
        let merged = merged(segment.text.len(), own);
        if !merged.is_empty() {
            let text = (segment, readings.get(index));
            let edits = made(guard, text, &merged, &mut numbers);
            // JSON may say nothing.
            if !edits.is_empty() {
                all.push((index, edits));
            }
        }
    }
    (all, numbers.vault.map(Keeper::finish))
}

/// What is to be redacted in a text of this length, in order, overlapping findings as one.
pub(super) fn merged<'a>(
    length: usize,
    findings: impl Iterator<Item = &'a Finding>,
) -> Vec<Merged<'a>> {
    let mut merged: Vec<Merged<'a>> = Vec::new();
    let range = |finding: &Finding| {
        finding
            .span
            .map_or((0, length), |span| (span.start, span.end))
    };
    let mut own: Vec<&Finding> = findings
        .filter(|each| each.action == Action::Redact)
        .collect();
    sort_by_key(&mut own, |finding| range(finding));
    for finding in own {
        let (start, end) = range(finding);
        match merged.last_mut().filter(|last| start < last.end) {
            Some(last) => last.absorb(finding, end),
            None => merged.push(Merged {
                start,
                end,
                findings: vec![finding],
            }),
        }
    }
    merged
}

/// The edits of what is to be redacted in a text.
pub(super) fn made(
    guard: &Guard,
    (segment, json): (&Segment<'_>, Option<&Json>),
    merged: &[Merged<'_>],
    numbers: &mut Numbers<'_>,
) -> Vec<Edit> {
    if let Some(json) = json {
        return json_text::edits(json, segment.text, merged, |each, said| {
            each.replacement(guard, segment.target, said, numbers)
        });
    }
    let edit = |each: &Merged<'_>| each.edit(guard, segment, numbers);
    merged.iter().map(edit).collect()
}

/// Overlapping findings: one stretch of text.
pub(super) struct Merged<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    findings: Vec<&'a Finding>,
}

impl<'a> Merged<'a> {
    fn absorb(&mut self, finding: &'a Finding, end: usize) {
        self.end = self.end.max(end);
        self.findings.push(finding);
    }

    /// Lowest priority, then the longest match, then policy order says what is written.
    fn replacement(
        &self,
        guard: &Guard,
        target: Target,
        matched: &str,
        numbers: &mut Numbers<'_>,
    ) -> Name {
        let length = |finding: &Finding| {
            finding
                .span
                .map_or(usize::MAX, |span| span.end - span.start)
        };
        let speaker = self.findings.iter().min_by_key(|each| {
            (
                each.priority,
                std::cmp::Reverse(length(each)),
                each.rule_index,
            )
        });
        speaker.map_or_else(Name::default, |finding| {
            let rule = guard.rules.get(finding.rule_index);
            let own = rule.and_then(|rule| rule.replacement.clone());
            // A masked value only says something about a match that stands alone.
            let masked = finding
                .replacement
                .clone()
                .filter(|_| self.findings.len() == 1);
            own.or(masked)
                .unwrap_or_else(|| numbers.placeholder(finding, matched, target))
        })
    }

    /// Whether one of the findings has no place.
    pub(super) fn is_about_all(&self) -> bool {
        self.findings.iter().any(|finding| finding.span.is_none())
    }

    /// Where each of the findings is that has a place, in order.
    pub(super) fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.findings.iter().filter_map(|finding| finding.span)
    }

    /// The rules that ask for it, in the order of the policy.
    pub(super) fn rules(&self) -> Vec<Name> {
        if let [only] = self.findings.as_slice() {
            return vec![only.rule.clone()];
        }
        let mut rules: Vec<(usize, &Name)> = self
            .findings
            .iter()
            .map(|each| (each.rule_index, &each.rule))
            .collect();
        sort_by_key(&mut rules, |rule| *rule);
        rules.dedup();
        rules.into_iter().map(|(_, rule)| rule.clone()).collect()
    }

    fn edit(&self, guard: &Guard, segment: &Segment<'_>, numbers: &mut Numbers<'_>) -> Edit {
        let matched = segment.text.get(self.start..self.end).unwrap_or_default();
        Edit {
            start: self.start,
            end: self.end,
            replacement: self.replacement(guard, segment.target, matched, numbers),
            rules: self.rules(),
        }
    }
}

/// Fills the placeholder's template; equal values of a type get equal numbers, from 1.
#[derive(Debug)]
pub(super) struct Numbers<'a> {
    template: String,
    /// By what a placeholder says: what is written for them all.
    made: BTreeMap<(Name, Option<Name>), Name>,
    seen: BTreeMap<String, Vec<String>>,
    vault: Option<Keeper<'a>>,
}

impl<'a> Numbers<'a> {
    pub(super) fn new(template: &str) -> Self {
        Self {
            template: template.to_owned(),
            made: BTreeMap::new(),
            seen: BTreeMap::new(),
            vault: None,
        }
    }

    /// With the tokens that stand for what is known.
    pub(super) fn known(self, vault: Option<Keeper<'a>>) -> Self {
        Self { vault, ..self }
    }

    fn placeholder(&mut self, finding: &Finding, matched: &str, target: Target) -> Name {
        let said = (finding.detector.clone(), own_kind(finding).cloned());
        if let Some(made) = self.made.get(&said) {
            return made.clone();
        }
        let kind = placeholder_type(finding);
        let tag = pii_names::tag(&kind);
        let prompt = target == Target::Prompt;
        let vault = self.vault.as_mut();
        if let Some(token) = vault.and_then(|vault| vault.token(&kind, tag, matched, prompt)) {
            return token.into();
        }
        let template = self.template.replace("{type}", &kind).replace("{tag}", tag);
        if !template.contains("{n}") {
            let made = Name::shared(&template);
            if self.vault.is_none() {
                self.made.insert(said, made.clone());
            }
            return made;
        }
        let values = self.seen.entry(kind.clone()).or_default();
        let at = values
            .iter()
            .position(|value| value == matched)
            .unwrap_or_else(|| {
                values.push(matched.to_owned());
                values.len() - 1
            });
        template.replace("{n}", &(at + 1).to_string()).into()
    }
}

/// `EMAIL_ADDRESS`; for detectors whose findings carry words of the policy the detector's own name, so that a codename is
/// not written where it was taken out.
pub(super) fn placeholder_type(finding: &Finding) -> String {
    let name = own_kind(finding).unwrap_or(&finding.detector);
    name.replace('.', "_").to_uppercase()
}

/// The kind, where a placeholder names it: a keyword's is the keyword.
fn own_kind(finding: &Finding) -> Option<&Name> {
    let own = finding.detector.starts_with("pii") || finding.detector.starts_with("secret");
    finding.kind.as_ref().filter(|_| own)
}

/// The text of one side (parts joined with line feeds) and its edits on that text.
pub(super) fn joined<'a>(
    segments: &[Segment<'a>],
    target: Target,
    edits: &[(usize, Vec<Edit>)],
) -> (Cow<'a, str>, Vec<Edit>) {
    let mut text: Option<Cow<'a, str>> = None;
    let mut moved = Vec::new();
    for (index, segment) in segments
        .iter()
        .enumerate()
        .filter(|(_, segment)| segment.target == target)
    {
        let base = text.as_ref().map_or(0, |text| text.len() + 1);
        let own = edits
            .iter()
            .find(|(at, _)| *at == index)
            .map_or(&[][..], |(_, edits)| edits);
        moved.extend(own.iter().map(|edit| Edit {
            start: edit.start + base,
            end: edit.end + base,
            ..edit.clone()
        }));
        text = Some(match text {
            None => Cow::Borrowed(segment.text),
            Some(before) => Cow::Owned(format!("{before}\n{}", segment.text)),
        });
    }
    (text.unwrap_or_default(), moved)
}

impl Edit {
    /// The text with its edits made, which stand in order.
    #[must_use]
    pub fn apply(text: &str, edits: &[Self]) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for edit in edits {
            out.push_str(text.get(at..edit.start).unwrap_or_default());
            out.push_str(&edit.replacement);
            at = edit.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }
}
