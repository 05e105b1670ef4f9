//! The case files of `tests/data/validate`: payloads, and exactly what is said about them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use edgeward::policy::reader::{self, Node};
use edgeward::policy::vendors::{Stamp, document};
use edgeward::policy::{
    Code, Kind, Policy, Recognised, Severity, Target, ValidateOptions, Vendor, validate,
};
use serde::Deserialize;
use serde_json::Value;

/// A file of cases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File<C> {
    #[expect(dead_code, reason = "for people")]
    about: String,
    pub(crate) cases: Vec<C>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// JSON text, or a value that stands in the file as it would in the text.
    payload: Value,
    #[serde(default)]
    options: Options,
    expect: Expect,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
struct Options {
    vendor: Option<Vendor>,
    kind: Option<Kind>,
    strict: bool,
    custom_policies: BTreeMap<String, Value>,
    targets: BTreeMap<String, Vec<Target>>,
    extractions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Expect {
    ok: bool,
    kind: Option<Kind>,
    /// All of them, in order; of each the fields that are named.
    diagnostics: Vec<Value>,
    /// All rules of the neutral document, in order; of each the fields that are named.
    rules: Option<Vec<Value>>,
    /// Where each rule came from, likewise.
    origins: Option<Vec<Value>>,
    /// Fields of the neutral document.
    document: Option<Value>,
    /// What is kept for the vendor's success document.
    vendor_data: Option<Value>,
    /// Fields of the vendor's success document, made with `stamp`.
    success: Option<Value>,
}

pub(crate) fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(path)
}

/// Every case file of `tests/data/validate`, in a fixed order.
fn files() -> Vec<PathBuf> {
    let list = |dir: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(dir).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let groups = list(&data("validate"))
        .into_iter()
        .filter(|path| path.is_dir());
    groups
        .flat_map(|group| list(&group))
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect()
}

/// A case with its payload as JSON text.
struct Loaded {
    title: String,
    case: Case,
    payload: String,
}

fn load(path: &Path) -> Vec<Loaded> {
    let text = std::fs::read_to_string(path).unwrap();
    let shown = path.strip_prefix(data("validate")).unwrap().display();
    let file: File<Case> = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{shown}: {e}"));
    // Read again with places, because the order of keys and the spelling of numbers are part of a payload.
    let root = reader::read(&text, usize::MAX, 128).root.unwrap();
    let cases = root.get("cases").and_then(Node::items).unwrap();
    let places = cases.iter().map(|case| case.get("payload").unwrap());
    let pairs = file.cases.into_iter().zip(places);
    pairs
        .map(|(case, place)| Loaded {
            title: format!("{shown}: {}", case.name),
            payload: match &case.payload {
                Value::String(text) => text.clone(),
                _ => text[place.start..place.end].to_owned(),
            },
            case,
        })
        .collect()
}

impl Options {
    fn build(&self) -> ValidateOptions {
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let definitions = self.custom_policies.iter();
        ValidateOptions {
            vendor: self.vendor,
            kind: self.kind,
            strict: self.strict,
            custom_policies: definitions
                .map(|(key, value)| (key.clone(), text(value)))
                .collect(),
            targets: self.targets.clone(),
            extractions: self.extractions.clone(),
            utf16: true,
            ..ValidateOptions::default()
        }
    }
}

/// Whether `actual` has at least what `expected` names; lists have the same length.
pub(crate) fn covers(actual: &Value, expected: &Value) -> bool {
    match (actual, expected) {
        (Value::Object(actual), Value::Object(expected)) => expected.iter().all(|(key, value)| {
            actual
                .get(key)
                .map_or(value.is_null(), |found| covers(found, value))
        }),
        (Value::Array(actual), Value::Array(expected)) => {
            actual.len() == expected.len()
                && actual
                    .iter()
                    .zip(expected)
                    .all(|(actual, expected)| covers(actual, expected))
        }
        (Value::Number(actual), Value::Number(expected)) => actual.as_f64() == expected.as_f64(),
        _ => actual == expected,
    }
}

/// A list with what differs from the expectation marked.
fn compare(what: &str, actual: &[Value], expected: &[Value], out: &mut String) {
    let same = |index: usize| match (actual.get(index), expected.get(index)) {
        (Some(actual), Some(expected)) => covers(actual, expected),
        _ => false,
    };
    let count = actual.len().max(expected.len());
    if (0..count).all(same) {
        return;
    }
    let _ = writeln!(out, "  {what} differ:");
    let none = Value::String("nothing".into());
    for index in (0..count).filter(|index| !same(*index)) {
        let _ = writeln!(
            out,
            "    {index} expected {}",
            expected.get(index).unwrap_or(&none)
        );
        let _ = writeln!(
            out,
            "    {index} got      {}",
            actual.get(index).unwrap_or(&none)
        );
    }
}

fn values<T: serde::Serialize>(list: impl IntoIterator<Item = T>) -> Vec<Value> {
    list.into_iter()
        .map(|item| serde_json::to_value(item).unwrap())
        .collect()
}

