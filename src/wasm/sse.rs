//! Server-sent events, bytes in and bytes out.

use std::rc::Rc;

use serde::Deserialize;
use serde_json::json;
use wasm_bindgen::prelude::*;

use super::stream::{beside, stream_options};
use super::{judge_answers, misuse};
use crate::engine::sse::{Guarded, OnBlock, Options};
use crate::engine::{Guard, StreamOptions};

/// What `sseStream` has beside the options of a stream.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Settings {
    #[serde(default)]
    tool_calls: bool,
    /// Shown for a block without a message; absent: nothing is shown.
    #[serde(default)]
    message: Option<String>,
}

/// The events of one response.
#[wasm_bindgen(js_name = RawEvents)]
#[derive(Debug)]
pub struct RawEvents {
    guarded: Guarded<Rc<Guard>>,
}

impl RawEvents {
    pub(super) fn new(guard: &Rc<Guard>, layout: &[u32], options: &str) -> Result<Self, JsValue> {
        let settings: Settings = serde_json::from_str(options)
            .map_err(|error| misuse(&format!("the options are not accepted: {error}")))?;
        let stream = StreamOptions {
            input: beside(layout)?,
            ..stream_options(options)?
        };
        let options = Options {
            stream,
            tool_calls: settings.tool_calls,
            on_block: settings.message.map_or(OnBlock::Close, OnBlock::Message),
        };
        Ok(Self {
            guarded: Guarded::new(Rc::clone(guard), options),
        })
    }
}

#[wasm_bindgen(js_class = RawEvents)]
impl RawEvents {
    /// Takes the next bytes; answers those that may go.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len());
        self.guarded.push(bytes, &mut out);
        out
    }

    /// Whether a choice was stopped.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn blocked(&self) -> bool {
        self.guarded.is_blocked()
    }

    /// The end: the bytes that waited.
    pub fn finish(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        self.guarded.finish(&mut out);
        out
    }

    /// Questions for a judge about what has ended, which waits for `resolve`: JSON list; nothing where there are none.
    #[must_use]
    pub fn pending(&self) -> Option<String> {
        let pending = self.guarded.pending();
        (!pending.is_empty()).then(|| json!(pending).to_string())
    }

    /// Takes the answers, JSON by request id; answers the bytes that may go.
    ///
    /// # Errors
    ///
    /// JSON `{code, message, diagnostics}` when the answers are not accepted.
    pub fn resolve(&mut self, answers: &str) -> Result<Vec<u8>, JsValue> {
        let mut out = Vec::new();
        self.guarded.resolve(&judge_answers(answers)?, &mut out);
        Ok(out)
    }

    /// The strictest verdict of the choices: JSON `{verdict, malformed}`.
    #[must_use]
    pub fn verdict(&self) -> String {
        let verdict = self.guarded.verdict_json();
        let malformed = json!(self.guarded.malformed());
        format!("{{\"verdict\":{verdict},\"malformed\":{malformed}}}")
    }
}
