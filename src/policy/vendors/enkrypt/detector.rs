//! The eleven detectors, each as a rule.

use super::conduct::policy_violation;
use super::entities::pii;
use crate::policy::diagnostic::{Code, Diagnostic, Severity};
use crate::policy::document::{
    Keyword, SmallTalk, TOXICITY_LABELS, TextEntry, Topic, TopicEntry, TopicMode, Toxicity,
    Unsupported,
};
use crate::policy::fields::{Field, Fields, Sink, Spelling, shown};
use crate::policy::lists::ListOf;
use crate::policy::reader::Value;
use crate::policy::vendors::ENKRYPT_DETECTORS;
use crate::policy::vendors::collected::Collected;
use crate::policy::words::{Action, Targets};
use crate::policy::{Check, Origin, Rule};

/// Where a set of detectors stands.
pub(super) struct Detector {
    /// `input` or `output` of a stored guardrail.
    pub(super) side: Option<&'static str>,
    pub(super) targets: Targets,
}

impl Detector {
    pub(super) fn both() -> Self {
        Self {
            side: None,
            targets: Targets::BOTH,
        }
    }

    /// The rule's id: the detector's name, after its side.
    fn id(&self, name: &str) -> String {
        self.side
            .map_or_else(|| name.to_owned(), |side| format!("{side}.{name}"))
    }
}

/// A detector being read.
pub(super) struct Open<'a> {
    pub(super) fields: Fields<'a>,
    pub(super) name: &'static str,
    pub(super) id: String,
    pub(super) enabled: bool,
    targets: Targets,
    message: Option<String>,
}

impl Open<'_> {
    pub(super) fn path(&self) -> &str {
        self.fields.path()
    }

    /// A rule of this detector; `part` is what its id ends with when there are several.
    pub(super) fn rule(&self, part: &str, check: Check) -> Rule {
        let mut rule = Rule::new(format!("{}{part}", self.id), check);
        rule.enabled = self.enabled;
        rule.targets = Some(self.targets);
        rule.action = Some(Action::Flag);
        rule.message.clone_from(&self.message);
        rule
    }

    pub(super) fn origin(&self, path: &str) -> Origin {
        Origin {
            path: path.to_owned(),
            label: self.name.to_owned(),
            ..Origin::default()
        }
    }

    /// Says that the detector is on and has nothing to look for; gives the reason.
    pub(super) fn checks_nothing(&self, path: &str, what: &str, sink: &mut Sink) -> Option<String> {
        if !self.enabled {
            return None;
        }
        let reason = format!("no {what} is given");
        let message = format!("the detector is on, but {reason}, so it checks nothing");
        sink.note(Code::ChecksNothing, path, message);
        Some(reason)
    }
}

/// Every detector of a set.
pub(super) fn detectors(
    mut set: Fields<'_>,
    of: &Detector,
    rules: &mut Collected<'_>,
    sink: &mut Sink,
) {
    for name in ENKRYPT_DETECTORS {
        let Some(mut open) = open(&mut set, name, of, rules, sink) else {
            continue;
        };
        match name {
            "topic_detector" => topic(&mut open, rules, sink),
            "toxicity" => toxicity(&open, rules),
            "pii" => pii(&mut open, rules, sink),
            "injection_attack" => injection(&mut open, rules, sink),
            "keyword_detector" => keywords(&mut open, rules, sink),
            "policy_violation" => policy_violation(&mut open, rules, sink),
            _ => unserved(&mut open, rules, sink),
        }
        open.fields.finish(sink);
    }
    for (key, field) in set.rest() {
        unknown(key, &field, of, rules, sink);
    }
}

fn open<'a>(
    set: &mut Fields<'a>,
    name: &'static str,
    of: &Detector,
    rules: &Collected<'_>,
    sink: &mut Sink,
) -> Option<Open<'a>> {
    let field = set.get(name, &[], sink)?;
    let mut fields = field.fields(Spelling::Exact, sink)?;
    if fields.is_empty() {
        return None;
    }
    let enabled = if let Some(enabled) = fields.get("enabled", &[], sink) {
        enabled.flag(sink).unwrap_or(false)
    } else {
        let message =
            "`enabled` is not given, so Enkrypt reads the detector as off; add `\"enabled\": true`";
        let missing = Diagnostic::new(Code::MissingKey, &field.path, message);
        sink.push(missing.severe(Severity::Warning));
        false
    };
    let message = fields
        .text("block_message", sink)
        .filter(|text| !text.is_empty());
    let id = of.id(name);
    Some(Open {
        fields,
        name,
        enabled,
        targets: rules.targets(&id, of.targets),
        message: message.map(str::to_owned),
        id,
    })
}

