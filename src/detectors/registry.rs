//! What is known of every detector, and how one is built for a rule.

#[cfg(feature = "sql")]
use super::sql;
use super::{Detector, competitor, keyword, pii, secret, test_string};
#[cfg(feature = "models")]
use super::{groundedness, prompt_injection, topic, toxicity};
use crate::engine::Limits;
use crate::policy::document::{Check, Rule};
use crate::policy::words::{Action, Targets};

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
