//! Places that a program fills in: parameters and the marks of templates.

use super::scan::{Scanner, is_word};

impl Scanner<'_> {
    pub(super) fn slot(&self) -> Option<usize> {
        if !b"?$:%{#<.".contains(&self.byte(self.at)) {
            return None;
        }
        let rest = self.text.get(self.at..self.to)?;
        let named = |from: usize| {
            let length = rest
                .get(from..)
                .unwrap_or_default()
                .bytes()
                .take_while(|byte| is_word(*byte))
                .count();
            (length > 0).then_some(from + length)
        };
        let operand = self.wants_operand();
        let length = match self.byte(self.at) {
            b'?' if operand && !self.starts("?|") && !self.starts("?&") => Some(1),
            b'$' if self.starts("${") => closed(rest, 2, "}"),
            b'$' => named(1),
            b':' if !self.starts("::") && (!self.adjacent() || operand) => named(1),
            b'%' if operand && self.starts("%(") => closed(rest, 2, ")s"),
            b'%' if operand && matches!(self.byte(self.at + 1), b's' | b'd' | b'i' | b'f') => {
                Some(2)
            }
            b'{' if self.starts("{{") => closed(rest, 2, "}}"),
            b'#' if self.starts("#{") => closed(rest, 2, "}"),
            b'{' => closed(rest, 1, "}"),
            b'<' if operand => closed(rest, 1, ">"),
            b'.' if operand && self.starts("...") => Some(3),
            _ => None,
        }?;
        Some(self.at + length)
    }
}

/// The length of a template's slot: a short plain name between its marks.
fn closed(rest: &str, from: usize, close: &str) -> Option<usize> {
    let inner = rest.get(from..)?;
    let length = inner
        .bytes()
        .take(65)
        .take_while(|byte| is_word(*byte) || matches!(byte, b' ' | b'.' | b'-'))
        .count();
    let fits = (1..=64).contains(&length)
        && inner
            .starts_with(|first: char| first.is_ascii_alphabetic() || first == '_' || first == ' ')
        && inner.get(length..)?.starts_with(close);
    fits.then_some(from + length + close.len())
}
