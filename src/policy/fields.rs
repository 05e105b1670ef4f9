//! Reading an object key by key: types, defaults, aliases and unknown keys are checked in one place, the same for every
//! vendor. What is asked for is what is accepted, so the list of accepted keys can never be out of date.

mod field;
mod sink;

use super::diagnostic::{Code, Diagnostic, Severity};
use super::reader::{Node, Value, pointer};
pub(crate) use field::Field;
pub(crate) use sink::Sink;

/// The longest piece of a payload that a message repeats, in characters.
const SHOWN: usize = 80;

/// A word of the payload as a message shows it: long ones are cut.
pub(crate) fn shown(word: &str) -> std::borrow::Cow<'_, str> {
    match word.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}...", word.get(..cut).unwrap_or_default()).into(),
        None => word.into(),
    }
}

/// `a`, `b` or `c`, in backticks.
pub(crate) fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{} or {last}", head.join(", ")),
    }
}

/// How keys are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As they stand: a vendor's published keys, and the native language.
    Exact,
    /// Without case, `_` and `-`: keys whose names are ours.
    Loose,
}

/// `restrictedTables` and `Restricted-Tables` are `restrictedtables`.
pub(crate) fn loose(key: &str) -> String {
    loose_letters(key).collect()
}

/// Whether a key is `word`, which is [`loose`] already.
pub(crate) fn is_loosely(key: &str, word: &str) -> bool {
    loose_letters(key).eq(word.chars())
}

fn loose_letters(key: &str) -> impl Iterator<Item = char> {
    key.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' ' | '\'' | '\u{2019}'))
        .flat_map(char::to_lowercase)
}

/// No object of any payload needs as many; each key that is asked for is looked for among all.
const MAX_KEYS: usize = 1_000;

/// An object being read.
pub(crate) struct Fields<'a> {
    node: &'a Node,
    path: String,
    spelling: Spelling,
    /// Under `Loose`, each member's key as it is compared.
    keys: Vec<String>,
    /// Canonical keys asked for so far: what is accepted.
    accepted: Vec<&'static str>,
    /// Indices of members that were asked for.
    read: Vec<bool>,
    /// Severity of unknown keys.
    unknown: Severity,
}

impl<'a> Fields<'a> {
    /// `None`, and a diagnostic, when it is not an object.
    pub(crate) fn open(
        node: &'a Node,
        path: &str,
        spelling: Spelling,
        sink: &mut Sink,
    ) -> Option<Self> {
        if let Value::Object(members) = &node.value {
            if members.len() > MAX_KEYS {
                let message = format!(
                    "{} keys in one object are too many; at most {MAX_KEYS} are read",
                    members.len()
                );
                sink.note(Code::TooMany, path, message);
                return None;
            }
            let read = vec![false; members.len()];
            let path = path.to_owned();
            let keys = match spelling {
                Spelling::Exact => Vec::new(),
                Spelling::Loose => members.iter().map(|member| loose(&member.key)).collect(),
            };
            Some(Self {
                node,
                path,
                spelling,
                keys,
                accepted: Vec::new(),
                read,
                unknown: Severity::Warning,
            })
        } else {
            sink.wrong_type(path, node, "an object");
            None
        }
    }

    /// Unknown keys are errors.
    pub(crate) fn closed(mut self) -> Self {
        self.unknown = Severity::Error;
        self
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Whether it says nothing: no member that is not `null`.
    pub(crate) fn is_empty(&self) -> bool {
        self.node
            .members()
            .iter()
            .all(|member| member.node.is_null())
    }

    /// Whether a key is there, written exactly so; it counts as read only when it is asked for.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.node.get(key).is_some()
    }

    /// The value of a key, under the name it is written with. `null` is absent.
    pub(crate) fn get(
        &mut self,
        key: &'static str,
        aliases: &[&'static str],
        sink: &mut Sink,
    ) -> Option<Field<'a>> {
        let field = self.raw(key, aliases, sink)?;
        (!field.node.is_null()).then_some(field)
    }

