//! What is being typed outlives the program: when it is kept, when it is forgotten, and how it is offered.

use std::time::Duration;

use duewatch::app::command::Context;
use duewatch::app::effect::Effect;
use duewatch::app::message::Message;
use duewatch::app::overlay::Overlay;
use duewatch::app::saving::{Intent, NotSaved};
use duewatch::app::wake::next_wake;
use duewatch::domain::edit::{Refusal, Why};
use duewatch::domain::status::Status;
use duewatch::domain::unfinished::Unfinished;

use super::dates::chain;
use super::editing::{edits, on, on_in};
use super::given::{Program, SMALL, given};
use super::notes::on_art5;

/// What the program last asked to be kept; none: it did not ask.
fn asked(program: &Program) -> Option<Vec<Unfinished>> {
    let texts = |effect: &Effect| if let Effect::KeepTexts(texts) = effect { Some(texts.clone()) } else { None };
    program.effects.iter().find_map(texts)
}

/// The texts that were asked to be kept, each by its first field that is no word of ours.
#[track_caller]
fn kept(program: &Program) -> Vec<String> {
    let texts = asked(program).expect("texts are asked to be kept");
    texts.iter().map(|text| text.fields.iter().map(|(_, typed)| typed.as_str()).collect::<Vec<_>>().join("|")).collect()
}

/// What the open dialog would leave behind.
#[track_caller]
fn left(program: &Program) -> Unfinished {
    program.state.typing.now.last().cloned().expect("something is typed")
}

/// Starts the program on a file where texts of last time are found.
pub fn found(text: &str, texts: &[Unfinished]) -> Program {
    given(text).send(Message::TextsFound(texts.to_vec()))
}

pub fn note() -> Unfinished {
    left(&on_art5().keys("n").types(" and more"))
}

pub fn status() -> Unfinished {
    left(&on("ca-drop/coarse").keys("s a").types("we wait").keys("tab").types("x"))
}

fn date() -> Unfinished {
    let dialog = on("eu-ai/art5").keys("d").types("2027-01-15").keys("tab").types("Reg. 1").keys("tab");
    left(&dialog.types("today"))
}

/// A text of each dialog.
fn every() -> [Unfinished; 10] {
    let marked = || on("ca-drop/today").keys("v j v");
    [
        note(),
        status(),
        date(),
        left(&on("ca-drop/coarse").keys("e").types("Other ").keys("tab").types("x")),
        left(&on("eu-ai/art5").keys("R").types("Other ")),
        left(&on("ca-drop/coarse").keys("a").types("Audit hub by:2027-01-01")),
        left(&on("ca-drop/coarse").keys("a").types("Audit by:2027-01-01").keys("tab").types("mia")),
        left(&on("ca-drop/coarse").keys("A").types("Mail gateway")),
        left(&marked().keys("s b").types("the vendor")),
        left(&marked().keys("O").types("mia")),
    ]
}

#[test]
fn the_first_letter_is_kept_at_once_and_the_next_ones_once_a_second() {
    // No row of this file tells seconds.
    let program = given(&chain()).keys("G").keys("n");
    assert_eq!(asked(&program), None, "nothing is typed");
    let mut program = program.types("a");
    assert_eq!(kept(&program), ["a"]);
    let mut count = 0;
    for _ in 0..50 {
        program = program.after(100);
        count += usize::from(asked(&program).is_some());
        program = program.types("b");
        count += usize::from(asked(&program).is_some());
    }
    assert!((4..=5).contains(&count), "{count} in five seconds");
    // What is left over comes by itself.
    let wake = next_wake(&program.state).expect("a wake");
    assert!(wake <= Duration::from_secs(1), "{wake:?}");
    let program = program.drawn().after(1000);
    assert_eq!(kept(&program), [format!("a{}", "b".repeat(50))]);
    assert!(!program.state.needs_draw, "nothing that is seen changes");
    // And then nothing: the next minute alone wakes the program.
    let program = program.after(2000);
    assert_eq!((asked(&program), program.state.typing.due), (None, None));
    let wake = next_wake(&program.state);
    assert!(wake > Some(Duration::from_secs(20)), "{wake:?}");
}

