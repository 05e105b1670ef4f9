//! Exceptions: values that are never a finding.

use regex::Regex;

use super::extract::bounded;
use crate::policy::document::Exception;
use crate::text;

/// A compiled allow-list entry.
#[derive(Debug)]
pub(crate) struct Allowed {
    detectors: Vec<String>,
    /// Normalised, without case.
    values: Vec<String>,
    patterns: Vec<Regex>,
}

impl Allowed {
    pub(crate) fn new(exception: &Exception) -> Self {
        let whole = |pattern: &String| bounded(&format!(r"\A(?:{pattern})\z"));
        Self {
            detectors: exception.detectors.clone(),
            values: exception.values.iter().map(|value| fold(value)).collect(),
            patterns: exception.patterns.iter().filter_map(whole).collect(),
        }
    }

    /// Whether a finding of this rule's detector could be meant; never the test string.
    pub(crate) fn may_name(&self, detector: &str) -> bool {
        let family = |name: &str| name.split(['.', '*']).next().unwrap_or_default().to_owned();
        detector != "test_string"
            && self
                .detectors
                .iter()
                .any(|name| name == "*" || name == detector || family(name) == family(detector))
    }

    /// Whether this finding is one of the exceptions.
    pub(crate) fn covers(&self, detector: &str, matched: &str) -> bool {
        let named = self
            .detectors
            .iter()
            .any(|name| match name.strip_suffix('*') {
                Some(prefix) => detector.starts_with(prefix),
                None => detector == name,
            });
        if !named {
            return false;
        }
        let folded = fold(matched);
        self.values.contains(&folded)
            || self
                .patterns
                .iter()
                .any(|pattern| pattern.is_match(&text::normalised(matched)))
    }
}

fn fold(value: &str) -> String {
    text::normalised(value.trim()).to_lowercase()
}
