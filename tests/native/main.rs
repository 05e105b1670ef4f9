//! The native tests.

mod cases;
mod policies;