#[test]
fn moving_about_and_reading_keep_nothing() {
    let program = on_art5().keys("n left left up esc").keys("s p").after(3000).keys("s d tab tab esc d tab esc");
    assert_eq!(program.state.typing.now, []);
    let program = program.keys("/").types("act").keys("enter ? x esc").after(3000);
    assert_eq!(asked(&program), None);
}

#[test]
fn what_is_dropped_after_it_was_asked_is_forgotten_at_once() {
    let program = on_art5().keys("n").types("a").keys("esc y");
    assert_eq!(asked(&program), Some(Vec::new()));
    let program = on("ca-drop/coarse").keys("s b").types("them").keys("esc y");
    assert_eq!(asked(&program), Some(Vec::new()));
    // Deleted again: nothing is left to be kept.
    let program = on_art5().keys("n a backspace");
    assert_eq!(asked(&program), Some(Vec::new()));
}

#[test]
fn a_text_is_forgotten_once_its_edit_is_saved_and_not_before() {
    let program = on_art5().keys("n").types("a").keys("ctrl-s");
    assert_eq!((edits(&program.effects), asked(&program)), (1, None), "kept as it was");
    let program = program.after(5000);
    assert_eq!(asked(&program), None);
    let program = program.saved();
    assert_eq!(asked(&program), Some(Vec::new()));
    // The last letters before it are kept too.
    let program = on_art5().keys("n").types("abc").keys("ctrl-s").after(1000);
    assert!(kept(&program).concat().ends_with("abc"));
}

#[test]
fn a_text_whose_edit_failed_goes_once_the_edit_is_kept_in_its_place() {
    let program = on_art5().keys("n").types("a").keys("ctrl-s").disk_full();
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::Keep(edits) if edits.len() == 1)));
    assert_eq!(asked(&program), None, "the edit may not be on the disk yet");
    let nowhere = Message::Kept(None);
    let lost = on_art5().keys("n").types("a").keys("ctrl-s").disk_full().send(nowhere).after(2000);
    assert_eq!(asked(&lost), None, "it could not be kept: the text stays");
    let program = program.send(Message::Kept(Some("/state".into())));
    assert_eq!(asked(&program), Some(Vec::new()));
    // An answer of an earlier time is none.
    let program = on("ca-drop/coarse").keys("space").disk_full().send(Message::Kept(Some("/state".into())));
    let mut program = on_in(program, "eu-ai/art5").keys("n").types("a").keys("ctrl-s");
    assert_eq!(asked(&program), None);
    program = program.send(Message::Kept(Some("/state".into())));
    assert_eq!(asked(&program), Some(Vec::new()));
}

#[test]
fn a_file_that_was_partly_broken_at_the_start_is_asked_about_once_it_is_repaired() {
    let broken = SMALL.replace("  fips:\n", "  fips: [\n");
    let program = given(&broken);
    assert!(!program.effects.contains(&Effect::FindDrafts));
    let program = program.reads(SMALL);
    assert!(program.effects.contains(&Effect::FindDrafts), "{:?}", program.effects);
    let other = SMALL.replace("title: A small company", "title: A smaller company");
    assert!(!program.reads(&other).effects.contains(&Effect::FindDrafts), "once");
}

#[test]
fn a_note_that_was_refused_is_typed_on_and_kept() {
    let program = on_art5().keys("n").types("a").keys("ctrl-s");
    let ticket = program.saves.front().expect("an edit").ticket;
    let refusal = Refusal::new(Why::Unproved, "this cannot be edited here", "");
    let program = program.not_saved(ticket, NotSaved::Refused(refusal, None)).after(2000);
    assert!(left(&program).field("text").ends_with('a'));
    assert_eq!(program.state.typing.left().len(), 1);
}

