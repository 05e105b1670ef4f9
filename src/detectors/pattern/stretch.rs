//! A text that is searched as one, or string by string.

use super::search::PatternMatch;
use super::{Haystack, Pattern};
use crate::text::json::BORDER;

/// What is searched.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch<'a> {
    pub(crate) text: &'a str,
    /// UTF-16 units of the longest match.
    pub(crate) cap: usize,
    /// No match begins before.
    pub(crate) floor: usize,
}

impl Stretch<'_> {
    /// Finds the matches around `places` (see [`Pattern::find_around`]); with borders, each piece between two of them is a
    /// text of its own.
    pub(crate) fn search(
        &self,
        bordered: bool,
        pattern: &Pattern,
        places: &[(usize, usize)],
        mut found: impl FnMut(PatternMatch),
    ) {
        if !bordered {
            let haystack = Haystack::new(self.text, self.cap).from(self.floor);
            return pattern.find_around(&haystack, places.iter().copied(), found);
        }
        let (mut start, mut rest) = (0, places);
        for piece in self.text.split(char::from(BORDER)) {
            let end = start + piece.len();
            let own = rest.partition_point(|place| place.1 <= end);
            let (here, later) = rest.split_at_checked(own).unwrap_or_default();
            rest = later;
            let wanted = !here.is_empty() || pattern.required().is_empty();
            if wanted && end > self.floor && pattern.shortest() <= piece.len() {
                let floor = self.floor.saturating_sub(start);
                let haystack = Haystack::new(piece, self.cap).from(floor);
                let here = here
                    .iter()
                    .map(|place| (place.0.saturating_sub(start), place.1 - start));
                pattern.find_around(&haystack, here, |each| {
                    found(PatternMatch {
                        start: each.start + start,
                        end: each.end + start,
                        ..each
                    });
                });
            }
            start = end + 1;
        }
    }
}
