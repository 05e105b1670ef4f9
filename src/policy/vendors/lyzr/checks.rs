//! The blocks that become one rule each: topics, toxicity, prompt injection, secrets.

use std::collections::BTreeSet;

use super::block::{Block, Elements, elements};
use crate::policy::diagnostic::Code;
use crate::policy::document::{Secret, Topic, TopicEntry, TopicMode, Toxicity};
use crate::policy::fields::{Field, Fields, Sink, Spelling, shown};
use crate::policy::vendors::collected::Collected;
use crate::policy::words::{Action, Targets};
use crate::policy::{Check, Origin, Rule};

pub(super) fn topics(
    fields: &mut Fields<'_>,
    mode: TopicMode,
    rules: &mut Collected<'_>,
    sink: &mut Sink,
) {
    let name = match mode {
        TopicMode::Allowed => "allowed_topics",
        TopicMode::Banned => "banned_topics",
    };
    let Some(mut block) = Block::open(fields, name, sink) else {
        return;
    };
    let list = block.fields.get("topics", &[], sink);
    let topics = list
        .as_ref()
        .map(|list| topic_names(list, sink))
        .unwrap_or_default();
    let mut origin = block.origin(block.path());
    if list.as_ref().is_none_or(Field::is_empty_list) {
        if !block.enabled {
            return block.fields.finish(sink);
        }
        let path = list.map_or_else(|| block.path().to_owned(), |list| list.path);
        origin.inert = Some(Block::checks_nothing(&path, "topic", sink));
    }
    let check = Check::Topic(Topic {
        mode,
        topics: topics.into_iter().map(TopicEntry::Name).collect(),
        small_talk: crate::policy::document::SmallTalk::default(),
    });
    let mut rule = block.rule(name, check, rules);
    rule.action = Some(Action::Block);
    rules.add(rule, origin);
    block.fields.finish(sink);
}

/// The names, trimmed: the studio splits what people type on commas and keeps the spaces.
fn topic_names(list: &Field<'_>, sink: &mut Sink) -> Vec<String> {
    let fields: Vec<Field<'_>> = match elements(list, sink) {
        Elements::Texts(texts) => texts,
        Elements::Objects(objects) => objects
            .iter()
            .filter_map(|object| {
                let mut fields = object.fields(Spelling::Exact, sink)?;
                let name = fields.require("name", &[], sink);
                fields.finish(sink);
                name
            })
            .collect(),
    };
    let mut seen = BTreeSet::new();
    let mut names = Vec::new();
    for field in fields {
        let Some(name) = field.filled(sink).map(str::trim) else {
            continue;
        };
        if seen.insert(name.to_lowercase()) {
            names.push(name.to_owned());
        } else {
            let message = format!("the topic `{}` stands twice in this list", shown(name));
            sink.note(Code::DuplicateEntry, &field.path, message);
        }
    }
    names
}

pub(super) fn toxicity(fields: &mut Fields<'_>, rules: &mut Collected<'_>, sink: &mut Sink) {
    let check = Check::Toxicity(Toxicity::default());
    scored(
        fields,
        "toxicity_check",
        check,
        (0.4, Targets::BOTH),
        rules,
        sink,
    );
}

pub(super) fn injection(fields: &mut Fields<'_>, rules: &mut Collected<'_>, sink: &mut Sink) {
    let own = (0.3, Targets::PROMPT);
    scored(
        fields,
        "prompt_injection",
        Check::PromptInjection,
        own,
        rules,
        sink,
    );
}

/// A block with a threshold.
fn scored(
    fields: &mut Fields<'_>,
    name: &'static str,
    check: Check,
    (default, targets): (f64, Targets),
    rules: &mut Collected<'_>,
    sink: &mut Sink,
) {
    let Some(mut block) = Block::open(fields, name, sink) else {
        return;
    };
    let says_something = !block.fields.is_empty();
    let mut rule = block.rule(name, check, rules);
    let mut origin = block.origin(block.path());
    rule.targets = Some(rules.targets(name, targets));
    rule.action = Some(Action::Block);
    threshold(&mut block, default, &mut rule, &mut origin, sink);
    if says_something {
        rules.add(rule, origin);
    }
    block.fields.finish(sink);
}

fn threshold(
    block: &mut Block<'_>,
    default: f64,
    rule: &mut Rule,
    origin: &mut Origin,
    sink: &mut Sink,
) {
    let field = block.fields.get("threshold", &[], sink);
    let given = field
        .as_ref()
        .and_then(|field| field.number(0.0, 1.0, sink));
    let vendor = given.unwrap_or(default);
    rule.threshold = Some(on_our_scale(vendor, default));
    origin.vendor_threshold = Some(vendor);
    let (Some(field), true) = (field, block.enabled) else {
        return;
    };
    if given == Some(1.0) {
        let message =
            "no score is above a threshold of 1, so this block never blocks; Lyzr's default is";
        let message = format!("{message} {default}");
        sink.note(Code::ThresholdNeverFires, &field.path, message);
        origin.inert = Some("no score is above its threshold of 1".into());
    } else if given == Some(0.0) {
        let message = "every score above 0 is blocked at a threshold of 0; Lyzr's default is";
        let message = format!("{message} {default}");
        sink.note(Code::ThresholdAlwaysFires, &field.path, message);
    }
}

/// From the vendor's scale to ours: 0 to 0, the vendor's default to 0.5, 1 to 1, straight in between.
fn on_our_scale(threshold: f64, default: f64) -> f64 {
    if threshold <= default {
        threshold / default * 0.5
    } else {
        0.5 + (threshold - default) / (1.0 - default) * 0.5
    }
}

pub(super) fn secrets(fields: &mut Fields<'_>, rules: &mut Collected<'_>, sink: &mut Sink) {
    let Some(mut block) = Block::open(fields, "secrets_detection", sink) else {
        return;
    };
    let says_something = !block.fields.is_empty();
    let field = block.fields.get("action", &[], sink);
    let action = field
        .as_ref()
        .and_then(|field| field.word(&["mask", "redact", "block", "disabled"], sink));
    if field.is_none() && block.enabled {
        let message = "no `action` is given; `mask` is assumed, as Lyzr's client does";
        sink.note(Code::ActionMissing, block.path(), message);
    }
    let check = Check::Secret(Secret {
        mask: action != Some("redact"),
        ..Secret::default()
    });
    let mut rule = block.rule("secrets_detection", check, rules);
    rule.enabled &= action != Some("disabled");
    rule.action = Some(match action {
        Some("block") => Action::Block,
        _ => Action::Redact,
    });
    if says_something {
        rules.add(rule, block.origin(block.path()));
    }
    block.fields.finish(sink);
}

#[cfg(test)]
mod tests {
    use super::on_our_scale;

    #[test]
    fn the_vendors_default_is_our_half() {
        for default in [0.3, 0.4] {
            let at = |threshold| on_our_scale(threshold, default);
            let exact = [at(0.0), at(default), at(1.0)].map(f64::to_bits);
            assert_eq!(exact, [0.0, 0.5, 1.0].map(f64::to_bits));
            let steps: Vec<f64> = (0..=100).map(|step| at(f64::from(step) / 100.0)).collect();
            assert!(steps.windows(2).all(|pair| pair[0] < pair[1]), "{steps:?}");
        }
        assert!((on_our_scale(0.15, 0.3) - 0.25).abs() < 1e-12);
        assert!((on_our_scale(0.7, 0.4) - 0.75).abs() < 1e-12);
    }
}
