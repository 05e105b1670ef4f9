//! What Enkrypt answers when a policy was added.

use serde::{Deserialize, Serialize};

use crate::policy::Policy;
use crate::policy::date_time::micros;
use crate::policy::vendors::documents::Stamp;

/// What the neutral document does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Kept {
    /// The rules as lines, numbers and all.
    pub(super) policy_rules: String,
    pub(super) total_rules: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pdf_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) policy_text: Option<String>,
}

#[derive(Serialize)]
struct Added<'a> {
    message: &'static str,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    policy_rules: &'a str,
    project_name: &'a str,
    total_rules: usize,
    name: &'a str,
    updated_at: &'a str,
    policy_id: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pdf_name: Option<&'a str>,
    policy_text: Option<&'a str>,
    created_by: Option<&'a str>,
    updated_by: Option<&'a str>,
    created_at: &'a str,
}

pub(in crate::policy::vendors) fn policy(policy: &Policy, stamp: &Stamp) -> String {
    let kept = Kept::deserialize(policy.vendor_data()).unwrap_or_default();
    let now = micros(&stamp.now);
    let added = Added {
        message: "Policy details added successfully",
        data: Data {
            policy_rules: &kept.policy_rules,
            project_name: stamp.project_name.as_deref().unwrap_or("default"),
            total_rules: kept.total_rules,
            name: &policy.document().name,
            updated_at: &now,
            policy_id: id(stamp),
            pdf_name: kept.pdf_name.as_deref(),
            policy_text: kept.policy_text.as_deref(),
            created_by: stamp.created_by.as_deref(),
            updated_by: stamp.created_by.as_deref(),
            created_at: &now,
        },
    };
    serde_json::to_string(&added).unwrap_or_default()
}

/// A positive integer of 31 bits: the host's, or made of its randomness.
fn id(stamp: &Stamp) -> u32 {
    let most = u32::MAX >> 1;
    let given = stamp.id.as_deref().and_then(|id| id.parse::<u32>().ok());
    let made = || {
        let bytes = stamp.entropy.first_chunk().copied().unwrap_or_default();
        u32::from_le_bytes(bytes) & most
    };
    given
        .filter(|id| (1..=most).contains(id))
        .unwrap_or_else(made)
        .max(1)
}

/// The payload itself.
pub(in crate::policy::vendors) fn guardrail(policy: &Policy) -> String {
    policy.vendor_data().as_str().unwrap_or("{}").to_owned()
}
