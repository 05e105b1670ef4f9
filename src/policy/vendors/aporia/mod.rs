//! Aporia's two payloads: a custom policy, and the policies of projects.
//!
//! The vendor publishes neither the keys of `condition` and `action` nor their defaults; those here are ours, read
//! without case, `_` and `-` and under several names each. The keys that it does publish are compared exactly.

mod action;
mod catalog;
mod condition;
mod custom;
pub(super) mod document;
mod entry;
mod pii;
mod project;
mod sql;

pub(super) use custom::payload as custom;
pub(super) use project::payload as project;

/// What `custom_policy_<uuid>` begins with.
pub(super) const CUSTOM: &str = "custom_policy_";

/// Whether it is a UUID in the usual form.
fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.len() == 5
        && groups.iter().zip([8, 4, 4, 4, 12]).all(|(group, length)| {
            group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

#[cfg(test)]
mod tests {
    use super::is_uuid;

    #[test]
    fn uuids() {
        assert!(is_uuid("2f4d4c5e-6b7a-4c8d-9e0f-1a2b3c4d5e6f"));
        assert!(is_uuid("2F4D4C5E-6B7A-4C8D-9E0F-1A2B3C4D5E6F"));
        assert!(!is_uuid("2f4d4c5e6b7a4c8d9e0f1a2b3c4d5e6f"));
        assert!(!is_uuid("2f4d4c5e-6b7a-4c8d-9e0f-1a2b3c4d5e6g"));
        assert!(!is_uuid("2f4d4c5e-6b7a-4c8d-9e0f-1a2b3c4d5e6f-"));
        assert!(!is_uuid(""));
    }
}
