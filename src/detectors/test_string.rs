//! The published test prompt, as the EICAR file is for virus scanners: exactly, with the case it has.

use std::borrow::Cow;

use super::{Decoding, Detector, Hit, Literal, Match};
use crate::text::{Text, Views};

/// UTF-16 units of the longer form.
pub(crate) const REACH: usize = DOUBLED.len();

const PLAIN: &str = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$AGT-STANDARD-GUARDRAILS-TEST-MSG!$H+H*";
/// As it is copied out of a JSON string.
const DOUBLED: &str = r"X5O!P%@AP[4\\PZX54(P^)7CC)7}$AGT-STANDARD-GUARDRAILS-TEST-MSG!$H+H*";
/// What both forms hold.
static LITERALS: [Literal; 1] = [Literal::plain("$AGT-STANDARD-GUARDRAILS-TEST-MSG!$H+H*")];

/// Finds the test prompt.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TestString;

impl Detector for TestString {
    fn literals(&self) -> Cow<'_, [Literal]> {
        Cow::Borrowed(&LITERALS)
    }

    fn open(&self, text: &Text<'_>, _: &[Hit]) -> Option<usize> {
        let text = text.original().as_bytes();
        let from = text.len().saturating_sub(REACH);
        let begun = |at: &usize| {
            let end = text.get(*at..).unwrap_or_default();
            [PLAIN, DOUBLED]
                .iter()
                .any(|form| form.as_bytes().starts_with(end))
        };
        Some((from..text.len()).find(begun).unwrap_or(text.len()))
    }

    fn decoding(&self) -> Decoding {
        Decoding::Coded
    }

    fn detect(&self, text: &Text<'_>, hits: &[Hit], out: &mut Vec<Match>) {
        for hit in hits {
            let before = text.original().get(..hit.end).unwrap_or_default();
            let form = [PLAIN, DOUBLED]
                .into_iter()
                .find(|form| before.ends_with(form));
            out.extend(form.map(|form| Match {
                span: Some((hit.end - form.len(), hit.end)),
                score: 1.0,
                views: Views::NONE,
                explanation: "the test prompt of the guardrails".into(),
                ..Match::default()
            }));
        }
    }
}
