//! Bytes cut anywhere become events: each ends with an empty line.

/// The longest event, in bytes.
const LONGEST: usize = 1 << 22;

/// The bytes of events that have not ended.
#[derive(Debug)]
pub(super) struct Lines {
    buffer: Vec<u8>,
    /// Where the event begins that is being read.
    start: usize,
    /// Bytes of the buffer that were looked at.
    looked: usize,
    /// Whether a line begins behind them.
    fresh: bool,
    /// The event is longer than is read: what comes until its end is left out.
    skips: bool,
}

/// What ended, or is known to be no event that is read.
#[derive(Debug)]
pub(super) enum Whole {
    Event(Vec<u8>),
    TooLong,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            buffer: Vec::new(),
            start: 0,
            looked: 0,
            fresh: true,
            skips: false,
        }
    }
}

impl Lines {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.start);
        self.looked -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// The next event.
    pub(super) fn event(&mut self) -> Option<Whole> {
        while let Some(end) = self.next_end() {
            let raw = self.buffer.get(self.start..end).map(<[u8]>::to_vec);
            self.start = end;
            if !std::mem::take(&mut self.skips) {
                let raw = raw.filter(|raw| raw.len() <= LONGEST);
                return Some(raw.map_or(Whole::TooLong, Whole::Event));
            }
        }
        if self.buffer.len() - self.start <= LONGEST {
            return None;
        }
        // What of it was looked at is not needed to find its end.
        self.start = self.looked;
        (!std::mem::replace(&mut self.skips, true)).then_some(Whole::TooLong)
    }

    /// What came without an end.
    pub(super) fn rest(&mut self) -> Option<Vec<u8>> {
        let rest = self.buffer.split_off(self.start);
        let skips = self.skips;
        *self = Self::default();
        (!rest.is_empty() && !skips).then_some(rest)
    }

    /// Where the event ends: after an empty line.
    fn next_end(&mut self) -> Option<usize> {
        while let Some(byte) = self.buffer.get(self.looked) {
            let width = match (byte, self.buffer.get(self.looked + 1)) {
                (b'\r', Some(b'\n')) => 2,
                // The second half of a line end may come with the next bytes.
                (b'\r', None) => break,
                (b'\n' | b'\r', _) => 1,
                _ => 0,
            };
            self.looked += width.max(1);
            let empty = self.fresh && width > 0;
            self.fresh = width > 0;
            if empty {
                return Some(self.looked);
            }
        }
        None
    }
}
