//! The native tests.

mod cases;
mod hostile;
mod policies;
mod properties;
