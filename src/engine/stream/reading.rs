//! What is judged of a stream, and the places of it in the text: the text itself, or the reading of JSON.

use super::Stream;
use crate::text::json::Json;

impl<G> Stream<G> {
    /// What rules see.
    pub(super) fn reading(&self) -> &str {
        match &self.json {
            Some(json) => json.reading(),
            None => &self.text,
        }
    }

    /// Whether nothing may be found that reaches over the ends of a string.
    pub(super) fn has_borders(&self) -> bool {
        self.json.as_ref().is_some_and(Json::has_borders)
    }

    /// Where a byte of the text is read.
    pub(super) fn place(&self, at: usize) -> usize {
        self.json.as_ref().map_or(at, |json| json.place(at))
    }

    /// The byte of the text at which the reading stands at a place.
    pub(super) fn original(&self, at: usize) -> usize {
        self.json
            .as_ref()
            .map_or(at, |json| json.to_original(at, at).0)
    }

    /// The last place up to `at` at which no number is cut.
    pub(super) fn whole_number(&self, at: usize) -> usize {
        self.json.as_ref().map_or(at, |json| json.cut(at))
    }
}
