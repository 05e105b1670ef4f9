//! Policies by name.

use serde_json::{Value, json};

use crate::random::Random;

/// A full Lyzr policy: topics, toxicity, injection, keywords, secrets, personal data.
const LYZR: &str = include_str!("../../../examples/policies/lyzr-support.json");
/// Its blocks that a model judges.
const SCORED: [&str; 4] = [
    "allowed_topics",
    "banned_topics",
    "toxicity_check",
    "prompt_injection",
];
const PII: [&str; 14] = [
    "email_address",
    "phone_number",
    "credit_card",
    "iban",
    "us_ssn",
    "ip_address",
    "url",
    "national_id",
    "passport",
    "us_bank_routing",
    "crypto_wallet",
    "mac_address",
    "imei",
    "vin",
];

/// The payload of a name: `lyzr`, `deterministic`, `rules:250`, `literals:250`, `keywords:10000`, `pii`, `everything`, `sql`.
#[must_use]
pub fn policy(name: &str) -> Option<String> {
    let (kind, count) = name.split_once(':').unwrap_or((name, "0"));
    let count: usize = count.parse().ok()?;
    let payload = match kind {
        "lyzr" => return Some(LYZR.to_owned()),
        "deterministic" => deterministic()?,
        "rules" => native((0..count).map(rule).collect()),
        "literals" => native((0..count).map(literal).collect()),
        "keywords" => native(vec![keyword("words", json!(words(count)))]),
        "pii" => native(vec![json!({
            "id": "pii", "detector": "pii",
            "settings": { "types": ["email_address", "phone_number", "credit_card", "us_ssn", "ip_address", "iban"] },
        })]),
        "everything" => native(vec![
            json!({ "id": "pii", "detector": "pii", "settings": { "types": ["all"] } }),
            json!({ "id": "secret", "detector": "secret" }),
            json!({ "id": "words", "detector": "keyword", "settings": { "entries": ["lawsuit", "dynamite"], "obfuscation": true } }),
        ]),
        "sql" => native(vec![json!({
            "id": "sql", "detector": "sql.restricted_tables",
            "settings": { "tables": ["users"], "dialect": "postgres" },
        })]),
        _ => return None,
    };
    Some(payload.to_string())
}

fn native(rules: Vec<Value>) -> Value {
    json!({ "kind": "edgeward.policy", "version": 1, "name": "Bench", "rules": rules })
}

/// The Lyzr policy with what needs no model.
fn deterministic() -> Option<Value> {
    let mut payload: Value = serde_json::from_str(LYZR).ok()?;
    for block in SCORED {
        payload
            .get_mut(block)?
            .as_object_mut()?
            .insert("enabled".into(), false.into());
    }
    Some(payload)
}

/// One of many rules with three keywords each, which may be more than patterns may be: those share 32 MiB.
fn literal(at: usize) -> Value {
    rule(at * 10)
}

/// One of many rules: of ten, five have keywords, four a pattern, one looks for personal data or secrets.
fn rule(at: usize) -> Value {
    let mut random = Random::new(u32::try_from(at).unwrap_or(0).wrapping_mul(2_654_435_761) | 1);
    let id = format!("rule-{at}");
    match at % 10 {
        0..5 => keyword(
            &id,
            json!([
                random.word(5, 6),
                random.word(6, 6),
                format!("{} {}", random.word(4, 4), random.word(4, 4))
            ]),
        ),
        5..9 => keyword(&id, json!([{ "regex": pattern(at, &mut random) }])),
        _ if at % 100 == 9 => json!({ "id": id, "detector": "secret" }),
        _ => {
            json!({ "id": id, "detector": "pii", "settings": { "types": [PII[at / 10 % PII.len()]] } })
        }
    }
}

/// What people write: a word with digits, alternatives, a prefix with a token, two words with something between.
fn pattern(at: usize, random: &mut Random) -> String {
    let word = random.word(5, 5);
    match at % 4 {
        0 => format!(r"\b{word}-\d{{4,8}}\b"),
        1 => format!(
            r"(?i)\b(?:{word}|{}|{})s?\b",
            random.word(5, 5),
            random.word(5, 5)
        ),
        2 => format!(r"{word}_[A-Za-z0-9]{{16,32}}"),
        _ => format!(r"\b{word}\s+(?:no\.|number)\s*\d+"),
    }
}

fn keyword(id: &str, entries: Value) -> Value {
    json!({ "id": id, "detector": "keyword", "settings": { "entries": entries } })
}

/// Distinct, and no words of the texts.
fn words(count: usize) -> Vec<String> {
    let mut random = Random::new(0x9e37_79b9);
    let mut seen = std::collections::BTreeSet::new();
    while seen.len() < count {
        seen.insert(random.word(6, 8));
    }
    seen.into_iter().collect()
}

/// The same patterns for a plain loop: those of [`rule`] as regular expressions.
#[must_use]
pub fn patterns(count: usize) -> Vec<Value> {
    (0..count)
        .filter_map(|at| rule(at)["settings"]["entries"].as_array().cloned())
        .flatten()
        .collect()
}
