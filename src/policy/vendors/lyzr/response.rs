//! What a server with the published reference model answers to a text that it refuses.

use serde_json::{Value, json};

use super::reference::{Answer, answer};
use crate::policy::diagnostic::Diagnostic;
use crate::policy::vendors::Response;

/// `None` where it accepts the text.
pub(in crate::policy::vendors) fn response(
    text: &str,
    diagnostics: &[Diagnostic],
) -> Option<Response> {
    match answer(text) {
        Answer::Accepted => None,
        Answer::Refused { status, body } => Some(Response { status, body }),
        Answer::Fails => Some(own(diagnostics)),
    }
}

/// The server fails with 500, which helps nobody: the diagnostics in the shape of its 422.
fn own(diagnostics: &[Diagnostic]) -> Response {
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error());
    let detail: Vec<Value> = errors
        .map(|error| {
            let path = error.path.split('/').skip(1);
            let steps = path.map(|part| {
                let key = part.replace("~1", "/").replace("~0", "~");
                match key.parse::<u32>() {
                    Ok(index) => index.into(),
                    Err(_) => Value::from(key),
                }
            });
            let loc: Vec<Value> = std::iter::once("body".into()).chain(steps).collect();
            json!({ "type": error.code, "loc": loc, "msg": error.message })
        })
        .collect();
    Response {
        status: 422,
        body: json!({ "detail": detail }).to_string(),
    }
}
