//! The user's own patterns, checked as they will be compiled, within one budget for the whole payload.

use super::diagnostic::{Code, Diagnostic};
use super::fields::{Field, Sink};
use crate::detectors::pattern::{self, Checked, PatternKind};
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
    if sink.patterns.is_spent() {
        return None;
    }
    let fault = match pattern::check(kind, source, limits) {
        Ok(checked) => {
            sink.patterns.add(checked);
            None
        }
        Err(fault) => {
            let built = fault.code == Code::PatternTooLarge && source.len() <= limits.pattern_bytes;
            sink.patterns.measured += if built { REFUSED } else { 0 };
            Some(Diagnostic::new(fault.code, &field.path, fault.message).at(fault.span))
        }
    };
    let good = fault.is_none();
    if let Some(fault) = fault {
        sink.push(fault);
    }
    if sink.patterns.is_spent() {
        let message = format!(
            "all patterns of a policy together may take {} MiB when they are compiled; those from here on are not read",
            BUDGET >> 20
        );
        sink.note(Code::TooMany, &field.path, message);
        return None;
    }
    good.then(|| source.to_owned())
}

/// What the patterns of a payload take when they are compiled.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    measured: usize,
    /// Those of which only a bound is known, which is enough as long as the budget is not near.
    bounded: Vec<Checked>,
    /// Bytes of the bounds.
    bounds: usize,
}

impl Patterns {
    fn is_spent(&self) -> bool {
        self.measured > BUDGET
    }

    fn add(&mut self, checked: Checked) {
        self.bounds += SHARE * checked.bytes();
        self.bounded.push(checked);
        if self.measured + self.bounds <= BUDGET {
            return;
        }
        self.bounds = 0;
        for mut checked in self.bounded.drain(..) {
            // One that is small by its bound is not refused for its size.
            let measured = checked.measure();
            self.measured += SHARE * measured.map_or(REFUSED, |()| checked.bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BUDGET, Patterns, REFUSED, SHARE};
    use crate::detectors::pattern::{PatternKind, check};
    use crate::engine::Limits;
    use crate::policy::{Code, ValidateOptions, validate};

    /// What is refused for its size was built up to there, and is paid for; what is refused for its length was not.
    #[test]
    fn refused_patterns_are_counted() {
        let codes = |pattern: &str| {
            let entries: Vec<String> = (0..12)
                .map(|at| format!(r#"{{"regex": "{pattern}{at}"}}"#))
                .collect();
            let entries = entries.join(", ");
            let payload = format!(
                r#"{{"kind": "edgeward.policy", "version": 1, "name": "n", "rules":
                [{{"id": "a", "detector": "keyword", "settings": {{"entries": [{entries}]}}}}]}}"#
            );
            let diagnostics = validate(&payload, &ValidateOptions::default()).diagnostics;
            let of = |code| diagnostics.iter().filter(|each| each.code == code).count();
            (of(Code::PatternTooLarge), of(Code::TooMany))
        };
        assert_eq!(codes(r"\\w{600}"), (BUDGET / REFUSED + 1, 1));
        assert_eq!(codes(&"x".repeat(5_000)), (12, 0));
    }

    /// What is spent is what is built, also where only bounds were added up before.
    #[test]
    fn the_budget_ends_where_the_automata_say() {
        let limits = Limits::default();
        let sources = [
            r"\w{9}x",
            "lawsuit",
            r"[^a]{200}",
            r"\d{4,8}",
            r"(?:\w+\s){7}y",
        ];
        let (mut patterns, mut built, mut added) = (Patterns::default(), 0, 0);
        while built <= BUDGET {
            assert!(!patterns.is_spent(), "after {added}");
            let source = sources[added % sources.len()];
            let read = || check(PatternKind::Regex, source, &limits).unwrap();
            let mut measured = read();
            measured.measure().unwrap();
            built += SHARE * measured.bytes();
            patterns.add(read());
            added += 1;
        }
        assert!(patterns.is_spent(), "after {added}");
    }
}
