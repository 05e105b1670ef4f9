#![doc = include_str!("../README.md")]
#![cfg_attr(
    test,
    allow(
        clippy::string_slice,
        reason = "a test stops where something is not as it should be"
    )
)]

pub mod detectors;
pub mod engine;
pub mod judge;
#[cfg(feature = "models")]
#[doc(hidden)]
pub mod models;
mod order;
pub mod policy;
pub mod report;
pub mod text;
#[cfg(feature = "wasm")]
pub mod wasm;
