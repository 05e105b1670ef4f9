//! A compiled policy, as the binding holds it.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::json;
use wasm_bindgen::prelude::*;

use super::buffers::{LAYOUT, NUMBERS, with_segments};
use super::stream::stream_options;
use super::{Options, RawEvents, RawStream, error, judge_answers, misuse};
use crate::engine::{ArtifactError, EvaluateOptions, Guard, GuardOptions, Numbers, Verdict, Words};
use crate::policy::vendors::{self, Stamp};
use crate::policy::{Diagnostic, Policy};
use crate::report;

/// A compiled policy.
#[wasm_bindgen(js_name = RawGuard)]
#[derive(Debug)]
pub struct RawGuard {
    guard: Rc<Guard>,
    diagnostics: Vec<Diagnostic>,
    words: RefCell<Words>,
}

#[wasm_bindgen(js_class = RawGuard)]
impl RawGuard {
    /// Reads and compiles a payload.
    ///
    /// # Errors
    ///
    /// JSON `{code, message, diagnostics}` when the payload has errors or the options are not accepted.
    pub fn create(payload: &str, options: &str) -> Result<RawGuard, JsValue> {
        let options = Options::read(options)?;
        let (policy, diagnostics) = Policy::from_json(payload, &options.validate())
            .map_err(|failed| error("invalid_policy", &failed.to_string(), failed.diagnostics()))?;
        let Options {
            failure_mode,
            placeholder,
            limits,
            extractions,
            ..
        } = options;
        let faults = extractions.check(&limits);
        if !faults.is_empty() {
            return Err(error(
                "invalid_input",
                "an extraction cannot be compiled",
                &faults,
            ));
        }
        let guard = Guard::new(
            policy,
            &GuardOptions {
                failure_mode,
                placeholder,
                limits,
                extractions,
            },
        );
        Ok(Self {
            guard: Rc::new(guard),
            diagnostics,
            words: RefCell::default(),
        })
    }

    /// Reads the bytes of `toBytes`.
    ///
    /// # Errors
    ///
    /// JSON `{code, message, diagnostics}` when they are damaged or of another release.
    #[wasm_bindgen(js_name = fromBytes)]
    pub fn from_bytes(bytes: &[u8]) -> Result<RawGuard, JsValue> {
        let guard = Guard::from_bytes(bytes).map_err(|failed| {
            let code = match failed {
                ArtifactError::Invalid => "invalid_artifact",
                ArtifactError::Version { .. } => "artifact_version",
            };
            error(code, &failed.to_string(), &[])
        })?;
        Ok(Self {
            guard: Rc::new(guard),
            diagnostics: Vec::new(),
            words: RefCell::default(),
        })
    }

    /// JSON `{name, kind, hash, rules, limits, faultAction, diagnostics}`.
    #[must_use]
    pub fn info(&self) -> String {
        let report = self.guard.report();
        json!({
            "name": report.policy.name,
            "kind": report.policy.kind,
            "hash": report.policy.hash,
            "rules": report.rules,
            "limits": self.guard.limits(),
            "faultAction": self.guard.fault_action(),
            "diagnostics": self.diagnostics,
        })
        .to_string()
    }

    /// The vendor's success document; `stamp` is JSON `{id?, now, entropy, projectName?, userId?, createdBy?}`.
    ///
    /// # Errors
    ///
    /// JSON `{code, message, diagnostics}` when the stamp is not accepted.
    pub fn document(&self, stamp: &str) -> Result<String, JsValue> {
        let stamp: Stamp = serde_json::from_str(stamp)
            .map_err(|error| misuse(&format!("the document options are not accepted: {error}")))?;
        Ok(vendors::document(self.guard.policy(), &stamp))
    }

    /// The neutral document: JSON.
    #[must_use]
    #[wasm_bindgen(js_name = toPolicy)]
    pub fn to_policy(&self) -> String {
        serde_json::to_string(self.guard.policy().document()).unwrap_or_default()
    }

