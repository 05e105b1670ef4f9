//! JSON with its members in the order in which people write them.

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::Value;

/// A value of a payload being written.
#[derive(Debug)]
pub(super) enum Json {
    Value(Value),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl<T: Into<Value>> From<T> for Json {
    fn from(value: T) -> Self {
        Self::Value(value.into())
    }
}

/// An object of these members; those without a value are left out.
pub(super) fn object<const N: usize>(members: [(&str, Option<Json>); N]) -> Json {
    let some = members
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Json::Object(some.collect())
}

/// The members of several objects in one.
pub(super) fn joined(objects: impl IntoIterator<Item = Json>) -> Json {
    let members = objects.into_iter().flat_map(|object| match object {
        Json::Object(members) => members,
        _ => Vec::new(),
    });
    Json::Object(members.collect())
}

/// A member that is always there.
#[expect(
    clippy::unnecessary_wraps,
    reason = "beside members that may be absent"
)]
pub(super) fn some(value: impl Into<Json>) -> Option<Json> {
    Some(value.into())
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}
