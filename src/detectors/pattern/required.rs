//! The literals without which a pattern cannot match.

use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};
use regex_syntax::hir::{Hir, HirKind};

/// Shorter ones are everywhere.
const LEAST: usize = 3;
/// More of them cost more than the search they spare.
const MOST: usize = 64;

/// Literals of which every match holds one, without case; empty when there are none worth looking for.
///
/// `hir` must tell upper from lower case: the letters of a pattern that does not are classes, not literals. Only ASCII
/// counts, because that is the same in a text and in its normalised view.
pub(super) fn literals(hir: &Hir) -> Vec<String> {
    let whole = std::iter::once(hir);
    let best = whole
        .chain(parts(hir))
        .filter_map(useful)
        .max_by_key(|literals| {
            literals
                .iter()
                .map(String::len)
                .min()
                .map(|least| (least.min(6), MOST - literals.len()))
        });
    best.unwrap_or_default()
}

/// Whether every match begins with one of these, the literals of the pattern.
pub(super) fn lead(hir: &Hir, literals: &[String]) -> bool {
    useful(hir).is_some_and(|own| own == literals)
}

/// What stands one after the other in every match.
fn parts(hir: &Hir) -> &[Hir] {
    match hir.kind() {
        HirKind::Concat(parts) => parts,
        HirKind::Capture(capture) => parts(&capture.sub),
        _ => &[],
    }
}

fn useful(hir: &Hir) -> Option<Vec<String>> {
    let mut seq = Extractor::new()
        .kind(ExtractKind::Prefix)
        .limit_class(4)
        .limit_literal_len(24)
        .limit_total(MOST)
        .extract(hir);
    shorten(&mut seq);
    let mut literals = Vec::new();
    for literal in seq.literals()? {
        let text = std::str::from_utf8(literal.as_bytes()).ok()?;
        if text.len() < LEAST || !text.is_ascii() {
            return None;
        }
        literals.push(text.to_ascii_lowercase());
    }
    literals.sort();
    literals.dedup();
    (!literals.is_empty()).then_some(literals)
}

/// `(?i)` inside a pattern makes every letter two: fewer, shorter literals do as well.
fn shorten(seq: &mut Seq) {
    if seq.len().is_some_and(|len| len > 16) && seq.min_literal_len().is_some_and(|len| len > 4) {
        seq.keep_first_bytes(4);
        seq.dedup();
    }
}
