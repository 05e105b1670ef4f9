//! What can be measured: the tasks, the folders they are read from, the sides they judge.

use edgeward::policy::Target;

/// A kind of row and of policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Task {
    Keyword,
    Pii,
    Secrets,
    Injection,
    Toxicity,
    Topic,
    Sql,
    Groundedness,
    Conduct,
}

/// A row of the table of tasks.
pub(crate) struct TaskInfo {
    pub(crate) task: Task,
    /// The word in the output; a folder of this name is read.
    pub(crate) name: &'static str,
    /// Other folder names.
    pub(crate) aliases: &'static [&'static str],
    /// What `target` may say; the first is meant when a row is silent.
    pub(crate) targets: &'static [Target],
    /// Which type a span has when the data sets share no vocabulary for it.
    pub(crate) span_type: Option<&'static str>,
}

const INPUTS: &[Target] = &[Target::Prompt, Target::Context];
const BOTH: &[Target] = &[Target::Prompt, Target::Response];
const RESPONSE: &[Target] = &[Target::Response];

/// Every task, in the order of the output.
pub(crate) static TASKS: &[TaskInfo] = &[
    row(
        Task::Keyword,
        "keyword",
        &["keywords"],
        BOTH,
        Some("keyword"),
    ),
    row(Task::Pii, "pii", &[], BOTH, None),
    row(Task::Secrets, "secrets", &["secret"], BOTH, Some("secret")),
    row(
        Task::Injection,
        "injection",
        &["prompt_injection"],
        INPUTS,
        None,
    ),
    row(Task::Toxicity, "toxicity", &[], BOTH, None),
    row(Task::Topic, "topic", &["topics"], BOTH, None),
    row(Task::Sql, "sql", &[], RESPONSE, None),
    row(
        Task::Groundedness,
        "groundedness",
        &["grounding"],
        RESPONSE,
        Some("claim"),
    ),
    row(Task::Conduct, "conduct", &["policy"], BOTH, None),
];

const fn row(
    task: Task,
    name: &'static str,
    aliases: &'static [&'static str],
    targets: &'static [Target],
    span_type: Option<&'static str>,
) -> TaskInfo {
    TaskInfo {
        task,
        name,
        aliases,
        targets,
        span_type,
    }
}

impl Task {
    /// By its name or an alias.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        let mut rows = TASKS.iter();
        rows.find(|row| row.name == word || row.aliases.contains(&word))
            .map(|row| row.task)
    }

    /// Its row of the table.
    pub(crate) fn info(self) -> &'static TaskInfo {
        // Every task has a row; the test below says so.
        TASKS
            .iter()
            .find(|row| row.task == self)
            .unwrap_or(&FALLBACK)
    }

    /// Its word in the output.
    pub(crate) fn name(self) -> &'static str {
        self.info().name
    }

    /// Names and aliases, for messages.
    pub(crate) fn words() -> String {
        let words: Vec<&str> = TASKS
            .iter()
            .flat_map(|row| std::iter::once(row.name).chain(row.aliases.iter().copied()))
            .collect();
        words.join(", ")
    }
}

static FALLBACK: TaskInfo = row(Task::Keyword, "keyword", &[], BOTH, None);

#[cfg(test)]
mod tests {
    use super::{TASKS, Task};

    #[test]
    fn every_row_is_found_by_all_its_words() {
        for row in TASKS {
            assert_eq!(row.task.name(), row.name);
            for word in std::iter::once(&row.name).chain(row.aliases) {
                assert_eq!(Task::parse(word), Some(row.task), "{word}");
            }
        }
        assert_eq!(Task::parse("prompt_injection"), Some(Task::Injection));
        assert_eq!(Task::parse("policy"), Some(Task::Conduct));
        assert_eq!(Task::parse("weather"), None);
    }
}
