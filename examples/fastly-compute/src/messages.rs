//! The conversation of a request: read so that it can be judged, and edited as it may go to the model.

use edgeward::engine::{
    Content, Edit, EvaluateOptions, Format, Guard, Input, Message, Part, Verdict,
};
use edgeward::policy::words::FailureActions;
use edgeward::policy::{FailureAction, FailureMode};
use serde_json::Value;

use crate::problem::Problem;
use crate::said::{PIECES, TEXTS, said_in_pieces};

/// The names of roles, and what they are called in a policy.
const ROLES: [(&str, &str); 6] = [
    ("system", "system"),
    ("developer", "developer"),
    ("user", "user"),
    ("assistant", "assistant"),
    ("tool", "tool"),
    ("function", "tool"),
];
/// What takes the place of an earlier turn that a rule blocks: the refusal was said when it was new.
const REMOVED: &str = "[removed by policy]";

/// Refuses what cannot be judged, so that nothing goes on unjudged.
pub(crate) fn read(body: &Value) -> Result<Vec<Message>, Problem> {
    let mut modalities = body.get("modalities").and_then(Value::as_array).into_iter();
    if modalities.any(|each| each.iter().any(|each| each != "text")) {
        let message = "`modalities`: only text can be checked, so only text is answered";
        return Err(Problem::new(400, "unsupported_content", message));
    }
    if body.get("prediction").is_some_and(|each| !each.is_null()) {
        let message = "`prediction` is not checked, so it is not accepted: leave it out";
        return Err(Problem::new(400, "unsupported_content", message));
    }
    let turns = body.get("messages").and_then(Value::as_array);
    let turns = turns.filter(|turns| !turns.is_empty()).ok_or_else(|| {
        let message = "`messages` is a list of messages, at least one";
        Problem::new(400, "messages", message)
    })?;
    turns
        .iter()
        .enumerate()
        .map(|(at, turn)| message(at, turn))
        .collect()
}

fn message(at: usize, turn: &Value) -> Result<Message, Problem> {
    let role = role(turn).ok_or_else(|| {
        let names = ROLES.map(|(name, _)| name).join(", ");
        Problem::new(
            400,
            "role",
            format!("messages/{at} needs a role of {names}"),
        )
    })?;
    let content = match turn.get("content") {
        None | Some(Value::Null) => Some(Content::Nothing),
        Some(Value::String(text)) => Some(Content::Text(text.clone())),
        Some(Value::Array(parts)) => parts
            .iter()
            .map(part)
            .collect::<Option<_>>()
            .map(Content::Parts),
        Some(_) => None,
    };
    let content = content.ok_or_else(|| {
        let message = format!("messages/{at}: only text can be checked, so only text is accepted");
        Problem::new(400, "unsupported_content", message)
    })?;
    let role = role.to_owned();
    Ok(Message { role, content })
}

fn role(turn: &Value) -> Option<&'static str> {
    let role = turn.get("role")?.as_str()?;
    Some(ROLES.iter().find(|(name, _)| *name == role)?.1)
}

/// `text` or `refusal`: the type of a part that has a text, and its key.
fn text_key(part: &Value) -> Option<&'static str> {
    let kind = part.get("type")?.as_str()?;
    ["text", "refusal"].into_iter().find(|key| *key == kind)
}

fn part(part: &Value) -> Option<Part> {
    let text = part.get(text_key(part)?)?.as_str()?;
    Some(Part {
        kind: "text".into(),
        text: Some(text.to_owned()),
    })
}

/// Edits the turns as they may go on. Every earlier turn is judged again by its findings alone, since a client sends the
/// originals each time; `verdict` is that on the whole.
pub(crate) fn edit(guard: &Guard, turns: &mut [Value], input: &Input, verdict: &Verdict) {
    let segments = input.segments();
    for (at, turn) in turns.iter_mut().enumerate() {
        let role = role(turn).unwrap_or_default();
        for (part, text) in texts(turn) {
            let place = |segment: &usize| {
                let segment = segments.get(*segment);
                segment.is_some_and(|each| each.message == Some(at) && each.part == part)
            };
            match role {
                "user" => *text = alone(guard, &Input::prompt(text.as_str()), Format::Text),
                "assistant" => *text = alone(guard, &Input::response(text.as_str()), Format::Text),
                "tool" => {
                    let edits = verdict
                        .segment_edits
                        .iter()
                        .find(|(segment, _)| place(segment));
                    *text = Edit::apply(text, edits.map_or(&[], |(_, edits)| edits));
                }
                _ => {}
            }
        }
        if role == "assistant" {
            beside(guard, turn);
        }
    }
}

/// What an earlier answer said beside its content: its thoughts, and what it called.
fn beside(guard: &Guard, turn: &mut Value) {
    let said = |text: &str, format| alone(guard, &Input::response(text), format);
    let Some(turn) = turn.as_object_mut() else {
        return;
    };
    for key in TEXTS.into_iter().filter(|key| *key != "content") {
        match turn.get_mut(key) {
            Some(Value::String(text)) => *text = said(text, Format::Text),
            Some(value) => *value = Value::Null,
            None => {}
        }
    }
    for key in PIECES {
        let text = said_in_pieces(turn.get(key));
        if !text.is_empty() && said(&text, Format::Text) != text {
            turn.remove(key);
        }
    }
    let mut calls: Vec<&mut Value> = Vec::new();
    let mut older = None;
    for (key, value) in turn {
        match key.as_str() {
            "tool_calls" => calls.extend(value.as_array_mut().into_iter().flatten()),
            "function_call" => older = Some(value),
            _ => {}
        }
    }
    for call in calls {
        if let Some(Value::String(input)) = call.pointer_mut("/custom/input") {
            *input = said(input, Format::Text);
        }
        arguments(call.get_mut("function"), &said);
    }
    arguments(older, &said);
}

fn arguments(call: Option<&mut Value>, said: &impl Fn(&str, Format) -> String) {
    match call.and_then(|call| call.get_mut("arguments")) {
        None | Some(Value::Null) => {}
        Some(Value::String(text)) => *text = said(text, Format::Json),
        Some(value) => *value = Value::String(said(&value.to_string(), Format::Json)),
    }
}

/// The texts of a turn, with the part that each is.
fn texts(turn: &mut Value) -> Vec<(Option<usize>, &mut String)> {
    match turn.get_mut("content") {
        Some(Value::String(text)) => vec![(None, text)],
        Some(Value::Array(parts)) => {
            let text = |(at, part): (usize, _)| match text_of(part) {
                Some(Value::String(text)) => Some((Some(at), text)),
                _ => None,
            };
            parts.iter_mut().enumerate().filter_map(text).collect()
        }
        _ => Vec::new(),
    }
}

fn text_of(part: &mut Value) -> Option<&mut Value> {
    let key = text_key(part)?;
    part.get_mut(key)
}

/// A text by its findings.
fn alone(guard: &Guard, input: &Input, format: Format) -> String {
    let mode = FailureActions {
        default: Some(FailureAction::Allow),
        over_limit: Some(FailureAction::Block),
        fault: Some(FailureAction::Block),
        ..FailureActions::default()
    };
    let options = EvaluateOptions {
        failure_mode: Some(FailureMode::PerReason(mode)),
        format,
        ..EvaluateOptions::default()
    };
    let verdict = guard.evaluate(input, &options);
    let outcome = verdict.prompt.or(verdict.response);
    outcome
        .and_then(|outcome| outcome.text)
        .unwrap_or_else(|| match format {
            Format::Json => "{}".into(),
            Format::Text => REMOVED.into(),
        })
}
