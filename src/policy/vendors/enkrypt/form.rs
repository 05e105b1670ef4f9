//! The code of conduct: `name`, `policy_rules`, `total_rules`, and the policy they were made from.

use super::V2;
use super::document::Kept;
use super::rules::{Sentence, Split, split};
use crate::policy::diagnostic::{Code, Diagnostic, Span};
use crate::policy::document::Conduct;
use crate::policy::fields::{Field, Fields, Sink, Spelling, listed, shown};
use crate::policy::reader::{Node, Value};
use crate::policy::sentence::key;
use crate::policy::vendors::collected::Collected;
use crate::policy::vendors::{Draft, ValidateOptions};
use crate::policy::words::Targets;
use crate::policy::{Check, Document, Origin, Rule};

/// The key of `options.targets`, and the label of the rule.
const BLOCK: &str = "policy_rules";

pub(in crate::policy::vendors) fn policy(
    root: &Node,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Draft> {
    let mut fields = Fields::open(root, "", Spelling::Exact, sink)?;
    if let Some(field) = V2.iter().find_map(|key| fields.get(key, &[], sink)) {
        let message = format!(
            "policies of the second version ({}) are not supported; give their rules as `policy_rules`",
            listed(&V2)
        );
        sink.note(Code::UnsupportedKind, &field.path, message);
        return None;
    }
    let mut rules = Collected::new(options);
    rules.check_targets(&[BLOCK], sink);
    let name = fields.require_text("name", sink);
    let conduct = fields
        .require(BLOCK, &[], sink)
        .and_then(|field| read(&field, options.limits.rules, sink));
    let total = fields
        .require("total_rules", &[], sink)
        .and_then(|field| whole_number(&field, sink).map(|total| (field, total)));
    if let (Some(conduct), Some((field, total))) = (&conduct, total) {
        compare(&field, total, conduct.count, sink);
    }
    let mut kept = Kept {
        policy_text: text(&mut fields, sink),
        pdf_name: file(&mut fields, sink),
        ..Kept::default()
    };
    source(&kept, sink);
    fields.finish(sink);
    let conduct = conduct?;
    kept.policy_rules = conduct.lines;
    kept.total_rules = conduct.count;
    let mut rule = Rule::new("conduct", conduct.check);
    if options.targets.contains_key(BLOCK) {
        rule.targets = Some(rules.targets(BLOCK, Targets::BOTH));
    }
    rules.add(rule, conduct.origin);
    let vendor = serde_json::to_value(&kept).unwrap_or_default();
    Some(rules.finish(Document::new(name?), vendor, sink))
}

/// Sentences as a check.
pub(super) struct Sentences {
    pub(super) check: Check,
    pub(super) origin: Origin,
    pub(super) lines: String,
    pub(super) count: usize,
}

impl Sentences {
    fn new(rules: Vec<Sentence>, count: usize, path: &str) -> Self {
        let lines: Vec<&str> = rules.iter().map(|rule| rule.line.as_str()).collect();
        let lines = lines.join("\n");
        let (rules, sentences) = rules.into_iter().map(|rule| (rule.text, rule.span)).unzip();
        Self {
            check: Check::Conduct(Conduct { rules }),
            origin: Origin {
                path: path.to_owned(),
                label: BLOCK.to_owned(),
                sentences,
                ..Origin::default()
            },
            lines,
            count,
        }
    }
}

/// Rules in a string of any form, or in a list of strings as the vendor's client takes them.
pub(super) fn read(field: &Field<'_>, limit: usize, sink: &mut Sink) -> Option<Sentences> {
    if let Value::Array(_) = field.node.value {
        return read_list(field, limit, sink);
    }
    let split = split(field.filled(sink)?, limit);
    report(&split, &field.path, limit, sink);
    let complete = split.faults.is_empty() && (1..=limit).contains(&split.count);
    complete.then(|| Sentences::new(split.rules, split.count, &field.path))
}

/// A real list. Its sentences stand in strings of their own, so they have no place in one string.
fn read_list(field: &Field<'_>, limit: usize, sink: &mut Sink) -> Option<Sentences> {
    let items = field.items(sink)?;
    let mut rules = Vec::new();
    let mut seen = std::collections::BTreeMap::new();
    for item in items.iter().take(limit) {
        let Some(text) = item.filled(sink) else {
            continue;
        };
        let mut one = split(&serde_json::json!([text]).to_string(), 1);
        duplicate(
            &one.rules,
            &mut seen,
            rules.len(),
            |_| Diagnostic::new(Code::DuplicateRule, &item.path, ""),
            sink,
        );
        rules.append(&mut one.rules);
    }
    count(items.len(), &field.path, limit, sink);
    let complete = rules.len() == items.len() && !rules.is_empty();
    complete.then(|| {
        let mut sentences = Sentences::new(rules, items.len(), &field.path);
        sentences.origin.sentences.clear();
        sentences.origin.list = Some(field.path.clone());
        sentences
    })
}

fn report(split: &Split, path: &str, limit: usize, sink: &mut Sink) {
    for span in &split.headings {
        let message = "this line reads like a heading, so it is not evaluated as a rule";
        sink.push(Diagnostic::new(Code::HeadingSkipped, path, message).at(*span));
    }
    for fault in &split.faults {
        let diagnostic = match fault.found {
            Some(found) => {
                let message = format!("expected a string in the list of rules, found {found}");
                Diagnostic::new(Code::WrongType, path, message)
            }
            None => Diagnostic::new(Code::BlankText, path, "a rule must not be blank"),
        };
        sink.push(diagnostic.at(fault.span));
    }
    let mut seen = std::collections::BTreeMap::new();
    let at = |span| Diagnostic::new(Code::DuplicateRule, path, "").at(span);
    duplicate(&split.rules, &mut seen, 0, at, sink);
    if split.faults.is_empty() {
        count(split.count, path, limit, sink);
    }
}

fn count(count: usize, path: &str, limit: usize, sink: &mut Sink) {
    if count == 0 {
        sink.note(Code::EmptyList, path, "there is no rule here");
    } else if count > limit {
        let message = format!("there are more than {limit} rules, at most that many are accepted");
        sink.note(Code::TooMany, path, message);
    }
}

/// Rules that say the same but for case, spaces and punctuation.
fn duplicate(
    rules: &[Sentence],
    seen: &mut std::collections::BTreeMap<String, usize>,
    before: usize,
    diagnostic: impl Fn(Span) -> Diagnostic,
    sink: &mut Sink,
) {
    for (rule, number) in rules.iter().zip(before + 1..) {
        let first = *seen.entry(key(&rule.text)).or_insert(number);
        if first != number {
            let mut same = diagnostic(rule.span);
            same.message = format!("this rule says the same as rule {first}; it is evaluated once");
            sink.push(same);
        }
    }
}

/// A form's numbers are strings.
fn whole_number(field: &Field<'_>, sink: &mut Sink) -> Option<i64> {
    let Some(text) = field.node.text() else {
        return field.integer(1, i64::MAX, sink);
    };
    match text.trim().parse::<i64>() {
        Ok(number) if number >= 1 => Some(number),
        Ok(number) => {
            let message = format!("{number} is not accepted; give a whole number of at least 1");
            sink.note(Code::OutOfRange, &field.path, message);
            None
        }
        Err(_) => {
            let message = format!("expected a whole number, found `{}`", shown(text));
            sink.note(Code::WrongType, &field.path, message);
            None
        }
    }
}

fn compare(field: &Field<'_>, total: i64, count: usize, sink: &mut Sink) {
    if usize::try_from(total) != Ok(count) {
        let read = if count == 1 {
            "1 rule was".to_owned()
        } else {
            format!("{count} rules were")
        };
        let message = format!("`total_rules` is {total}, but {read} read");
        sink.note(Code::TotalRulesMismatch, &field.path, message);
    }
}

/// The policy's text; the published default is two quotation marks, which stand for nothing.
fn text(fields: &mut Fields<'_>, sink: &mut Sink) -> Option<String> {
    let text = fields.text("policy_text", sink)?;
    let nothing = matches!(text.trim(), "" | "\"\"");
    (!nothing).then(|| text.to_owned())
}

/// The policy's file: its name without `.pdf`.
fn file(fields: &mut Fields<'_>, sink: &mut Sink) -> Option<String> {
    let field = fields.get("policy_file", &[], sink)?;
    let mut file = field.fields(Spelling::Exact, sink)?;
    let name = file
        .require("name", &[], sink)
        .and_then(|name| name.text(sink));
    let kind = file.text("type", sink).unwrap_or_default();
    let size = file
        .get("size", &[], sink)
        .and_then(|size| size.integer(0, i64::MAX, sink));
    let checked = file.get("pdf", &[], sink).and_then(|pdf| pdf.flag(sink));
    file.finish(sink);
    let name = name?;
    // What a browser sends for a file input that was left empty.
    if name.is_empty() && size.unwrap_or(0) == 0 {
        return None;
    }
    let stem = name
        .len()
        .checked_sub(4)
        .and_then(|at| name.split_at_checked(at))
        .filter(|(_, end)| end.eq_ignore_ascii_case(".pdf"))
        .map(|(stem, _)| stem);
    let named_pdf =
        stem.is_some() && matches!(kind, "" | "application/pdf" | "application/octet-stream");
    match checked {
        Some(true) if size != Some(0) => {}
        None if named_pdf && size != Some(0) => {
            let message = "the file's bytes were not read; `readForm` checks that it is a PDF";
            sink.note(Code::PdfNotRead, &field.path, message);
        }
        _ => {
            let message = if size == Some(0) {
                "the policy file is empty; a PDF is expected"
            } else {
                "the policy file is not a PDF"
            };
            sink.note(Code::NotPdf, &field.path, message);
        }
    }
    Some(stem.unwrap_or(name).to_owned())
}

fn source(kept: &Kept, sink: &mut Sink) {
    match (&kept.policy_text, &kept.pdf_name) {
        (None, None) => {
            let message =
                "neither `policy_text` nor `policy_file` is given; the rules are what is evaluated";
            sink.note(Code::SourceMissing, "", message);
        }
        (Some(_), Some(_)) => {
            let message = "both `policy_text` and `policy_file` are given; Enkrypt's client takes one of them";
            sink.note(Code::SourceAmbiguous, "", message);
        }
        _ => {}
    }
}
