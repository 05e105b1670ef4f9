//! Our tokens as the parser's: one cutting for the rules and the parser, so that the two cannot disagree.

use sqlparser::ast::DollarQuotedString;
use sqlparser::tokenizer::{Location, Span, Token as Theirs, TokenWithSpan, Whitespace};

use super::dialect::Grammar;
use super::token::{Kind, Tokens};
use super::words::NOT_A_NAME;

/// The parser's tokens; the column of a location is the byte's offset plus one.
pub(super) fn convert(tokens: &Tokens<'_>, grammar: Grammar) -> Vec<TokenWithSpan> {
    (0..tokens.len())
        .filter_map(|at| {
            let token = tokens.get(at)?;
            let place = |offset: usize| Location {
                line: 1,
                column: offset as u64 + 1,
            };
            Some(TokenWithSpan {
                token: if says_only(tokens, at) {
                    Theirs::Whitespace(Whitespace::Space)
                } else {
                    one(tokens, at, grammar)
                },
                span: Span::new(place(token.start), place(token.end)),
            })
        })
        .collect()
}

/// Whether it is the ONLY before a table, which the parser takes for the table.
fn says_only(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(at, "only")
        && at.checked_sub(1).is_some_and(|before| {
            tokens.sign(before) == ","
                || tokens.any(before, &["from", "join", "update", "using", "into"])
        })
        && (tokens.sign(at + 1) == "(" || (tokens.names(at + 1) && !tokens.any(at + 1, NOT_A_NAME)))
}

/// The byte offset behind a location.
pub(super) fn offset(location: Location) -> Option<usize> {
    usize::try_from(location.column)
        .ok()
        .and_then(|column| column.checked_sub(1))
}

fn one(tokens: &Tokens<'_>, at: usize, grammar: Grammar) -> Theirs {
    let raw = tokens.raw(at);
    match tokens.kind(at) {
        Some(Kind::Word) => Theirs::make_word(raw, None),
        Some(Kind::Quoted) => {
            let quote = raw
                .trim_start_matches(UNICODE)
                .chars()
                .next()
                .unwrap_or('"');
            if quote == '"' && grammar.double_quoted_strings() {
                Theirs::DoubleQuotedString(inside(raw))
            } else {
                Theirs::make_word(&inside(raw), Some(quote))
            }
        }
        Some(Kind::Text) => text(raw),
        Some(Kind::Number) => Theirs::Number(raw.to_owned(), false),
        Some(Kind::Slot) => slot(tokens, at, raw),
        Some(Kind::Sign) => sign(raw),
        None => Theirs::EOF,
    }
}

/// A template's slot that stands where a name must is read as a name.
fn slot(tokens: &Tokens<'_>, at: usize, raw: &str) -> Theirs {
    let part_of_name = tokens.sign(at + 1) == "."
        || at.checked_sub(1).is_some_and(|before| {
            tokens.sign(before) == "."
                || tokens.any(before, &["from", "join", "into", "update", "table"])
        });
    if part_of_name && raw.len() > 3 {
        Theirs::make_word(raw, Some('"'))
    } else {
        Theirs::Placeholder("?".to_owned())
    }
}

/// What `U&` is written with, before a name whose letters may be code points.
static UNICODE: &[char] = &['U', 'u', '&'];

/// What a quoted name means: its inside, doubled quotes once, code points resolved.
pub(super) fn inside(raw: &str) -> String {
    let bare = raw.trim_start_matches(UNICODE);
    if bare.len() < raw.len() && bare.starts_with('"') {
        return code_points(&unquoted(bare));
    }
    unquoted(raw)
}

