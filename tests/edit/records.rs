//! Whole records: they come, go, and get another id, and nothing else changes.

use duewatch::domain::edit::make::{self, Fresh, Given};
use duewatch::domain::edit::{Edit, Facts, Record, Refusal, Seat, Step, Value};
use duewatch::domain::status::Status;
use duewatch::domain::zone::Zone;
use duewatch::yaml::amend::{NotAmended, amend, facts, put_back, trial};
use duewatch::yaml::snapshot::Snapshot;

use super::given::{board, done, record, refused, snapshot};

const EXAMPLE: &str = include_str!("../data/edit/records.yaml");

fn fresh(address: &str, fields: &[(&str, &str)]) -> Fresh {
    fields.iter().fold(Fresh::new(record(address)), |fresh, (key, text)| fresh.with(key, text))
}

fn add(snapshot: &Snapshot, fresh: &Fresh) -> Result<Edit, Refusal> {
    make::add(&board(snapshot), fresh)
}

fn remove(snapshot: &Snapshot, addresses: &[&str]) -> make::Removal {
    let board = board(snapshot);
    let records: Vec<Record> = addresses.iter().map(|address| record(address)).collect();
    let facts = facts(snapshot, &make::concerned(&board, &records)).expect("they are there");
    make::remove(&facts, &board, &records).expect("they can go")
}

fn rename(snapshot: &Snapshot, address: &str, to: &str) -> Result<Edit, Refusal> {
    let board = board(snapshot);
    let record = record(address);
    let facts = facts(snapshot, &make::concerned(&board, std::slice::from_ref(&record)))?;
    make::rename(&facts, &board, &record, to)
}

fn field(snapshot: &Snapshot, address: &str, key: &str, text: &str) -> Result<Edit, Refusal> {
    let record = record(address);
    let facts = facts(snapshot, std::slice::from_ref(&record))?;
    make::edit_field(&facts, &board(snapshot), &record, key, text)
}

/// Does an edit, takes it back by its bytes, and returns the text in between.
fn there_and_back(snapshot_before: &Snapshot, edit: &Edit) -> String {
    let amended = done(snapshot_before, edit);
    let after = snapshot(&amended.text);
    let back = put_back(&after, &edit.inverse(), &amended.splices, amended.entry.as_ref());
    let back = back.unwrap_or_else(|| panic!("cannot be taken back: {edit:?}\non\n{}", after.text));
    assert_eq!(back.text, &*snapshot_before.text, "taken back: {edit:?}");
    // And once more, as a redo does it.
    let before = snapshot(&back.text);
    let again = put_back(&before, edit, &back.splices, back.entry.as_ref()).expect("it can be done again");
    assert_eq!(again.text, amended.text);
    amended.text
}

/// Does edits, each on the example, and returns what each says and which lines it changes.
fn shown(edits: &[Edit]) -> String {
    let before = snapshot(EXAMPLE);
    let one =
        |edit: &Edit| format!("== {}\n{}", make::sentence(edit), differing(EXAMPLE, &there_and_back(&before, edit)));
    edits.iter().map(one).collect()
}

fn ok(edit: Result<Edit, Refusal>) -> Edit {
    edit.unwrap_or_else(|refusal| panic!("{refusal} ({})", refusal.hint))
}

#[test]
fn new_records_are_written_as_people_write_them() {
    let s = snapshot(EXAMPLE);
    let product = [("name", "VPN: the new one"), ("tags", "endpoint, network"), ("owner", "@eve"), ("x-asset", "A-12")];
    let regulation = [
        ("title", "Cyber Resilience Act"),
        ("authority", "EU"),
        ("source", "https://example.com/a https://example.com/b"),
        ("verify-every", "180d"),
        ("notes", "one\ntwo"),
    ];
    let milestone = [
        ("title", "Customers told"),
        ("products", "kes, tag:endpoint"),
        ("by", "2027-01-15"),
        ("notes", "a note"),
        ("kind", "internal"),
    ];
    let mut told = fresh("kaspersky-ban/told", &milestone);
    told.seat = Seat::Behind("issued".into());
    told.cells = vec![("kes".into(), vec![("status".into(), Value::text("done")), ("who".into(), Value::text("ana"))])];
    let nothing = fresh("other/nothing", &[("title", "Touches nothing"), ("from", "2027-Q2"), ("products", "none")]);
    let mut first = fresh("product:aaa", &[("name", "The first")]);
    first.seat = Seat::First;
    insta::assert_snapshot!(shown(&[
        ok(add(&s, &fresh("product:vpn", &product))),
        ok(add(&s, &first)),
        ok(add(&s, &fresh("regulation:cra", &regulation))),
        ok(add(&s, &told)),
        ok(add(&s, &nothing)),
    ]));
}

