//! Why a run ends without a result.

use std::fmt;
use std::path::Path;

/// Ends the run; the kind is the exit status.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What was asked for does not exist.
    Usage(String),
    /// A file or folder could not be read or written.
    Io(String),
}

impl Failure {
    /// A fault at this path.
    pub(crate) fn at(path: &Path, error: &dyn fmt::Display) -> Self {
        Self::Io(format!("{}: {error}", path.display()))
    }

    /// The exit status.
    pub(crate) fn status(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Io(_) => 3,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Io(message) => f.write_str(message),
        }
    }
}
