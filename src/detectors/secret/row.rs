//! Tokens of the table of formats: the shape, what is no token of it, and the checksum.

use crate::detectors::pii::bytes::Bytes;

use super::formats::{Check, Row};
use super::{Found, entropy, shape, values};

/// How far the text was read for each row that was seen: a literal inside a token that was read for its row is not read again.
#[derive(Debug, Default)]
pub(super) struct Walked(Vec<(usize, usize)>);

impl Walked {
    pub(super) fn of(&mut self, row: usize) -> Option<&mut usize> {
        let at = self.0.partition_point(|(each, _)| *each < row);
        if self.0.get(at).is_none_or(|(each, _)| *each != row) {
            self.0.insert(at, (row, 0));
        }
        self.0.get_mut(at).map(|(_, walked)| walked)
    }
}

impl Row {
    /// Whether a token may go on as it does behind its literal: what the first step of its verification asks, for texts that
    /// are full of the literal.
    pub(super) fn goes_on(&self, bytes: Bytes<'_>, place: usize, walked: &mut usize) -> bool {
        let Some(first) = self.first else {
            return true;
        };
        let end = place + self.literal.len();
        bytes.slice(place, end) == self.literal.as_bytes() && first.fits(bytes, end, walked)
    }
}

/// A token of a row at the place of its literal.
pub(super) fn by_row(
    bytes: Bytes<'_>,
    row: &'static Row,
    place: usize,
    walked: &mut usize,
) -> Option<Found> {
    let (start, end) = shape::verify(bytes, row.shape, place, walked)?;
    let token = bytes.slice(start, end);
    let literal = row.literal.len();
    let leads = !row.shape.contains('^');
    let body = if leads {
        token.get(literal..).unwrap_or_default()
    } else {
        token
    };
    if values::is_placeholder(body) || body.len() > 8 && entropy::per_byte(body) < 200 {
        return None;
    }
    let (score, why) = match row.check {
        Check::Uuid if !values::holds_uuid(token) => return None,
        Check::None | Check::Uuid => (0.8, "the form of a token"),
        Check::Crc if values::has_crc(token) => (1.0, "the form and the checksum of a token"),
        Check::Crc => (0.7, "the form of a token"),
    };
    Some(Found {
        start,
        end,
        id: row.id,
        provider: row.provider,
        score,
        why,
        shown: if leads { literal.min(8) } else { 0 },
    })
}
