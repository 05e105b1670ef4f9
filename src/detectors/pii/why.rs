//! What the form of a find shows, as a sentence with and without what a word nearby says.

use crate::engine::Name;

/// Written with its end for a word nearby, of which it may be the beginning alone: so neither is put together for a find.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Why(pub(super) &'static str);

/// A [`Why`] of a literal.
macro_rules! why {
    ($form:literal) => {
        $crate::detectors::pii::why::Why(concat!($form, ", and a word nearby names it"))
    };
}
pub(crate) use why;

impl Why {
    /// The sentence.
    pub(super) fn says(self, named: bool) -> Name {
        const END: &str = ", and a word nearby names it";
        if named {
            self.0.into()
        } else {
            self.0.strip_suffix(END).unwrap_or(self.0).into()
        }
    }
}
