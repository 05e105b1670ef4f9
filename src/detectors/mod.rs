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

use crate::engine::{Limits, Name};
use crate::policy::document::{Check, Rule};
use crate::policy::words::{Action, Targets};
use crate::text::{Text, Views};

/// How far a finding reaches: what a stream must hold back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A match and all that may change it lie within this many UTF-16 units.
    Span(usize),
    /// Judged per sentence, statement or claim, with bounded state carried forward.
    Window,
}

/// A row of the registry: everything about a detector that is listed anywhere.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The detector's name in a policy.
    pub id: &'static str,
    /// A few words for tables.
    pub title: &'static str,
    /// One sentence: what it finds.
    pub finds: &'static str,
    /// The sides a rule checks when it names none.
    pub targets: Targets,
    /// What a finding does when the rule does not say.
    pub action: Action,
    /// How far a finding reaches.
    pub reach: Reach,
    /// Whether a finding has a score below 1, so that a threshold makes sense.
    pub scored: bool,
    /// Whether this build has the code and the data for it.
    pub available: bool,
    /// The ids that findings carry; a `*` at the end stands for a family.
    pub findings: &'static str,
}

/// The reach of what is also read in decoded text: a run of code is further than any match in the text as written.
const DECODED_REACH: usize = crate::text::decode::REACH;
const _: () = assert!(DECODED_REACH >= pii::REACH && DECODED_REACH >= secret::REACH);
const _: () = assert!(DECODED_REACH >= test_string::REACH);

/// The registry, in the order of the documentation.
pub static ALL: &[Spec] = &[
    Spec {
        id: "test_string",
        title: "Test string",
        finds: "the published test prompt of Aporia Guardrails, exactly",
        targets: Targets::PROMPT,
        action: Action::Block,
        reach: Reach::Span(DECODED_REACH),
        scored: false,
        available: true,
        findings: "test_string",
    },
    Spec {
        id: "keyword",
        title: "Keywords and patterns",
        finds: "literals, whole words, linear-time regular expressions and cucumber expressions",
        targets: Targets::BOTH,
        action: Action::Block,
        reach: Reach::Span(DECODED_REACH),
        scored: false,
        available: true,
        findings: "keyword",
    },
    Spec {
        id: "competitor",
        title: "Competitors",
        finds: "mentions of listed names, with possessives, inflections and other spacing",
        targets: Targets::BOTH,
        action: Action::Block,
        reach: Reach::Span(DECODED_REACH),
        scored: false,
        available: true,
        findings: "competitor",
    },
    Spec {
        id: "pii",
        title: "Personal data",
        finds: "e-mail addresses, phone numbers, cards, bank accounts, national ids and other personal data; names of persons and places where asked for",
        targets: Targets::BOTH,
        action: Action::Redact,
        reach: Reach::Span(DECODED_REACH),
        scored: true,
        available: true,
        findings: "pii.*",
    },
    Spec {
        id: "secret",
        title: "Secrets",
        finds: "tokens, private keys, connection strings and other credentials",
        targets: Targets::BOTH,
        action: Action::Redact,
        reach: Reach::Span(DECODED_REACH),
        scored: true,
        available: true,
        findings: "secret.*",
    },
    Spec {
        id: "prompt_injection",
        title: "Prompt injection",
        finds: "attempts to override the instructions, also inside documents",
        targets: Targets::INPUTS,
        action: Action::Block,
        reach: Reach::Window,
        scored: true,
        available: cfg!(feature = "models"),
        findings: "prompt_injection",
    },
    Spec {
        id: "toxicity",
        title: "Toxicity",
        finds: "abusive text",
        targets: Targets::BOTH,
        action: Action::Block,
        reach: Reach::Window,
        scored: true,
        available: cfg!(feature = "models"),
        findings: "toxicity",
    },
    Spec {
        id: "topic",
        title: "Topics",
        finds: "text on a banned subject, or on none of the allowed ones",
        targets: Targets::BOTH,
        action: Action::Block,
        reach: Reach::Window,
        scored: true,
        available: cfg!(feature = "models"),
        findings: "topic",
    },
    Spec {
        id: "sql.restricted_tables",
        title: "SQL: restricted tables",
        finds: "SQL that reads or writes a listed table",
        targets: Targets::RESPONSE,
        action: Action::Block,
        reach: Reach::Window,
        scored: false,
        available: cfg!(feature = "sql"),
        findings: "sql.restricted_tables",
    },
    Spec {
        id: "sql.allowed_tables",
        title: "SQL: allowed tables",
        finds: "SQL that reads or writes a table that is not listed",
        targets: Targets::RESPONSE,
        action: Action::Block,
        reach: Reach::Window,
        scored: false,
        available: cfg!(feature = "sql"),
        findings: "sql.allowed_tables",
    },
    Spec {
        id: "sql.read_only",
        title: "SQL: read only",
        finds: "SQL that does more than read",
        targets: Targets::RESPONSE,
        action: Action::Block,
        reach: Reach::Window,
        scored: false,
        available: cfg!(feature = "sql"),
        findings: "sql.read_only",
    },
    Spec {
        id: "sql.load",
        title: "SQL: load",
        finds: "SQL that is likely to be expensive",
        targets: Targets::RESPONSE,
        action: Action::Block,
        reach: Reach::Window,
        scored: false,
        available: cfg!(feature = "sql"),
        findings: "sql.load",
    },
    Spec {
        id: "groundedness",
        title: "Groundedness",
        finds: "claims of a response that the context does not support",
        targets: Targets::RESPONSE,
        action: Action::Flag,
        reach: Reach::Window,
        scored: true,
        available: cfg!(feature = "models"),
        findings: "groundedness",
    },
    Spec {
        id: "conduct",
        title: "Code of conduct",
        finds: "texts that break a rule written as a sentence",
        targets: Targets::BOTH,
        action: Action::Block,
        reach: Reach::Window,
        scored: true,
        available: cfg!(feature = "models"),
        findings: "conduct",
    },
    Spec {
        id: "custom",
        title: "Custom",
        finds: "what a judge answers to a question of the policy",
        targets: Targets::BOTH,
        action: Action::Block,
        reach: Reach::Window,
        scored: false,
        available: true,
        findings: "custom",
    },
];

