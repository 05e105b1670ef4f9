//! How large the automaton of a pattern becomes. Most are so small that a bound says enough, and nothing is built for it.

use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};
use regex_syntax::utf8::Utf8Sequences;

use crate::policy::Code;

/// Bytes of the automaton of one pattern, read forwards. Backwards it takes up to 3.1 times as much in the tests.
pub(super) const LIMIT: usize = 3 << 20;
/// Bytes of a state at most while it is built, without its transitions.
const STATE: usize = 64;
/// Bytes of a transition.
const TRANSITION: usize = 8;
/// Bytes of an automaton beside its states.
const FRAME: usize = 4 << 10;

/// Bytes that the automaton takes at most, from the structure of the pattern alone.
pub(super) fn bound(hir: &Hir) -> usize {
    FRAME.saturating_add(states(hir))
}

/// The recursion is bounded by the nesting that a pattern may have.
fn states(hir: &Hir) -> usize {
    let several = |parts: &[Hir]| {
        parts
            .iter()
            .map(|part| states(part).saturating_add(2 * STATE))
            .fold(STATE, usize::saturating_add)
    };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => STATE,
        HirKind::Literal(literal) => literal.0.len().saturating_mul(STATE + TRANSITION),
        HirKind::Class(Class::Bytes(class)) => STATE + TRANSITION * class.ranges().len(),
        HirKind::Class(Class::Unicode(class)) => class_states(class),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(repetition.min.saturating_add(1));
            let each = states(&repetition.sub).saturating_add(2 * STATE);
            let most = usize::try_from(most).unwrap_or(usize::MAX);
            each.saturating_mul(most.saturating_add(1))
        }
        HirKind::Capture(capture) => states(&capture.sub).saturating_add(2 * STATE),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => several(parts),
    }
}

fn class_states(class: &ClassUnicode) -> usize {
    let steps: usize = class
        .ranges()
        .iter()
        .flat_map(|range| Utf8Sequences::new(range.start(), range.end()))
        .map(|sequence| sequence.as_slice().len())
        .sum();
    STATE + steps.saturating_mul(STATE + TRANSITION)
}

/// Bytes that the automaton takes, by building it.
pub(super) fn exact(hir: &Hir) -> Result<usize, (Code, &'static str)> {
    let config = thompson::Config::new()
        .nfa_size_limit(Some(LIMIT))
        .which_captures(WhichCaptures::Implicit);
    let built: Result<NFA, _> = thompson::Compiler::new()
        .configure(config)
        .build_from_hir(hir);
    match built {
        Ok(automaton) => Ok(automaton.memory_usage()),
        Err(error) if error.size_limit().is_some() => Err((
            Code::PatternTooLarge,
            "the pattern grows too large when it is compiled; use smaller repetitions",
        )),
        Err(_) => Err((Code::InvalidPattern, "the pattern cannot be compiled")),
    }
}

#[cfg(test)]
mod tests {
    use super::{bound, exact};
    use crate::detectors::pattern::Syntax;

    /// What a pattern may be made of, and how large that is.
    #[test]
    fn the_bound_is_above_what_is_built() {
        let parts = [
            "a",
            "abc",
            ".",
            r"\w",
            r"\d",
            r"\s",
            r"\W",
            r"[^a]",
            "[а-я]",
            "[a-zA-Z0-9_]",
            r"(?s:.)",
            r"\b",
            "^",
            "(?:)",
            "(?:x|yz|)",
            "(a)(b)",
            "(?i)straße",
            "(?-u:[a-z])",
            "[\u{0}-\u{10ffff}]",
        ];
        let around = [
            "{}",
            "{}*",
            "{}+?",
            "(?:{})?",
            "(?:{}){3}",
            "(?:{}){2,7}",
            "(?:{}){5,}",
            "x{}y",
            "(?:{}|{}|q)",
            "(?:(?:{})+b)*",
            "(?:(?:{}){2}){3}",
            "(?:{}){300}",
            "(?:{}|{}y){200,300}",
            "(?:{}?){250}",
        ];
        let mut least = usize::MAX;
        for part in parts {
            for frame in around {
                for cased in [true, false] {
                    let source = frame.replace("{}", part);
                    let Ok(hir) = Syntax::parse(&source).and_then(|syntax| syntax.hir(cased))
                    else {
                        continue;
                    };
                    let Ok(built) = exact(&hir) else { continue };
                    let bound = bound(&hir);
                    assert!(bound >= built, "{source}: {bound} < {built}");
                    least = least.min(bound / built);
                }
            }
        }
        // It is no bound that nothing could come near.
        assert!(least < 10, "{least}");
    }
}
