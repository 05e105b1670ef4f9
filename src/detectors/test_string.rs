//! Placeholder.
/// The reach of the test string.
pub(crate) const REACH: usize = 128;
