//! What a language model is asked for a rule that it alone can decide, or where a local score does not tell, and how its
//! answer is read. No I/O: the host sends the messages and brings the answers.
//!
//! Text of users stands between fences that it cannot close (`fence`). A question is a `custom` rule's own (`question`), the
//! statement of a detector (`statement`), or the wish to have a text rewritten (`request`).

mod fence;
mod question;
mod request;
mod statement;

use serde::{Deserialize, Serialize};

pub(crate) use question::{Question, Slots};
pub(crate) use request::{Material, rephrase};
pub(crate) use statement::Statement;

/// What a judge said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum JudgeAnswer {
    /// A clear answer.
    Clear(bool),
    /// Words.
    Words(String),
    /// Nothing: a time-out or an error.
    Nothing,
}

impl JudgeAnswer {
    /// TRUE or FALSE in any case with surrounding space or punctuation; anything else is no answer.
    #[must_use]
    pub fn read(&self) -> Option<bool> {
        match self {
            Self::Clear(value) => Some(*value),
            Self::Words(words) => {
                let word =
                    words.trim_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
                if word.eq_ignore_ascii_case("true") {
                    Some(true)
                } else {
                    word.eq_ignore_ascii_case("false").then_some(false)
                }
            }
            Self::Nothing => None,
        }
    }

    /// The text that was asked for in place of `original`; `None` when it is none.
    #[must_use]
    pub fn rewritten(&self, original: &str) -> Option<String> {
        match self {
            Self::Words(words) => fence::unmarked(words, original),
            Self::Clear(_) | Self::Nothing => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_answer_counts() {
        let read = |words: &str| JudgeAnswer::Words(words.into()).read();
        assert_eq!(read(" True.\n"), Some(true));
        assert_eq!(read("\"FALSE\""), Some(false));
        for vague in ["", "TRUE or FALSE", "not true", "yes", "1"] {
            assert_eq!(read(vague), None, "{vague:?}");
        }
        assert_eq!(JudgeAnswer::Nothing.read(), None);
    }
}
