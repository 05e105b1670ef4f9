//! The literals without which a pattern cannot match.

use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

/// Shorter ones are everywhere.
const LEAST: usize = 3;
/// More of them cost more than the search they spare.
const MOST: usize = 64;

/// Literals of which every match holds one, without case; empty when there are none worth looking for.
///
/// `hir` is [`caseless`]. Only ASCII counts, because that is the same in a text and in its normalised view.
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

/// The pattern with every ASCII letter that may be of either case as a small letter. The two signs outside ASCII that
/// fold to one, `ſ` and `K`, go: the normalised view has the letters.
pub(super) fn caseless(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Class(class) => letter(class).map_or_else(
            || hir.clone(),
            |letter| Hir::literal([letter.to_ascii_lowercase()]),
        ),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(caseless).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(caseless).collect()),
        HirKind::Capture(capture) => caseless(&capture.sub),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(caseless(&repetition.sub)),
            ..repetition.clone()
        }),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Look(_) => hir.clone(),
    }
}

/// The one letter of a class that holds it in either case and nothing else.
fn letter(class: &Class) -> Option<u8> {
    let Class::Unicode(class) = class else {
        return None;
    };
    let mut found = None;
    for c in class
        .ranges()
        .iter()
        .flat_map(|range| range.start()..=range.end())
        .take(4)
    {
        let small = match c {
            '\u{17f}' => b's',
            '\u{212a}' => b'k',
            c if c.is_ascii_alphabetic() => (c as u8).to_ascii_lowercase(),
            _ => return None,
        };
        if found.is_some_and(|found| found != small) {
            return None;
        }
        found = Some(small);
    }
    found
}

fn useful(hir: &Hir) -> Option<Vec<String>> {
    let seq = Extractor::new()
        .kind(ExtractKind::Prefix)
        .limit_class(4)
        .limit_literal_len(24)
        .limit_total(MOST)
        .extract(hir);
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
