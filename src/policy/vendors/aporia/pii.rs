//! The `condition` of `pii_on_prompt` and `pii_on_response`.

use super::action::Verb;
use super::condition::{self, Part};
use crate::detectors::pii::REGIONS;
use crate::policy::ValidateOptions;
use crate::policy::diagnostic::{Code, Diagnostic, Severity};
use crate::policy::document::{Check, Pii, default_regions};
use crate::policy::fields::{Field, Fields, Sink, Spelling};
use crate::policy::lists::{ListOf, MAX_WORDS};
use crate::policy::pii_names::{APORIA_DEFAULT, PII_TYPES, PiiType};
use crate::policy::reader::Value;

const ALIASES: [&str; 5] = [
    "types",
    "entities",
    "pii_types",
    "sensitive_data_types",
    "categories",
];

pub(super) fn read(
    fields: &mut Fields<'_>,
    _options: &ValidateOptions,
    sink: &mut Sink,
) -> Option<Vec<Part>> {
    let groups = match fields.get("data_types", &ALIASES, sink) {
        None => Some(vec![(None, APORIA_DEFAULT.map(String::from).to_vec())]),
        Some(field) if matches!(field.node.value, Value::Object(_)) => by_action(&field, sink),
        Some(field) => list(&field, sink).map(|types| vec![(None, types)]),
    };
    let threshold = condition::threshold(fields, sink);
    let regions = fields
        .get("regions", &["countries"], sink)
        .map_or_else(|| Some(default_regions()), |field| regions(&field, sink));
    let regions = regions?;
    let part = |(verb, types): (Option<Verb>, Vec<String>)| {
        let pii = Pii {
            types,
            regions: regions.clone(),
            context: true,
        };
        let mut part = Part::new(Check::Pii(pii), threshold);
        part.verb = verb;
        part
    };
    Some(groups?.into_iter().map(part).collect())
}

fn list(field: &Field<'_>, sink: &mut Sink) -> Option<Vec<String>> {
    field.distinct(ListOf::some(MAX_WORDS), sink, |item, sink| {
        let name = known(item.text(sink)?, &item.path, sink)?;
        Some((name.to_owned(), name.to_owned()))
    })
}

/// `{type: action}`: one rule an action, in the order in which the actions first stand.
fn by_action(field: &Field<'_>, sink: &mut Sink) -> Option<Vec<(Option<Verb>, Vec<String>)>> {
    let mut groups: Vec<(Option<Verb>, Vec<String>)> = Vec::new();
    if field.node.members().is_empty() {
        sink.note(Code::EmptyList, &field.path, "this list must not be empty");
        return None;
    }
    let mut fields = field.fields(Spelling::Exact, sink)?;
    for (key, value) in fields.rest() {
        let name = known(key, &value.path, sink);
        let verb = Verb::read(&value, true, sink);
        let (Some(name), Some(verb)) = (name, verb) else {
            continue;
        };
        if groups
            .iter()
            .any(|(_, types)| types.iter().any(|known| known == name))
        {
            let message = format!("`{name}` has an action already; give one action a type");
            let twice = Diagnostic::new(Code::DuplicateKey, &value.path, message);
            sink.push(twice.severe(Severity::Error));
        } else if let Some((_, types)) = groups.iter_mut().find(|group| group.0 == Some(verb)) {
            types.push(name.to_owned());
        } else {
            groups.push((Some(verb), vec![name.to_owned()]));
        }
    }
    Some(groups)
}

/// The native name of a type.
fn known(word: &str, path: &str, sink: &mut Sink) -> Option<&'static str> {
    if let Some(kind) = PiiType::aporia(word) {
        return Some(kind.name);
    }
    let accepted = PII_TYPES.iter().map(|kind| kind.aporia);
    let message = format!("`{word}` is not a known type of personal data; see the accepted names");
    let unknown = Diagnostic::new(Code::UnknownPiiType, path, message).accepting(accepted);
    sink.push(unknown.severe(Severity::Error));
    None
}

fn regions(field: &Field<'_>, sink: &mut Sink) -> Option<Vec<String>> {
    field.distinct(ListOf::some(MAX_WORDS), sink, |item, sink| {
        let word = item.text(sink)?.to_ascii_uppercase();
        if !REGIONS.contains(&word.as_str()) {
            sink.unknown_value(&item.path, &word, &REGIONS);
            return None;
        }
        Some((word.clone(), word))
    })
}
