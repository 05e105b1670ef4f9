//! Enkrypt's two payloads: the code of conduct as form fields, and the guardrail as a `detectors` object.

mod conduct;
mod detector;
pub(super) mod document;
mod entities;
mod form;
mod guardrail;
mod headings;
mod rules;
mod source;

pub(super) use form::policy;
pub(super) use guardrail::guardrail;

/// The keys of the newer kind of policy, which the wizard of the vendor's site makes.
pub(super) const V2: [&str; 2] = ["v2_questionnaire", "v2_config"];

/// The two halves of a stored guardrail.
pub(super) const SIDES: [&str; 2] = ["input", "output"];
