//! A document as the smallest things that it says: one value of one rule on one side, with how it is looked for and
//! what follows. Two documents that say the same have the same atoms, however their rules are cut.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::{effective_action, effective_message, effective_targets};
use crate::policy::document::{Document, Named, Pii, TextEntry, TopicEntry, TopicMode};
use crate::policy::pii_names::PII_TYPES;
use crate::policy::words::{JudgeUse, Target};
use crate::policy::{Check, Rule};

/// What a rule says of all its values, by the pointer of the native member.
pub(super) type Fields = BTreeMap<String, Value>;

/// One value of a rule on one side.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    pub(super) rule: usize,
    pub(super) value: ValueOf,
    /// `None` where the sentence of the rule says it.
    pub(super) target: Option<Target>,
    pub(super) fields: Rc<Fields>,
}

/// A value of a check.
#[derive(Clone, Debug)]
pub(super) struct ValueOf {
    /// What it is; equal where the same is looked for.
    pub(super) key: String,
    /// Its words, for messages; empty where a rule has one value only.
    pub(super) word: String,
    /// Its pointer in a native rule.
    pub(super) pointer: String,
    /// What only this value says.
    own: Option<Value>,
}

impl ValueOf {
    fn new(key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            word: String::new(),
            pointer: String::new(),
            own: None,
        }
    }

    fn listed(kind: &str, list: &str, index: usize, word: &str) -> Self {
        Self {
            key: format!("{kind}:{word}"),
            word: word.to_owned(),
            pointer: format!("/settings/{list}/{index}"),
            own: None,
        }
    }
}

/// The native names of a rule's types, `all` written out.
pub(super) fn pii_types(pii: &Pii) -> Vec<&str> {
    if pii.types.iter().any(|name| name == "all") {
        let asked = PII_TYPES.iter().filter(|kind| kind.is_asked(&pii.types));
        return asked.map(|kind| kind.name).collect();
    }
    pii.types.iter().map(String::as_str).collect()
}

/// What a check looks for; nothing where its list is empty.
pub(super) fn values(check: &Check) -> Vec<ValueOf> {
    match check {
        Check::Keyword(keyword) => numbered(&keyword.entries, |index, entry| {
            let (kind, text) = match entry {
                TextEntry::Text(text) | TextEntry::Literal { literal: text } => ("literal", text),
                TextEntry::Regex { regex } => ("regex", regex),
                TextEntry::Cucumber { cucumber } => ("cucumber", cucumber),
            };
            ValueOf::listed(kind, "entries", index, text)
        }),
        Check::Competitor(competitor) => numbered(&competitor.names, |index, name| {
            let (name, own) = match name {
                Named::Name(name) => (name, None),
                Named::Aliases { name, aliases } => {
                    (name, (!aliases.is_empty()).then(|| json!(aliases)))
                }
            };
            ValueOf {
                own,
                ..ValueOf::listed("competitor", "names", index, name)
            }
        }),
        Check::Pii(pii) => {
            let all = pii.types.iter().position(|name| name == "all");
            numbered(&pii_types(pii), |index, name| {
                ValueOf::listed("pii", "types", all.unwrap_or(index), name)
            })
        }
        Check::Topic(topic) if topic.mode == TopicMode::Banned => {
            numbered(&topic.topics, |index, entry| {
                let (name, own) = described(entry);
                ValueOf {
                    own,
                    ..ValueOf::listed("banned", "topics", index, name.trim())
                }
            })
        }
        // What is on none of the topics: the list is one value.
        Check::Topic(topic) if topic.topics.is_empty() => Vec::new(),
        Check::Topic(topic) => {
            let (names, own): (Vec<_>, Vec<_>) = topic.topics.iter().map(described).unzip();
            let names: Vec<&str> = names.into_iter().map(str::trim).collect();
            let own = own.iter().any(Option::is_some).then(|| json!(own));
            let pointer = "/settings/topics".into();
            vec![ValueOf {
                pointer,
                own,
                ..ValueOf::new(format!("allowed:{}", json!(names)))
            }]
        }
        Check::Conduct(conduct) => numbered(&conduct.rules, |index, sentence| {
            ValueOf::listed(
                "conduct",
                "rules",
                index,
                &sentence.split_whitespace().collect::<Vec<_>>().join(" "),
            )
        }),
        Check::Custom(custom) => vec![ValueOf::new(format!("custom:{}", custom.text()))],
        Check::Unsupported(unsupported) => {
            vec![ValueOf::new(format!("unsupported:{}", unsupported.name))]
        }
        other => vec![ValueOf::new(other.detector())],
    }
}

