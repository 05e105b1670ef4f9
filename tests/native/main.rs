//! The native tests.

mod policies;
