//! Strings in one buffer.

/// Strings, one after the other.
#[derive(Debug, Default)]
pub(super) struct Strings {
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn new<S: AsRef<[u8]>>(strings: impl IntoIterator<Item = S>) -> Self {
        let mut all = Self::default();
        for string in strings {
            all.bytes.extend_from_slice(string.as_ref());
            all.ends
                .push(u32::try_from(all.bytes.len()).unwrap_or(u32::MAX));
        }
        all
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The string of a number, empty where there is none.
    #[inline]
    pub(super) fn get(&self, at: usize) -> &[u8] {
        let end = |at: usize| self.ends.get(at).map(|end| *end as usize);
        let from = at.checked_sub(1).and_then(end).unwrap_or(0);
        end(at)
            .and_then(|to| self.bytes.get(from..to))
            .unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).map(|at| self.get(at))
    }

    /// The first of ascending strings that is not below what `is_below` says.
    pub(super) fn partition_point(&self, is_below: impl Fn(&[u8]) -> bool) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            if is_below(self.get(middle)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }
}
