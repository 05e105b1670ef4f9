use edgeward::policy::Target;

use super::{Rows, SetFile, Task, read};
use crate::row::{Row, Truth};

fn rows_of(task: Task, text: &str, split: Option<&str>, limit: Option<usize>) -> Rows {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("a.jsonl");
    std::fs::write(&path, text).unwrap();
    let set = SetFile {
        name: "a".into(),
        file: "a.jsonl".into(),
        path,
    };
    read(&set, task, split, limit).unwrap()
}

fn one(task: Task, row: &str) -> Result<Row, String> {
    let mut rows = rows_of(task, row, None, None);
    match rows.labelled.pop() {
        Some(row) => Ok(row),
        None if rows.unlabelled == 1 => Err("unlabelled".into()),
        None => Err(rows.malformed.remove(0).1),
    }
}

#[test]
fn labels_in_every_spelling() {
    let truth = |row: &str| one(Task::Toxicity, row).map(|row| row.truth);
    assert_eq!(
        truth(r#"{"text": "a", "label": 1}"#),
        Ok(Truth::Binary(true))
    );
    assert_eq!(
        truth(r#"{"text": "a", "label": false}"#),
        Ok(Truth::Binary(false))
    );
    for row in [r#"{"text": "a", "label": null}"#, r#"{"text": "a"}"#] {
        assert_eq!(truth(row), Err("unlabelled".into()));
    }
    for row in [
        r#"{"text": "a", "label": 2}"#,
        r#"{"text": "a", "label": "1"}"#,
    ] {
        assert_eq!(truth(row), Err("`label` must be 0 or 1".into()));
    }
    assert_eq!(truth(r#"{"label": 1}"#), Err("`text` is missing".into()));
    assert_eq!(
        truth(r#"{"text": 3}"#),
        Err("`text` must be a string".into())
    );
}

#[test]
fn malformed_rows_carry_their_line_and_no_text() {
    let rows = rows_of(
        Task::Pii,
        "{\"text\": \"a\", \"label\": 0}\n\n{\"text\": secret}\n[]\n\"secret\"\n",
        None,
        None,
    );
    assert_eq!(rows.labelled.len(), 1);
    let lines: Vec<usize> = rows.malformed.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [3, 4, 5]);
    assert!(
        rows.malformed
            .iter()
            .all(|(_, message)| !message.contains("secret"))
    );
}

#[test]
fn spans_are_code_points_with_our_types() {
    let row =
        r#"{"text": "é😀 a@b.c ok", "spans": [[9, 11, "AGE"], [3, 8, "email"], [4, 4, "URL"]]}"#;
    let row = one(Task::Pii, row).unwrap();
    assert_eq!(row.truth, Truth::Binary(true));
    let spans = row.spans.unwrap();
    let kinds: Vec<_> = spans
        .iter()
        .map(|span| (span.kind.as_str(), span.known, span.start, span.end))
        .collect();
    assert_eq!(
        kinds,
        [("EMAIL_ADDRESS", true, 3, 8), ("AGE", false, 9, 11)]
    );
    for spans in [
        "[[3, 12, \"URL\"]]",
        "[[3, 2, \"URL\"]]",
        "[[1]]",
        "[[-1, 2, \"URL\"]]",
        "{}",
    ] {
        let row = format!(r#"{{"text": "é😀 a@b.c ok", "spans": {spans}}}"#);
        assert!(one(Task::Pii, &row).is_err(), "{spans}");
    }
    let untyped = one(Task::Secrets, r#"{"text": "abc", "spans": [[0, 2]]}"#).unwrap();
    assert_eq!(untyped.spans.unwrap()[0].kind, "secret");
}

#[test]
fn topics_in_three_forms() {
    let indexed = one(
        Task::Topic,
        r#"{"text": "a", "topics": ["x", "y"], "label": 1}"#,
    )
    .unwrap();
    assert_eq!(indexed.truth, Truth::Class(1));
    assert!(indexed.payload.contains("\"quality-1\""));
    let named = one(
        Task::Topic,
        r#"{"text": "a", "topics": ["x", "y"], "label": "y"}"#,
    )
    .unwrap();
    assert_eq!(named.truth, Truth::Class(1));
    assert!(one(Task::Topic, r#"{"text": "a", "topics": ["x"], "label": 1}"#).is_err());
    assert!(one(Task::Topic, r#"{"text": "a", "topics": [], "label": 0}"#).is_err());
    let binary = one(Task::Topic, r#"{"text": "a", "topic": "x", "label": 0}"#).unwrap();
    assert_eq!(binary.truth, Truth::Binary(false));
    let file = concat!(
        r#"{"text": "a", "label": "card_lost", "topic": "a lost card"}"#,
        "\n",
        r#"{"text": "b", "label": "top_up"}"#,
        "\n",
        r#"{"text": "c", "label": "card_lost"}"#
    );
    let rows = rows_of(Task::Topic, file, None, None);
    assert_eq!(rows.classes, ["card_lost", "top_up"]);
    let truths: Vec<Truth> = rows.labelled.iter().map(|row| row.truth).collect();
    assert_eq!(truths, [Truth::Class(0), Truth::Class(1), Truth::Class(0)]);
    assert!(
        rows.labelled
            .iter()
            .all(|row| row.payload == rows.labelled[0].payload)
    );
    assert!(
        rows.labelled[0].payload.contains("a lost card")
            && rows.labelled[0].payload.contains("\"top up\"")
    );
}

#[test]
fn sides_and_policies_of_the_tasks() {
    let context = one(
        Task::Injection,
        r#"{"text": "a", "label": 1, "target": "context"}"#,
    )
    .unwrap();
    assert_eq!(context.target, Target::Context);
    let error = one(
        Task::Injection,
        r#"{"text": "a", "label": 1, "target": "response"}"#,
    );
    assert_eq!(
        error.unwrap_err(),
        "`target` must be one of prompt, context"
    );
    let answer = r#"{"text": "a", "label": 1, "context": ["c", "d"], "query": "q"}"#;
    let answer = one(Task::Groundedness, answer).unwrap();
    assert_eq!((answer.target, answer.context.len()), (Target::Response, 2));
    assert_eq!(answer.question.as_deref(), Some("q"));
    let conduct = r#"{"text": "a", "policy": "1. A\n2. B", "target": "response", "prompt": "p", "violated": [2]}"#;
    let conduct = one(Task::Conduct, conduct).unwrap();
    assert_eq!(
        (conduct.truth, conduct.violated.as_deref()),
        (Truth::Binary(true), Some(&[2][..]))
    );
    assert_eq!(conduct.question.as_deref(), Some("p"));
    let sql = |rest: &str| {
        one(
            Task::Sql,
            &format!(r#"{{"text": "SELECT 1", "label": 0, {rest}}}"#),
        )
    };
    assert!(
        sql(r#""check": "tables", "tables": ["users"]"#)
            .unwrap()
            .payload
            .contains("sql.restricted_tables")
    );
    assert!(
        sql(r#""check": "load", "condition": {"max_tables": 2}"#)
            .unwrap()
            .payload
            .contains("sql_load_limit")
    );
    assert!(sql(r#""check": "allowed_tables""#).is_err());
    let error = sql(r#""check": "speed""#).unwrap_err();
    assert_eq!(
        error,
        "`check` must be one of restricted_tables, allowed_tables, read_only, load"
    );
    assert!(one(Task::Keyword, r#"{"text": "a", "label": 0}"#).is_err());
}

#[test]
fn limits_are_even_and_splits_are_kept_apart() {
    let rows: Vec<String> = (0..10)
        .map(|n| format!(r#"{{"text": "{n}", "label": 0, "split": "{}"}}"#, n % 2))
        .collect();
    let file = rows.join(
        "
",
    );
    let rows = rows_of(Task::Toxicity, &file, None, Some(4));
    let kept: Vec<usize> = rows.labelled.iter().map(|row| row.index).collect();
    assert_eq!((kept, rows.left_out), (vec![2, 4, 7, 9], 6));
    let odd = rows_of(Task::Toxicity, &file, Some("1"), None);
    assert_eq!(
        (
            odd.labelled.len(),
            odd.left_out,
            odd.labelled[1].index,
            odd.labelled[1].line
        ),
        (5, 5, 3, 4)
    );
}
