//! Reversible redaction: values of prompts against tokens that stand for them.
//!
//! Enters: a vault and the findings of one input. Leaves: the vault with what its prompts brought. Never: a value of a
//! response or of a document, so that nobody gets back what only the model or a third party wrote.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What was redacted in a conversation's prompts. Plain data, kept by the caller; treat it as a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vault {
    /// 1.
    pub version: u8,
    /// In the order in which they came.
    pub entries: Vec<VaultEntry>,
}

/// A value and the token that stands for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VaultEntry {
    /// What was written in its place.
    pub token: String,
    /// What was there.
    pub value: String,
    /// `EMAIL_ADDRESS`, a detector's name.
    pub r#type: String,
}

impl Default for Vault {
    fn default() -> Self {
        Self {
            version: 1,
            entries: Vec::new(),
        }
    }
}

/// Puts the values back where their tokens stand; of two tokens that begin alike the longer counts.
#[must_use]
pub fn restore(text: &str, vault: &Vault) -> String {
    let mut tokens: BTreeMap<&str, &str> = BTreeMap::new();
    for entry in vault.entries.iter().filter(|entry| !entry.token.is_empty()) {
        tokens.entry(&entry.token).or_insert(&entry.value);
    }
    let Some(longest) = tokens.keys().map(|token| token.len()).max() else {
        return text.to_owned();
    };
    let mut firsts = [false; 256];
    for byte in tokens.keys().filter_map(|token| token.bytes().next()) {
        if let Some(first) = firsts.get_mut(usize::from(byte)) {
            *first = true;
        }
    }
    let mut out = String::with_capacity(text.len());
    let (mut at, mut copied) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.bytes().next().map_or(0, usize::from);
        let hit = firsts.get(first).copied().unwrap_or(false);
        match hit.then(|| token_at(rest, longest, &tokens)).flatten() {
            Some((length, value)) => {
                out.push_str(text.get(copied..at).unwrap_or_default());
                out.push_str(value);
                at += length;
                copied = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out
}

/// The longest token that a text begins with.
fn token_at<'v>(
    text: &str,
    longest: usize,
    tokens: &BTreeMap<&str, &'v str>,
) -> Option<(usize, &'v str)> {
    // Every token that is a beginning of the text sorts before it, the longest last; beside them stand only tokens that
    // share a beginning with them.
    let head = text
        .get(..crate::text::floor_boundary(text, longest))
        .unwrap_or_default();
    let mut bound = head;
    loop {
        let (token, value) = tokens.range(..=bound).next_back()?;
        if head.starts_with(token) {
            return Some((token.len(), value));
        }
        let shared = head
            .bytes()
            .zip(token.bytes())
            .take_while(|(one, other)| one == other)
            .count();
        bound = head
            .get(..crate::text::floor_boundary(head, shared))
            .filter(|bound| !bound.is_empty())?;
    }
}

/// A vault while an input is redacted.
#[derive(Debug)]
pub(super) struct Keeper<'a> {
    vault: Vault,
    /// By type and value: the place of the entry.
    known: BTreeMap<(String, String), usize>,
    /// By what stands before the number: the last one that a token has, or that stands in the texts.
    last: BTreeMap<String, u64>,
    texts: Vec<&'a str>,
    template: String,
}

impl<'a> Keeper<'a> {
    /// Goes on from a vault, with tokens in the form of the placeholder.
    pub(super) fn new(vault: &Vault, texts: Vec<&'a str>, placeholder: &str) -> Self {
        let known = vault.entries.iter().enumerate();
        Self {
            known: crate::order::inserted(
                known.map(|(at, each)| ((each.r#type.clone(), each.value.clone()), at)),
            ),
            vault: vault.clone(),
            last: BTreeMap::new(),
            texts,
            template: numbered(placeholder),
        }
    }

    /// The vault as it is now.
    pub(super) fn finish(self) -> Vault {
        self.vault
    }

    /// The token of a value; a value that is not known gets one when it comes from a prompt.
    pub(super) fn token(
        &mut self,
        kind: &str,
        tag: &str,
        value: &str,
        prompt: bool,
    ) -> Option<String> {
        let key = (kind.to_owned(), value.to_owned());
        if let Some(entry) = self
            .known
            .get(&key)
            .and_then(|at| self.vault.entries.get(*at))
        {
            return Some(entry.token.clone());
        }
        if !prompt {
            return None;
        }
        let filled = self.template.replace("{type}", kind).replace("{tag}", tag);
        let (head, tail) = filled.split_once("{n}")?;
        let number = self.next(head);
        let token = format!("{head}{number}{tail}");
        self.known.insert(key, self.vault.entries.len());
        self.vault.entries.push(VaultEntry {
            token: token.clone(),
            value: value.to_owned(),
            r#type: kind.to_owned(),
        });
        Some(token)
    }

    /// The next number: beyond those of the vault, and beyond those that somebody typed into the texts, which
    /// would else be taken for ours.
    fn next(&mut self, head: &str) -> u64 {
        let tokens = self.vault.entries.iter().map(|entry| entry.token.as_str());
        let texts = self.texts.iter().copied();
        let last = self.last.entry(head.to_owned()).or_insert_with(|| {
            let numbers = tokens.chain(texts).flat_map(|text| {
                text.match_indices(head)
                    .filter_map(|(at, _)| number(text.get(at + head.len()..)?))
            });
            numbers.max().unwrap_or(0)
        });
        *last += 1;
        *last
    }
}

/// The number that a text begins with, if it is one that we would write.
fn number(text: &str) -> Option<u64> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..digits.min(9))?.parse().ok()
}

/// A placeholder with a number in it: `[{type}]` becomes `[{type}_{n}]`.
fn numbered(placeholder: &str) -> String {
    if placeholder.contains("{n}") {
        return placeholder.to_owned();
    }
    let named = ["{type}", "{tag}"];
    let named = named
        .iter()
        .filter_map(|name| Some(placeholder.find(name)? + name.len()));
    let closing = placeholder.rfind(|char: char| char.is_alphanumeric() || char == '_');
    let closing = closing.map(|at| crate::text::ceil_boundary(placeholder, at + 1));
    let at = named.max().or(closing).unwrap_or(placeholder.len());
    let (head, tail) = placeholder
        .split_at_checked(at)
        .unwrap_or((placeholder, ""));
    let tail = if tail.is_empty() { ">" } else { tail };
    let head = if at == placeholder.len() {
        format!("<{head}")
    } else {
        head.to_owned()
    };
    format!("{head}_{{n}}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_get_numbers() {
        for (given, wanted) in [
            ("[{type}]", "[{type}_{n}]"),
            ("<{type}_{n}>", "<{type}_{n}>"),
            ("[REDACTED]", "[REDACTED_{n}]"),
            ("{tag}", "<{tag}_{n}>"),
            ("***", "<***_{n}>"),
        ] {
            assert_eq!(numbered(given), wanted);
        }
    }

    #[test]
    fn tokens_are_put_back_once_and_the_longest_wins() {
        let entry = |token: &str, value: &str| VaultEntry {
            token: token.into(),
            value: value.into(),
            r#type: "T".into(),
        };
        let vault = Vault {
            version: 1,
            entries: vec![
                entry("T_1", "one"),
                entry("T_12", "T_1"),
                entry("T_129", "long"),
                entry("[é]", "ü"),
                entry("", "nothing"),
            ],
        };
        assert_eq!(
            restore("T_1 T_12 T_123 T_2 [é] é T_129T_", &vault),
            "one T_1 T_13 T_2 ü é longT_"
        );
        assert_eq!(restore("as it was", &Vault::default()), "as it was");
    }
}
