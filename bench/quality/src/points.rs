//! Code points and bytes of a text: the rows count the first, the verdicts the second.

/// The byte at which each code point starts, and the length.
#[derive(Debug)]
pub(crate) struct Points(Vec<usize>);

impl Points {
    pub(crate) fn new(text: &str) -> Self {
        let starts = text.char_indices().map(|(byte, _)| byte);
        Self(starts.chain(std::iter::once(text.len())).collect())
    }

    /// How many code points there are.
    pub(crate) fn count(&self) -> usize {
        self.0.len() - 1
    }

    /// The code point that starts at this byte; inside one, the one it is in.
    pub(crate) fn of_byte(&self, byte: usize) -> usize {
        match self.0.binary_search(&byte) {
            Ok(point) => point,
            Err(next) => next.saturating_sub(1).min(self.count()),
        }
    }

    /// The byte at which this code point starts.
    #[cfg(test)]
    pub(crate) fn byte(&self, point: usize) -> Option<usize> {
        self.0.get(point).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Points;

    #[test]
    fn there_and_back_over_every_width() {
        let text = "aé€😀\u{301}z";
        let points = Points::new(text);
        assert_eq!(points.count(), 6);
        assert_eq!(
            (0..=6)
                .map(|at| points.byte(at).unwrap())
                .collect::<Vec<_>>(),
            [0, 1, 3, 6, 10, 12, 13]
        );
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.of_byte(byte), point);
            assert_eq!(points.byte(point), Some(byte));
        }
        assert_eq!(points.of_byte(text.len()), 6);
        assert_eq!(points.of_byte(8), 3, "inside the emoji");
        assert_eq!(points.of_byte(99), 6);
        assert_eq!(points.byte(7), None);
        assert_eq!(Points::new("").count(), 0);
    }
}