/// The row of a detector.
#[must_use]
pub fn spec(id: &str) -> Option<&'static Spec> {
    ALL.iter().find(|spec| spec.id == id)
}

/// Builds the detector of a rule; `None` where this build has none, or a judge is asked instead.
pub(crate) fn build(rule: &Rule, limits: &Limits) -> Option<Box<dyn Detector>> {
    Some(match &rule.check {
        Check::TestString => Box::new(test_string::TestString),
        Check::Keyword(settings) => Box::new(keyword::Keyword::new(settings, limits)),
        Check::Competitor(settings) => Box::new(competitor::Competitor::new(settings)),
        Check::Pii(settings) => Box::new(pii::Pii::new(settings)?),
        Check::Secret(settings) => Box::new(secret::Secret::new(settings)),
        #[cfg(feature = "sql")]
        Check::SqlRestrictedTables(settings) => Box::new(sql::Sql::tables(settings, false, limits)),
        #[cfg(feature = "sql")]
        Check::SqlAllowedTables(settings) => Box::new(sql::Sql::tables(settings, true, limits)),
        #[cfg(feature = "sql")]
        Check::SqlReadOnly(settings) => Box::new(sql::Sql::read_only(settings, limits)),
        #[cfg(feature = "sql")]
        Check::SqlLoad(settings) => Box::new(sql::Sql::load(settings, limits)),
        #[cfg(feature = "models")]
        Check::PromptInjection => Box::new(prompt_injection::PromptInjection::new()?),
        #[cfg(feature = "models")]
        Check::Toxicity(settings) => Box::new(toxicity::Toxicity::new(settings)?),
        #[cfg(feature = "models")]
        Check::Topic(settings) => Box::new(topic::Topic::new(settings)?),
        #[cfg(feature = "models")]
        Check::Groundedness(settings) => Box::new(groundedness::Groundedness::new(settings)?),
        _ => return None,
    })
}

/// The detector ids that a rule's findings can carry, for the compile report.
pub(crate) fn ids(check: &Check) -> Vec<String> {
    match check {
        Check::Pii(pii) => pii
            .types
            .iter()
            .map(|name| format!("pii.{}", if name == "all" { "*" } else { name }))
            .collect(),
        Check::Secret(secret) => secret
            .types
            .iter()
            .map(|name| format!("secret.{}", if name == "all" { "*" } else { name }))
            .collect(),
        Check::Unsupported(_) => Vec::new(),
        _ => vec![check.detector().to_owned()],
    }
}

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
