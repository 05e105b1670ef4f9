//! Placeholder.
pub(crate) fn whole(_pattern: &str, _limits: &crate::engine::Limits) -> Option<regex::Regex> {
    None
}