/// `\0075` and `\+000075` as the characters they mean.
fn code_points(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        out.push_str(before);
        let digits = match escape.strip_prefix('+') {
            Some(long) => long.get(..6),
            None => escape.get(..4),
        };
        let meant = digits
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        out.push(meant.unwrap_or('\\'));
        let used = match (meant, digits) {
            (Some(_), Some(digits)) => digits.len() + usize::from(escape.starts_with('+')),
            _ => usize::from(escape.starts_with('\\')),
        };
        rest = escape.get(used..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn unquoted(raw: &str) -> String {
    let mut chars = raw.chars();
    let open = chars.next().unwrap_or('"');
    let close = if open == '[' { ']' } else { open };
    let body = chars.as_str();
    let body = body.strip_suffix(close).unwrap_or(body);
    if body.contains(close) {
        let doubled = [close, close].iter().collect::<String>();
        body.replace(&doubled, &close.to_string())
    } else {
        body.to_owned()
    }
}

fn text(raw: &str) -> Theirs {
    if raw.starts_with('$') {
        return Theirs::DollarQuotedString(DollarQuotedString {
            value: raw.trim_matches('$').to_owned(),
            tag: None,
        });
    }
    let Some(quote) = raw.find('\'') else {
        return Theirs::SingleQuotedString(String::new());
    };
    let (prefix, body) = raw.split_at(quote);
    let value = inside(body);
    match prefix.to_ascii_lowercase().as_str() {
        "n" => Theirs::NationalStringLiteral(value),
        "e" => Theirs::EscapedStringLiteral(value),
        "x" => Theirs::HexStringLiteral(value),
        "b" => Theirs::SingleQuotedByteStringLiteral(value),
        "r" => Theirs::SingleQuotedRawStringLiteral(value),
        _ => Theirs::SingleQuotedString(value),
    }
}

fn sign(raw: &str) -> Theirs {
    match raw {
        "," => Theirs::Comma,
        "=" => Theirs::Eq,
        "==" => Theirs::DoubleEq,
        "<>" | "!=" => Theirs::Neq,
        "<" => Theirs::Lt,
        ">" => Theirs::Gt,
        "<=" => Theirs::LtEq,
        ">=" => Theirs::GtEq,
        "<=>" => Theirs::Spaceship,
        "+" => Theirs::Plus,
        "-" => Theirs::Minus,
        "*" => Theirs::Mul,
        "/" => Theirs::Div,
        "%" => Theirs::Mod,
        "||" => Theirs::StringConcat,
        "(" => Theirs::LParen,
        ")" => Theirs::RParen,
        "." => Theirs::Period,
        ":" => Theirs::Colon,
        "::" => Theirs::DoubleColon,
        ":=" => Theirs::Assignment,
        "[" => Theirs::LBracket,
        "]" => Theirs::RBracket,
        "{" => Theirs::LBrace,
        "}" => Theirs::RBrace,
        "=>" => Theirs::RArrow,
        "->" => Theirs::Arrow,
        "->>" => Theirs::LongArrow,
        _ => rare_sign(raw),
    }
}

fn rare_sign(raw: &str) -> Theirs {
    match raw {
        "&" => Theirs::Ampersand,
        "&&" => Theirs::Overlap,
        "|" => Theirs::Pipe,
        "|>" => Theirs::VerticalBarRightAngleBracket,
        "|/" => Theirs::PGSquareRoot,
        "^" => Theirs::Caret,
        "^@" => Theirs::CaretAt,
        "#" => Theirs::Sharp,
        "#>" => Theirs::HashArrow,
        "#>>" => Theirs::HashLongArrow,
        "#-" => Theirs::HashMinus,
        "~" => Theirs::Tilde,
        "~*" => Theirs::TildeAsterisk,
        "~~" => Theirs::DoubleTilde,
        "~~*" => Theirs::DoubleTildeAsterisk,
        "!" => Theirs::ExclamationMark,
        "!~" => Theirs::ExclamationMarkTilde,
        "!~*" => Theirs::ExclamationMarkTildeAsterisk,
        "!~~" => Theirs::ExclamationMarkDoubleTilde,
        "!~~*" => Theirs::ExclamationMarkDoubleTildeAsterisk,
        "<<" => Theirs::ShiftLeft,
        ">>" => Theirs::ShiftRight,
        "<->" => Theirs::TwoWayArrow,
        "@" => Theirs::AtSign,
        "@>" => Theirs::AtArrow,
        "<@" => Theirs::ArrowAt,
        "@@" => Theirs::AtAt,
        "@?" => Theirs::AtQuestion,
        "?" => Theirs::Question,
        "?&" => Theirs::QuestionAnd,
        "?|" => Theirs::QuestionPipe,
        "\\" => Theirs::Backslash,
        _ => raw.chars().next().map_or(Theirs::EOF, Theirs::Char),
    }
}
