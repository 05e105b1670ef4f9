//! The built program over the rows of this package and over rows made here.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

struct Ran {
    folder: TempDir,
    output: Output,
}

fn run(data: &Path, arguments: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_quality"))
        .arg("--data")
        .arg(data)
        .arg("--out")
        .arg(folder.path().join("new/out.json"))
        .args(arguments)
        .output()
        .unwrap();
    Ran { folder, output }
}

impl Ran {
    fn status(&self) -> Option<i32> {
        self.output.status.code()
    }

    fn report(&self) -> Value {
        serde_json::from_str(&fs::read_to_string(self.folder.path().join("new/out.json")).unwrap())
            .unwrap()
    }

    fn rows(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.folder.path().join("new/out.rows.jsonl")).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    fn errors(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }
}

fn own_rows() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn data(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (file, text) in files {
        let path = root.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

/// Everything that a clock has no part in.
fn timeless(mut value: Value) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(object) => {
                for key in ["p50_us", "p99_us", "bytes_per_s", "ms", "command", "jobs"] {
                    object.remove(key);
                }
                object.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    strip(&mut value);
    value
}

#[test]
fn the_keyword_rows_of_this_package() {
    let ran = run(&own_rows(), &["--task", "keyword", "--date", "2026-01-31"]);
    assert_eq!(ran.status(), Some(0), "{}", ran.errors());
    let report = ran.report();
    assert_eq!(report["date"], "2026-01-31");
    let task = &report["tasks"]["keyword"];
    assert_eq!(task["status"], "measured");
    assert_eq!(task["benign_sets"], serde_json::json!(["ordinary"]));
    assert!(task["policies"][0]["rules"][0]["detector"] == "keyword");
    let mentions = &task["sets"]["mentions"];
    assert_eq!(
        (
            &mentions["rows"],
            &mentions["positives"],
            &mentions["evaluated"]
        ),
        (&21.into(), &16.into(), &21.into())
    );
    for number in ["auc", "recall", "precision", "f1", "recall_at_1pct_fp"] {
        assert_eq!(mentions[number], 1.0, "{number}: {mentions:#}");
    }
    assert_eq!(
        mentions["spans"]["types"]["keyword"]["exact"]["f1"], 1.0,
        "{mentions:#}"
    );
    assert_eq!(mentions["categories"]["whole word"]["rows"], 3);
    let ordinary = &task["sets"]["ordinary"];
    assert_eq!(
        (&ordinary["rows"], &ordinary["unlabelled"]),
        (&7.into(), &1.into())
    );
    assert_eq!(ordinary["false_positives_per_100kb"], 0.0);
    let rows = ran.rows();
    assert_eq!(rows.len(), 28);
    assert_eq!(rows[8]["spans"], serde_json::json!([[7, 17, "keyword"]]));
    assert_eq!(
        (&rows[8]["decision"], &rows[8]["label"], &rows[8]["index"]),
        (&"block".into(), &1.into(), &8.into())
    );
    let table = String::from_utf8_lossy(&ran.output.stdout).into_owned();
    assert!(table.contains("| keyword | mentions"), "{table}");
}

#[test]
fn the_same_rows_give_the_same_numbers() {
    let one = run(&own_rows(), &["--task", "keyword"]);
    let other = run(&own_rows(), &["--task", "keyword", "--jobs", "3"]);
    assert_eq!(timeless(one.report()), timeless(other.report()));
    let rows = |ran: &Ran| ran.rows().into_iter().map(timeless).collect::<Vec<_>>();
    assert_eq!(rows(&one), rows(&other));
}

#[test]
fn wrong_labels_show_in_the_numbers() {
    let rows = concat!(
        "{\"text\": \"a heron\", \"label\": 0, \"entries\": [\"heron\"], \"spans\": []}\n",
        "{\"text\": \"a heron\", \"label\": 1, \"entries\": [\"heron\"], \"spans\": [[0, 1]]}\n",
        "{\"text\": \"a crane\", \"label\": 1, \"entries\": [\"heron\"]}\n",
    );
    let root = data(&[("keyword/birds.jsonl", rows)]);
    let report = run(root.path(), &[]).report();
    let set = &report["tasks"]["keyword"]["sets"]["birds"];
    assert_eq!(
        (&set["recall"], &set["precision"], &set["auc"]),
        (&0.5.into(), &0.5.into(), &0.25.into())
    );
    assert_eq!(
        (
            &set["spans"]["all"]["found"],
            &set["spans"]["all"]["matched"]
        ),
        (&2.into(), &0.into())
    );
    // One false find in the seven bytes of the only benign row.
    assert_eq!(set["false_positives_per_100kb"], 14_628.571_4);
    assert_eq!(set["fp_sets"], serde_json::json!(["birds"]));
    assert_eq!(set["recall_at_1pct_fp"], 0.0);
}

#[test]
fn malformed_rows_and_unknown_folders_are_said() {
    let rows = concat!(
        "{\"text\": \"heron\", \"label\": 1, \"entries\": [\"heron\"]}\n",
        "{\"text\": \"heron\"\n",
        "{\"text\": \"heron\", \"label\": 1, \"entries\": []}\n",
        "{\"text\": \"heron\", \"label\": 1, \"entries\": [{\"regex\": \"(\"}]}\n",
    );
    let root = data(&[
        ("keyword/birds.jsonl", rows),
        ("keyword/broken.jsonl.xz", "no"),
        ("weather/a.jsonl", ""),
    ]);
    let ran = run(root.path(), &[]);
    assert_eq!(ran.status(), Some(3));
    let errors = ran.errors();
    for line in [
        "birds.jsonl:2: ",
        "birds.jsonl:3: ",
        "birds.jsonl:4: ",
        "broken.jsonl.xz: ",
        "weather: no task",
    ] {
        assert!(errors.contains(line), "{line} {errors}");
    }
    let report = ran.report();
    assert_eq!(report["ignored_folders"], serde_json::json!(["weather"]));
    let sets = &report["tasks"]["keyword"]["sets"];
    assert_eq!(
        (&sets["birds"]["malformed"], &sets["birds"]["rows"]),
        (&3.into(), &1.into())
    );
    assert!(sets["broken"]["error"].is_string());
}

#[test]
fn usage_and_files_have_their_status() {
    let root = data(&[("keyword/birds.jsonl", "")]);
    assert_eq!(run(root.path(), &["--task", "weather"]).status(), Some(2));
    assert_eq!(run(root.path(), &["--set", "none*"]).status(), Some(2));
    assert_eq!(run(&root.path().join("none"), &[]).status(), Some(3));
    assert_eq!(run(root.path(), &["--help"]).status(), Some(0));
    let help = String::from_utf8_lossy(&run(root.path(), &["--help"]).output.stdout).into_owned();
    assert!(help.contains("Examples:"), "{help}");
}

#[test]
fn code_points_and_vendors_words_reach_the_guard() {
    let pii = r#"{"text": "😀 mail a.b@example.org now", "label": 1, "spans": [[7, 22, "EMAIL"], [0, 1, "SMILE"]]}"#;
    let joined = "SELECT a FROM t JOIN u ON t.x = u.x WHERE a = 1";
    let load = |tables: u32, label: u32| {
        format!(
            r#"{{"text": "{joined}", "label": {label}, "check": "load", "condition": {{"max_tables": {tables}}}}}"#
        )
    };
    let sql = [
        load(1, 1),
        load(2, 0),
        r#"{"text": "SELECT id FROM users", "label": 1, "check": "tables", "tables": ["users"]}"#
            .into(),
    ];
    let root = data(&[
        ("pii/mail.jsonl", pii),
        ("sql/checks.jsonl", &sql.join("\n")),
    ]);
    let ran = run(root.path(), &[]);
    assert_eq!(ran.status(), Some(0), "{}", ran.errors());
    let report = ran.report();
    let mail = &report["tasks"]["pii"]["sets"]["mail"]["spans"];
    assert_eq!(
        mail["types"]["EMAIL_ADDRESS"]["exact"]["f1"], 1.0,
        "{mail:#}"
    );
    assert_eq!(mail["unknown_types"]["SMILE"], 1);
    let task = &report["tasks"]["sql"];
    assert_eq!(task["distinct_policies"], 3);
    let checks = &task["sets"]["checks"];
    assert_eq!(
        (&checks["recall"], &checks["false_positive_rate"]),
        (&1.0.into(), &0.0.into()),
        "{checks:#}"
    );
}
