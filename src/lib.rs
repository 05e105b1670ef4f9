//! Guardrail policies for AI traffic, compiled and evaluated where the request already is.

pub mod detectors;
pub mod engine;
pub mod policy;
pub mod text;
