//! `cargo bench` here, or `make bench-core`: every named task.

use std::time::Duration;

use criterion::{Criterion, Throughput};
use edgeward_bench_core::task::{Task, named};

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    for (name, spec) in named() {
        let task = Task::new(&spec).expect("a task");
        let mut group = criterion.benchmark_group("core");
        if task.bytes() > 0 {
            group.throughput(Throughput::Bytes(task.bytes() as u64));
        }
        group.bench_function(name, |bencher| bencher.iter(|| task.run()));
        group.finish();
    }
    criterion.final_summary();
}
