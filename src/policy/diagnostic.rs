//! What is wrong with a payload, said so that a person can mend it.
//!
//! Every code stands in the one list below; the documentation, the type definitions and the test that each code is
//! reached at least once are made from it.

use serde::{Deserialize, Serialize};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The payload cannot be created.
    Error,
    /// It can, but probably does not do what was meant.
    Warning,
    /// Worth knowing.
    Info,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal, $severity:ident;)+) => {
        /// The published list of diagnostic codes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code { $($(#[doc = $doc])+ #[serde(rename = $code)] $variant),+ }

        impl Code {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable spelling.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The severity, unless `strict` or the place says otherwise.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),+ }
            }

            /// What it means, for the documentation.
            #[must_use]
            pub fn summary(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_ascii()),+ }
            }
        }
    };
}

codes! {
    /// The text is not JSON.
    InvalidJson = "invalid_json", Error;
    /// A byte order mark stands before the JSON; it is passed over.
    ByteOrderMark = "byte_order_mark", Info;
    /// The payload is larger than `limits.payloadBytes`.
    PayloadTooLarge = "payload_too_large", Error;
    /// The payload is nested deeper than `limits.nesting`.
    NestingTooDeep = "nesting_too_deep", Error;
    /// NaN, Infinity or a number that no double can hold.
    NumberOutOfRange = "number_out_of_range", Error;
    /// A string holds half of a surrogate pair.
    LoneSurrogate = "lone_surrogate", Error;
    /// A key stands twice in one object; the last one counts. A key together with its alias is an error.
    DuplicateKey = "duplicate_key", Warning;
    /// The payload fits none of the known kinds.
    UnknownKind = "unknown_kind", Error;
    /// The payload is a vendor's kind that is known but not supported.
    UnsupportedKind = "unsupported_kind", Error;
    /// A value has the wrong JSON type.
    WrongType = "wrong_type", Error;
    /// A required key is absent or null.
    MissingKey = "missing_key", Error;
    /// A key that means nothing here.
    UnknownKey = "unknown_key", Warning;
    /// A word that is not one of the accepted ones.
    UnknownValue = "unknown_value", Error;
    /// A number outside its range.
    OutOfRange = "out_of_range", Error;
    /// A text that must not be blank is blank.
    BlankText = "blank_text", Error;
    /// A list that is the substance of a rule is empty.
    EmptyList = "empty_list", Error;
    /// An entry stands twice in a list.
    DuplicateEntry = "duplicate_entry", Warning;
    /// Two keys contradict each other.
    ConflictingKeys = "conflicting_keys", Error;
    /// A limit on the number of rules, keywords, list items or keys is passed.
    TooMany = "too_many", Error;
    /// Not a UUID.
    InvalidUuid = "invalid_uuid", Error;
    /// Not an RFC 3339 date and time.
    InvalidDateTime = "invalid_date_time", Error;
    /// Not a rule id: `[a-z0-9_.-]{1,64}`.
    InvalidId = "invalid_id", Error;
    /// Two rules with the same id.
    DuplicateId = "duplicate_id", Error;
    /// The version of the policy language is not known to this release.
    UnknownVersion = "unknown_version", Error;
    /// A regular expression or cucumber expression that cannot be compiled; the span points at the fault.
    InvalidPattern = "invalid_pattern", Error;
    /// A pattern longer than `limits.patternBytes`, or one that grows too large when compiled.
    PatternTooLarge = "pattern_too_large", Error;
    /// A pattern that matches the empty text, so it would match everywhere.
    PatternMatchesEmpty = "pattern_matches_empty", Error;
    /// A threshold of 1: no score is above it, so the rule never fires.
    ThresholdNeverFires = "threshold_never_fires", Warning;
    /// A threshold of 0: every score above 0 fires.
    ThresholdAlwaysFires = "threshold_always_fires", Warning;
    /// A block is on but has nothing to look for.
    ChecksNothing = "checks_nothing", Warning;
    /// A bare keyword carries no action; `block` is assumed.
    ActionAssumed = "action_assumed", Warning;
    /// No action is given; `block` is assumed.
    ActionMissing = "action_missing", Warning;
    /// An action that this rule cannot take.
    ActionNotApplicable = "action_not_applicable", Error;
    /// A vendor's block that no detector serves is on.
    BlockNotEvaluated = "block_not_evaluated", Warning;
    /// A PII type that is not known: an error, but for Lyzr, which ignores it, a warning.
    UnknownPiiType = "unknown_pii_type", Warning;
    /// A PII type that the vendor does not list but this engine reads.
    ExtendedPiiType = "extended_pii_type", Info;
    /// The vendor wants a description.
    DescriptionMissing = "description_missing", Warning;
    /// No priority is given; 100 is assumed.
    PriorityMissing = "priority_missing", Info;
    /// A policy type that is not in the catalog.
    UnknownPolicyType = "unknown_policy_type", Error;
    /// A custom policy type whose definition was not given.
    DefinitionMissing = "definition_missing", Error;
    /// A name in braces that this text cannot use.
    UnknownPlaceholder = "unknown_placeholder", Error;
    /// An instruction that names none of question, context and answer.
    PlaceholderMissing = "placeholder_missing", Warning;
    /// A prompt policy that needs the response.
    TargetNeedsResponse = "target_needs_response", Error;
    /// `total_rules` is not the number of rules that were read.
    TotalRulesMismatch = "total_rules_mismatch", Warning;
    /// A line among the rules that reads like a heading; it is not evaluated.
    HeadingSkipped = "heading_skipped", Warning;
    /// Two rules say the same; the second is not evaluated again.
    DuplicateRule = "duplicate_rule", Info;
    /// Neither a policy text nor a policy file; the rules alone are evaluated.
    SourceMissing = "source_missing", Info;
    /// Both a policy text and a policy file.
    SourceAmbiguous = "source_ambiguous", Warning;
    /// The policy file is not a PDF.
    NotPdf = "not_pdf", Error;
    /// The PDF's bytes were not read; use `readForm`.
    PdfNotRead = "pdf_not_read", Info;
    /// There are more problems than are listed.
    MoreProblems = "more_problems", Error;
}

