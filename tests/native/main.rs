//! The native tests.

mod cases;
mod policies;
mod properties;
#[cfg(feature = "sql")]
mod sql;
