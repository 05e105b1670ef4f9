//! What is refused, in OpenAI's shapes: a request in error bodies, a text in completions.

use std::time::{SystemTime, UNIX_EPOCH};

use edgeward::policy::Decision;
use fastly::Response;
use serde_json::{Value, json};

/// A request that is refused.
pub(crate) struct Problem {
    pub(crate) status: u16,
    code: &'static str,
    message: String,
    /// For the log alone.
    cause: Option<String>,
}

impl Problem {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            cause: None,
        }
    }

    /// With what only the operator is told.
    pub(crate) fn because(self, cause: impl ToString) -> Self {
        Self {
            cause: Some(cause.to_string()),
            ..self
        }
    }

    pub(crate) fn detail(&self) -> String {
        match &self.cause {
            Some(cause) => format!("{}: {cause}", self.code),
            None => self.code.to_owned(),
        }
    }

    pub(crate) fn body(&self) -> Value {
        let kind = match self.status {
            401 => "authentication_error",
            500.. => "server_error",
            _ => "invalid_request_error",
        };
        json!({ "error": { "message": self.message, "type": kind, "param": null, "code": self.code } })
    }

    pub(crate) fn response(&self) -> Response {
        let mut response = Response::from_status(self.status);
        if self.status == 405 {
            response.set_header("allow", "POST");
        }
        json_body(response, &self.body())
    }
}

pub(crate) fn json_body(response: Response, body: &Value) -> Response {
    response
        .with_header("content-type", "application/json")
        .with_body(body.to_string())
}

/// A text that is refused: what takes its place, and why.
pub(crate) struct Refused {
    pub(crate) decision: Decision,
    pub(crate) message: Option<String>,
}

const USUAL: &str = "I can't help with that here.";

impl Refused {
    /// The choice that takes its place: a refusal, or the message that a rule shows instead.
    pub(crate) fn choice(self, index: &Value) -> Value {
        let text = self.message.unwrap_or_else(|| USUAL.into());
        let (content, refusal, reason) = match self.decision {
            Decision::Block => (Value::Null, json!(text), "content_filter"),
            _ => (json!(text), Value::Null, "stop"),
        };
        let message = json!({ "role": "assistant", "content": content, "refusal": refusal });
        json!({ "index": index, "message": message, "finish_reason": reason, "logprobs": null })
    }

    /// The completion of a prompt that never reached the model.
    pub(crate) fn completion(self, id: &str, model: &Value) -> Value {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        json!({
            "id": format!("chatcmpl-{id}"),
            "object": "chat.completion",
            "created": now.map_or(0, |now| now.as_secs()),
            "model": model,
            "choices": [self.choice(&json!(0))],
            "usage": { "prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0 },
        })
    }
}

/// A completion as the events of a stream.
pub(crate) fn spelled(mut completion: Value) -> String {
    let choices = completion.get_mut("choices").map(Value::take);
    let mut lines = String::new();
    let mut say = |choice: Value| {
        let mut event = completion.clone();
        if let Some(event) = event.as_object_mut() {
            event.remove("usage");
            event.insert("object".into(), json!("chat.completion.chunk"));
            event.insert("choices".into(), json!([choice]));
        }
        lines += &format!("data: {event}\n\n");
    };
    for choice in choices.as_ref().and_then(Value::as_array).into_iter().flatten() {
        let (index, reason) = (&choice["index"], &choice["finish_reason"]);
        say(json!({ "index": index, "delta": choice["message"], "finish_reason": null }));
        say(json!({ "index": index, "delta": {}, "finish_reason": reason }));
    }
    lines + "data: [DONE]\n\n"
}
