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

/// A string. Python's may hold halves of surrogate pairs and Rust's not: here each is U+FFFD, and remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Text {
    pub(super) text: String,
    /// Where the halves stand, and which they are.
    pub(super) lone: Vec<(usize, u16)>,
}

/// A JSON string, no more escaped than it must be.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

impl Text {
    /// Whether it is exactly this text.
    pub(super) fn is(&self, text: &str) -> bool {
        self.lone.is_empty() && self.text == text
    }

    /// Whether a JSON text in UTF-8 can say it.
    fn write(&self, out: &mut String) -> bool {
        out.push_str(&quoted(&self.text));
        self.lone.is_empty()
    }

    /// As a step of `loc`: Pydantic's core is Rust too and gets three bytes there that are no UTF-8.
    pub(super) fn as_step(&self) -> String {
        let mut step = String::new();
        let mut rest = self.text.as_str();
        let mut done = 0;
        for (at, _) in &self.lone {
            let (before, after) = rest.split_at_checked(at - done).unwrap_or((rest, ""));
            step.push_str(before);
            step.push_str("\u{fffd}\u{fffd}");
            (rest, done) = (after, *at);
        }
        step + rest
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
    let shortest = shortest(value);
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if (-4..16).contains(&exponent) {
        plain(mantissa, exponent, out);
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        let _ = write!(out, "{mantissa}e{sign}{:02}", exponent.abs());
    }
    true
}

/// The fewest digits that read back as this double and, of those, the nearest: between two equally near ones Rust takes
/// the upper, Python the even.
fn shortest(value: f64) -> String {
    let shortest = format!("{value:e}");
    let digits = shortest.bytes().take_while(|byte| *byte != b'e');
    let after_point = digits.filter(u8::is_ascii_digit).count().saturating_sub(1);
    let nearest = format!("{value:.after_point$e}");
    let same = nearest.parse::<f64>().map(f64::to_bits) == Ok(value.to_bits());
    if same { nearest } else { shortest }
}

/// `d.ddd` times a power of ten without an exponent, with a digit on both sides of the point.
fn plain(mantissa: &str, exponent: i32, out: &mut String) {
    let unsigned = mantissa.trim_start_matches('-');
    out.push_str(if unsigned.len() < mantissa.len() {
        "-"
    } else {
        ""
    });
    let digits = unsigned.replace('.', "");
    let Ok(whole) = usize::try_from(exponent + 1) else {
        let zeros = exponent.unsigned_abs() as usize - 1;
        let _ = write!(out, "0.{}{digits}", "0".repeat(zeros));
        return;
    };
    match digits.split_at_checked(whole) {
        Some(("", fraction)) => {
            let _ = write!(out, "0.{fraction}");
        }
        Some((whole, "")) => {
            let _ = write!(out, "{whole}.0");
        }
        Some((whole, fraction)) => {
            let _ = write!(out, "{whole}.{fraction}");
        }
        None => {
            let _ = write!(out, "{digits:0<whole$}.0");
        }
    }
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
            (1_629_235_716_211_611.2, "1629235716211611.2"),
            (-0.012_5, "-0.0125"),
            (12.5, "12.5"),
            (123_450.0, "123450.0"),
            (0.3, "0.3"),
        ] {
            let mut out = String::new();
            assert!(float(value, &mut out));
            assert_eq!(out, expected);
        }
        assert!(!float(f64::NAN, &mut String::new()));
    }
}
