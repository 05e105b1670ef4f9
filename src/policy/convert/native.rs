//! `edgeward.policy`: the neutral document itself, without what no native document holds.

use super::Source;
use crate::policy::Check;

pub(super) fn write(source: &Source<'_>) -> Option<String> {
    let mut document = source.document.clone();
    let rules = source.rules.iter();
    let said = rules.filter(|rule| !matches!(rule.check, Check::Unsupported(_)));
    document.rules = said.map(|rule| (*rule).clone()).collect();
    if document.rules.is_empty() {
        return None;
    }
    serde_json::to_string(&document).ok()
}
