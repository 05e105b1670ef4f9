//! The question of a `custom` rule, in the policy's own words.

use super::fence::{self, fenced};
use super::request::{self, ONE_WORD};
use crate::engine::JudgeRequest;
use crate::policy::braces::{self, Piece};
use crate::policy::document::{Custom, Modality};
use crate::policy::words::Targets;

/// A question that a rule has for a judge.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    custom: Custom,
}

/// The texts that the names stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots {
    pub(crate) question: Option<String>,
    pub(crate) context: Option<String>,
    pub(crate) answer: Option<String>,
}

impl Slots {
    fn get(&self, name: &str) -> Option<&str> {
        match name {
            "question" => self.question.as_deref(),
            "context" => self.context.as_deref(),
            "answer" => self.answer.as_deref(),
            _ => None,
        }
    }
}

impl Question {
    pub(crate) fn new(custom: &Custom) -> Self {
        Self {
            custom: custom.clone(),
        }
    }

    fn text(&self) -> &str {
        self.custom.text()
    }

    /// The names that are used, each once, in order.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for (name, _) in braces::names(self.text()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The side that the names imply: the response where the answer or the context is asked for, else the prompt.
    pub(crate) fn targets(&self) -> Targets {
        let names = self.names();
        if names.contains(&"answer") || names.contains(&"context") {
            Targets::RESPONSE
        } else {
            Targets::PROMPT
        }
    }

    /// Which answer is the violation.
    pub(crate) fn violation_when(&self) -> bool {
        self.custom.modality() == Modality::Violate
    }

    /// The request, or the name whose text the input does not have.
    pub(crate) fn request(
        &self,
        (id, rule): (String, &str),
        slots: &Slots,
    ) -> Result<JudgeRequest, String> {
        let names = self.names();
        if let Some(missing) = names.iter().find(|name| slots.get(name).is_none()) {
            return Err((*missing).to_owned());
        }
        let violation_when = self.violation_when();
        let material: Vec<(&'static str, &str)> = ["question", "context", "answer"]
            .into_iter()
            .filter(|name| names.contains(name))
            .filter_map(|name| Some((name, slots.get(name)?)))
            .collect();
        Ok(match &self.custom {
            Custom::Simple { .. } => {
                // The names become ordinary words; the texts follow between fences.
                let word = |piece| match piece {
                    Piece::Text(text) | Piece::Name(text, _) => text,
                };
                let pieces = braces::pieces(self.text()).into_iter();
                let statement: String = pieces.map(word).collect();
                request::statement((id, rule), &statement, &material, violation_when)
            }
            Custom::Advanced {
                temperature, top_p, ..
            } => {
                let texts = [self.advanced(&material), "Answer TRUE or FALSE.".into()];
                request::violation((id, rule), texts, (*temperature, *top_p), violation_when)
            }
        })
    }

    /// The policy's own prompt, its names replaced by fenced texts.
    fn advanced(&self, material: &[(&'static str, &str)]) -> String {
        let key = fence::key(material.iter().flat_map(|(name, text)| [*name, *text]));
        let mut content = String::new();
        for piece in braces::pieces(self.text()) {
            match piece {
                Piece::Text(text) => content.push_str(text),
                Piece::Name(name, _) => {
                    let text = material.iter().find(|(own, _)| *own == name);
                    let text = text.map_or("", |(_, text)| text);
                    content.push_str(&fenced(name, text, &key));
                }
            }
        }
        content.push_str("\n\n");
        content.push_str(fence::RULES);
        content.push(' ');
        content.push_str(ONE_WORD);
        content
    }
}
