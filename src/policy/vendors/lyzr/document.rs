//! What Lyzr answers: the body as it was sent, with `_id` first. Its clients refuse `null`: an absent block is written as
//! off, an absent description as empty.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::policy::reader::{self, Node};
use crate::policy::vendors::LYZR_BLOCKS;
use crate::policy::vendors::documents::Stamp;
use crate::policy::vendors::written::{Written, members};
use crate::policy::{Policy, hex};

pub(in crate::policy::vendors) fn document(policy: &Policy, stamp: &Stamp) -> String {
    let payload = policy.vendor_data().as_str().unwrap_or("{}");
    let reading = reader::read(payload, usize::MAX, usize::MAX);
    let Some(root) = reading.root else {
        return String::new();
    };
    let body = Body {
        id: stamp.id.clone().unwrap_or_else(|| {
            // Twelve bytes, as in the ids of the vendor's database.
            hex(stamp.entropy.get(..12).unwrap_or_default())
        }),
        root: &root,
        stamp,
    };
    serde_json::to_string(&body).unwrap_or_default()
}

struct Body<'a> {
    id: String,
    root: &'a Node,
    stamp: &'a Stamp,
}

/// Keys of the body with a place of their own.
const PLACED: [&str; 6] = [
    "_id",
    "name",
    "description",
    "user_id",
    "created_at",
    "updated_at",
];

impl Body<'_> {
    fn text(&self, key: &str) -> Option<&str> {
        self.root.get(key).and_then(Node::text)
    }
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("_id", &self.id)?;
        map.serialize_entry("name", self.text("name").unwrap_or_default())?;
        map.serialize_entry("description", self.text("description").unwrap_or_default())?;
        for block in LYZR_BLOCKS {
            map.serialize_entry(block, &Block(self.root.get(block)))?;
        }
        for member in members(self.root) {
            let key = member.key.as_str();
            if !PLACED.contains(&key) && !LYZR_BLOCKS.contains(&key) {
                map.serialize_entry(key, &Written(&member.node))?;
            }
        }
        let user = self.text("user_id").or(self.stamp.user_id.as_deref());
        if let Some(user) = user {
            map.serialize_entry("user_id", user)?;
        }
        for key in ["created_at", "updated_at"] {
            map.serialize_entry(key, self.text(key).unwrap_or(&self.stamp.now))?;
        }
        map.end()
    }
}

/// A block, `enabled` always said and first.
struct Block<'a>(Option<&'a Node>);

impl Serialize for Block<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let enabled = self.0.and_then(|node| node.get("enabled"));
        match enabled.filter(|enabled| !enabled.is_null()) {
            Some(enabled) => map.serialize_entry("enabled", &Written(enabled))?,
            None => map.serialize_entry("enabled", &false)?,
        }
        for member in self.0.map(members).unwrap_or_default() {
            if member.key != "enabled" {
                map.serialize_entry(&member.key, &Written(&member.node))?;
            }
        }
        map.end()
    }
}
