//! Benches of what stands between a file and the screen: read, resolve, evaluate, filter.
//!
//! `cargo bench --bench board`. Ratios within one run count, not milliseconds.

use std::hint::black_box;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use criterion::{BenchmarkId, Criterion, Throughput};
use duewatch::domain::board::Board;
use duewatch::domain::filter::{Context, Filter};
use duewatch::domain::plan::Plan;
use duewatch::domain::zone::Zone;
use duewatch::yaml;
use duewatch::yaml::snapshot::Snapshot;

#[expect(dead_code, reason = "the example has a main of its own")]
#[path = "../examples/generate.rs"]
mod generate;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    for milestones in [1_000, 10_000] {
        stages(&mut criterion, milestones);
    }
    criterion.final_summary();
}

fn stages(criterion: &mut Criterion, milestones: usize) {
    let now: DateTime<Utc> = "2026-11-23T19:05:00Z".parse().expect("an instant");
    let text: Arc<str> = generate::file(&generate::Wish { milestones, seed: 1, ticking: 0, now }).into();
    let zone = Zone::named("America/New_York").expect("a zone of the data");
    let snapshot = Snapshot::of(Arc::clone(&text), &zone);
    let board = Board::at(Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), now);
    let filter = Filter::parse("due<30d status:open").filter;
    let context = Context { me: None };
    let mut group = criterion.benchmark_group("board");
    group.sample_size(20).throughput(Throughput::Elements(u64::try_from(milestones).unwrap_or(u64::MAX)));
    let id = |stage: &str| BenchmarkId::new(stage, milestones);
    group.bench_function(id("read"), |b| b.iter(|| yaml::read_shared(black_box(&text))));
    group.bench_function(id("resolve"), |b| b.iter(|| Plan::of(black_box(&snapshot.file), &zone)));
    group.bench_function(id("evaluate"), |b| {
        b.iter(|| Board::at(Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), black_box(now)));
    });
    group.bench_function(id("filter"), |b| {
        let rows = u32::try_from(board.rows.len()).unwrap_or(u32::MAX);
        b.iter(|| (0..rows).filter(|&row| filter.matches(&board, row, &context)).count());
    });
    group.finish();
}
