//! Literals that are shorter than a window.
#![expect(
    clippy::indexing_slicing,
    reason = "the indices are bounded by the table sizes beside it"
)]

/// Literals under their first two bytes; those of a single byte under every pair that begins with it.
#[derive(Debug, Default)]
pub(super) struct Short {
    /// One bit per pair.
    pub(super) pairs: Vec<u32>,
    /// By first byte.
    pub(super) starts: Vec<Vec<u32>>,
    /// Where each has a sign: so few of them are found without a look at every pair.
    pub(super) signs: Option<Vec<Sign>>,
}

/// A byte of a literal that is no letter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    pub(super) byte: u8,
    /// Its place in the literal.
    pub(super) at: usize,
    pub(super) literal: u32,
}

/// Words of 32 bits for a bit per pair of bytes.
pub(super) const PAIRS: usize = 1 << 11;

pub(super) fn pair(first: u8, second: u8) -> usize {
    usize::from(first | 0x20) << 8 | usize::from(second | 0x20)
}

impl Short {
    pub(super) fn add(&mut self, index: u32, literal: &[u8]) {
        let Some(first) = literal.first() else { return };
        if self.starts.is_empty() {
            self.starts = vec![Vec::new(); 256];
            self.pairs = vec![0; PAIRS];
            self.signs = Some(Vec::new());
        }
        self.sign(index, literal);
        self.starts[usize::from(*first)].push(index);
        let seconds = match literal.get(1) {
            Some(second) => *second..=*second,
            None => 0..=255,
        };
        for second in seconds {
            let pair = pair(*first, second);
            self.pairs[pair / 32] |= 1 << (pair % 32);
        }
    }

    /// Files a literal under a sign of it; without one, or with too many, none are.
    fn sign(&mut self, literal: u32, bytes: &[u8]) {
        let sign = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric());
        let room = self.signs.as_ref().is_some_and(|signs| signs.len() < 3);
        match (&mut self.signs, sign.filter(|_| room)) {
            (Some(signs), Some(at)) => signs.push(Sign {
                byte: bytes[at],
                at,
                literal,
            }),
            _ => self.signs = None,
        }
    }
}
