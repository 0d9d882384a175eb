//! Benches of what stands between a file and the screen: read, resolve, evaluate, filter.
//!
//! `cargo bench --bench board`. Ratios within one run count, not milliseconds.

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use criterion::{BenchmarkId, Criterion, Throughput};
use duewatch::domain::alert::{Memory, survey};
use duewatch::domain::board::Board;
use duewatch::domain::filter::{Context, Filter};
use duewatch::domain::plan::Plan;
use duewatch::domain::record::default_alerts;
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
    chains(&mut criterion, 100_000);
    criterion.final_summary();
}

/// A file in which every date counts from the one before: a hundred in a row, by days, business days and months, some
/// rolled; each hundredth repeats.
fn chained(milestones: usize) -> String {
    let mut text =
        String::from("duewatch: 1\nzone: Europe/Brussels\ncalendar: target\nproducts:\n  a: {name: A}\nregulations:\n");
    for number in 0..milestones {
        let (regulation, at) = (number / 100, number % 100);
        if at == 0 {
            let _ = write!(
                text,
                "  r{regulation}:\n    title: R\n    milestones:\n      m0: {{title: M, by: 2026-01-01, products: [a]}}\n"
            );
            continue;
        }
        let rule = match at % 4 {
            0 => "2 days after",
            1 => "3 business days after",
            2 => "1 month after",
            _ => "5 business days before",
        };
        let rest = match at {
            99 => ", repeat: yearly",
            at if at % 10 == 0 => ", roll: next",
            _ => "",
        };
        let _ = writeln!(text, "      m{at}: {{title: M, by: {rule} m{}, products: [a]{rest}}}", at - 1);
    }
    text
}

/// Every date, and the board at one moment; then a midnight, a second at which nothing happens, and an edit of one date.
fn chains(criterion: &mut Criterion, milestones: usize) {
    let now: DateTime<Utc> = "2026-11-23T19:05:00Z".parse().expect("an instant");
    let zone = Zone::named("Europe/Brussels").expect("a zone of the data");
    let snapshot = Snapshot::of(chained(milestones).into(), &zone);
    assert!(snapshot.plan.dated.iter().all(|dated| dated.missing.is_none()), "every date is there");
    let mut group = criterion.benchmark_group("chains");
    group.sample_size(10).throughput(Throughput::Elements(u64::try_from(milestones).unwrap_or(u64::MAX)));
    let id = |stage: &str| BenchmarkId::new(stage, milestones);
    group.bench_function(id("resolve"), |b| b.iter(|| Plan::of(black_box(&snapshot.file), &zone)));
    group.bench_function(id("evaluate"), |b| {
        b.iter(|| Board::at(Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), black_box(now)));
    });
    let board = Board::at(Arc::clone(&snapshot.file), Arc::clone(&snapshot.plan), now);
    let midnight: DateTime<Utc> = "2026-11-23T23:00:00Z".parse().expect("an instant");
    group.bench_function(id("midnight"), |b| b.iter(|| board.advanced(black_box(midnight))));
    let later = now + chrono::TimeDelta::seconds(1);
    group.bench_function(id("second"), |b| b.iter(|| board.advanced(black_box(later))));
    // What stands within its reminder ladder, and what of it is news: after an edit, and when a step comes.
    let ladder = default_alerts();
    group.bench_function(id("alerts"), |b| b.iter(|| survey(black_box(&board), &ladder, now)));
    let found = survey(&board, &ladder, now);
    let mut memory = Memory::default();
    memory.take(&board, &found, now);
    group.bench_function(id("alerts told"), |b| b.iter(|| memory.take(black_box(&board), &found, later)));
    // One date in the middle moves, and ninety-nine with it.
    let head = |day: &str| format!("r500:\n    title: R\n    milestones:\n      m0: {{title: M, by: {day}");
    let text = snapshot.text.replacen(&head("2026-01-01"), &head("2026-01-12"), 1);
    assert_ne!(*text, *snapshot.text, "one date is another");
    let edited = Snapshot::of(text.into(), &zone);
    group.bench_function(id("edit"), |b| {
        b.iter(|| board.edited(Arc::clone(&edited.file), Arc::clone(&edited.plan), black_box(now)));
    });
    group.finish();
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
