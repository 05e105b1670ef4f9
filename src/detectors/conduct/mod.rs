//! Rules written as sentences: who must not do what, about what, when, unless.
//!
//! Enters: a sentence of a policy, then texts of its side. Leaves: the sentences that break it. Never: a verdict on conduct
//! that no text shows, a word that is wired to one field.

mod act;
mod cues;
mod generic;
mod phrases;
mod plan;
mod reading;
mod score;
mod stem;
mod subject;

pub(crate) use plan::Plan;

use super::pii::Pii;
use super::{Detector, Hit, Match, topic};
use crate::engine::Evidence;
use crate::models::embedding::Embedding;
use crate::policy::Span;
use crate::policy::words::Targets;
use crate::text::Text;
use reading::Reading;
use score::Scorer;

/// The detector of one sentence of `conduct`.
#[derive(Debug)]
pub(crate) struct Conduct {
    embedding: &'static Embedding,
    scorer: Scorer,
    /// For rules on data that is told: what has the format of it.
    data: Option<Pii>,
}

impl Conduct {
    /// `None` where the weights cannot be read or no text can show the conduct.
    pub(crate) fn new(plan: &Plan, targets: Targets) -> Option<Self> {
        let embedding = topic::embedding()?;
        plan.checkable.then(|| Self {
            embedding,
            scorer: Scorer::new(plan, targets, embedding),
            data: None,
        })
    }
}

impl Detector for Conduct {
    fn always(&self) -> bool {
        true
    }

    fn detect(&self, text: &Text<'_>, _: &[Hit], out: &mut Vec<Match>) {
        let view = text.normalised();
        let reading: &Reading = &reading::read(view, self.embedding);
        for found in self.scorer.judge(reading) {
            let span = found.sentence.and_then(|at| {
                let sentence = reading.sentences.get(at)?;
                let written = view.get(sentence.start..sentence.end)?;
                let start = sentence.start + (written.len() - written.trim_start().len());
                let end = sentence.start + written.trim_end().len();
                Some(text.to_original(start, end.max(start)))
            });
            out.push(Match {
                span,
                score: found.score,
                explanation: found.explanation,
                evidence: span.map(|(start, end)| Evidence {
                    window: Some(Span::new(start, end)),
                    ..Evidence::default()
                }),
                ..Match::default()
            });
        }
    }
}

#[cfg(test)]
mod dev {
    use super::*;
    #[test]
    fn dump() {
        let half = std::env::var("HALF").unwrap_or("build".into());
        let dir = format!("bench/quality/data/conduct/{half}");
        let show = std::env::var("SHOW").unwrap_or_default();
        let (mut tp, mut fp, mut fneg, mut tn) = (0, 0, 0, 0);
        let mut names: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
        names.sort();
        for name in names {
            let rows = std::fs::read_to_string(&name).unwrap();
            let mut plans: Vec<(Plan, Targets, Option<Conduct>)> = Vec::new();
            for row in rows.lines() {
                let row: serde_json::Value = serde_json::from_str(row).unwrap();
                if plans.is_empty() {
                    for rule in row["policy"].as_str().unwrap().lines() {
                        let rule = rule.split_once(". ").unwrap().1;
                        let plan = Plan::new(rule);
                        if half == "build" || half == "dump" { println!("R {:?} acts={:b} {:?} when {:?} unless {:?} personal {} ok {}", plan.act, plan.acts.0, plan.objects, plan.condition, plan.exception, plan.personal, plan.checkable); }
                        let targets = crate::policy::sentence::reading(rule).targets();
                        let conduct = Conduct::new(&plan, targets);
                        plans.push((plan, targets, conduct));
                    }
                }
                let text = row["text"].as_str().unwrap();
                let label = row["label"] == 1;
                let target = if row["target"] == "prompt" { Targets::PROMPT } else { Targets::RESPONSE };
                let mut best = 0.0_f64;
                let mut lines = String::new();
                for (at, (_, targets, conduct)) in plans.iter().enumerate() {
                    let Some(conduct) = conduct.as_ref().filter(|_| target.iter().any(|t| targets.contains(t))) else { continue };
                    let text = Text::new(text);
                    let mut out = Vec::new();
                    conduct.detect(&text, &[], &mut out);
                    for found in &out { best = best.max(found.score); lines.push_str(&format!("    {} {:.2} {}\n", at + 1, found.score, found.explanation)); }
                }
                let fires = best > 0.5;
                match (label, fires) { (true, true) => tp += 1, (true, false) => fneg += 1, (false, true) => fp += 1, _ => tn += 1 }
                if label != fires || show == "all" {
                    println!("{} {} {} {} {} [{}] {:.2}\n{}", if label == fires { "ok" } else if label { "MISS" } else { "ALARM" }, name.file_stem().unwrap().to_str().unwrap(), row["target"], row["violated"], row["category"], text, best, lines);
                }
            }
        }
        println!("{half}: tp {tp} fn {fneg} fp {fp} tn {tn} f1 {:.3} fpr {:.3}", 2.0 * tp as f64 / (2 * tp + fp + fneg) as f64, fp as f64 / (fp + tn) as f64);
    }
}
