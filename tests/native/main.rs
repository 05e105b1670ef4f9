//! The native tests.

mod cases;
mod hostile;
mod policies;
mod properties;
#[cfg(feature = "sql")]
mod sql;
