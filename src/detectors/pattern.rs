//! The user's own patterns: parsed with the place of a fault, held to their limits, compiled when a text first asks for
//! them, searched in bounded windows.
//!
//! The language is that of Rust's `regex`: linear time, no look-around, no backreferences. Nothing of it can make a
//! search slower than a fixed multiple of the text.

mod required;
mod search;
mod size;
mod stretch;
mod syntax;

use std::borrow::Cow;
use std::sync::OnceLock;

use regex_automata::meta;
use regex_automata::nfa::thompson::WhichCaptures;
use regex_syntax::hir::{Hir, HirKind, Look};

use super::cucumber;
use crate::engine::Limits;
use crate::policy::{Code, Span};
use syntax::Syntax;

pub(crate) use search::Haystack;
pub(crate) use stretch::Stretch;

/// Bytes of each of the automata that are searched with.
const SEARCH_LIMIT: usize = 10 << 20;
/// Bytes of the cache that one search may fill.
const CACHE_LIMIT: usize = 512 << 10;

/// The language of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PatternKind {
    /// Rust's `regex`.
    Regex,
    /// A cucumber expression.
    Cucumber,
}

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PatternFault {
    /// Bytes of the source.
    pub(crate) span: Span,
    /// One plain sentence.
    pub(crate) message: String,
    /// Which problem.
    pub(crate) code: Code,
}

/// How a pattern is matched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PatternOptions {
    /// Tell `A` from `a`.
    pub(crate) case_sensitive: bool,
    /// Only where no letter, digit or underscore stands beside the match.
    pub(crate) whole_word: bool,
}

/// A pattern that is ready to search.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    hir: Hir,
    /// Compiled by the first text that holds one of the literals: most patterns never see one, and compiling `\d{4,8}`
    /// takes longer than judging hundreds of short texts. `None` when it is too large, which [`check`] rules out.
    regex: OnceLock<Option<meta::Regex>>,
    required: Vec<String>,
    /// Every match begins with one of the literals.
    led: bool,
    /// Bytes of the shortest match.
    shortest: usize,
    /// Bytes of the longest match; none when there is no bound.
    longest: Option<usize>,
}

impl Pattern {
    /// Literals of which every match begins with or holds at least one; empty when there are none worth looking for.
    pub(crate) fn required(&self) -> &[String] {
        &self.required
    }

    /// Whether every match begins with one of the required literals.
    pub(crate) fn is_led(&self) -> bool {
        self.led
    }

    /// Bytes of the shortest match.
    pub(crate) fn shortest(&self) -> usize {
        self.shortest
    }

    /// Bytes of the longest match, when the pattern bounds it.
    pub(crate) fn longest(&self) -> Option<usize> {
        self.longest
    }

    /// Makes it one that is searched everywhere; whether it was none.
    #[cfg(feature = "oracle")]
    pub(crate) fn forget_required(&mut self) -> bool {
        let known = !self.required.is_empty();
        self.required.clear();
        self.led = false;
        known
    }

    fn regex(&self) -> Option<&meta::Regex> {
        self.regex.get_or_init(|| build(&self.hir)).as_ref()
    }
}

/// A pattern that could be read, and how much its automaton may take.
#[derive(Debug)]
pub(crate) struct Checked {
    hir: Hir,
    bytes: usize,
    /// Whether `bytes` is a bound.
    bound: bool,
    length: usize,
}

impl Checked {
    /// Bytes of its automaton: at most so many, until it is measured.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Builds the automaton to know how large it is.
    pub(crate) fn measure(&mut self) -> Result<(), PatternFault> {
        if self.bound {
            self.bytes = size::exact(&self.hir).map_err(|(code, message)| PatternFault {
                span: Span::new(0, self.length),
                message: message.into(),
                code,
            })?;
            self.bound = false;
        }
        Ok(())
    }
}