#[test]
fn a_note_of_last_time_is_offered_and_goes_on_with_the_very_text() {
    let program = found(SMALL, &[note()]).effects(&[]);
    let program = program.shows("You were typing a note on New Art. 5 prohibitions apply: and more");
    let program = program.shows("T goes on or drops it").keys("T").cursor_on("eu-ai/art5");
    assert_eq!(program.state.context(), Context::Note);
    let program = program.shows("`required` and more").hides("You were typing");
    assert_eq!((asked(&program), left(&program)), (None, note()), "it stays kept as it is");
    let program = program.types("!").keys("ctrl-s").saved();
    assert!(program.text().contains("`required` and more!"));
    assert_eq!(asked(&program), Some(Vec::new()));
}

#[test]
fn a_status_of_last_time_goes_on_with_its_fields() {
    let program = found(SMALL, &[status()]).shows("You were typing a status of AdGraph / Audit rules");
    let program = program.shows(": we wait, anax").keys("T").cursor_on("ca-drop/coarse");
    let program = program.shows("AdGraph: accepted").shows("we wait").shows("anax").shows("2026-11-23");
    let program = program.keys("enter").status("ca-drop/coarse:ads", Status::Accepted).saved();
    let text = program.text();
    assert!(text.contains("{status: accepted, who: anax, reason: we wait, since: 2026-11-23}"), "{text}");
}

#[test]
fn a_date_of_last_time_goes_on_with_its_fields() {
    let program = found(SMALL, &[date()]).shows("You were typing a new date of New Art. 5").keys("T");
    let program = program.shows("Move: New Art. 5").shows("Friday 15 January 2027").shows("Reg. 1").shows("today");
    let program = program.keys("enter");
    assert_eq!(edits(&program.effects), 1);
    let correction = left(&on("eu-ai/art5").keys("d ctrl-t backspace").types("9"));
    found(SMALL, &[correction]).keys("T").shows("Correct: New Art. 5").shows("2026-12-09");
}

#[test]
fn what_goes_on_can_be_left_once_more() {
    let program = found(SMALL, &[status()]).keys("T").types("y");
    let [text] = program.state.typing.left().try_into().expect("one text");
    assert!(text.is_of_one_piece_with(&status()) && text.field("reason").starts_with("we wait"));
    let asked_again = program.keys("esc").shows("drop what you typed?").keys("y");
    assert_eq!(asked(&asked_again), Some(Vec::new()));
}

#[test]
fn what_somebody_else_wrote_meanwhile_is_a_clash() {
    let theirs = SMALL.replace("Vendor letter `required`", "Vendor letter is here");
    let program = found(&theirs, &[note()]).keys("T").shows("`required` and more").shows("somebody else changed this");
    let program = program.keys("ctrl-s").saved_on(&theirs).shows("Changed on disk too");
    program.keys("enter").shows("theirs").shows("mine");
    let theirs = SMALL.replace("        products: ads\n", "        products: {ads: in-progress}\n");
    found(&theirs, &[status()]).keys("T enter").saved_on(&theirs).shows("Changed on disk too");
}

#[test]
fn what_was_saved_before_it_could_be_forgotten_is_not_offered() {
    let saved = on_art5().keys("n").types(" and more").keys("ctrl-s").saved().text();
    let program = found(&saved, &[note()]).hides("You were typing");
    assert_eq!(asked(&program), Some(Vec::new()));
    let saved = on("ca-drop/coarse").keys("s a").types("we wait").keys("tab").types("x").keys("enter").saved().text();
    found(&saved, &[status()]).hides("You were typing");
    let moved = on("eu-ai/art5").keys("d").types("2027-01-15").keys("tab").types("Reg. 1").keys("tab").types("today");
    let moved = moved.keys("enter").saved().text();
    found(&moved, &[date()]).hides("You were typing");
}

#[test]
fn several_texts_are_offered_one_after_the_other_the_newest_first() {
    let program = found(SMALL, &[note(), status()]).shows("You were typing 2 texts, last a status of AdGraph / Audit");
    // Thrown away where it is seen, as anything that is typed.
    let program = program.keys("T").shows("we wait").keys("esc").shows("drop what you typed?").keys("y");
    assert_eq!(kept(&program).len(), 1);
    let program = program.shows("You were typing a note on New Art. 5").keys("T esc y").hides("You were typing");
    assert_eq!(asked(&program), Some(Vec::new()));
    // Going on with one leaves the other where it is.
    let program = found(SMALL, &[note(), status()]).keys("T").types("z").after(2000);
    assert_eq!(program.state.typing.left().len(), 2);
}

