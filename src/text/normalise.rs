//! Placeholder: identity view.

#[derive(Debug)]
pub(super) struct Normalised<'a> {
    text: &'a str,
}

impl Normalised<'_> {
    pub(super) fn text(&self) -> &str {
        self.text
    }

    pub(super) fn is_original(&self) -> bool {
        true
    }

    pub(super) fn to_original(&self, start: usize, end: usize) -> (usize, usize) {
        (start, end)
    }
}

pub(super) fn normalise(original: &str) -> Normalised<'_> {
    Normalised { text: original }
}
