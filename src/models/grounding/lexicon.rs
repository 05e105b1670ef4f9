//! What is known of the words of a language.

use crate::models::hash::word_id;

use super::contraries::CONTRARIES;

pub(super) const OPINION: u16 = 1;
pub(super) const HEDGE: u16 = 2;
pub(super) const ABSOLUTE: u16 = 4;
pub(super) const ADDRESS: u16 = 8;
/// Speaks of the context itself: "the passages do not mention".
pub(super) const META: u16 = 16;
pub(super) const QUANTITY: u16 = 32;
/// Says that somebody said it.
pub(super) const TOLD: u16 = 64;
/// Says why, or what for.
pub(super) const REASON: u16 = 128;
pub(super) const NEGATION: u16 = 256;
pub(super) const SMALL: u16 = 512;

const CLASSES: [(u16, &str); 10] = [
    (
        SMALL,
        "the a an and or of to in on at by for with from as is are was were be been being am it its it's this that these those he she they him his her their them has have had do does did will would can could should may might must i we you us our your my me which who whom whose what when where how there here also so such than then yes yeah oh wow haha lol hey hi hello thanks awesome cool into about over up out after before between through during under because while if but just very more most some any all each other both same own too only even still well many much said s t re ve ll d m",
    ),
    (
        NEGATION,
        "not no never none neither nor nobody nothing without cannot can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't couldn't shouldn't hasn't haven't hadn't unable fails failed refused denied",
    ),
    (
        OPINION,
        "i i'm i've i'd i'll me my think believe feel love like enjoy hate hope guess wish agree wow haha lol cool nice great awesome amazing interesting favorite favourite sure yeah yes oh hey hi hello thanks glad",
    ),
    (
        HEDGE,
        "maybe perhaps probably possibly might may could likely seems seem appears appear apparently often sometimes usually typically generally expected expects suggests suggest potentially potential reportedly allegedly about around approximately nearly almost roughly estimated",
    ),
    (
        ABSOLUTE,
        "only always every all never exclusively solely entirely completely first last most least best worst definitely certainly must guaranteed each everyone everything",
    ),
    (ADDRESS, "you your you're we our us let's please"),
    (
        META,
        "passage passages provided provide given context document text article mentioned mention mentions specified specify answer question based information according unable excerpt stated",
    ),
    (
        QUANTITY,
        "all most many some few several none no every each both half majority minority numerous various any only more less fewer two three least",
    ),
    (
        TOLD,
        "said says say told tells according reported reports stated states claimed claims announced explained added wrote noted argued",
    ),
    (
        REASON,
        "because since therefore thus due cause causing caused leading resulting ensure ensuring making allowing helps help helping providing making indicating suggesting which while despite although however overall additionally",
    ),
];

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    pub(super) class: u16,
    /// The stem of a word that says the contrary.
    pub(super) contrary: u32,
}

static LEXICON: std::sync::LazyLock<Vec<(u32, Known)>> = std::sync::LazyLock::new(|| {
    let pairs = || {
        CONTRARIES
            .split(' ')
            .filter_map(|pair| pair.split_once('/'))
    };
    let mut words: Vec<&str> = CLASSES
        .iter()
        .flat_map(|(_, list)| list.split(' '))
        .chain(pairs().flat_map(|(one, other)| [one, other]))
        .collect();
    words.sort_unstable();
    words.dedup();
    let contrary = |word: &str| {
        pairs()
            .find_map(|(one, other)| match word {
                _ if one == word => Some(other),
                _ if other == word => Some(one),
                _ => None,
            })
            .map_or(0, |other| word_id(stem(other).as_bytes()))
    };
    let class = |word: &str| {
        CLASSES
            .iter()
            .filter(|(_, list)| list.split(' ').any(|each| each == word))
            .fold(0, |all, (bit, _)| all | bit)
    };
    let mut rows: Vec<_> = words
        .iter()
        .map(|word| {
            let known = Known {
                class: class(word),
                contrary: contrary(word),
            };
            (word_id(word.as_bytes()), known)
        })
        .collect();
    rows.sort_unstable_by_key(|(id, _)| *id);
    rows
});

/// What is known of the word with this id.
pub(super) fn known(id: u32) -> Known {
    LEXICON
        .binary_search_by_key(&id, |row| row.0)
        .ok()
        .and_then(|at| LEXICON.get(at))
        .map_or(Known::default(), |row| row.1)
}

/// A word without its commonest endings.
pub(super) fn stem(word: &str) -> &str {
    let word = word.strip_suffix("'s").unwrap_or(word);
    if word.len() < 5 {
        return word
            .strip_suffix('s')
            .filter(|rest| rest.len() > 2 && !rest.ends_with('s'))
            .unwrap_or(word);
    }
    for ending in [
        "ings", "ing", "edly", "ies", "ied", "es", "ed", "ly", "s", "er", "y", "e",
    ] {
        if let Some(rest) = word.strip_suffix(ending).filter(|rest| rest.len() >= 3) {
            return rest
                .strip_suffix('e')
                .filter(|short| short.len() > 3)
                .unwrap_or(rest);
        }
    }
    word
}
