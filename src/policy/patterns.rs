//! The user's own patterns, checked as they will be compiled, within one budget for the whole payload.

use super::diagnostic::{Code, Diagnostic};
use super::fields::{Field, Sink};
use crate::detectors::pattern::{self, PatternKind};
use crate::engine::Limits;

/// Bytes that the compiled patterns of one policy may take. Compiling costs time in proportion, so this bounds both.
const BUDGET: usize = 32 << 20;
/// What a compiled pattern takes of the size of its automaton, with the one that reads backwards: up to 4.1 times in the tests.
const SHARE: usize = 5;
/// What a pattern is counted as that was refused for its size, because that is noticed only when so much is built.
const REFUSED: usize = 4 << 20;

/// A pattern; what keeps it from being used goes to the sink, with its place.
pub(crate) fn read(
    field: &Field<'_>,
    kind: PatternKind,
    limits: &Limits,
    sink: &mut Sink,
) -> Option<String> {
    let source = field.filled(sink)?;
    if sink.compiled > BUDGET {
        return None;
    }
    let fault = match pattern::check(kind, source, limits) {
        Ok(bytes) => {
            sink.compiled += SHARE * bytes;
            None
        }
        Err(fault) => {
            let built = fault.code == Code::PatternTooLarge && source.len() <= limits.pattern_bytes;
            sink.compiled += if built { REFUSED } else { 0 };
            Some(Diagnostic::new(fault.code, &field.path, fault.message).at(fault.span))
        }
    };
    let good = fault.is_none();
    if let Some(fault) = fault {
        sink.push(fault);
    }
    if sink.compiled > BUDGET {
        let message = format!(
            "all patterns of a policy together may take {} MiB when they are compiled; those from here on are not read",
            BUDGET >> 20
        );
        sink.note(Code::TooMany, &field.path, message);
        return None;
    }
    good.then(|| source.to_owned())
}
