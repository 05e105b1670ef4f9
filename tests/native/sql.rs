//! SQL that is made to break a parser, and statements written by a generator.

use std::time::{Duration, Instant};

use edgeward::engine::{EvaluateOptions, Guard, GuardOptions, Input, Verdict};
use edgeward::policy::{Decision, Policy, ValidateOptions};
use serde_json::{Value, json};

fn guard(detector: &str, settings: &Value) -> Guard {
    let rule = json!({ "id": "sql", "detector": detector, "settings": settings });
    let policy = json!({ "kind": "edgeward.policy", "version": 1, "name": "sql", "rules": [rule] });
    let (policy, _) = Policy::from_json(&policy.to_string(), &ValidateOptions::default()).unwrap();
    Guard::new(policy, &GuardOptions::default())
}

fn all() -> Vec<Guard> {
    vec![
        guard("sql.restricted_tables", &json!({ "tables": ["users"] })),
        guard("sql.allowed_tables", &json!({ "tables": ["orders", "t"] })),
        guard("sql.read_only", &json!({})),
        guard("sql.load", &json!({})),
    ]
}

fn judge(guard: &Guard, text: &str) -> Verdict {
    guard.evaluate(&Input::response(text), &EvaluateOptions::default())
}

/// A debug build of the parser on a busy machine; what is quadratic takes minutes at these sizes.
const PATIENCE: Duration = Duration::from_mins(2);

fn hostile() -> Vec<(&'static str, String)> {
    let select = |inside: String| format!("SELECT {inside} FROM t");
    vec![
        ("brackets", select("(".repeat(100_000))),
        (
            "closed brackets",
            select(format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000))),
        ),
        ("square brackets", select("[".repeat(100_000))),
        ("braces", select("{".repeat(100_000))),
        (
            "joins",
            format!("SELECT * FROM t{}", " JOIN t ON t.a = t.b".repeat(10_000)),
        ),
        (
            "bare joins",
            format!("SELECT * FROM t{}", " JOIN t".repeat(10_000)),
        ),
        ("commas", select(",".repeat(1_000_000))),
        ("sum", select("1+".repeat(300_000))),
        ("short sum", select(format!("{}1", "1+".repeat(6_000)))),
        ("signs", select(format!("{}1", "- ".repeat(9_000)))),
        (
            "not",
            format!("SELECT 1 FROM t WHERE {} a", "NOT ".repeat(9_000)),
        ),
        ("case", select("CASE WHEN ".repeat(9_000))),
        ("casts", select(format!("1{}", "::int".repeat(9_000)))),
        (
            "arrays",
            select(format!(
                "CAST(1 AS {}INT{})",
                "ARRAY<".repeat(3_000),
                ">".repeat(3_000)
            )),
        ),
        ("subscripts", select(format!("a{}", "[1]".repeat(6_000)))),
        ("dots", select(format!("a{}", ".a".repeat(9_000)))),
        (
            "unions",
            format!("SELECT 1{}", " UNION SELECT 1".repeat(6_000)),
        ),
        (
            "ands",
            format!("SELECT 1 FROM t WHERE a{}", " AND a".repeat(9_000)),
        ),
        (
            "in",
            format!(
                "SELECT 1 FROM t WHERE a IN ({})",
                "SELECT a FROM t WHERE a IN (".repeat(3_000)
            ),
        ),
        (
            "from brackets",
            format!("SELECT * FROM {}", "(".repeat(9_000)),
        ),
        (
            "with",
            format!("WITH a AS ({}", "WITH a AS (".repeat(3_000)),
        ),
        ("is null", select(format!("a{}", " IS NULL".repeat(6_000)))),
        ("between", select("a BETWEEN ".repeat(6_000))),
        ("interval", select("INTERVAL ".repeat(9_000))),
        ("statements", "SELECT 1;".repeat(10_000)),
        ("reads without an end", "SELECT 1 ".repeat(6_000)),
        ("writes without an end", "DELETE FROM t ".repeat(5_000)),
        ("verbs", "select ".repeat(5_000)),
        ("verbs with values", "select a, ".repeat(10_000)),
        ("open strings", "SELECT 'a ".repeat(10_000)),
        ("open comments", "SELECT /* ".repeat(10_000)),
        ("open tags", "SELECT $a$ ".repeat(5_000)),
        ("escaped strings", "{\"a\": \"\\n".repeat(10_000)),
        ("quoted verbs", "\"SELECT ".repeat(10_000)),
        ("backticks", "`SELECT ".repeat(10_000)),
        (
            "brackets before a verb",
            format!("{}SELECT", "(".repeat(200_000)),
        ),
        ("updates", "UPDATE t SET ".repeat(5_000)),
        ("drops", "DROP TABLE a, ".repeat(5_000)),
        ("explains", "EXPLAIN ".repeat(10_000)),
        ("fences", "```\nSELECT 1\n".repeat(5_000)),
    ]
}