#[test]
fn edits_and_texts_of_last_time_are_both_within_reach_in_any_order() {
    let draft = on("ca-drop/coarse").keys("space").state.edits.unsettled();
    let both = || {
        let edits = draft.clone();
        found(SMALL, &[note()]).send(Message::DraftsFound { edits, kept_in: "/state".into() })
    };
    let program = both().shows("1 edit was not saved last time").shows("r applies  X throws away");
    let program = program.shows("You were typing a note on New Art. 5").shows("T goes on or drops it");
    let text_first = program.keys("T").shows("`required` and more").keys("ctrl-s").saved().keys("r").saved();
    text_first.status("ca-drop/coarse:ads", Status::InProgress).hides("last time").hides("You were typing");
    let edits_first = both().keys("r").saved().keys("T").shows("`required` and more");
    edits_first.status("ca-drop/coarse:ads", Status::InProgress).hides("last time");
    both().keys("X X").hides("last time").shows("You were typing").keys("T esc y").hides("You were typing");
    // A disk that takes nothing stands in nobody's way.
    both().keys("r").disk_full().shows("Not saved: ").keys("T").shows("`required` and more");
}

#[test]
fn a_text_whose_record_is_gone_is_shown_copied_or_thrown_away() {
    let gone = SMALL.replace("      art5:\n", "      art6:\n");
    let program = found(&gone, &[note()]).shows("You were typing a note on eu-ai/art5: and more").keys("T");
    assert_eq!(program.state.context(), Context::Stray);
    let program = program.shows("'eu-ai/art5'").shows("`required` and more").keys("esc").shows("You were typing");
    // The cursor says where it goes.
    let program = program.keys("home").cursor_on("fips/historical").keys("T");
    let program = program.shows("n copies it into the note of: 140-2 certificates historical").keys("n");
    assert_eq!(program.state.context(), Context::Note);
    let program = program.shows("140-2 certificates historical").shows("`required` and more").keys("ctrl-s");
    let Some(Effect::Save(save)) = program.effects.first() else { panic!("{:?}", program.effects) };
    let Intent::Edit(edit) = &save.intent else { panic!("{save:?}") };
    assert!(edit.changes.iter().all(|change| change.record.to_string() == "fips/historical"));
    // It stays until it is thrown away.
    let program = program.saved().shows("You were typing").keys("T X").shows("X once more").shows("required");
    let program = program.keys("X").shows("thrown away").hides("You were typing");
    assert_eq!(asked(&program), Some(Vec::new()));
}

#[test]
fn a_form_whose_obligation_is_gone_says_all_its_fields() {
    let gone = SMALL.replace("        products: ads\n", "        products: hub\n");
    let program = found(&gone, &[status()]).keys("T").shows("reason").shows("we wait").shows("who        anax");
    let program = program.shows("'ca-drop/coarse:ads' is no longer in the file").keys("esc home T n");
    program.shows("reason: we wait").shows("status: accepted");
    // A dialog of another version is shown too.
    let other = Unfinished { dialog: "wish".into(), ..status() };
    found(SMALL, &[other]).shows("You were typing wish of").keys("T").shows("no dialog 'wish'").shows("we wait");
}

#[test]
fn a_long_text_without_its_record_scrolls() {
    let gone = SMALL.replace("      art5:\n", "      art6:\n");
    let mut long = note();
    long.fields = vec![("text".into(), (0..60).map(|n| format!("line {n}\n")).collect::<Vec<_>>().concat())];
    let program = found(&gone, &[long]).sized(80, 24).keys("T").shows("line 3").hides("line 59");
    program.keys("G").shows("line 59").keys("pgup pgup pgup k home").shows("line 3");
}

