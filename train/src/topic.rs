//! Sets the scale of topics and measures them zero-shot.

use std::collections::BTreeMap;
use std::path::Path;

use edgeward::models::embedding::{Embedding, Parts};
use edgeward::models::topics::{Subject, encode, windows};

use crate::data::{Row, read};
use crate::measure::{above, at_rate, auc};

/// The names of topics as people write them.
fn phrase(topic: &str) -> String {
    topic.replace(['_', '-'], " ")
}

/// Subjects that policies name and that few ordinary prompts are about.
const RARE: &[&str] = &[
    "medical advice",
    "tax law",
    "gambling",
    "weapons",
    "cryptocurrency",
    "our competitors' pricing",
    "astrology",
    "divorce law",
    "horse racing",
    "illegal drugs",
    "immigration policy",
    "mortgage rates",
    "abortion",
    "plumbing",
    "elections",
    "nuclear power",
    "dating advice",
    "insurance claims",
    "veterinary care",
    "religion",
    "stock trading",
    "gun control",
    "legal advice",
    "sports betting",
    "vaccination",
    "car repair",
    "fishing",
    "real estate",
];

/// The nearest window and the whole of every benign prompt to every rare subject.
fn nearness(dir: &Path, embedding: &Embedding) -> (Vec<f64>, Vec<f64>) {
    let subjects: Vec<Subject> = RARE
        .iter()
        .filter_map(|name| Subject::new(embedding, [*name].into_iter()))
        .collect();
    let (mut nearest, mut whole) = (Vec::new(), Vec::new());
    for name in crate::injection::BENIGN {
        for row in read(dir, &format!("prompt_injection/dev/{name}")) {
            for subject in &subjects {
                let (mut most, mut last) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
                windows(embedding, &row.text, |window| {
                    last = subject.nearness(&window.sum);
                    most = most.max(last);
                });
                nearest.push(most);
                whole.push(last);
            }
        }
    }
    (nearest, whole)
}

/// Sets both scales on the benign development sets.
pub fn calibrate(dir: &Path, parts: &mut Parts) {
    let embedding = crate::embedding(Embedding::write(parts));
    let (nearest, whole) = nearness(dir, &embedding);
    parts.banned = [0.05, 0.01, 0.001].map(|rate| at_rate(&nearest, rate) as f32);
    parts.off_topic = [0.03, 0.10, 0.30].map(|rate| -at_rate(&whole, rate) as f32);
    println!("banned {:?}, off topic {:?}", parts.banned, parts.off_topic);
}

fn zero_shot(embedding: &Embedding, name: &str, rows: &[Row]) {
    let mut topics: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        topics
            .entry(row.topic.as_deref().unwrap_or_default())
            .or_default()
            .push(at);
    }
    let names: Vec<&str> = topics.keys().copied().collect();
    let subjects: Vec<Subject> = names
        .iter()
        .filter_map(|name| Subject::new(embedding, [phrase(name).as_str()].into_iter()))
        .collect();
    assert_eq!(subjects.len(), names.len(), "a subject for every name");
    let (mut right, mut areas, mut found, mut alarms) = (0, 0.0, 0.0, 0.0);
    let mut scores = vec![Vec::new(); names.len()];
    for row in rows {
        let sum = encode(embedding, &row.text);
        let near: Vec<f64> = subjects
            .iter()
            .map(|subject| subject.nearness(&sum))
            .collect();
        let best = (0..names.len())
            .max_by(|a, b| near[*a].total_cmp(&near[*b]))
            .unwrap_or_default();
        let truth = row.topic.as_deref().unwrap_or_default();
        right += usize::from(names[best] == truth);
        for ((scores, near), name) in scores.iter_mut().zip(&near).zip(&names) {
            scores.push((*near, *name == truth));
        }
    }
    for scores in &scores {
        areas += auc(scores);
        let threshold = f64::from(embedding.banned.0[1]);
        found += above(scores.iter().filter(|s| s.1).map(|s| s.0), threshold);
        alarms += above(scores.iter().filter(|s| !s.1).map(|s| s.0), threshold);
    }
    let count = names.len() as f64;
    println!(
        "{name}: {} topics, right {:.4}, mean AUC {:.4}, at the default threshold found {:.4}, false {:.4}",
        names.len(),
        right as f64 / rows.len() as f64,
        areas / count,
        found / count,
        alarms / count
    );
}

pub fn measure(dir: &Path, embedding: &Embedding) {
    zero_shot(
        embedding,
        "stackoverflow20",
        &read(dir, "topic/dev/stackoverflow20"),
    );
    for name in ["mmlu_subjects", "clinc150_train", "hwu64_train"] {
        let rows: Vec<Row> = read(dir, &format!("topic/train/{name}"))
            .into_iter()
            .filter(Row::held_out)
            .collect();
        zero_shot(embedding, name, &rows);
    }
}
