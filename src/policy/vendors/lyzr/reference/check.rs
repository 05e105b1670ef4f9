//! Reads a value the way Pydantic reads one in lax mode: fields in the model's order, every error with its place.

use std::fmt::Write as _;

use super::model::{Field, Items as ListItems, Type};
use super::time;
use super::value::{Text, Value, quoted};

/// The errors so far, written as the items of `detail`.
#[derive(Debug, Default)]
pub(super) struct Items<'a> {
    detail: String,
    loc: Vec<Step<'a>>,
    unspeakable: bool,
}

#[derive(Debug)]
enum Step<'a> {
    Field(&'static str),
    Key(&'a Text),
    Index(usize),
}

/// An error's `type`, `msg` and, as JSON, `ctx`.
struct Error {
    kind: &'static str,
    message: String,
    context: Option<String>,
}

impl Error {
    fn plain(kind: &'static str, message: &str) -> Self {
        Self {
            kind,
            message: message.to_owned(),
            context: None,
        }
    }
}

type Checked = Result<(), Error>;

impl<'a> Items<'a> {
    /// Whether the answer would repeat what JSON cannot say.
    pub(super) fn unspeakable(&self) -> bool {
        self.unspeakable
    }

    pub(super) fn into_detail(self) -> String {
        self.detail
    }

    fn add(&mut self, error: &Error, input: &Value) {
        let out = &mut self.detail;
        out.push_str(if out.is_empty() { "" } else { "," });
        let _ = write!(out, r#"{{"type":"{}","loc":["body""#, error.kind);
        let mut said = true;
        for step in &self.loc {
            out.push(',');
            match step {
                Step::Field(name) => out.push_str(&quoted(name)),
                Step::Key(key) => out.push_str(&quoted(&key.as_step())),
                Step::Index(index) => out.push_str(&index.to_string()),
            }
        }
        out.push_str("],\"msg\":");
        out.push_str(&quoted(&error.message));
        out.push_str(",\"input\":");
        said &= input.write(out);
        if let Some(context) = &error.context {
            out.push_str(",\"ctx\":");
            out.push_str(context);
        }
        out.push('}');
        self.unspeakable |= !said;
    }

    fn inside(&mut self, step: Step<'a>, value: &'a Value, kind: &Type) {
        self.loc.push(step);
        self.value(value, kind);
        self.loc.pop();
    }

    fn value(&mut self, value: &'a Value, kind: &Type) {
        let checked = match kind {
            Type::Text => text(value),
            Type::Flag => flag(value),
            Type::Threshold => threshold(value),
            Type::Time => moment(value),
            Type::Word(accepted) => word(value, accepted),
            Type::List(items) => return self.list(value, items),
            Type::Map(kind) => return self.map(value, kind),
            Type::Model(fields) => return self.model(value, fields),
        };
        if let Err(error) = checked {
            self.add(&error, value);
        }
    }

    /// An object with these fields; others are passed over.
    pub(super) fn model(&mut self, value: &'a Value, fields: &[Field]) {
        let Value::Dict(members) = value else {
            let message = "Input should be a valid dictionary or object to extract fields from";
            return self.add(&Error::plain("model_attributes_type", message), value);
        };
        for field in fields {
            let member = members.iter().find(|(key, _)| key.is(field.name));
            match member {
                Some((_, Value::Null)) if !field.required => {}
                Some((_, member)) => self.inside(Step::Field(field.name), member, &field.kind),
                None if field.required => {
                    self.loc.push(Step::Field(field.name));
                    self.add(&Error::plain("missing", "Field required"), value);
                    self.loc.pop();
                }
                None => {}
            }
        }
    }

    fn list(&mut self, value: &'a Value, items: &ListItems) {
        let Value::List(list) = value else {
            return self.add(
                &Error::plain("list_type", "Input should be a valid list"),
                value,
            );
        };
        let kind = match (items, list.first()) {
            (ListItems::TextsUnlessObject(object), Some(Value::Dict(_))) => object,
            (ListItems::TextsUnlessObject(_), _)
            | (ListItems::ObjectsUnlessText(_), Some(Value::Text(_))) => &Type::Text,
            (ListItems::ObjectsUnlessText(object), _) => object,
        };
        for (index, item) in list.iter().enumerate() {
            self.inside(Step::Index(index), item, kind);
        }
    }

    fn map(&mut self, value: &'a Value, kind: &Type) {
        let Value::Dict(members) = value else {
            let message = "Input should be a valid dictionary";
            return self.add(&Error::plain("dict_type", message), value);
        };
        for (key, member) in members {
            self.inside(Step::Key(key), member, kind);
        }
    }
}

fn text(value: &Value) -> Checked {
    match value {
        Value::Text(_) => Ok(()),
        _ => Err(Error::plain(
            "string_type",
            "Input should be a valid string",
        )),
    }
}

fn flag(value: &Value) -> Checked {
    let known = match value {
        Value::Bool(_) => Some(true),
        Value::Int(digits) => digits
            .parse::<i64>()
            .ok()
            .map(|value| matches!(value, 0 | 1)),
        #[expect(clippy::float_cmp, reason = "a whole number, or not")]
        Value::Float(value) => {
            // From here on a float is no 64-bit integer.
            let bound = 9_223_372_036_854_775_808.0;
            (value.fract() == 0.0 && value.abs() < bound).then_some(*value == 0.0 || *value == 1.0)
        }
        Value::Text(text) => Some(
            [
                "0", "1", "f", "t", "n", "y", "no", "on", "off", "yes", "true", "false",
            ]
            .iter()
            .any(|word| text.text.eq_ignore_ascii_case(word)),
        ),
        _ => None,
    };
    let message = "Input should be a valid boolean";
    match known {
        Some(true) => Ok(()),
        Some(false) => {
            let message = format!("{message}, unable to interpret input");
            Err(Error::plain("bool_parsing", &message))
        }
        None => Err(Error::plain("bool_type", message)),
    }
}

fn threshold(value: &Value) -> Checked {
    let message = "Input should be a valid number";
    let number = match value {
        Value::Bool(value) => Some(f64::from(u8::from(*value))),
        Value::Float(value) => Some(*value),
        // One that no double can hold is refused for its type.
        Value::Int(digits) => digits.parse::<f64>().ok().filter(|value| value.is_finite()),
        Value::Text(text) => {
            let Some(number) = lax_float(&text.text) else {
                let message = format!("{message}, unable to parse string as a number");
                return Err(Error::plain("float_parsing", &message));
            };
            Some(number)
        }
        _ => None,
    };
    let number = number.ok_or_else(|| Error::plain("float_type", message))?;
    // The upper bound is looked at first, and what is no number is below neither.
    if number.is_nan() || number > 1.0 {
        return Err(Error {
            kind: "less_than_equal",
            message: "Input should be less than or equal to 1".into(),
            context: Some(r#"{"le":1.0}"#.into()),
        });
    }
    if number < 0.0 {
        return Err(Error {
            kind: "greater_than_equal",
            message: "Input should be greater than or equal to 0".into(),
            context: Some(r#"{"ge":0.0}"#.into()),
        });
    }
    Ok(())
}

/// With space around it, or with single underscores between its characters, but not both.
fn lax_float(text: &str) -> Option<f64> {
    if let Ok(number) = text.trim().parse() {
        return Some(number);
    }
    let bare = text.contains('_') && !text.starts_with('_') && !text.ends_with('_');
    if !bare || text.contains("__") {
        return None;
    }
    text.replace('_', "").parse().ok()
}

fn word(value: &Value, accepted: &[&str]) -> Checked {
    if matches!(value, Value::Text(text) if accepted.iter().any(|word| text.is(word))) {
        return Ok(());
    }
    let words: Vec<String> = accepted.iter().map(|word| format!("'{word}'")).collect();
    let expected = match words.as_slice() {
        [head @ .., last] if !head.is_empty() => format!("{} or {last}", head.join(", ")),
        words => words.concat(),
    };
    Err(Error {
        kind: "literal_error",
        message: format!("Input should be {expected}"),
        context: Some(format!("{{\"expected\":{}}}", quoted(&expected))),
    })
}

fn moment(value: &Value) -> Checked {
    let (kind, prefix, error) = match time::read(value) {
        Ok(()) => return Ok(()),
        Err(time::Fault::Type) => {
            let message = "Input should be a valid datetime";
            return Err(Error::plain("datetime_type", message));
        }
        Err(time::Fault::Moment(error)) => ("datetime_parsing", "a valid datetime", error),
        Err(time::Fault::Date(error)) => (
            "datetime_from_date_parsing",
            "a valid datetime or date",
            error,
        ),
    };
    Err(Error {
        kind,
        message: format!("Input should be {prefix}, {error}"),
        context: Some(format!("{{\"error\":{}}}", quoted(error))),
    })
}

#[cfg(test)]
mod tests {
    use super::lax_float;

    /// As pydantic 2 reads strings for numbers.
    #[test]
    fn numbers_in_strings() {
        for (text, number) in [
            ("5", Some(5.0)),
            (" 5e1\n", Some(50.0)),
            ("1_0.2_5", Some(10.25)),
            ("_5", None),
            ("5_", None),
            ("5__0", None),
            (" 1_0", None),
            ("x_1", None),
            ("", None),
        ] {
            assert_eq!(lax_float(text), number, "{text:?}");
        }
    }
}
