//! What the crate is measured with: policies, texts, tasks. One source for criterion, callgrind, the wasm build that the
//! JavaScript runner loads, and the native child that it runs beside.

pub mod policies;
pub mod random;
pub mod task;
pub mod texts;

#[cfg(target_family = "wasm")]
mod exports;