    /// The guard as bytes.
    #[must_use]
    #[wasm_bindgen(js_name = toBytes)]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.guard.to_bytes()
    }

    /// Judges the texts in the buffer, which are those of so many inputs, as the layout says; the sixth number of a text says
    /// which input it belongs to, in ascending order. Answers where the verdicts begin in the wasm memory, as
    /// `engine::numbers` writes them; 0 for the verdict of one input in which nothing happened. What is refused comes in the
    /// place of the verdicts, as JSON `{code, message, diagnostics}`.
    pub fn evaluate(&self, texts: usize, inputs: u32, options: Option<String>) -> usize {
        let words = &mut *self.words.borrow_mut();
        NUMBERS.with_borrow_mut(|numbers| {
            numbers.clear(words);
            let judged = self.judged((texts, inputs), options, (&mut *numbers, &mut *words));
            match judged {
                Ok(false) => return 0,
                Ok(true) => {}
                Err(refused) => {
                    numbers.clear(words);
                    numbers.refused(&refused.as_string().unwrap_or_default());
                }
            }
            numbers.finish(words).as_ptr() as usize
        })
    }

    /// Whether there is anything to say.
    fn judged(
        &self,
        (texts, inputs): (usize, u32),
        options: Option<String>,
        (numbers, words): (&mut Numbers, &mut Words),
    ) -> Result<bool, JsValue> {
        let options = evaluate_options(options)?;
        LAYOUT.with_borrow(|layout| {
            let layout = layout.get(..texts * 6).unwrap_or_default();
            with_segments(layout, |segments| {
                let mut owners = layout.iter().skip(5).step_by(6).copied().peekable();
                let mut from = 0;
                let mut said = inputs != 1;
                for input in 0..inputs {
                    let mut to = from;
                    while owners.next_if_eq(&input).is_some() {
                        to += 1;
                    }
                    let own = segments.get(from..to).unwrap_or_default();
                    from = to;
                    let verdict = self.guard.evaluate_segments(own, &options, None);
                    if is_clean(&verdict) {
                        numbers.clean();
                    } else {
                        said = true;
                        numbers.verdict(words, &verdict, own);
                    }
                }
                said
            })
        })
    }

    /// The words of the guard that verdicts have named, from a number on: JSON list.
    #[must_use]
    pub fn words(&self, from: usize) -> String {
        serde_json::to_string(self.words.borrow().from(from)).unwrap_or_default()
    }

    /// The same with a judge's answers, JSON by request id.
    ///
    /// # Errors
    ///
    /// JSON `{code, message, diagnostics}` when something is not accepted.
    pub fn resolve(
        &self,
        layout: &[u32],
        answers: &str,
        options: Option<String>,
    ) -> Result<String, JsValue> {
        let options = evaluate_options(options)?;
        let answers = judge_answers(answers)?;
        with_segments(layout, |segments| {
            let verdict = self
                .guard
                .evaluate_segments(segments, &options, Some(&answers));
            self.guard.verdict_json_bare(&verdict, segments)
        })
    }

    /// A text that is judged while it is being written: `options` is JSON `{target, release?, judge?}` with those of an evaluation;
    /// the texts in the buffer are what judges need to know beside it.
    ///
    /// # Errors
    ///
    /// JSON `{code, message, diagnostics}` when the options or the layout are not accepted.
    pub fn stream(&self, layout: &[u32], options: &str) -> Result<RawStream, JsValue> {
        RawStream::new(&self.guard, layout, options)
    }

    /// The events of a response, judged while they come: `options` is JSON `{target, release?, toolCalls?, message?}` with
    /// those of an evaluation; without a message nothing is shown for a block. The texts in the buffer are those beside it.
    ///
    /// # Errors
    ///
    /// JSON `{code, message, diagnostics}` when the options or the layout are not accepted.
    pub fn events(&self, layout: &[u32], options: &str) -> Result<RawEvents, JsValue> {
        RawEvents::new(&self.guard, layout, options)
    }

    /// UTF-16 units that a stream with these options can hold at most; infinite when it holds everything.
    ///
    /// # Errors
    ///
    /// JSON `{code, message, diagnostics}` when the options are not accepted.
    pub fn holdback(&self, options: &str) -> Result<f64, JsValue> {
        let options = stream_options(options)?;
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        let units = |units: usize| units as f64;
        Ok(self.guard.holdback(&options).map_or(f64::INFINITY, units))
    }

    /// The vendor's runtime body of a verdict (JSON). The layout is empty when the host has no input; `options` is JSON
    /// `{as?, target?, explain?}`.
    ///
    /// # Errors
    ///
    /// JSON `{code, message, diagnostics}` when something is not accepted, or the shape needs the input.
    pub fn report(&self, verdict: &str, layout: &[u32], options: &str) -> Result<String, JsValue> {
        let options: report::ReportOptions = serde_json::from_str(options)
            .map_err(|error| misuse(&format!("the report options are not accepted: {error}")))?;
        with_segments(layout, |segments| {
            let read = self
                .guard
                .parse_verdict(verdict, segments)
                .ok_or_else(|| misuse("the verdict is not one of this guard"))?;
            report::report(&self.guard, &read, segments, &options)
                .map_err(|failed| error("input_required", &failed.to_string(), &[]))
        })?
    }
}

/// Whether nothing happened: the host knows what that verdict is.
fn is_clean(verdict: &Verdict) -> bool {
    verdict.complete
        && verdict.findings.is_empty()
        && verdict.scores.is_none()
        && verdict.not_json.is_empty()
}

fn evaluate_options(text: Option<String>) -> Result<EvaluateOptions, JsValue> {
    let Some(text) = text else {
        return Ok(EvaluateOptions::default());
    };
    let options: EvaluateOptions = serde_json::from_str(&text)
        .map_err(|error| misuse(&format!("the options are not accepted: {error}")))?;
    match &options.vault {
        Some(vault) if vault.version != 1 => Err(misuse("`vault.version` is 1")),
        _ => Ok(options),
    }
}
