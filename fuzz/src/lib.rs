//! What must hold for every input: a function a target, over bytes, that stops where something does not hold.
//!
//! libFuzzer calls them through `fuzz_targets`; `cargo test` in the crate calls them over the committed corpora and some
//! thousand changes of those, through `tests/native/fuzz.rs`, which takes this file in as a module.
#![allow(
    clippy::expect_used,
    clippy::format_collect,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "a check stops where something is not as it should be; two packages take this file in"
)]

#[cfg(feature = "oracle")]
pub mod artifacts;
#[cfg(feature = "oracle")]
pub mod decoders;
pub mod json;
pub mod judged;
#[cfg(feature = "oracle")]
pub mod pair;
#[cfg(feature = "oracle")]
pub mod payloads;
pub mod random;
#[cfg(feature = "oracle")]
pub mod sql;
#[cfg(feature = "oracle")]
pub mod sse;
pub mod streams;
#[cfg(feature = "oracle")]
pub mod text;

/// What runs on the bytes of an input, and stops where something does not hold.
pub type Target = fn(&[u8]);

/// A target by its name.
#[cfg(feature = "oracle")]
pub const TARGETS: [(&str, Target); 8] = [
    ("payloads", payloads::run),
    ("text", text::run),
    ("pair", pair::run),
    ("streams", streams::run),
    ("sse", sse::run),
    ("artifacts", artifacts::run),
    ("sql", sql::run),
    ("decoders", decoders::run),
];

/// The first byte (0 where there is none) and the rest as text.
#[cfg(feature = "oracle")]
fn headed(data: &[u8]) -> (usize, String) {
    let (head, rest) = data.split_first().unwrap_or((&0, &[]));
    let text = String::from_utf8_lossy(rest).into_owned();
    (usize::from(*head), text)
}
