//! A value as Python holds it, and as Python's `json.dumps` writes it.

use std::fmt::Write as _;

/// What Python's `json.loads` gives.
#[derive(Debug)]
pub(super) enum Value {
    Null,
    Bool(bool),
    /// Its digits: Python's integers have no bounds.
    Int(String),
    Float(f64),
    Text(Text),
    List(Vec<Value>),
    /// In order of first appearance; of duplicates the last value.
    Dict(Vec<(Text, Value)>),
}

/// A string; half of a surrogate pair, which Python's strings may hold and Rust's not, is U+FFFD with `lone` set.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) lone: bool,
}

/// A JSON string, no more escaped than it must be.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

impl Text {
    /// Whether a JSON text in UTF-8 can say it.
    pub(super) fn write(&self, out: &mut String) -> bool {
        out.push_str(&quoted(&self.text));
        !self.lone
    }
}

impl Value {
    /// Whether a JSON text in UTF-8 can say it.
    pub(super) fn write(&self, out: &mut String) -> bool {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Int(digits) => out.push_str(digits),
            Self::Float(value) => return float(*value, out),
            Self::Text(text) => return text.write(out),
            Self::List(items) => {
                let mut said = true;
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    said &= item.write(out);
                }
                out.push(']');
                return said;
            }
            Self::Dict(members) => {
                let mut said = true;
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    said &= key.write(out);
                    out.push(':');
                    said &= value.write(out);
                }
                out.push('}');
                return said;
            }
        }
        true
    }
}

/// As Python's `repr` writes it: the shortest digits that read back, an exponent below 1e-4 and from 1e16 on.
pub(super) fn float(value: f64, out: &mut String) -> bool {
    if !value.is_finite() {
        return false;
    }
    let shortest = format!("{value:e}");
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if (-4..16).contains(&exponent) {
        // `{:?}` would go over to an exponent at another place; `{}` never does.
        let plain = format!("{value}");
        out.push_str(&plain);
        out.push_str(if plain.contains('.') { "" } else { ".0" });
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        let _ = write!(out, "{mantissa}e{sign}{:02}", exponent.abs());
    }
    true
}

#[cfg(test)]
mod tests {
    use super::float;

    #[test]
    fn floats_are_written_as_python_writes_them() {
        for (value, expected) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (1.5e16, "1.5e+16"),
            (0.0001, "0.0001"),
            (0.000_01, "1e-05"),
            (1e-100, "1e-100"),
            (123_456_789_012_345_680.0, "1.2345678901234568e+17"),
            (5e-324, "5e-324"),
        ] {
            let mut out = String::new();
            assert!(float(value, &mut out));
            assert_eq!(out, expected);
        }
        assert!(!float(f64::NAN, &mut String::new()));
    }
}
