//! A task's folder, set by set.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::args::Args;
use crate::asked;
use crate::benign::{self, SetScores};
use crate::failure::Failure;
use crate::guards::{Guards, Prepared};
use crate::lines_out::RowsFile;
use crate::outcome::{self, Outcome};
use crate::payload;
use crate::progress::Progress;
use crate::report::{SetReport, Status, TaskReport};
use crate::row::Row;
use crate::rows::{self, Rows};
use crate::score::{self, Judged};
use crate::sets::{Folder, SetFile};
use crate::task::Task;

/// Policies that are written out when rows bring their own.
const POLICIES: usize = 20;

/// Faults of one file that are printed one by one.
const FAULTS: usize = 20;

/// One run over many folders.
pub(crate) struct Run<'a> {
    pub(crate) args: &'a Args,
    pub(crate) progress: Progress,
    pub(crate) rows_file: RowsFile,
    /// Rows and files that could not be read.
    pub(crate) faults: usize,
}

impl Run<'_> {
    /// Measures a folder.
    pub(crate) fn folder(&mut self, folder: &Folder) -> Result<TaskReport, Failure> {
        let mut task = TaskReport {
            task: folder.task.name(),
            status: Status::Measured,
            note: None,
            policy: None,
            policies: Vec::new(),
            distinct_policies: 0,
            benign_sets: Vec::new(),
            sets: BTreeMap::new(),
        };
        let mut guards = Guards::new(self.args.judge);
        if let Some(note) = unavailable(folder.task) {
            self.progress.skip(folder.sets.len());
            self.progress
                .say(&format!("{}: not available, {note}", folder.name));
            let files = folder.sets.iter().map(|set| {
                (
                    set.name.clone(),
                    SetReport {
                        file: set.file.clone(),
                        ..SetReport::default()
                    },
                )
            });
            return Ok(TaskReport {
                status: Status::NotAvailable,
                note: Some(note),
                sets: files.collect(),
                ..task
            });
        }
        let mut scores = BTreeMap::new();
        for set in &folder.sets {
            let (report, own) = self.set(folder, set, &mut guards)?;
            task.sets.insert(set.name.clone(), report);
            scores.insert(
                set.name.clone(),
                SetScores {
                    scored: own,
                    training: set.is_training(),
                },
            );
        }
        benign::fill(&mut task, &scores);
        task.distinct_policies = guards.policies().len();
        match guards.policies() {
            [only] => task.policy = Some(only.clone()),
            several => task.policies = several.iter().take(POLICIES).cloned().collect(),
        }
        Ok(task)
    }

    fn set(
        &mut self,
        folder: &Folder,
        set: &SetFile,
        guards: &mut Guards,
    ) -> Result<(SetReport, Vec<(f64, bool)>), Failure> {
        let mut report = SetReport {
            file: set.file.clone(),
            ..SetReport::default()
        };
        let limit = self.args.limit.map(std::num::NonZeroUsize::get);
        let mut rows = match rows::read(set, folder.task, self.args.split.as_deref(), limit) {
            Ok(rows) => rows,
            Err(failure) => {
                self.faults += 1;
                self.progress.say(&failure.to_string());
                report.error = Some("the file could not be read".into());
                return Ok((report, Vec::new()));
            }
        };
        let ready = prepare(&mut rows, guards);
        self.complain(set, &rows.malformed);
        report.malformed = rows.malformed.len();
        report.unlabelled = rows.unlabelled;
        report.left_out = rows.left_out;
        report.threshold = ready.first().and_then(|(_, prepared)| prepared.threshold);
        self.progress
            .begin(&format!("{}/{}", folder.name, set.name), ready.len());
        let judged = judge(ready, folder.task, self.args.jobs.get(), &self.progress);
        self.progress.end(judged.len());
        for each in &judged {
            self.rows_file.write(folder, set, each)?;
        }
        let scored = score::score(folder.task, &judged, &mut report);
        report.judge = self.args.judge.then(|| asked::asked(&judged));
        Ok((report, scored))
    }

    /// File, line and what is wrong, for the first of them.
    fn complain(&mut self, set: &SetFile, malformed: &[(usize, String)]) {
        self.faults += malformed.len();
        for (line, message) in malformed.iter().take(FAULTS) {
            self.progress
                .say(&format!("{}:{line}: {message}", set.path.display()));
        }
        if malformed.len() > FAULTS {
            let more = malformed.len() - FAULTS;
            self.progress.say(&format!(
                "{}: {more} more malformed rows",
                set.path.display()
            ));
        }
    }
}

/// Why no row of the task can be judged by this build.
fn unavailable(task: Task) -> Option<String> {
    let built: Vec<_> = payload::probes(task)
        .iter()
        .map(|probe| Prepared::new(probe, false))
        .collect();
    if built
        .iter()
        .any(|built| built.as_ref().is_ok_and(|prepared| !prepared.unavailable))
    {
        return None;
    }
    let refused = built.into_iter().find_map(Result::err);
    Some(refused.unwrap_or_else(|| "this build has no detector for it".into()))
}

/// A guard for every row; a row whose policy is refused is malformed.
fn prepare(rows: &mut Rows, guards: &mut Guards) -> Vec<(Row, Arc<Prepared>)> {
    let mut ready = Vec::with_capacity(rows.labelled.len());
    for row in rows.labelled.drain(..) {
        match guards.get(&row.payload) {
            Ok(prepared) => ready.push((row, prepared)),
            Err(message) => rows.malformed.push((row.line, message)),
        }
    }
    rows.malformed.sort();
    ready
}

/// Judges every row. The order of the result is that of the rows, whoever was first.
fn judge(
    ready: Vec<(Row, Arc<Prepared>)>,
    task: Task,
    jobs: usize,
    progress: &Progress,
) -> Vec<Judged> {
    if let Some((row, prepared)) = ready.first() {
        // Not timed: the first evaluation of a process pays for its tables.
        let _ = outcome::judge(row, prepared, task);
    }
    let next = AtomicUsize::new(0);
    let bar = progress.bar();
    let worker = || {
        let mut own: Vec<(usize, Outcome)> = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((row, prepared)) = ready.get(at) else {
                return own;
            };
            own.push((at, outcome::judge(row, prepared, task)));
            bar.inc(1);
        }
    };
    let mut outcomes: Vec<(usize, Outcome)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..jobs).map(|_| scope.spawn(worker)).collect();
        let mut all = worker();
        all.extend(
            others
                .into_iter()
                .flat_map(|other| other.join().unwrap_or_default()),
        );
        all
    });
    outcomes.sort_by_key(|(at, _)| *at);
    let judged = ready.into_iter().zip(outcomes);
    judged
        .map(|((row, _), (_, outcome))| Judged { row, outcome })
        .collect()
}
