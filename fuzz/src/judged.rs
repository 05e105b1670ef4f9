//! What holds for every verdict.

#[cfg(feature = "oracle")]
use edgeward::engine::oracle;
use edgeward::engine::{EvaluateOptions, Guard, GuardOptions, Input, Limits, Verdict};
use edgeward::policy::{Decision, Policy, ValidateOptions};
use serde_json::Value;

/// The guard of a policy that is right.
pub fn guard(payload: &Value) -> Guard {
    guard_within(payload, Limits::default())
}

/// The same within other limits.
pub fn guard_within(payload: &Value, limits: Limits) -> Guard {
    let read = Policy::from_json(&payload.to_string(), &ValidateOptions::default());
    let (policy, _) = read.unwrap_or_else(|error| panic!("{error}: {payload}"));
    let options = GuardOptions {
        limits,
        ..GuardOptions::default()
    };
    Guard::new(policy, &options)
}

#[cfg(feature = "oracle")]
/// The verdict on an input, after everything that must hold for it was seen to.
pub fn evaluate(guard: &Guard, input: &Input, options: &EvaluateOptions) -> Verdict {
    let verdict = guard.evaluate(input, options);
    check(guard, input, &verdict);
    let naive = oracle::evaluate(guard, input, options, None);
    assert_eq!(verdict, naive, "the oracle says otherwise of {input:?}");
    verdict
}

/// Findings lie inside the texts and on boundaries, in both units; edits are disjoint; the decision is the strictest.
pub fn check(guard: &Guard, input: &Input, verdict: &Verdict) {
    let segments = input.segments();
    let json = guard.verdict_json(verdict, input);
    let wire: Value = serde_json::from_str(&json).expect("a verdict is JSON");
    for (finding, told) in verdict
        .findings
        .iter()
        .zip(wire["findings"].as_array().unwrap())
    {
        let text = segments[finding.segment].text;
        assert!(
            finding.score > finding.threshold || finding.threshold >= 1.0,
            "{finding:?}"
        );
        let Some(span) = finding.span else { continue };
        assert!(span.start < span.end, "an empty finding {finding:?}");
        let bytes = text.get(span.range());
        assert!(
            bytes.is_some(),
            "not on boundaries: {finding:?} in {text:?}"
        );
        let at = |name: &str| usize::try_from(told["span"][name].as_u64().unwrap()).unwrap();
        let units: Vec<u16> = text.encode_utf16().collect();
        let units = units
            .get(at("start")..at("end"))
            .map(String::from_utf16_lossy);
        assert_eq!(
            bytes,
            units.as_deref(),
            "the units differ: {finding:?} in {text:?}"
        );
        // A quote of a text of some length: shorter ones are words of ours too.
        let quoted = bytes.filter(|bytes| bytes.chars().count() > 16);
        assert!(
            quoted.is_none_or(|quoted| !finding.explanation.contains(quoted)),
            "{finding:?}"
        );
        let evidence = finding.evidence.iter();
        for span in evidence
            .flat_map(|each| [each.statement, each.window])
            .flatten()
        {
            assert!(
                text.get(span.range()).is_some(),
                "evidence outside: {finding:?} in {text:?}"
            );
        }
    }
    for (segment, edits) in &verdict.segment_edits {
        let text = segments[*segment].text;
        assert!(
            edits.windows(2).all(|pair| pair[0].end <= pair[1].start),
            "{edits:?}"
        );
        let inside = edits
            .iter()
            .all(|edit| text.get(edit.start..edit.end).is_some());
        assert!(inside, "{edits:?} in {text:?}");
    }
    let strictest = verdict
        .findings
        .iter()
        .map(|finding| Decision::from(finding.action))
        .max();
    assert!(
        verdict.truncated || strictest.unwrap_or(Decision::Allow) == verdict.detected,
        "{verdict:?}"
    );
    assert!(verdict.decision >= verdict.detected, "{verdict:?}");
    let again = guard
        .parse_verdict(&json, &segments)
        .expect("a verdict reads back");
    assert_eq!(again.decision, verdict.decision);
    assert_eq!(again.findings.len(), verdict.findings.len());
}

/// The same from the artifact.
pub fn check_artifact(guard: &Guard, input: &Input, verdict: &Verdict) {
    let again = Guard::from_bytes(&guard.to_bytes()).expect("an artifact of our own");
    assert_eq!(guard.report(), again.report());
    let options = EvaluateOptions::default();
    assert_eq!(
        *verdict,
        again.evaluate(input, &options),
        "the artifact says otherwise of {input:?}"
    );
}
