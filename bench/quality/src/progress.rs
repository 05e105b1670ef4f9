//! What is going on: a bar on a terminal, plain lines elsewhere. All of it on the error stream.

use std::io::{IsTerminal as _, Write as _, stderr};

use indicatif::{ProgressBar, ProgressStyle};

use crate::clock::Watch;

const BAR: &str = "{prefix} [{bar:30}] {human_pos}/{human_len} rows, {per_sec}, {eta} left";

/// How far a run is.
#[derive(Debug)]
pub(crate) struct Progress {
    terminal: bool,
    sets: usize,
    done: usize,
    bar: ProgressBar,
    watch: Watch,
    name: String,
}

impl Progress {
    pub(crate) fn new(sets: usize) -> Self {
        let terminal = stderr().is_terminal();
        Self {
            terminal,
            sets,
            done: 0,
            bar: ProgressBar::hidden(),
            watch: Watch::start(),
            name: String::new(),
        }
    }

    /// A set is about to be judged.
    pub(crate) fn begin(&mut self, name: &str, rows: usize) {
        self.done += 1;
        self.watch = Watch::start();
        name.clone_into(&mut self.name);
        if self.terminal {
            self.bar = ProgressBar::new(rows as u64);
            if let Ok(style) = ProgressStyle::with_template(BAR) {
                self.bar.set_style(style.progress_chars("=> "));
            }
            self.bar
                .set_prefix(format!("[{}/{}] {name}", self.done, self.sets));
        }
    }

    /// Sets that are not judged.
    pub(crate) fn skip(&mut self, sets: usize) {
        self.done += sets;
    }

    /// One more row; may be called from several threads.
    pub(crate) fn bar(&self) -> &ProgressBar {
        &self.bar
    }

    /// The set is done.
    pub(crate) fn end(&mut self, rows: usize) {
        let seconds = self.watch.elapsed().as_secs_f64();
        self.bar.finish_and_clear();
        self.bar = ProgressBar::hidden();
        self.say(&format!(
            "[{}/{}] {}: {rows} rows in {seconds:.1} s",
            self.done, self.sets, self.name
        ));
    }

    /// A line between the bars.
    pub(crate) fn say(&self, line: &str) {
        // Nobody reads the error stream: then nobody misses the line.
        self.bar.suspend(|| {
            let _ = writeln!(stderr(), "{line}");
        });
    }
}
