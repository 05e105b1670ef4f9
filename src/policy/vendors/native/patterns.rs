//! The user's own patterns, checked as they will be compiled.

use crate::detectors::pattern::{self, PatternKind};
use crate::policy::diagnostic::Diagnostic;
use crate::policy::fields::{Field, Sink};
use crate::policy::vendors::ValidateOptions;

/// A pattern; what keeps it from being used goes to the sink, with its place.
pub(super) fn read(
    field: &Field<'_>,
    kind: PatternKind,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<String> {
    let source = field.filled(sink)?;
    match pattern::check(kind, source, &options.limits) {
        Ok(()) => Some(source.to_owned()),
        Err(fault) => {
            let diagnostic = Diagnostic::new(fault.code, &field.path, fault.message);
            sink.push(diagnostic.at(fault.span));
            None
        }
    }
}
