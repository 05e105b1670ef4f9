//! Makes the weights: `cargo run --release -- DATA_DIR [topic|injection|toxicity|labels|groundedness]`, all of them when none is named.
//!
//! `teacher.py` has to have run once for `topic`: it leaves the teacher's vectors in `cache/`. `DRY=1` writes nothing; the
//! settings that [`knob`] reads are for exploring, the committed weights are made without them.

mod data;
mod embedding;
mod grammar;
mod grounding;
mod identity;
mod injection;
mod learn;
mod measure;
mod report;
mod topic;
mod toxicity;
mod trees;

use std::path::Path;

use edgeward::models::embedding::Embedding;
use edgeward::models::head::Head;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let data = Path::new(arguments.first().expect("the directory of the data sets"));
    let weights = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/models/weights");
    match arguments.get(1).map(String::as_str) {
        Some("grammar") => {
            let mut rng = data::Rng(arguments.get(3).map_or(1, |n| n.parse().unwrap()));
            for _ in 0..20 {
                println!("- {}", grammar::expand(&arguments[2], &mut rng));
            }
        }
        Some("errors") => {
            let head = Head::read(
                std::fs::read(weights.join(format!("{}.bin", arguments[4])))
                    .unwrap()
                    .leak(),
            )
            .unwrap();
            injection::errors(data, &head, &arguments[2], &arguments[3] == "1", 25);
        }
        only => {
            if only.is_none_or(|only| only == "topic") {
                let cache = Path::new(env!("CARGO_MANIFEST_DIR")).join("cache");
                let mut parts = embedding::learn(&cache);
                eprintln!("{} pieces kept", parts.pieces.len());
                topic::calibrate(data, &mut parts);
                let file = Embedding::write(&parts);
                topic::measure(data, &Embedding::read(&file).expect("what was written"));
                save(&weights.join("embedding.bin"), &file);
            }
            if only.is_none_or(|only| only == "groundedness") {
                let file = std::fs::read(weights.join("embedding.bin")).expect("the embedding");
                let embedding = Embedding::read(&file).expect("the embedding");
                let head = grounding::learn(data, &embedding);
                save(&weights.join("groundedness.bin"), &head.write());
            }
            if only.is_none_or(|only| only == "injection") {
                let mut head = injection::learn(data);
                injection::measure(data, &mut head);
                save(&weights.join("injection.bin"), &head.write());
            }
            if only.is_none_or(|only| only == "toxicity") {
                let mut head = toxicity::learn(data);
                toxicity::measure(data, &mut head);
                save(&weights.join("toxicity.bin"), &head.write());
            }
            if only.is_none_or(|only| only == "labels") {
                for label in toxicity::LABELS {
                    let head = toxicity::learn_label(data, label);
                    save(&weights.join(format!("{label}.bin")), &head.write());
                }
            }
        }
    }
}

/// A setting from the environment, for exploring.
pub fn knob(name: &str, usual: f32) -> f32 {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(usual)
}

fn save(path: &Path, bytes: &[u8]) {
    if std::env::var_os("DRY").is_none() {
        std::fs::write(path, bytes).expect("the weights");
    }
}
