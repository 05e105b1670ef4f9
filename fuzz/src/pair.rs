//! A policy and a text together: eight bytes choose the policy, the rest is the text.

use edgeward::engine::{EvaluateOptions, Format, Input};

use super::judged;
use super::random::{Random, policy, text};

pub fn run(data: &[u8]) {
    let (seed, rest) = data.split_at(data.len().min(8));
    let mut bytes = [0; 8];
    bytes[..seed.len()].copy_from_slice(seed);
    let mut random = Random(u64::from_le_bytes(bytes));
    let guard = judged::guard(&policy(&mut random));
    // Without a text of its own, one of the generator.
    let text = if rest.is_empty() {
        text(&mut random)
    } else {
        String::from_utf8_lossy(rest).into_owned()
    };
    let input = Input::response(text);
    let json = EvaluateOptions {
        format: Format::Json,
        ..EvaluateOptions::default()
    };
    judged::evaluate(&guard, &input, &json);
    let verdict = judged::evaluate(&guard, &input, &EvaluateOptions::default());
    judged::check_artifact(&guard, &input, &verdict);
}
