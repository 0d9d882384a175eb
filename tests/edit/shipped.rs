//! Every cell of the file that ships, times every status.

use duewatch::domain::board::{Board, Cell};
use duewatch::domain::edit::make::set_status;
use duewatch::domain::edit::{Edit, Why};
use duewatch::domain::finding::Severity;
use duewatch::domain::status::Status;
use duewatch::yaml::amend::{Amended, amend, put_back};
use duewatch::yaml::snapshot::Snapshot;

use super::given::{board, changed, changed_at, done, facts_of, given, hand, record, set_on, snapshot};

const TEXT: &str = include_str!("../../deadlines.yaml");

fn status_of(board: &Board, address: &str) -> Option<Status> {
    board.cells.iter().find(|cell| board.address_of_cell(cell) == address).map(|cell| cell.status)
}

fn line(number: u32) -> &'static str {
    TEXT.lines().nth(number as usize - 1).unwrap_or_default().trim_end()
}

/// Gives some cells every status, and returns how many edits that were.
fn each_status(before: &Snapshot, present: &Board, cells: &[Cell]) -> usize {
    let mut count = 0;
    for cell in cells {
        let address = present.address_of_cell(cell);
        let facts = facts_of(before, &address);
        for status in Status::ALL {
            let edit = match set_status(&facts, present, &[record(&address)], status, &given(status), &hand()) {
                Err(refusal) if refusal.why == Why::Nothing => continue,
                edit => edit.unwrap_or_else(|refusal| panic!("{address} {status:?}: {refusal} {}", refusal.hint)),
            };
            let amended = done(before, &edit);
            let (gone, come) = changed_at(TEXT, &amended);
            let is_tall = present.entry(cell).is_some_and(|entry| line(entry.line).ends_with(':'));
            // The first occurrence of a series brings the key with it.
            let is_first = cell.occurrence.is_some() && present.records(cell.milestone).1.occurrences.is_empty();
            let most = if is_tall { 5 } else { 1 + usize::from(is_first) };
            assert!(gone <= most && come >= 1 && come <= most, "{address} {status:?}: {gone} {come}");
            count += 1;
            // Reading the whole file for each would take a minute: a part is enough for what is the same for all.
            if count % 24 == 0 {
                judge(before, &address, (&edit, &amended), status);
            }
        }
    }
    count
}

fn judge(before: &Snapshot, address: &str, (edit, amended): (&Edit, &Amended), status: Status) {
    let after = snapshot(&amended.text);
    assert_eq!(status_of(&board(&after), address), Some(status), "{address}");
    assert_eq!(after.count(Severity::Error), before.count(Severity::Error));
    let back = put_back(&after, &edit.inverse(), &amended.splices, amended.entry.as_ref());
    assert_eq!(changed_at(TEXT, amended), changed(TEXT, &amended.text), "{address}");
    assert_eq!(back.map(|back| back.text).as_deref(), Some(TEXT), "{address}");
    let second: serde_yaml::Value = serde_yaml::from_str(&amended.text).expect("a second reader reads it");
    assert!(second.get("regulations").is_some());
}

#[test]
fn every_cell_of_the_shipped_file_takes_every_status_in_one_line() {
    let before = snapshot(TEXT);
    let present = board(&before);
    let (front, back) = present.cells.split_at(present.cells.len() / 2);
    let count = std::thread::scope(|scope| {
        let front = scope.spawn(|| each_status(&before, &present, front));
        each_status(&before, &present, back) + front.join().expect("the first half is fine")
    });
    assert!(count > 900, "{count}");
}

#[test]
fn files_of_every_style_are_edited_right_or_not_at_all() {
    let texts = [
        include_str!("../data/valid/example.yaml"),
        include_str!("../data/valid/small.yaml"),
        include_str!("../data/valid/styles.yaml"),
    ];
    let (mut done, mut refused) = (0, 0);
    for text in
        texts.into_iter().flat_map(|text| [text.to_string(), text.replace('\n', "\r\n"), text.trim_end().into()])
    {
        let before = snapshot(&text);
        let present = board(&before);
        for cell in &present.cells {
            let address = present.address_of_cell(cell);
            for status in Status::ALL {
                let Ok(edit) = set_on(&present, &before, &address, (status, &given(status))) else { continue };
                let Ok(amended) = amend(&before, &edit) else {
                    refused += 1;
                    continue;
                };
                done += 1;
                let after = snapshot(&amended.text);
                assert_eq!(status_of(&board(&after), &address), Some(status), "{address}\n{}", amended.text);
                let back = put_back(&after, &edit.inverse(), &amended.splices, amended.entry.as_ref());
                assert_eq!(back.map(|back| back.text), Some(text.clone()), "{address}");
            }
        }
    }
    assert!(done > 100 && refused == 0, "{done} done, {refused} refused");
}
