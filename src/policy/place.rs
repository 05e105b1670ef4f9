//! Gives every diagnostic its place in the JSON text.

use std::collections::BTreeMap;

use super::diagnostic::{Code, Diagnostic, Span};
use super::reader::{Lines, Node, Value};

/// Fills in positions, converts spans, and puts the list into document order.
///
/// The first `early` diagnostics come from the reader and carry their byte offset already.
pub(crate) fn place(
    diagnostics: &mut Vec<Diagnostic>,
    early: usize,
    payload: &str,
    root: Option<&Node>,
    utf16: bool,
) {
    if diagnostics.is_empty() {
        return;
    }
    let lines = Lines::new(payload, utf16);
    let mut finder = Finder::default();
    let mut inside: Option<(usize, Lines<'_>)> = None;
    for (index, diagnostic) in diagnostics.iter_mut().enumerate() {
        if let (Some(position), true) = (diagnostic.position, index < early) {
            diagnostic.position = Some(lines.position(position.offset));
            continue;
        }
        let prefer_key = diagnostic.code == Code::UnknownKey;
        let found = root.and_then(|root| finder.find(root, &diagnostic.path, prefer_key));
        diagnostic.position = found.map(|(_, byte)| lines.position(byte));
        if let (Some(span), Some((node, _)), true) = (&mut diagnostic.span, found, utf16) {
            // Many faults of one long string must not measure it each time.
            if inside
                .as_ref()
                .is_none_or(|(start, _)| *start != node.start)
            {
                inside = Some((
                    node.start,
                    Lines::new(node.text().unwrap_or_default(), true),
                ));
            }
            if let Some((_, inside)) = &inside {
                *span = Span::new(inside.offset(span.start), inside.offset(span.end));
            }
        }
    }
    crate::order::sort_by_key(diagnostics, |diagnostic| {
        diagnostic.position.map_or(0, |position| position.offset)
    });
}

/// Objects of more members than this are indexed once instead of being searched for every diagnostic.
const FEW: usize = 16;

/// Finds the nodes of JSON Pointers, in linear time over all of them.
#[derive(Default)]
struct Finder<'a> {
    /// By the byte offset of the object: the index of each key's last member.
    indices: BTreeMap<usize, BTreeMap<&'a str, usize>>,
}

impl<'a> Finder<'a> {
    /// The node, and the byte offset to show for it: the value's first byte, or its key's.
    fn find(&mut self, root: &'a Node, path: &str, prefer_key: bool) -> Option<(&'a Node, usize)> {
        let mut node = root;
        let mut at = node.start;
        for part in path.split('/').skip(1) {
            let key = part.replace("~1", "/").replace("~0", "~");
            match &node.value {
                Value::Object(members) => {
                    let member = members.get(self.index(node, &key)?)?;
                    at = if prefer_key {
                        member.key_start
                    } else {
                        member.node.start
                    };
                    node = &member.node;
                }
                Value::Array(items) => {
                    node = items.get(key.parse::<usize>().ok()?)?;
                    at = node.start;
                }
                _ => return None,
            }
        }
        Some((node, at))
    }

    fn index(&mut self, node: &'a Node, key: &str) -> Option<usize> {
        let members = node.members();
        if members.len() <= FEW {
            return members.iter().rposition(|member| member.key == key);
        }
        let index = self.indices.entry(node.start).or_insert_with(|| {
            let keys = members.iter().enumerate();
            crate::order::inserted(keys.map(|(index, member)| (member.key.as_str(), index)))
        });
        index.get(key).copied()
    }
}
