//! The settings of each detector.

use super::rule::question;
use super::{patterns, private, sql};
use crate::detectors::pattern::PatternKind;
use crate::policy::diagnostic::Code;
use crate::policy::document::{
    Check, Competitor, Conduct, Custom, GROUNDEDNESS_CHECKS, Groundedness, Keyword, Secret,
    SqlLoad, SqlReadOnly, TOXICITY_LABELS, TextEntry, Topic, Toxicity,
};
use crate::policy::fields::{Field, Fields, Sink, Spelling};
use crate::policy::lists::{Keys, ListOf, entry_key};
use crate::policy::questions;
use crate::policy::reader::Value;
use crate::policy::vendors::ValidateOptions;
use crate::policy::words::{Modality, SmallTalk, Targets, TopicMode};

/// What is known of a rule when its settings are read.
pub(super) struct Reader<'r> {
    pub(super) rule: &'r Field<'r>,
    pub(super) targets: Option<Targets>,
    pub(super) options: &'r ValidateOptions,
}

impl Reader<'_> {
    /// Reads the settings of a detector. `None` only after an error went to the sink.
    pub(super) fn read(
        &self,
        detector: &str,
        field: Option<&Field<'_>>,
        sink: &mut Sink,
    ) -> Option<Check> {
        let needed = matches!(
            detector,
            "keyword"
                | "competitor"
                | "pii"
                | "topic"
                | "conduct"
                | "custom"
                | "sql.restricted_tables"
                | "sql.allowed_tables"
        );
        let Some(field) = field else {
            if needed {
                let message = format!("the key `settings` is required for `{detector}`");
                sink.note(Code::MissingKey, &self.rule.path, message);
                return None;
            }
            return defaults(detector);
        };
        let mut fields = field.fields(Spelling::Exact, sink)?.closed();
        let check = match detector {
            "test_string" => Some(Check::TestString),
            "keyword" => self.keyword(&mut fields, sink).map(Check::Keyword),
            "competitor" => self.competitor(&mut fields, sink).map(Check::Competitor),
            "pii" => private::pii(&mut fields, sink).map(Check::Pii),
            "secret" => private::secret(&mut fields, sink).map(Check::Secret),
            "prompt_injection" => Some(Check::PromptInjection),
            "toxicity" => toxicity(&mut fields, sink).map(Check::Toxicity),
            "topic" => self.topic(&mut fields, sink).map(Check::Topic),
            "groundedness" => groundedness(&mut fields, sink).map(Check::Groundedness),
            "conduct" => self.conduct(&mut fields, sink).map(Check::Conduct),
            "custom" => self.custom(&mut fields, sink).map(Check::Custom),
            _ => sql::read(detector, &mut fields, self.options, sink),
        };
        fields.finish(sink);
        check
    }

    fn keyword(&self, fields: &mut Fields<'_>, sink: &mut Sink) -> Option<Keyword> {
        let entries = fields.require("entries", &[], sink).and_then(|field| {
            let list = ListOf::some(self.options.limits.keywords);
            field.distinct(list, sink, |item, sink| entry(item, self.options, sink))
        });
        let keyword = Keyword {
            entries: Vec::new(),
            whole_word: fields.flag("wholeWord", &[], false, sink),
            case_sensitive: fields.flag("caseSensitive", &[], false, sink),
            obfuscation: fields.flag("obfuscation", &[], false, sink),
        };
        Some(Keyword {
            entries: entries?,
            ..keyword
        })
    }

    fn competitor(&self, fields: &mut Fields<'_>, sink: &mut Sink) -> Option<Competitor> {
        let field = fields.require("names", &[], sink)?;
        let names = field.named(self.options.limits.keywords, Keys::Native, sink)?;
        Some(Competitor { names })
    }

    fn topic(&self, fields: &mut Fields<'_>, sink: &mut Sink) -> Option<Topic> {
        let mode = fields
            .require("mode", &[], sink)
            .and_then(|field| field.word(TopicMode::WORDS, sink))
            .and_then(TopicMode::parse);
        let topics = fields
            .require("topics", &[], sink)
            .and_then(|field| field.topics(self.options.limits.keywords, Keys::Native, sink));
        let small_talk = fields
            .get("smallTalk", &[], sink)
            .and_then(|field| field.word(SmallTalk::WORDS, sink))
            .and_then(SmallTalk::parse);
        Some(Topic {
            mode: mode?,
            topics: topics?,
            small_talk: small_talk.unwrap_or_default(),
        })
    }

    fn conduct(&self, fields: &mut Fields<'_>, sink: &mut Sink) -> Option<Conduct> {
        let field = fields.require("rules", &[], sink)?;
        let list = ListOf::some(self.options.limits.rules);
        let items = field.items_of(list, sink)?;
        // Not `distinct`: sentences are numbered as they stand, and the compiler reports those that say the same.
        let mut rules = Vec::with_capacity(items.len());
        for item in field.items(sink)? {
            rules.push(item.filled(sink).map(str::to_owned));
        }
        Some(Conduct {
            rules: rules.into_iter().collect::<Option<_>>()?,
        })
    }

    fn custom(&self, fields: &mut Fields<'_>, sink: &mut Sink) -> Option<Custom> {
        let mode = fields
            .require("mode", &[], sink)
            .and_then(|field| field.word(&["simple", "advanced"], sink));
        // Without a mode the keys tell which one was meant, so that the rest is checked too.
        let advanced = mode.map_or_else(|| fields.has("systemPrompt"), |mode| mode == "advanced");
        let key = if advanced {
            "systemPrompt"
        } else {
            "instructions"
        };
        let asked = question(self.targets, self.options, advanced);
        let text = fields
            .require(key, &[], sink)
            .and_then(|field| questions::read(&field, &asked, sink));
        let modality = fields
            .require("modality", &[], sink)
            .and_then(|field| field.word(Modality::WORDS, sink))
            .and_then(Modality::parse);
        let sampling = advanced.then(|| {
            let top_p = questions::number("topP", 1.0, fields, sink);
            (top_p, questions::number("temperature", 2.0, fields, sink))
        });
        let (text, modality) = mode.and(text.zip(modality))?;
        Some(match sampling {
            Some((top_p, temperature)) => Custom::Advanced {
                system_prompt: text,
                top_p,
                temperature,
                modality,
            },
            None => Custom::Simple {
                instructions: text,
                modality,
            },
        })
    }
}

