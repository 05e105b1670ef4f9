//! Reading bytes without bounds to care for: beyond the text there are zeros.

/// A view's bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bytes<'t>(pub(crate) &'t [u8]);

impl<'t> Bytes<'t> {
    /// The byte at a place, 0 outside.
    #[inline]
    pub(crate) fn at(self, place: usize) -> u8 {
        self.0.get(place).copied().unwrap_or(0)
    }

    /// The byte before a place, 0 at the start.
    #[inline]
    pub(crate) fn before(self, place: usize) -> u8 {
        place.checked_sub(1).map_or(0, |place| self.at(place))
    }

    /// Whether Markdown's emphasis begins just before a place: up to three asterisks behind no letter, digit or further one.
    pub(crate) fn is_emphasised(self, place: usize) -> bool {
        let stars = (1..=4).take_while(|back| place >= *back && self.at(place - back) == b'*');
        let stars = stars.count();
        (1..=3).contains(&stars) && !self.before(place - stars).is_ascii_alphanumeric()
    }

    /// A range, cut to what is there.
    #[inline]
    pub(crate) fn slice(self, start: usize, end: usize) -> &'t [u8] {
        let end = end.min(self.0.len());
        self.0.get(start.min(end)..end).unwrap_or_default()
    }

    /// How many bytes there are.
    #[inline]
    pub(crate) fn len(self) -> usize {
        self.0.len()
    }

    /// The end of the run of bytes that `keep` accepts, at most `most` bytes on.
    #[inline]
    pub(crate) fn run(self, start: usize, most: usize, keep: impl Fn(u8) -> bool) -> usize {
        let run = self.slice(start, start.saturating_add(most));
        start
            + run
                .iter()
                .position(|byte| !keep(*byte))
                .unwrap_or(run.len())
    }

    /// The start of the run of bytes that `keep` accepts before `end`, at most `most` bytes back.
    #[inline]
    pub(crate) fn run_back(self, end: usize, most: usize, keep: impl Fn(u8) -> bool) -> usize {
        let run = self.slice(end.saturating_sub(most), end);
        end - run
            .iter()
            .rev()
            .position(|byte| !keep(*byte))
            .unwrap_or(run.len())
    }

    /// Whether the text goes on with `word` (lower case), whatever its case.
    #[inline]
    pub(crate) fn has(self, start: usize, word: &[u8]) -> bool {
        self.slice(start, start + word.len())
            .eq_ignore_ascii_case(word)
    }
}

/// A letter or digit, or part of a character beyond ASCII.
#[inline]
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// The digits of a piece of text, without what is between them; at most 32.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Digits {
    digits: [u8; 32],
    len: usize,
}

impl Digits {
    /// The digits among `bytes`.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut out = Self::default();
        for byte in bytes.iter().filter(|byte| byte.is_ascii_digit()) {
            out.push(byte - b'0');
        }
        out
    }

    /// One more.
    pub(crate) fn push(&mut self, value: u8) {
        if let Some(slot) = self.digits.get_mut(self.len) {
            *slot = value;
            self.len += 1;
        }
    }

    /// Their values.
    pub(crate) fn values(&self) -> &[u8] {
        self.digits.get(..self.len).unwrap_or_default()
    }

    /// The number that the digits from `start` to `end` spell.
    pub(crate) fn number(&self, start: usize, end: usize) -> u64 {
        self.values()
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .fold(0, |sum, value| {
                sum.wrapping_mul(10).wrapping_add(u64::from(*value))
            })
    }
}
