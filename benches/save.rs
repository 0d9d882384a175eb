//! What a save costs beyond what the disk must do in any case: the floor and the save in turn, in the same run.
//!
//! `cargo bench --bench save`. The floor: write and sync the new version, append to and sync the journal, rename,
//! sync the directory. Medians; the differences count, not the milliseconds.

#![expect(clippy::disallowed_methods, reason = "measures real files")]
#![expect(clippy::print_stdout, reason = "prints what it measured")]

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use duewatch::disk::{Intent, Request, commit};
use duewatch::domain::edit::{Act, Change, Edit, Record, Step, Value};
use duewatch::domain::history::Author;
use duewatch::domain::zone::Zone;
use duewatch::yaml::snapshot::Snapshot;

#[expect(dead_code, reason = "the example has a main of its own")]
#[path = "../examples/generate.rs"]
mod generate;

/// How many milestones, how often, and how many milliseconds a save may cost beyond the floor.
const SIZES: [(usize, usize, u32); 3] = [(820, 41, 3), (8_200, 21, 10), (81_000, 11, 60)];

fn main() {
    println!(
        "{:>9} {:>10} {:>10} {:>11} {:>7} {:>9}",
        "bytes", "floor ms", "save ms", "beyond ms", "ratio", "target ms"
    );
    for (milestones, times, target) in SIZES {
        measure(milestones, times, target);
    }
}

fn measure(milestones: usize, times: usize, target: u32) {
    let now: DateTime<Utc> = "2026-11-23T19:05:00Z".parse().expect("an instant");
    let text = generate::file(&generate::Wish { milestones, seed: 1, ticking: 0, now });
    // Not in memory: /tmp may be.
    let root = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a directory");
    let file = root.path().join("deadlines.yaml");
    fs::write(&file, &text).expect("the file");
    let machine = Zone::named("America/New_York").expect("a zone");
    let author = Author { user: "ana".into(), host: "desk".into() };
    let mut base = Arc::new(Snapshot::of(text.into(), &machine));
    let record = open_cell(&base);
    let (mut floors, mut saves, mut beyond) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..times {
        let words = if turn % 2 == 0 { ("open", "in-progress") } else { ("in-progress", "open") };
        let floor = floor(&root.path().join("floor"), &base.text);
        let (from, to) = (Some(Value::text(words.0)), Some(Value::text(words.1)));
        let change = Change { record: record.clone(), key: "status".into(), step: Step::Set { from, to } };
        let request = Request {
            file: &file,
            intent: Intent::Edit(Edit { act: Act::Status, changes: vec![change] }),
            base: Arc::clone(&base),
            author: &author,
            machine: &machine,
            now: now.fixed_offset(),
            patience: None,
        };
        let start = Instant::now();
        let done = commit(&request, &mut |_| {}).expect("a save");
        let save = start.elapsed();
        base = Arc::new(Snapshot::of(done.text, &machine));
        // The first of each makes the files.
        if turn > 0 {
            floors.push(floor);
            saves.push(save);
            beyond.push(ms(save) - ms(floor));
        }
    }
    let (floor, save, beyond) = (ms(median(floors)), ms(median(saves)), median_of(beyond));
    let bytes = base.text.len();
    println!("{bytes:>9} {floor:>10.2} {save:>10.2} {beyond:>11.2} {:>7.2} {target:>9}", save / floor);
}

/// A cell in the middle of the file that is open by a word of its own.
fn open_cell(snapshot: &Snapshot) -> Record {
    let middle = snapshot.file.regulations.iter().skip(snapshot.file.regulations.len() / 2);
    for regulation in middle {
        for milestone in &regulation.milestones {
            let head = format!("\n      {}:\n", milestone.id);
            let own = snapshot.text.split(&head).nth(1).unwrap_or_default();
            let own = own.split("\n      m").next().unwrap_or_default();
            let open = own.lines().find_map(|line| line.trim().strip_suffix(": open"));
            if let Some(product) = open {
                return Record::Cell {
                    regulation: regulation.id.to_string().into(),
                    milestone: milestone.id.to_string().into(),
                    nominal: None,
                    target: product.into(),
                };
            }
        }
    }
    panic!("no open cell")
}

/// What any safe save does.
fn floor(place: &Path, text: &str) -> Duration {
    fs::create_dir_all(place).expect("a directory");
    let line = vec![b'x'; 700];
    let start = Instant::now();
    let mut temp = File::create(place.join("temp")).expect("a file");
    temp.write_all(text.as_bytes()).and_then(|()| temp.sync_all()).expect("a write");
    let mut journal = OpenOptions::new().append(true).create(true).open(place.join("journal")).expect("a file");
    journal.write_all(&line).and_then(|()| journal.sync_data()).expect("a write");
    fs::rename(place.join("temp"), place.join("file")).expect("a rename");
    File::open(place).and_then(|directory| directory.sync_all()).expect("a sync");
    start.elapsed()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn median_of(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}
