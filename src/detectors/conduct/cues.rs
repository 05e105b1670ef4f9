//! What the words of a sentence do, whatever it is about: ask, direct, promise, refuse, quote ...
//!
//! A phrase is words with `|` between alternatives, `*` for any word and `#` for a number; `^` before the first word: only
//! where the sentence begins.

use std::sync::LazyLock;

use super::phrases::PHRASES;
use crate::models::word_id;

/// A set of cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cues(pub(super) u32);

impl Cues {
    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

macro_rules! cues {
    ($($name:ident = $bit:literal),+ $(,)?) => {
        $(pub(super) const $name: Cues = Cues(1 << $bit);)+
    };
}

cues! {
    ASK = 0, SELF = 1, HOW = 2, PERSONAL = 3, EDUCATION = 4, GENERAL = 5, REFUSAL = 6, DISCLAIMER = 7,
    DIRECT = 8, IMPERATIVE = 9, ASSERT = 10, FUTURE = 11, PROMISE = 12, OFFER = 13, IDENTITY = 14, COLLECT = 15,
    HAND = 16, OWN = 17, INSULT = 18, THREAT = 19, COMPARE = 20, URGE = 21, QUESTION = 22, NUMBER = 23,
    SITUATION = 24, NAMED = 25, BUT = 26, AIMED = 27, QUOTED = 28, MAKE = 29, REPORTED = 30, PROTECT = 31,
}

#[derive(Debug)]
enum Slot {
    Any,
    Number,
    /// Ids of the words that fit.
    Words(Vec<u32>),
}

#[derive(Debug)]
struct Phrase {
    first: bool,
    rest: Vec<Slot>,
    cue: Cues,
}

/// The phrases by the id of their first word.
static TABLE: LazyLock<Vec<(u32, Phrase)>> = LazyLock::new(|| {
    let mut table = Vec::new();
    for (cue, phrases) in PHRASES {
        for phrase in *phrases {
            let first = phrase.starts_with('^');
            let mut words = phrase.trim_start_matches('^').split(' ');
            let heads = words.next().unwrap_or_default();
            let words: Vec<&str> = words.collect();
            for head in heads.split('|') {
                let rest = words.iter().map(|word| slot(word)).collect();
                let cue = *cue;
                table.push((word_id(head.as_bytes()), Phrase { first, rest, cue }));
            }
        }
    }
    table.sort_by_key(|(id, _)| *id);
    table
});

fn slot(word: &str) -> Slot {
    match word {
        "*" => Slot::Any,
        "#" => Slot::Number,
        _ => Slot::Words(
            word.split('|')
                .map(|each| word_id(each.as_bytes()))
                .collect(),
        ),
    }
}

/// A word as far as cues read it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) id: u32,
    pub(super) number: bool,
}

/// The cues of a sentence's words.
pub(super) fn cues(words: &[Seen]) -> Cues {
    let mut found = Cues::default();
    for (at, word) in words.iter().enumerate() {
        if word.number {
            found = found.and(NUMBER);
        }
        let from = TABLE.partition_point(|(id, _)| *id < word.id);
        let same = TABLE.iter().skip(from).take_while(|(id, _)| *id == word.id);
        for (_, phrase) in same {
            let rest = words.get(at + 1..).unwrap_or_default();
            let fits = (!phrase.first || at == 0)
                && rest.len() >= phrase.rest.len()
                && phrase.rest.iter().zip(rest).all(|(slot, word)| match slot {
                    Slot::Any => true,
                    Slot::Number => word.number,
                    Slot::Words(ids) => ids.contains(&word.id),
                });
            if fits {
                found = found.and(phrase.cue);
            }
        }
    }
    found
}
