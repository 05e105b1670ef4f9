//! Byte offsets to UTF-16 offsets.

/// Converts byte offsets of one text into UTF-16 offsets: built in one pass, then each look-up costs at most
/// [`Utf16::STEP`] bytes of counting. For ASCII nothing is kept.
///
/// ```
/// let utf16 = edgeward::text::offsets::Utf16::new("a😀b");
/// assert_eq!([0, 1, 5, 6].map(|byte| utf16.at(byte)), [0, 1, 3, 4]);
/// ```
#[derive(Debug)]
pub struct Utf16<'a> {
    bytes: &'a [u8],
    /// Units before every `STEP`th byte; empty for ASCII.
    before: Vec<usize>,
}

impl<'a> Utf16<'a> {
    /// Bytes between two remembered offsets.
    pub const STEP: usize = 512;

    /// For this text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut sum = 0;
            for chunk in bytes.chunks(Self::STEP) {
                before.push(sum);
                sum += units(chunk);
            }
        }
        Self { bytes, before }
    }

    /// The UTF-16 offset of a byte offset that is on a character boundary.
    #[must_use]
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.bytes.len());
        let step = (byte / Self::STEP).min(self.before.len().saturating_sub(1));
        match self.before.get(step) {
            None => byte,
            Some(before) => {
                before + units(self.bytes.get(step * Self::STEP..byte).unwrap_or_default())
            }
        }
    }
}

impl Utf16<'_> {
    /// The byte offset of a UTF-16 offset; one inside a character becomes the character's start.
    #[must_use]
    pub fn byte(&self, unit: usize) -> usize {
        let step = self
            .before
            .partition_point(|before| *before <= unit)
            .saturating_sub(1);
        let Some(before) = self.before.get(step) else {
            return unit.min(self.bytes.len());
        };
        let mut seen = *before;
        let mut start = step * Self::STEP;
        for (at, byte) in self.bytes.iter().enumerate().skip(start) {
            if byte & 0xc0 != 0x80 {
                if seen >= unit {
                    return at;
                }
                start = at;
            }
            seen += units(std::slice::from_ref(byte));
            if seen > unit {
                return start;
            }
        }
        self.bytes.len()
    }
}

/// The UTF-16 length of UTF-8: a continuation byte adds nothing, the first of four bytes adds two.
fn units(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .map(|byte| usize::from(byte & 0xc0 != 0x80) + usize::from(*byte >= 0xf0))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_of_long_mixed_text() {
        let text = "aé€😀 ".repeat(700);
        let index = Utf16::new(&text);
        for (byte, _) in text.char_indices() {
            assert_eq!(index.at(byte), text[..byte].encode_utf16().count());
            assert_eq!(index.byte(index.at(byte)), byte);
        }
        assert_eq!(index.at(text.len()), text.encode_utf16().count());
        assert_eq!(Utf16::new("plain").at(5), 5);
    }
}
