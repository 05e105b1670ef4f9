//! The JSON Schema of the native document, for editors and for checks outside of Rust: generated from the types, with
//! what the types cannot say put in here.

use serde_json::{Value, json};

use super::document::{Document, GROUNDEDNESS_CHECKS, TOXICITY_LABELS};
use super::pii_names::PII_TYPES;
use crate::detectors;
use crate::detectors::pii::REGIONS;

/// The detectors whose settings may be left out.
const OPTIONAL_SETTINGS: [&str; 7] = [
    "test_string",
    "prompt_injection",
    "secret",
    "toxicity",
    "groundedness",
    "sql.read_only",
    "sql.load",
];

/// The schema.
///
/// # Errors
///
/// The place that a correction is for and that the types no longer have.
pub fn schema() -> Result<Value, String> {
    let mut schema = schemars::schema_for!(Document).to_value();
    settings(&mut schema)?;
    for (place, words) in corrections() {
        merge(&mut schema, place, &words)?;
    }
    tidy(&mut schema);
    Ok(schema)
}

/// Unit settings are an empty object, and most settings may be left out.
fn settings(schema: &mut Value) -> Result<(), String> {
    let variants = schema
        .pointer_mut("/$defs/Rule/oneOf")
        .and_then(Value::as_array_mut)
        .ok_or("/$defs/Rule/oneOf")?;
    for variant in variants {
        let id = variant
            .pointer("/properties/detector/const")
            .and_then(Value::as_str);
        if !id.is_some_and(|id| OPTIONAL_SETTINGS.contains(&id)) {
            continue;
        }
        if let Some(properties) = variant.get_mut("properties").and_then(Value::as_object_mut) {
            let none = json!({ "type": "object", "maxProperties": 0 });
            properties.entry("settings").or_insert(none);
        }
        if let Some(required) = variant.get_mut("required") {
            *required = json!(["detector"]);
        }
    }
    Ok(())
}

/// Bounds and vocabularies, by place.
fn corrections() -> Vec<(&'static str, Value)> {
    let filled = json!({ "minItems": 1 });
    let text = json!({ "pattern": "\\S" });
    let unit = json!({ "minimum": 0, "maximum": 1 });
    let closed = json!({ "additionalProperties": false });
    let words = |words: &[&str]| json!({ "minItems": 1, "items": { "enum": words } });
    let names: Vec<&str> = PII_TYPES
        .iter()
        .map(|kind| kind.name)
        .chain(["all"])
        .collect();
    let mut list = vec![
        ("", json!({ "title": "edgeward policy" })),
        ("/properties/name", text.clone()),
        ("/$defs/Rule", json!({ "unevaluatedProperties": false })),
        ("/$defs/Exception/properties/detectors", detector_names()),
        ("/$defs/Exception/properties/values/items", text.clone()),
        ("/$defs/Exception/properties/patterns/items", text.clone()),
        ("/$defs/Toxicity/properties/labels", words(&TOXICITY_LABELS)),
        (
            "/$defs/Groundedness/properties/checks",
            words(&GROUNDEDNESS_CHECKS),
        ),
        ("/$defs/Pii/properties/regions", words(&REGIONS)),
        // Other spellings are read too; editors offer these.
        (
            "/$defs/Pii/properties/types",
            json!({ "items": { "anyOf": [{ "enum": names }, { "pattern": "^[A-Za-z][A-Za-z _'\u{2019}-]*$" }] } }),
        ),
        (
            "/$defs/Custom/oneOf/0/properties/instructions",
            text.clone(),
        ),
        (
            "/$defs/Custom/oneOf/1/properties/systemPrompt",
            text.clone(),
        ),
        ("/$defs/Custom/oneOf/1/properties/topP", unit),
        (
            "/$defs/Custom/oneOf/1/properties/temperature",
            json!({ "minimum": 0, "maximum": 2 }),
        ),
        (
            "/$defs/SqlLoad/properties/maxTables",
            json!({ "minimum": 1 }),
        ),
    ];
    for place in [
        "/properties/rules",
        "/$defs/Keyword/properties/entries",
        "/$defs/Competitor/properties/names",
        "/$defs/Pii/properties/types",
        "/$defs/Secret/properties/types",
        "/$defs/Topic/properties/topics",
        "/$defs/SqlTables/properties/tables",
        "/$defs/Conduct/properties/rules",
    ] {
        list.push((place, filled.clone()));
    }
    for place in [
        "/$defs/Conduct/properties/rules/items",
        "/$defs/SqlTables/properties/tables/items",
        "/$defs/TextEntry/anyOf/0",
        "/$defs/Named/anyOf/0",
        "/$defs/Named/anyOf/1/properties/name",
        "/$defs/TopicEntry/anyOf/0",
        "/$defs/TopicEntry/anyOf/1/properties/name",
    ] {
        list.push((place, text.clone()));
    }
    for place in [
        "/$defs/TextEntry/anyOf/1",
        "/$defs/TextEntry/anyOf/2",
        "/$defs/TextEntry/anyOf/3",
        "/$defs/Named/anyOf/1",
        "/$defs/TopicEntry/anyOf/1",
    ] {
        list.push((place, closed.clone()));
    }
    list
}

