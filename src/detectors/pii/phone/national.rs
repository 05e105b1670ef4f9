//! Numbers as they are written inside a country.

use super::international::Form;
use super::{Lead, MOST};
use crate::detectors::pii::run::{Window, sign};
use crate::detectors::pii::scan::Scan;
use crate::detectors::pii::why::why;

/// A region's own grouping.
pub(super) fn national(scan: &Scan<'_>, window: &Window<'_>, lead: Lead) -> Option<Form> {
    if lead.plus {
        return None;
    }
    let bytes = scan.bytes;
    let groups = window.run.from(window.first, 6);
    let mut total = 0;
    for (place, group) in groups.iter().enumerate() {
        total += group.end - group.start;
        if total > 12 || place > 0 && group.signs & sign::SLASH != 0 && place > 1 {
            break;
        }
        let count = place + 1;
        if count < 2 || total < 6 {
            continue;
        }
        let shape = window.shape(count);
        let mut patterns = scan
            .regions
            .phones(total)
            .iter()
            .filter(|pattern| pattern.shape == shape)
            .peekable();
        // Two groups with a dot are a decimal number.
        if patterns.peek().is_none() || count == 2 && window.only(2, sign::DOT) {
            continue;
        }
        let digits = window.digits(bytes, count);
        let pattern = patterns.find(|pattern| follows(pattern.text, digits.values()));
        let apart = window.span(count).is_some() && !window.is_listed(count);
        // `(123) 456-7890`: the writing alone shows it, whatever the digits.
        let written = shape == 0x334
            && bytes.before(groups.first().map_or(0, |head| head.start)) == b'('
            && groups
                .get(1)
                .is_some_and(|next| next.signs & sign::PAREN != 0);
        if written && apart && pattern.is_none() && scan.regions.usa() {
            return Some((count, 0.6, why!("the writing of a telephone number")));
        }
        if let Some(pattern) = pattern.filter(|_| apart) {
            let base = if pattern.weak { 0.4 } else { 0.65 };
            return Some((
                count,
                base,
                why!("the grouping of a region's telephone numbers"),
            ));
        }
    }
    None
}

/// A pattern with what is asked of it first.
#[derive(Clone, Copy, Debug)]
pub(in crate::detectors::pii) struct Pattern {
    text: &'static [u8],
    /// The lengths of its groups, a nibble each.
    shape: u32,
    /// A word nearby must name it.
    weak: bool,
}

impl Pattern {
    /// From the table's spelling.
    pub(in crate::detectors::pii) fn new(spelling: &'static str) -> Self {
        let text = spelling.trim_start_matches('?');
        let shape = text.split(' ').fold(0, |shape: u32, group| {
            shape << 4 | u32::try_from(group.len()).unwrap_or(0)
        });
        Self {
            text: text.as_bytes(),
            shape,
            weak: text.len() < spelling.len(),
        }
    }

    /// How many digits it has.
    pub(in crate::detectors::pii) fn digits(&self) -> usize {
        self.text.iter().filter(|sign| **sign != b' ').count()
    }
}

/// Whether digits follow a pattern: `N` is 2 to 9, `M` 6 to 9, `Z` 1 to 9, `X` any digit.
pub(super) fn follows(pattern: &[u8], values: &[u8]) -> bool {
    pattern
        .iter()
        .filter(|sign| **sign != b' ')
        .zip(values)
        .all(|(sign, value)| match sign {
            b'X' => true,
            b'N' => *value > 1,
            b'Z' => *value > 0,
            b'M' => *value > 5,
            digit => *value == digit.wrapping_sub(b'0'),
        })
}

/// As many groups as a number can have, from the first on, when what follows them is no part of it.
pub(super) fn widest(window: &Window<'_>) -> Option<usize> {
    let groups = window.run.from(window.first, MOST);
    let total = |count: usize| -> usize {
        groups
            .iter()
            .take(count)
            .map(|group| group.end - group.start)
            .sum()
    };
    (1..=groups.len())
        .rev()
        .find(|count| (6..=15).contains(&total(*count)) && window.span(*count).is_some())
}