fn check(case: &Case, got: &Recognised) -> String {
    let expect = &case.expect;
    let mut out = String::new();
    let ok = got
        .diagnostics
        .iter()
        .all(|diagnostic| !diagnostic.is_error());
    if ok != expect.ok || ok != got.policy.is_some() {
        let policy = if got.policy.is_some() { "a" } else { "no" };
        let _ = writeln!(
            out,
            "  ok: expected {}, got {ok} and {policy} policy",
            expect.ok
        );
    }
    if got.kind != expect.kind {
        let _ = writeln!(
            out,
            "  kind: expected {:?}, got {:?}",
            expect.kind, got.kind
        );
    }
    compare(
        "diagnostics",
        &values(&got.diagnostics),
        &expect.diagnostics,
        &mut out,
    );
    let Some(policy) = &got.policy else {
        return out;
    };
    if let Some(rules) = &expect.rules {
        compare("rules", &values(&policy.document().rules), rules, &mut out);
    }
    if let Some(origins) = &expect.origins {
        let list = values(policy.rules().map(|(_, origin)| origin));
        compare("origins", &list, origins, &mut out);
    }
    if let Some(document) = &expect.document {
        compare(
            "documents",
            &values([policy.document()]),
            std::slice::from_ref(document),
            &mut out,
        );
    }
    if let Some(data) = &expect.vendor_data {
        compare(
            "vendor data",
            std::slice::from_ref(policy.vendor_data()),
            std::slice::from_ref(data),
            &mut out,
        );
    }
    if let Some(wanted) = &expect.success {
        compare(
            "success documents",
            &[success(policy)],
            std::slice::from_ref(wanted),
            &mut out,
        );
    }
    out
}

/// A host that never changes.
fn stamp() -> Stamp {
    Stamp {
        now: "2026-01-02T03:04:05.678Z".into(),
        entropy: 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef_u128.to_be_bytes(),
        ..Stamp::default()
    }
}

#[test]
fn cases_of_validate() {
    let mut failures = String::new();
    let (mut count, mut failed) = (0, 0);
    for loaded in files().iter().flat_map(|path| load(path)) {
        count += 1;
        let got = validate(&loaded.payload, &loaded.case.options.build());
        let differences = check(&loaded.case, &got);
        if !differences.is_empty() {
            failed += 1;
            let _ = writeln!(failures, "{}\n{differences}", loaded.title);
        }
    }
    assert!(count > 0, "no case files were found");
    assert!(
        failed == 0,
        "{failed} of {count} cases failed\n\n{failures}"
    );
}

#[test]
fn every_code_is_reached() {
    let mut seen = BTreeSet::new();
    for loaded in files().iter().flat_map(|path| load(path)) {
        let got = validate(&loaded.payload, &loaded.case.options.build());
        seen.extend(
            got.diagnostics
                .into_iter()
                .map(|diagnostic| diagnostic.code),
        );
    }
    let elsewhere = [
        // Larger than a case file should be: see `hostile`.
        Code::TooMany,
        Code::PayloadTooLarge,
        Code::MoreProblems,
    ];
    let missing: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !seen.contains(code) && !elsewhere.contains(code))
        .map(|code| code.as_str())
        .collect();
    assert!(
        missing.is_empty(),
        "no case file reaches {}",
        missing.join(", ")
    );
}

/// Every payload of the case files, with its title and how it is read.
pub(crate) fn payloads() -> Vec<(String, String, ValidateOptions)> {
    let loaded = files().into_iter().flat_map(|path| load(&path));
    loaded
        .map(|loaded| (loaded.title, loaded.payload, loaded.case.options.build()))
        .collect()
}

/// The vendor's success document.
pub(crate) fn success(policy: &Policy) -> Value {
    let text = document(policy, &stamp());
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

/// Every payload of the case files that is accepted, with its title, its kind and how it is read.
pub(crate) fn valid_payloads() -> Vec<(String, String, Kind, ValidateOptions)> {
    let loaded = files().into_iter().flat_map(|path| load(&path));
    loaded
        .filter_map(|loaded| {
            let options = loaded.case.options.build();
            let policy = validate(&loaded.payload, &options).policy?;
            Some((loaded.title, loaded.payload, policy.kind(), options))
        })
        .collect()
}

#[test]
fn neutral_documents_are_native_documents() {
    let mut count = 0;
    for loaded in files().iter().flat_map(|path| load(path)) {
        let options = loaded.case.options.build();
        let Some(policy) = validate(&loaded.payload, &options).policy else {
            continue;
        };
        let text = policy.canonical_json();
        let inert = policy.rules().any(|(_, origin)| origin.inert.is_some());
        if inert || policy.rules().next().is_none() || text.contains(r#""detector":"unsupported""#)
        {
            // What a vendor lets pass and the native language refuses, kept so that it is reported.
            continue;
        }
        let options = ValidateOptions {
            extractions: vec!["tone".into()],
            ..ValidateOptions::default()
        };
        let again = validate(&text, &options);
        let hash = again.policy.map(|again| again.hash());
        assert_eq!(
            hash,
            Some(policy.hash()),
            "{}: {:?}",
            loaded.title,
            again.diagnostics
        );
        count += 1;
    }
    assert!(count > 20, "{count}");
}

#[test]
fn examples_are_valid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/policies");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let got = validate(&text, &ValidateOptions::default());
        assert!(
            got.policy.is_some(),
            "{}: {:?}",
            path.display(),
            got.diagnostics
        );
        let name = path.file_name().and_then(|name| name.to_str()).unwrap();
        let vendor = got.kind.unwrap().vendor().as_str();
        let vendor = if vendor == "edgeward" {
            "native"
        } else {
            vendor
        };
        assert!(name.starts_with(vendor), "{name} is for {vendor}");
        // The page's own example has two thresholds of 1 and a list of no types.
        if name != "lyzr-page.json" {
            let quiet = got
                .diagnostics
                .iter()
                .all(|each| each.severity == Severity::Info);
            assert!(quiet, "{name}: {:?}", got.diagnostics);
        }
    }
}
