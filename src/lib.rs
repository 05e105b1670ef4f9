//! Guardrail policies for AI traffic, compiled and evaluated where the request already is.

pub mod detectors;
pub mod engine;
#[cfg(feature = "models")]
#[doc(hidden)]
pub mod models;
pub mod policy;
pub mod text;
