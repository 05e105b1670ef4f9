//! What JSON says: strings, names, numbers and words, and where they stand.

/// What stands between the signs of the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A string, its quotes not included.
    String,
    /// The same before a colon.
    Name,
    /// A number, `true`, `false`, `null`.
    Bare,
    /// What is no JSON any more.
    Rest,
}

/// Bytes of the text; the end of one that is still open is beyond every text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(crate) kind: Kind,
}

impl Value {
    pub(crate) fn start(&self) -> usize {
        self.start as usize
    }

    pub(crate) fn end(&self) -> usize {
        self.end as usize
    }
}
