//! Redaction once, overlaps merged.

use std::cmp::Reverse;

use super::json;
use crate::engine::input::Segment;
use crate::engine::json_text::Readings;
use crate::engine::redact::placeholder_type;
use crate::engine::verdict::{Edit, Finding};
use crate::engine::{Guard, Name};
use crate::policy::pii_names;
use crate::policy::words::Action;

/// The edits of every text that has some: findings that overlap are one stretch, however they were found.
pub(super) fn edits(
    guard: &Guard,
    (segments, readings): (&[Segment<'_>], &Readings),
    placeholder: &str,
    findings: &[Finding],
) -> Vec<(usize, Vec<Edit>)> {
    // Values by their type, numbered as they come.
    let mut values: Vec<(String, &str)> = Vec::new();
    let mut all = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let range = |each: &Finding| {
            each.span
                .map_or((0, segment.text.len()), |span| (span.start, span.end))
        };
        let own = findings
            .iter()
            .filter(|each| each.segment == index && each.action == Action::Redact);
        let mut groups: Vec<Group<'_>> = own.map(|each| (range(each), vec![each])).collect();
        while let Some((one, other)) = overlapping(&groups) {
            let (span, members) = groups.remove(other);
            if let Some(group) = groups.get_mut(one) {
                group.0 = (group.0.0.min(span.0), group.0.1.max(span.1));
                group.1.extend(members);
            }
        }
        groups.sort_by_key(|group| group.0);
        let mut write = |members: &[&Finding], matched| {
            spoken(guard, members, range, |finding| {
                filled(placeholder, finding, matched, &mut values).into()
            })
        };
        let own = if let Some(json) = readings.get(index) {
            json::edits(json, segment.text, &groups, write)
        } else {
            let edit = |((start, end), members): &Group<'_>| Edit {
                start: *start,
                end: *end,
                replacement: write(members, segment.text.get(*start..*end).unwrap_or_default()),
                rules: rules(members),
            };
            groups.iter().map(edit).collect()
        };
        if !own.is_empty() {
            all.push((index, own));
        }
    }
    all
}

/// Findings that overlap, and what they cover.
pub(super) type Group<'a> = ((usize, usize), Vec<&'a Finding>);

/// The rules of findings, in policy order.
pub(super) fn rules(members: &[&Finding]) -> Vec<Name> {
    let mut rules: Vec<(usize, &Name)> = members
        .iter()
        .map(|each| (each.rule_index, &each.rule))
        .collect();
    rules.sort_unstable();
    rules.dedup();
    rules.into_iter().map(|each| each.1.clone()).collect()
}

/// Two stretches that share a byte.
fn overlapping(groups: &[Group<'_>]) -> Option<(usize, usize)> {
    for (one, group) in groups.iter().enumerate() {
        for (other, next) in groups.iter().enumerate().skip(one + 1) {
            if group.0.0 < next.0.1 && next.0.0 < group.0.1 {
                return Some((one, other));
            }
        }
    }
    None
}

/// What a stretch is replaced with: lowest priority, then the longest, then policy order speaks.
fn spoken(
    guard: &Guard,
    members: &[&Finding],
    range: impl Fn(&Finding) -> (usize, usize),
    placeholder: impl FnOnce(&Finding) -> Name,
) -> Name {
    let length = |each: &Finding| match each.span {
        None => usize::MAX,
        Some(_) => range(each).1 - range(each).0,
    };
    let mut ordered: Vec<&Finding> = members.to_vec();
    ordered.sort_by_key(|each| range(each));
    ordered.sort_by_key(|each| (each.priority, Reverse(length(each)), each.rule_index));
    let Some(speaker) = ordered.first() else {
        return Name::default();
    };
    let own = guard.rules.get(speaker.rule_index);
    let own = own.and_then(|rule| rule.replacement.clone());
    let masked = speaker.replacement.clone().filter(|_| members.len() == 1);
    own.or(masked).unwrap_or_else(|| placeholder(speaker))
}

fn filled<'t>(
    template: &str,
    finding: &Finding,
    matched: &'t str,
    values: &mut Vec<(String, &'t str)>,
) -> String {
    let kind = placeholder_type(finding);
    let text = template.replace("{type}", &kind);
    let text = text.replace("{tag}", pii_names::tag(&kind));
    if !text.contains("{n}") {
        return text;
    }
    let known = (kind.clone(), matched);
    if !values.contains(&known) {
        values.push(known);
    }
    let same = values.iter().filter(|each| each.0 == kind);
    let number = same.take_while(|each| each.1 != matched).count() + 1;
    text.replace("{n}", &number.to_string())
}
