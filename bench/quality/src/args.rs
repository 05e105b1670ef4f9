//! The command line.

use std::path::PathBuf;

use clap::Parser;
use glob::Pattern;

use crate::task::Task;

const EXAMPLES: &str = "\
Examples:
  quality --data rows --out quality.json
  quality --data rows --out pii.json --task pii secrets --set 'dev/*'
  quality --data rows --out quick.json --limit 200 --jobs 4

Exit status: 0 measured, 2 usage, 3 a file could not be read or written, or rows were malformed.";

/// Measures edgeward's detectors on labelled rows, DIR/<task>/**/<name>.jsonl or .jsonl.xz.
#[derive(Debug, Parser)]
#[command(name = "quality", version, after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Folder with one folder a task.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// Where the metrics go; one line a row goes to FILE.rows.jsonl beside it.
    #[arg(long, value_name = "FILE.json")]
    pub(crate) out: PathBuf,
    /// Only these tasks (names or aliases of folders).
    #[arg(long = "task", value_name = "NAME", num_args = 1.., value_parser = task)]
    pub(crate) tasks: Vec<Task>,
    /// Only sets whose name, or whose path inside the task's folder without its ending, fits.
    #[arg(long = "set", value_name = "GLOB", value_parser = Pattern::new)]
    pub(crate) sets: Vec<Pattern>,
    /// Only rows whose `split` says this, and rows without one.
    #[arg(long, value_name = "NAME")]
    pub(crate) split: Option<String>,
    /// At most N rows of each set, evenly spaced.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<std::num::NonZeroUsize>,
    /// Rows judged at once; times are comparable with 1 only.
    #[arg(long, value_name = "N", default_value = "1")]
    pub(crate) jobs: std::num::NonZeroUsize,
    /// Rules with a score prefer a judge: count what it would be asked. Scores decide, as without one.
    #[arg(long)]
    pub(crate) judge: bool,
    /// A date to write into the output.
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,
}

fn task(word: &str) -> Result<Task, String> {
    Task::parse(word).ok_or_else(|| format!("the tasks are {}", Task::words()))
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::{Args, Task};

    #[test]
    fn reads_tasks_by_any_name() {
        Args::command().debug_assert();
        let args = Args::try_parse_from([
            "quality", "--data", "d", "--task", "policy", "pii", "--out", "o.json",
        ]);
        assert_eq!(args.unwrap().tasks, [Task::Conduct, Task::Pii]);
        let error = Args::try_parse_from(["quality", "--data", "d", "--out", "o", "--task", "x"])
            .unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains("prompt_injection"), "{error}");
        assert!(
            Args::try_parse_from(["quality", "--data", "d", "--out", "o", "--jobs", "0"]).is_err()
        );
    }
}
