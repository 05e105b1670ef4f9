//! Cuts a text into fenced blocks and what lies between them.

/// What kind of text an area holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A fenced block tagged as SQL.
    Sql,
    /// A fenced block without a tag, or tagged as plain text.
    Block,
    /// A fenced block of another language.
    Code,
    /// Everything else.
    Prose,
}

/// A stretch of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) holds: Holds,
}

/// Tags of SQL that do not contain `sql`.
static SQL_TAGS: &[&str] = &[
    "bigquery",
    "bq",
    "clickhouse",
    "cql",
    "db2",
    "ddl",
    "dml",
    "duckdb",
    "hive",
    "hql",
    "mariadb",
    "oracle",
    "postgres",
    "presto",
    "redshift",
    "snowflake",
    "sqlite",
    "sqlite3",
    "trino",
];

/// Tags that say nothing.
static PLAIN_TAGS: &[&str] = &[
    "",
    "txt",
    "text",
    "plain",
    "plaintext",
    "code",
    "query",
    "none",
    "console",
    "output",
];

/// The areas of a text, in order, without gaps other than the fences themselves.
pub(super) fn areas(text: &str) -> Vec<Area> {
    let mut found = Vec::new();
    let mut open: Option<(u8, usize, Holds)> = None;
    let mut from = 0;
    let mut at = 0;
    if text.contains("```") || text.contains("~~~") {
        for line in text.split_inclusive('\n') {
            let next = at + line.len();
            if let Some((mark, length, tag)) = fence(line) {
                match open {
                    None if !tag.contains('`') => {
                        found.push(Area {
                            from,
                            to: at,
                            holds: Holds::Prose,
                        });
                        open = Some((mark, length, holds(tag)));
                        from = next;
                    }
                    Some((opened, least, holds))
                        if mark == opened && length >= least && tag.is_empty() =>
                    {
                        found.push(Area {
                            from,
                            to: at,
                            holds,
                        });
                        open = None;
                        from = next;
                    }
                    _ => {}
                }
            }
            at = next;
        }
    }
    let holds = open.map_or(Holds::Prose, |(_, _, holds)| holds);
    found.push(Area {
        from,
        to: text.len(),
        holds,
    });
    found
}

/// The mark, its length and the tag of a line that opens or closes a block.
fn fence(line: &str) -> Option<(u8, usize, &str)> {
    let line = line.trim_start_matches([
        ' ', '\t', '>', '-', '*', '.', ')', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
    ]);
    let mark = line
        .bytes()
        .next()
        .filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = line.bytes().take_while(|byte| *byte == mark).count();
    let tag = line.get(length..)?.trim();
    (length >= 3).then_some((mark, length, tag))
}

fn holds(tag: &str) -> Holds {
    let word = tag
        .trim_start_matches(['{', '.'])
        .split([' ', ',', '}', ':', '{'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if word.contains("sql") || SQL_TAGS.contains(&word.as_str()) {
        Holds::Sql
    } else if PLAIN_TAGS.contains(&word.as_str()) {
        Holds::Block
    } else {
        Holds::Code
    }
}
