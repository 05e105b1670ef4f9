//! Settings of the `sql` detectors.

use serde::Serialize;

use crate::policy::words::{Dialect, Unparsable};

/// Settings of `sql.restricted_tables` and `sql.allowed_tables`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SqlTables {
    /// `users`, `hr.users`, `pg_*`, `information_schema.*`; at least one.
    pub tables: Vec<String>,
    /// The dialect.
    #[serde(default)]
    pub dialect: Dialect,
    /// What SQL that cannot be parsed does.
    #[serde(default = "violate")]
    pub unparsable: Unparsable,
    /// Tell `Users` from `users`.
    #[serde(default)]
    pub case_sensitive: bool,
    /// The schema of a name without one.
    #[serde(default = "public")]
    pub default_schema: String,
}

#[cfg(any(test, feature = "schema"))]
fn violate() -> Unparsable {
    Unparsable::Violate
}

#[cfg(any(test, feature = "schema"))]
fn public() -> String {
    "public".into()
}

/// Settings of `sql.read_only`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SqlReadOnly {
    /// Let EXPLAIN, SHOW and DESCRIBE pass.
    pub allow_metadata: bool,
    /// Functions with side effects that may be called.
    pub allow_functions: Vec<String>,
    /// The dialect.
    pub dialect: Dialect,
    /// What SQL that cannot be parsed does.
    pub unparsable: Unparsable,
}

impl Default for SqlReadOnly {
    fn default() -> Self {
        Self {
            allow_metadata: false,
            allow_functions: Vec::new(),
            dialect: Dialect::Auto,
            unparsable: Unparsable::Violate,
        }
    }
}

/// Settings of `sql.load`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent switches of the published language"
)]
pub struct SqlLoad {
    /// Tables in one statement.
    pub max_tables: u32,
    /// Tables read without WHERE, LIMIT or aggregate.
    pub max_unbounded_tables: u32,
    /// Depth of subqueries.
    pub max_nesting: u32,
    /// Joins without a condition.
    pub allow_cartesian: bool,
    /// Recursive common table expressions.
    pub allow_recursive: bool,
    /// `SELECT *`.
    pub allow_select_star: bool,
    /// `LIKE '%x'`.
    pub allow_leading_wildcard: bool,
    /// The dialect.
    pub dialect: Dialect,
    /// What SQL that cannot be parsed does.
    pub unparsable: Unparsable,
}

impl Default for SqlLoad {
    fn default() -> Self {
        Self {
            max_tables: 4,
            max_unbounded_tables: 1,
            max_nesting: 4,
            allow_cartesian: false,
            allow_recursive: false,
            allow_select_star: true,
            allow_leading_wildcard: true,
            dialect: Dialect::Auto,
            unparsable: Unparsable::Ignore,
        }
    }
}
