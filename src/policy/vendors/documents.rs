//! What a vendor answers when a policy was created.
//!
//! Enters: a policy, and what only the host knows: clock, randomness, names. Leaves: JSON text with the vendor's keys in
//! the vendor's order. Never: a clock or randomness of its own.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::{aporia, enkrypt, lyzr};
use crate::policy::Policy;
use crate::policy::words::Kind;

/// What a success document needs from the host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Stamp {
    /// The id to use; made from `entropy` when absent.
    pub id: Option<String>,
    /// The time of creation: ISO 8601 with milliseconds and `Z`.
    pub now: String,
    /// Randomness of the host; 32 hexadecimal digits in JSON.
    #[serde(deserialize_with = "from_hex")]
    pub entropy: [u8; 16],
    /// Enkrypt's project; `default` when absent.
    pub project_name: Option<String>,
    /// Lyzr's user, where the payload names none.
    pub user_id: Option<String>,
    /// Enkrypt's creator.
    pub created_by: Option<String>,
}

fn from_hex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 16], D::Error> {
    let text = String::deserialize(deserializer)?;
    let number = u128::from_str_radix(&text, 16)
        .ok()
        .filter(|_| text.len() == 32);
    number
        .map(u128::to_be_bytes)
        .ok_or_else(|| D::Error::custom("`entropy` is 32 hexadecimal digits"))
}

/// The vendor's success body for a policy.
#[must_use]
pub fn document(policy: &Policy, stamp: &Stamp) -> String {
    match policy.kind() {
        Kind::EnkryptPolicy => enkrypt::document::policy(policy, stamp),
        Kind::EnkryptGuardrail => enkrypt::document::guardrail(policy),
        Kind::LyzrRaiPolicy => lyzr::document::document(policy, stamp),
        Kind::AporiaCustomPolicy => aporia::document::custom(policy, stamp),
        Kind::AporiaProjectPolicies => aporia::document::project(policy, stamp),
        Kind::EdgewardPolicy => serde_json::to_string(policy.document()).unwrap_or_default(),
    }
}