fn topic(open: &mut Open<'_>, rules: &mut Collected<'_>, sink: &mut Sink) {
    let list = open.fields.get("topic", &[], sink);
    let topics = list
        .as_ref()
        .and_then(|list| list.distinct_texts(ListOf::any(usize::MAX), sink))
        .unwrap_or_default();
    let path = list
        .as_ref()
        .map_or_else(|| open.path(), |list| list.path.as_str());
    let mut origin = open.origin(path);
    if list.as_ref().is_none_or(Field::is_empty_list) {
        origin.inert = open.checks_nothing(path, "topic", sink);
        if origin.inert.is_none() {
            return;
        }
    }
    // The vendor's own hooks take 0, off topic, as the violation.
    let check = Check::Topic(Topic {
        mode: TopicMode::Allowed,
        topics: topics
            .iter()
            .map(|name| TopicEntry::Name(name.trim().to_owned()))
            .collect(),
        small_talk: SmallTalk::default(),
    });
    rules.add(open.rule("", check), origin);
}

fn toxicity(open: &Open<'_>, rules: &mut Collected<'_>) {
    let labels = TOXICITY_LABELS.map(String::from).to_vec();
    let check = Check::Toxicity(Toxicity { labels });
    rules.add(open.rule("", check), open.origin(open.path()));
}

fn injection(open: &mut Open<'_>, rules: &mut Collected<'_>, sink: &mut Sink) {
    open.fields.flag("need_explanation", &[], false, sink);
    let rule = open.rule("", Check::PromptInjection);
    rules.add(rule, open.origin(open.path()));
}

fn keywords(open: &mut Open<'_>, rules: &mut Collected<'_>, sink: &mut Sink) {
    let list = open.fields.get("banned_keywords", &[], sink);
    let path = list
        .as_ref()
        .map_or_else(|| open.path(), |list| list.path.as_str());
    let mut origin = open.origin(path);
    let some = ListOf::any(rules.options.limits.keywords);
    let texts = list
        .as_ref()
        .and_then(|list| list.distinct_texts(some, sink))
        .unwrap_or_default();
    if list.as_ref().is_none_or(Field::is_empty_list) {
        origin.inert = open.checks_nothing(path, "keyword", sink);
        if origin.inert.is_none() {
            return;
        }
    }
    let check = Check::Keyword(Keyword {
        entries: texts.into_iter().map(TextEntry::Text).collect(),
        ..Keyword::default()
    });
    rules.add(open.rule("", check), origin);
}

/// A detector of the vendor's that nothing here serves.
fn unserved(open: &mut Open<'_>, rules: &mut Collected<'_>, sink: &mut Sink) {
    if open.name == "system_prompt" {
        open.fields.text("index", sink);
    }
    if open.enabled {
        let message = format!("nothing here evaluates `{}`", open.name);
        sink.note(Code::BlockNotEvaluated, open.path(), message);
        let check = Check::Unsupported(Unsupported {
            name: open.name.to_owned(),
        });
        rules.add(open.rule("", check), open.origin(open.path()));
    }
}

/// A key that is none of the eleven.
fn unknown(
    key: &str,
    field: &Field<'_>,
    of: &Detector,
    rules: &mut Collected<'_>,
    sink: &mut Sink,
) {
    let enabled = field.node.get("enabled").map(|enabled| &enabled.value);
    if enabled != Some(&Value::Bool(true)) {
        let message = format!("`{}` is not a key that is read here", shown(key));
        let unknown = Diagnostic::new(Code::UnknownKey, &field.path, message);
        return sink.push(unknown.accepting(ENKRYPT_DETECTORS));
    }
    let message = format!("nothing here evaluates `{}`", shown(key));
    sink.note(Code::BlockNotEvaluated, &field.path, message);
    let mut rule = Rule::unsupported(&of.id(key), key);
    rule.targets = Some(of.targets);
    rule.action = Some(Action::Flag);
    let origin = Origin {
        path: field.path.clone(),
        label: key.to_owned(),
        ..Origin::default()
    };
    rules.add(rule, origin);
}
