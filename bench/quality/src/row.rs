//! One labelled row: what is judged, and what should come out.

use std::sync::Arc;

use edgeward::policy::Target;
use serde_json::{Map, Value};

use crate::fields::{Fields, whole};
use crate::payload;
use crate::pii_types;
use crate::points::Points;
use crate::task::Task;

/// What should come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    /// The bad case, or not.
    Binary(bool),
    /// One of the candidates.
    Class(usize),
}

/// A labelled span, in code points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Labelled {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Ours, or the row's own word where no detector of ours has such a type.
    pub(crate) kind: String,
    /// Whether a detector of ours could have found it.
    pub(crate) known: bool,
}

/// A row that can be judged.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Place in the file, from 0, blank lines not counted.
    pub(crate) index: usize,
    pub(crate) line: usize,
    pub(crate) text: String,
    pub(crate) target: Target,
    pub(crate) truth: Truth,
    pub(crate) context: Vec<String>,
    /// What was asked, when the text is the answer.
    pub(crate) question: Option<String>,
    pub(crate) spans: Option<Vec<Labelled>>,
    /// Numbers of the rules that the text breaks, from 1.
    pub(crate) violated: Option<Vec<usize>>,
    pub(crate) category: Option<String>,
    pub(crate) weak: bool,
    /// The policy that it is judged by, as the text of a payload.
    pub(crate) payload: Arc<str>,
}

/// What all rows of a file share.
pub(crate) struct Shared<'a> {
    pub(crate) task: Task,
    /// The class names of a file whose labels are words, in order, and their policy.
    pub(crate) classes: &'a [String],
    pub(crate) class_payload: Arc<str>,
    /// Policies are few and rows are many.
    pub(crate) intern: &'a mut dyn FnMut(String) -> Arc<str>,
}

/// Reads a row; `None` for one without a label.
pub(crate) fn parse(
    object: &Map<String, Value>,
    shared: &mut Shared<'_>,
) -> Result<Option<Row>, String> {
    let fields = Fields(object);
    let task = shared.task;
    let text = fields.required("text")?.to_owned();
    let spans = spans(&fields, task, &text)?;
    let violated = if task == Task::Conduct {
        fields.numbers("violated", 1)?
    } else {
        None
    };
    let target = target(&fields, task)?;
    let said = truth(
        &fields,
        task,
        shared.classes,
        spans.as_deref(),
        violated.as_deref(),
    )?;
    let Some(truth) = said else {
        return Ok(None);
    };
    let by_class = task == Task::Topic && matches!(fields.get("label"), Some(Value::String(_)));
    let payload = if by_class && fields.get("topics").is_none() {
        shared.class_payload.clone()
    } else {
        (shared.intern)(payload::of(task, &fields)?)
    };
    let question = match task {
        Task::Groundedness => fields.text("query")?,
        Task::Conduct if target == Target::Response => fields.text("prompt")?,
        _ => None,
    };
    Ok(Some(Row {
        index: 0,
        line: 0,
        text,
        target,
        truth,
        context: if task == Task::Groundedness {
            fields.one_or_many("context")?
        } else {
            Vec::new()
        },
        question: question.map(str::to_owned),
        spans,
        violated,
        category: fields
            .get("category")
            .and_then(Value::as_str)
            .map(str::to_owned),
        weak: fields.switch("weak")?.unwrap_or(false),
        payload,
    }))
}

fn target(fields: &Fields<'_>, task: Task) -> Result<Target, String> {
    let accepted = task.targets();
    let Some(word) = fields.text("target")? else {
        return Ok(accepted.first().copied().unwrap_or(Target::Prompt));
    };
    Target::parse(word)
        .filter(|target| accepted.contains(target))
        .ok_or_else(|| {
            let words: Vec<&str> = accepted.iter().map(|target| target.as_str()).collect();
            format!("`target` must be one of {}", words.join(", "))
        })
}

/// A row without a label may still say it: by its spans or by the rules that it breaks.
fn truth(
    fields: &Fields<'_>,
    task: Task,
    classes: &[String],
    spans: Option<&[Labelled]>,
    violated: Option<&[usize]>,
) -> Result<Option<Truth>, String> {
    let topics = if task == Task::Topic {
        fields.texts("topics")?
    } else {
        None
    };
    match (fields.get("label"), topics) {
        (Some(label), Some(topics)) => class(label, &topics).map(|place| Some(Truth::Class(place))),
        (Some(label @ Value::String(_)), None) if task == Task::Topic => {
            class(label, classes).map(|place| Some(Truth::Class(place)))
        }
        (Some(_), None) => Ok(fields.switch("label")?.map(Truth::Binary)),
        (None, Some(_)) => Ok(None),
        (None, None) => {
            let said = spans
                .map(|spans| !spans.is_empty())
                .or(violated.map(|rules| !rules.is_empty()));
            Ok(said.map(Truth::Binary))
        }
    }
}

fn class(label: &Value, classes: &[String]) -> Result<usize, String> {
    let place = match label {
        Value::String(word) => classes.iter().position(|class| class == word),
        label => whole(label),
    };
    place
        .filter(|place| *place < classes.len())
        .ok_or_else(|| "`label` must be the index of one of `topics`, or one of them".into())
}

fn spans(fields: &Fields<'_>, task: Task, text: &str) -> Result<Option<Vec<Labelled>>, String> {
    let wrong =
        || "`spans` must be a list of [start, end, type] in code points of `text`".to_owned();
    let Some(value) = fields.get("spans") else {
        return Ok(None);
    };
    let length = Points::new(text).count();
    let mut spans = Vec::new();
    for item in value.as_array().ok_or_else(wrong)? {
        let item = item.as_array().map(Vec::as_slice).ok_or_else(wrong)?;
        let (start, end, word) = match item {
            [start, end] => (start, end, None),
            [start, end, word] => (start, end, Some(word.as_str().ok_or_else(wrong)?)),
            _ => return Err(wrong()),
        };
        let (start, end) = whole(start).zip(whole(end)).ok_or_else(wrong)?;
        if start > end || end > length {
            return Err(
                "a span of `spans` does not lie within `text`, counted in code points".into(),
            );
        }
        // An empty span says nothing that could be found.
        if start < end {
            let (kind, known) = kind(task, word.unwrap_or_default());
            spans.push(Labelled {
                start,
                end,
                kind,
                known,
            });
        }
    }
    spans.sort();
    Ok(Some(spans))
}

fn kind(task: Task, word: &str) -> (String, bool) {
    match task.span_type() {
        Some(only) => (only.to_owned(), true),
        None => match pii_types::ours(word) {
            Some(ours) => (ours.to_owned(), true),
            None => (word.to_owned(), false),
        },
    }
}
