//! How large the automaton of a pattern becomes. Most are so small that a bound says enough, and nothing is built for it.

use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};
use regex_syntax::utf8::{Utf8Range, Utf8Sequences};

use crate::policy::Code;

/// Bytes of the automaton of one pattern, read forwards. Backwards it takes up to 3.1 times as much in the tests.
pub(super) const LIMIT: usize = 3 << 20;
/// Bytes of a state at most while it is built, with the way to the next.
const STATE: usize = 40;
/// Bytes of a further transition.
const TRANSITION: usize = 8;
/// Bytes of an automaton beside its states.
const FRAME: usize = 1 << 10;

/// Bytes that the automaton takes at most, from the structure of the pattern alone.
pub(super) fn bound(hir: &Hir) -> usize {
    FRAME.saturating_add(states(hir))
}

/// The recursion is bounded by the nesting that a pattern may have.
fn states(hir: &Hir) -> usize {
    let several = |parts: &[Hir], beside: usize| {
        parts
            .iter()
            .map(|part| states(part).saturating_add(beside))
            .fold(2 * STATE, usize::saturating_add)
    };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => STATE,
        HirKind::Literal(literal) => literal.0.len().saturating_mul(STATE),
        HirKind::Class(Class::Bytes(class)) => STATE + TRANSITION * class.ranges().len(),
        HirKind::Class(Class::Unicode(class)) => class_states(class),
        HirKind::Repetition(repetition) => {
            let copies = repetition.max.unwrap_or(repetition.min).max(1);
            let each = states(&repetition.sub).saturating_add(2 * STATE);
            let copies = usize::try_from(copies).unwrap_or(usize::MAX);
            each.saturating_mul(copies).saturating_add(3 * STATE)
        }
        HirKind::Capture(capture) => states(&capture.sub).saturating_add(2 * STATE),
        HirKind::Concat(parts) => several(parts, 0),
        // Literals are compiled into a tree with states of its own.
        HirKind::Alternation(parts) => several(parts, 2 * STATE),
    }
}

/// A tree of the bytes that encode the characters: a state where something follows, a transition for each byte. What is
/// built shares endings too.
fn class_states(class: &ClassUnicode) -> usize {
    let mut before: Vec<Utf8Range> = Vec::new();
    let mut sum = STATE;
    for range in class.ranges() {
        for sequence in Utf8Sequences::new(range.start(), range.end()) {
            let steps = sequence.as_slice();
            let shared = before
                .iter()
                .zip(steps)
                .take_while(|(one, other)| one == other);
            let new = steps.len() - shared.count();
            sum += new * TRANSITION + new.saturating_sub(1) * STATE;
            before.clear();
            before.extend_from_slice(steps);
        }
    }
    sum
}

/// Bytes that the automaton takes, by building it.
pub(super) fn exact(hir: &Hir) -> Result<usize, (Code, &'static str)> {
    built(hir, LIMIT)
}

fn built(hir: &Hir, limit: usize) -> Result<usize, (Code, &'static str)> {
    let config = thompson::Config::new()
        .nfa_size_limit(Some(limit))
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
    use super::{bound, built};
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
        let small = |frame: &&&str| !frame.contains('0');
        let frames = around.iter().map(|frame| (*frame).to_owned());
        let nested = around.iter().filter(small).flat_map(|frame| {
            ["(?:{}|z)*", "(?:q{}){2,3}w"].map(|outer| outer.replace("{}", frame))
        });
        let frames: Vec<String> = frames.chain(nested).collect();
        let mut least = usize::MAX;
        for part in parts {
            for frame in &frames {
                for cased in [true, false] {
                    let source = frame.replace("{}", part);
                    let Ok(hir) = Syntax::parse(&source).and_then(|syntax| syntax.hir(cased))
                    else {
                        continue;
                    };
                    let bound = bound(&hir);
                    // It is enough while building too.
                    let built = built(&hir, bound).unwrap_or_else(|_| panic!("{source}: {bound}"));
                    assert!(bound >= built, "{source}: {bound} < {built}");
                    least = least.min(bound / built);
                }
            }
        }
        // It is no bound that nothing could come near.
        assert!(least < 3, "{least}");
    }
}
