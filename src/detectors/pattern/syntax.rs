//! What a pattern may be written with.

use regex_syntax::ast;
use regex_syntax::hir::{self, Hir};

use super::PatternFault;
use crate::policy::{Code, Span};

/// How deep groups and classes of a pattern may nest.
const NEST_LIMIT: u32 = 64;

/// A pattern as it is written.
pub(super) struct Syntax<'s> {
    source: &'s str,
    ast: ast::Ast,
}

impl<'s> Syntax<'s> {
    pub(super) fn parse(source: &'s str) -> Result<Self, PatternFault> {
        let ast = ast::parse::ParserBuilder::new()
            .nest_limit(NEST_LIMIT)
            .build()
            .parse(source)
            .map_err(|error| {
                let code = match error.kind() {
                    ast::ErrorKind::NestLimitExceeded(_) => Code::PatternTooLarge,
                    _ => Code::InvalidPattern,
                };
                syntax_fault(code, error.span(), error.kind().to_string())
            })?;
        ast::visit(&ast, Properties)?;
        Ok(Self { source, ast })
    }

    /// What it means.
    pub(super) fn hir(&self, case_sensitive: bool) -> Result<Hir, PatternFault> {
        hir::translate::TranslatorBuilder::new()
            .case_insensitive(!case_sensitive)
            .build()
            .translate(self.source, &self.ast)
            .map_err(|error| {
                syntax_fault(Code::InvalidPattern, error.span(), error.kind().to_string())
            })
    }
}

fn syntax_fault(code: Code, span: &ast::Span, message: String) -> PatternFault {
    PatternFault {
        span: Span::new(span.start.offset, span.end.offset),
        message,
        code,
    }
}

/// Refuses `\p{..}`: its tables are left out of the edge builds, and a pattern means the same in every build.
struct Properties;

impl Properties {
    fn refuse(span: &ast::Span) -> PatternFault {
        let message =
            "unicode properties are not supported; use \\w, \\d, \\s or a range such as [а-я]";
        syntax_fault(Code::InvalidPattern, span, message.into())
    }
}

impl ast::Visitor for Properties {
    type Output = ();
    type Err = PatternFault;

    fn finish(self) -> Result<(), PatternFault> {
        Ok(())
    }

    fn visit_pre(&mut self, ast: &ast::Ast) -> Result<(), PatternFault> {
        match ast {
            ast::Ast::ClassUnicode(class) => Err(Self::refuse(&class.span)),
            _ => Ok(()),
        }
    }

    fn visit_class_set_item_pre(&mut self, item: &ast::ClassSetItem) -> Result<(), PatternFault> {
        match item {
            ast::ClassSetItem::Unicode(class) => Err(Self::refuse(&class.span)),
            _ => Ok(()),
        }
    }
}
