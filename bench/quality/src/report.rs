//! What is written: the JSON of a run.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::asked::JudgeReport;
use crate::metrics::classes::ClassReport;
use crate::metrics::counts::Rates;
use crate::metrics::spans::{Fit, SpanReport};
use crate::metrics::times::Times;

/// A run.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// Of the crate that was measured.
    pub(crate) version: &'static str,
    pub(crate) machine: Machine,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) date: Option<String>,
    pub(crate) command: String,
    pub(crate) jobs: usize,
    /// Folders of the data that are no task's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) ignored_folders: Vec<String>,
    /// By the name of the folder.
    pub(crate) tasks: BTreeMap<String, TaskReport>,
}

/// Where it ran.
#[derive(Debug, Serialize)]
pub(crate) struct Machine {
    pub(crate) cpu: String,
    pub(crate) cores: usize,
    pub(crate) os: &'static str,
    pub(crate) arch: &'static str,
}

/// Whether a task could be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Measured,
    /// This build lacks the detector.
    NotAvailable,
}

/// A task.
#[derive(Debug, Serialize)]
pub(crate) struct TaskReport {
    /// The task that the folder's name stands for.
    pub(crate) task: &'static str,
    pub(crate) status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    /// The policy, when all rows share one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) policy: Option<Value>,
    /// The policies, when rows bring their own: the first ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) policies: Vec<Value>,
    /// How many there are.
    pub(crate) distinct_policies: usize,
    /// Sets without a bad case, which `recall_at_1pct_fp` is read over.
    pub(crate) benign_sets: Vec<String>,
    pub(crate) sets: BTreeMap<String, SetReport>,
}

/// A set.
#[derive(Debug, Default, Serialize)]
pub(crate) struct SetReport {
    pub(crate) file: String,
    /// Why the file gave no rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<String>,
    pub(crate) rows: usize,
    pub(crate) positives: usize,
    pub(crate) unlabelled: usize,
    pub(crate) left_out: usize,
    pub(crate) malformed: usize,
    pub(crate) weak: usize,
    pub(crate) evaluated: usize,
    pub(crate) not_evaluated: BTreeMap<&'static str, usize>,
    pub(crate) auc: Option<f64>,
    #[serde(flatten)]
    pub(crate) rates: Rates,
    pub(crate) threshold: Option<f64>,
    pub(crate) recall_at_1pct_fp: Option<f64>,
    pub(crate) threshold_at_1pct_fp: Option<f64>,
    /// The sets over which the one per cent was counted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) fp_sets: Vec<String>,
    pub(crate) false_positives_per_100kb: Option<f64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) false_positives_by_type: BTreeMap<String, usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) spans: Option<SpanReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) classes: Option<ClassReport>,
    /// Which rules of a policy were named, for rows that say which are broken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rules: Option<Fit>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) categories: BTreeMap<String, CategoryReport>,
    /// What a judge would be asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) judge: Option<JudgeReport>,
    #[serde(flatten)]
    pub(crate) times: Times,
}

/// The rows of one `category`.
#[derive(Debug, Serialize)]
pub(crate) struct CategoryReport {
    pub(crate) rows: usize,
    pub(crate) positives: usize,
    pub(crate) auc: Option<f64>,
    #[serde(flatten)]
    pub(crate) rates: Rates,
}

/// One line of the rows file.
#[derive(Debug, Serialize)]
pub(crate) struct RowLine<'a> {
    pub(crate) task: &'a str,
    pub(crate) set: &'a str,
    pub(crate) index: usize,
    pub(crate) label: usize,
    pub(crate) score: Option<f64>,
    /// The candidate with the highest score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) predicted: Option<usize>,
    /// Numbers of the rules that fired, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) violated: Option<Vec<usize>>,
    pub(crate) decision: &'static str,
    pub(crate) spans: Vec<(usize, usize, &'a str)>,
    /// Questions that a judge would be asked.
    #[serde(skip_serializing_if = "none")]
    pub(crate) asked: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) not_evaluated: Vec<&'static str>,
    pub(crate) ms: f64,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde calls"
)]
fn none(count: &usize) -> bool {
    *count == 0
}
