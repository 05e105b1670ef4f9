//! Which files are there: `DIR/<task>/**/<name>.jsonl[.xz]`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use glob::Pattern;

use crate::failure::Failure;
use crate::task::Task;

/// The files of one task's folder.
#[derive(Debug)]
pub(crate) struct Folder {
    pub(crate) task: Task,
    /// As the folder is called; the task's key in the output.
    pub(crate) name: String,
    pub(crate) sets: Vec<SetFile>,
}

/// One file of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SetFile {
    /// The file's name without its ending, or `file` where two files share it.
    pub(crate) name: String,
    /// The path inside the task's folder, with `/`.
    pub(crate) file: String,
    pub(crate) path: PathBuf,
}

impl SetFile {
    /// Rows to learn from say nothing on a threshold.
    pub(crate) fn is_training(&self) -> bool {
        self.file.split('/').any(|part| part == "train")
    }
}

/// What a data folder holds.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) folders: Vec<Folder>,
    /// Folders that are no task's.
    pub(crate) ignored: Vec<String>,
}

/// Finds the folders of the tasks (all of them when none is named) and their files.
pub(crate) fn find(data: &Path, tasks: &[Task], patterns: &[Pattern]) -> Result<Found, Failure> {
    let mut found = Found::default();
    for entry in entries(data)? {
        let name = entry
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_owned();
        if !entry.is_dir() || name.starts_with('.') {
            continue;
        }
        match Task::parse(&name) {
            Some(task) if tasks.is_empty() || tasks.contains(&task) => {
                let mut sets = Vec::new();
                walk(&entry, "", &mut sets)?;
                name_apart(&mut sets);
                sets.retain(|set| wanted(set, patterns));
                found.folders.push(Folder { task, name, sets });
            }
            Some(_) => {}
            None => found.ignored.push(name),
        }
    }
    found
        .folders
        .sort_by(|one, other| (one.task, &one.name).cmp(&(other.task, &other.name)));
    if found.folders.iter().all(|folder| folder.sets.is_empty()) {
        let message = format!(
            "no set of rows was found: expected DIR/<task>/**/<name>.jsonl or .jsonl.xz below {}, the tasks are {}",
            data.display(),
            Task::words()
        );
        let asked = !tasks.is_empty() || !patterns.is_empty();
        return Err(if asked {
            Failure::Usage(message)
        } else {
            Failure::Io(message)
        });
    }
    Ok(found)
}

/// Sorted, so that the output does not depend on the file system.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let fault = |error: std::io::Error| Failure::at(folder, &error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        paths.push(entry.map_err(fault)?.path());
    }
    paths.sort();
    Ok(paths)
}

/// Follows no link to a folder, so that it ends.
fn walk(folder: &Path, inside: &str, sets: &mut Vec<SetFile>) -> Result<(), Failure> {
    for path in entries(folder)? {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let file = format!("{inside}{name}");
        if path.is_dir() {
            if !path.is_symlink() && !name.starts_with('.') {
                walk(&path, &format!("{file}/"), sets)?;
            }
        } else if let Some(stem) = stem(name) {
            sets.push(SetFile {
                name: stem.to_owned(),
                file,
                path: path.clone(),
            });
        }
    }
    Ok(())
}

fn stem(name: &str) -> Option<&str> {
    name.strip_suffix(".jsonl")
        .or_else(|| name.strip_suffix(".jsonl.xz"))
}

/// Two files of one name would hide each other in the output.
fn name_apart(sets: &mut [SetFile]) {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for set in sets.iter() {
        *count.entry(set.name.clone()).or_default() += 1;
    }
    for set in sets {
        if count.get(&set.name).is_some_and(|count| *count > 1) {
            set.name.clone_from(&set.file);
        }
    }
}

fn wanted(set: &SetFile, patterns: &[Pattern]) -> bool {
    let path = stem(&set.file).unwrap_or(&set.file);
    patterns.is_empty()
        || patterns
            .iter()
            .any(|pattern| pattern.matches(&set.name) || pattern.matches(path))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Pattern, Task, find};
    use crate::failure::Failure;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        root
    }

    #[test]
    fn names_sets_and_keeps_doubles_apart() {
        let root = tree(&[
            "pii/dev/a.jsonl",
            "pii/dev/deep/b.jsonl.xz",
            "pii/train/a.jsonl.xz",
            "pii/readme.txt",
            "weather/x.jsonl",
            "policy/c.jsonl",
        ]);
        let found = find(root.path(), &[], &[]).unwrap();
        assert_eq!(found.ignored, ["weather"]);
        let names = |index: usize| -> Vec<&str> {
            found.folders[index]
                .sets
                .iter()
                .map(|set| set.name.as_str())
                .collect()
        };
        assert_eq!(found.folders[0].task, Task::Pii);
        assert_eq!(names(0), ["dev/a.jsonl", "b", "train/a.jsonl.xz"]);
        assert!(found.folders[0].sets[2].is_training());
        assert_eq!(
            (found.folders[1].task, found.folders[1].name.as_str()),
            (Task::Conduct, "policy")
        );
    }

    #[test]
    fn chooses_by_task_and_glob() {
        let root = tree(&["pii/dev/a.jsonl", "pii/train/b.jsonl", "sql/a.jsonl"]);
        let pattern = |text| vec![Pattern::new(text).unwrap()];
        let count = |tasks: &[Task], patterns: &[Pattern]| {
            find(root.path(), tasks, patterns).map(|found| {
                found
                    .folders
                    .iter()
                    .map(|folder| folder.sets.len())
                    .sum::<usize>()
            })
        };
        assert_eq!(count(&[], &pattern("a")).unwrap(), 2);
        assert_eq!(count(&[Task::Pii], &pattern("dev/*")).unwrap(), 1);
        assert_eq!(count(&[], &[]).unwrap(), 3);
        assert!(matches!(count(&[], &pattern("z")), Err(Failure::Usage(_))));
        assert!(matches!(count(&[Task::Topic], &[]), Err(Failure::Usage(_))));
        assert!(matches!(
            find(&root.path().join("none"), &[], &[]),
            Err(Failure::Io(_))
        ));
    }
}