    /// The value of a key, `null` included. A canonical key together with its alias is an error.
    pub(crate) fn raw(
        &mut self,
        key: &'static str,
        aliases: &[&'static str],
        sink: &mut Sink,
    ) -> Option<Field<'a>> {
        self.accepted.push(key);
        let names: Vec<String> = match self.spelling {
            Spelling::Exact => Vec::new(),
            Spelling::Loose => std::iter::once(&key)
                .chain(aliases)
                .map(|name| loose(name))
                .collect(),
        };
        let mut found: Option<(&'a str, Field<'a>)> = None;
        let node: &'a Node = self.node;
        for (index, (member, read)) in node.members().iter().zip(&mut self.read).enumerate() {
            let fits = match self.keys.get(index) {
                Some(written) => names.contains(written),
                None => member.key == key || aliases.contains(&member.key.as_str()),
            };
            if !fits {
                continue;
            }
            *read = true;
            if let Some((first, _)) = found.as_ref().filter(|(first, _)| *first != member.key) {
                let message = format!(
                    "`{}` says the same as `{first}`; give one of them",
                    member.key
                );
                let twice = Diagnostic::new(
                    Code::DuplicateKey,
                    pointer(&self.path, &member.key),
                    message,
                );
                sink.push(twice.severe(Severity::Error));
            }
            found = Some((
                &member.key,
                Field {
                    node: &member.node,
                    path: pointer(&self.path, &member.key),
                },
            ));
        }
        found.map(|(_, field)| field)
    }

    /// A required key; a diagnostic when it is absent or null.
    pub(crate) fn require(
        &mut self,
        key: &'static str,
        aliases: &[&'static str],
        sink: &mut Sink,
    ) -> Option<Field<'a>> {
        let field = self.get(key, aliases, sink);
        if field.is_none() {
            sink.note(
                Code::MissingKey,
                &self.path,
                format!("the key `{key}` is required"),
            );
        }
        field
    }

    /// A string.
    pub(crate) fn text(&mut self, key: &'static str, sink: &mut Sink) -> Option<&'a str> {
        self.get(key, &[], sink)?.text(sink)
    }

    /// A required string that is not blank.
    pub(crate) fn require_text(&mut self, key: &'static str, sink: &mut Sink) -> Option<&'a str> {
        self.require(key, &[], sink)?.filled(sink)
    }

    /// A boolean with a default.
    pub(crate) fn flag(
        &mut self,
        key: &'static str,
        aliases: &[&'static str],
        default: bool,
        sink: &mut Sink,
    ) -> bool {
        self.get(key, aliases, sink)
            .and_then(|field| field.flag(sink))
            .unwrap_or(default)
    }

    /// Reports every key that was not asked for.
    pub(crate) fn finish(self, sink: &mut Sink) {
        for (member, read) in self.node.members().iter().zip(&self.read) {
            if sink.is_full() {
                break;
            }
            if !read {
                let message = format!("`{}` is not a key that is read here", shown(&member.key));
                let path = pointer(&self.path, &member.key);
                let unknown = Diagnostic::new(Code::UnknownKey, path, message)
                    .accepting(self.accepted.iter().copied());
                sink.push(unknown.severe(self.unknown));
            }
        }
    }

    /// Takes every key as known, for objects whose other keys are a vendor's own business.
    pub(crate) fn rest(&mut self) -> Vec<(&'a str, Field<'a>)> {
        let node: &'a Node = self.node;
        let mut rest = Vec::new();
        for (member, read) in node.members().iter().zip(&mut self.read) {
            if !*read {
                *read = true;
                rest.push((
                    member.key.as_str(),
                    Field {
                        node: &member.node,
                        path: pointer(&self.path, &member.key),
                    },
                ));
            }
        }
        rest
    }
}
