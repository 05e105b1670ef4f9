//! Where a run takes place.

use std::num::NonZeroUsize;

use crate::report::Machine;

/// This machine.
pub(crate) fn here() -> Machine {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let model = model
        .and_then(|rest| rest.split_once(':'))
        .map(|(_, name)| name.trim().to_owned());
    Machine {
        cpu: model.unwrap_or_else(|| "unknown".into()),
        cores: std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
        os: std::env::consts::OS,
        arch: std::env::consts::ARCH,
    }
}

/// The version of the crate that is measured; it exports none.
pub(crate) fn version() -> &'static str {
    let manifest = include_str!("../../../Cargo.toml");
    let version = manifest
        .lines()
        .find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.unwrap_or("unknown")
}

/// The command line, as a shell would read it.
pub(crate) fn command() -> String {
    let words: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|word| quoted(&word.to_string_lossy()))
        .collect();
    format!("quality {}", words.join(" "))
}

fn quoted(word: &str) -> String {
    let plain = |char: char| char.is_ascii_alphanumeric() || "-_./=,:+@%".contains(char);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn commands_can_be_pasted() {
        assert_eq!(super::quoted("dev/a.jsonl"), "dev/a.jsonl");
        assert_eq!(super::quoted("dev/*"), "'dev/*'");
        assert_eq!(super::quoted("it's"), r"'it'\''s'");
        assert!(super::here().cores > 0);
        assert!(
            super::version().split('.').count() == 3,
            "{}",
            super::version()
        );
    }
}
