//! The word being read: folded to lower case, out of leet spelling and out of stretched letters.
#![expect(
    clippy::indexing_slicing,
    reason = "a fixed buffer with bounds kept by construction, in the hottest loop of the crate"
)]

/// Letters of a word that count; the rest of a longer one is passed over.
const LONGEST_WORD: usize = 32;

/// The letter that a digit or sign inside a word stands for.
fn unleet(byte: u8) -> u8 {
    match byte {
        b'0' => b'o',
        b'1' | b'!' => b'i',
        b'3' => b'e',
        b'4' | b'@' => b'a',
        b'5' | b'$' => b's',
        b'7' => b't',
        other => other,
    }
}

/// The word being read, with a `<` before it and room for eight bytes after it.
pub(super) struct Word {
    pub(super) bytes: [u8; LONGEST_WORD + 12],
    pub(super) len: usize,
    pub(super) letters: u32,
    pub(super) capitals: u32,
    pub(super) digits: u32,
    pub(super) whole: u32,
}

impl Word {
    pub(super) fn new() -> Self {
        let mut bytes = [0; LONGEST_WORD + 12];
        bytes[0] = b'<';
        Self {
            bytes,
            len: 0,
            letters: 0,
            capitals: 0,
            digits: 0,
            whole: 0,
        }
    }

    pub(super) fn clear(&mut self) {
        (
            self.len,
            self.letters,
            self.capitals,
            self.digits,
            self.whole,
        ) = (0, 0, 0, 0, 0);
    }

    pub(super) fn push(&mut self, byte: u8) {
        self.whole += 1;
        if self.len < LONGEST_WORD {
            self.len += 1;
            self.bytes[self.len] = byte;
        }
    }

    /// Digits become letters beside letters and one shape alone; letters repeated more than twice become two.
    pub(super) fn fold(&mut self) {
        if self.letters == 0 {
            self.len = self.len.min(4);
            self.bytes[1..=self.len].fill(b'0');
            return;
        }
        let (mut kept, mut run) = (0, 0);
        for at in 1..=self.len {
            let byte = unleet(self.bytes[at]);
            run = if kept > 0 && self.bytes[kept] == byte {
                run + 1
            } else {
                0
            };
            if run < 2 || byte >= 128 {
                kept += 1;
                self.bytes[kept] = byte;
            }
        }
        self.len = kept;
    }

    pub(super) fn folded(&self) -> &[u8] {
        &self.bytes[1..=self.len]
    }
}
