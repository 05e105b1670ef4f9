//! A payload's own value written back as JSON: keys in their order, of duplicates the last, no `null` members.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::policy::reader::{Member, Node, Value};

/// A node as JSON.
#[derive(Clone, Copy, Debug)]
pub(in crate::policy) struct Written<'a>(pub(in crate::policy) &'a Node);

impl Written<'_> {
    /// The text; reading it again gives the same value.
    pub(in crate::policy) fn text(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(number) => match number.as_integer() {
                Some(whole) => serializer.serialize_i64(whole),
                None => serializer.serialize_f64(number.value),
            },
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(items) => serializer.collect_seq(items.iter().map(Written)),
            Value::Object(_) => {
                let mut map = serializer.serialize_map(None)?;
                for member in members(self.0) {
                    map.serialize_entry(&member.key, &Written(&member.node))?;
                }
                map.end()
            }
        }
    }
}

/// The members that count: not `null`, and of duplicates the last.
pub(super) fn members(node: &Node) -> Vec<&Member> {
    let mut seen = std::collections::BTreeSet::new();
    let mut kept: Vec<&Member> = node
        .members()
        .iter()
        .rev()
        .filter(|member| seen.insert(member.key.as_str()))
        .collect();
    kept.reverse();
    kept.retain(|member| !member.node.is_null());
    kept
}