/// The ids that an exception may name.
fn detector_names() -> Value {
    let registry = detectors::ALL.iter().map(|spec| spec.id.to_owned());
    let pii = PII_TYPES.iter().map(|kind| format!("pii.{}", kind.name));
    let ids: Vec<String> = registry
        .chain(pii)
        .filter(|id| id != "test_string")
        .collect();
    let secret = json!({ "pattern": "^secret\\.[a-z0-9_]+$" });
    let family = json!({ "pattern": "\\*$" });
    json!({ "minItems": 1, "items": { "anyOf": [{ "enum": ids }, secret, family] } })
}

/// Adds members to the object at a place.
fn merge(schema: &mut Value, place: &str, words: &Value) -> Result<(), String> {
    let target = schema.pointer_mut(place).ok_or(place)?;
    let Some((target, words)) = target.as_object_mut().zip(words.as_object()) else {
        return Err(place.to_owned());
    };
    for (key, value) in words {
        match target.get_mut(key).and_then(Value::as_object_mut) {
            Some(inner) => inner.extend(value.as_object().cloned().unwrap_or_default()),
            None => {
                target.insert(key.clone(), value.clone());
            }
        }
    }
    Ok(())
}

/// What holds everywhere: no formats that only Rust knows, no links of its documentation, `null` for what may be absent.
fn tidy(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Object(members) => {
            let format = members.get("format").is_some_and(Value::is_string);
            if format && members.contains_key("type") {
                members.remove("format");
            }
            if let Some(Value::String(text)) = members.get_mut("description") {
                *text = text
                    .replace("[`", "`")
                    .replace("`]", "`")
                    .replace('\n', " ");
            }
            let required: Vec<String> = members
                .get("required")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect();
            if let Some(Value::Object(properties)) = members.get_mut("properties") {
                for (name, property) in properties.iter_mut() {
                    if !required.contains(name) {
                        nullable(property);
                    }
                }
            }
            members.values_mut().for_each(tidy);
        }
        _ => {}
    }
}

/// `null` is the same as absent.
fn nullable(property: &mut Value) {
    let Some(members) = property.as_object_mut() else {
        return;
    };
    if let Some(Value::String(kind)) = members.get("type") {
        let kinds = json!([kind, "null"]);
        members.insert("type".into(), kinds);
    } else if let Some(target) = members.remove("$ref") {
        members.insert(
            "anyOf".into(),
            json!([{ "$ref": target }, { "type": "null" }]),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::schema;

    #[test]
    fn every_correction_has_its_place() {
        let schema = schema();
        assert!(schema.is_ok(), "{schema:?}");
    }
}
