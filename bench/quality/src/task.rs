//! What can be measured: the tasks, the folders they are read from, the sides they judge.

use edgeward::policy::Target;

/// A kind of row and of policy, in the order of the output.
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

impl Task {
    const ALL: [Self; 9] = [
        Self::Keyword,
        Self::Pii,
        Self::Secrets,
        Self::Injection,
        Self::Toxicity,
        Self::Topic,
        Self::Sql,
        Self::Groundedness,
        Self::Conduct,
    ];

    /// The names of its folder, the usual one first.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Keyword => &["keyword", "keywords"],
            Self::Pii => &["pii"],
            Self::Secrets => &["secrets", "secret"],
            Self::Injection => &["injection", "prompt_injection"],
            Self::Toxicity => &["toxicity"],
            Self::Topic => &["topic", "topics"],
            Self::Sql => &["sql"],
            Self::Groundedness => &["groundedness", "grounding"],
            Self::Conduct => &["conduct", "policy"],
        }
    }

    /// What `target` may say; the first is meant when a row is silent.
    pub(crate) fn targets(self) -> &'static [Target] {
        match self {
            Self::Injection => &[Target::Prompt, Target::Context],
            Self::Sql | Self::Groundedness => &[Target::Response],
            _ => &[Target::Prompt, Target::Response],
        }
    }

    /// The one type of its spans, where data sets share no vocabulary for them.
    pub(crate) fn span_type(self) -> Option<&'static str> {
        match self {
            Self::Keyword => Some("keyword"),
            Self::Secrets => Some("secret"),
            Self::Groundedness => Some("claim"),
            _ => None,
        }
    }

    /// By any of its names.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|task| task.names().contains(&word))
    }

    /// Its usual name.
    pub(crate) fn name(self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    /// Every name of every task, for messages.
    pub(crate) fn words() -> String {
        let words: Vec<&str> = Self::ALL
            .iter()
            .flat_map(|task| task.names())
            .copied()
            .collect();
        words.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::Task;

    #[test]
    fn every_task_is_found_by_all_its_names() {
        for task in Task::ALL {
            assert!(!task.name().is_empty() && !task.targets().is_empty());
            for word in task.names() {
                assert_eq!(Task::parse(word), Some(task), "{word}");
            }
        }
        assert_eq!(Task::parse("prompt_injection"), Some(Task::Injection));
        assert_eq!(Task::parse("policy"), Some(Task::Conduct));
        assert_eq!(Task::parse("weather"), None);
    }
}
