//! The pages that are tables of a list in the code.

use std::fmt::Write as _;

use edgeward::detectors::{ALL, Reach, Spec};
use edgeward::policy::{Code, Severity, Target};

/// `docs/detectors.md`
pub(crate) fn detectors() -> String {
    let mut text = String::from(
        "# Detectors\n\nWritten by `make docs` from the registry in `src/detectors/mod.rs`.\n\n\
         | detector | finds | sides | action | reach | scored | in this release |\n|---|---|---|---|---|---|---|\n",
    );
    for spec in ALL {
        let reach = match spec.reach {
            Reach::Span(units) => format!("{units} units"),
            Reach::Window => "window".to_owned(),
        };
        let sides: Vec<&str> = spec.targets.iter().map(Target::as_str).collect();
        let yes = |yes: bool| if yes { "yes" } else { "no" };
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {reach} | {} | {} |",
            spec.id,
            spec.finds,
            sides.join(", "),
            spec.action.as_str(),
            yes(spec.scored),
            yes(spec.available),
        );
    }
    text
}

/// `docs/diagnostics.md`
pub(crate) fn diagnostics() -> String {
    let mut text = String::from(
        "# Diagnostics\n\nWritten by `make docs` from the list in `src/policy/diagnostic.rs`. An error keeps a payload from being created; a\n\
         warning says that it probably does not do what was meant. Where a row says otherwise, a place may be stricter or milder.\n\n\
         | code | severity | meaning |\n|---|---|---|\n",
    );
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let _ = writeln!(
            text,
            "| `{}` | {severity} | {} |",
            code.as_str(),
            code.summary()
        );
    }
    text
}

/// `pkg/index.d.ts` with the union of detector ids as the registry has it; `None` when there is no such union.
pub(crate) fn with_detector_ids(types: &str) -> Option<String> {
    let start = "export type DetectorId =";
    let (before, rest) = types.split_once(start)?;
    let (_, after) = rest.split_once(';')?;
    let ids = ALL
        .iter()
        .map(union_member)
        .fold(String::new(), |mut ids, id| {
            let _ = write!(ids, "\n  | {id}");
            ids
        });
    Some(format!("{before}{start}{ids};{after}"))
}

fn union_member(spec: &Spec) -> String {
    match spec.findings.strip_suffix('*') {
        Some(family) => format!("`{family}${{string}}`"),
        None => format!("\"{}\"", spec.findings),
    }
}