/// As deep as what is still given to the parser may be.
fn deepest() -> Vec<String> {
    let select = |inside: String| format!("SELECT {inside} FROM t");
    let mut list = Vec::new();
    for depth in [30, 44, 60] {
        list.extend([
            select(format!("{}1{}", "(".repeat(depth), ")".repeat(depth))),
            select(format!("{}1{}", "f(".repeat(depth), ")".repeat(depth))),
            select(format!(
                "{}1 THEN 1{}",
                "CASE WHEN ".repeat(depth),
                " END".repeat(depth)
            )),
            select(format!(
                "CAST(1 AS {}INT{})",
                "ARRAY<".repeat(depth),
                ">".repeat(depth)
            )),
            select("STRUCT(".repeat(depth)),
            select("ARRAY[".repeat(depth)),
            select("{'a':".repeat(depth)),
            select("INTERVAL ".repeat(depth)),
            format!("SELECT 1 FROM t WHERE {}a", "NOT ".repeat(depth)),
            format!(
                "SELECT 1 FROM t WHERE {}a",
                "EXISTS (SELECT 1 FROM t WHERE ".repeat(depth)
            ),
            format!("SELECT * FROM {}t{}", "(".repeat(depth), ")".repeat(depth)),
            format!("SELECT * FROM {}", "(".repeat(depth)),
            format!(
                "SELECT * FROM {}t{}",
                "(SELECT * FROM ".repeat(depth),
                ") x".repeat(depth)
            ),
            "WITH a AS (".repeat(depth),
            format!(
                "SELECT * FROM t{}{}",
                " JOIN t".repeat(depth),
                " ON a = b".repeat(depth)
            ),
        ]);
    }
    for length in [100, 490] {
        list.extend([
            select(format!("{}1", "1+".repeat(length))),
            select(format!("a{}", " IS NULL".repeat(length))),
            select(format!("1{}", "::int".repeat(length))),
            format!("SELECT 1{}", " UNION SELECT 1".repeat(length)),
            format!("SELECT 1 FROM t WHERE a{}", " AND a".repeat(length)),
            select(format!(
                "{}{}1{}",
                "(".repeat(20),
                "1+".repeat(length - 50),
                ")".repeat(20)
            )),
        ]);
    }
    list
}

