//! From a policy to verdicts.
//!
//! Enters: a [`Policy`](crate::policy::Policy) once, inputs many times. Leaves: [`Verdict`]s. Never: a failure, a panic,
//! observable state; a limit or a fault becomes part of the verdict.

mod limits;
pub(crate) mod prefilter;
mod verdict;

pub use limits::Limits;
pub use verdict::*;
