//! The literals without which a pattern cannot match.

use regex_syntax::hir::Hir;

/// Literals of which every match holds one.
pub(super) fn literals(_hir: &Hir) -> Vec<String> {
    Vec::new()
}
