//! Where the string literals of a JSON text stand, by their path.

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Name(String),
    Index(usize),
}

/// A string of the document, quotes included, or what a choice says of its tokens, as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Literal {
    pub(super) path: Vec<Key>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Nesting that is read; providers' events have six levels.
const DEEPEST: usize = 64;

/// Where providers repeat a text in tokens, each with its probability.
pub(super) const TOKENS: &str = "logprobs";

/// The strings of a text that is known to be JSON, and the objects named [`TOKENS`]; nothing when it is nested too deeply.
pub(super) fn literals(json: &str) -> Option<Vec<Literal>> {
    let bytes = json.as_bytes();
    let mut found = Vec::new();
    let mut path: Vec<Key> = Vec::new();
    // Of each open container: its start.
    let mut open: Vec<usize> = Vec::new();
    let mut name = false;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => {
                let object = *byte == b'{';
                if open.len() >= DEEPEST {
                    return None;
                }
                open.push(at);
                path.push(if object {
                    Key::Name(String::new())
                } else {
                    Key::Index(0)
                });
                name = object;
            }
            b'}' | b']' => {
                let start = open.pop();
                path.pop();
                if let (Some(start), true) = (
                    start,
                    matches!(path.last(), Some(Key::Name(name)) if name == TOKENS),
                ) {
                    found.push(Literal {
                        path: path.clone(),
                        start,
                        end: at + 1,
                    });
                }
                name = false;
            }
            b',' => match path.last_mut() {
                Some(Key::Index(index)) => *index += 1,
                _ => name = true,
            },
            b'"' => {
                let end = close(bytes, at + 1)?;
                let text = json.get(at..end)?;
                if name {
                    name = false;
                    let read = serde_json::from_str(text).ok()?;
                    if let Some(last) = path.last_mut() {
                        *last = Key::Name(read);
                    }
                } else {
                    found.push(Literal {
                        path: path.clone(),
                        start: at,
                        end,
                    });
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    Some(found)
}

/// After the closing quote.
fn close(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, literals};

    #[test]
    fn strings_are_told_with_their_paths() {
        let json = r#"{"a": {"b": ["x", {"c": "y\""}]}, "d": 1, "e": "z"}"#;
        let found: Vec<_> = literals(json)
            .unwrap()
            .into_iter()
            .map(|each| (each.path.len(), json.get(each.start..each.end).unwrap()))
            .collect();
        assert_eq!(found, [(3, "\"x\""), (4, "\"y\\\"\""), (1, "\"z\"")]);
        assert_eq!(literals(json).unwrap()[0].path[2], Key::Index(0));
        assert!(literals(&"[".repeat(100)).is_none());
    }
}
