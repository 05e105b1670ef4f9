//! What stands before each line of a statement that is quoted or typed at a prompt.

use super::scan::{Scanner, is_word};

/// Bytes of the longest mark.
const LENGTH: usize = 64;

/// The marks that the lines of a statement may begin with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Marks {
    #[default]
    None,
    /// `> `, as in quoted mail and Markdown.
    Quoted,
    /// `-> `, `...> `, `db-# `: what a database's shell writes before the lines after the first.
    Prompted,
}

impl Marks {
    /// By what stands before the statement on its line.
    pub(super) fn before(text: &str, from: usize) -> Self {
        let at = text.floor_char_boundary(from.saturating_sub(LENGTH));
        let near = text.get(at..from).unwrap_or_default();
        let line = near.rsplit('\n').next().unwrap_or_default().trim();
        // The region may begin with the line.
        let line = if line.is_empty() {
            text.get(from..).unwrap_or_default().trim_start()
        } else {
            line
        };
        if line.starts_with('>') {
            Self::Quoted
        } else if line.ends_with(['>', '#']) {
            Self::Prompted
        } else {
            Self::None
        }
    }
}

impl Scanner<'_> {
    /// Passes over the marks at the beginning of a line.
    pub(super) fn skip_marks(&mut self) {
        let end = match self.marks {
            Marks::None => return,
            Marks::Quoted => (self.at..self.to)
                .find(|at| !matches!(self.byte(*at), b'>' | b' ' | b'\t'))
                .unwrap_or(self.to),
            Marks::Prompted => self.prompt_end(),
        };
        self.at = end.max(self.at);
    }

    /// The place after the prompt that begins here.
    fn prompt_end(&self) -> usize {
        let name = (self.at..self.to)
            .take(LENGTH)
            .find(|at| !is_word(self.byte(*at)))
            .unwrap_or(self.at);
        let sign = (name..self.to)
            .take(4)
            .find(|at| {
                !matches!(
                    self.byte(*at),
                    b'-' | b'.' | b'(' | b'\'' | b'"' | b'*' | b'='
                )
            })
            .unwrap_or(name);
        let shell = matches!(self.byte(sign), b'>' | b'#') && sign > name;
        let gap = matches!(self.byte(sign + 1), b' ' | b'\t' | b'\n' | b'\r');
        if shell && gap { sign + 1 } else { self.at }
    }
}
