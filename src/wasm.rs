//! The JavaScript binding: conversions only. Texts come in through one reused buffer that the host writes with
//! `encodeInto`; everything else is JSON text. The façade in `pkg/` gives it its public shape.

mod sse;
mod stream;

pub use sse::RawEvents;
pub use stream::RawStream;

use std::cell::RefCell;
use std::rc::Rc;

use serde::Deserialize;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use crate::detectors;
use crate::engine::{
    Answers, ArtifactError, EvaluateOptions, Extractions, Guard, GuardOptions, Limits, Numbers,
    Segment, VERSION, Verdict, Words,
};
use crate::policy::vendors::{self, Stamp};
use crate::policy::words::{FailureMode, Kind, Target, Vendor};
use crate::policy::{self, Diagnostic, Policy, Span, ValidateOptions};
use crate::report;
use stream::stream_options;

thread_local! {
    /// Where the host writes texts.
    static SCRATCH: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    /// Where it writes their layout.
    static LAYOUT: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
    /// Where it reads verdicts.
    static NUMBERS: RefCell<Numbers> = RefCell::new(Numbers::default());
}

/// Makes the text buffer at least that large and gives its address in the wasm memory.
#[wasm_bindgen]
#[must_use]
pub fn scratch(bytes: usize) -> usize {
    SCRATCH.with_borrow_mut(|buffer| {
        if buffer.len() < bytes {
            // Rounded up, so that growing texts do not move the buffer each time.
            buffer.resize(bytes.next_power_of_two().max(16_384), 0);
        }
        buffer.as_ptr() as usize
    })
}

/// Makes room for the layout of so many texts and gives its address in the wasm memory: six numbers a text, target (0 prompt,
/// 1 response, 2 context), message + 1, part + 1, context + 1, bytes, input.
#[wasm_bindgen]
#[must_use]
pub fn layout(texts: usize) -> usize {
    LAYOUT.with_borrow_mut(|layout| {
        layout.resize(layout.len().max(texts * 6), 0);
        layout.as_ptr() as usize
    })
}

/// What this build is: JSON `{version, variant, artifact, detectors}`.
#[wasm_bindgen(js_name = buildInfo)]
#[must_use]
pub fn build_info() -> String {
    let full = cfg!(all(feature = "models", feature = "sql"));
    let available: Vec<&str> = detectors::ALL
        .iter()
        .filter(|spec| spec.available)
        .map(|spec| spec.id)
        .collect();
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "variant": if full { "full" } else { "core" },
        "artifact": VERSION,
        "detectors": available,
    })
    .to_string()
}

/// `ValidateOptions` and `CreateOptions` of the public surface.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    vendor: Option<Vendor>,
    kind: Option<Kind>,
    strict: bool,
    custom_policies: std::collections::BTreeMap<String, Value>,
    targets: std::collections::BTreeMap<String, Vec<Target>>,
    failure_mode: Option<FailureMode>,
    limits: Limits,
    placeholder: Option<String>,
    extractions: Extractions,
}

impl Options {
    fn read(text: &str) -> Result<Self, JsValue> {
        let options: Self = serde_json::from_str(text)
            .map_err(|error| misuse(&format!("the options are not accepted: {error}")))?;
        match (options.vendor, options.kind) {
            (Some(vendor), Some(kind)) if kind.vendor() != vendor => Err(misuse(&format!(
                "`kind` {kind} is not a kind of the vendor {vendor}"
            ))),
            _ => Ok(options),
        }
    }

    fn validate(&self) -> ValidateOptions {
        ValidateOptions {
            vendor: self.vendor,
            kind: self.kind,
            strict: self.strict,
            custom_policies: crate::order::inserted(
                self.custom_policies
                    .iter()
                    .map(|(name, value)| (name.clone(), value.to_string())),
            ),
            targets: self.targets.clone(),
            extractions: Vec::new(),
            limits: self.limits.clone(),
            utf16: true,
        }
    }
}

/// A JavaScript error value: JSON `{code, message, diagnostics}`.
fn error(code: &str, message: &str, diagnostics: &[Diagnostic]) -> JsValue {
    json!({ "code": code, "message": message, "diagnostics": diagnostics })
        .to_string()
        .into()
}

