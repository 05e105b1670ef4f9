//! The dialects, without what only other statements than queries need.

use std::any::TypeId;

use sqlparser::ast::{Expr, Ident, ObjectNamePart};
use sqlparser::dialect::{
    AnsiDialect, BigQueryDialect, Dialect, GenericDialect, MsSqlDialect, MySqlDialect,
    PostgreSqlDialect, SQLiteDialect, SnowflakeDialect,
};
use sqlparser::keywords::Keyword;
use sqlparser::parser::{Parser, ParserError};

use super::scan::Reading;
use crate::policy::document;

/// A dialect without its own statements: the hook for them would bring the parser of every statement there is into the
/// WebAssembly file, and this parser is asked for queries only.
#[derive(Debug)]
struct Queries<D>(D);

macro_rules! same {
    ($($flag:ident)*) => {
        $(fn $flag(&self) -> bool { self.0.$flag() })*
    };
}

impl<D: Dialect> Dialect for Queries<D> {
    fn dialect(&self) -> TypeId {
        self.0.dialect()
    }

    fn is_identifier_start(&self, each: char) -> bool {
        self.0.is_identifier_start(each)
    }

    fn is_identifier_part(&self, each: char) -> bool {
        self.0.is_identifier_part(each)
    }

    fn parse_prefix(&self, parser: &mut Parser<'_>) -> Option<Result<Expr, ParserError>> {
        self.0.parse_prefix(parser)
    }

    fn parse_infix(
        &self,
        parser: &mut Parser<'_>,
        left: &Expr,
        precedence: u8,
    ) -> Option<Result<Expr, ParserError>> {
        self.0.parse_infix(parser, left, precedence)
    }

    fn get_next_precedence(&self, parser: &Parser<'_>) -> Option<Result<u8, ParserError>> {
        self.0.get_next_precedence(parser)
    }

    fn is_reserved_for_identifier(&self, word: Keyword) -> bool {
        self.0.is_reserved_for_identifier(word)
    }

    fn get_reserved_keywords_for_select_item_operator(&self) -> &[Keyword] {
        self.0.get_reserved_keywords_for_select_item_operator()
    }

    fn is_column_alias(&self, word: &Keyword, parser: &mut Parser<'_>) -> bool {
        self.0.is_column_alias(word, parser)
    }

    fn is_select_item_alias(
        &self,
        explicit: bool,
        word: &Keyword,
        parser: &mut Parser<'_>,
    ) -> bool {
        self.0.is_select_item_alias(explicit, word, parser)
    }

    fn is_table_factor(&self, word: &Keyword, parser: &mut Parser<'_>) -> bool {
        self.0.is_table_factor(word, parser)
    }

    fn is_table_alias(&self, word: &Keyword, parser: &mut Parser<'_>) -> bool {
        self.0.is_table_alias(word, parser)
    }

    fn is_table_factor_alias(
        &self,
        explicit: bool,
        word: &Keyword,
        parser: &mut Parser<'_>,
    ) -> bool {
        self.0.is_table_factor_alias(explicit, word, parser)
    }

    fn is_identifier_generating_function_name(
        &self,
        name: &Ident,
        parts: &[ObjectNamePart],
    ) -> bool {
        self.0.is_identifier_generating_function_name(name, parts)
    }

