//! The run as a table, readable on a terminal and in a document.

use comfy_table::{Cell, CellAlignment, Table, presets};

use crate::report::{Report, SetReport, Status};

const HEADER: [&str; 13] = [
    "task",
    "set",
    "rows",
    "judged",
    "AUC",
    "recall",
    "precision",
    "F1",
    "R@1%FP",
    "FP/100KB",
    "span F1",
    "p50 us",
    "MB/s",
];

/// Columns of words; the others are numbers.
const WORDS: usize = 2;

/// One line a set.
pub(crate) fn table(report: &Report) -> String {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN).set_header(HEADER);
    for (name, task) in &report.tasks {
        if task.status == Status::NotAvailable {
            table.add_row([name.as_str(), "not available"]);
            continue;
        }
        for (set, numbers) in &task.sets {
            table.add_row(row(name, set, numbers));
        }
    }
    for column in table.column_iter_mut().skip(WORDS) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}

fn row(task: &str, set: &str, numbers: &SetReport) -> Vec<Cell> {
    let of = |value: Option<f64>, digits: usize| {
        value.map_or_else(|| "-".to_owned(), |value| format!("{value:.digits$}"))
    };
    let right = numbers
        .classes
        .as_ref()
        .and_then(|classes| classes.accuracy);
    let set = match right {
        Some(right) => format!("{set} (accuracy {right:.3})"),
        None => set.to_owned(),
    };
    let spans = numbers.spans.as_ref().and_then(|spans| spans.all.fit.f1);
    let cells = [
        task.to_owned(),
        set,
        numbers.rows.to_string(),
        numbers.evaluated.to_string(),
        of(numbers.auc, 3),
        of(numbers.rates.recall, 3),
        of(numbers.rates.precision, 3),
        of(numbers.rates.f1, 3),
        of(numbers.recall_at_1pct_fp, 3),
        of(numbers.false_positives_per_100kb, 2),
        of(spans, 3),
        of(numbers.times.p50_us, 1),
        of(numbers.times.bytes_per_s.map(|bytes| bytes / 1e6), 1),
    ];
    cells.into_iter().map(Cell::new).collect()
}
