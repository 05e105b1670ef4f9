//! A text in the forms it is matched in.
//!
//! Enters: the original. Leaves: the original with its normalised view and the way back from every place of the view to
//! the original. Never: a changed original, a view longer than a fixed multiple of it.

mod builder;
mod characters;
pub(crate) mod decode;
mod folds;
pub(crate) mod json;
mod lookalikes;
pub(crate) mod marks;
mod normalise;
pub mod offsets;
mod runs;
mod settled;
mod view;
mod words;

use std::any::Any;
use std::cell::OnceCell;

use normalise::{Form, Whole};
pub use view::{View, Views};

/// Kinds of memos that a text keeps.
const MEMOS: usize = 3;

/// A text with its normalised view.
///
/// The view is what every detector matches on: compatibility forms folded (NFKC), look-alike letters and invisible
/// characters resolved, non-ASCII letters lower-cased. ASCII letters keep their case (literals are compared without it), so
/// that the view of plain ASCII text is that text itself and costs nothing.
#[derive(Debug)]
pub struct Text<'a> {
    original: &'a str,
    view: normalise::Normalised<'a>,
    /// It is the reading of JSON, with [`json::BORDER`]s between its strings.
    bordered: bool,
    marks: OnceCell<u8>,
    #[cfg_attr(
        not(feature = "models"),
        expect(dead_code, reason = "only models read a text for several rules")
    )]
    memo: [OnceCell<Box<dyn Any>>; MEMOS],
}

impl<'a> Text<'a> {
    /// Normalises a text.
    #[must_use]
    pub fn new(original: &'a str) -> Self {
        Self {
            original,
            view: normalise::normalise(original, VIEW),
            bordered: false,
            marks: OnceCell::new(),
            memo: [const { OnceCell::new() }; MEMOS],
        }
    }

    /// The same for the reading of JSON.
    pub(crate) fn with_borders(original: &'a str, bordered: bool) -> Self {
        Self {
            bordered,
            ..Self::new(original)
        }
    }

    /// Whether nothing may be found that reaches over a [`json::BORDER`].
    pub(crate) fn has_borders(&self) -> bool {
        self.bordered
    }

    /// What several rules of one kind read of the text, made by the first that asks. `None` where other kinds have all places.
    #[cfg(feature = "models")]
    pub(crate) fn memo<T: Any>(&self, make: impl FnOnce() -> T) -> Option<&T> {
        let known = self.memo.iter().filter_map(OnceCell::get);
        if let Some(known) = known.into_iter().find_map(|memo| memo.downcast_ref()) {
            return Some(known);
        }
        // Made before it has a place: making it may ask for another kind.
        let fresh: Box<dyn Any> = Box::new(make());
        let free = self.memo.iter().find(|memo| memo.get().is_none())?;
        free.get_or_init(|| fresh).downcast_ref()
    }

    /// The text as given.
    #[must_use]
    pub fn original(&self) -> &'a str {
        self.original
    }

    /// The normalised view.
    #[must_use]
    pub fn normalised(&self) -> &str {
        self.view.text()
    }

    /// Which [`marks`] the view has.
    pub(crate) fn marks(&self) -> u8 {
        let view = || marks::all(self.normalised().as_bytes());
        *self.marks.get_or_init(view)
    }

    /// The bytes of the original behind a range of the view, widened to whole characters (invisible characters inside
    /// the match included, those around it not).
    #[must_use]
    pub fn to_original(&self, start: usize, end: usize) -> (usize, usize) {
        self.view.to_original(start, end)
    }

    /// Whether the normalised view is the original.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.view.is_original()
    }

    /// The characters of the view beside a place of the original.
    #[must_use]
    pub fn around(&self, start: usize, end: usize) -> (Option<char>, Option<char>) {
        let (start, end) = (self.view_at(start), self.view_at(end));
        let before = self.normalised().get(..start).unwrap_or_default();
        let after = self.normalised().get(end..).unwrap_or_default();
        (before.chars().next_back(), after.chars().next())
    }

    /// The first place of the normalised view that stands for a byte of the original or something behind it.
    #[must_use]
    pub fn view_at(&self, at: usize) -> usize {
        self.view.view_at(at)
    }

    /// Runs of more than 64 invisible characters or 30 combining marks on one character. In the view each of them is one
    /// U+FFFD that no match reaches over: that bounds how far a match can reach, and nobody writes such a run by accident.
    #[must_use]
    pub fn over_caps(&self) -> &[(usize, usize)] {
        self.view.over()
    }

    /// Like [`Self::views_of`], for a match of something that was itself `written` in that way.
    pub(crate) fn views_from(&self, start: usize, end: usize, written: &str) -> Views {
        if self.view.is_original() {
            return Views::NONE;
        }
        let (from, to) = self.to_original(start, end);
        let as_found = self.original.get(from..to).unwrap_or_default();
        if same_but_case(as_found, written) {
            Views::NONE
        } else {
            self.views_of(start, end)
        }
    }

    /// How the range of the view was uncovered: nothing, or `normalised` when more than letter case differs.
    #[must_use]
    pub fn views_of(&self, start: usize, end: usize) -> Views {
        let (from, to) = self.to_original(start, end);
        let as_written = self.original.get(from..to).unwrap_or_default();
        let as_matched = self.normalised().get(start..end).unwrap_or_default();
        if same_but_case(as_written, as_matched) {
            Views::NONE
        } else {
            Views::NONE.with(View::Normalised)
        }
    }
}

pub(crate) use settled::settled;

/// The last character boundary up to `at`.
pub(crate) fn floor_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// The first character boundary from `at` on.
pub(crate) fn ceil_boundary(text: &str, at: usize) -> usize {
    let from = at.min(text.len());
    (from..=text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(from)
}

fn same_but_case(one: &str, other: &str) -> bool {
    let lower = |text: &'_ str| {
        text.chars()
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let plain = one.is_ascii() && other.is_ascii();
    one == other || plain && one.eq_ignore_ascii_case(other) || !plain && lower(one) == lower(other)
}

/// The form of [`Text`].
const VIEW: Form = Form {
    whole: Whole::Context,
    lower: true,
};

/// The normalised form of a value, so that it compares with [`Text::normalised`].
#[must_use]
pub fn normalised(text: &str) -> String {
    normalise::normalise(text, VIEW).text().to_owned()
}

/// The forms that a literal may have in [`Text::normalised`]: a word of another script whose every letter looks Latin is
/// read by the words around it, which a literal does not have.
pub(crate) fn forms(literal: &str) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
    let form = |whole| {
        let form = Form { whole, lower: true };
        normalise::normalise(literal, form).into_text()
    };
    let kept = form(Whole::Keep);
    let folded = (!literal.is_ascii()).then(|| form(Whole::Fold));
    let folded = folded.filter(|folded| *folded != kept);
    std::iter::once(kept).chain(folded)
}

/// The normalised form with the case of every letter, for comparing a match with what was asked for.
pub(crate) fn cased(text: &str) -> std::borrow::Cow<'_, str> {
    let form = Form {
        whole: Whole::Fold,
        lower: false,
    };
    normalise::normalise(text, form).into_text()
}

#[cfg(test)]
mod tests;