    same! {
        supports_string_literal_backslash_escape
        ignores_wildcard_escapes
        supports_filter_during_aggregation
        supports_window_clause_named_window_reference
        supports_within_after_array_aggregation
        supports_group_by_expr
        supports_group_by_with_modifier
        supports_left_associative_joins_without_parens
        supports_outer_join_operator
        supports_cross_join_constraint
        supports_connect_by
        supports_execute_immediate
        supports_match_recognize
        supports_in_empty_list
        supports_start_transaction_modifier
        supports_end_transaction_modifier
        supports_named_fn_args_with_colon_operator
        supports_named_fn_args_with_rarrow_operator
        supports_named_fn_args_with_expr_name
        supports_numeric_prefix
        supports_numeric_literal_underscores
        supports_window_function_null_treatment_arg
        supports_dictionary_syntax
        supports_lambda_functions
        supports_parenthesized_set_variables
        supports_comma_separated_set_assignments
        supports_update_order_by
        supports_select_wildcard_except
        convert_type_before_value
        supports_triple_quoted_string
        supports_limit_comma
        supports_string_literal_concatenation
        supports_projection_trailing_commas
        supports_from_trailing_commas
        supports_column_definition_trailing_commas
        supports_object_name_double_dot_notation
        supports_struct_literal
        supports_select_expr_star
        supports_from_first_select
        supports_pipe_operator
        supports_user_host_grantee
        supports_match_against
        supports_select_wildcard_exclude
        supports_create_table_multi_schema_info_sources
        supports_select_modifiers
        describe_requires_table_keyword
        allow_extract_custom
        allow_extract_single_quotes
        supports_extract_comma_syntax
        supports_subquery_as_function_arg
        supports_create_view_comment_syntax
        supports_array_typedef_without_element_type
        supports_parens_around_table_factor
        supports_values_as_table_factor
        supports_dollar_placeholder
        supports_dollar_as_money_prefix
        require_interval_qualifier
        supports_asc_desc_in_column_definition
        supports_bitwise_shift_operators
        supports_nested_comments
        supports_multiline_comment_hints
        supports_eq_alias_assignment
        supports_try_convert
        supports_boolean_literals
        supports_show_like_before_in
        supports_comment_on
        supports_create_table_select
        supports_partiql
        supports_constraint_keyword_without_name
        supports_key_column_option
        supports_insert_set
        supports_set_stmt_without_operator
        supports_table_versioning
        supports_table_hints
        requires_single_line_comment_whitespace
        supports_set_names
        supports_space_separated_column_options
        supports_comma_separated_drop_column_list
        supports_notnull_operator
        supports_data_type_signed_suffix
        supports_semantic_view_table_factor
        supports_comment_optimizer_hint
        supports_double_ampersand_operator
        supports_binary_kw_as_cast
        supports_select_wildcard_replace
        supports_select_wildcard_ilike
        supports_select_wildcard_rename
        supports_comma_separated_trim
    }
}

/// A dialect as the parser knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grammar {
    Generic,
    Ansi,
    Postgres,
    Mysql,
    Sqlite,
    Mssql,
    Bigquery,
    Snowflake,
}

impl Grammar {
    pub(super) fn dialect(self) -> &'static dyn Dialect {
        match self {
            Self::Generic => &GenericDialect {},
            Self::Ansi => &AnsiDialect {},
            Self::Postgres => &PostgreSqlDialect {},
            Self::Mysql => &Queries(MySqlDialect {}),
            Self::Sqlite => &Queries(SQLiteDialect {}),
            Self::Mssql => &Queries(MsSqlDialect {}),
            Self::Bigquery => &Queries(BigQueryDialect {}),
            Self::Snowflake => &Queries(SnowflakeDialect),
        }
    }

    /// Whether `"x"` is a string.
    pub(super) fn double_quoted_strings(self) -> bool {
        matches!(self, Self::Mysql | Self::Bigquery)
    }
}

/// The readings that a dialect asks for, the likeliest first.
pub(super) fn readings(dialect: document::Dialect) -> &'static [Reading] {
    use document::Dialect as D;
    match dialect {
        D::Auto => &[Reading::Standard, Reading::Mysql],
        D::Ansi | D::Postgres | D::Sqlite | D::Mssql => &[Reading::Standard],
        D::Mysql => &[Reading::Mysql],
        D::Bigquery | D::Snowflake => &[Reading::Cloud],
    }
}

/// The grammars that are tried, in order.
pub(super) fn grammars(dialect: document::Dialect, reading: Reading) -> &'static [Grammar] {
    use Grammar::{Ansi, Bigquery, Generic, Mssql, Mysql, Postgres, Snowflake, Sqlite};
    use document::Dialect as D;
    match (dialect, reading) {
        (D::Auto, Reading::Standard) => {
            &[Generic, Postgres, Mysql, Mssql, Snowflake, Bigquery, Sqlite]
        }
        (D::Auto, _) => &[Mysql, Bigquery, Snowflake, Generic],
        (D::Ansi, _) => &[Ansi, Generic],
        (D::Postgres, _) => &[Postgres, Generic],
        (D::Mysql, _) => &[Mysql, Generic],
        (D::Sqlite, _) => &[Sqlite, Generic],
        (D::Mssql, _) => &[Mssql, Generic],
        (D::Bigquery, _) => &[Bigquery, Generic],
        (D::Snowflake, _) => &[Snowflake, Generic],
    }
}
