//! The journal: torn, foreign, read in part.

use std::fs;

use duewatch::disk::{history_of, names_of};
use duewatch::domain::edit::{Act, Change, Edit, Record, Step};
use duewatch::domain::history::Fault;

use super::desk::{desk, set};

#[test]
fn a_line_torn_at_any_byte_is_skipped_and_said() {
    let desk = desk(3);
    desk.save(set(0, "open", "done")).expect("a save");
    desk.save(set(1, "open", "done")).expect("a save");
    let path = desk.beside("deadlines.journal.jsonl");
    let whole = fs::read(&path).expect("the journal");
    let text = desk.text();
    // The last line but one is the second edit's; it is torn, the rest is gone.
    let starts: Vec<usize> = whole.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at + 1).collect();
    let [_, start, end, _] = starts.as_slice() else { panic!("four lines") };
    let (start, end) = (*start, *end);
    for cut in start..=end {
        fs::write(&path, whole.get(..cut).expect("a part")).expect("a journal");
        let faults: Vec<Fault> = desk.journal().chain.faults.iter().map(|fault| fault.fault).collect();
        assert_eq!(faults, if cut > start && cut < end - 1 { vec![Fault::Torn] } else { vec![] }, "cut at {cut}");
    }
    for cut in (start..end).step_by(37).chain([start, start + 1, end - 2, end - 1]) {
        fs::write(&path, whole.get(..cut).expect("a part")).expect("a journal");
        fs::write(&desk.file, &text).expect("the file");
        let saved = desk.save(set(2, "open", "done")).expect("a save");
        let journal = desk.journal().chain;
        let faults: Vec<Fault> = journal.faults.iter().map(|fault| fault.fault).collect();
        // A line that lacks only its end is whole.
        let is_torn = cut > start && cut < end - 1;
        assert_eq!(faults, if is_torn { vec![Fault::Torn] } else { vec![] }, "cut at {cut} of {start}..{end}");
        assert_eq!(saved.remarks.iter().any(|remark| remark.contains("journal")), is_torn, "{:?}", saved.remarks);
        assert_eq!(saved.seq, if cut == end - 1 { 3 } else { 2 });
    }
}

#[test]
fn a_line_that_is_no_beginning_is_broken_also_behind_a_save() {
    for (scrap, fault) in [
        ("nonsense", Fault::Unreadable),
        ("nonsense\n", Fault::Unreadable),
        ("\u{0}\u{0}", Fault::Torn),
        ("{\"v\":1,\"se\u{0}\u{0}", Fault::Torn),
        ("{\"v\":1}", Fault::Unreadable),
        ("{\"v\":1,x", Fault::Unreadable),
    ] {
        let desk = desk(3);
        desk.save(set(0, "open", "done")).expect("a save");
        let path = desk.beside("deadlines.journal.jsonl");
        let whole = fs::read_to_string(&path).expect("the journal");
        fs::write(&path, format!("{whole}{scrap}")).expect("a journal");
        let faults = || desk.journal().chain.faults.iter().map(|fault| (fault.line, fault.fault)).collect::<Vec<_>>();
        assert_eq!(faults(), [(3, fault)], "{scrap:?}");
        let saved = desk.save(set(1, "open", "done")).expect("a save");
        let words = if fault == Fault::Torn { "ends in the middle" } else { "cannot be read" };
        assert!(saved.remarks.iter().any(|remark| remark.contains(words)), "{scrap:?}: {:?}", saved.remarks);
        assert_eq!(faults(), [(3, fault)], "{scrap:?}");
        // Said once, and known from then on.
        assert_eq!(desk.save(set(2, "open", "done")).expect("a save").remarks, Vec::<String>::new());
    }
}

#[test]
fn a_change_from_outside_is_told_apart() {
    let desk = desk(3);
    desk.save(set(0, "open", "done")).expect("a save");
    desk.save(set(1, "open", "done")).expect("a save");
    fs::write(&desk.file, format!("{}# a stranger\n", desk.text())).expect("a write");
    desk.save(set(2, "open", "done")).expect("a save");
    let since: Vec<bool> = desk.journal().chain.entries.iter().map(|entry| entry.changed_since.is_some()).collect();
    assert_eq!(since, [false, false, true]);
    let record = "r/m2".parse().expect("an address");
    let history = history_of(&desk.file, &record).expect("a history");
    assert_eq!(history.iter().map(|entry| (entry.seq, entry.changed_since.is_some())).collect::<Vec<_>>(), [(3, true)]);
}

#[test]
fn a_record_is_followed_under_the_names_that_it_had() {
    let desk = desk(2);
    let record = |address: &str| address.parse::<Record>().expect("an address");
    let rename = |from: &str, to: &str| {
        let step = Step::Rename { to: to.into() };
        Edit { act: Act::Rename, changes: vec![Change { record: record(from), key: String::new(), step }] }
    };
    desk.save(set(0, "open", "done")).expect("a save");
    desk.save(set(1, "open", "other")).expect("a save");
    desk.save(rename("r/m0", "first")).expect("a save");
    desk.save(rename("regulation:r", "rule")).expect("a save");
    let seen = |address: &str| -> Vec<u64> {
        history_of(&desk.file, &record(address)).expect("a history").iter().map(|entry| entry.seq).collect()
    };
    assert_eq!(seen("rule/first"), [4, 3, 1]);
    assert_eq!(seen("rule/first:kes"), [4, 3, 1]);
    assert_eq!(seen("rule/m1"), [4, 2]);
    assert_eq!(
        names_of(&desk.file, &record("rule/first")).expect("its names"),
        [record("rule/first"), record("r/first"), record("r/m0")]
    );
    desk.sound();
}
