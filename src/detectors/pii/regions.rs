//! The regions whose national formats a rule reads.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::order;

use super::national;
use super::phone::{NATIONAL, Pattern};

/// The codes of all regions that have a format, sorted.
pub(crate) static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let phones = NATIONAL.iter().map(|(region, _)| *region);
    let ids = national::ROWS.iter().map(|row| row.region);
    let names: BTreeSet<&str> = order::inserted(phones.chain(ids));
    names.into_iter().collect()
});

/// National formats by number of digits, so that a candidate is compared with few.
#[derive(Debug, Default)]
pub(crate) struct Regions {
    phones: [Vec<Pattern>; 16],
    ids: Vec<&'static national::Row>,
    usa: bool,
}

impl Regions {
    /// Of ISO 3166 codes; one that is not known has no formats.
    pub(crate) fn named(names: &[String]) -> Self {
        let wanted = |region: &str| {
            names
                .iter()
                .any(|name| name.eq_ignore_ascii_case(region) || (name == "UK" && region == "GB"))
        };
        let mut out = Self {
            usa: wanted("US"),
            ..Self::default()
        };
        for (_, patterns) in NATIONAL.iter().filter(|(region, _)| wanted(region)) {
            for pattern in patterns.iter().map(|spelling| Pattern::new(spelling)) {
                if let Some(list) = out.phones.get_mut(pattern.digits()) {
                    list.push(pattern);
                }
            }
        }
        out.ids = national::ROWS
            .iter()
            .filter(|row| wanted(row.region))
            .collect();
        out
    }

    /// The phone patterns of that many digits.
    pub(crate) fn phones(&self, digits: usize) -> &[Pattern] {
        self.phones.get(digits).map_or(&[], Vec::as_slice)
    }

    /// The national ids.
    pub(crate) fn ids(&self) -> &[&'static national::Row] {
        &self.ids
    }

    /// Whether the formats of the United States are read.
    pub(crate) fn usa(&self) -> bool {
        self.usa
    }
}
