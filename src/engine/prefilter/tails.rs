//! Whether the end of a text may be the beginning of a literal: what a stream must not let go yet.

/// The literals in order, so that those with a given beginning stand together.
#[derive(Debug, Default)]
pub(super) struct Tails {
    sorted: Vec<Box<[u8]>>,
    /// Bytes of the longest.
    longest: usize,
    /// One bit per pair of first bytes.
    pairs: Vec<u64>,
}

impl Tails {
    /// Of literals in lower case.
    pub(super) fn new<'a>(literals: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut sorted: Vec<Box<[u8]>> = literals.map(Into::into).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut pairs = vec![0_u64; if sorted.is_empty() { 0 } else { 1 << 10 }];
        for literal in &sorted {
            if let [first, second, ..] = **literal {
                let at = pair(first, second);
                if let Some(word) = pairs.get_mut(at / 64) {
                    *word |= 1 << (at % 64);
                }
            }
        }
        Self {
            longest: sorted
                .iter()
                .map(|literal| literal.len())
                .max()
                .unwrap_or(0),
            sorted,
            pairs,
        }
    }

    /// Bytes of the longest literal.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// Where the longest end of `text` starts that a literal begins with.
    pub(super) fn open(&self, text: &[u8]) -> usize {
        let from = text.len().saturating_sub(self.longest);
        let tail = text.get(from..).unwrap_or_default().to_ascii_lowercase();
        (0..tail.len())
            .find(|at| {
                let end = tail.get(*at..).unwrap_or_default();
                self.may_begin(end) && self.begins(end)
            })
            .map_or(text.len(), |at| from + at)
    }

    fn may_begin(&self, end: &[u8]) -> bool {
        let [first, second, ..] = *end else {
            return true;
        };
        let at = pair(first, second);
        self.pairs
            .get(at / 64)
            .is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    fn begins(&self, end: &[u8]) -> bool {
        let at = self.sorted.partition_point(|literal| **literal < *end);
        self.sorted
            .get(at)
            .is_some_and(|literal| literal.starts_with(end))
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}

#[cfg(test)]
mod tests {
    use super::Tails;

    #[test]
    fn only_the_beginning_of_a_literal_is_open() {
        let literals: [&[u8]; 3] = [b"lawsuit", b"social security", b"x"];
        let tails = Tails::new(literals.into_iter());
        for (text, open) in [
            ("file a La", "La"),
            ("his social s", "social s"),
            ("his social so", "so"),
            ("a lawn", ""),
            ("a x", "x"),
        ] {
            assert_eq!(&text[tails.open(text.as_bytes())..], open, "{text}");
        }
    }
}
