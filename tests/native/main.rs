//! The native tests.

mod cases;
mod generated;
mod hostile;
mod policies;
mod properties;
mod vendors;
#[cfg(feature = "sql")]
mod sql;
