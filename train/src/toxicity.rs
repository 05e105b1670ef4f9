//! The toxicity head.

use std::path::Path;

use edgeward::models::head::Table;

use crate::data::{Rng, read, train};
use crate::grammar::expand;
use crate::knob;
use crate::learn::{Example, Plan, example, fit, whole};
use crate::noise::{capitalise, leet, slips};
use crate::report::{Set, calibrate, report};

fn bits() -> u32 {
    knob("BITS", 17.0) as u32
}

/// Sets with what a row of each counts: bad, benign.
const SETS: &[(&str, f32, f32)] = &[
    ("paradetox", 0.3, 0.6),
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
    (
        "prompt_injection/train/benign_gpteacher_roleplay",
        1918,
        0.7,
    ),
    ("prompt_injection/train/benign_self_instruct", 426, 1.0),
    ("prompt_injection/train/benign_oasst", 946, 1.0),
    ("prompt_injection/train/benign_fuzzyai", 798, 0.7),
    ("prompt_injection/train/benign_intents", 3000, 0.5),
    (
        "prompt_injection/train/benign_awesome_chatgpt_prompts",
        1447,
        0.7,
    ),
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
            let weight =
                if label { *bad * knobbed } else { *calm } * if row.weak() { 0.5 } else { 1.0 };
            out.push(example(&row.text, label, weight, bits()));
            match rng.below(24) {
                0 => out.push(example(&leet(&row.text, rng), label, weight, bits())),
                1 => out.push(example(&slips(&row.text, rng), label, weight, bits())),
                2 => out.push(example(&capitalise(&row.text), label, weight, bits())),
                _ => {}
            }
        }
    }
    for (name, most, weight) in CALM {
        let mut rows = train(dir, name);
        rng.shuffle(&mut rows);
        out.extend(
            rows.iter()
                .take(*most)
                .map(|row| example(&row.text, false, *weight, bits())),
        );
    }
    for row in train(dir, "toxicity/train/ldnoobw_lexicon") {
        if row.lang.as_deref() == Some("en") {
            for frame in ["{}", "you {}", "what a {} he is", "{} off"] {
                let text = frame.replace("{}", &row.text);
                out.push(example(&text, true, 1.0, bits()));
            }
        }
    }
    for _ in 0..6000 {
        out.push(example(
            &crate::identity::sentence(rng),
            false,
            knob("IDENTITY", 1.0),
            bits(),
        ));
    }
    for index in 0..knob("BEASTS", 2000.0) as usize {
        let scorn = index % 2 == 0;
        let text = crate::identity::beasts(scorn, rng);
        out.push(example(&text, scorn, 0.4, bits()));
    }
    for _ in 0..3000 {
        out.push(example(&expand("calm", rng), false, 0.4, bits()));
        out.push(example(&expand("long", rng), false, 0.4, bits()));
    }
    out
}

pub fn learn(dir: &Path) -> Table<1> {
    let mut rng = Rng(62);
    let mut examples = examples(dir, &mut rng);
    let mut head = fit(&mut examples, &Plan::explored(bits(), 0.1, 3e-3));
    head.heads[0].length = knob("LENGTH", 0.0);
    head.heads[0].mix = [0.0, 0.0, 0.0, 0.0, knob("WHOLE", 1.0)];
    head
}

