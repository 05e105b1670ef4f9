//! The format of a weight file: magic, kind, length and checksum of the payload, then the payload, little-endian.

/// The first bytes of every file.
const MAGIC: [u8; 4] = *b"EWM1";
const HEADER: usize = 16;

/// FNV-1a of 64 bits, folded to 32.
#[must_use]
pub fn checksum(payload: &[u8]) -> u32 {
    let hash = payload
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    u32::try_from((hash ^ hash >> 32) & 0xffff_ffff).unwrap_or_default()
}

/// A file with this payload.
#[must_use]
pub fn wrap(kind: [u8; 4], payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap_or(u32::MAX);
    let mut out = MAGIC.to_vec();
    out.extend(kind);
    out.extend(length.to_le_bytes());
    out.extend(checksum(payload).to_le_bytes());
    out.extend(payload);
    out
}

/// The payload of a file of this kind, when its length is right. The checksum is verified by [`verify`], in the tests of
/// every build: the bytes are part of the program, and reading all of them at each start would cost a millisecond.
#[must_use]
pub fn payload(file: &[u8], kind: [u8; 4]) -> Option<&[u8]> {
    let (header, payload) = file.split_at_checked(HEADER)?;
    let right = header.get(..4)? == MAGIC
        && header.get(4..8)? == kind
        && usize::try_from(u32::from_le_bytes(header.get(8..12)?.try_into().ok()?)).ok()?
            == payload.len();
    right.then_some(payload)
}

/// Whether the payload is the one that was written.
#[must_use]
pub fn verify(file: &[u8], kind: [u8; 4]) -> bool {
    let written = file
        .get(12..HEADER)
        .and_then(|bytes| bytes.try_into().ok())
        .map(u32::from_le_bytes);
    payload(file, kind).is_some_and(|payload| Some(checksum(payload)) == written)
}

/// Takes values off the front of a payload.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'a>(pub &'a [u8]);

impl<'a> Cursor<'a> {
    /// So many bytes.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number.
    pub fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    /// A number with a fraction.
    pub fn f32(&mut self) -> Option<f32> {
        Some(f32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_seen() {
        let mut file = wrap(*b"TEST", b"payload");
        assert!(verify(&file, *b"TEST"));
        assert!(!verify(&file, *b"ELSE"));
        file[HEADER] ^= 1;
        assert!(!verify(&file, *b"TEST"));
        assert!(payload(&file[..HEADER + 2], *b"TEST").is_none());
    }
}
