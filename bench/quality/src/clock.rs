//! The only clock of the harness: nothing but times comes from it.

use std::time::Duration;

/// A running watch.
#[derive(Clone, Copy, Debug)]

pub(crate) struct Watch(std::time::Instant);

impl Watch {
    #[expect(
        clippy::disallowed_methods,
        reason = "measuring time is what it is for"
    )]
    pub(crate) fn start() -> Self {
        Self(std::time::Instant::now())
    }

    pub(crate) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }

    pub(crate) fn micros(self) -> f64 {
        self.elapsed().as_secs_f64() * 1e6
    }
}
