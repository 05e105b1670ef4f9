//! What Aporia answers: the template of a custom policy; for projects (where the vendor's answer is not documented) the
//! policies in the shape in which it gives a project back.

use serde::Serialize;
use serde_json::Value;

use super::CUSTOM;
use crate::policy::vendors::documents::Stamp;
use crate::policy::{Policy, hex};

/// The keys in the vendor's order.
#[derive(Serialize)]
struct Custom<'a> {
    #[serde(rename = "type")]
    kind: String,
    category: &'static str,
    name: &'a str,
    default_name: &'a str,
    description: &'a str,
}

/// The template that a custom policy becomes.
pub(in crate::policy::vendors) fn custom(policy: &Policy, stamp: &Stamp) -> String {
    let data = policy.vendor_data();
    let text = |key: &str| data.get(key).and_then(Value::as_str).unwrap_or_default();
    let id = stamp.id.clone().unwrap_or_else(|| uuid(stamp.entropy, 0));
    let kind = if id.starts_with(CUSTOM) {
        id
    } else {
        format!("{CUSTOM}{id}")
    };
    written(&Custom {
        kind,
        category: "custom",
        name: text("name"),
        default_name: text("name"),
        description: text("description"),
    })
}

#[derive(Serialize)]
struct Project<'a> {
    project_ids: &'a Value,
    policies: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: String,
    policy_type: &'a Value,
    name: &'a Value,
    enabled: &'a Value,
    priority: &'a Value,
    condition: &'a Value,
    action: &'a Value,
}

/// The policies of the projects, each with an id: its own, or a fresh one.
pub(in crate::policy::vendors) fn project(policy: &Policy, stamp: &Stamp) -> String {
    let data = policy.vendor_data();
    let policies = data.get("policies").and_then(Value::as_array);
    let entries = policies.into_iter().flatten().enumerate();
    let entries = entries.map(|(index, entry)| {
        let value = |key: &str| entry.get(key).unwrap_or(&Value::Null);
        let own = value("id").as_str().map(str::to_owned);
        Entry {
            id: own.unwrap_or_else(|| uuid(stamp.entropy, index)),
            policy_type: value("policy_type"),
            name: value("name"),
            enabled: value("enabled"),
            priority: value("priority"),
            condition: value("condition"),
            action: value("action"),
        }
    });
    written(&Project {
        project_ids: data.get("project_ids").unwrap_or(&Value::Null),
        policies: entries.collect(),
    })
}

fn written(body: &impl Serialize) -> String {
    serde_json::to_string(body).unwrap_or_default()
}

/// A version 4 UUID from the host's randomness; each index gives another one.
fn uuid(entropy: [u8; 16], index: usize) -> String {
    // An odd factor keeps different indices different; 64 bits are more than any list has entries.
    let spread = (index as u128).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    let mut bytes = (u128::from_be_bytes(entropy) ^ spread).to_be_bytes();
    let [_, _, _, _, _, _, version, _, variant, ..] = &mut bytes;
    *version = (*version & 0x0f) | 0x40;
    *variant = (*variant & 0x3f) | 0x80;
    let digits = hex(&bytes);
    let mut rest = digits.as_str();
    let groups = [8, 4, 4, 4, 12].map(|length| {
        let (group, tail) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = tail;
        group
    });
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::super::is_uuid;
    use super::uuid;

    #[test]
    fn ids_are_version_4_and_differ() {
        let entropy = 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef_u128.to_be_bytes();
        assert_eq!(uuid(entropy, 0), "01234567-89ab-4def-8123-456789abcdef");
        let ids: std::collections::BTreeSet<String> =
            (0..1_000).map(|index| uuid(entropy, index)).collect();
        assert_eq!(ids.len(), 1_000);
        assert!(
            ids.iter()
                .all(|id| is_uuid(id) && id.get(14..15) == Some("4"))
        );
    }
}
