//! Texts that may hold SQL, in every dialect.

use std::sync::OnceLock;

use edgeward::engine::{EvaluateOptions, Guard, Input};
use serde_json::json;

use super::judged;

const DIALECTS: [&str; 8] = [
    "auto",
    "ansi",
    "postgres",
    "mysql",
    "sqlite",
    "mssql",
    "bigquery",
    "snowflake",
];

fn guards() -> Vec<Guard> {
    let policy = |dialect: &str| {
        json!({ "kind": "edgeward.policy", "version": 1, "name": "sql", "failureMode": "flag", "rules": [
            { "id": "restricted", "detector": "sql.restricted_tables", "settings": { "dialect": dialect, "tables": ["users", "pay*", "hr.staff"] } },
            { "id": "allowed", "detector": "sql.allowed_tables", "settings": { "dialect": dialect, "tables": ["orders", "t"], "defaultSchema": "public", "unparsable": "ignore" } },
            { "id": "reads", "detector": "sql.read_only", "settings": { "dialect": dialect } },
            { "id": "load", "detector": "sql.load", "settings": { "dialect": dialect, "maxTables": 2, "maxNesting": 1 } },
        ] })
    };
    DIALECTS
        .iter()
        .map(|dialect| judged::guard(&policy(dialect)))
        .collect()
}

pub fn run(data: &[u8]) {
    static GUARDS: OnceLock<Vec<Guard>> = OnceLock::new();
    let guards = GUARDS.get_or_init(guards);
    let (head, text) = super::headed(data);
    let text = match head / 8 % 3 {
        0 => text,
        1 => format!("Run this:\n```sql\n{text}\n```\nand tell me."),
        _ => format!("You could try {text}; then look."),
    };
    judged::evaluate(
        &guards[head % 8],
        &Input::response(text),
        &EvaluateOptions::default(),
    );
}