fn misuse(message: &str) -> JsValue {
    error("invalid_input", message, &[])
}

/// Every problem of a payload: JSON `ValidationReport`.
///
/// # Errors
///
/// JSON `{code, message, diagnostics}` when the options are not accepted.
#[wasm_bindgen]
pub fn validate(payload: &str, options: &str) -> Result<String, JsValue> {
    let options = Options::read(options)?;
    let read = vendors::validate(payload, &options.validate());
    let vendor = read.kind.map(Kind::vendor).or(options.vendor);
    let report = json!({
        "ok": !read.diagnostics.iter().any(Diagnostic::is_error),
        "kind": read.kind,
        "vendor": vendor,
        "diagnostics": read.diagnostics,
    });
    // The body is JSON text already, with numbers spelled as the vendor's server spells them.
    let response = read.response.map_or_else(
        || "null".to_owned(),
        |answer| format!(r#"{{"status":{},"body":{}}}"#, answer.status, answer.body),
    );
    let report = report.to_string();
    let report = report.strip_suffix('}').unwrap_or(&report);
    Ok(format!(r#"{report},"response":{response}}}"#))
}

/// A payload as one of another kind: JSON `{payload, losses}`.
///
/// # Errors
///
/// JSON `{code, message, diagnostics}` when the payload has errors, the kind can say nothing of it, or the kind or the
/// options are not accepted.
#[wasm_bindgen]
pub fn convert(payload: &str, to: &str, options: &str) -> Result<String, JsValue> {
    let options = Options::read(options)?;
    let to = Kind::parse(to).ok_or_else(|| {
        let kinds = Kind::WORDS.join(", ");
        misuse(&format!("`{to}` is not a kind; use one of {kinds}"))
    })?;
    let converted = policy::convert(payload, to, &options.validate())
        .map_err(|failed| error("invalid_policy", &failed.to_string(), failed.diagnostics()))?;
    let losses = serde_json::to_string(&converted.losses).unwrap_or_default();
    Ok(format!(
        r#"{{"payload":{},"losses":{losses}}}"#,
        converted.payload
    ))
}

/// Aporia's 17 policy templates: JSON list.
#[wasm_bindgen]
#[must_use]
pub fn templates() -> String {
    serde_json::to_string(crate::policy::templates::templates()).unwrap_or_default()
}

/// Policy prose as numbered rules: JSON `{policyRules, totalRules, rules, skipped}`, places in UTF-16 units.
#[wasm_bindgen]
#[must_use]
pub fn atomize(text: &str) -> String {
    let mut found = crate::policy::atomize::atomize(text);
    let units = crate::text::offsets::Utf16::new(text);
    let rules = found.rules.iter_mut().map(|rule| &mut rule.span);
    let skipped = found.skipped.iter_mut().map(|each| &mut each.span);
    for span in rules.chain(skipped) {
        *span = Span::new(units.at(span.start), units.at(span.end));
    }
    serde_json::to_string(&found).unwrap_or_default()
}

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

fn judge_answers(text: &str) -> Result<Answers, JsValue> {
    serde_json::from_str(text)
        .map_err(|_| misuse("answers are strings, booleans or null by request id"))
}

/// Reads the texts out of the buffer as the layout says.
fn with_segments<T>(layout: &[u32], with: impl FnOnce(&[Segment<'_>]) -> T) -> Result<T, JsValue> {
    SCRATCH.with_borrow(|buffer| {
        let mut rest = buffer.as_slice();
        let mut segments = Vec::with_capacity(layout.len() / 6);
        for entry in layout.chunks_exact(6) {
            let &[target, message, part, context, bytes, _] = entry else {
                continue;
            };
            let target = Target::ALL
                .get(target as usize)
                .copied()
                .ok_or_else(|| misuse("the layout names an unknown target"))?;
            let (text, tail) = rest
                .split_at_checked(bytes as usize)
                .ok_or_else(|| misuse("the layout is longer than the buffer"))?;
            rest = tail;
            let text = std::str::from_utf8(text).map_err(|_| misuse("a text is not UTF-8"))?;
            let index = |number: u32| (number as usize).checked_sub(1);
            segments.push(Segment {
                target,
                message: index(message),
                part: index(part),
                context: index(context),
                text,
            });
        }
        Ok(with(&segments))
    })
}