#[cfg_attr(target_family = "wasm", ignore = "needs a thread")]
#[test]
fn the_deepest_statements_fit_into_a_small_stack() {
    let run = || {
        let guard = guard("sql.load", &json!({}));
        for text in deepest() {
            judge(&guard, &format!("```sql\n{text}\n```"));
        }
    };
    // The stack of a WebAssembly module is 1 MiB; frames are larger here than there.
    let stack = if cfg!(debug_assertions) { 4 } else { 1 } << 20;
    std::thread::Builder::new()
        .stack_size(stack)
        .spawn(run)
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn hostile_statements_get_a_verdict_in_time() {
    let guards = [
        guard("sql.allowed_tables", &json!({ "tables": ["t"] })),
        guard("sql.load", &json!({})),
    ];
    for (name, text) in hostile() {
        for fenced in [text.clone(), format!("```sql\n{text}\n```")] {
            let began = Instant::now();
            for guard in &guards {
                judge(guard, &fenced);
            }
            let took = began.elapsed();
            println!("{name}: {} bytes in {took:?}", fenced.len());
            assert!(took < PATIENCE, "{name} took {took:?}");
        }
    }
    let verdict = judge(&guards[0], "SELECT * FROM users");
    assert_eq!(verdict.decision, Decision::Block, "alive afterwards");
}

#[test]
fn what_is_too_large_is_not_let_through() {
    let guards = all();
    for text in [
        format!("SELECT {}1 FROM t", "1+".repeat(300_000)),
        format!("SELECT {}1{} FROM t", "(".repeat(500), ")".repeat(500)),
        format!("SELECT * FROM t{}", " JOIN t ON t.a = t.b".repeat(10_000)),
    ] {
        for guard in &guards {
            assert_eq!(judge(guard, &text).decision, Decision::Block);
        }
    }
    let select = format!(
        "SELECT {} 1{} FROM users",
        "(".repeat(30_000),
        ")".repeat(30_000)
    );
    let columns = format!("SELECT {} 1 FROM users", "1,".repeat(30_000));
    // What uses up the budget of looks hides nothing behind it.
    let behind = format!(
        "{}\n\nselect a, b, c, d, e, f, g, h, i, j, k, l FROM users WHERE id = 1",
        "select a, ".repeat(20_000)
    );
    for text in [select, columns, behind] {
        for guard in &guards {
            let verdict = judge(guard, &text);
            assert_eq!(verdict.decision, Decision::Block, "{}", &text[..20]);
        }
    }
    let late = format!("SELECT {} 1 FROM users", "1,".repeat(3_000));
    assert_eq!(judge(&guards[0], &late).decision, Decision::Block);
}

/// Combines the parts of statements; every one of these writes.
fn writes() -> Vec<String> {
    let tables = ["t", "hr.t", "\"t\"", "`t`", "[t]", "a.b.t"];
    let mut list = Vec::new();
    for table in tables {
        for write in [
            format!("INSERT INTO {table} (a, b) VALUES (1, 'x')"),
            format!("INSERT INTO {table} SELECT * FROM o"),
            format!("INSERT INTO {table} DEFAULT VALUES"),
            format!("REPLACE INTO {table} (a) VALUES (1)"),
            format!("UPDATE {table} SET a = 1"),
            format!("UPDATE {table} SET a = o.a FROM o WHERE o.id = 1"),
            format!("DELETE FROM {table}"),
            format!("DELETE FROM {table} WHERE id IN (SELECT id FROM o)"),
            format!("MERGE INTO {table} USING s ON s.id = 1 WHEN MATCHED THEN UPDATE SET a = 1"),
            format!("TRUNCATE TABLE {table}"),
            format!("DROP TABLE IF EXISTS {table} CASCADE"),
            format!("ALTER TABLE {table} ADD COLUMN x INT"),
            format!("CREATE TABLE {table} (a INT)"),
            format!("CREATE TABLE {table} AS SELECT 1 AS a"),
            format!("CREATE OR REPLACE VIEW {table} AS SELECT 1 AS a"),
            format!("CREATE UNIQUE INDEX i ON {table} (a)"),
            format!("GRANT SELECT ON {table} TO bob"),
            format!("REVOKE ALL ON {table} FROM bob"),
            format!("COPY {table} FROM '/tmp/x.csv'"),
            format!("LOCK TABLE {table} IN EXCLUSIVE MODE"),
            format!("SELECT a INTO {table} FROM o"),
            format!("SELECT * FROM {table} FOR UPDATE"),
            format!("SELECT * FROM {table} FOR NO KEY UPDATE SKIP LOCKED"),
            format!("SELECT * FROM {table} LOCK IN SHARE MODE"),
            format!("WITH d AS (DELETE FROM {table} RETURNING *) SELECT * FROM d"),
            format!("WITH d AS (SELECT 1 AS a) INSERT INTO {table} SELECT a FROM d"),
            format!("WITH d AS (SELECT 1 AS a) UPDATE {table} SET a = 1"),
            format!("EXPLAIN ANALYZE DELETE FROM {table}"),
            format!("SELECT setval('{table}', 1)"),
            "SELECT pg_terminate_backend(1)".to_owned(),
            "SELECT lo_export(1, '/tmp/x')".to_owned(),
            "SELECT * FROM t INTO OUTFILE '/tmp/x'".to_owned(),
            "EXEC sp_rename 'a', 'b'".to_owned(),
            "EXEC xp_cmdshell 'dir'".to_owned(),
            "CALL refresh_all()".to_owned(),
            "SET ROLE admin".to_owned(),
            "SET GLOBAL max_connections = 1".to_owned(),
            "DO $$ BEGIN DELETE FROM t; END $$".to_owned(),
            "SELECT 1 /*! INTO OUTFILE '/tmp/x' */".to_owned(),
        ] {
            list.push(write);
        }
    }
    list
}

#[test]
fn no_write_passes_the_read_only_rule() {
    let guard = guard("sql.read_only", &json!({}));
    for write in writes() {
        let ticks = if write.contains('`') { "``" } else { "`" };
        for text in [
            write.clone(),
            format!("{write};"),
            format!("SELECT 1; {write}"),
            format!("select a from b; -- done\n{write}"),
            format!("```sql\n{write}\n```"),
            format!("```\n{write};\n```"),
            format!("Run {ticks}{write}{ticks} next."),
            format!("Here it is:\n\n{write};\n\nThat is all."),
            json!({ "query": write }).to_string(),
            json!({ "arguments": json!({ "sql": format!("-- now\n{write}") }).to_string() })
                .to_string(),
            format!("cursor.execute(\"\"\"{write}\"\"\")"),
            write.replace(' ', "\n  "),
            write.replace(' ', "/**/"),
        ] {
            assert_ne!(judge(&guard, &text).decision, Decision::Allow, "{text}");
        }
    }
}

#[test]
fn lower_case_writes_are_found_in_code() {
    let guard = guard("sql.read_only", &json!({}));
    for write in writes() {
        let text = format!("```sql\n{}\n```", write.to_lowercase());
        assert_ne!(judge(&guard, &text).decision, Decision::Allow, "{text}");
    }
}

#[test]
fn findings_name_the_statement_and_the_table() {
    let guard = guard("sql.restricted_tables", &json!({ "tables": ["hr.*"] }));
    let text = "Try this: SELECT a FROM hr.staff WHERE id = 1; and tell me.";
    let verdict = judge(&guard, text);
    let finding = &verdict.findings[0];
    let evidence = finding.evidence.as_ref().unwrap();
    assert_eq!(&text[finding.span.unwrap().range()], "hr.staff");
    assert_eq!(
        &text[evidence.statement.unwrap().range()],
        "SELECT a FROM hr.staff WHERE id = 1"
    );
    assert_eq!(evidence.statement_kind.as_deref(), Some("select"));
    assert_eq!(evidence.reason.as_deref(), Some("restricted_table"));
    assert_eq!(finding.kind.as_deref(), Some("hr.staff"));
}
