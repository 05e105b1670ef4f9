//! The parts of a sentence: what comes before the verb, the verb, what it is about.

use super::words::{CARRIERS, CONDITIONS, EXCEPTIONS, FILLERS, MODALS, NEGATIONS, OPENING};
use super::{Object, act, is_small};

/// Words in lower case, a comma kept at the end of the word before it.
pub(super) fn words(sentence: &str) -> Vec<String> {
    sentence
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | ',' | '-')))
        .flat_map(|word| word.split_inclusive(','))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| word.to_lowercase().replace('\u{2019}', "'"))
        .collect()
}

pub(super) fn bare(word: &str) -> &str {
    word.trim_end_matches(',')
}

pub(super) fn join(words: &[String]) -> String {
    words.join(" ").trim_end_matches(',').to_owned()
}

/// The opening clause and the main one.
pub(super) fn opening(words: &[String]) -> (&[String], &[String]) {
    let opens = words
        .first()
        .is_some_and(|first| OPENING.contains(&first.as_str()));
    let comma = words
        .iter()
        .position(|word| word.ends_with(','))
        .filter(|_| opens);
    comma
        .and_then(|at| words.split_at_checked(at + 1))
        .unwrap_or((&[], words))
}

/// The verbs of the main clause and where what follows them begins.
pub(super) fn predicate(words: &[String]) -> (Vec<&str>, usize) {
    let modal = words.iter().position(|word| MODALS.contains(&bare(word)));
    let mut at = modal.map_or(0, |at| at + 1);
    // "Medical advice is prohibited": the object stands before the verb.
    let passive = words.get(at).is_some_and(|word| {
        matches!(
            bare(word),
            "prohibited" | "forbidden" | "banned" | "disallowed" | "restricted"
        )
    }) || (words.get(at).is_some_and(|word| word == "not")
        && words
            .get(at + 1)
            .is_some_and(|word| matches!(bare(word), "allowed" | "permitted" | "acceptable")));
    if passive {
        return (Vec::new(), 0);
    }
    while words.get(at).is_some_and(|word| {
        FILLERS.contains(&bare(word))
            || (word.ends_with("ly") && word.len() > 4 && act::verb(word).is_empty())
    }) {
        at += 1;
    }
    let mut verbs = Vec::new();
    let mut last = at;
    while let Some(word) = words.get(at) {
        let own = bare(word);
        let is_verb = verbs.is_empty()
            || !act::verb(own).is_empty()
                && (last == at
                    || words
                        .get(at - 1)
                        .is_some_and(|word| word == "or" || word == "and" || word.ends_with(',')));
        if is_verb {
            verbs.push(own);
            at += 1;
            last = at;
        } else if matches!(own, "or" | "and")
            && words
                .get(at + 1)
                .is_some_and(|next| !act::verb(bare(next)).is_empty())
        {
            at += 1;
        } else {
            break;
        }
    }
    let unknown = verbs.iter().all(|verb| act::verb(verb).is_empty());
    (
        verbs,
        if unknown {
            last.saturating_sub(1)
        } else {
            last
        },
    )
}

pub(super) fn content(words: &[String]) -> Vec<String> {
    words
        .iter()
        .map(|word| bare(word))
        .filter(|word| {
            !act::verb(word).has(act::PRODUCE)
                && !is_small(word)
                && !CARRIERS.contains(word)
                && !NEGATIONS.contains(word)
                && !CONDITIONS.contains(word)
                && !EXCEPTIONS.contains(word)
        })
        // "real-time", "one-on-one": a compound that begins with a small word says how, not what.
        .filter(|word| {
            !word
                .split_once('-')
                .is_some_and(|(first, _)| is_small(first) || first.len() < 5)
        })
        .flat_map(|word| word.split('-'))
        .map(str::to_owned)
        .collect()
}

/// The alternatives of an object: "personalised medical diagnoses, treatment plans or prescriptions".
pub(super) fn objects(words: &[String]) -> Vec<Object> {
    let mut found: Vec<Object> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut infinitive = false;
    let mut close = |open: &mut Vec<String>, infinitive: bool| {
        let words = content(open);
        open.clear();
        let verb = infinitive
            || words
                .first()
                .is_some_and(|first| first.len() > 5 && first.ends_with("ing"));
        if !words.is_empty() {
            found.push(Object { words, verb });
        }
    };
    // "Pirated copies of books or films": the films are copies too.
    let mut lead: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if matches!(bare(word), "or" | "and") {
            close(&mut open, infinitive);
            open.clone_from(&lead);
            continue;
        }
        match bare(word) {
            "of" => lead.clone_from(&open),
            "about" | "for" | "on" | "to" | "from" | "with" | "in" | "by" => lead.clear(),
            _ => {}
        }
        if at > 0
            && words.get(at - 1).is_some_and(|before| before == "to")
            && act::verb(bare(word)).is_empty()
        {
            open.clear();
            infinitive = true;
        }
        open.push(bare(word).to_owned());
        if word.ends_with(',') {
            close(&mut open, infinitive);
        }
    }
    close(&mut open, infinitive);
    share_tails(&mut found);
    found
}

/// "buying or selling securities": a verb alone has the object of the next one.
pub(super) fn share_tails(objects: &mut [Object]) {
    for at in (1..objects.len()).rev() {
        let tail: Vec<String> = objects
            .get(at)
            .filter(|next| next.verb)
            .map(|next| next.words.iter().skip(1).cloned().collect())
            .unwrap_or_default();
        if let Some(before) = objects
            .get_mut(at - 1)
            .filter(|before| before.verb && before.words.len() == 1)
        {
            before.words.extend(tail);
        }
    }
}
