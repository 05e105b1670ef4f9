//! The acts that rules speak of, by their verbs.

mod verbs;

use super::stem::stem;
use verbs::{FORMS, VERBS};

/// A set of ways in which a text can show an act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Acts(pub(super) u32);

impl Acts {
    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $bit:literal),+ $(,)?) => {
        $($(#[$doc])* pub(super) const $name: Acts = Acts(1 << $bit);)+
        /// The names of the acts, in their order.
        pub(super) const NAMES: &[&str] = &[$(stringify!($name)),+];
    };
}

acts! {
    /// Asks for it.
    REQUEST = 0,
    /// Hands it over, in whatever form.
    PROVIDE = 1,
    /// Tells somebody what to do.
    RECOMMEND = 2,
    /// Says what is the matter.
    DIAGNOSE = 3,
    /// Says what will be.
    PREDICT = 4,
    /// Vouches for it.
    PROMISE = 5,
    /// Holds out an advantage.
    OFFER = 6,
    /// Passes for somebody.
    IMPERSONATE = 7,
    /// Asks the other side for data.
    COLLECT = 8,
    /// Tells data.
    DISCLOSE = 9,
    /// Speaks of it at all.
    DISCUSS = 10,
    /// Attacks somebody.
    THREATEN = 11,
    /// Speaks for doing it.
    ENCOURAGE = 12,
    /// Speaks ill of it, or compares.
    DISPARAGE = 13,
    /// Makes the thing itself: an essay, a contract.
    PRODUCE = 14,
    /// Steps to follow.
    INSTRUCT = 15,
    /// Says a statement that is asked for.
    STATE = 16,
}

/// What only the ways of a system show, not its texts.
pub(super) const UNSEEN: &[&str] = &[
    "rely",
    "relied",
    "utilise",
    "utilize",
    "store",
    "retain",
    "process",
    "replace",
    "train",
    "log",
    "monitor",
    "access",
    "remember",
    "execute",
    "autonomous",
    "decisions",
    "delete",
    "encrypt",
    "transfer",
    "review",
    "undergo",
    "comply",
];

fn of(table: &[(Acts, &[&str])], word: &str) -> Acts {
    let own = stem(word);
    table
        .iter()
        .filter(|(_, words)| words.iter().any(|each| stem(each) == own))
        .fold(Acts::default(), |all, (acts, _)| all.and(*acts))
}

/// The acts of a verb.
pub(super) fn verb(word: &str) -> Acts {
    of(VERBS, word)
}

/// The acts that an object's word implies.
pub(super) fn form(word: &str) -> Acts {
    of(FORMS, word)
}

/// Whether the word is of something that no text shows.
pub(super) fn unseen(word: &str) -> bool {
    let own = stem(word);
    UNSEEN.iter().any(|each| stem(each) == own)
}

/// The first act's name, as the report has it.
pub(super) fn name(acts: Acts) -> String {
    NAMES
        .get(acts.0.trailing_zeros() as usize)
        .unwrap_or(&"DISCUSS")
        .to_ascii_lowercase()
}