/// At most this many problems are listed; one `more_problems` says that there are others.
pub const MAX_DIAGNOSTICS: usize = 1_000;

/// A half-open range. Bytes in Rust, UTF-16 units in JavaScript and in the canonical JSON.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First unit.
    pub start: usize,
    /// After the last unit.
    pub end: usize,
}

impl Span {
    /// `start..end`
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// As a range, for slicing.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

/// A place in JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// From the start of the text; bytes in Rust, UTF-16 units in JavaScript.
    pub offset: usize,
    /// 1-based.
    pub line: usize,
    /// 1-based, in the units of `offset`.
    pub column: usize,
}

/// One problem of a payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Which problem.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// JSON Pointer (RFC 6901) of the place, "" for the whole payload.
    pub path: String,
    /// One plain sentence: lower case, no full stop.
    pub message: String,
    /// The accepted keys or values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<String>,
    /// Inside the string at `path`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// In the JSON text: the key or value itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// A key or value of the payload that is quoted may hold line breaks: a message is one line, whatever it quotes.
fn on_one_line(message: String) -> String {
    if !message.contains(char::is_control) {
        return message;
    }
    let written = |char: char| -> String {
        if char.is_control() {
            char.escape_default().collect()
        } else {
            char.into()
        }
    };
    message.chars().map(written).collect()
}

impl Diagnostic {
    /// With the severity of the code.
    #[must_use]
    pub fn new(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            path: path.into(),
            message: on_one_line(message.into()),
            accepted: Vec::new(),
            span: None,
            position: None,
        }
    }

    /// With the accepted keys or values.
    #[must_use]
    pub fn accepting<S: Into<String>>(mut self, accepted: impl IntoIterator<Item = S>) -> Self {
        self.accepted = accepted.into_iter().map(Into::into).collect();
        self
    }

    /// With a place inside the string at `path`.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// With another severity.
    #[must_use]
    pub fn severe(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Whether it keeps the payload from being created.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        write!(
            f,
            "{severity}[{}] {}: {}",
            self.code.as_str(),
            self.path,
            self.message
        )
    }
}
