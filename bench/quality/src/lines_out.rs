//! The file with one line a row.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::metrics::classes;
use crate::report::RowLine;
use crate::row::Truth;
use crate::score::Judged;
use crate::sets::{Folder, SetFile};
use crate::task::Task;

/// Being written.
#[derive(Debug)]
pub(crate) struct RowsFile {
    path: PathBuf,
    file: BufWriter<File>,
}

/// `FILE.rows.jsonl` beside `FILE.json`.
pub(crate) fn beside(out: &Path) -> PathBuf {
    let name = out
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or("quality.json");
    out.with_file_name(format!(
        "{}.rows.jsonl",
        name.strip_suffix(".json").unwrap_or(name)
    ))
}

impl RowsFile {
    pub(crate) fn create(path: PathBuf) -> Result<Self, Failure> {
        match File::create(&path) {
            Ok(file) => Ok(Self {
                path,
                file: BufWriter::new(file),
            }),
            Err(error) => Err(Failure::at(&path, &error)),
        }
    }

    /// Adds a row.
    pub(crate) fn write(
        &mut self,
        folder: &Folder,
        set: &SetFile,
        judged: &Judged,
    ) -> Result<(), Failure> {
        let line = line(folder, set, judged);
        let json = serde_json::to_string(&line).map_err(|error| Failure::at(&self.path, &error))?;
        writeln!(self.file, "{json}").map_err(|error| Failure::at(&self.path, &error))
    }

    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        self.file
            .flush()
            .map_err(|error| Failure::at(&self.path, &error))
    }
}

fn line<'a>(folder: &'a Folder, set: &'a SetFile, judged: &'a Judged) -> RowLine<'a> {
    let Judged { row, outcome } = judged;
    let (label, by_class) = match row.truth {
        Truth::Binary(bad) => (usize::from(bad), false),
        Truth::Class(place) => (place, true),
    };
    let winner = classes::winners(&outcome.scores).first().copied();
    let conduct = folder.task == Task::Conduct;
    RowLine {
        task: &folder.name,
        set: &set.name,
        index: row.index,
        label,
        score: outcome.score,
        predicted: winner.filter(|_| by_class),
        violated: conduct.then(|| outcome.fired.iter().map(|place| place + 1).collect()),
        decision: outcome.decision.as_str(),
        spans: outcome
            .spans
            .iter()
            .map(|span| (span.start, span.end, span.kind.as_str()))
            .collect(),
        asked: outcome.asked.len(),
        not_evaluated: outcome.not_evaluated.iter().copied().collect(),
        ms: (outcome.micros).round() / 1e3,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn rows_stand_beside_the_metrics() {
        assert_eq!(
            super::beside(Path::new("a/b.json")),
            Path::new("a/b.rows.jsonl")
        );
        assert_eq!(super::beside(Path::new("out")), Path::new("out.rows.jsonl"));
    }
}
