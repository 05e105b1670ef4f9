//! What was read, with the place of each part.

/// A value with its place in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset after its last character.
    pub end: usize,
}

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number as written and as a double.
    Number(Number),
    /// A string, unescaped.
    String(String),
    /// A list.
    Array(Vec<Node>),
    /// Members in order, duplicates included.
    Object(Vec<Member>),
}

/// A number as written and as a double.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The spelling.
    pub raw: String,
    /// The nearest double; infinite when out of range, NaN for `NaN`.
    pub value: f64,
}

impl Number {
    /// The integer it is, if it is one (`3`, `3.0`, `3e0`) and fits.
    #[must_use]
    pub fn as_integer(&self) -> Option<i64> {
        if let Ok(exact) = self.raw.parse::<i64>() {
            return Some(exact);
        }
        // 2^53: above it a double no longer names one integer.
        let safe = 9_007_199_254_740_992.0;
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
        (self.value.fract() == 0.0 && self.value.abs() <= safe).then_some(self.value as i64)
    }
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key, unescaped.
    pub key: String,
    /// Byte offset of the key's opening quote.
    pub key_start: usize,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The member of an object; of duplicates the last, as every common parser reads it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.members()
            .iter()
            .rev()
            .find(|member| member.key == key)
            .map(|member| &member.node)
    }

    /// The members of an object, none for anything else.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of a list.
    #[must_use]
    pub fn items(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// The JSON type in words, for messages.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }

    /// As a plain value; of duplicates the last.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Number(number) => number
                .as_integer()
                .map_or_else(|| number.value.into(), serde_json::Value::from),
            Value::String(text) => text.as_str().into(),
            Value::Array(items) => items.iter().map(Self::to_json).collect(),
            Value::Object(members) => {
                let members = members
                    .iter()
                    .map(|member| (member.key.clone(), member.node.to_json()));
                serde_json::Value::Object(crate::order::inserted(members))
            }
        }
    }
}

/// Appends a key to a JSON Pointer.
#[must_use]
pub fn pointer(path: &str, key: &str) -> String {
    let mut out = String::with_capacity(path.len() + 1 + key.len());
    out.push_str(path);
    out.push('/');
    if key.contains(['~', '/']) {
        out.push_str(&key.replace('~', "~0").replace('/', "~1"));
    } else {
        out.push_str(key);
    }
    out
}
