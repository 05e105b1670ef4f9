//! The detectors and their registry.
//!
//! Enters: a rule's settings once, then texts with the literal hits that belong to the rule. Leaves: matches with
//! spans in the original text. Never: I/O, a clock, recursion over the text, time that is not linear in it.
//!
//! A new detector is one file here, one row in [`ALL`] and one case file in `tests/data/detectors`.

pub(crate) mod competitor;
#[cfg(feature = "models")]
pub(crate) mod conduct;
mod cucumber;
#[cfg(feature = "models")]
pub(crate) mod groundedness;
pub(crate) mod keyword;
pub(crate) mod pattern;
pub(crate) mod pii;
#[cfg(feature = "models")]
pub(crate) mod prompt_injection;
mod registry;
pub(crate) mod secret;
#[cfg(feature = "sql")]
pub(crate) mod sql;
pub(crate) mod test_string;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(feature = "models")]
pub(crate) mod topic;
#[cfg(feature = "models")]
pub(crate) mod toxicity;
#[cfg(feature = "models")]
mod windows;

use std::borrow::Cow;

use crate::engine::Name;
use crate::text::{Text, Views};

pub use registry::{ALL, Reach, Spec, spec};
pub(crate) use registry::{build, ids};

/// A finding before the rule's action and threshold are applied.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Match {
    /// Bytes of the original text; `None` when it is about the text as a whole.
    pub(crate) span: Option<(usize, usize)>,
    /// The detector id in the finding when it is not the rule's own (`pii.email_address`).
    pub(crate) detector: Option<&'static str>,
    /// `EMAIL_ADDRESS`, a keyword's source, a topic, a table.
    pub(crate) kind: Option<Name>,
    /// 0..1; 1 for exact matches.
    pub(crate) score: f64,
    /// How the match was uncovered.
    pub(crate) views: Views,
    /// One sentence that never quotes the text.
    pub(crate) explanation: Name,
    /// What a redaction writes, when the detector knows better than the placeholder (a masked secret).
    pub(crate) replacement: Option<Name>,
    /// Not a match: this text, or a part of it, was not evaluated, for this reason; `explanation` says what.
    pub(crate) left_out: Option<crate::policy::NotEvaluatedReason>,
    /// What stands there once decoded, for exceptions; never part of a finding.
    pub(crate) read: Option<String>,
    /// More on the finding.
    pub(crate) evidence: Option<crate::engine::Evidence>,
}

/// A literal that a detector wants to be told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Literal {
    /// As the user or the table writes it; it is normalised like the text, and compared without case.
    pub(crate) text: Cow<'static, str>,
    /// Also looked for among spaced letters and in leet spelling.
    pub(crate) obfuscated: bool,
    /// One that is a single letter over and over is told once for a longer run of it.
    pub(crate) first_of_run: bool,
}

impl Literal {
    /// One of a table, looked for as it is written.
    pub(crate) const fn plain(text: &'static str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            obfuscated: false,
            first_of_run: false,
        }
    }
}

/// Where a literal of the rule was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Index in the list that [`Detector::literals`] gave.
    pub(crate) literal: u32,
    /// Bytes of the original text.
    pub(crate) start: usize,
    /// Bytes of the original text.
    pub(crate) end: usize,
    /// How it was uncovered.
    pub(crate) views: Views,
}

/// Whether a detector also reads what a text says in base64, percent encoding and the like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decoding {
    /// The text as written alone.
    Nothing,
    /// Text that is written in code as a whole.
    Coded,
    /// Also text with an escape here and there.
    All,
}

/// A compiled rule's way of finding things. No observable state: the same text gives the same matches.
pub(crate) trait Detector: Send + Sync {
    /// The literals that the prefilter looks for on the detector's behalf.
    fn literals(&self) -> Cow<'_, [Literal]> {
        Cow::Borrowed(&[])
    }

    /// Whether it must see every text, also one without a hit.
    fn always(&self) -> bool {
        false
    }

    /// Whether it compares a text with the others of the input.
    fn compares(&self) -> bool {
        false
    }

    /// What else of a text it reads.
    fn decoding(&self) -> Decoding {
        Decoding::Nothing
    }

    /// Adds what it finds in `text`. `hits` are in ascending order of `end`, overlapping ones included.
    fn detect(&self, text: &Text<'_>, hits: &[Hit], out: &mut Vec<Match>);

    /// The first byte of the original from which what it finds may still change when the text goes on; hits and literals
    /// that have begun are seen to. `None`: as its declared reach says.
    fn open(&self, _text: &Text<'_>, _hits: &[Hit]) -> Option<usize> {
        None
    }

    /// UTF-16 units behind the place that [`Self::open`] may give, when that is not the declared reach.
    fn bound(&self) -> Option<usize> {
        None
    }

    /// Like [`Self::detect`], for a text of which everything before `from` was judged and let go: matches that begin there
    /// are not told again, nor do they stand in the way of others.
    fn resume(&self, text: &Text<'_>, from: usize, hits: &[Hit], out: &mut Vec<Match>) {
        let kept = out.len();
        self.detect(text, hits, out);
        keep_from(from, kept, out);
    }

    /// Like [`Detector::detect`], with the other texts of the input for those that compare.
    fn detect_among(&self, text: &Text<'_>, _: &Around<'_>, hits: &[Hit], out: &mut Vec<Match>) {
        self.detect(text, hits, out);
    }
}

/// Drops the matches behind the first `kept` that begin before `from`.
pub(crate) fn keep_from(from: usize, kept: usize, out: &mut Vec<Match>) {
    let mut at = 0;
    out.retain(|found| {
        at += 1;
        at <= kept || found.span.is_none_or(|(start, _)| start >= from)
    });
}

/// Not what it holds: the automata of the pattern crates would print themselves, at 50 KB of wasm that nobody calls.
impl std::fmt::Debug for dyn Detector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Detector")
    }
}

/// The texts beside the one that is judged.
#[cfg_attr(
    not(feature = "models"),
    expect(dead_code, reason = "only models compare texts")
)]
#[derive(Clone, Debug, Default)]
pub(crate) struct Around<'a> {
    /// The question.
    pub(crate) prompt: Option<&'a str>,
    /// What the response should rest on.
    pub(crate) contexts: Vec<Beside<'a>>,
}

/// A context.
#[cfg_attr(
    not(feature = "models"),
    expect(dead_code, reason = "only models compare texts")
)]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beside<'a> {
    /// Which of the input's contexts.
    pub(crate) index: Option<usize>,
    /// Where `text` starts in it.
    pub(crate) offset: usize,
    /// What it says.
    pub(crate) text: &'a str,
}
