//! Where the payload that was given says a thing.

use crate::policy::reader::{Node, pointer};
use crate::policy::{Origin, Policy};

/// Where a vendor may say what a native rule says under another name; the first that is there counts.
const ELSEWHERE: [(&str, &[&str]); 11] = [
    ("/action", &["/action/type"]),
    (
        "/message",
        &[
            "/action/message",
            "/action/revised_message",
            "/action/revised_response",
            "/action/override_message",
            "/action/block_message",
            "/action/fallback_message",
            "/action/response",
            "/action/text",
            "/block_message",
        ],
    ),
    (
        "/replacement",
        &["/action/placeholder", "/action/mask", "/action/replacement"],
    ),
    ("/description", &["/name"]),
    (
        "/threshold",
        &[
            "/condition/threshold",
            "/condition/sensitivity",
            "/threshold",
        ],
    ),
    (
        "/settings/labels",
        &["/condition/labels", "/condition/categories"],
    ),
    (
        "/settings/regions",
        &["/condition/regions", "/condition/countries"],
    ),
    ("/settings/checks", &["/condition/checks"]),
    (
        "/settings/smallTalk",
        &["/condition/allow_small_talk", "/condition/small_talk"],
    ),
    ("/settings/mask", &["/action"]),
    ("/targets", &["/target", "/condition/include_context"]),
];

/// The places of one payload.
pub(super) struct Places<'a> {
    root: &'a Node,
    origins: Vec<&'a Origin>,
}

impl<'a> Places<'a> {
    pub(super) fn new(policy: &'a Policy, root: &'a Node) -> Self {
        let origins = policy.rules().map(|(_, origin)| origin).collect();
        Self { root, origins }
    }

    fn is_there(&self, path: &str) -> bool {
        let steps = path.split('/').skip(1);
        let mut node = self.root;
        for step in steps {
            let key = step.replace("~1", "/").replace("~0", "~");
            let index = key.parse::<usize>().ok();
            let inside = match node.items() {
                Some(items) => index.and_then(|index| items.get(index)),
                None => node.get(&key),
            };
            match inside {
                Some(inside) if !inside.is_null() => node = inside,
                _ => return false,
            }
        }
        true
    }

    /// The rule, entry or block.
    pub(super) fn rule(&self, rule: usize) -> String {
        self.origins
            .get(rule)
            .map(|origin| origin.path.clone())
            .unwrap_or_default()
    }

    /// A member of it, where the payload has it exactly so.
    pub(super) fn exactly(&self, rule: usize, field: &str) -> Option<String> {
        let path = self.rule(rule) + field;
        self.is_there(&path).then_some(path)
    }

    /// A member of it, under the name that the payload has for it; the rule where it says nothing of the kind.
    pub(super) fn field(&self, rule: usize, field: &str) -> String {
        let elsewhere = ELSEWHERE.iter().find(|(name, _)| *name == field);
        let names = elsewhere.map(|(_, names)| *names).unwrap_or_default();
        let found = names
            .iter()
            .chain([&field])
            .find_map(|name| self.exactly(rule, name));
        let message = || {
            (field == "/message")
                .then(|| self.said("message"))
                .flatten()
        };
        found.or_else(message).unwrap_or_else(|| self.rule(rule))
    }

    /// A member of the whole payload, if it is there.
    pub(super) fn said(&self, key: &str) -> Option<String> {
        let path = pointer("", key);
        self.is_there(&path).then_some(path)
    }
}
