//! The native tests.

mod cases;
mod generated;
mod hostile;
mod policies;
mod properties;
#[cfg(feature = "sql")]
mod sql;
mod vendors;
