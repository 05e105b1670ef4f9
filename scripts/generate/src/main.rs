//! `generate ROOT [--check]`: the JSON Schema of the native document, the table of detectors, the union of detector ids.
//! With `--check` nothing is written, and a file that would change is a failure.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

use edgeward::detectors::{ALL, Reach, Spec};
use edgeward::policy::Document;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (root, check) = match arguments.as_slice() {
        [root] => (Path::new(root), false),
        [root, flag] if flag == "--check" => (Path::new(root), true),
        _ => {
            eprintln!("usage: generate ROOT [--check]");
            return ExitCode::from(2);
        }
    };
    match stale(root, check) {
        Ok(stale) if stale.is_empty() => ExitCode::SUCCESS,
        Ok(stale) => {
            eprintln!("out of date: {}; run `make docs`", stale.join(", "));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("generate: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes, or names what would be written.
fn stale(root: &Path, check: bool) -> io::Result<Vec<&'static str>> {
    let types = fs::read_to_string(root.join("pkg/index.d.ts"))?;
    let files = [
        ("pkg/policy.schema.json", schema()?),
        ("docs/detectors.md", table()),
        ("pkg/index.d.ts", with_ids(&types)?),
    ];
    let mut stale = Vec::new();
    for (name, text) in files {
        let path = root.join(name);
        if fs::read_to_string(&path).is_ok_and(|kept| kept == text) {
            continue;
        }
        if check {
            stale.push(name);
        } else {
            fs::write(path, text)?;
        }
    }
    Ok(stale)
}

fn schema() -> io::Result<String> {
    let mut text = serde_json::to_string_pretty(&schemars::schema_for!(Document))?;
    text.push('\n');
    Ok(text)
}

fn table() -> String {
    let mut text = String::from(
        "# Detectors\n\nWritten by `make docs` from the registry in `src/detectors/mod.rs`.\n\n\
         | detector | finds | sides | action | reach | scored | in this release |\n|---|---|---|---|---|---|---|\n",
    );
    for spec in ALL {
        let reach = match spec.reach {
            Reach::Span(units) => format!("{units} units"),
            Reach::Window => "window".to_owned(),
        };
        let sides: Vec<&str> = spec.targets.iter().map(|target| target.as_str()).collect();
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

/// The published types with the union of ids as the registry has it.
fn with_ids(types: &str) -> io::Result<String> {
    let start = "export type DetectorId =";
    let missing = || io::Error::other("pkg/index.d.ts has no `DetectorId`");
    let (before, rest) = types.split_once(start).ok_or_else(missing)?;
    let (_, after) = rest.split_once(';').ok_or_else(missing)?;
    let ids = ALL.iter().map(union_member).fold(String::new(), |mut ids, id| {
        let _ = write!(ids, "\n  | {id}");
        ids
    });
    Ok(format!("{before}{start}{ids};{after}"))
}

fn union_member(spec: &Spec) -> String {
    match spec.findings.strip_suffix('*') {
        Some(family) => format!("`{family}${{string}}`"),
        None => format!("\"{}\"", spec.findings),
    }
}
