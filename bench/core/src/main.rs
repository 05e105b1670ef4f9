//! `bench-core list | once NAME | serve`: the names; one run, for callgrind, also of a task as JSON; or a child that the JavaScript runner asks.

#[cfg(not(target_family = "wasm"))]
fn main() {
    native::main();
}

#[cfg(target_family = "wasm")]
fn main() {}

#[cfg(not(target_family = "wasm"))]
mod native {
    use std::hint::black_box;
    use std::io::{BufRead, Write};

    use cpu_time::ProcessTime;
    use edgeward_bench_core::task::{Task, named};

    pub(super) fn main() {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["list"] => named().iter().for_each(|(name, _)| println!("{name}")),
            ["once", name] => once(name),
            ["serve"] => serve(),
            _ => {
                eprintln!("usage: bench-core list | once NAME | serve");
                std::process::exit(2);
            }
        }
    }

    fn once(name: &str) {
        let tasks = named();
        let of = |(each, spec): &(&str, String)| (*each == name).then(|| spec.clone());
        let spec = tasks.iter().find_map(of);
        let task = Task::new(spec.as_deref().unwrap_or(name)).expect("a name of `list`, or a task");
        // What is made at first use is not what is counted.
        let _ = task.run();
        measured(&task);
    }

    /// What callgrind collects (`--toggle-collect`).
    #[inline(never)]
    #[unsafe(no_mangle)]
    extern "Rust" fn measured(task: &Task) {
        let _ = black_box(task.run());
    }

    /// A line `new SPEC` is answered with a number or a reason, `run NUMBER TIMES` with nanoseconds of the processor and what
    /// the last run answered, `drop NUMBER` with `ok`.
    fn serve() {
        let mut tasks: Vec<Option<Task>> = Vec::new();
        let mut out = std::io::stdout().lock();
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
            let mut numbers = rest
                .split(' ')
                .map(|word| word.parse::<usize>().unwrap_or(0));
            let mut number = || numbers.next().unwrap_or(0);
            let answer = match verb {
                "new" => match Task::new(rest) {
                    Ok(task) => {
                        tasks.push(Some(task));
                        (tasks.len() - 1).to_string()
                    }
                    Err(reason) => format!("-1 {reason}"),
                },
                "run" => {
                    let (task, times) = (number(), number());
                    let task = tasks[task].as_ref().expect("it was not dropped");
                    let began = ProcessTime::now();
                    let mut last = 0;
                    for _ in 0..times {
                        last = black_box(task.run());
                    }
                    format!("{} {last}", began.elapsed().as_nanos())
                }
                "drop" => {
                    tasks[number()] = None;
                    "ok".to_owned()
                }
                _ => "-1 unknown".to_owned(),
            };
            if writeln!(out, "{answer}")
                .and_then(|()| out.flush())
                .is_err()
            {
                return;
            }
        }
    }
}
