//! The views of a text: every place of them leads back into it, and what was encoded is read.

use std::sync::OnceLock;

use edgeward::engine::{EvaluateOptions, Guard, Input, oracle};
use edgeward::text::Text;
use serde_json::json;

use super::judged;

pub fn run(data: &[u8]) {
    let (head, text) = super::headed(data);
    let read = Text::new(&text);
    places(&read, &text);
    let view = read.normalised();
    for piece in oracle::pieces(view) {
        let mut last = 0;
        for (start, end) in &piece.places {
            assert!(view.get(*start..*end).is_some(), "{piece:?} of {view:?}");
            assert!(
                last <= *start && start < end,
                "backwards: {piece:?} of {view:?}"
            );
            last = *start;
        }
    }
    assert!(
        view.len() <= 24 * text.len() + 64,
        "a view of {} for {}",
        view.len(),
        text.len()
    );
    encoded(head, data);
}

/// Each character of the view stands for some of the text, in order.
fn places(read: &Text<'_>, text: &str) {
    let view = read.normalised();
    let mut last = (0, 0);
    for (at, char) in view.char_indices() {
        let (start, end) = read.to_original(at, at + char.len_utf8());
        assert!(
            text.get(start..end).is_some_and(|part| !part.is_empty()),
            "{at} of {text:?}"
        );
        assert!(
            start >= last.0 && end >= last.1,
            "backwards at {at} of {text:?}"
        );
        last = (start, end);
    }
}

/// A word in code among anything else is found where it stands.
fn encoded(head: usize, data: &[u8]) {
    static GUARD: OnceLock<Guard> = OnceLock::new();
    let guard = GUARD.get_or_init(|| {
        judged::guard(&json!({ "kind": "edgeward.policy", "version": 1, "name": "coded", "failureMode": "allow", "rules": [
            { "id": "word", "detector": "keyword", "settings": { "entries": ["dynamite"] } },
        ] }))
    });
    let said = "there is dynamite in the shed";
    let code = match head % 4 {
        0 => said.bytes().map(|byte| format!("%{byte:02x}")).collect(),
        1 => said
            .bytes()
            .map(|byte| format!("{byte:02X}"))
            .collect::<String>(),
        2 => said
            .chars()
            .map(|char| format!("&#{};", u32::from(char)))
            .collect(),
        _ => "dGhlcmUgaXMgZHluYW1pdGUgaW4gdGhlIHNoZWQ=".to_owned(),
    };
    let around = String::from_utf8_lossy(&data[data.len().min(1)..]);
    // Spaces keep it a word of its own; a mark behind a space would belong to that.
    let text = format!("{around} . {code} . {around}");
    let verdict = guard.evaluate(&Input::prompt(text.clone()), &EvaluateOptions::default());
    let from = around.len() + 3;
    let (start, end) = (from, from + code.len());
    let mut spans = verdict.findings.iter().filter_map(|finding| finding.span);
    assert!(
        spans.any(|span| span.start < end && start < span.end),
        "{code} was not read in {text:?}"
    );
}
