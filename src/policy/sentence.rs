//! What can be told of a rule written as a sentence from its grammar alone: whom it binds, how strongly, and whether it
//! forbids.
//!
//! Enters: one sentence. Leaves: a [`SentenceReading`]. Never: a judgement on what the rule is about; that is the
//! `conduct` detector's.

mod lexicon;

use self::lexicon::{
    ASSISTANTS, CLAUSES, DETERMINERS, FORBIDDING, FORBIDDING_VERBS, MODALS, OTHER_VERBS, STATES,
    STRONG, USERS, WEAK,
};
use super::words::{Action, Targets};

/// Whom a rule binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Party {
    /// "Users must not ...", "User queries should ..."
    User,
    /// "The assistant's response must ..."
    Assistant,
    /// Anybody else, or both of them.
    Both,
}

/// The grammar of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SentenceReading {
    /// Whom it binds.
    pub(crate) party: Party,
    /// "must" (and a plain imperative) rather than "should".
    pub(crate) must: bool,
    /// Whether it forbids something rather than asks for it.
    pub(crate) prohibition: bool,
}

impl SentenceReading {
    /// The sides that the rule is checked on.
    pub(crate) fn targets(self) -> Targets {
        match self.party {
            Party::User => Targets::PROMPT,
            Party::Assistant => Targets::RESPONSE,
            Party::Both => Targets::BOTH,
        }
    }

    /// What breaking it does.
    pub(crate) fn action(self) -> Action {
        if self.must {
            Action::Block
        } else {
            Action::Flag
        }
    }
}

/// How far into a sentence its modal verb is looked for, in words.
const HEAD: usize = 40;

/// The lower-case words of the beginning of a sentence, typographic apostrophes made plain.
fn words(sentence: &str) -> Vec<String> {
    sentence
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | ',')))
        .flat_map(|word| word.split_inclusive(','))
        .filter(|word| !word.is_empty())
        .take(HEAD)
        .map(|word| word.to_lowercase().replace('\u{2019}', "'"))
        .collect()
}

/// The word without a possessive ending and a comma.
fn stem(word: &str) -> &str {
    let word = word.trim_end_matches(',');
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix('\''))
        .unwrap_or(word)
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.contains(&stem(word))
}

/// Whether the sentence asks for something or forbids it, as no title does: "Users must", "is forbidden", "No weapons",
/// "Block ...", but not "Forbidden content".
pub(crate) fn has_norm(sentence: &str) -> bool {
    let words = words(sentence);
    let mut before = "";
    for word in &words {
        let verb = is_in(&MODALS, word);
        let state =
            is_in(&STATES, word) && matches!(before, "is" | "are" | "be" | "been" | "strictly");
        if verb || state {
            return true;
        }
        before = word;
    }
    words.first().is_some_and(|first| first == "no") || is_imperative(sentence)
}

/// Whether it begins with a verb: "Block forbidden keywords".
pub(crate) fn is_imperative(sentence: &str) -> bool {
    words(sentence).first().is_some_and(|first| {
        is_in(&FORBIDDING_VERBS, first)
            || is_in(&OTHER_VERBS, first)
            || matches!(
                first.as_str(),
                "avoid" | "never" | "prevent" | "refrain" | "don't"
            )
    })
}

/// Reads a rule's grammar.
pub(crate) fn reading(sentence: &str) -> SentenceReading {
    let words = words(sentence);
    let start = subject(&words);
    let rest = words.get(start..).unwrap_or_default();
    let modal = rest
        .iter()
        .position(|word| is_in(&STRONG, word) || is_in(&WEAK, word));
    let must = modal
        .and_then(|at| rest.get(at))
        .is_none_or(|word| !is_in(&WEAK, word));
    SentenceReading {
        party: party(rest),
        must,
        prohibition: forbids(rest, modal),
    }
}

/// The words in lower case, each after a space; case, spaces and punctuation make no difference.
fn bare(sentence: &str) -> impl Iterator<Item = char> + '_ {
    sentence
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .flat_map(|word| std::iter::once(' ').chain(word.chars().flat_map(char::to_lowercase)))
}

/// What two sentences that say the same have in common, as a key.
pub(crate) fn key(sentence: &str) -> String {
    bare(sentence).collect()
}

/// Where the main clause begins: after an opening clause and its comma.
fn subject(words: &[String]) -> usize {
    if !words.first().is_some_and(|first| is_in(&CLAUSES, first)) {
        return 0;
    }
    words
        .iter()
        .position(|word| word.ends_with(','))
        .map_or(0, |comma| comma + 1)
}

fn party(words: &[String]) -> Party {
    let of = |word: &String| {
        if is_in(&USERS, word) {
            Some(Party::User)
        } else if is_in(&ASSISTANTS, word) {
            Some(Party::Assistant)
        } else {
            None
        }
    };
    let mut subject = words
        .iter()
        .skip_while(|word| is_in(&DETERMINERS, word))
        .peekable();
    let Some(first) = subject.next().and_then(of) else {
        return Party::Both;
    };
    // "Users and the assistant", "users or their agents": two subjects only when the join follows at once.
    let joined = subject
        .next_if(|word| matches!(word.as_str(), "and" | "or"))
        .is_some();
    let second = subject
        .find(|word| !is_in(&DETERMINERS, word) && word.as_str() != "their")
        .and_then(of);
    match second {
        Some(other) if joined && other != first => Party::Both,
        _ => first,
    }
}

/// Whether the main clause forbids: "must not", "never", "is prohibited", "No user may", "Block ...".
fn forbids(words: &[String], modal: Option<usize>) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    if first == "no" || is_in(&FORBIDDING_VERBS, first) {
        return true;
    }
    // The negation stands at the modal verb or right after it ("must under no circumstances"); further on it belongs to
    // a condition ("must say so when it is not sure").
    let from = modal.unwrap_or(0);
    words
        .iter()
        .skip(from)
        .take(4)
        .any(|word| is_in(&FORBIDDING, word))
}

#[cfg(test)]
mod tests;
