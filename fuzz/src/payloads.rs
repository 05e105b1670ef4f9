//! Payloads of every kind: every problem is said, and what is accepted says the same in each of its forms.

use edgeward::engine::{EvaluateOptions, Guard, GuardOptions, Input};
use edgeward::policy::{
    Check, Kind, Origin, Policy, Rule, Severity, ValidateOptions, convert, validate,
};

use super::{headed, judged};

/// The first byte: strict or not, and which kind (the last: recognised).
pub fn run(data: &[u8]) {
    let (head, text) = headed(data);
    let options = ValidateOptions {
        strict: head % 2 == 1,
        kind: Kind::ALL.get(head / 2 % (Kind::ALL.len() + 1)).copied(),
        utf16: head >= 128,
        ..ValidateOptions::default()
    };
    let got = validate(&text, &options);
    let errors = got
        .diagnostics
        .iter()
        .any(|each| each.severity == Severity::Error);
    assert_eq!(got.policy.is_none(), errors, "{:?}", got.diagnostics);
    assert!(got.diagnostics.len() <= 1_002);
    for diagnostic in &got.diagnostics {
        let message = &diagnostic.message;
        assert!(
            !message.is_empty() && !message.ends_with('.') && !message.contains('\n'),
            "{diagnostic}"
        );
        assert!(
            diagnostic.path.is_empty() || diagnostic.path.starts_with('/'),
            "{diagnostic}"
        );
        let position = diagnostic
            .position
            .as_ref()
            .expect("JSON text has positions");
        let length = if options.utf16 {
            text.encode_utf16().count()
        } else {
            text.len()
        };
        assert!(
            position.offset <= length && position.line > 0 && position.column > 0,
            "{diagnostic}"
        );
    }
    if let Some(response) = &got.response {
        assert!(matches!(response.status, 400 | 422));
        serde_json::from_str::<serde_json::Value>(&response.body).expect("a body is JSON");
    }
    let Some(policy) = got.policy else { return };
    for kind in Kind::ALL {
        if let Ok(done) = convert(&text, *kind, &options) {
            assert!(done.losses.iter().all(|loss| !loss.message.is_empty()));
        }
    }
    accepted(policy);
}

/// The neutral document says the same, and so does the artifact.
fn accepted(policy: Policy) {
    let document = serde_json::to_string(policy.document()).unwrap();
    // What a vendor lets pass and the native language refuses, kept so that it is reported: rules that nothing serves or that can
    // never fire, and policies without one.
    let said = |(rule, origin): (&Rule, &Origin)| {
        origin.inert.is_none() && !matches!(rule.check, Check::Unsupported(_))
    };
    if policy.rules().next().is_some() && policy.rules().all(said) {
        let again = Policy::from_json(&document, &ValidateOptions::default());
        let (again, _) = again.unwrap_or_else(|error| panic!("{error}: {document}"));
        assert_eq!(policy.hash(), again.hash(), "{document}");
    }
    let guard = Guard::new(policy, &GuardOptions::default());
    let input = Input {
        context: vec!["The office in Oslo opens at nine.".into()],
        ..Input::response("Write to kim.lee@example.com, who knows the password: hunter2hunter.")
    };
    let verdict = guard.evaluate(&input, &EvaluateOptions::default());
    judged::check(&guard, &input, &verdict);
    judged::check_artifact(&guard, &input, &verdict);
}
