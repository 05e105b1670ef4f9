//! The words of SQL that decide something here, in lower case.

/// Whether one of the words equals `word` without case.
pub(super) fn among(word: &str, words: &[&str]) -> bool {
    words.iter().any(|each| each.eq_ignore_ascii_case(word))
}

/// Words that open a statement.
pub(super) static VERBS: &[&str] = &[
    "alter", "analyze", "attach", "backup", "begin", "bulk", "call", "checkpoint", "cluster", "comment", "commit",
    "copy", "create", "dbcc", "deallocate", "declare", "delete", "deny", "desc", "describe", "detach", "discard", "do",
    "drop", "end", "exec", "execute", "explain", "export", "flush", "from", "grant", "handler", "import", "insert",
    "install", "kill", "listen", "load", "lock", "merge", "notify", "optimize", "pragma", "prepare", "purge",
    "reassign", "refresh", "reindex", "release", "rename", "replace", "reset", "restore", "revoke", "rollback",
    "savepoint", "security", "select", "set", "show", "shutdown", "start", "table", "truncate", "undrop", "unload",
    "unlock", "update", "upsert", "use", "vacuum", "values", "waitfor", "with",
];

/// The verbs that the prefilter looks for: a statement of any kind holds one of them.
pub(super) static LITERALS: &[&str] = &[
    "alter", "analyze", "attach", "backup", "begin", "bulk", "call", "checkpoint", "cluster", "comment", "commit",
    "copy", "create", "dbcc", "deallocate", "declare", "delete", "deny", "desc", "detach", "discard", "drop", "exec",
    "explain", "export", "flush", "grant", "handler", "import", "insert", "install", "kill", "load", "lock", "merge",
    "notify", "optimize", "pragma", "prepare", "purge", "reassign", "refresh", "reindex", "rename", "replace",
    "reset", "restore", "revoke", "rollback", "savepoint", "select", "set", "show", "shutdown", "start transaction",
    "table", "truncate", "undrop", "unload", "update", "upsert", "use", "vacuum", "values", "waitfor",
];

/// What CREATE, ALTER and DROP work on.
pub(super) static OBJECTS: &[&str] = &[
    "aggregate", "assembly", "cast", "certificate", "collation", "column", "constraint", "credential", "database",
    "default", "domain", "event", "extension", "external", "fulltext", "foreign", "function", "group", "index", "key",
    "keyspace", "language", "login", "macro", "materialized", "model", "operator", "package", "partition", "pipe",
    "policy", "proc", "procedure", "profile", "publication", "role", "routine", "row", "rule", "schema", "secret",
    "sequence", "server", "share", "snapshot", "source", "stage", "statistics", "stream", "subscription", "synonym",
    "system", "table", "tablespace", "task", "temporary", "temp", "text", "trigger", "type", "unique", "user", "view",
    "virtual", "warehouse",
];

/// What may stand between CREATE and the kind of the object.
pub(super) static OBJECT_PREFIXES: &[&str] = &[
    "or", "replace", "alter", "temp", "temporary", "global", "local", "unlogged", "volatile", "transient", "external",
    "foreign", "virtual", "materialized", "secure", "recursive", "unique", "clustered", "nonclustered", "concurrently",
    "if", "not", "exists", "iceberg", "dynamic", "hybrid", "editionable", "force", "definer", "algorithm", "snapshot",
    "only", "columnstore", "fulltext", "spatial", "constraint", "multiset", "private", "public",
];

/// Words of English that neither name a table nor belong to SQL: in prose a statement ends before them.
pub(super) static ENGLISH: &[&str] = &[
    "about", "allows", "although", "an", "are", "be", "because", "been", "but", "can", "cannot", "could", "did", "does",
    "doing", "gave", "gets", "gives", "had", "has", "have", "here", "how", "however", "it", "its", "itself", "lets",
    "may", "might", "must", "my", "our", "please", "retrieves", "returns", "she", "should", "shows", "so", "than",
    "that", "the", "their", "them", "there", "these", "they", "this", "those", "was", "we", "were", "what", "which",
    "who", "whose", "why", "will", "would", "you", "your",
];

/// Words after which an operand follows.
pub(super) static BEFORE_OPERAND: &[&str] = &[
    "all", "and", "as", "between", "by", "case", "distinct", "else", "end", "escape", "from", "having", "ilike", "in",
    "interval", "into", "is", "join", "like", "limit", "not", "offset", "on", "or", "regexp", "returning", "rlike",
    "select", "set", "table", "then", "top", "update", "using", "values", "when", "where", "with",
];

/// Words that go on with a statement after an empty line.
pub(super) static CLAUSES: &[&str] = &[
    "and", "cross", "else", "end", "except", "fetch", "from", "full", "group", "having", "inner", "intersect", "into",
    "join", "left", "limit", "offset", "on", "or", "order", "outer", "returning", "right", "select", "set", "union",
    "using", "values", "when", "where", "window",
];

/// Words that are never a table, wherever a name is expected.
pub(super) static NOT_A_NAME: &[&str] = &[
    "all", "and", "any", "as", "by", "case", "cross", "default", "delete", "distinct", "else", "end", "except",
    "exists", "for", "from", "full", "group", "having", "if", "in", "inner", "insert", "intersect", "into", "is",
    "join", "lateral", "left", "like", "limit", "natural", "not", "null", "of", "on", "only", "or", "order", "outer",
    "right", "select", "set", "table", "then", "union", "unnest", "update", "using", "values", "when", "where", "with",
];