#[test]
fn what_cannot_be_kept_is_said_once() {
    let why = || Err("what is typed cannot be kept in '/state': the disk is full: save it first".to_string());
    let program = on_art5().keys("n").types("a").send(Message::TextsKept(why())).shows("cannot be kept in '/state'");
    let program = program.after(21_000).hides("cannot be kept").send(Message::TextsKept(why())).hides("cannot be kept");
    let program = program.send(Message::TextsKept(Ok(()))).send(Message::TextsKept(why())).shows("cannot be kept");
    assert_eq!(program.state.context(), Context::Note, "and typing goes on");
}

#[test]
fn every_dialog_comes_back_as_it_was() {
    let cell = left(&on("eu-ai/art5").keys("tab n").types("ask them"));
    assert_eq!(cell.record.to_string(), "eu-ai/art5:ads");
    for text in every().into_iter().chain([cell]) {
        let program = found(SMALL, std::slice::from_ref(&text)).keys("T");
        // Its end: a long one is scrolled.
        let first = text.fields.first().map_or("", |(_, typed)| typed.trim_end());
        let shown: String = first.chars().skip(first.chars().count().saturating_sub(6)).collect();
        for (columns, rows) in [(40, 12), (80, 24), (200, 60)] {
            let screen = found(SMALL, std::slice::from_ref(&text)).sized(columns, rows).keys("T").screen();
            assert!(screen.contains(&shown), "{shown:?} of {text:?}\n{screen}");
        }
        let dialog = program.state.overlay.as_ref().and_then(Overlay::typed).expect("a dialog");
        assert!(dialog.is_changed());
        assert_eq!(dialog.unfinished(text.begun), text);
    }
}

#[test]
fn a_text_is_the_same_after_it_was_written_down() {
    for text in every() {
        let json = serde_json::to_string(&text).expect("JSON");
        assert_eq!(serde_json::from_str::<Unfinished>(&json).expect("a text"), text);
    }
}

#[test]
fn where_nothing_can_be_written_the_offer_says_why_and_stays() {
    let program = found(SMALL, &[note()]).reads("duewatch: [").keys("T").shows("the file is broken on disk");
    program.reads(SMALL).keys("T").shows("`required` and more");
    given(SMALL).keys("T").effects(&[]).shows("nothing was being typed last time");
}

#[test]
fn what_was_typed_stays_kept_under_the_list_of_what_comes_of_it() {
    for (keys, typed) in [("s b", "the vendor"), ("O", "mia"), ("#", "eu")] {
        let program = on("ca-drop/today").keys("v j v").keys(keys).types(typed).after(2000).keys("enter");
        assert_eq!(asked(&program), None, "{keys}");
        assert_eq!(program.state.context(), Context::Review, "{keys}");
        assert_eq!(left(&program).fields.first().map(|(_, text)| text.as_str()), Some(typed));
        let program = program.keys("esc").after(2000);
        assert_eq!((asked(&program), program.state.typing.now.len()), (None, 1), "{keys}: it is typed on");
        let program = program.keys("enter enter").after(2000);
        assert_eq!((asked(&program), program.state.typing.now.len()), (None, 0), "{keys}: not saved yet");
        assert_eq!(asked(&program.saved()), Some(Vec::new()), "{keys}");
    }
}

#[test]
fn a_form_and_its_note_are_both_kept() {
    let program = on("eu-ai/art5").keys("e").types("Mine ").keys("pgdn");
    let notes = |program: &Program| matches!(&program.state.overlay, Some(Overlay::Sheet(sheet)) if sheet.is_on_note());
    let mut program = program;
    for _ in 0..60 {
        if !notes(&program) {
            program = program.keys("tab");
        }
    }
    let program = program.keys("enter").types("Typed in the note").after(2000);
    let dialogs: Vec<&str> = program.state.typing.now.iter().map(|text| text.dialog.as_str()).collect();
    assert_eq!(dialogs, ["fields", "note"]);
    assert_eq!(kept(&program).len(), 2);
    // The note is saved: the form goes on.
    let program = program.keys("ctrl-s").saved().after(2000);
    assert_eq!(program.state.typing.left().len(), 1);
    let both: Vec<Unfinished> = {
        let program = on("eu-ai/art5").keys("n").types(" and more");
        vec![left(&on("eu-ai/art5").keys("e").types("Mine ")), left(&program)]
    };
    found(SMALL, &both).keys("T").shows("and more").keys("ctrl-s").saved().keys("T").shows("Mine ");
}