/// Whether a pattern can be used.
pub(crate) fn check(
    kind: PatternKind,
    source: &str,
    limits: &Limits,
) -> Result<Checked, PatternFault> {
    let pattern = read(kind, source, PatternOptions::default(), limits)?;
    let mut checked = Checked {
        bytes: size::bound(&pattern.hir),
        hir: pattern.hir,
        bound: true,
        length: source.len(),
    };
    if checked.bytes > size::LIMIT {
        checked.measure()?;
    }
    Ok(checked)
}

/// Reads a pattern; [`check`] has to have passed it.
pub(crate) fn read(
    kind: PatternKind,
    source: &str,
    options: PatternOptions,
    limits: &Limits,
) -> Result<Pattern, PatternFault> {
    let fault = |code, message: String| PatternFault {
        span: Span::new(0, source.len()),
        message,
        code,
    };
    if source.len() > limits.pattern_bytes {
        let most = limits.pattern_bytes;
        let message = format!("the pattern is longer than {most} bytes");
        return Err(fault(Code::PatternTooLarge, message));
    }
    let regex = match kind {
        PatternKind::Regex => Cow::Borrowed(source),
        PatternKind::Cucumber => Cow::Owned(cucumber::to_regex(source)?),
    };
    let told = |inner: PatternFault| match kind {
        PatternKind::Regex => inner,
        PatternKind::Cucumber => fault(inner.code, inner.message),
    };
    let syntax = Syntax::parse(&regex).map_err(told)?;
    let cased = syntax.hir(true).map_err(told)?;
    if let Some((code, message)) = unusable(&cased, limits) {
        return Err(fault(code, message));
    }
    let caseless = required::caseless(&cased);
    let required = required::literals(&caseless);
    let led = required::lead(&caseless, &required);
    let hir = if options.case_sensitive {
        cased
    } else {
        syntax.hir(false).map_err(told)?
    };
    let hir = if options.whole_word {
        bounded(hir)
    } else {
        hir
    };
    Ok(Pattern {
        shortest: hir.properties().minimum_len().unwrap_or(0),
        longest: hir.properties().maximum_len(),
        hir,
        regex: OnceLock::new(),
        required,
        led,
    })
}

/// Why what a pattern matches makes it useless.
fn unusable(hir: &Hir, limits: &Limits) -> Option<(Code, String)> {
    match hir.properties().minimum_len() {
        Some(0) => {
            let message = "the pattern matches the empty text, so it would match everywhere";
            Some((Code::PatternMatchesEmpty, message.into()))
        }
        None => Some((Code::InvalidPattern, "the pattern can never match".into())),
        Some(_) if least_units(hir) > limits.match_units => {
            let most = limits.match_units;
            let message = format!("the pattern only matches texts of more than {most} characters");
            Some((Code::PatternTooLarge, message))
        }
        Some(_) => None,
    }
}

fn build(hir: &Hir) -> Option<meta::Regex> {
    let config = meta::Config::new()
        .nfa_size_limit(Some(SEARCH_LIMIT))
        .hybrid_cache_capacity(CACHE_LIMIT)
        .onepass_size_limit(Some(CACHE_LIMIT))
        .which_captures(WhichCaptures::Implicit);
    let built = meta::Builder::new().configure(config).build_from_hir(hir);
    built.ok()
}

/// Nothing that belongs to a word on either side of the match.
fn bounded(hir: Hir) -> Hir {
    Hir::concat(vec![
        Hir::look(Look::WordStartHalfUnicode),
        hir,
        Hir::look(Look::WordEndHalfUnicode),
    ])
}

/// UTF-16 units of the shortest match; the recursion is bounded by how deep a pattern may nest.
fn least_units(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Literal(literal) => String::from_utf8_lossy(&literal.0).encode_utf16().count(),
        HirKind::Class(_) => 1,
        HirKind::Repetition(repetition) => {
            let least = usize::try_from(repetition.min).unwrap_or(usize::MAX);
            least.saturating_mul(least_units(&repetition.sub))
        }
        HirKind::Capture(capture) => least_units(&capture.sub),
        HirKind::Concat(parts) => parts.iter().map(least_units).fold(0, usize::saturating_add),
        HirKind::Alternation(parts) => parts.iter().map(least_units).min().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests;
