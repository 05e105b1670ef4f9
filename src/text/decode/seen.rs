//! What is known of a text that may go on.

/// What a text has at a place, as far as it is there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Seen<T> {
    Is(T),
    Not,
    /// The text ends before it is known.
    Open,
}

impl<T> Seen<T> {
    pub(super) fn map<U>(self, to: impl FnOnce(T) -> U) -> Seen<U> {
        match self {
            Self::Is(seen) => Seen::Is(to(seen)),
            Self::Not => Seen::Not,
            Self::Open => Seen::Open,
        }
    }
}
