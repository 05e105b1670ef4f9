//! `generate ROOT [--check]`: the JSON Schema of the native document, the tables of detectors and diagnostics, the union of
//! detector ids.
//! With `--check` nothing is written, and a file that would change is a failure.

mod tables;

use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

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
    let types = tables::with_detector_ids(&types)
        .ok_or_else(|| io::Error::other("pkg/index.d.ts has no `DetectorId`"))?;
    let page = fs::read_to_string(root.join("docs/convert.md"))?;
    let conversions = tables::conversions(&page)
        .ok_or_else(|| io::Error::other("docs/convert.md has no place for its tables"))?;
    let files = [
        ("docs/convert.md", conversions),
        ("pkg/policy.schema.json", schema()?),
        ("docs/detectors.md", tables::detectors()),
        ("docs/diagnostics.md", tables::diagnostics()),
        ("pkg/index.d.ts", types),
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
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, text)?;
        }
    }
    Ok(stale)
}

fn schema() -> io::Result<String> {
    let missing = |place| io::Error::other(format!("the types have no place {place}"));
    let schema = edgeward::policy::schema::schema().map_err(missing)?;
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    Ok(text)
}
