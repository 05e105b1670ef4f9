//! The native tests.

mod cases;
mod policies;
mod properties;
