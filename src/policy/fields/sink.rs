//! Where diagnostics go.

use super::{listed, shown};
use crate::policy::diagnostic::{Code, Diagnostic, MAX_DIAGNOSTICS, Severity};
use crate::policy::patterns::Patterns;
use crate::policy::reader::Node;

/// Where diagnostics go. Knows `strict`, and keeps the list bounded.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    list: Vec<Diagnostic>,
    /// How many of the list are no errors.
    mild: usize,
    pub(in crate::policy) patterns: Patterns,
    strict: bool,
    /// The worst of those that found no room in the list.
    dropped: Option<Severity>,
}

impl Sink {
    pub(crate) fn new(strict: bool) -> Self {
        Self {
            list: Vec::new(),
            mild: 0,
            patterns: Patterns::default(),
            strict,
            dropped: None,
        }
    }

    pub(crate) fn strict(&self) -> bool {
        self.strict
    }

    /// Adds one; under `strict` the three codes that `strict` names become errors.
    pub(crate) fn push(&mut self, mut diagnostic: Diagnostic) {
        if self.strict
            && matches!(
                diagnostic.code,
                Code::UnknownKey | Code::DuplicateKey | Code::TotalRulesMismatch
            )
        {
            diagnostic.severity = Severity::Error;
        }
        let dropped = if self.list.len() < MAX_DIAGNOSTICS {
            self.mild += usize::from(!diagnostic.is_error());
            self.list.push(diagnostic);
            return;
        } else if diagnostic.is_error() && self.mild > 0 {
            // Why the payload is refused matters more than a remark.
            self.mild -= 1;
            let last = self.list.iter().rposition(|listed| !listed.is_error());
            let dropped = last.map(|last| self.list.remove(last).severity);
            self.list.push(diagnostic);
            dropped.unwrap_or(Severity::Info)
        } else {
            diagnostic.severity
        };
        let worst = self.dropped.map_or(dropped, |worst| worst.min(dropped));
        self.dropped = Some(worst);
    }

    pub(crate) fn note(&mut self, code: Code, path: &str, message: impl Into<String>) {
        self.push(Diagnostic::new(code, path, message));
    }

    /// A word that is not on the list.
    pub(crate) fn unknown_value(&mut self, path: &str, word: &str, accepted: &[&str]) {
        let message = format!(
            "`{}` is not accepted here; use one of {}",
            shown(word),
            listed(accepted)
        );
        self.push(
            Diagnostic::new(Code::UnknownValue, path, message).accepting(accepted.iter().copied()),
        );
    }

    pub(crate) fn wrong_type(&mut self, path: &str, node: &Node, wanted: &str) {
        self.note(
            Code::WrongType,
            path,
            format!("expected {wanted}, found {}", node.type_name()),
        );
    }

    /// Whether nothing more is listed and an error was among what is not, so that looking on is of no use.
    pub(crate) fn is_full(&self) -> bool {
        self.dropped == Some(Severity::Error)
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.dropped == Some(Severity::Error) || self.list.iter().any(Diagnostic::is_error)
    }

    /// The list; when it is full, its last entry says so, as severe as the worst that is missing.
    pub(crate) fn into_list(mut self) -> Vec<Diagnostic> {
        if let Some(worst) = self.dropped {
            let message =
                format!("there are more than {MAX_DIAGNOSTICS} problems; only these are listed");
            let more = Diagnostic::new(Code::MoreProblems, "", message);
            self.list.push(more.severe(worst));
        }
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Diagnostic, MAX_DIAGNOSTICS, Severity, Sink};

    fn of(code: Code, at: usize) -> Diagnostic {
        Diagnostic::new(code, at.to_string(), "it is so")
    }

    /// The last remarks make room for errors, in the order in which they came, and what is missing is said as severely.
    #[test]
    fn errors_take_the_places_of_remarks() {
        let mut sink = Sink::default();
        for at in 0..MAX_DIAGNOSTICS - 2 {
            sink.push(of(Code::UnknownKey, at));
        }
        for at in 0..MAX_DIAGNOSTICS {
            assert!(!sink.is_full());
            sink.push(of(Code::WrongType, at));
        }
        // Two found room, the others took one each.
        assert!(sink.list.iter().all(Diagnostic::is_error));
        sink.push(of(Code::WrongType, MAX_DIAGNOSTICS));
        assert!(sink.is_full() && sink.has_errors());
        let list = sink.into_list();
        let paths: Vec<&str> = list.iter().map(|each| each.path.as_str()).collect();
        let expected: Vec<String> = (0..MAX_DIAGNOSTICS).map(|at| at.to_string()).collect();
        assert_eq!(paths[..MAX_DIAGNOSTICS], expected);
        let more = list.last().unwrap();
        assert_eq!(
            (more.code, more.severity),
            (Code::MoreProblems, Severity::Error)
        );
        assert_eq!(list.len(), MAX_DIAGNOSTICS + 1);
    }

    #[test]
    fn remarks_take_no_place() {
        let mut sink = Sink::default();
        for at in 0..=MAX_DIAGNOSTICS {
            sink.push(of(Code::UnknownKey, at));
        }
        assert!(!sink.is_full() && !sink.has_errors());
        let list = sink.into_list();
        let more = list.last().unwrap();
        assert_eq!(
            (more.code, more.severity),
            (Code::MoreProblems, Severity::Warning)
        );
        assert_eq!(list.len(), MAX_DIAGNOSTICS + 1);
    }
}
