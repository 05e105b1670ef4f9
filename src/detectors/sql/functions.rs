//! Functions that do more than compute: they write, run code, reach files, other servers or other sessions.

/// Whole names.
static NAMES: &[&str] = &[
    // PostgreSQL
    "currtid",
    "cursor_to_xml",
    "database_to_xml",
    "nextval",
    "pg_backup_start",
    "pg_backup_stop",
    "pg_cancel_backend",
    "pg_create_logical_replication_slot",
    "pg_create_physical_replication_slot",
    "pg_create_restore_point",
    "pg_drop_replication_slot",
    "pg_export_snapshot",
    "pg_file_rename",
    "pg_file_sync",
    "pg_file_unlink",
    "pg_file_write",
    "pg_import_system_collations",
    "pg_log_backend_memory_contexts",
    "pg_logical_emit_message",
    "pg_ls_dir",
    "pg_ls_logdir",
    "pg_ls_waldir",
    "pg_notify",
    "pg_promote",
    "pg_read_binary_file",
    "pg_read_file",
    "pg_reload_conf",
    "pg_replication_slot_advance",
    "pg_rotate_logfile",
    "pg_start_backup",
    "pg_stat_file",
    "pg_stat_reset",
    "pg_stat_reset_shared",
    "pg_stat_reset_single_table_counters",
    "pg_stat_statements_reset",
    "pg_stop_backup",
    "pg_switch_wal",
    "pg_switch_xlog",
    "pg_terminate_backend",
    "pg_wal_replay_pause",
    "pg_wal_replay_resume",
    "query_to_xml",
    "query_to_xmlschema",
    "schema_to_xml",
    "set_config",
    "setval",
    "table_to_xml",
    "ts_stat",
    // MySQL and MariaDB
    "get_lock",
    "load_file",
    "release_all_locks",
    "release_lock",
    "sys_eval",
    "sys_exec",
    "sys_set",
    // SQLite
    "edit",
    "fts3_tokenizer",
    "load_extension",
    "readfile",
    "writefile",
    // SQL Server
    "opendatasource",
    "openquery",
    "openrowset",
    "sp_executesql",
    // BigQuery, Snowflake, DuckDB, ClickHouse
    "external_query",
    "system$cancel_query",
    "system$abort_session",
    "system$send_email",
    "read_csv_auto",
    "read_text",
    "read_blob",
];

/// Beginnings of names.
static FAMILIES: &[&str] = &[
    "dblink",
    "dbms_",
    "httpuri",
    "lo_",
    "lowrite",
    "pg_advisory",
    "pg_try_advisory",
    "pg_replication_origin_",
    "sp_oa",
    "utl_",
    "xp_",
];

/// Packages whose every function does.
static PACKAGES: &[&str] = &["dbms_", "utl_"];

/// Whether the functions of the package may do more than compute. `name` is in lower case.
pub(super) fn is_effectful_package(name: &str) -> bool {
    PACKAGES.iter().any(|family| name.starts_with(family))
}

/// Whether a call of the function may do more than compute. `name` is in lower case.
pub(super) fn has_effect(name: &str) -> bool {
    NAMES.contains(&name) || FAMILIES.iter().any(|family| name.starts_with(family))
}
