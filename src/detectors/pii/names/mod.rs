//! Persons and places by a table of names, the words beside them and the way they are written.
//!
//! Enters: the normalised view. Leaves: finds that say how sure they are: a name that is nothing else is above 0.5, one that is
//! also a word, or in no list, needs a title, an introduction or another name beside it. Never: a look further than a few words from
//! what is judged, so that a text may come in pieces.
//!
//! `table` is what is known, `words` what is read, `person`, `place` and `address` what is found, `cue` and `cues` the words beside it.

mod address;
mod cue;
mod cues;
mod open;
mod person;
mod place;
mod table;
mod words;

use super::kinds::{Kind, Kinds};
use super::scan::Found;
use crate::detectors::pii::why::Why;
use cues::Lower;
pub(super) use open::open;
use words::{Gap, Shape, Word, words};

/// The view with its words.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    view: &'t str,
    words: Vec<Word>,
    /// Whether the words beside a name count.
    context: bool,
}

/// A find by the numbers of its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    /// The first word.
    first: usize,
    /// The word behind the last.
    last: usize,
    score: f64,
    why: Why,
    named: bool,
}

/// What of the text names a person or a place.
pub(super) fn find(
    view: &str,
    upper: &dyn Fn(usize) -> bool,
    kinds: Kinds,
    context: bool,
) -> Vec<Found> {
    let reader = Reader {
        view,
        words: words(view, upper),
        context,
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < reader.words.len() {
        let found = address::at(&reader, at)
            .map(|hit| (Kind::Location, hit))
            .or_else(|| {
                let person = person::at(&reader, at);
                let place = place::at(&reader, at);
                match (person, place) {
                    (Some(person), Some(place)) if place.score > person.score => {
                        Some((Kind::Location, place))
                    }
                    (Some(person), _) => Some((Kind::Person, person)),
                    (None, place) => place.map(|place| (Kind::Location, place)),
                }
            });
        let Some((kind, hit)) = found else {
            at += 1;
            continue;
        };
        if kinds.has(kind) {
            out.extend(reader.found(kind, &hit));
        }
        at = hit.last.max(at + 1);
    }
    out
}

impl Reader<'_> {
    fn found(&self, kind: Kind, hit: &Hit) -> Option<Found> {
        Some(Found {
            kind,
            start: self.words.get(hit.first)?.start,
            end: self.words.get(hit.last.checked_sub(1)?)?.end,
            score: hit.score,
            why: hit.why,
            named: hit.named,
        })
    }

    /// The word at a place in the list.
    fn word(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    /// The same counted back from a place.
    fn before(&self, at: usize, back: usize) -> Option<&Word> {
        self.words.get(at.checked_sub(back)?)
    }

    fn text(&self, word: &Word) -> &str {
        self.view.get(word.start..word.end).unwrap_or_default()
    }

    fn lower(&self, word: &Word) -> Lower {
        Lower::of(self.text(word))
    }

    /// Whether a word satisfies a list of cues.
    fn says(&self, word: Option<&Word>, list: impl Fn(&str) -> bool) -> bool {
        word.is_some_and(|word| list(self.lower(word).as_str()))
    }

    /// Whether the words before a place are these, the last first.
    fn follows(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(back, each)| self.says(self.before(at, back + 1), |word| word == *each))
    }

    /// Whether a word begins a sentence, a line or something else.
    fn begins(&self, at: usize) -> bool {
        self.word(at)
            .is_none_or(|word| !matches!(word.gap, Gap::Space | Gap::Comma | Gap::Hyphen))
    }
}