#[test]
fn what_goes_takes_its_cells_along_and_no_other_date_moves() {
    let s = snapshot(EXAMPLE);
    let all = [
        remove(&s, &["product:kes"]),
        remove(&s, &["product:mail-gateway"]),
        remove(&s, &["kaspersky-ban/no-new-agreements", "kaspersky-ban/inventory"]),
        remove(&s, &["kaspersky-ban/inventory", "other/first"]),
        remove(&s, &["regulation:kaspersky-ban"]),
        remove(&s, &["kaspersky-ban/inventory:kes"]),
        remove(&s, &["other/later:kes", "regulation:other"]),
    ];
    let said: Vec<String> = all
        .iter()
        .map(|removal| {
            let with: Vec<String> = removal.with.iter().map(ToString::to_string).collect();
            let dates: Vec<String> =
                removal.written_out.iter().map(|(record, date)| format!("{record} = {date}")).collect();
            format!("with {with:?}\nwritten out {dates:?}\nviews {:?}\n", removal.views)
        })
        .collect();
    let edits: Vec<Edit> = all.into_iter().map(|removal| removal.edit).collect();
    insta::assert_snapshot!(format!("{}{}", said.concat(), shown(&edits)));
}

#[test]
fn another_id_is_followed_by_all_who_name_it() {
    let s = snapshot(EXAMPLE);
    insta::assert_snapshot!(shown(&[
        ok(rename(&s, "product:kes", "endpoint")),
        ok(rename(&s, "kaspersky-ban/no-new-agreements", "no-new")),
        ok(rename(&s, "regulation:kaspersky-ban", "ban")),
    ]));
}

#[test]
fn a_field_is_one_line() {
    let s = snapshot(EXAMPLE);
    let set = |address: &str, key: &str, text: &str| ok(field(&s, address, key, text));
    insta::assert_snapshot!(shown(&[
        set("kaspersky-ban/inventory", "products", "mail-gateway, org"),
        set("kaspersky-ban/inventory", "products", "none"),
        set("other/later", "products", "kes, mail-gateway"),
        set("other/later", "products", ""),
        set("kaspersky-ban/issued", "verb", "from"),
        set("file", "title", "Another"),
        set("file", "alerts", "30d, 7d"),
        set("file", "views.late", "is:overdue"),
        set("kaspersky-ban/inventory", "owner", "@eve"),
        set("kaspersky-ban/inventory", "tags", "a, b"),
        set("kaspersky-ban/inventory", "kind", ""),
        set("regulation:kaspersky-ban", "severity", "critical"),
        set("regulation:kaspersky-ban", "verified.who", "@eve"),
        set("regulation:kaspersky-ban", "x-own", "yes"),
        set("product:mail-gateway", "version", "1.10"),
        set("kaspersky-ban/no-new-agreements:kes", "evidence", "a.pdf https://example.com/b"),
        set("kaspersky-ban/no-new-agreements:kes", "approved.who", "@ben"),
    ]));
}

#[test]
fn a_milestone_is_written_once_more_for_the_next_year() {
    let s = snapshot(EXAMPLE);
    let board = board(&s);
    let again = |milestone: &str| {
        let (regulation, id) = milestone.split_once('/').expect("an address");
        let facts = facts(&s, &[record(milestone)]).expect("it is there");
        ok(make::duplicate(&facts, &board, board.find(regulation, id).expect("it is there")))
    };
    insta::assert_snapshot!(shown(&[again("kaspersky-ban/no-new-agreements"), again("kaspersky-ban/issued")]));
}

