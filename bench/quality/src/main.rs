//! Measures edgeward's detectors on labelled rows.
//!
//! Enters: a folder of rows, one folder a task. Leaves: metrics as JSON, one line a row beside them, a table. Never: a row,
//! a task or a file that is left out without a word.

mod args;
mod asked;
mod benign;
mod clock;
mod failure;
mod fields;
mod guards;
mod lines;
mod lines_out;
mod machine;
mod measure;
mod metrics;
mod outcome;
mod payload;
mod pii_types;
mod points;
mod progress;
mod report;
mod row;
mod rows;
mod score;
mod sets;
mod table;
mod task;

use std::collections::BTreeMap;
use std::io::{Write as _, stderr, stdout};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;

use args::Args;
use failure::Failure;
use lines_out::RowsFile;
use measure::Run;
use progress::Progress;
use report::Report;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            // clap's own status for usage is ours too.
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match run(&args) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(faults) => {
            let _ = writeln!(stderr(), "{faults} malformed rows or unreadable files");
            ExitCode::from(3)
        }
        Err(failure) => {
            let _ = writeln!(stderr(), "quality: {failure}");
            ExitCode::from(failure.status())
        }
    }
}

/// Gives the number of rows and files that could not be read.
fn run(args: &Args) -> Result<usize, Failure> {
    let found = sets::find(&args.data, &args.tasks, &args.sets)?;
    let rows_path = lines_out::beside(&args.out);
    if let Some(folder) = args
        .out
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).map_err(|error| Failure::at(folder, &error))?;
    }
    let sets = found.folders.iter().map(|folder| folder.sets.len()).sum();
    let mut run = Run {
        args,
        progress: Progress::new(sets),
        rows_file: RowsFile::create(rows_path.clone())?,
        faults: 0,
    };
    for name in &found.ignored {
        run.progress.say(&format!(
            "{name}: no task of this name, the tasks are {}",
            task::Task::words()
        ));
    }
    let mut tasks = BTreeMap::new();
    for folder in found
        .folders
        .iter()
        .filter(|folder| !folder.sets.is_empty())
    {
        tasks.insert(folder.name.clone(), run.folder(folder)?);
    }
    let faults = run.faults;
    run.rows_file.finish()?;
    let report = Report {
        version: machine::version(),
        machine: machine::here(),
        date: args.date.clone(),
        command: machine::command(),
        jobs: args.jobs.get(),
        ignored_folders: found.ignored,
        tasks,
    };
    write(&args.out, &report)?;
    let text = format!(
        "{}\n\n{} and {}",
        table::table(&report),
        args.out.display(),
        rows_path.display()
    );
    writeln!(stdout(), "{text}")
        .map_err(|error| Failure::Io(format!("the table could not be written: {error}")))?;
    Ok(faults)
}

fn write(path: &Path, report: &Report) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(report).map_err(|error| Failure::at(path, &error))?;
    std::fs::write(path, json + "\n").map_err(|error| Failure::at(path, &error))
}
