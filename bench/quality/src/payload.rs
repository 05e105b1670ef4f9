//! The policy of a row, as the text of a payload that the crate reads.
//!
//! What a row brings in a vendor's words (an Aporia `condition`, a policy as Enkrypt's rules text) goes through that
//! vendor's reader, so that both forms mean here what they mean in a service.

use serde_json::{Value, json};

use crate::fields::Fields;
use crate::task::Task;

/// The four SQL checks: our detector, Aporia's type, other words for it.
static SQL_CHECKS: &[(&str, &str, &[&str])] = &[
    (
        "sql.restricted_tables",
        "sql_restricted_tables",
        &["restricted_tables", "tables", "restricted"],
    ),
    (
        "sql.allowed_tables",
        "sql_allowed_tables",
        &["allowed_tables", "allowed"],
    ),
    (
        "sql.read_only",
        "sql_read_only_access",
        &["read_only", "read_only_access"],
    ),
    ("sql.load", "sql_load_limit", &["load", "load_limit"]),
];

/// The rule that every policy made here has, or begins its ids with.
pub(crate) const RULE: &str = "quality";

/// A project that is never looked up.
const PROJECT: &str = "00000000-0000-4000-8000-000000000000";

/// The policy of a row.
pub(crate) fn of(task: Task, fields: &Fields<'_>) -> Result<String, String> {
    match task {
        Task::Pii => Ok(native(
            "pii",
            &json!({"types": ["all", "person", "location"]}),
        )),
        Task::Secrets => Ok(native("secret", &json!({"types": ["all"]}))),
        Task::Injection => Ok(native("prompt_injection", &Value::Null)),
        Task::Toxicity => Ok(native("toxicity", &json!({"labels": ["toxicity"]}))),
        Task::Groundedness => Ok(native("groundedness", &json!({"checks": ["claims"]}))),
        Task::Keyword => keyword(fields),
        Task::Topic => topic(fields),
        Task::Sql => sql(fields),
        Task::Conduct => conduct(fields),
    }
}

/// Policies with which it can be asked whether a build serves the task at all.
pub(crate) fn probes(task: Task) -> Vec<String> {
    let of = |row: Value| {
        of(
            task,
            &Fields(row.as_object().unwrap_or(&serde_json::Map::new())),
        )
        .ok()
    };
    let rows = match task {
        Task::Keyword => vec![json!({"entries": ["probe"]})],
        Task::Topic => vec![json!({"topic": "probe"})],
        Task::Sql => SQL_CHECKS
            .iter()
            .map(|(check, ..)| json!({"check": check, "tables": ["probe"]}))
            .collect(),
        Task::Conduct => vec![json!({"policy": ["Users must not request prescriptions."]})],
        _ => vec![json!({})],
    };
    rows.into_iter().filter_map(of).collect()
}

/// One banned topic a candidate, so that each has its own score.
pub(crate) fn topics(topics: &[String]) -> String {
    let rules = topics.iter().enumerate().map(|(index, topic)| {
        json!({
            "id": format!("{RULE}-{index}"),
            "detector": "topic",
            "settings": {"mode": "banned", "topics": [topic]},
        })
    });
    document(&rules.collect::<Vec<_>>())
}

fn document(rules: &[Value]) -> String {
    json!({"kind": "edgeward.policy", "version": 1, "name": "quality", "rules": rules}).to_string()
}

fn native(detector: &str, settings: &Value) -> String {
    let mut rule = json!({"id": RULE, "detector": detector});
    if let (Some(rule), false) = (rule.as_object_mut(), settings.is_null()) {
        rule.insert("settings".into(), settings.clone());
    }
    document(&[rule])
}

fn keyword(fields: &Fields<'_>) -> Result<String, String> {
    let entries = fields.get("entries").filter(|entries| entries.is_array());
    let entries = entries.ok_or("`entries` must be a list of words and patterns")?;
    let mut settings = match fields.get("settings") {
        None => serde_json::Map::new(),
        Some(Value::Object(settings)) => settings.clone(),
        Some(_) => return Err("`settings` must be an object".into()),
    };
    settings.insert("entries".into(), entries.clone());
    Ok(native("keyword", &Value::Object(settings)))
}

fn topic(fields: &Fields<'_>) -> Result<String, String> {
    match fields.texts("topics")? {
        Some(list) if list.is_empty() => Err("`topics` must name at least one candidate".into()),
        Some(list) => Ok(topics(&list)),
        None => Ok(topics(&[fields.required("topic")?.to_owned()])),
    }
}

fn sql(fields: &Fields<'_>) -> Result<String, String> {
    let word = fields.text("check")?.unwrap_or("sql.read_only");
    let fits =
        |row: &&(&str, &str, &[&str])| row.0 == word || row.1 == word || row.2.contains(&word);
    let (detector, policy_type, _) = SQL_CHECKS.iter().find(fits).ok_or_else(|| {
        let words: Vec<&str> = SQL_CHECKS
            .iter()
            .filter_map(|row| row.2.first().copied())
            .collect();
        format!("`check` must be one of {}", words.join(", "))
    })?;
    let tables = fields.texts("tables")?;
    if let Some(condition) = fields.get("condition") {
        let mut condition = condition
            .as_object()
            .ok_or("`condition` must be an object")?
            .clone();
        if let (Some(tables), true) = (tables, detector.ends_with("tables")) {
            condition.entry("tables").or_insert_with(|| json!(tables));
        }
        let policy = json!({"policy_type": policy_type, "priority": 1, "condition": condition, "action": {"type": "block"}});
        return Ok(json!({"project_ids": [PROJECT], "policies": [policy]}).to_string());
    }
    match tables {
        Some(tables) if detector.ends_with("tables") => {
            Ok(native(detector, &json!({"tables": tables})))
        }
        None if detector.ends_with("tables") => Err("`tables` is missing".into()),
        _ => Ok(native(detector, &Value::Null)),
    }
}

fn conduct(fields: &Fields<'_>) -> Result<String, String> {
    match fields.get("policy") {
        Some(Value::String(rules)) => {
            let lines = rules.lines().filter(|line| !line.trim().is_empty()).count();
            Ok(json!({"name": "quality", "policy_rules": rules, "total_rules": lines}).to_string())
        }
        Some(Value::Array(_)) => Ok(native(
            "conduct",
            &json!({"rules": fields.texts("policy")?}),
        )),
        _ => Err("`policy` must be the text of the rules, or a list of them".into()),
    }
}
