//! The JavaScript binding: conversions only. Texts come in through one reused buffer that the host writes with
//! `encodeInto`; everything else is JSON text. The façade in `pkg/` gives it its public shape.

mod buffers;
mod guard;
mod sse;
mod stream;

pub use buffers::{layout, scratch};
pub use guard::RawGuard;
pub use sse::RawEvents;
pub use stream::RawStream;

use serde::Deserialize;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use crate::detectors;
use crate::engine::{Answers, Extractions, Limits, VERSION};
use crate::policy::vendors;
use crate::policy::words::{FailureMode, Kind, Target, Vendor};
use crate::policy::{self, Diagnostic, Span, ValidateOptions};

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

fn judge_answers(text: &str) -> Result<Answers, JsValue> {
    serde_json::from_str(text)
        .map_err(|_| misuse("answers are strings, booleans or null by request id"))
}
