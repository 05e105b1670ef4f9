//! One event: its bytes as they came, and the texts of a model in it.

use serde_json::Value;

use super::field::{self, Field};
use super::half;
use super::literal::{Key, TOKENS, literals};

/// A piece of a text.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) choice: usize,
    pub(super) field: Field,
    /// Until it is handed to its stream.
    pub(super) text: String,
    /// Bytes of `data`, quotes included.
    pub(super) literal: (usize, usize),
    /// Bytes of the field's text so far.
    pub(super) range: (usize, usize),
    /// Half a character that it begins with.
    pub(super) low: Option<u16>,
    /// Half a character that it ends with; the text of the next piece has all of it.
    pub(super) high: Option<u16>,
    /// The character whose first half ended the piece before.
    pub(super) lead: Option<char>,
    /// It says the whole text so far, beside the piece that is new.
    pub(super) whole: bool,
}

/// What an event is.
#[derive(Debug)]
pub(super) enum Event {
    /// A comment, another field, an event about something else.
    Other,
    /// `[DONE]`
    Done,
    /// Data that cannot be read.
    Malformed,
    Chunk(Chunk),
}

/// An event with choices.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) parts: Vec<Part>,
    /// Each choice, and the place of its reason when it ends here.
    pub(super) choices: Vec<(usize, Option<(usize, usize)>)>,
    /// What choices say of their tokens, which repeats their text.
    pub(super) tokens: Vec<(usize, (usize, usize))>,
    /// `id`, `object`, `created`, `model`, until it is known whether the event ends a choice.
    pub(super) head: Value,
}

/// Reads the bytes of one event.
pub(super) fn read(raw: &[u8], tool_calls: bool) -> Event {
    let Ok(text) = std::str::from_utf8(raw) else {
        return Event::Malformed;
    };
    let Some(data) = data(text) else {
        return Event::Other;
    };
    if data.trim() == "[DONE]" {
        return Event::Done;
    }
    let (data, halves) = half::whole(&data);
    let Ok(value) = serde_json::from_str::<Value>(&data) else {
        return Event::Malformed;
    };
    let choices = match value.get("choices") {
        Some(Value::Array(choices)) => choices,
        None | Some(Value::Null) if !field::is_foreign(&value) => &Vec::new(),
        _ => return Event::Malformed,
    };
    let Some(found) = literals(&data) else {
        return Event::Malformed;
    };
    let half_at = |place: usize| {
        let known = halves.iter().find(|(at, _)| *at == place);
        known.map(|(_, half)| *half)
    };
    let index = |value: &Value, usual: usize| {
        let index = value.get("index").and_then(Value::as_u64);
        index
            .and_then(|index| usize::try_from(index).ok())
            .unwrap_or(usual)
    };
    let mut chunk = Chunk {
        parts: Vec::new(),
        choices: choices
            .iter()
            .enumerate()
            .map(|(at, choice)| (index(choice, at), None))
            .collect(),
        head: Value::Object(crate::order::inserted(
            ["id", "object", "created", "model"]
                .iter()
                .filter_map(|name| Some(((*name).to_owned(), value.get(*name)?.clone()))),
        )),
        tokens: Vec::new(),
    };
    for literal in found {
        let [Key::Name(root), Key::Index(at), rest @ ..] = literal.path.as_slice() else {
            continue;
        };
        if root != "choices" {
            continue;
        }
        // A second list of choices: which of them counts is not known.
        let Some(choice) = choices.get(*at) else {
            return Event::Malformed;
        };
        let place = (literal.start, literal.end);
        if matches!(rest, [.., Key::Name(name)] if name == TOKENS) {
            if rest.len() == 1 {
                chunk.tokens.push((index(choice, *at), place));
            }
            continue;
        }
        if matches!(rest, [Key::Name(name)] if name == "finish_reason") {
            if let Some(known) = chunk.choices.get_mut(*at) {
                known.1 = Some(place);
            }
            continue;
        }
        let Some(field) = field::of(rest, choice, tool_calls) else {
            continue;
        };
        let low = half_at(literal.start + 1).filter(|half| *half >= 0xdc00);
        let high = literal.end.checked_sub(1 + half::ESCAPE);
        let high = high.and_then(half_at).filter(|half| *half < 0xdc00);
        let Some(text) = text_of(&data, place, high.is_some()) else {
            return Event::Malformed;
        };
        chunk.parts.push(Part {
            choice: index(choice, *at),
            field,
            text,
            literal: place,
            range: (0, 0),
            low,
            high,
            lead: None,
            whole: field::is_beside_a_delta(rest, choice),
        });
    }
    Event::Chunk(chunk)
}

/// What a literal says, without the half of a character at its end.
fn text_of(data: &str, (start, end): (usize, usize), half: bool) -> Option<String> {
    let mut text: String = serde_json::from_str(data.get(start..end)?).ok()?;
    if half {
        text.pop();
    }
    Some(text)
}

/// The data of an event as it came, and what its parts say; characters of which it has the second half are whole.
pub(super) fn again(raw: &[u8], parts: &[Part]) -> (String, Vec<String>) {
    let data = data(std::str::from_utf8(raw).unwrap_or_default()).unwrap_or_default();
    let (read, _) = half::whole(&data);
    let text = |part: &Part| {
        let mut text = text_of(&read, part.literal, part.high.is_some()).unwrap_or_default();
        if let Some(lead) = part.lead {
            part.begin(lead, &mut text);
        }
        text
    };
    let texts = parts.iter().map(text).collect();
    (data, texts)
}

impl Part {
    /// The text with the character whose first half ended the piece before.
    pub(super) fn begin(&self, lead: char, text: &mut String) {
        let kept = match self.low {
            Some(_) => half::UNKNOWN.len_utf8(),
            None => 0,
        };
        text.replace_range(..kept, lead.encode_utf8(&mut [0; 4]));
    }
}

/// The lines of `data`, joined; nothing when there are none.
fn data(text: &str) -> Option<String> {
    let mut joined: Option<String> = None;
    for line in lines(text) {
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        let Some(rest) = line.strip_prefix("data") else {
            continue;
        };
        let value = match rest.strip_prefix(':') {
            Some(value) => value.strip_prefix(' ').unwrap_or(value),
            None if rest.is_empty() => "",
            None => continue,
        };
        match &mut joined {
            Some(joined) => {
                joined.push('\n');
                joined.push_str(value);
            }
            None => joined = Some(value.to_owned()),
        }
    }
    joined
}

/// The lines of an event; each of the three line ends counts.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// The event with other data.
pub(super) fn with_data(raw: &[u8], data: &str, out: &mut Vec<u8>) {
    let text = std::str::from_utf8(raw).unwrap_or_default();
    for line in lines(text).filter(|line| !line.is_empty() && !line.starts_with("data")) {
        out.extend_from_slice(line.as_bytes());
        out.push(b'\n');
    }
    for line in data.split('\n') {
        out.extend_from_slice(b"data: ");
        out.extend_from_slice(line.as_bytes());
        out.push(b'\n');
    }
    out.push(b'\n');
}
