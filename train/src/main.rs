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
mod noise;
mod report;
mod speed;
mod topic;
mod toxicity;
mod trees;

use std::path::Path;

use edgeward::models::embedding::Embedding;
use edgeward::models::head::Table;

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
        Some("measure") => {
            let table = heads(&weights.join("heads.bin"));
            injection::measure(data, &mut column(&table, 0));
            toxicity::measure(data, &mut column(&table, 1));
        }
        Some("speed") => speed::measure(&weights),
        Some("errors") => {
            let at = usize::from(arguments[4] == "toxicity");
            let head = column(&heads(&weights.join("heads.bin")), at);
            injection::errors(data, &head, &arguments[2], &arguments[3] == "1", 25);
        }
        only => {
            if only.is_none_or(|only| only == "topic") {
                let cache = Path::new(env!("CARGO_MANIFEST_DIR")).join("cache");
                let mut parts = embedding::learn(&cache);
                eprintln!("{} pieces kept", parts.pieces.len());
                topic::calibrate(data, &mut parts);
                let file = Embedding::write(&parts);
                topic::measure(data, &embedding(file.clone()));
                save(&weights.join("embedding.bin"), &file);
            }
            if only.is_none_or(|only| only == "groundedness") {
                let file = std::fs::read(weights.join("embedding.bin")).expect("the embedding");
                let embedding = embedding(file);
                let head = grounding::learn(data, &embedding);
                save(&weights.join("groundedness.bin"), &head.write());
            }
            if only.is_none_or(|only| only == "injection") {
                let mut head = injection::learn(data);
                injection::measure(data, &mut head);
                replace(&weights.join("heads.bin"), 0, &head);
            }
            if only.is_none_or(|only| only == "toxicity") {
                let mut head = toxicity::learn(data);
                toxicity::measure(data, &mut head);
                replace(&weights.join("heads.bin"), 1, &head);
            }
            if only.is_none_or(|only| only == "labels") {
                let tables = toxicity::LABELS.map(|label| toxicity::learn_label(data, label));
                save(&weights.join("labels.bin"), &join(&tables).write());
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

/// An embedding, which uses its file where it lies.
pub fn embedding(file: Vec<u8>) -> Embedding {
    Embedding::read(file.leak()).expect("an embedding")
}

fn heads(path: &Path) -> Table<2> {
    let file = std::fs::read(path).expect("the heads");
    Table::read(file.leak()).expect("the heads")
}

/// One head of several.
fn column<const N: usize>(table: &Table<N>, at: usize) -> Table<1> {
    Table::new([table.heads[at]], [&table.column(at)])
}

/// Heads of one size side by side.
fn join<const N: usize>(tables: &[Table<1>; N]) -> Table<N> {
    let columns = tables.each_ref().map(|table| table.column(0));
    let columns = columns.each_ref().map(Vec::as_slice);
    Table::new(tables.each_ref().map(|table| table.heads[0]), columns)
}

/// Puts a head in its place beside the other; heads of another size than the other's wait for it.
fn replace(path: &Path, at: usize, head: &Table<1>) {
    let other = column(&heads(path), 1 - at);
    let empty = Table::new(other.heads, [&vec![0; head.column(0).len()]]);
    let other = if other.column(0).len() == head.column(0).len() {
        other
    } else {
        empty
    };
    let pair = if at == 0 {
        [head.clone(), other]
    } else {
        [other, head.clone()]
    };
    save(path, &join(&pair).write());
}

fn save(path: &Path, bytes: &[u8]) {
    if std::env::var_os("DRY").is_none() {
        std::fs::write(path, bytes).expect("the weights");
    }
}
