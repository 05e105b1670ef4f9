//! Typed access to a row's keys; a null is an absent key.

use serde_json::{Map, Value};

/// The keys of a row.
pub(crate) struct Fields<'a>(pub(crate) &'a Map<String, Value>);

impl<'a> Fields<'a> {
    pub(crate) fn get(&self, key: &str) -> Option<&'a Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    pub(crate) fn text(&self, key: &str) -> Result<Option<&'a str>, String> {
        let wrong = || format!("`{key}` must be a string");
        self.get(key)
            .map(|value| value.as_str().ok_or_else(wrong))
            .transpose()
    }

    pub(crate) fn required(&self, key: &str) -> Result<&'a str, String> {
        self.text(key)?.ok_or_else(|| format!("`{key}` is missing"))
    }

    /// A list of strings.
    pub(crate) fn texts(&self, key: &str) -> Result<Option<Vec<String>>, String> {
        let wrong = || format!("`{key}` must be a list of strings");
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let items = value.as_array().ok_or_else(wrong)?;
        let texts = items
            .iter()
            .map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong));
        texts.collect::<Result<_, _>>().map(Some)
    }

    /// A string, or a list of them.
    pub(crate) fn one_or_many(&self, key: &str) -> Result<Vec<String>, String> {
        if let Some(Value::String(text)) = self.get(key) {
            return Ok(vec![text.clone()]);
        }
        let texts = self
            .texts(key)
            .map_err(|message| format!("{message}, or a string"))?;
        Ok(texts.unwrap_or_default())
    }

    /// A list of whole numbers from `least` on.
    pub(crate) fn numbers(&self, key: &str, least: usize) -> Result<Option<Vec<usize>>, String> {
        let wrong = || format!("`{key}` must be a list of whole numbers from {least} on");
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let items = value.as_array().ok_or_else(wrong)?;
        let numbers = items.iter().map(|item| {
            whole(item)
                .filter(|number| *number >= least)
                .ok_or_else(wrong)
        });
        numbers.collect::<Result<_, _>>().map(Some)
    }

    /// 0, 1, false or true.
    pub(crate) fn switch(&self, key: &str) -> Result<Option<bool>, String> {
        let wrong = || format!("`{key}` must be 0 or 1");
        self.get(key)
            .map(|value| as_switch(value).ok_or_else(wrong))
            .transpose()
    }
}

/// A whole number that is not negative, also written as `1.0`.
pub(crate) fn whole(value: &Value) -> Option<usize> {
    let number = value.as_u64().or_else(|| {
        let number = value.as_f64().filter(|number| number.fract() == 0.0)?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole, and within the range"
        )]
        (0.0..1e15).contains(&number).then_some(number as u64)
    })?;
    usize::try_from(number).ok()
}

fn as_switch(value: &Value) -> Option<bool> {
    match (value.as_bool(), whole(value)) {
        (Some(switch), _) => Some(switch),
        (_, Some(0)) => Some(false),
        (_, Some(1)) => Some(true),
        _ => None,
    }
}
