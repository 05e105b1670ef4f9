//! The guardrail: `{"detectors": {...}}`, the bare object, or a stored one with a set for each side.
//!
//! The vendor only detects, so every rule flags. A detector without `enabled` is off, as the vendor's client reads it.

use super::SIDES;
use super::detector::{Detector, detectors};
use crate::policy::fields::{Fields, Sink, Spelling};
use crate::policy::reader::Node;
use crate::policy::vendors::collected::Collected;
use crate::policy::vendors::written::Written;
use crate::policy::vendors::{Draft, ENKRYPT_DETECTORS, ValidateOptions};
use crate::policy::words::Targets;
use crate::policy::{Document, diagnostic::Code};

/// The name of a guardrail that has none.
const NAME: &str = "Enkrypt guardrail";

pub(in crate::policy::vendors) fn guardrail(
    root: &Node,
    options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Draft> {
    let mut fields = Fields::open(root, "", Spelling::Exact, sink)?;
    let mut rules = Collected::new(options);
    let stored = SIDES.iter().any(|side| root.get(side).is_some());
    let bare = !stored && root.get("detectors").is_none();
    let mut document = Document::new(NAME);
    if bare {
        rules.check_targets(&ENKRYPT_DETECTORS, sink);
        detectors(fields, &Detector::both(), &mut rules, sink);
    } else {
        if let Some(name) = fields
            .get("name", &[], sink)
            .and_then(|name| name.filled(sink))
        {
            name.clone_into(&mut document.name);
        }
        let description = fields
            .text("description", sink)
            .filter(|text| !text.is_empty());
        document.description = description.map(str::to_owned);
        if stored {
            sides(&mut fields, &mut rules, sink);
        } else {
            rules.check_targets(&ENKRYPT_DETECTORS, sink);
            set(&mut fields, &Detector::both(), &mut rules, sink);
            // The rest of the body of a call to `detect`; it is no part of the policy.
            for key in ["text", "texts", "user_metadata"] {
                fields.get(key, &[], sink);
            }
        }
        fields.finish(sink);
    }
    Some(rules.finish(document, Written(root).text().into(), sink))
}

fn sides(fields: &mut Fields<'_>, rules: &mut Collected<'_>, sink: &mut Sink) {
    let known: Vec<String> = SIDES
        .iter()
        .flat_map(|side| {
            ENKRYPT_DETECTORS
                .iter()
                .map(move |name| format!("{side}.{name}"))
        })
        .collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    rules.check_targets(&known, sink);
    for (side, targets) in SIDES.into_iter().zip([Targets::PROMPT, Targets::RESPONSE]) {
        let Some(field) = fields.get(side, &[], sink) else {
            continue;
        };
        let Some(mut inside) = field.fields(Spelling::Exact, sink) else {
            continue;
        };
        let of = Detector {
            side: Some(side),
            targets,
        };
        set(&mut inside, &of, rules, sink);
        inside.finish(sink);
    }
}

/// The member `detectors`.
fn set(fields: &mut Fields<'_>, of: &Detector, rules: &mut Collected<'_>, sink: &mut Sink) {
    let field = fields.require("detectors", &[], sink);
    if let Some(inside) = field.and_then(|field| field.fields(Spelling::Exact, sink)) {
        if inside.is_empty() {
            let message = "no detector is named, so nothing is checked";
            sink.note(Code::ChecksNothing, inside.path(), message);
        }
        detectors(inside, of, rules, sink);
    }
}