fn numbered<T>(list: &[T], read: impl Fn(usize, &T) -> ValueOf) -> Vec<ValueOf> {
    list.iter()
        .enumerate()
        .map(|(index, item)| read(index, item))
        .collect()
}

fn described(topic: &TopicEntry) -> (&str, Option<Value>) {
    match topic {
        TopicEntry::Name(name) => (name, None),
        TopicEntry::Described {
            name,
            description: None,
            examples,
        } if examples.is_empty() => (name, None),
        TopicEntry::Described {
            name,
            description,
            examples,
        } => (name, Some(json!([description, examples]))),
    }
}

/// Every atom of a document.
pub(super) fn atoms(document: &Document) -> Vec<Atom> {
    let mut atoms = Vec::new();
    for (index, rule) in document.rules.iter().enumerate() {
        let shared = fields(document, rule);
        let open = matches!(rule.check, Check::Conduct(_)) && rule.targets.is_none();
        let targets: Vec<Option<Target>> = if open {
            vec![None]
        } else {
            effective_targets(rule).iter().map(Some).collect()
        };
        let shared = Rc::new(shared);
        for value in values(&rule.check) {
            let fields = match &value.own {
                None => Rc::clone(&shared),
                Some(own) => {
                    let mut fields = (*shared).clone();
                    fields.insert(value.pointer.clone(), own.clone());
                    Rc::new(fields)
                }
            };
            for target in &targets {
                let (value, fields) = (value.clone(), Rc::clone(&fields));
                atoms.push(Atom {
                    rule: index,
                    value,
                    target: *target,
                    fields,
                });
            }
        }
    }
    atoms
}

/// What a rule says beside its values, defaults written out; texts only where there are some.
fn fields(document: &Document, rule: &Rule) -> Fields {
    let spec = crate::detectors::spec(rule.check.detector());
    let mut fields = Fields::new();
    let mut say = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            fields.insert(format!("/{key}"), value);
        }
    };
    let action = match (&rule.check, rule.action) {
        (Check::Conduct(_), None) => json!("by sentence"),
        _ => json!(effective_action(document, rule)),
    };
    let judge = match &rule.check {
        Check::Custom(_) => JudgeUse::Require,
        _ => rule.judge.unwrap_or(JudgeUse::Never),
    };
    say("action", Some(action));
    say("enabled", Some(json!(rule.enabled)));
    say("priority", Some(json!(rule.priority)));
    say("judge", Some(json!(judge)));
    say(
        "message",
        effective_message(document, rule).map(Value::from),
    );
    say("replacement", rule.replacement.as_deref().map(Value::from));
    say("description", rule.description.as_deref().map(Value::from));
    let scored = spec.is_some_and(|spec| spec.scored) && !matches!(rule.check, Check::Custom(_));
    let threshold = rule.threshold.or(scored.then_some(0.5));
    say("threshold", threshold.map(Value::from));
    for (key, value) in settings(&rule.check) {
        say(&format!("settings/{key}"), Some(value));
    }
    fields
}

/// The settings beside the list of values, defaults written out.
fn settings(check: &Check) -> Map<String, Value> {
    let whole = serde_json::to_value(check).unwrap_or_default();
    let mut settings = match whole.get("settings") {
        Some(Value::Object(settings)) => settings.clone(),
        _ => Map::new(),
    };
    match check {
        Check::Keyword(keyword) => {
            settings.insert("wholeWord".into(), keyword.whole_word.into());
            settings.insert("caseSensitive".into(), keyword.case_sensitive.into());
            settings.insert("obfuscation".into(), keyword.obfuscation.into());
        }
        Check::Pii(pii) => {
            settings.insert("regions".into(), json!(pii.regions));
            settings.insert("context".into(), pii.context.into());
        }
        // Nobody asks a banned topic for small talk.
        Check::Topic(topic) if topic.mode == TopicMode::Banned => {
            settings.remove("smallTalk");
        }
        Check::Unsupported(_) => settings.clear(),
        _ => {}
    }
    for listed in [
        "entries",
        "names",
        "types",
        "topics",
        "rules",
        "mode",
        "instructions",
        "systemPrompt",
    ] {
        if listed != "types" || matches!(check, Check::Pii(_)) {
            settings.remove(listed);
        }
    }
    settings
}
