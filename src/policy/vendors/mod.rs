//! One reader a vendor: the wire shape in, neutral rules and diagnostics out.

mod aporia;
mod collected;
mod documents;
mod enkrypt;
mod lyzr;
mod native;
pub(in crate::policy) mod written;

pub use documents::{Stamp, document};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::diagnostic::{Code, Diagnostic};
use super::fields::Sink;
use super::place;
use super::reader::{self, Node};
use super::words::{Kind, Target, Vendor};
use super::{Document, Origin, Policy, Source};
use crate::engine::Limits;

/// How a payload is read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ValidateOptions {
    /// Narrows recognition.
    pub vendor: Option<Vendor>,
    /// Skips recognition.
    pub kind: Option<Kind>,
    /// `total_rules` mismatch, unknown keys and duplicate keys become errors.
    pub strict: bool,
    /// Definitions (JSON text) for `custom_policy_<uuid>` types that a project's policies name.
    pub custom_policies: BTreeMap<String, String>,
    /// The sides on which a vendor's block or policy type is checked, instead of its default ones.
    pub targets: BTreeMap<String, Vec<Target>>,
    /// Names of the project's extractions, beside `question`, `context` and `answer`.
    pub extractions: Vec<String>,
    /// Limits of payloads and patterns.
    pub limits: Limits,
    /// Whether positions and spans count UTF-16 units instead of bytes.
    pub utf16: bool,
}

/// What reading a payload gives.
#[derive(Clone, Debug)]
pub struct Recognised {
    /// What it is, if that could be told.
    pub kind: Option<Kind>,
    /// The policy, when no diagnostic is an error.
    pub policy: Option<Policy>,
    /// Every problem, in document order.
    pub diagnostics: Vec<Diagnostic>,
    /// What a server with the published reference model answers when it refuses the text; [`validate`] asks, and only
    /// for Lyzr.
    pub response: Option<Response>,
}

/// What a server answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// 400 or 422.
    pub status: u16,
    /// JSON text.
    pub body: String,
}

/// What a vendor's reader has to give. `None` only after an error went to the sink.
pub(crate) struct Draft {
    pub(crate) document: Document,
    pub(crate) origins: Vec<Origin>,
    pub(crate) vendor: serde_json::Value,
}

/// Every problem of a payload, in document order, and what the vendor would answer.
#[must_use]
pub fn validate(payload: &str, options: &ValidateOptions) -> Recognised {
    let mut read = recognise(payload, options);
    let kind = read.kind.or(options.kind);
    let lyzr = kind == Some(Kind::LyzrRaiPolicy)
        || (kind.is_none() && options.vendor == Some(Vendor::Lyzr));
    if lyzr && payload.len() <= options.limits.payload_bytes {
        read.response = lyzr::response(payload, &read.diagnostics);
    }
    read
}

/// Reads a payload of any kind.
#[must_use]
pub fn recognise(payload: &str, options: &ValidateOptions) -> Recognised {
    let reading = reader::read(
        payload,
        options.limits.payload_bytes,
        options.limits.nesting,
    );
    let mut sink = Sink::new(options.strict);
    let early = reading.diagnostics.len();
    for diagnostic in reading.diagnostics {
        sink.push(diagnostic);
    }
    let mut kind = None;
    let mut policy = None;
    if let Some(root) = &reading.root {
        kind = kind_of(root, options, &mut sink);
        let draft = kind.and_then(|kind| draft(kind, root, options, &mut sink));
        if let (Some(kind), Some(draft), false) = (kind, draft, sink.has_errors()) {
            policy = Some(Policy::new(
                kind,
                draft,
                Source::new(payload, kind, options),
            ));
        }
    }
    let mut diagnostics = sink.into_list();
    place::place(
        &mut diagnostics,
        early,
        payload,
        reading.root.as_ref(),
        options.utf16,
    );
    Recognised {
        kind,
        policy,
        diagnostics,
        response: None,
    }
}

fn draft(kind: Kind, root: &Node, options: &ValidateOptions, sink: &mut Sink) -> Option<Draft> {
    match kind {
        Kind::EnkryptPolicy => enkrypt::policy(root, options, sink),
        Kind::EnkryptGuardrail => enkrypt::guardrail(root, options, sink),
        Kind::LyzrRaiPolicy => lyzr::policy(root, options, sink),
        Kind::AporiaCustomPolicy => aporia::custom(root, options, sink),
        Kind::AporiaProjectPolicies => aporia::project(root, options, sink),
        Kind::EdgewardPolicy => native::policy(root, options, sink),
    }
}

/// The kind that was given, or the one whose keys the payload has.
fn kind_of(root: &Node, options: &ValidateOptions, sink: &mut Sink) -> Option<Kind> {
    if options.kind.is_some() {
        return options.kind;
    }
    let has = |key: &str| root.get(key).is_some();
    let candidates = [
        (
            Kind::EdgewardPolicy,
            root.get("kind").and_then(Node::text) == Some("edgeward.policy"),
        ),
        (
            Kind::AporiaProjectPolicies,
            has("project_ids")
                || (has("policies")
                    && root
                        .get("policies")
                        .is_some_and(|list| list.items().is_some())),
        ),
        (
            Kind::AporiaCustomPolicy,
            has("condition") && (has("target") || has("name")),
        ),
        (
            Kind::EnkryptPolicy,
            has("policy_rules")
                || has("total_rules")
                || has("policy_text")
                || enkrypt::V2.iter().any(|key| has(key)),
        ),
        (
            Kind::EnkryptGuardrail,
            has("detectors")
                || ENKRYPT_DETECTORS.iter().any(|key| has(key))
                || enkrypt::SIDES.iter().any(|side| {
                    root.get(side)
                        .is_some_and(|side| side.get("detectors").is_some())
                }),
        ),
        (Kind::LyzrRaiPolicy, LYZR_BLOCKS.iter().any(|key| has(key))),
        (Kind::EdgewardPolicy, has("rules") && has("version")),
    ];
    let fits = |kind: Kind| options.vendor.is_none_or(|vendor| kind.vendor() == vendor);
    let found = candidates
        .into_iter()
        .find(|(kind, present)| *present && fits(*kind))
        .map(|(kind, _)| kind);
    // A vendor with one kind, or a main one, needs no sign of it.
    let found = found.or(options.vendor.map(|vendor| match vendor {
        Vendor::Enkrypt => Kind::EnkryptPolicy,
        Vendor::Lyzr => Kind::LyzrRaiPolicy,
        Vendor::Aporia => Kind::AporiaProjectPolicies,
        Vendor::Edgeward => Kind::EdgewardPolicy,
    }));
    if found.is_none() {
        let message =
            "the payload fits none of the known kinds; give `kind` to say which it should be";
        sink.push(
            Diagnostic::new(Code::UnknownKind, "", message).accepting(Kind::WORDS.iter().copied()),
        );
    }
    found
}

/// The detectors of Enkrypt's guardrail (docs.enkryptai.com, Detect).
pub(crate) const ENKRYPT_DETECTORS: [&str; 11] = [
    "topic_detector",
    "nsfw",
    "toxicity",
    "pii",
    "injection_attack",
    "keyword_detector",
    "policy_violation",
    "bias",
    "copyright_ip",
    "system_prompt",
    "sponge_attack",
];

/// The blocks of Lyzr's policy (docs.lyzr.ai, Create RAI Policy).
pub(crate) const LYZR_BLOCKS: [&str; 7] = [
    "allowed_topics",
    "banned_topics",
    "keywords",
    "toxicity_check",
    "prompt_injection",
    "secrets_detection",
    "pii_detection",
];
