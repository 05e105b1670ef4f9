//! What a FastAPI server with the reference model of `tests/reference/lyzr_model.py` answers to a text it refuses.
//!
//! Enters: the text of a request. Leaves: the status and the body, byte for byte as that server writes it. Never: a
//! rule of its own; the model is one table, read the way Pydantic reads it.

mod check;
mod model;
mod python;
mod time;
mod value;

use python::Fault;

/// What the server does with a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It stores the policy.
    Accepted,
    /// It answers this.
    Refused {
        /// 400 or 422.
        status: u16,
        /// JSON.
        body: String,
    },
    /// It fails with 500, because its answer would repeat what no JSON can say.
    Fails,
}

impl Answer {
    fn invalid(detail: &str) -> Self {
        Self::Refused {
            status: 422,
            body: format!("{{\"detail\":[{detail}]}}"),
        }
    }
}

/// Whether the model takes this text for a time.
pub(super) fn is_time(text: &str) -> bool {
    time::text_moment(text.as_bytes()).is_ok()
}

/// What the server does with this text.
pub(super) fn answer(text: &str) -> Answer {
    // A byte order mark is no part of the text, and positions do not count it.
    let text_read = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.is_empty() {
        return Answer::invalid(
            r#"{"type":"missing","loc":["body"],"msg":"Field required","input":null}"#,
        );
    }
    let root = match python::read(text_read) {
        Ok(root) => root,
        Err(Fault::Unreadable) => {
            return Answer::Refused {
                status: 400,
                body: r#"{"detail":"There was an error parsing the body"}"#.into(),
            };
        }
        Err(Fault::Syntax { at, message }) => {
            let at = text_read.get(..at).unwrap_or_default().chars().count();
            let error = value::quoted(message);
            let item = format!(
                r#"{{"type":"json_invalid","loc":["body",{at}],"msg":"JSON decode error","input":{{}},"ctx":{{"error":{error}}}}}"#
            );
            return Answer::invalid(&item);
        }
    };
    let mut items = check::Items::default();
    items.model(&root, model::POLICY);
    if items.unspeakable() {
        return Answer::Fails;
    }
    match items.into_detail() {
        detail if detail.is_empty() => Answer::Accepted,
        detail => Answer::invalid(&detail),
    }
}
