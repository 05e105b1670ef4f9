//! A completion with every text and tool call of every choice judged.

use edgeward::engine::{EvaluateOptions, Format, Guard, Input};
use edgeward::policy::Decision;
use serde_json::{Map, Value, json};

use crate::problem::Refused;
use crate::said::{PIECES, TEXTS, make_plain, said_in_pieces};

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
        Self {
            guard,
            input,
            decision,
        }
    }

    pub(crate) fn completion(&mut self, completion: &mut Value) {
        let Some(choices) = completion.get_mut("choices").and_then(Value::as_array_mut) else {
            return;
        };
        choices.retain(Value::is_object);
        for value in choices {
            let Value::Object(choice) = value else {
                continue;
            };
            if let Err(refused) = self.choice(choice) {
                let index = choice.get("index").cloned().unwrap_or(json!(0));
                *value = refused.choice(&index);
            }
        }
    }

    fn choice(&mut self, choice: &mut Map<String, Value>) -> Judged {
        let Some(message) = choice.get_mut("message").and_then(Value::as_object_mut) else {
            // Nothing that this gateway can read.
            let (decision, message) = (Decision::Block, None);
            return Err(Refused { decision, message });
        };
        let before = message.clone();
        make_plain(message);
        self.message(message)?;
        let changed = TEXTS
            .iter()
            .any(|key| message.get(*key) != before.get(*key));
        // Log probabilities spell the text as the model wrote it.
        if changed {
            choice.insert("logprobs".into(), Value::Null);
        }
        // A text beside the message would be one that nobody judged.
        choice.remove("delta");
        choice.remove("text");
        Ok(())
    }

    fn message(&mut self, message: &mut Map<String, Value>) -> Judged {
        for key in TEXTS {
            message
                .get_mut(key)
                .map_or(Ok(()), |text| self.text(text))?;
        }
        for key in PIECES {
            let mut text = json!(said_in_pieces(message.get(key)));
            let before = text.clone();
            self.text(&mut text)?;
            // A signed piece that was redacted would be worth nothing.
            if text != before {
                message.remove(key);
            }
        }
        if let Some(calls) = message.get_mut("tool_calls").and_then(Value::as_array_mut) {
            calls.retain(Value::is_object);
            for call in calls {
                let custom = call.get_mut("custom");
                match custom.and_then(|custom| custom.get_mut("input")) {
                    Some(input) if input.is_string() => self.text(input)?,
                    input => self.json(input)?,
                }
                self.arguments(call.get_mut("function"))?;
            }
        }
        self.arguments(message.get_mut("function_call"))
    }

    fn arguments(&mut self, call: Option<&mut Value>) -> Judged {
        self.json(call.and_then(|call| call.get_mut("arguments")))
    }

    /// Its strings are judged as they read, and what is redacted leaves it valid. Some upstreams send the value itself.
    fn json(&mut self, given: Option<&mut Value>) -> Judged {
        match given {
            None | Some(Value::Null) => Ok(()),
            Some(text @ Value::String(_)) => self.judge(text, Format::Json),
            Some(value) => {
                let mut text = Value::String(value.to_string());
                self.judge(&mut text, Format::Json)?;
                let read = text.as_str().map(serde_json::from_str);
                *value = read.and_then(Result::ok).unwrap_or(text);
                Ok(())
            }
        }
    }

    fn text(&mut self, value: &mut Value) -> Judged {
        self.judge(value, Format::Text)
    }

    fn judge(&mut self, value: &mut Value, format: Format) -> Judged {
        let Some(text) = value.as_str().filter(|text| !text.is_empty()) else {
            return Ok(());
        };
        self.input.response = Some(text.to_owned());
        let options = EvaluateOptions {
            format,
            ..EvaluateOptions::default()
        };
        let verdict = self.guard.evaluate(&self.input, &options);
        self.decision = self.decision.max(verdict.decision);
        let message = verdict.message.map(Into::into);
        let refused = |decision, message| Err(Refused { decision, message });
        match verdict
            .response
            .map(|outcome| (outcome.decision, outcome.text))
        {
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
