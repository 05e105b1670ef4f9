//! Placeholder.
/// Placeholder.
#[derive(Debug)]
pub(crate) struct Window;
