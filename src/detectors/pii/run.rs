//! Groups of digits with the signs between them, and windows on them.

use super::bytes::{Bytes, Digits};

/// Signs seen between two groups.
pub(super) mod sign {
    pub(crate) const SPACE: u8 = 1;
    pub(crate) const HYPHEN: u8 = 2;
    pub(crate) const DOT: u8 = 4;
    pub(crate) const SLASH: u8 = 8;
    pub(crate) const PAREN: u8 = 16;
}

/// A group of digits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Group {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The signs between the group before and this one.
    pub(super) signs: u8,
}

/// The groups of a run; a longer run goes on in the next.
pub(super) const GROUPS: usize = 24;

/// A run of digit groups.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) groups: [Group; GROUPS],
    pub(super) len: usize,
    /// The last group runs on in letters after a sign, so that it is a piece of something longer.
    torn: bool,
}

impl Run {
    /// Reads the run that starts with the digits `start..end`.
    pub(super) fn read(bytes: Bytes<'_>, start: usize, end: usize) -> Self {
        let mut run = Self {
            groups: [Group::default(); GROUPS],
            len: 0,
            torn: false,
        };
        run.push(start, end, 0);
        let mut at = end;
        while run.len < GROUPS {
            let Some((next, signs)) = separator(bytes, at) else {
                break;
            };
            let stop = bytes.run(next, usize::MAX, |byte| byte.is_ascii_digit());
            if bytes.at(stop).is_ascii_alphabetic() && !matches!(bytes.at(stop), b'x' | b'X' | b'e')
            {
                run.torn = signs & (sign::SPACE | sign::PAREN) == 0;
                break;
            }
            run.push(next, stop, signs);
            at = stop;
        }
        run
    }

    fn push(&mut self, start: usize, end: usize, signs: u8) {
        if let Some(slot) = self.groups.get_mut(self.len) {
            *slot = Group { start, end, signs };
            self.len += 1;
        }
    }

    /// Whether it is full of groups of one length that no number has.
    pub(super) fn is_list(&self) -> bool {
        let [first, rest @ ..] = &self.groups;
        let length = |group: &Group| group.end - group.start;
        self.len == GROUPS
            && length(first) < 4
            && rest.iter().all(|group| length(group) == length(first))
    }

    /// The lengths of the first eight groups, the first in the highest nibble.
    pub(super) fn lengths(&self) -> u32 {
        let filled = self.groups.iter().take(self.len);
        (0..8).zip(filled).fold(0, |packed, (place, group)| {
            packed | nibble(group) << (28 - 4 * place)
        })
    }

    /// The groups from one on, at most `most`.
    pub(super) fn from(&self, first: usize, most: usize) -> &[Group] {
        let end = (first + most).min(self.len);
        self.groups.get(first..end).unwrap_or_default()
    }

    /// Whether nothing but a space, or nothing at all, stands between the group and its neighbours.
    fn is_cut(&self, first: usize, count: usize) -> bool {
        let hard = |group: Option<&Group>| {
            group.is_some_and(|group| group.signs & (sign::SPACE | sign::PAREN) == 0)
        };
        let before = first > 0 && hard(self.groups.get(first));
        let after = first + count < self.len && hard(self.groups.get(first + count));
        before || after || self.torn && first + count == self.len
    }
}

/// What stands between two groups: one to four signs, then a digit.
pub(super) fn separator(bytes: Bytes<'_>, start: usize) -> Option<(usize, u8)> {
    let (mut at, mut signs) = (start, 0);
    while at < start + 4 {
        let (found, width) = match bytes.at(at) {
            b' ' => (sign::SPACE, 1),
            b'-' => (sign::HYPHEN, 1),
            b'.' => (sign::DOT, 1),
            b'/' => (sign::SLASH, 1),
            b'(' | b')' => (sign::PAREN, 1),
            // Hyphens and dashes beyond ASCII.
            0xe2 if bytes.at(at + 1) == 0x80 && (0x90..=0x95).contains(&bytes.at(at + 2)) => {
                (sign::HYPHEN, 3)
            }
            b'0'..=b'9' => return (at > start).then_some((at, signs)),
            _ => return None,
        };
        // Two hyphens or dots in a row are no separator.
        let doubled = found == sign::PAREN && at > start && bytes.at(at) == bytes.before(at);
        if doubled || signs & found & (sign::HYPHEN | sign::DOT | sign::SLASH) != 0 {
            return None;
        }
        signs |= found;
        at += width;
    }
    bytes.at(at).is_ascii_digit().then_some((at, signs))
}

/// The groups of a reading with what every reading asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window<'r> {
    pub(super) run: &'r Run,
    pub(super) first: usize,
    /// Lengths of up to eight groups, the first in the highest nibble (15 for longer).
    pub(super) lengths: u32,
}

impl Window<'_> {
    /// The lengths of the first `count` groups, right-aligned: `0x334` for 3, 3 and 4.
    pub(super) fn shape(&self, count: usize) -> u32 {
        match count {
            1..=8 => self.lengths >> (4 * (8 - count)),
            _ => 0,
        }
    }

    /// Their digits.
    pub(super) fn digits(&self, bytes: Bytes<'_>, count: usize) -> Digits {
        let mut out = Digits::default();
        for group in self.run.from(self.first, count) {
            for byte in bytes.slice(group.start, group.end) {
                out.push(byte - b'0');
            }
        }
        out
    }

    /// The span of the first `count` groups, when they are not cut out of something longer.
    pub(super) fn span(&self, count: usize) -> Option<(usize, usize)> {
        if self.run.is_cut(self.first, count) {
            return None;
        }
        let groups = self.run.from(self.first, count);
        let (head, tail) = (groups.first()?, groups.last()?);
        (groups.len() == count).then_some((head.start, tail.end))
    }

    /// Whether the first `count` groups are cut out of a list that goes on in the same way.
    pub(super) fn is_listed(&self, count: usize) -> bool {
        let groups = self.run.from(self.first, count + 1);
        let length = |group: &Group| group.end - group.start;
        let goes_on = match (groups.get(count), groups.get(count - 1)) {
            (Some(next), Some(last)) => length(next) == length(last) && next.signs == last.signs,
            _ => false,
        };
        let before = self
            .first
            .checked_sub(1)
            .and_then(|place| self.run.from(place, 3).first());
        let comes_on = match (before, groups.first(), groups.get(1)) {
            (Some(before), Some(head), Some(second)) => {
                length(before) == length(head) && head.signs == second.signs
            }
            _ => false,
        };
        goes_on || comes_on
    }

    /// Whether all signs between the first `count` groups are of these kinds.
    pub(super) fn only(&self, count: usize, signs: u8) -> bool {
        self.run
            .from(self.first, count)
            .iter()
            .skip(1)
            .all(|group| group.signs & !signs == 0)
    }

    /// The signs between the first `count` groups.
    pub(super) fn signs(&self, count: usize) -> u8 {
        self.run
            .from(self.first, count)
            .iter()
            .skip(1)
            .fold(0, |all, group| all | group.signs)
    }
}

/// A group's length, 15 for longer ones.
pub(super) fn nibble(group: &Group) -> u32 {
    u32::try_from((group.end - group.start).min(15)).unwrap_or(15)
}
