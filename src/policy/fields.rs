//! Reading an object key by key: types, defaults, aliases and unknown keys are checked in one place, the same for every
//! vendor. What is asked for is what is accepted, so the list of accepted keys can never be out of date.

use super::diagnostic::{Code, Diagnostic, MAX_DIAGNOSTICS, Severity};
use super::patterns::Patterns;
use super::reader::{Node, Value, pointer};

/// Where diagnostics go. Knows `strict`, and keeps the list bounded.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    list: Vec<Diagnostic>,
    /// How many of the list are no errors.
    mild: usize,
    pub(super) patterns: Patterns,
    strict: bool,
    /// The worst of those that found no room in the list.
    dropped: Option<Severity>,
}

impl Sink {
    pub(crate) fn new(strict: bool) -> Self {
        Self {
            list: Vec::new(),
            mild: 0,
            patterns: Patterns::default(),
            strict,
            dropped: None,
        }
    }

    pub(crate) fn strict(&self) -> bool {
        self.strict
    }

    /// Adds one; under `strict` the three codes that `strict` names become errors.
    pub(crate) fn push(&mut self, mut diagnostic: Diagnostic) {
        if self.strict
            && matches!(
                diagnostic.code,
                Code::UnknownKey | Code::DuplicateKey | Code::TotalRulesMismatch
            )
        {
            diagnostic.severity = Severity::Error;
        }
        let dropped = if self.list.len() < MAX_DIAGNOSTICS {
            self.mild += usize::from(!diagnostic.is_error());
            self.list.push(diagnostic);
            return;
        } else if diagnostic.is_error() && self.mild > 0 {
            // Why the payload is refused matters more than a remark.
            self.mild -= 1;
            let last = self.list.iter().rposition(|listed| !listed.is_error());
            let dropped = last.map(|last| self.list.remove(last).severity);
            self.list.push(diagnostic);
            dropped.unwrap_or(Severity::Info)
        } else {
            diagnostic.severity
        };
        let worst = self.dropped.map_or(dropped, |worst| worst.min(dropped));
        self.dropped = Some(worst);
    }

    pub(crate) fn note(&mut self, code: Code, path: &str, message: impl Into<String>) {
        self.push(Diagnostic::new(code, path, message));
    }

    /// A word that is not on the list.
    pub(crate) fn unknown_value(&mut self, path: &str, word: &str, accepted: &[&str]) {
        let message = format!(
            "`{}` is not accepted here; use one of {}",
            shown(word),
            listed(accepted)
        );
        self.push(
            Diagnostic::new(Code::UnknownValue, path, message).accepting(accepted.iter().copied()),
        );
    }

    pub(crate) fn wrong_type(&mut self, path: &str, node: &Node, wanted: &str) {
        self.note(
            Code::WrongType,
            path,
            format!("expected {wanted}, found {}", node.type_name()),
        );
    }

    /// Whether nothing more is listed and an error was among what is not, so that looking on is of no use.
    pub(crate) fn is_full(&self) -> bool {
        self.dropped == Some(Severity::Error)
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.dropped == Some(Severity::Error) || self.list.iter().any(Diagnostic::is_error)
    }

    /// The list; when it is full, its last entry says so, as severe as the worst that is missing.
    pub(crate) fn into_list(mut self) -> Vec<Diagnostic> {
        if let Some(worst) = self.dropped {
            let message =
                format!("there are more than {MAX_DIAGNOSTICS} problems; only these are listed");
            let more = Diagnostic::new(Code::MoreProblems, "", message);
            self.list.push(more.severe(worst));
        }
        self.list
    }
}

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

/// A value that was asked for, with its path.
#[derive(Clone, Debug)]
pub(crate) struct Field<'a> {
    pub(crate) node: &'a Node,
    pub(crate) path: String,
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

impl<'a> Field<'a> {
    pub(crate) fn text(&self, sink: &mut Sink) -> Option<&'a str> {
        let text = self.node.text();
        if text.is_none() {
            sink.wrong_type(&self.path, self.node, "a string");
        }
        text
    }

    /// A string that is not blank.
    pub(crate) fn filled(&self, sink: &mut Sink) -> Option<&'a str> {
        let text = self.text(sink)?;
        if text.trim().is_empty() {
            sink.note(Code::BlankText, &self.path, "this text must not be blank");
            return None;
        }
        Some(text)
    }

    pub(crate) fn flag(&self, sink: &mut Sink) -> Option<bool> {
        if let Value::Bool(value) = self.node.value {
            return Some(value);
        }
        sink.wrong_type(&self.path, self.node, "true or false");
        None
    }

    /// A finite number within bounds, both included.
    pub(crate) fn number(&self, min: f64, max: f64, sink: &mut Sink) -> Option<f64> {
        let Value::Number(number) = &self.node.value else {
            sink.wrong_type(&self.path, self.node, "a number");
            return None;
        };
        if !(min..=max).contains(&number.value) {
            let hint = if (min, max) == (0.0, 1.0) {
                "; the scale is 0..1"
            } else {
                ""
            };
            sink.note(
                Code::OutOfRange,
                &self.path,
                format!(
                    "{} is not between {min} and {max}{hint}",
                    shown(&number.raw)
                ),
            );
            return None;
        }
        Some(number.value)
    }

    /// A whole number (1.0 is 1) of at least `min`.
    pub(crate) fn integer(&self, min: i64, max: i64, sink: &mut Sink) -> Option<i64> {
        let Value::Number(number) = &self.node.value else {
            sink.wrong_type(&self.path, self.node, "a whole number");
            return None;
        };
        let Some(value) = number.as_integer() else {
            sink.note(
                Code::WrongType,
                &self.path,
                format!("expected a whole number, found {}", shown(&number.raw)),
            );
            return None;
        };
        if !(min..=max).contains(&value) {
            let range = if max == i64::MAX {
                format!("at least {min}")
            } else {
                format!("between {min} and {max}")
            };
            sink.note(
                Code::OutOfRange,
                &self.path,
                format!("{value} is not accepted; give a whole number of {range}"),
            );
            return None;
        }
        Some(value)
    }

    /// One of a fixed list of words, compared exactly.
    pub(crate) fn word(&self, accepted: &[&'static str], sink: &mut Sink) -> Option<&'static str> {
        let text = self.text(sink)?;
        let word = accepted.iter().copied().find(|word| *word == text);
        if word.is_none() {
            sink.unknown_value(&self.path, text, accepted);
        }
        word
    }

    /// The items of a list, with their paths.
    pub(crate) fn items(&self, sink: &mut Sink) -> Option<Vec<Field<'a>>> {
        let Some(items) = self.node.items() else {
            sink.wrong_type(&self.path, self.node, "a list");
            return None;
        };
        let fields = items.iter().enumerate();
        Some(
            fields
                .map(|(index, node)| Field {
                    node,
                    path: pointer(&self.path, &index.to_string()),
                })
                .collect(),
        )
    }

    /// Whether it is a list without items.
    pub(crate) fn is_empty_list(&self) -> bool {
        self.node.items().is_some_and(<[_]>::is_empty)
    }

    pub(crate) fn fields(&self, spelling: Spelling, sink: &mut Sink) -> Option<Fields<'a>> {
        Fields::open(self.node, &self.path, spelling, sink)
    }
}
