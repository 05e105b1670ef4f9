//! What is written by `make docs` is what the code says.

use std::path::Path;

#[path = "../../scripts/generate/src/tables.rs"]
mod tables;

fn kept(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    // A checkout may have other line ends.
    std::fs::read_to_string(path)
        .unwrap_or_default()
        .replace("\r\n", "\n")
}

#[test]
fn pages_are_up_to_date() {
    let page = kept("docs/convert.md");
    let conversions = tables::conversions(&page).unwrap_or_default();
    for (name, text) in [
        ("docs/convert.md", conversions),
        ("docs/detectors.md", tables::detectors()),
        ("docs/diagnostics.md", tables::diagnostics()),
    ] {
        assert!(kept(name) == text, "{name} is out of date; run `make docs`");
    }
}

/// What may have gone when a rule fires is said of every detector.
#[test]
fn streaming_is_told_of_every_detector() {
    let page = kept("docs/streaming.md");
    let table = page
        .split("## ")
        .find(|part| part.starts_with("What may have gone"));
    let rows: Vec<&str> = table
        .unwrap()
        .lines()
        .filter_map(|line| line.split('|').nth(1))
        .collect();
    for spec in edgeward::detectors::ALL {
        let family = format!("`{}.*`", spec.id.split('.').next().unwrap());
        let own = format!("`{}`", spec.id);
        let told = rows
            .iter()
            .any(|row| row.contains(&own) || row.contains(&family));
        assert!(told, "docs/streaming.md does not tell of {}", spec.id);
    }
}

#[test]
fn the_published_types_name_every_detector() {
    let types = kept("pkg/index.d.ts");
    assert!(
        tables::with_detector_ids(&types).as_ref() == Some(&types),
        "pkg/index.d.ts is out of date; run `make docs`"
    );
}

#[cfg(feature = "schema")]
#[test]
fn the_schema_is_up_to_date() {
    let schema = edgeward::policy::schema::schema().unwrap();
    let kept: serde_json::Value =
        serde_json::from_str(&kept("pkg/policy.schema.json")).unwrap_or_default();
    assert!(
        kept == schema,
        "pkg/policy.schema.json is out of date; run `make docs`"
    );
}
