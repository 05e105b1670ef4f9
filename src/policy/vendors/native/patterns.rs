//! Patterns, with the limits of the options.

use crate::detectors::pattern::PatternKind;
use crate::policy::fields::{Field, Sink};
use crate::policy::patterns;
use crate::policy::vendors::ValidateOptions;

/// A pattern; what keeps it from being used goes to the sink, with its place.
pub(super) fn read(
    field: &Field<'_>,
    kind: PatternKind,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<String> {
    patterns::read(field, kind, &options.limits, sink)
}
