//! Byte offsets to UTF-16 offsets.

/// Converts ascending byte offsets of one text into UTF-16 offsets in one pass over the text.
///
/// ```
/// let mut utf16 = edgeward::text::offsets::Utf16::new("a😀b");
/// assert_eq!([0, 1, 5, 6].map(|byte| utf16.at(byte)), [0, 1, 3, 4]);
/// ```
#[derive(Debug)]
pub struct Utf16<'a> {
    bytes: &'a [u8],
    at: usize,
    units: usize,
    ascii: bool,
}

impl<'a> Utf16<'a> {
    /// For this text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            units: 0,
            ascii: text.is_ascii(),
        }
    }

    /// The UTF-16 offset of a byte offset. Going back is right too, but starts over.
    pub fn at(&mut self, byte: usize) -> usize {
        if self.ascii {
            return byte;
        }
        if byte < self.at {
            (self.at, self.units) = (0, 0);
        }
        let run = self.bytes.get(self.at..byte).unwrap_or_default();
        // A continuation byte adds nothing; a four-byte character is two units.
        self.units += run
            .iter()
            .map(|byte| usize::from(byte & 0xc0 != 0x80) + usize::from(*byte >= 0xf0))
            .sum::<usize>();
        self.at = byte;
        self.units
    }
}
