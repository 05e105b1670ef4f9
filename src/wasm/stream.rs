//! Streams of text and of server-sent events, by numbers of UTF-16 units: the host has the text.

use std::rc::Rc;

use serde::Deserialize;
use serde_json::json;
use wasm_bindgen::prelude::*;

use super::buffers::{SCRATCH, with_segments};
use super::{judge_answers, misuse};
use crate::engine::{Edit, EvaluateOptions, Guard, Input, State, Step, Stream, StreamOptions};
use crate::policy::words::{Release, Target};

/// `StreamOptions` of the public surface, as far as they are settings.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Settings {
    target: Target,
    #[serde(default)]
    release: Option<Release>,
    #[serde(default)]
    judge: bool,
    #[serde(flatten)]
    evaluate: EvaluateOptions,
}

pub(super) fn stream_options(text: &str) -> Result<StreamOptions, JsValue> {
    let settings: Settings = serde_json::from_str(text)
        .map_err(|error| misuse(&format!("the options are not accepted: {error}")))?;
    if settings.target == Target::Context {
        return Err(misuse("the target of a stream is prompt or response"));
    }
    Ok(StreamOptions {
        release: settings.release,
        judge: settings.judge,
        evaluate: settings.evaluate,
        ..StreamOptions::new(settings.target)
    })
}

/// The texts in the buffer, as what rules need to know beside a stream.
pub(super) fn beside(layout: &[u32]) -> Result<Input, JsValue> {
    with_segments(layout, |segments| {
        let of = |target: Target| {
            let own = segments.iter().filter(move |each| each.target == target);
            own.map(|each| each.text.to_owned()).collect::<Vec<_>>()
        };
        let prompt = of(Target::Prompt);
        Input {
            prompt: (!prompt.is_empty()).then(|| prompt.join("\n")),
            context: of(Target::Context),
            ..Input::default()
        }
    })
}

/// A text that is judged while it is being written.
#[wasm_bindgen(js_name = RawStream)]
#[derive(Debug)]
pub struct RawStream {
    stream: Stream<Rc<Guard>>,
    /// Bytes that were let go.
    done: usize,
}

impl RawStream {
    pub(super) fn new(guard: &Rc<Guard>, layout: &[u32], options: &str) -> Result<Self, JsValue> {
        let mut options = stream_options(options)?;
        options.input = beside(layout)?;
        Ok(Self {
            stream: Stream::new(Rc::clone(guard), options),
            done: 0,
        })
    }

    /// Units that go and the edits among them; a number when there are none.
    fn answer(&mut self, step: &Step) -> (usize, Vec<Edit>) {
        let text = self.stream.text();
        let units = |from: usize, to: usize| {
            text.get(from..to)
                .unwrap_or_default()
                .encode_utf16()
                .count()
        };
        let mut edits = Vec::with_capacity(step.edits.len());
        let (mut at, mut place) = (self.done, 0);
        for edit in &step.edits {
            let start = place + units(at, edit.start);
            let end = start + units(edit.start, edit.end);
            (at, place) = (edit.end, end);
            edits.push(Edit {
                start,
                end,
                ..edit.clone()
            });
        }
        let all = place + units(at, step.until);
        self.done = step.until;
        (all, edits)
    }
}

#[wasm_bindgen(js_class = RawStream)]
impl RawStream {
    /// Takes so many bytes from the buffer. Answers how many units may go, -1 when the stream is blocked, -2 when everything
    /// may go for good; JSON `{units, edits}` when there are redactions among them.
    ///
    /// # Errors
    ///
    /// JSON `{code, message, diagnostics}` when the bytes are no text.
    pub fn push(&mut self, bytes: usize) -> Result<JsValue, JsValue> {
        let stream = &mut self.stream;
        let step = SCRATCH.with_borrow(|buffer| {
            let piece = buffer.get(..bytes).unwrap_or_default();
            std::str::from_utf8(piece)
                .map(|piece| stream.advance(piece))
                .map_err(|_| misuse("a text is not UTF-8"))
        })?;
        if self.stream.state() == State::Blocked {
            return Ok(JsValue::from(-1));
        }
        if step.raw {
            return Ok(JsValue::from(-2));
        }
        let (units, edits) = self.answer(&step);
        Ok(if edits.is_empty() {
            JsValue::from(u32::try_from(units).unwrap_or(u32::MAX))
        } else {
            JsValue::from(json!({ "units": units, "edits": edits }).to_string())
        })
    }

    /// The verdict on what came so far: JSON; `answers` is JSON by request id, of all that was asked before.
    ///
    /// # Errors
    ///
    /// JSON `{code, message, diagnostics}` when the answers are not accepted.
    pub fn verdict(&self, answers: Option<String>) -> Result<String, JsValue> {
        let answers = answers.map(|text| judge_answers(&text)).transpose()?;
        let verdict = self.stream.verdict(answers.as_ref());
        Ok(self.stream.verdict_json(&verdict))
    }

    /// The end: JSON `{units, edits, verdict}`; `answers` is JSON by request id.
    ///
    /// # Errors
    ///
    /// JSON `{code, message, diagnostics}` when the answers are not accepted.
    pub fn end(&mut self, answers: Option<String>) -> Result<String, JsValue> {
        let answers = answers.map(|text| judge_answers(&text)).transpose()?;
        let verdict = self.stream.verdict(answers.as_ref());
        let step = self.stream.finish(&verdict);
        let (units, edits) = self.answer(&step);
        let edits = json!(edits);
        let verdict = self.stream.verdict_json(&verdict);
        Ok(format!(
            "{{\"units\":{units},\"edits\":{edits},\"verdict\":{verdict}}}"
        ))
    }
}
