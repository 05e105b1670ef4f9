//! The toxicity head.

use std::path::Path;

use edgeward::models::head::Head;

use crate::data::{Rng, read, train};
use crate::grammar::{expand, leet, slips};
use crate::knob;
use crate::learn::{Example, example, fit};
use crate::report::{Set, calibrate, report};

const BITS: u32 = 18;

/// Sets with what a row of each counts: bad, benign.
const SETS: &[(&str, f32, f32)] = &[
    ("paradetox", 0.6, 0.6),
    ("paradetox_unrewritable", 0.5, 0.5),
    ("edos_train", 0.5, 0.6),
    ("davidson", 0.5, 1.0),
    ("toxigen_human", 0.4, 0.4),
    ("implicit_hate", 0.3, 0.5),
    ("wikipedia_cat", 2.0, 0.8),
    ("toxic_spans_civil", 0.2, 0.5),
    ("convabuse_train", 2.0, 1.0),
    ("hatemoji_build", 0.6, 0.6),
    ("identity_templates", 0.4, 0.4),
];

/// Ordinary prompts: what people ask machines is rarely rude.
const CALM: &[(&str, usize, f32)] = &[
    ("prompt_injection/train/benign_gpteacher_roleplay", 1918, 0.7),
    ("prompt_injection/train/benign_self_instruct", 426, 1.0),
    ("prompt_injection/train/benign_oasst", 946, 1.0),
    ("prompt_injection/train/benign_fuzzyai", 798, 0.7),
    ("prompt_injection/train/benign_intents", 3000, 0.5),
    ("prompt_injection/train/benign_awesome_chatgpt_prompts", 1447, 0.7),
    ("prompt_injection/train/benign_policy_docs", 1079, 0.7),
    ("prompt_injection/train/benign_reasoning_qa", 1000, 0.5),
    ("topic/train/mmlu_subjects", 4000, 0.7),
    ("policy/train/policy_paragraphs", 2000, 0.5),
];

fn examples(dir: &Path, rng: &mut Rng) -> Vec<Example> {
    let mut out = Vec::new();
    for (name, bad, calm) in SETS {
        for row in train(dir, &format!("toxicity/train/{name}")) {
            let Some(label) = row.label() else { continue };
            let knobbed = knob(&name.to_uppercase(), 1.0);
            let weight = if label { *bad * knobbed } else { *calm } * if row.weak() { 0.5 } else { 1.0 };
            out.push(example(&row.text, label, weight, BITS));
            match rng.below(24) {
                0 => out.push(example(&leet(&row.text, rng), label, weight, BITS)),
                1 => out.push(example(&slips(&row.text, rng), label, weight, BITS)),
                2 => out.push(example(&crate::grammar::capitalise(&row.text), label, weight, BITS)),
                _ => {}
            }
        }
    }
    for (name, most, weight) in CALM {
        let mut rows = train(dir, name);
        rng.shuffle(&mut rows);
        out.extend(rows.iter().take(*most).map(|row| example(&row.text, false, *weight, BITS)));
    }
    for _ in 0..3000 {
        out.push(example(&expand("calm", rng), false, 0.4, BITS));
        out.push(example(&expand("long", rng), false, 0.4, BITS));
    }
    out
}

pub fn learn(dir: &Path) -> Head {
    let mut rng = Rng(62);
    let mut examples = examples(dir, &mut rng);
    let mut head = fit(&mut examples, BITS, knob("RATE", 0.1), knob("DECAY", 3e-3), knob("EPOCHS", 8.0) as usize);
    head.length = knob("LENGTH", 0.0);
    head.mix = [0.0, 0.0, 0.0, 0.0, knob("WHOLE", 1.0)];
    head
}

/// Sets the scale on benign development sets and prints what is found on the others.
pub fn measure(dir: &Path, head: &mut Head) {
    let set = |name: &&str| Set::new(name, &read(dir, name), head);
    let benign: Vec<Set> = [
        "prompt_injection/dev/benign_arena",
        "prompt_injection/dev/benign_mtbench_vicuna",
        "prompt_injection/dev/benign_alpaca_5000",
    ]
    .iter()
    .map(set)
    .collect();
    let bad: Vec<Set> = [
        "toxicity/dev/surge_toxicity",
        "toxicity/dev/wiki_nonfuzzed",
        "toxicity/dev/tweeteval_offensive_val",
        "toxicity/dev/jigsaw_sample_ibm",
    ]
    .iter()
    .map(set)
    .collect();
    calibrate(head, &benign);
    report(head, &benign, &bad);
}