#[test]
fn a_line_that_goes_on_in_its_form_is_kept_as_that() {
    let program = on("ca-drop/coarse").keys("a").types("Audit by:2027-01-01").keys("tab").after(2000);
    let [text] = program.state.typing.left().try_into().expect("one text");
    assert_eq!((text.dialog.as_str(), text.field("title"), text.field("date")), ("fields", "Audit", "2027-01-01"));
    let program = program.keys("ctrl-s");
    assert_eq!(asked(&program.saved()), Some(Vec::new()));
}

#[test]
fn each_dialog_of_last_time_can_be_saved() {
    for text in every() {
        let mut program = found(SMALL, std::slice::from_ref(&text)).keys("T ctrl-s");
        // Of many rows it is listed first what will change.
        for _ in 0..2 {
            if program.saves.is_empty() {
                program = program.keys("enter");
            }
        }
        assert_eq!(program.saves.len(), 1, "{text:?}\n{}", program.screen());
        let program = program.saved().hides("You were typing");
        assert_eq!(asked(&program), Some(Vec::new()), "{text:?}");
    }
}

#[test]
fn rows_of_last_time_are_those_that_are_still_there() {
    let text = left(&on("ca-drop/today").keys("v j v").keys("O").types("mia"));
    assert_eq!(text.about("rows"), Some("eu-ai/art5 ca-drop/today"));
    let one = SMALL.replace("      today:\n", "      tomorrow:\n");
    let program = found(&one, std::slice::from_ref(&text)).shows("You were typing owner of 1 marked row: mia");
    let program = program.keys("T enter enter");
    assert_eq!(program.saves.len(), 1, "{}", program.screen());
    let none = one.replace("      art5:\n", "      art6:\n");
    found(&none, &[text]).keys("T").shows("none of its rows is in the file any more").shows("mia");
}

#[test]
fn a_dialog_whose_text_is_kept_opens_with_it() {
    let at = |program: Program, address: &str| {
        let (regulation, milestone) = address.split_once('/').expect("an address");
        let number = program.state.source.board.as_ref().expect("a board").find(regulation, milestone);
        let mut program = program;
        program.state.list.put_on(number.map(duewatch::app::arrange::Pick::Milestone));
        program
    };
    let program = at(found(SMALL, &[note()]), "eu-ai/art5").keys("n");
    let program = program.shows(" and more").shows("typed before and not saved; begun 14:05").hides("T goes on");
    assert!(program.state.typing.offered.is_empty());
    // It is kept as before: until it is saved or dropped.
    assert_eq!(program.state.typing.now.len(), 1);
    program.keys("ctrl-s").saved_on(SMALL).shows("note");
    let fields = left(&on("ca-drop/coarse").keys("e").types("Other "));
    at(found(SMALL, &[fields]), "ca-drop/coarse").keys("e").shows("Other ").shows("typed before and not saved");
    at(found(SMALL, &[date()]), "eu-ai/art5").keys("d").shows("Reg. 1").shows("typed before and not saved");
    at(found(SMALL, &[status()]), "ca-drop/coarse").keys("s a").shows("we wait").shows("typed before and not saved");
    // Another record, another status, another dialog: nothing of it.
    let other = at(found(SMALL, &[note()]), "ca-drop/coarse").keys("n").hides("required` and more").hides("not saved");
    assert_eq!(other.state.typing.offered.len(), 1);
    at(found(SMALL, &[status()]), "ca-drop/coarse").keys("s b").shows("AdGraph: blocked").hides("not saved");
    at(found(SMALL, &[note()]), "eu-ai/art5").keys("e").hides("required` and more");
}
