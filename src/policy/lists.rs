//! The lists that several payloads have in common: names, topics, tables, words of a fixed list.

use std::collections::BTreeSet;

use super::diagnostic::{Code, Diagnostic};
use super::document::{Named, TopicEntry};
use super::fields::{Field, Fields, Sink, Spelling};
use super::reader::{Node, Value, pointer};

/// The longest list of words that come from a fixed vocabulary.
pub(crate) const MAX_WORDS: usize = 1_000;

/// How a list is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ListOf {
    /// Whether it is the substance of a rule, so that an empty one is an error.
    pub(crate) required: bool,
    /// How many items it may have.
    pub(crate) max: usize,
}

impl ListOf {
    pub(crate) fn some(max: usize) -> Self {
        Self {
            required: true,
            max,
        }
    }

    pub(crate) fn any(max: usize) -> Self {
        Self {
            required: false,
            max,
        }
    }
}

impl<'a> Field<'a> {
    /// The items of a list of an accepted length.
    pub(crate) fn items_of(&self, list: ListOf, sink: &mut Sink) -> Option<&'a [Node]> {
        let Some(items) = self.node.items() else {
            sink.wrong_type(&self.path, self.node, "a list");
            return None;
        };
        if items.is_empty() && list.required {
            sink.note(Code::EmptyList, &self.path, "this list must not be empty");
            return None;
        }
        if items.len() > list.max {
            let message = format!(
                "{} items are too many; at most {} are accepted",
                items.len(),
                list.max
            );
            sink.note(Code::TooMany, &self.path, message);
            return None;
        }
        Some(items)
    }

    /// Reads the items of a list one by one. An item whose key was there before is warned about and left out; where items
    /// are meant in several ways, the key says how. `None` when there is no list to read; problems of the items are in the sink.
    pub(crate) fn distinct<T>(
        &self,
        list: ListOf,
        sink: &mut Sink,
        mut read: impl FnMut(&Field<'a>, &mut Sink) -> Option<(String, T)>,
    ) -> Option<Vec<T>> {
        let items = self.items_of(list, sink)?;
        let mut seen = BTreeSet::new();
        let mut out = Vec::with_capacity(items.len());
        for (index, node) in items.iter().enumerate() {
            if sink.is_full() {
                break;
            }
            let path = pointer(&self.path, &index.to_string());
            let field = Field { node, path };
            let Some((key, item)) = read(&field, sink) else {
                continue;
            };
            if seen.insert(key) {
                out.push(item);
            } else {
                let message = "this entry stands in the list already";
                sink.note(Code::DuplicateEntry, &field.path, message);
            }
        }
        Some(out)
    }

    /// Texts that are not blank.
    pub(crate) fn distinct_texts(&self, list: ListOf, sink: &mut Sink) -> Option<Vec<String>> {
        self.distinct(list, sink, |item, sink| {
            let text = item.filled(sink)?;
            Some((text.to_owned(), text.to_owned()))
        })
    }

    /// Words of a fixed list.
    pub(crate) fn distinct_words(
        &self,
        accepted: &[&'static str],
        sink: &mut Sink,
    ) -> Option<Vec<String>> {
        self.distinct(ListOf::some(MAX_WORDS), sink, |item, sink| {
            let word = item.word(accepted, sink)?;
            Some((word.to_owned(), word.to_owned()))
        })
    }

    /// Names, or names with aliases.
    pub(crate) fn named(&self, max: usize, keys: Keys, sink: &mut Sink) -> Option<Vec<Named>> {
        self.distinct(ListOf::some(max), sink, |item, sink| {
            let Item::Object(mut fields) = keys.open(item, sink)? else {
                let name = item.filled(sink)?;
                return Some((name.to_owned(), Named::Name(name.to_owned())));
            };
            let name = fields.require_text("name", sink).map(str::to_owned);
            let aliases = fields
                .get("aliases", &[], sink)
                .and_then(|field| field.distinct_texts(ListOf::any(max), sink))
                .unwrap_or_default();
            fields.finish(sink);
            let name = name?;
            Some((name.clone(), Named::Aliases { name, aliases }))
        })
    }

    /// Topics, or topics with a description and examples.
    pub(crate) fn topics(
        &self,
        max: usize,
        keys: Keys,
        sink: &mut Sink,
    ) -> Option<Vec<TopicEntry>> {
        self.distinct(ListOf::some(max), sink, |item, sink| {
            let Item::Object(mut fields) = keys.open(item, sink)? else {
                let name = item.filled(sink)?;
                return Some((name.to_owned(), TopicEntry::Name(name.to_owned())));
            };
            let name = fields.require_text("name", sink).map(str::to_owned);
            let description = fields.text("description", sink).map(str::to_owned);
            let examples = fields
                .get("examples", &[], sink)
                .and_then(|field| field.distinct_texts(ListOf::any(max), sink))
                .unwrap_or_default();
            fields.finish(sink);
            let name = name?;
            let entry = TopicEntry::Described {
                name: name.clone(),
                description,
                examples,
            };
            Some((name, entry))
        })
    }
}

/// How the objects inside a list are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keys {
    /// A vendor's: loose spelling, unknown keys are warned about.
    Ours,
    /// The native language: exact, unknown keys are errors.
    Native,
}

/// An item of a list in its short or its long form.
enum Item<'a> {
    Text,
    Object(Fields<'a>),
}

impl Keys {
    /// `None`, and a diagnostic, when the item is neither a text nor an object.
    fn open<'a>(self, item: &Field<'a>, sink: &mut Sink) -> Option<Item<'a>> {
        match item.node.value {
            Value::String(_) => Some(Item::Text),
            Value::Object(_) => {
                let fields = match self {
                    Self::Ours => item.fields(Spelling::Loose, sink),
                    Self::Native => item.fields(Spelling::Exact, sink).map(Fields::closed),
                };
                fields.map(Item::Object)
            }
            _ => {
                sink.wrong_type(&item.path, item.node, "a string or an object with `name`");
                None
            }
        }
    }
}

/// What makes an entry of a list of texts and patterns the same as another: how it is meant, and what it says.
pub(crate) fn entry_key(meant: &str, text: &str) -> String {
    [meant, " ", text].concat()
}

/// A threshold, with the warnings for the two ends of the scale.
pub(crate) fn threshold(field: &Field<'_>, sink: &mut Sink) -> Option<f64> {
    let value = field.number(0.0, 1.0, sink)?;
    let note = if value >= 1.0 {
        Some((
            Code::ThresholdNeverFires,
            "no score is above 1, so this rule never fires; lower the threshold",
        ))
    } else if value <= 0.0 {
        Some((
            Code::ThresholdAlwaysFires,
            "every score above 0 fires; raise the threshold",
        ))
    } else {
        None
    };
    if let Some((code, message)) = note {
        sink.push(Diagnostic::new(code, &field.path, message));
    }
    Some(value)
}
