//! The decision, from the rules as `DESIGN` and the documentation state them: strictest action, lowest priority, policy
//! order; redaction once, overlaps merged.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::engine::Guard;
use crate::engine::decide::{DEFAULT_MESSAGE, Gathered};
use crate::engine::input::Segment;
use crate::engine::redact::placeholder_type;
use crate::engine::verdict::{Edit, Finding, NotEvaluated, Outcome, PolicyRef, RuleScore, Verdict};
use crate::policy::pii_names;
use crate::policy::words::{Action, Decision, FailureAction, Target};

pub(super) fn decide(
    guard: &Guard,
    segments: &[Segment<'_>],
    placeholder: &str,
    gathered: Gathered,
    scores: Option<Vec<RuleScore>>,
) -> Verdict {
    let mut findings = gathered.findings;
    findings.sort_by_key(|each| (each.target, each.segment, each.span, each.rule_index));
    let not_evaluated = left_out(guard, gathered.not_evaluated);
    let edits = edits(guard, segments, placeholder, &findings);
    let of = |target: Option<Target>| {
        let decision = strictest(&findings, &not_evaluated, target);
        let speaker = findings
            .iter()
            .filter(|each| target.is_none_or(|target| each.target == target))
            .filter(|each| Decision::from(each.action) == decision)
            .min_by_key(|each| (each.priority, each.rule_index));
        (decision, speaker)
    };
    let said = |finding: &Finding| guard.rules.get(finding.rule_index)?.message.clone();
    let side = |target: Target| {
        let texts: Vec<(usize, &str)> = segments
            .iter()
            .enumerate()
            .filter(|(_, segment)| segment.target == target)
            .map(|(index, segment)| (index, segment.text))
            .collect();
        if texts.is_empty() {
            return None;
        }
        let (decision, speaker) = of(Some(target));
        let message = speaker.and_then(said);
        Some(outcome(&texts, decision, message, &edits))
    };
    let (prompt, response) = (side(Target::Prompt), side(Target::Response));
    let (decision, speaker) = of(None);
    let absent = not_evaluated
        .iter()
        .filter(|each| as_decision(each.action) == decision)
        .min_by_key(|each| {
            let rule = guard.rules.get(each.rule_index);
            (rule.map(|rule| rule.priority), each.rule_index)
        });
    let decided_by = match speaker {
        _ if decision == Decision::Allow => None,
        Some(finding) => Some(finding.rule.clone()),
        None => absent.and_then(|each| each.rule.clone()),
    };
    let message = speaker
        .and_then(said)
        .or_else(|| guard.policy.document().message.clone())
        .filter(|_| decision >= Decision::Override);
    let truncated = findings.len() > guard.limits.findings;
    let detected = strictest(&findings, &[], None);
    let complete = gathered.pending.is_empty() && not_evaluated.is_empty() && !truncated;
    findings.truncate(guard.limits.findings);
    Verdict {
        decision,
        detected,
        complete,
        decided_by,
        message,
        prompt,
        response,
        findings,
        truncated,
        not_evaluated,
        pending: gathered.pending,
        answers: None,
        scores,
        vault: None,
        policy: PolicyRef {
            name: guard.policy.document().name.clone(),
            hash: guard.policy.hash(),
        },
        segment_edits: edits,
    }
}

/// What was left out, each rule, side and reason once, in policy order; in monitor mode it flags at most.
fn left_out(guard: &Guard, gathered: Vec<NotEvaluated>) -> Vec<NotEvaluated> {
    let mut seen = BTreeSet::new();
    let mut kept: Vec<NotEvaluated> = gathered
        .into_iter()
        .filter(|each| seen.insert((each.rule_index, each.target, each.reason.as_str())))
        .collect();
    kept.sort_by_key(|each| (each.rule_index, each.target, each.reason));
    if guard.monitor {
        for each in &mut kept {
            each.action = each.action.min(FailureAction::Flag);
        }
    }
    kept
}

fn as_decision(action: FailureAction) -> Decision {
    match action {
        FailureAction::Allow => Decision::Allow,
        FailureAction::Flag => Decision::Flag,
        FailureAction::Block => Decision::Block,
    }
}

fn strictest(
    findings: &[Finding],
    not_evaluated: &[NotEvaluated],
    target: Option<Target>,
) -> Decision {
    let here = |of: Option<Target>| target.is_none_or(|target| of == Some(target));
    let mut decision = Decision::Allow;
    for each in findings.iter().filter(|each| here(Some(each.target))) {
        decision = decision.max(each.action.into());
    }
    for each in not_evaluated.iter().filter(|each| here(each.target)) {
        decision = decision.max(as_decision(each.action));
    }
    decision
}

fn outcome(
    texts: &[(usize, &str)],
    decision: Decision,
    message: Option<String>,
    edits: &[(usize, Vec<Edit>)],
) -> Outcome {
    let mut moved: Vec<Edit> = Vec::new();
    let (mut plain, mut redacted) = (String::new(), String::new());
    for (place, (index, text)) in texts.iter().enumerate() {
        if place > 0 {
            plain.push('\n');
            redacted.push('\n');
        }
        let base = plain.len();
        let own = edits.iter().filter(|each| each.0 == *index);
        let own: Vec<&Edit> = own.flat_map(|each| &each.1).collect();
        plain.push_str(text);
        for (at, char) in text.char_indices() {
            if let Some(edit) = own.iter().find(|edit| edit.start == at) {
                redacted.push_str(&edit.replacement);
            }
            if !own.iter().any(|edit| edit.start <= at && at < edit.end) {
                redacted.push(char);
            }
        }
        for edit in own {
            moved.push(Edit {
                start: edit.start + base,
                end: edit.end + base,
                ..edit.clone()
            });
        }
    }
    let text = match decision {
        Decision::Block => None,
        Decision::Override | Decision::Rephrase => {
            Some(message.unwrap_or_else(|| DEFAULT_MESSAGE.into()))
        }
        Decision::Redact => Some(redacted),
        Decision::Allow | Decision::Flag => Some(plain),
    };
    Outcome {
        decision,
        text,
        edits: moved,
        rewritten: false,
    }
}

/// The edits of every text that has some: findings that overlap are one stretch, however they were found.
fn edits(
    guard: &Guard,
    segments: &[Segment<'_>],
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
        let mut groups: Vec<((usize, usize), Vec<&Finding>)> =
            own.map(|each| (range(each), vec![each])).collect();
        while let Some((one, other)) = overlapping(&groups) {
            let (span, members) = groups.remove(other);
            if let Some(group) = groups.get_mut(one) {
                group.0 = (group.0.0.min(span.0), group.0.1.max(span.1));
                group.1.extend(members);
            }
        }
        groups.sort_by_key(|group| group.0);
        let mut own = Vec::new();
        for ((start, end), members) in groups {
            let matched = segment.text.get(start..end).unwrap_or_default();
            let write = |finding: &Finding, values: &mut Vec<_>| {
                filled(placeholder, finding, matched, values)
            };
            let replacement = spoken(guard, &members, range, |finding| {
                write(finding, &mut values)
            });
            let mut rules: Vec<(usize, &String)> = members
                .iter()
                .map(|each| (each.rule_index, &each.rule))
                .collect();
            rules.sort_unstable();
            rules.dedup();
            own.push(Edit {
                start,
                end,
                replacement,
                rules: rules.into_iter().map(|each| each.1.clone()).collect(),
            });
        }
        if !own.is_empty() {
            all.push((index, own));
        }
    }
    all
}

type Group<'a> = ((usize, usize), Vec<&'a Finding>);

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
    placeholder: impl FnOnce(&Finding) -> String,
) -> String {
    let length = |each: &Finding| match each.span {
        None => usize::MAX,
        Some(_) => range(each).1 - range(each).0,
    };
    let mut ordered: Vec<&Finding> = members.to_vec();
    ordered.sort_by_key(|each| range(each));
    ordered.sort_by_key(|each| (each.priority, Reverse(length(each)), each.rule_index));
    let Some(speaker) = ordered.first() else {
        return String::new();
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
