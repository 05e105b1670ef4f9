//! Asks the parser, in one dialect after the other.

use sqlparser::ast::Statement;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::Token as Theirs;

use super::bounds::RECURSION;
use super::convert::convert;
use super::dialect::Grammar;
use super::kind::opening;
use super::token::{Kind, Tokens};
use super::words::{BEFORE_OPERAND, VERBS, among};

/// A statement as the parser read it.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) statement: Statement,
    /// Tokens that belong to it.
    pub(super) used: usize,
}

/// Whether the parser is asked for statements with this verb; the others are read by their tokens.
pub(super) fn is_parsed(tokens: &Tokens<'_>) -> bool {
    let verb = opening(tokens);
    let replace = tokens.is(verb, "replace") && tokens.is(verb + 1, "into");
    replace
        || tokens.any(
            verb,
            &[
                "select", "with", "values", "insert", "update", "delete", "merge", "from",
            ],
        )
        || (tokens.is(verb, "table") && verb + 2 >= tokens.len())
}

/// Reads the whole statement; `prefix` accepts one that is followed by something else.
pub(super) fn parse(tokens: &Tokens<'_>, grammars: &[Grammar], prefix: bool) -> Option<Tree> {
    let hint = hint(tokens).filter(|hint| grammars.len() > 2 && grammars.contains(hint));
    let order = hint.into_iter().chain(
        grammars
            .iter()
            .copied()
            .filter(|grammar| Some(*grammar) != hint),
    );
    let mut best: Option<Tree> = None;
    for grammar in order {
        let Ok((statement, used)) = attempt(tokens, grammar) else {
            continue;
        };
        if best.as_ref().is_none_or(|best| best.used < used) {
            best = Some(Tree { statement, used });
        }
        if used >= tokens.len() {
            return best;
        }
    }
    best.filter(|best| prefix || among(tokens.word(best.used), VERBS))
}

/// Reads a statement of prose, whose end is a guess: what the parser cannot go on with is not part of it.
pub(super) fn parse_prose(tokens: &Tokens<'_>, grammars: &[Grammar]) -> Option<Tree> {
    let mut tokens = *tokens;
    for _ in 0..4 {
        if let Some(tree) = parse(&tokens, grammars, true) {
            return Some(tree);
        }
        let failed = grammars
            .iter()
            .filter_map(|grammar| attempt(&tokens, *grammar).err())
            .max()?;
        let shorter = tokens.upto(failed.min(tokens.len()).saturating_sub(1));
        tokens = without_loose_end(shorter);
        if tokens.len() < 4 {
            break;
        }
    }
    None
}

/// Without operators and words at the end that call for more.
fn without_loose_end(tokens: Tokens<'_>) -> Tokens<'_> {
    let mut count = tokens.len();
    while let Some(last) = count.checked_sub(1) {
        let dangling = tokens.any(last, BEFORE_OPERAND)
            || tokens.any(last, &["order", "group"])
            || (tokens.kind(last) == Some(Kind::Sign)
                && !matches!(tokens.sign(last), ")" | "]" | "*"));
        if !dangling {
            break;
        }
        count = last;
    }
    tokens.upto(count)
}

/// The statement and how many tokens it has, or how many there were before the trouble.
fn attempt(tokens: &Tokens<'_>, grammar: Grammar) -> Result<(Statement, usize), usize> {
    let mut list = convert(tokens, grammar);
    let replace = tokens.is(0, "replace");
    if replace && let Some(first) = list.first_mut() {
        first.token = Theirs::make_word("INSERT", None);
    }
    let mut parser = Parser::new(grammar.dialect())
        .with_recursion_limit(RECURSION)
        .with_tokens_with_locations(list);
    statement(tokens, &mut parser)
        .map(|statement| (statement, parser.index().min(tokens.len())))
        .map_err(|_| parser.index())
}

fn statement(tokens: &Tokens<'_>, parser: &mut Parser<'_>) -> Result<Statement, ParserError> {
    if tokens.any(0, &["insert", "replace"]) {
        let verb = parser.next_token();
        parser.parse_insert(verb)
    } else if tokens.is(0, "update") {
        let verb = parser.next_token();
        parser.parse_update(verb)
    } else if tokens.is(0, "delete") {
        let verb = parser.next_token();
        parser.parse_delete(verb)
    } else if tokens.is(0, "merge") {
        let verb = parser.next_token();
        parser.parse_merge(verb).map(Statement::Merge)
    } else {
        parser.parse_query().map(Statement::Query)
    }
}

/// The grammar that the quotes speak for.
fn hint(tokens: &Tokens<'_>) -> Option<Grammar> {
    let quoted = (0..tokens.len())
        .find(|at| tokens.kind(*at) == Some(Kind::Quoted) && !tokens.raw(*at).starts_with('"'));
    match quoted.map(|at| tokens.raw(at)) {
        Some(name) if name.starts_with('[') => Some(Grammar::Mssql),
        Some(name) if name.contains('.') => Some(Grammar::Bigquery),
        Some(_) => Some(Grammar::Mysql),
        None => {
            (tokens.is(1, "top") && tokens.kind(2) == Some(Kind::Number)).then_some(Grammar::Mssql)
        }
    }
}
