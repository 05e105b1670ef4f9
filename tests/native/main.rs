//! The native tests.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test stops where something is not as it should be, and measures time"
)]

mod atomize;
mod cases;
#[cfg(feature = "models")]
mod conduct;
mod convert;
mod cost;
mod evasion;
#[path = "../../fuzz/src/lib.rs"]
mod fuzz;
#[cfg(feature = "oracle")]
mod fuzz_corpora;
mod generated;
mod hostile;
#[cfg(feature = "models")]
mod judge;
mod limits;
#[cfg(feature = "oracle")]
mod oracle;
mod policies;
mod properties;
mod reader;
mod record;
mod reference;
#[cfg(feature = "sql")]
mod sql;
mod sse;
mod stream;
mod vendors;
