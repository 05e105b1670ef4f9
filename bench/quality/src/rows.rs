//! A file of rows, read whole: candidates of a topic file are known only at its end.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::lines;
use crate::payload;
use crate::row::{self, Row, Shared};
use crate::sets::SetFile;
use crate::task::Task;

/// What a file holds.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) labelled: Vec<Row>,
    /// Line, and what is wrong with it.
    pub(crate) malformed: Vec<(usize, String)>,
    /// Rows of another split, or beyond the limit.
    pub(crate) left_out: usize,
    /// Rows that say nothing of what should come out.
    pub(crate) unlabelled: usize,
    /// Class names, for a file whose labels are words.
    pub(crate) classes: Vec<String>,
}

type Object = Map<String, Value>;

/// Reads a file.
pub(crate) fn read(
    set: &SetFile,
    task: Task,
    split: Option<&str>,
    limit: Option<usize>,
) -> Result<Rows, Failure> {
    let reader = lines::open(&set.path).map_err(|error| Failure::at(&set.path, &error))?;
    let mut rows = Rows::default();
    let objects =
        objects(reader, &mut rows.malformed).map_err(|error| Failure::at(&set.path, &error))?;
    let phrases = if task == Task::Topic {
        phrases(&objects)
    } else {
        BTreeMap::new()
    };
    let topics: Vec<String> = phrases.values().cloned().collect();
    rows.classes = phrases.into_keys().collect();
    let mut known: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut intern = |payload: String| {
        if let Some(payload) = known.get(payload.as_str()) {
            return payload.clone();
        }
        let payload: Arc<str> = payload.into();
        known.insert(payload.clone());
        payload
    };
    let mut shared = Shared {
        task,
        classes: &rows.classes,
        class_payload: payload::topics(&topics).into(),
        intern: &mut intern,
    };
    for (index, (line, object)) in objects.iter().enumerate() {
        if !of_split(object, split) {
            rows.left_out += 1;
            continue;
        }
        match row::parse(object, &mut shared) {
            Ok(Some(row)) => rows.labelled.push(Row {
                index,
                line: *line,
                ..row
            }),
            Ok(None) => rows.unlabelled += 1,
            Err(message) => rows.malformed.push((*line, message)),
        }
    }
    rows.malformed.sort();
    thin(&mut rows, limit);
    Ok(rows)
}

fn objects(
    reader: impl BufRead,
    malformed: &mut Vec<(usize, String)>,
) -> std::io::Result<Vec<(usize, Object)>> {
    let mut objects = Vec::new();
    for (at, line) in reader.split(b'\n').enumerate() {
        let line = line?;
        let text = line.trim_ascii();
        if text.is_empty() {
            continue;
        }
        match serde_json::from_slice(text) {
            Ok(Value::Object(object)) => objects.push((at + 1, object)),
            Ok(_) => malformed.push((at + 1, "the row must be a JSON object".into())),
            // Not the parser's own sentence, which may quote the row.
            Err(error) => malformed.push((
                at + 1,
                format!("the row is not JSON, see column {}", error.column()),
            )),
        }
    }
    Ok(objects)
}

fn of_split(object: &Object, split: Option<&str>) -> bool {
    let own = object.get("split").and_then(Value::as_str);
    split.is_none() || own.is_none() || own == split
}

/// Class name to topic: the file's own phrase where it has one, else the name with spaces.
fn phrases(objects: &[(usize, Object)]) -> BTreeMap<String, String> {
    let mut phrases = BTreeMap::new();
    for (_, object) in objects {
        let (Some(label), None) = (
            object.get("label").and_then(Value::as_str),
            object.get("topics"),
        ) else {
            continue;
        };
        if !phrases.contains_key(label) {
            let phrase = object
                .get("topic")
                .and_then(Value::as_str)
                .map(str::to_owned);
            phrases.insert(
                label.to_owned(),
                phrase.unwrap_or_else(|| label.replace('_', " ")),
            );
        }
    }
    phrases
}

/// Evenly spaced, because many files are sorted by label.
fn thin(rows: &mut Rows, limit: Option<usize>) {
    let count = rows.labelled.len();
    let Some(limit) = limit.filter(|limit| *limit < count) else {
        return;
    };
    let mut at = 0;
    rows.labelled.retain(|_| {
        let kept = at * limit / count != (at + 1) * limit / count;
        at += 1;
        kept
    });
    rows.left_out += count - rows.labelled.len();
}

#[cfg(test)]
mod tests;
