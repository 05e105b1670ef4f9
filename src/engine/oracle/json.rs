//! Redactions in a text that is JSON, value by value. How it is read is not done a second time.

use std::fmt::Write as _;

use super::redact::{Group, rules};
use crate::engine::Name;
use crate::engine::verdict::{Edit, Finding};
use crate::text::json::{Json, Kind, Value};

/// The edits of a text: what of each stretch lies in each of the values, written by what it says.
pub(super) fn edits<'t>(
    json: &'t Json,
    text: &str,
    groups: &[Group<'_>],
    mut write: impl FnMut(&[&Finding], &'t str) -> Name,
) -> Vec<Edit> {
    let mut all = Vec::new();
    for value in json.values(0, text.len()) {
        let mut parts = Vec::new();
        for group in groups {
            let ((start, end), members) = group;
            let (start, end) = (*start.max(&value.start()), *end.min(&value.end()));
            if start < end && !stays(json, text, group, &value) {
                let said = json.reading().get(json.place(start)..json.place(end));
                let written = write(members, said.unwrap_or_default());
                parts.push(Edit {
                    start,
                    end,
                    replacement: written,
                    rules: rules(members),
                });
            }
        }
        match value.kind {
            Kind::Rest => all.extend(parts),
            Kind::String | Kind::Name => all.extend(parts.into_iter().map(|each| Edit {
                replacement: escaped(&each.replacement).into(),
                ..each
            })),
            Kind::Bare if parts.is_empty() => {}
            Kind::Bare => all.push(quoted(text, &value, &parts)),
        }
    }
    all
}

/// A number as a string, with its parts replaced.
fn quoted(text: &str, value: &Value, parts: &[Edit]) -> Edit {
    let mut replacement = String::from("\"");
    let mut rules: Vec<Name> = Vec::new();
    for (at, char) in text.char_indices() {
        if at < value.start() || at >= value.end() {
            continue;
        }
        if let Some(part) = parts.iter().find(|part| part.start == at) {
            replacement.push_str(&escaped(&part.replacement));
        }
        if !parts.iter().any(|part| part.start <= at && at < part.end) {
            replacement.push(char);
        }
    }
    replacement.push('"');
    for rule in parts.iter().flat_map(|part| &part.rules) {
        if !rules.contains(rule) {
            rules.push(rule.clone());
        }
    }
    Edit {
        start: value.start(),
        end: value.end(),
        replacement: replacement.into(),
        rules,
    }
}

/// A stretch over several values spares numbers and names of one word in which nothing was found by itself, if there is
/// anything else in it.
fn stays(json: &Json, text: &str, group: &Group<'_>, value: &Value) -> bool {
    let ((start, end), members) = group;
    let all = || json.values(*start, *end);
    let about_all = members.iter().any(|each| each.span.is_none());
    several(json, *start, *end)
        && !about_all
        && spared(json, text, members, value)
        && !all().all(|each| spared(json, text, members, &each))
}

fn several(json: &Json, start: usize, end: usize) -> bool {
    let values: Vec<Value> = json.values(start, end).collect();
    values.len() > 1 && values.iter().any(|each| each.kind != Kind::Bare)
}

fn spared(json: &Json, text: &str, members: &[&Finding], value: &Value) -> bool {
    let said = text.get(value.start()..value.end()).unwrap_or_default();
    let plain = match value.kind {
        Kind::Bare => true,
        Kind::Name => !said.chars().any(char::is_whitespace),
        Kind::String | Kind::Rest => false,
    };
    let mut spans = members.iter().filter_map(|each| each.span);
    plain
        && !spans.any(|span| {
            let inside = span.start < value.end() && value.start() < span.end;
            inside && !several(json, span.start, span.end)
        })
}

/// As it is written inside a string.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(char));
            }
            _ => out.push(char),
        }
    }
    out
}
