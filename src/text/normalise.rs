//! The normalised view and the way back from it.
//!
//! The pass over the text is in `builder`, what single characters become in `characters`.

use std::borrow::Cow;

use super::builder::Builder;
use super::runs::Runs;

/// What becomes of a word of another script all of whose letters look Latin (`сор`, Russian for litter, reads `cop`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    /// It is read as its Latin neighbours suggest.
    Context,
    /// It stays.
    Keep,
    /// It is read as Latin.
    Fold,
}

/// How a text is normalised.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) whole: Whole,
    /// Lower-cases letters beyond ASCII.
    pub(super) lower: bool,
}

/// The normalised view of a text.
#[derive(Debug)]
pub(super) struct Normalised<'a> {
    text: Cow<'a, str>,
    runs: Runs,
    over: Vec<(usize, usize)>,
}

impl<'a> Normalised<'a> {
    pub(super) fn into_text(self) -> Cow<'a, str> {
        self.text
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn is_original(&self) -> bool {
        matches!(self.text, Cow::Borrowed(_))
    }

    pub(super) fn to_original(&self, start: usize, end: usize) -> (usize, usize) {
        if self.is_original() {
            (start, end)
        } else {
            self.runs.to_original(start, end)
        }
    }

    pub(super) fn view_at(&self, at: usize) -> usize {
        if self.is_original() {
            at
        } else {
            self.runs.view_at(at)
        }
    }

    pub(super) fn over(&self) -> &[(usize, usize)] {
        &self.over
    }
}

pub(super) fn normalise(original: &str, form: Form) -> Normalised<'_> {
    if original.is_ascii() {
        return Normalised {
            text: Cow::Borrowed(original),
            runs: Runs::default(),
            over: Vec::new(),
        };
    }
    let mut builder = Builder::new(original, form);
    builder.run();
    let (text, runs, over) = builder.finish();
    Normalised {
        text: Cow::Owned(text),
        runs,
        over,
    }
}