/// The check of a detector whose settings may be left out.
fn defaults(detector: &str) -> Option<Check> {
    Some(match detector {
        "test_string" => Check::TestString,
        "prompt_injection" => Check::PromptInjection,
        "secret" => Check::Secret(Secret::default()),
        "toxicity" => Check::Toxicity(Toxicity::default()),
        "groundedness" => Check::Groundedness(Groundedness::default()),
        "sql.read_only" => Check::SqlReadOnly(SqlReadOnly::default()),
        "sql.load" => Check::SqlLoad(SqlLoad::default()),
        _ => return None,
    })
}

/// A text, or an object with one of three keys.
fn entry(
    item: &Field<'_>,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<(String, TextEntry)> {
    if let Value::String(_) = item.node.value {
        let text = item.filled(sink)?;
        return Some((entry_key("literal", text), TextEntry::Text(text.to_owned())));
    }
    if !matches!(item.node.value, Value::Object(_)) {
        let wanted = "a string or an object with `literal`, `regex` or `cucumber`";
        sink.wrong_type(&item.path, item.node, wanted);
        return None;
    }
    let mut fields = item.fields(Spelling::Exact, sink)?.closed();
    let literal = fields.get("literal", &[], sink);
    let regex = fields.get("regex", &[], sink);
    let cucumber = fields.get("cucumber", &[], sink);
    fields.finish(sink);
    match (literal, regex, cucumber) {
        (Some(field), None, None) => {
            let text = field.filled(sink)?;
            let literal = text.to_owned();
            Some((entry_key("literal", text), TextEntry::Literal { literal }))
        }
        (None, Some(field), None) => {
            let regex = patterns::read(&field, PatternKind::Regex, options, sink)?;
            let key = entry_key("regex", &regex);
            Some((key, TextEntry::Regex { regex }))
        }
        (None, None, Some(field)) => {
            let cucumber = patterns::read(&field, PatternKind::Cucumber, options, sink)?;
            let key = entry_key("cucumber", &cucumber);
            Some((key, TextEntry::Cucumber { cucumber }))
        }
        (None, None, None) => {
            let message = "one of the keys `literal`, `regex` and `cucumber` is required";
            sink.note(Code::MissingKey, &item.path, message);
            None
        }
        _ => {
            let message = "an entry has only one of `literal`, `regex` and `cucumber`";
            sink.note(Code::ConflictingKeys, &item.path, message);
            None
        }
    }
}

fn toxicity(fields: &mut Fields<'_>, sink: &mut Sink) -> Option<Toxicity> {
    let labels = fields.get("labels", &[], sink).map_or_else(
        || Some(Toxicity::default().labels),
        |field| field.distinct_words(&TOXICITY_LABELS, sink),
    );
    Some(Toxicity { labels: labels? })
}

fn groundedness(fields: &mut Fields<'_>, sink: &mut Sink) -> Option<Groundedness> {
    let checks = fields.get("checks", &[], sink).map_or_else(
        || Some(Groundedness::default().checks),
        |field| field.distinct_words(&GROUNDEDNESS_CHECKS, sink),
    );
    Some(Groundedness { checks: checks? })
}
