//! Answers texts as `validate` does, for the differential run: JSON strings in, a line each; `[status, body]` or `null`
//! out, and whether the text has an error here.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a tool for developers"
)]

use std::io::{BufRead as _, Write as _};

use edgeward::policy::{Diagnostic, Kind, ValidateOptions, validate};

fn main() {
    let options = ValidateOptions {
        kind: Some(Kind::LyzrRaiPolicy),
        ..ValidateOptions::default()
    };
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let text: String = serde_json::from_str(&line.unwrap()).unwrap();
        let read = validate(&text, &options);
        let refused = read.diagnostics.iter().any(Diagnostic::is_error);
        let answer = read.response.map(|answer| (answer.status, answer.body));
        writeln!(out, "{}", serde_json::json!([refused, answer])).unwrap();
    }
}
