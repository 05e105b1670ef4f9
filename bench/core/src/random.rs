//! Numbers in no order, the same each time.

/// Xorshift.
#[derive(Debug)]
pub struct Random(u32);

impl Random {
    /// The seed is not 0.
    #[must_use]
    pub fn new(seed: u32) -> Self {
        Self(seed)
    }

    /// A number under the limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as usize % limit
    }

    /// A word of lower-case letters, which no English text has.
    pub fn word(&mut self, shortest: usize, spread: usize) -> String {
        let length = shortest + self.below(spread);
        (0..length)
            .map(|_| char::from(b"abcdefghijklmnopqrstuvwxyz"[self.below(26)]))
            .collect()
    }
}
