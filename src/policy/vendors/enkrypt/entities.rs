//! The detector `pii`: its entities, personal data and secrets among them.

use super::detector::Open;
use crate::policy::Check;
use crate::policy::diagnostic::{Code, Diagnostic};
use crate::policy::document::{Pii, Secret, default_regions};
use crate::policy::fields::{Field, Sink, shown};
use crate::policy::pii_names::{PII_TYPES, PiiType};
use crate::policy::vendors::collected::Collected;

/// What the vendor's entity `pii` stands for; addresses of machines and pages are entities of their own.
const PII: [&str; 15] = [
    "email_address",
    "phone_number",
    "credit_card",
    "iban",
    "us_ssn",
    "person",
    "location",
    "passport",
    "driving_licence",
    "us_bank_routing",
    "crypto_wallet",
    "national_id",
    "imei",
    "vin",
    "mac_address",
];

pub(super) fn pii(open: &mut Open<'_>, rules: &mut Collected<'_>, sink: &mut Sink) {
    let list = open.fields.get("entities", &[], sink);
    let path = list
        .as_ref()
        .map_or_else(|| open.path().to_owned(), |list| list.path.clone());
    if list.as_ref().is_none_or(Field::is_empty_list) {
        if let Some(reason) = open.checks_nothing(&path, "entity", sink) {
            let mut origin = open.origin(&path);
            origin.inert = Some(reason);
            rules.add(open.rule("", personal(Vec::new())), origin);
        }
        return;
    }
    let (types, secrets) = entities(list.as_ref(), sink);
    if !types.is_empty() {
        rules.add(open.rule("", personal(types)), open.origin(&path));
    }
    if secrets {
        let check = Check::Secret(Secret::default());
        rules.add(open.rule(".secrets", check), open.origin(&path));
    }
}

fn personal(types: Vec<String>) -> Check {
    Check::Pii(Pii {
        types,
        regions: default_regions(),
        context: true,
    })
}

/// The native types that are listed, and whether secrets are.
fn entities(list: Option<&Field<'_>>, sink: &mut Sink) -> (Vec<String>, bool) {
    let mut types: Vec<String> = Vec::new();
    let mut secrets = false;
    let items = list.and_then(|list| list.items(sink)).unwrap_or_default();
    for item in items {
        let Some(word) = item.filled(sink) else {
            continue;
        };
        let found: &[&str] = match word {
            "pii" => &PII,
            "secrets" => {
                secrets = true;
                continue;
            }
            other => {
                let Some(kind) = PiiType::lyzr(other).or_else(|| PiiType::native(other)) else {
                    unknown_entity(word, &item.path, sink);
                    continue;
                };
                &[kind.name]
            }
        };
        for name in found {
            if !types.iter().any(|known| known == name) {
                types.push((*name).to_owned());
            }
        }
    }
    (types, secrets)
}

fn unknown_entity(word: &str, path: &str, sink: &mut Sink) {
    let message = format!(
        "`{}` is not an entity that is known; it is not looked for",
        shown(word)
    );
    let accepted = ["pii", "secrets"]
        .into_iter()
        .chain(PII_TYPES.iter().map(|kind| kind.name));
    sink.push(Diagnostic::new(Code::UnknownPiiType, path, message).accepting(accepted));
}
