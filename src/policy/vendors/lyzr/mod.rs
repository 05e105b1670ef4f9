//! Lyzr's Responsible AI policy, in the shape of the published page and in that of the vendor's own clients.
//!
//! A block is `{"enabled": bool, ...}`; `null`, `{}` and an absent block are off. Nothing that is on and does nothing
//! passes without a word.

mod block;
mod checks;
pub(super) mod document;
mod keywords;
mod pii;
mod reference;
mod response;

pub(super) use response::response;

use super::collected::Collected;
use super::written::Written;
use super::{Draft, LYZR_BLOCKS, ValidateOptions};
use crate::policy::Document;
use crate::policy::date_time::is_rfc3339;
use crate::policy::diagnostic::{Code, Diagnostic};
use crate::policy::document::TopicMode;
use crate::policy::fields::{Fields, Sink, Spelling, shown};
use crate::policy::reader::{Node, Value};

/// Blocks that Lyzr's studio writes and no detector here serves.
const UNSERVED: [&str; 9] = [
    "nsfw_check",
    "fairness_and_bias",
    "bedrock_guardrail",
    "vertex_guardrail",
    "opa_guardrail",
    "cedar_guardrail",
    "gibberish_text",
    "valid_openapi_spec",
    "valid_sql",
];

/// Keys of the payload beside its blocks.
const OTHER_KEYS: [&str; 5] = ["name", "description", "user_id", "created_at", "updated_at"];

pub(super) fn policy(root: &Node, options: &ValidateOptions, sink: &mut Sink) -> Option<Draft> {
    let mut fields = Fields::open(root, "", Spelling::Exact, sink)?;
    let mut rules = Collected::new(options);
    rules.check_targets(&LYZR_BLOCKS, sink);
    let name = fields.require_text("name", sink);
    let description = description(&mut fields, sink);
    checks::topics(&mut fields, TopicMode::Allowed, &mut rules, sink);
    checks::topics(&mut fields, TopicMode::Banned, &mut rules, sink);
    keywords::keywords(&mut fields, &mut rules, sink);
    checks::toxicity(&mut fields, &mut rules, sink);
    checks::injection(&mut fields, &mut rules, sink);
    checks::secrets(&mut fields, &mut rules, sink);
    pii::detection(&mut fields, &mut rules, sink);
    fields.text("user_id", sink);
    time(&mut fields, "created_at", sink);
    time(&mut fields, "updated_at", sink);
    // A stored policy carries its id; a new one is given at creation.
    fields.text("_id", sink);
    others(&mut fields, &mut rules, sink);
    let mut document = Document::new(name?);
    document.description = description
        .filter(|text| !text.is_empty())
        .map(str::to_owned);
    Some(rules.finish(document, Written(root).text().into(), sink))
}

fn description<'a>(fields: &mut Fields<'a>, sink: &mut Sink) -> Option<&'a str> {
    let field = fields.get("description", &[], sink);
    if field.is_none() {
        let message = "Lyzr asks for a `description`; an empty one is stored";
        sink.note(Code::DescriptionMissing, "", message);
    }
    field?.text(sink)
}

fn time(fields: &mut Fields<'_>, key: &'static str, sink: &mut Sink) {
    let Some(field) = fields.get(key, &[], sink) else {
        return;
    };
    // RFC 3339 has leap seconds and a year 0, the reference model has not.
    let holds = |text| is_rfc3339(text) && reference::is_time(text);
    if field.text(sink).is_some_and(|text| !holds(text)) {
        let message =
            "expected a date and time as RFC 3339 writes it, as in `2025-05-16T10:55:33.101Z`";
        sink.note(Code::InvalidDateTime, &field.path, message);
    }
}

/// Blocks of newer studios and whatever else stands there.
fn others(fields: &mut Fields<'_>, rules: &mut Collected<'_>, sink: &mut Sink) {
    for (key, field) in fields.rest() {
        let enabled = field.node.get("enabled").map(|enabled| &enabled.value);
        let on = enabled == Some(&Value::Bool(true));
        if on {
            block::unsupported(key, &field.path, rules, sink);
        } else if !UNSERVED.contains(&key) {
            let message = format!("`{}` is not a key that is read here", shown(key));
            let accepted = OTHER_KEYS.iter().chain(&LYZR_BLOCKS).copied();
            let unknown = Diagnostic::new(Code::UnknownKey, field.path, message);
            sink.push(unknown.accepting(accepted));
        }
    }
}
