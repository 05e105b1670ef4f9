//! The local models: hashed n-grams with linear heads, and a static embedding.
//!
//! Enters: a normalised text. Leaves: segments with integer sums of weights, windows with log-odds, sentence vectors.
//! Never: floating-point functions that differ between platforms, a sum whose order depends on anything but the text,
//! an allocation that grows with the number of features.
//!
//! Public for the training package alone (`train/`), which learns on exactly the features that run.

pub mod cues;
pub mod embedding;
pub mod features;
pub mod file;
pub mod head;
pub mod scale;
pub mod segments;
pub mod tokens;
pub mod topics;
