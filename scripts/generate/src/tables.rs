//! The pages that are tables of a list in the code.

use std::fmt::Write as _;

use edgeward::detectors::{ALL, Reach, Spec};
use edgeward::policy::{Code, Kind, Severity, Target, ValidateOptions, convert};

/// `docs/detectors.md`
pub(crate) fn detectors() -> String {
    let mut text = String::from(
        "# Detectors\n\nWritten by `make docs` from the registry in `src/detectors/registry.rs`.\n\n\
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

/// `docs/convert.md`, below its prose.
pub(crate) fn conversions(page: &str) -> Option<String> {
    let mark = "<!-- written by `make docs` from here on -->\n";
    let (prose, _) = page.split_once(mark)?;
    let mut text = format!("{prose}{mark}\n## Detectors\n\n");
    let others = Kind::ALL
        .iter()
        .filter(|kind| **kind != Kind::EdgewardPolicy);
    let others: Vec<Kind> = others.copied().collect();
    let head = |text: &mut String, first: &str| {
        let names = others.iter().map(|kind| format!(" `{kind}` |"));
        let names: String = names.collect();
        let _ = writeln!(
            text,
            "| {first} |{names}\n|---|{}",
            "---|".repeat(others.len())
        );
    };
    head(&mut text, "a rule with nothing but");
    for (shown, rule) in RULES {
        let cells = others.iter().map(|kind| match losses(rule, "", *kind) {
            None => " no |".to_owned(),
            Some(losses) if losses.is_empty() => " yes |".to_owned(),
            Some(losses) => format!(" yes, but {} |", losses.join("; ")),
        });
        let _ = writeln!(text, "| {shown} |{}", cells.collect::<String>());
    }
    text.push_str("\n## What a rule says besides\n\n");
    head(&mut text, "member");
    for (shown, member, whole) in &MEMBERS {
        let cells = others.iter().map(|kind| {
            let base = base(*kind, shown);
            let without = losses(base, "", *kind).unwrap_or_default();
            let with = if *whole {
                losses(base, member, *kind)
            } else {
                losses(&format!("{base}, {member}"), "", *kind)
            };
            match with {
                None => " the rule is left out |",
                Some(with) if with.iter().all(|loss| without.contains(loss)) => " yes |",
                Some(_) => " no |",
            }
        });
        let _ = writeln!(text, "| `{shown}` |{}", cells.collect::<String>());
    }
    Some(text)
}

/// Each detector as a native rule says it at the least.
const RULES: [(&str, &str); 18] = [
    ("`test_string`", r#""detector": "test_string""#),
    (
        "`keyword`, literal",
        r#""detector": "keyword", "settings": {"entries": ["a"]}"#,
    ),
    (
        "`keyword`, `caseSensitive`",
        r#""detector": "keyword", "settings": {"entries": ["a"], "caseSensitive": true}"#,
    ),
    (
        "`keyword`, pattern",
        r#""detector": "keyword", "settings": {"entries": [{"regex": "a"}]}"#,
    ),
    (
        "`competitor`",
        r#""detector": "competitor", "settings": {"names": ["a"]}"#,
    ),
    (
        "`pii`",
        r#""detector": "pii", "settings": {"types": ["email_address"]}"#,
    ),
    ("`secret`", r#""detector": "secret""#),
    ("`prompt_injection`", r#""detector": "prompt_injection""#),
    ("`toxicity`", r#""detector": "toxicity""#),
    (
        "`topic`, banned",
        r#""detector": "topic", "settings": {"mode": "banned", "topics": ["a"]}"#,
    ),
    (
        "`topic`, allowed",
        r#""detector": "topic", "settings": {"mode": "allowed", "topics": ["a"]}"#,
    ),
    (
        "`sql.restricted_tables`",
        r#""detector": "sql.restricted_tables", "settings": {"tables": ["a"]}"#,
    ),
    (
        "`sql.allowed_tables`",
        r#""detector": "sql.allowed_tables", "settings": {"tables": ["a"]}"#,
    ),
    ("`sql.read_only`", r#""detector": "sql.read_only""#),
    ("`sql.load`", r#""detector": "sql.load""#),
    ("`groundedness`", r#""detector": "groundedness""#),
    (
        "`conduct`",
        r#""detector": "conduct", "settings": {"rules": ["Users must not request prescriptions."]}"#,
    ),
    (
        "`custom`",
        r#""detector": "custom", "settings": {"mode": "simple", "instructions": "{answer} is polite", "modality": "legit"}"#,
    ),
];

/// Members of a rule, and of the whole document.
const MEMBERS: [(&str, &str, bool); 15] = [
    ("message", r#""message": "m""#, false),
    ("replacement", r#""replacement": "r""#, false),
    ("description", r#""description": "d""#, false),
    ("priority", r#""priority": 7"#, false),
    ("threshold", r#""threshold": 0.7"#, false),
    ("enabled: false", r#""enabled": false"#, false),
    (
        "targets: [\"response\"]",
        r#""targets": ["response"]"#,
        false,
    ),
    ("action: \"flag\"", r#""action": "flag""#, false),
    ("action: \"block\"", r#""action": "block""#, false),
    ("description of the policy", r#""description": "d", "#, true),
    ("mode: \"monitor\"", r#""mode": "monitor", "#, true),
    ("failureMode", r#""failureMode": "flag", "#, true),
    ("placeholder", r#""placeholder": "x", "#, true),
    ("release", r#""release": "end", "#, true),
    (
        "exceptions",
        r#""exceptions": [{"detectors": ["keyword"], "values": ["a"]}], "#,
        true,
    ),
];

/// A rule that the kind can say, of the sort that may have the member.
fn base(kind: Kind, member: &str) -> &'static str {
    let detector = match (kind, member) {
        (Kind::AporiaCustomPolicy, _) => "`custom`",
        (Kind::EnkryptPolicy, _) => "`conduct`",
        (Kind::LyzrRaiPolicy, "replacement") => {
            return r#""detector": "keyword", "action": "redact", "settings": {"entries": ["a"]}"#;
        }
        (_, "replacement") => "`pii`",
        _ => "`toxicity`",
    };
    let found = RULES.iter().find(|(shown, _)| *shown == detector);
    found.map_or("", |(_, rule)| rule)
}

/// What a native rule loses, in a few words; `None` where all of it is lost.
fn losses(rule: &str, head: &str, to: Kind) -> Option<Vec<String>> {
    let payload = format!(
        r#"{{"kind": "edgeward.policy", "version": 1, "name": "n", {head}"rules": [{{"id": "a", {rule}}}]}}"#
    );
    let converted = convert(&payload, to, &ValidateOptions::default()).ok()?;
    let mut words = Vec::new();
    for loss in converted.losses {
        // The name of the policy and the projects are the same for every rule; they stand in the prose.
        if !loss.path.is_empty() && loss.path != "/name" {
            words.push(loss.message);
        }
    }
    Some(words)
}
