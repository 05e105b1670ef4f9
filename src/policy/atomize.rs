//! Policy prose to atomic rules: the sentences that ask for something or forbid it, compound ones split.
//!
//! Enters: a text. Leaves: rules with their places, and what was passed over with the reason. Never: a word that is not in
//! the text, but for the subject and the modal verb that a part of a compound sentence shares with its beginning.

mod norm;
mod pieces;

use serde::Serialize;

use super::diagnostic::Span;
use norm::{is_definition, is_norm, parts};
use pieces::{CLOSERS, Piece, pieces};

/// A rule that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AtomicRule {
    /// One sentence.
    pub text: String,
    /// Where it came from, in bytes.
    pub span: Span,
}

/// Why a piece of the text is no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// A title.
    Heading,
    /// Says what a word means.
    Definition,
    /// Asks for nothing and forbids nothing.
    NoNorm,
}

/// What was passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Why.
    pub reason: SkipReason,
}

/// A policy's text as rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Atomized {
    /// The rules numbered, a line each, as `add-policy` takes them.
    pub policy_rules: String,
    /// How many there are.
    pub total_rules: usize,
    /// In the order of the text.
    pub rules: Vec<AtomicRule>,
    /// In the order of the text.
    pub skipped: Vec<Skipped>,
}

/// Finds the rules of a text.
#[must_use]
pub fn atomize(text: &str) -> Atomized {
    let mut found = Atomized::default();
    // "Users must not:" stands before the items of a list.
    let mut lead: Option<String> = None;
    for piece in pieces(text) {
        let skip = |reason| Skipped {
            span: piece.span,
            reason,
        };
        if piece.heading {
            lead = None;
            found.skipped.push(skip(SkipReason::Heading));
            continue;
        }
        if piece.text.ends_with(':') {
            lead = Some(piece.text.trim_end_matches(':').trim().to_owned())
                .filter(|lead| is_norm(lead));
            if lead.is_none() {
                found.skipped.push(skip(SkipReason::NoNorm));
            }
            continue;
        }
        if let Some(lead) = lead.as_ref().filter(|_| piece.item) {
            found.rules.push(AtomicRule {
                text: sentence(&format!("{lead} {}", lower_first(piece.item_text()))),
                span: piece.span,
            });
            continue;
        }
        if !piece.item {
            lead = None;
        }
        if is_definition(&piece.text) {
            found.skipped.push(skip(SkipReason::Definition));
        } else if is_norm(&piece.text) {
            found
                .rules
                .extend(parts(&piece.text).into_iter().map(|text| AtomicRule {
                    text: sentence(&text),
                    span: piece.span,
                }));
        } else {
            found.skipped.push(skip(SkipReason::NoNorm));
        }
    }
    found.total_rules = found.rules.len();
    let lines = (1..)
        .zip(&found.rules)
        .map(|(number, rule)| format!("{number}. {}", rule.text));
    found.policy_rules = lines.collect::<Vec<_>>().join("\n");
    found
}

/// With a capital letter at the beginning and a stop at the end.
fn sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches([';', ',']);
    let text = text
        .strip_suffix(" and")
        .or_else(|| text.strip_suffix(" or"))
        .unwrap_or(text)
        .trim_end_matches([';', ',', ' ']);
    let mut chars = text.chars();
    let mut whole: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    whole.push_str(chars.as_str());
    if !whole.trim_end_matches(CLOSERS).ends_with(['.', '!', '?']) {
        whole.push('.');
    }
    whole
}

/// Without the capital letter of an item, unless the word is an abbreviation or a name for one person.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next();
    let rest = chars.as_str();
    let word = rest.starts_with(|c: char| c.is_lowercase());
    if word || rest.starts_with(' ') && first != Some('I') {
        first
            .into_iter()
            .flat_map(char::to_lowercase)
            .chain(rest.chars())
            .collect()
    } else {
        text.to_owned()
    }
}

impl Piece {
    fn item_text(&self) -> &str {
        self.text.trim_end_matches(['.', ';', ','])
    }
}

#[cfg(test)]
mod tests {
    use super::{Atomized, SkipReason, atomize};

    fn texts(found: &Atomized) -> Vec<&str> {
        found.rules.iter().map(|rule| rule.text.as_str()).collect()
    }

    #[test]
    fn rules_are_found_and_the_rest_is_passed_over() {
        let text = "# Acceptable use\n\nThis policy was written in 2024. \"Personal data\" means any data on a person.\nUsers must not share\npasswords. The assistant should be polite.\n";
        let found = atomize(text);
        assert_eq!(
            texts(&found),
            [
                "Users must not share passwords.",
                "The assistant should be polite."
            ]
        );
        let reasons: Vec<SkipReason> = found.skipped.iter().map(|each| each.reason).collect();
        assert_eq!(
            reasons,
            [
                SkipReason::Heading,
                SkipReason::NoNorm,
                SkipReason::Definition
            ]
        );
        let rule = found.rules.first().unwrap();
        assert_eq!(
            text.get(rule.span.range()),
            Some("Users must not share\npasswords.")
        );
        assert_eq!(
            found.policy_rules,
            "1. Users must not share passwords.\n2. The assistant should be polite."
        );
        assert_eq!(found.total_rules, 2);
    }

    #[test]
    fn lists_share_their_beginning() {
        let found = atomize(
            "Users must not:\n- Share passwords;\n- insult staff; or\n- ask for NDA texts.\n\nThanks for reading.",
        );
        assert_eq!(
            texts(&found),
            [
                "Users must not share passwords.",
                "Users must not insult staff.",
                "Users must not ask for NDA texts."
            ]
        );
        assert_eq!(found.skipped.len(), 1);
    }

    #[test]
    fn compound_sentences_are_split() {
        let found = atomize(
            "The assistant must cite its sources and must not give legal advice. Users may not shout, and the assistant should stay calm. Staff must lock screens and doors.",
        );
        assert_eq!(
            texts(&found),
            [
                "The assistant must cite its sources.",
                "The assistant must not give legal advice.",
                "Users may not shout.",
                "The assistant should stay calm.",
                "Staff must lock screens and doors.",
            ]
        );
    }

    #[test]
    fn titles_without_marks_and_numbers_are_headings() {
        let found = atomize(
            "1. Scope\n\n1.1 Users must log out.\n\n2. Data protection\n\nDo not store card numbers.",
        );
        assert_eq!(
            texts(&found),
            ["Users must log out.", "Do not store card numbers."]
        );
        assert_eq!(found.skipped.len(), 2);
        assert_eq!(atomize(""), Atomized::default());
    }
}
