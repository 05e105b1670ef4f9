//! The vendors' runtime shapes.
//!
//! Enters: a verdict and, for shapes that quote the text, the input. Leaves: the body that the vendor's own endpoint would
//! answer. Never: a decision of its own; what was not evaluated is named there too.

mod aporia;
mod enkrypt;
mod lyzr;

use serde::Deserialize;

use crate::engine::{Finding, Guard, NotEvaluated, Outcome, Segment, Verdict};
use crate::policy::Origin;
use crate::policy::words::{Target, Vendor};

/// Which shape, and of which text.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ReportOptions {
    /// Default: the guard's own vendor.
    pub r#as: Option<Vendor>,
    /// For shapes that know one text; default: the response when there is one.
    pub target: Option<Target>,
    /// Aporia's `explain_log`, Enkrypt's explanations.
    pub explain: bool,
}

/// The shape quotes the text, and no input was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InputRequired {
    vendor: Vendor,
}

impl std::fmt::Display for InputRequired {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "the report of {} quotes the text; give the input that was evaluated",
            self.vendor
        )
    }
}

impl std::error::Error for InputRequired {}

/// The vendor's body, JSON text. For the native language the verdict itself, spans as in the verdict given.
///
/// # Errors
///
/// [`InputRequired`] when the shape quotes the text and there are no segments.
pub fn report(
    guard: &Guard,
    verdict: &Verdict,
    segments: &[Segment<'_>],
    options: &ReportOptions,
) -> Result<String, InputRequired> {
    let vendor = options
        .r#as
        .unwrap_or_else(|| guard.report().policy.kind.vendor());
    let target = options.target.unwrap_or(if verdict.response.is_some() {
        Target::Response
    } else {
        Target::Prompt
    });
    let view = Reported {
        guard,
        verdict,
        segments,
        target,
        explain: options.explain,
    };
    if segments.is_empty() && matches!(vendor, Vendor::Lyzr | Vendor::Enkrypt) {
        return Err(InputRequired { vendor });
    }
    Ok(match vendor {
        Vendor::Aporia => aporia::body(&view),
        Vendor::Lyzr => lyzr::body(&view),
        Vendor::Enkrypt => enkrypt::body(&view),
        Vendor::Edgeward => serde_json::to_string(verdict).unwrap_or_default(),
    })
}

/// A verdict seen from one of its texts.
struct Reported<'a> {
    guard: &'a Guard,
    verdict: &'a Verdict,
    segments: &'a [Segment<'a>],
    target: Target,
    explain: bool,
}

impl<'a> Reported<'a> {
    /// The text that the shape is about; parts are joined with line feeds.
    fn text(&self) -> String {
        let parts: Vec<&str> = self
            .segments
            .iter()
            .filter(|segment| segment.target == self.target)
            .map(|segment| segment.text)
            .collect();
        parts.join("\n")
    }

    fn outcome(&self) -> Option<&'a Outcome> {
        match self.target {
            Target::Response => self.verdict.response.as_ref(),
            Target::Prompt | Target::Context => self.verdict.prompt.as_ref(),
        }
    }

    fn origin(&self, rule_index: usize) -> Option<&'a Origin> {
        self.guard.origin(rule_index).map(|(_, origin)| origin)
    }

    /// The findings of one of the payload's blocks.
    fn findings_of(&self, label: &str) -> Vec<&'a Finding> {
        let own = |finding: &&Finding| {
            self.origin(finding.rule_index)
                .is_some_and(|origin| origin.label == label)
        };
        self.verdict.findings.iter().filter(own).collect()
    }

    fn left_out(&self) -> impl Iterator<Item = (&'a NotEvaluated, String)> {
        self.verdict.not_evaluated.iter().map(|left_out| {
            let label = self
                .origin(left_out.rule_index)
                .map(|origin| origin.label.clone());
            (
                left_out,
                label
                    .unwrap_or_else(|| left_out.rule.as_deref().unwrap_or("everything").to_owned()),
            )
        })
    }

    /// The text of a finding.
    fn quote(&self, finding: &Finding) -> &'a str {
        let text = self
            .segments
            .get(finding.segment)
            .map_or("", |segment| segment.text);
        finding
            .span
            .and_then(|span| text.get(span.range()))
            .unwrap_or(text)
    }
}

/// Each once, in order of appearance.
fn distinct(values: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}
