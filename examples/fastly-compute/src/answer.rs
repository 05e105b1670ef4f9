//! A completion with every text and tool call of every choice judged.

use edgeward::engine::{EvaluateOptions, Guard, Input};
use edgeward::policy::Decision;
use serde_json::{Map, Value, json};

use crate::problem::Refused;

/// Where a model writes text for somebody to read.
const TEXTS: [&str; 4] = ["content", "refusal", "reasoning", "reasoning_content"];
const DEEPEST: usize = 64;

/// Judges the texts of an answer beside the conversation that they answer.
pub(crate) struct Answer<'a> {
    guard: &'a Guard,
    input: Input,
    /// The strictest so far.
    pub(crate) decision: Decision,
}

type Judged = Result<(), Refused>;

impl<'a> Answer<'a> {
    pub(crate) fn new(guard: &'a Guard, input: Input) -> Self {
        let decision = Decision::Allow;
        Self { guard, input, decision }
    }

    pub(crate) fn completion(&mut self, completion: &mut Value) {
        let choices = completion.get_mut("choices").and_then(Value::as_array_mut);
        for choice in choices.into_iter().flatten() {
            if let Err(refused) = self.choice(choice) {
                let index = choice.get("index").cloned().unwrap_or(json!(0));
                *choice = refused.choice(&index);
            }
        }
    }

    fn choice(&mut self, choice: &mut Value) -> Judged {
        let Some(message) = choice.get_mut("message").and_then(Value::as_object_mut) else {
            // Nothing that this gateway can read.
            let (decision, message) = (Decision::Block, None);
            return Err(Refused { decision, message });
        };
        // Sound cannot be judged, and what its transcript says is said by nothing else.
        message.remove("audio");
        let before = message.clone();
        self.message(message)?;
        // Log probabilities spell the text as the model wrote it.
        if TEXTS.iter().any(|key| message.get(*key) != before.get(*key)) {
            if let Some(choice) = choice.as_object_mut() {
                choice.insert("logprobs".into(), Value::Null);
            }
        }
        Ok(())
    }

    fn message(&mut self, message: &mut Map<String, Value>) -> Judged {
        for key in TEXTS {
            message.get_mut(key).map_or(Ok(()), |text| self.text(text))?;
        }
        for call in message.get_mut("tool_calls").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(input) = call.get_mut("custom").and_then(|custom| custom.get_mut("input")) {
                self.text(input)?;
            }
            self.arguments(call.get_mut("function"))?;
        }
        self.arguments(message.get_mut("function_call"))
    }

    /// The strings inside the JSON are judged as they read, so that what is redacted leaves it valid.
    fn arguments(&mut self, call: Option<&mut Value>) -> Judged {
        let Some(arguments) = call.and_then(|call| call.get_mut("arguments")) else {
            return Ok(());
        };
        let Some(given) = arguments.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok()) else {
            return self.text(arguments);
        };
        let mut judged = given.clone();
        self.strings(&mut judged, 0)?;
        if judged != given {
            *arguments = Value::String(judged.to_string());
        }
        Ok(())
    }

    fn strings(&mut self, value: &mut Value, depth: usize) -> Judged {
        if depth > DEEPEST {
            let (decision, message) = (Decision::Block, None);
            return Err(Refused { decision, message });
        }
        match value {
            Value::String(_) => self.text(value),
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.strings(item, depth + 1)),
            Value::Object(fields) => fields.values_mut().try_for_each(|field| self.strings(field, depth + 1)),
            _ => Ok(()),
        }
    }

    fn text(&mut self, value: &mut Value) -> Judged {
        let Some(text) = value.as_str().filter(|text| !text.is_empty()) else {
            return Ok(());
        };
        self.input.response = Some(text.to_owned());
        let verdict = self.guard.evaluate(&self.input, &EvaluateOptions::default());
        self.decision = self.decision.max(verdict.decision);
        let message = verdict.message;
        let refused = |decision, message| Err(Refused { decision, message });
        match verdict.response.map(|outcome| (outcome.decision, outcome.text)) {
            Some((decision, Some(text))) if decision <= Decision::Redact => {
                *value = Value::String(text);
                Ok(())
            }
            // The message of a rule takes the place of the text.
            Some((decision, Some(text))) => refused(decision, Some(text)),
            _ => refused(Decision::Block, message),
        }
    }
}
