#![doc = include_str!("../README.md")]

pub mod detectors;
pub mod engine;
pub mod judge;
#[cfg(feature = "models")]
#[doc(hidden)]
pub mod models;
pub mod policy;
pub mod report;
pub mod text;
#[cfg(feature = "wasm")]
pub mod wasm;
