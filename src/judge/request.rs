//! How a statement and its material become messages.

use super::fence::{self, fenced};
use crate::engine::{JudgeMessage, JudgeRequest, Purpose};

/// Texts with what they are called in the question, in order.
pub(crate) type Material<'t> = Vec<(&'static str, &'t str)>;

/// A word or two.
const ANSWER: u32 = 5;
/// How a rewritten text may grow: a token is two bytes at least.
const REWRITTEN: (usize, usize) = (256, 8_192);

pub(super) const ONE_WORD: &str = "Answer with one word, TRUE or FALSE, and nothing else.";

/// Whether a statement about the material is true.
pub(super) fn statement(
    (id, rule): (String, &str),
    statement: &str,
    material: &[(&'static str, &str)],
    violation_when: bool,
) -> JudgeRequest {
    let system = format!(
        "You decide whether one statement is true. {} {ONE_WORD}",
        fence::RULES
    );
    let mut content = format!("Statement: {statement}\n");
    content.push_str(&all(material));
    content.push_str("\nIs the statement true? Answer TRUE or FALSE.");
    violation((id, rule), [system, content], (0.0, 1.0), violation_when)
}

/// A question whose answer is TRUE or FALSE.
pub(super) fn violation(
    (id, rule): (String, &str),
    texts: [String; 2],
    (temperature, top_p): (f64, f64),
    violation_when: bool,
) -> JudgeRequest {
    JudgeRequest {
        id,
        rule: rule.to_owned(),
        purpose: Purpose::Violation,
        messages: messages(texts),
        temperature,
        top_p,
        max_tokens: ANSWER,
        violation_when,
    }
}

/// A text to be written anew so that none of the reasons holds any more.
pub(crate) fn rephrase((id, rule): (String, &str), reasons: &[String], text: &str) -> JudgeRequest {
    let system = format!(
        "You rewrite one text so that it keeps to the rules it broke. {} Answer with the rewritten text alone: no marks, \
         no fences, no word about the rewriting.",
        fence::RULES
    );
    let mut content = String::from("What is wrong with the text:\n");
    for reason in reasons {
        content.push_str("- ");
        content.push_str(reason);
        content.push('\n');
    }
    content.push_str(&all(&[("text", text)]));
    content.push_str(
        "\nRewrite the text so that none of this is true of it. Keep its language, its form and what else it says; leave out \
         what cannot be said otherwise. What stands in square brackets in place of a name or a number stays.",
    );
    let (least, most) = REWRITTEN;
    let tokens = (text.len() / 2).clamp(least, most);
    JudgeRequest {
        id,
        rule: rule.to_owned(),
        purpose: Purpose::Rephrase,
        messages: messages([system, content]),
        temperature: 0.0,
        top_p: 1.0,
        max_tokens: u32::try_from(tokens).unwrap_or(u32::MAX),
        violation_when: true,
    }
}

fn messages([system, user]: [String; 2]) -> Vec<JudgeMessage> {
    vec![
        JudgeMessage {
            role: "system".into(),
            content: system,
        },
        JudgeMessage {
            role: "user".into(),
            content: user,
        },
    ]
}

fn all(material: &[(&'static str, &str)]) -> String {
    let key = fence::key(material.iter().flat_map(|(name, text)| [*name, *text]));
    let mut out = String::new();
    for (name, text) in material {
        out.push('\n');
        out.push_str(&fenced(name, text, &key));
        out.push('\n');
    }
    out
}