#[test]
fn a_record_that_went_comes_back_with_its_comments_behind_the_one_before_it() {
    let before = snapshot(EXAMPLE);
    let removal = remove(&before, &["kaspersky-ban/inventory"]).edit;
    let gone = done(&before, &removal);
    assert!(!gone.text.contains("# ours, not the law's"), "its comment goes with it");
    // Somebody writes above it meanwhile.
    let meanwhile = gone.text.replace("title: Product compliance, Example Corp", "title: A title of another length");
    let meanwhile = meanwhile.replace("    title: No new", "    x-more: 1\n        title: No new");
    let after = snapshot(&meanwhile);
    let back = put_back(&after, &removal.inverse(), &gone.splices, gone.entry.as_ref()).expect("its place is known");
    assert!(back.text.contains("      # ours, not the law's\n      inventory:\n"), "{}", back.text);
    assert_eq!(differing(&meanwhile, &back.text).lines().filter(|line| line.starts_with('-')).count(), 0);
}

#[test]
fn what_cannot_be_is_refused_with_what_to_do() {
    let s = snapshot(EXAMPLE);
    let refusal = |edit: Result<Edit, Refusal>| {
        let refusal = edit.expect_err("it is refused");
        format!("{} ({})", refusal.message, refusal.hint)
    };
    let milestone = |fields: &[(&str, &str)]| add(&s, &fresh("kaspersky-ban/more", fields));
    let all = [
        add(&s, &fresh("product:kes", &[("name", "Kes")])),
        add(&s, &fresh("product:Kes 2", &[("name", "Kes")])),
        add(&s, &fresh("product:365", &[("name", "Kes")])),
        add(&s, &fresh("product:new", &[("owner", "ana")])),
        add(&s, &fresh("product:new", &[("name", "New"), ("authority", "EU")])),
        add(&s, &fresh("kaspersky/more", &[("title", "T"), ("by", "2027-01-01")])),
        milestone(&[("title", "T")]),
        milestone(&[("title", "T"), ("by", "2027-01-01"), ("from", "2027-01-01")]),
        milestone(&[("title", "T"), ("by", "2027-13-01")]),
        milestone(&[("title", "T"), ("by", "2027-01-01"), ("products", "kess")]),
        milestone(&[("title", "T"), ("by", "2027-01-01"), ("severity", "hihg")]),
        field(&s, "kaspersky-ban/issued", "by", "2027-01-01"),
        field(&s, "kaspersky-ban/issued", "titel", "x"),
        field(&s, "kaspersky-ban/issued", "title", " "),
        field(&s, "kaspersky-ban/issued", "zone", "CET+1"),
        field(&s, "kaspersky-ban/issued", "title", "Final determination issued"),
        field(&s, "kaspersky-ban/inventory:kes", "status", "done"),
        field(&s, "kaspersky-ban/issued", "verified.who", "ana"),
        rename(&s, "product:kes", "mail-gateway"),
        rename(&s, "product:org", "us"),
        rename(&s, "product:kes", "on"),
    ];
    insta::assert_snapshot!(all.into_iter().map(refusal).collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_would_be_an_error_in_the_file_is_not_written() {
    let s = snapshot(EXAMPLE);
    let own = ok(field(&s, "kaspersky-ban/no-new-agreements:kes", "due", "2024-08-01"));
    assert!(refused(amend(&s, &own)).message.contains("this would be wrong"));
    let taken = ok(add(&s, &fresh("product:vpn", &[("name", "VPN")])));
    let there = done(&s, &taken);
    assert_eq!(refused(amend(&snapshot(&there.text), &taken)).message, "'product:vpn' is there already");
}

/// Returns the lines in which two texts differ, with a sign before each.
fn differing(old: &str, new: &str) -> String {
    let (olds, news): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut common = vec![vec![0_usize; news.len() + 1]; olds.len() + 1];
    for (i, gone) in olds.iter().enumerate().rev() {
        for (j, come) in news.iter().enumerate().rev() {
            let at = |i: usize, j: usize| common.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
            let best = if gone == come { at(i + 1, j + 1) + 1 } else { at(i + 1, j).max(at(i, j + 1)) };
            if let Some(slot) = common.get_mut(i).and_then(|row| row.get_mut(j)) {
                *slot = best;
            }
        }
    }
    let at = |i: usize, j: usize| common.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
    let (mut i, mut j, mut out) = (0, 0, String::new());
    while i < olds.len() || j < news.len() {
        let (gone, come) = (olds.get(i), news.get(j));
        if gone == come && gone.is_some() {
            (i, j) = (i + 1, j + 1);
        } else if come.is_none() || (gone.is_some() && at(i + 1, j) >= at(i, j + 1)) {
            out.extend(["-", gone.unwrap_or(&""), "\n"]);
            i += 1;
        } else {
            out.extend(["+", come.unwrap_or(&""), "\n"]);
            j += 1;
        }
    }
    out
}

#[test]
fn dates_of_fields_are_typed_in_short_and_written_in_full() {
    let s = snapshot(EXAMPLE);
    let says = |edit: &Edit, key: &str| {
        let set = edit.changes.iter().find(|change| change.key == key).map(|change| change.step.clone());
        match set {
            Some(Step::Set { to: Some(to), .. }) => to.to_string(),
            other => panic!("{key}: {other:?}"),
        }
    };
    // Monday, 23 November 2026, 07:00 in New York.
    let milestone = [("title", "Customers told"), ("by", "fri 17:00"), ("opens", "+3d")];
    let told = ok(add(&s, &fresh("kaspersky-ban/told", &milestone)));
    assert_eq!((says(&told, "by"), says(&told, "opens")), ("2026-11-27 17:00".into(), "2026-11-26".into()));
    // In the zone that it is given at the same time: half past midnight the day after.
    let there = [&milestone[..1], &[("by", "today"), ("zone", "Pacific/Kiritimati")]].concat();
    assert_eq!(says(&ok(add(&s, &fresh("kaspersky-ban/told", &there))), "by"), "2026-11-24");
    assert_eq!(says(&ok(field(&s, "product:kes", "retired", "27.12.2026")), "retired"), "2026-12-27");
    assert_eq!(says(&ok(field(&s, "regulation:kaspersky-ban", "verified", "fri")), "verified"), "2026-11-20");
    let refusal = field(&s, "product:kes", "retired", "12/1/2026").expect_err("two readings");
    assert!(refusal.hint.contains("2026-12-01") && refusal.hint.contains("2026-01-12"), "{refusal:?}");
}

#[test]
fn a_record_that_is_written_anew_says_what_it_said_in_its_order() {
    let before = snapshot(EXAMPLE);
    for address in ["regulation:other", "other/first", "kaspersky-ban/inventory"] {
        let removal = remove(&before, &[address]).edit;
        let gone = done(&before, &removal);
        // Not by its bytes: as if nobody knew them.
        let back = done(&snapshot(&gone.text), &removal.inverse());
        let says = |snapshot: &Snapshot| facts(snapshot, &[record(address)]).expect("it is there");
        let (old, new) = (says(&before), says(&snapshot(&back.text)));
        let cells = |facts: &Facts| -> Vec<Record> {
            facts.list.iter().filter(|fact| fact.key.as_ref() == "status").map(|fact| fact.record.clone()).collect()
        };
        assert_eq!(cells(&new), cells(&old), "{address}");
        assert_eq!(new.list.len(), old.list.len(), "{address}");
    }
}

#[test]
fn what_needs_two_records_must_not_become_wrong_by_an_edit() {
    let s = snapshot(EXAMPLE);
    let tried = |edit: &Edit| match trial(&s, edit, &Zone::utc()) {
        Ok(trial) => format!("fine, {} lines", trial.after.text.lines().count()),
        Err(NotAmended::Refused(refusal)) => format!("{} ({})", refusal.message, refusal.hint),
        Err(NotAmended::Clashes(_)) => "clashes".to_string(),
    };
    let milestone = |by: &str| ok(add(&s, &fresh("other/more", &[("title", "T"), ("by", by)])));
    let all = [
        tried(&milestone("2027-01-01")),
        tried(&milestone("10 days after frist")),
        tried(&milestone("10 days after more")),
        tried(&milestone("10 days after kaspersky-ban/isued")),
        tried(&ok(field(&s, "other/later", "calendar", "us-fedral"))),
        tried(&ok(field(&s, "other/later", "opens", "2026-01-01"))),
        tried(&ok(rename(&s, "regulation:kaspersky-ban", "ban"))),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn what_was_wrong_before_stops_no_other_edit() {
    let wrong = EXAMPLE.replace("after kaspersky-ban/no-new", "after kaspersky-ban/now-new");
    let s = snapshot(&wrong);
    let edits = [
        ok(field(&s, "product:kes", "owner", "eve")),
        ok(rename(&s, "regulation:other", "another")),
        remove(&s, &["kaspersky-ban/issued"]).edit,
    ];
    for edit in edits {
        assert!(trial(&s, &edit, &Zone::utc()).is_ok(), "{edit:?}");
    }
}

#[test]
fn products_that_say_more_than_a_line_holds_stand_on_lines_of_their_own() {
    let s = snapshot(EXAMPLE);
    let set = |s: &Snapshot, target: &str, status: Status, given: &Given| {
        let edit = super::given::set(s, &format!("kaspersky-ban/inventory:{target}"), status, given);
        done(s, &ok(edit)).text
    };
    let one = snapshot(&set(&s, "kes", Status::Done, &Given::default()));
    assert_eq!(differing(EXAMPLE, &one.text).lines().count(), 2, "one status is one line, however long");
    let waiting = Given { waiting: Some("the vendor of the engine".into()), ..Given::default() };
    let two = set(&one, "mail-gateway", Status::Blocked, &waiting);
    insta::assert_snapshot!(differing(EXAMPLE, &two));
    let commented = one.text.replace("who: ana}, mail-gateway]", "who: ana}, mail-gateway]   # both");
    assert_ne!(commented, *one.text);
    let stays = set(&snapshot(&commented), "mail-gateway", Status::Blocked, &waiting);
    assert_eq!(differing(&commented, &stays).lines().count(), 2);
}

/// A file with one regulation that has these milestones.
fn milestones(text: &str) -> String {
    format!(
        "duewatch: 1\nzone: UTC\nproducts:\n  kes: {{name: Kes}}\n  hub: {{name: Hub}}\nregulations:\n  r:\n    title: R\n    \
         verified: 2026-01-01\n    milestones:\n{text}"
    )
}

fn removed(text: &str, address: &str) -> Result<String, Refusal> {
    let (s, record) = (snapshot(text), record(address));
    let board = board(&s);
    let facts = facts(&s, &make::concerned(&board, std::slice::from_ref(&record))).expect("it is there");
    make::remove(&facts, &board, &[record]).map(|removal| there_and_back(&s, &removal.edit))
}

#[test]
fn a_date_that_is_written_out_is_no_surer_than_before() {
    let text = milestones(
        "      a: {title: A, by: 2027-Q4}\n      b: {title: B, by: 20 days after a}\n      \
         c: {title: C, by: 20 days after a, certainty: final}\n",
    );
    let after = removed(&text, "r/a").expect("it can go");
    assert!(after.contains("b: {title: B, by: 2027-10-21, certainty: estimated}"), "{after}");
    assert!(after.contains("c: {title: C, by: 2027-10-21, certainty: final}"), "{after}");
}

#[test]
fn a_date_that_cannot_be_told_keeps_what_it_counts_from() {
    let rule = "by: 3 business days after a, calendar: gone";
    let text = milestones(&format!("      a: {{title: A, by: 2027-10-01}}\n      b: {{title: B, {rule}}}\n"));
    let refusal = removed(&text, "r/a").expect_err("the date of b would be lost");
    assert!(refusal.message.contains("'r/b' counts from it"), "{refusal}");
    let text =
        milestones("      a: {title: A, by: 2027-10-01, repeat: yearly}\n      b: {title: B, by: 3 days after a}\n");
    let refusal = removed(&text, "r/a").expect_err("b would no longer repeat");
    assert!(refusal.message.contains("'r/b' repeats with it"), "{refusal}");
}

#[test]
fn what_is_written_out_is_the_date_before_it_was_rolled() {
    // 2 October 2027 is a Saturday: rolled again it comes to the same Monday.
    let rule = "by: 1 day after a, roll: next";
    let text = milestones(&format!("      a: {{title: A, by: 2027-10-01}}\n      b: {{title: B, {rule}}}\n"));
    let after = removed(&text, "r/a").expect("it can go");
    assert!(after.contains("b: {title: B, by: 2027-10-02, roll: next}"), "{after}");
}

#[test]
fn a_product_that_goes_from_a_milestone_goes_from_its_occurrences() {
    let text = milestones(
        "      a:\n        title: A\n        by: 2027-10-01\n        repeat: yearly\n        products: [kes, hub]\n        \
         occurrences:\n          2027-10-01: {kes: done, hub: done}\n",
    );
    let after = removed(&text, "r/a:kes").expect("it can go");
    assert!(after.contains("products: [hub]") && after.contains("2027-10-01: {hub: done}"), "{after}");
}

#[test]
fn a_copy_for_the_next_year_is_not_verified_and_has_a_date_of_its_own() {
    let text = milestones(
        "      a: {title: Under (EU) 2027/1689 in 2027, by: 2027-10-01}\n      b: {title: B, by: 20 days after a}\n      \
         c: {title: C of 2000, by: 2000 hours after a}\n      d: {title: D, by: 3 business days after a, calendar: gone}\n",
    );
    let s = snapshot(&text);
    let board = board(&s);
    let again = |id: &str| {
        let facts = facts(&s, &[record(&format!("r/{id}"))]).expect("it is there");
        make::duplicate(&facts, &board, board.find("r", id).expect("it is there"))
    };
    let written = |id: &str| there_and_back(&s, &ok(again(id)));
    let first = written("a");
    assert!(first.contains("Under (EU) 2027/1689 in 2028"), "{first}");
    assert!(first.contains("by: 2028-10-01") && first.contains("verified: none"), "{first}");
    let second = written("b");
    assert!(second.contains("b-2028:") && second.contains("by: 2028-10-21"), "{second}");
    let third = written("c");
    assert!(third.contains("title: C of 2000") && third.contains("by: 2028-12-23"), "{third}");
    assert!(again("d").expect_err("its date is not known").message.contains("its calendar is not there"));
}

#[test]
fn products_with_a_status_do_not_go_with_a_list() {
    let s = snapshot(EXAMPLE);
    let refusal = field(&s, "kaspersky-ban/no-new-agreements", "products", "kes").expect_err("mail is blocked");
    assert!(refusal.message.contains("mail-gateway' has a status of its own"), "{refusal}");
    assert!(field(&s, "kaspersky-ban/no-new-agreements", "products", "").is_err());
}

#[test]
fn an_item_of_a_list_goes_alone_and_keeps_its_neighbours_as_they_are() {
    let text = "duewatch: 1\nregulations:\n  r:\n    title: R\n    tags:\n      - one\n      - 'two' # keep me\n      - three\n    \
                source:\n      - https://a.eu # first\n      # and me\n      - 'https://b.eu'\n";
    let s = snapshot(text);
    let one = there_and_back(&s, &ok(field(&s, "regulation:r", "tags", "two, three")));
    assert_eq!(one, text.replace("      - one\n", ""));
    let other = there_and_back(&s, &ok(field(&s, "regulation:r", "source", "https://c.eu, https://b.eu")));
    assert_eq!(other, text.replace("https://a.eu", "https://c.eu"));
    assert!(field(&s, "regulation:r", "source", "not an address").is_err());
    assert!(field(&s, "file", "views.x", "bogus:(").is_err());
}

#[test]
fn the_first_product_comes_before_the_regulations_that_name_it() {
    let text = "duewatch: 1\nzone: Europe/Brussels\n\n# What the law says.\nregulations:\n  law:\n    title: Law\n    milestones:\n      one: {title: One, at: 2027-01-01}\n";
    let snapshot = snapshot(text);
    let product = add(&snapshot, &fresh("product:kes", &[("name", "Endpoint")])).expect("an edit");
    let written = done(&snapshot, &product).text;
    let (products, comment) = (written.find("products:"), written.find("# What the law says.\nregulations:"));
    assert!(products.is_some() && products < comment, "{written}");
    // Together with a milestone at the end of the file: the two are written in one edit.
    let between = super::given::snapshot(&written);
    let milestone = add(&between, &fresh("law/two", &[("title", "Two"), ("by", "2027-02-01"), ("products", "kes")]));
    let mut changes = product.changes;
    changes.extend(milestone.expect("an edit").changes);
    let both = done(&snapshot, &Edit { changes, ..product }).text;
    assert!(both.contains("title: Two") && both.find("products:") < both.find("regulations:"), "{both}");
}
