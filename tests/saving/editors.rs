//! Editors that save the file while it is being saved: nobody's change is lost.

use std::fs::{self, File, OpenOptions};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::thread;
use std::time::Duration;

use duewatch::disk::{Intent, NotSaved, Step};
use duewatch::domain::history::Outcome;

use super::desk::{Desk, desk, save_as, set, word};

type Style = (&'static str, fn(&Path, &str));

/// How editors save.
const STYLES: [Style; 6] = [
    ("truncate and write", |file, text| fs::write(file, text).expect("a write")),
    ("write beside and rename over", |file, text| {
        let beside = file.with_extension("next");
        fs::write(&beside, text).expect("a write");
        fs::rename(&beside, file).expect("a rename");
    }),
    ("keep a backup by link, then rename over", |file, text| {
        let (backup, beside) = (file.with_extension("bak"), file.with_extension("next"));
        let _ = fs::remove_file(&backup);
        fs::hard_link(file, &backup).expect("a link");
        fs::write(&beside, text).expect("a write");
        fs::rename(&beside, file).expect("a rename");
    }),
    ("rename away and write anew", |file, text| {
        let backup = file.with_extension("yaml~");
        fs::rename(file, &backup).expect("a rename");
        fs::write(file, text).expect("a write");
        fs::remove_file(&backup).expect("a removal");
    }),
    ("append", |file, _| {
        let mut file = OpenOptions::new().append(true).open(file).expect("the file");
        file.write_all(b"# theirs\n").expect("a write");
    }),
    ("sed -i", |file, text| {
        let beside = file.with_file_name("sedAbCdEf");
        let mut next = OpenOptions::new().write(true).create_new(true).open(&beside).expect("a file");
        next.write_all(text.as_bytes()).expect("a write");
        fs::rename(&beside, file).expect("a rename");
    }),
];

/// The file with their change: another cell, and a comment.
fn theirs(desk: &Desk) -> String {
    format!("{}# theirs\n", desk.text().replacen("m1:\n        title: Step 1", "m1:\n        title: Theirs", 1))
}

#[test]
fn six_styles_of_saving_in_between_lose_nothing() {
    // Each waits for the other's change to be at rest: all at once, then.
    thread::scope(|scope| {
        for step in [Step::Locked, Step::Amended, Step::TempSynced, Step::JournalSynced, Step::Compared] {
            for style in STYLES {
                scope.spawn(move || loses_nothing(step, style));
            }
        }
    });
}

fn loses_nothing(step: Step, (style, save_theirs): Style) {
    let desk = desk(3);
    desk.save(set(2, "open", "first")).expect("a save");
    let their_text = theirs(&desk);
    let (mut is_their_turn, mut renames) = (true, 0);
    let saved = save_as("ana", &desk.file, &desk.snapshot(), Intent::Edit(set(0, "open", "mine")), &mut |now| {
        renames += i32::from(now == Step::Renamed);
        if now == step && is_their_turn {
            is_their_turn = false;
            save_theirs(&desk.file, &their_text);
        }
    });
    // What was seen before the exchange was not exchanged first.
    assert!(renames == 1 || step == Step::Compared, "{style} at {step:?}");
    let saved = saved.unwrap_or_else(|error| panic!("{style} at {step:?}: {error:?}"));
    assert!(saved.is_replayed, "{style} at {step:?}");
    let text = desk.sound();
    assert_eq!(word(&text, 0), "mine", "{style} at {step:?}");
    assert!(text.ends_with("# theirs\n"), "{style} at {step:?}: {text}");
    assert!(style == "append" || text.contains("title: Theirs"), "{style} at {step:?}");
    assert!(!desk.others().iter().any(|name| name.contains("duewatch")), "{:?}", desk.others());
    let entries = desk.journal().chain.entries;
    let done = entries.iter().filter(|entry| entry.outcome == Outcome::Done).count();
    assert_eq!(done, 2, "{style} at {step:?}");
}

#[test]
fn the_same_field_changed_in_between_is_a_conflict() {
    for step in [Step::Locked, Step::JournalSynced, Step::Compared] {
        let desk = desk(1);
        let their_text = desk.text().replace("note: open", "note: theirs");
        let mut is_their_turn = true;
        let clash = save_as("ana", &desk.file, &desk.snapshot(), Intent::Edit(set(0, "open", "mine")), &mut |now| {
            if now == step && is_their_turn {
                is_their_turn = false;
                fs::write(&desk.file, &their_text).expect("a write");
            }
        });
        let Err(NotSaved::Clashes(clashes, newest)) = clash else { panic!("{step:?}: {clash:?}") };
        let clash = clashes.first().expect("a clash");
        let words = [&clash.was, &clash.theirs, &clash.mine].map(|value| value.as_ref().map(ToString::to_string));
        assert_eq!(words, ["open", "theirs", "mine"].map(|word| Some(word.to_string())));
        assert_eq!((&*newest.text, desk.text()), (their_text.as_str(), their_text.clone()));
        assert_eq!(desk.others(), Vec::<String>::new());
    }
}

#[test]
fn a_file_that_is_half_written_is_waited_for() {
    for step in [Step::Locked, Step::JournalSynced, Step::Compared] {
        let desk = desk(40);
        let their_text = theirs(&desk);
        let half = their_text.len() / 2;
        let mut writer = None;
        let saved = save_as("ana", &desk.file, &desk.snapshot(), Intent::Edit(set(0, "open", "mine")), &mut |now| {
            if now == step && writer.is_none() {
                let mut file = File::create(&desk.file).expect("the file");
                let (first, rest) = their_text.split_at_checked(half).expect("half of it");
                file.write_all(first.as_bytes()).expect("a write");
                let rest = rest.to_string();
                writer = Some(thread::spawn(move || {
                    thread::sleep(Duration::from_millis(60));
                    file.write_all(rest.as_bytes()).expect("a write");
                }));
            }
        });
        writer.expect("a writer").join().expect("its end");
        saved.expect("a save");
        let text = desk.sound();
        assert!(word(&text, 0) == "mine" && text.ends_with("# theirs\n") && text.contains("Theirs"), "{step:?}");
    }
}

#[test]
fn who_had_the_file_open_and_writes_at_the_last_moment_is_not_lost() {
    for (step, is_kept_aside) in [(Step::Compared, false), (Step::Renamed, false), (Step::Checked, true)] {
        let desk = desk(2);
        let mut file = OpenOptions::new().write(true).open(&desk.file).expect("the file");
        let mut is_their_turn = true;
        let saved = save_as("ana", &desk.file, &desk.snapshot(), Intent::Edit(set(0, "open", "mine")), &mut |now| {
            if now == step && is_their_turn {
                is_their_turn = false;
                file.seek(SeekFrom::End(0)).expect("its end");
                file.write_all(b"# late\n").expect("a write");
            }
        });
        let saved = saved.expect("a save");
        let text = desk.sound();
        assert_eq!(word(&text, 0), "mine");
        assert_eq!(text.ends_with("# late\n"), !is_kept_aside, "{step:?}");
        if is_kept_aside {
            assert_eq!(desk.others(), ["deadlines.yaml.displaced-1"]);
            let kept = fs::read_to_string(desk.beside("deadlines.yaml.displaced-1")).expect("their version");
            assert!(kept.ends_with("# late\n"));
            assert!(saved.remarks.iter().any(|remark| remark.contains("displaced-1'")), "{:?}", saved.remarks);
        }
    }
}

#[test]
fn a_file_that_never_stands_still_is_given_up() {
    let desk = desk(2);
    let mut turn = 0;
    let error = save_as("ana", &desk.file, &desk.snapshot(), Intent::Edit(set(0, "open", "mine")), &mut |now| {
        if now == Step::JournalSynced {
            turn += 1;
            fs::write(&desk.file, format!("{}# {turn}\n", desk.text())).expect("a write");
        }
    });
    assert!(matches!(&error, Err(NotSaved::Disk { message, .. }) if message.contains("again and again")), "{error:?}");
    assert!(desk.text().ends_with("# 1\n# 2\n# 3\n"));
    assert_eq!(desk.others(), Vec::<String>::new());
    let entries = desk.journal().chain.entries;
    assert!(entries.len() == 3 && entries.iter().all(|entry| entry.outcome == Outcome::Void));
}