/// Sets the scale on benign development sets and prints what is found on the others.
pub fn measure(dir: &Path, head: &mut Table<1>) {
    let set = |name: &&str| Set::new(name, &read(dir, name), head);
    let mut benign: Vec<Set> = crate::injection::BENIGN
        .map(|name| set(&&*format!("prompt_injection/dev/{name}")))
        .into();
    // People talking to each other, at the natural rate of abuse; those held out of training.
    let talk: Vec<_> = read(dir, "toxicity/train/wikipedia_cat")
        .into_iter()
        .filter(|row| row.held_out() && row.label() == Some(false))
        .collect();
    benign.push(Set::new("wikipedia_cat, held out", &talk, head));
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

/// What is said to whom: threats, and the same words where nobody is threatened.
const THREATS: &[&str] = &[
    "I will {hurt} you",
    "i'm going to {hurt} you",
    "we are coming to {hurt} your family",
    "somebody should {hurt} {them}",
    "I know where you live and I will {hurt} you",
    "{them} deserve to be shot",
    "you will die tonight",
    "I hope {them} get killed",
    "let's {hurt} {them} all",
    "watch your back, I'll {hurt} you",
    "say that again and I'll {hurt} you",
    "I want to {hurt} {them}",
    "your house will burn",
    "you better run before I {hurt} you",
    "{them} should be hanged",
    "I'll find you and {hurt} you",
];
const HARMLESS: &[&str] = &[
    "How do I kill a process in Linux?",
    "this hill will kill me",
    "the team will beat them in the final",
    "I'm going to call you tonight",
    "he was shot in the film",
    "you will love this",
    "the soldiers were killed in the war",
    "I will help you and your family",
    "how do doctors treat a burn?",
    "the police said that a man was stabbed",
    "we are coming to visit you",
    "I could murder a burger",
    "you should see a doctor",
    "I know where you live, it is lovely there",
    "who killed the president?",
    "hang the picture on the wall",
];
const HURT: &[&str] = &[
    "kill", "shoot", "stab", "beat up", "murder", "hurt", "rape", "burn", "strangle", "punch",
    "destroy", "cut", "hang", "smash",
];
const THEM: &[&str] = &[
    "them",
    "these people",
    "those idiots",
    "women",
    "the president",
    "immigrants",
    "cops",
    "journalists",
    "every one of them",
];

/// The finer labels that get a head of their own.
pub const LABELS: [&str; 3] = ["identity_hate", "threat", "obscene"];
const LABEL_BITS: u32 = 14;

/// Whether a row of a set has the label; `None` where the set does not say.
fn labelled(label: &str, set: &str, row: &crate::data::Row, bad_words: &[String]) -> Option<bool> {
    let bad = row.label()?;
    let category = row.category.as_deref().unwrap_or_default();
    match label {
        "identity_hate" => match set {
            "davidson" => Some(category == "hate"),
            "toxigen_human" | "hatemoji_build" | "implicit_hate" | "identity_templates" => {
                Some(bad)
            }
            "edos_train" => (!row.weak()).then_some(bad),
            _ => (!bad).then_some(false),
        },
        "threat" => match set {
            "edos_train" if category.starts_with("1.") => Some(true),
            "toxic_spans_civil" | "davidson" | "implicit_hate" => (!bad).then_some(false),
            _ => Some(false),
        },
        _ => {
            let text = row.text.to_lowercase();
            let mut words = text.split(|c: char| !c.is_alphanumeric());
            Some(bad && words.any(|word| bad_words.iter().any(|bad| bad == word)))
        }
    }
}

/// Learns a finer label. Its scale is set so that 0.5 is the best balance on the rows held out.
pub fn learn_label(dir: &Path, label: &str) -> Table<1> {
    let mut rng = Rng(64);
    let words: Vec<String> = train(dir, "toxicity/train/ldnoobw_lexicon")
        .into_iter()
        .map(|row| row.text.to_lowercase())
        .filter(|word| word.is_ascii() && !word.contains(' '))
        .collect();
    let (mut learned, mut held) = (Vec::new(), Vec::new());
    for (name, _, _) in SETS {
        for row in read(dir, &format!("toxicity/train/{name}")) {
            if let Some(truth) = labelled(label, name, &row, &words) {
                let to = if row.held_out() {
                    &mut held
                } else {
                    &mut learned
                };
                to.push(example(
                    &row.text,
                    truth,
                    if label == "threat" && truth { 2.0 } else { 0.5 },
                    LABEL_BITS,
                ));
            }
        }
    }
    if label == "threat" {
        for index in 0..3000 {
            let from = if index % 2 == 0 { THREATS } else { HARMLESS };
            let text = rng
                .pick(from)
                .replace("{hurt}", rng.pick(HURT))
                .replace("{them}", rng.pick(THEM));
            learned.push(example(&text, index % 2 == 0, 0.7, LABEL_BITS));
        }
    }
    let mut head = fit(
        &mut learned,
        &Plan {
            bits: LABEL_BITS,
            rate: 0.1,
            decay: 2e-3,
            epochs: 6,
            drop: 0,
            learners: 1,
            largest: 4.0,
            floor: 0.0,
        },
    );
    let weights = head.column(0);
    let scores: Vec<(f64, bool)> = held
        .iter()
        .map(|e| (whole(&head, &weights, &e.segments), e.label))
        .collect();
    let calm: Vec<f64> = scores.iter().filter(|s| !s.1).map(|s| s.0).collect();
    let bad: Vec<f64> = scores.iter().filter(|s| s.1).map(|s| s.0).collect();
    let at = |rate| crate::measure::at_rate(&calm, rate);
    let balance = |t: f64| {
        crate::measure::above(bad.iter().copied(), t)
            - crate::measure::above(calm.iter().copied(), t)
    };
    let best = (1..60)
        .map(|n| at(f64::from(n) / 200.0))
        .max_by(|a, b| balance(*a).total_cmp(&balance(*b)))
        .unwrap_or_default();
    head.heads[0].scale =
        edgeward::models::scale::Scale([best as f32 - 2.0, best as f32, best as f32 + 2.0]);
    println!(
        "{label}: {} held out, AUC {:.4}, balanced accuracy {:.4}",
        scores.len(),
        crate::measure::auc(&scores),
        0.5 + balance(best) / 2.0
    );
    head
}
