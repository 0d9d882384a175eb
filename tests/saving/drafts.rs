//! Drafts: edits that wait for a disk that takes them.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use duewatch::disk::{DRAFTS, Draft, Drafts, Intent, was_saved};
use duewatch::domain::edit::Facts;
use duewatch::domain::unfinished::Unfinished;

use super::desk::{author, desk, now, set};

#[test]
fn a_draft_is_kept_found_and_forgotten() {
    let (one, two) = (desk(1), desk(1));
    let root = tempfile::tempdir().expect("a directory");
    let drafts = Drafts::at(&root.path().join("state/drafts"));
    let draft = |file: &std::path::Path, intent| Draft {
        v: 1,
        file: file.into(),
        intent,
        time: now(),
        author: author("ana"),
        why: "the disk is full".into(),
    };
    assert!(drafts.list(&one.file).expect("no drafts").0.is_empty());
    let edit = draft(&one.file, Intent::Edit(set(0, "open", "done")));
    let first = drafts.keep(&edit).expect("a draft");
    let id = first.id().to_string();
    // Whoever keeps them may still save them: another window must not offer them.
    assert!(first.is_locked() && drafts.list(&one.file).expect("drafts").0.is_empty());
    drop(first);
    drop(drafts.keep(&draft(&one.file, Intent::Undo)).expect("a draft"));
    drop(drafts.keep(&draft(&two.file, Intent::Redo)).expect("a draft"));
    let (mut kept, unreadable) = drafts.list(&one.file).expect("drafts");
    assert_eq!((kept.len(), unreadable), (2, 0));
    assert_eq!(kept.first().map(|kept| (kept.id(), &kept.draft)), Some((&*id, &edit)));
    assert!(drafts.list(&one.file).expect("drafts").0.is_empty(), "whoever found them has them");
    let first = kept.remove(0);
    drop(kept);
    // A link to the file finds them too.
    let link = root.path().join("link.yaml");
    std::os::unix::fs::symlink(&one.file, &link).expect("a link");
    assert_eq!(drafts.list(&link).expect("drafts").0.len(), 1);
    let mode = fs::metadata(root.path().join("state/drafts").join(&id)).expect("the draft").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    drafts.forget(&first).expect("a removal");
    drafts.forget(&first).expect("once more");
    drop(first);
    assert_eq!(drafts.list(&one.file).expect("drafts").0.len(), 1);
    fs::write(root.path().join("state/drafts").join(&id), "{").expect("a broken draft");
    assert_eq!(drafts.list(&one.file).expect("drafts").1, 1);
}

#[test]
fn drafts_have_a_bound_and_a_directory_that_cannot_be_is_said() {
    let desk = desk(1);
    let root = tempfile::tempdir().expect("a directory");
    let drafts = Drafts::at(root.path());
    let (file, why) = (desk.file.clone(), "no".to_string());
    let draft = Draft { v: 1, file, intent: Intent::Undo, time: now(), author: author("ana"), why };
    for _ in 0..DRAFTS {
        drafts.keep(&draft).expect("a draft");
    }
    let error = drafts.keep(&draft).expect_err("one too many");
    assert!(error.message.contains("64 drafts"), "{}", error.message);
    let blocked = root.path().join("a file");
    fs::write(&blocked, "").expect("a file");
    let error = Drafts::at(&blocked.join("drafts")).keep(&draft).expect_err("no directory");
    assert!(error.message.contains("cannot be kept") && !error.hint.is_empty(), "{}", error.message);
}

#[test]
fn a_draft_of_an_edit_that_was_saved_after_all_is_known() {
    let desk = desk(2);
    let (edit, other) = (set(0, "open", "done"), set(1, "open", "done"));
    assert_eq!(was_saved(&desk.file, &edit, &author("ana"), now()).ok(), Some(false));
    desk.save(edit.clone()).expect("a save");
    assert_eq!(was_saved(&desk.file, &edit, &author("ana"), now()).ok(), Some(true));
    assert_eq!(was_saved(&desk.file, &edit, &author("ben"), now()).ok(), Some(false));
    assert_eq!(was_saved(&desk.file, &other, &author("ana"), now()).ok(), Some(false));
    let later = now() + chrono::TimeDelta::seconds(1);
    assert_eq!(was_saved(&desk.file, &edit, &author("ana"), later).ok(), Some(false));
}

fn typed(text: &str) -> Unfinished {
    Unfinished {
        dialog: "note".into(),
        record: "r/m0".parse().expect("an address"),
        about: Vec::new(),
        fields: vec![("text".into(), text.into())],
        facts: Facts::default(),
        begun: now().to_utc(),
    }
}

#[test]
fn a_typed_text_is_rewritten_in_place_and_found_only_when_its_program_is_gone() {
    let desk = desk(1);
    let root = tempfile::tempdir().expect("a directory");
    let drafts = Drafts::at(&root.path().join("state/drafts"));
    assert!(drafts.texts(&desk.file).expect("no directory yet").is_empty());
    let mut kept = drafts.keep_text(&desk.file, &typed("one")).expect("a text");
    drafts.rewrite_text(&mut kept, &desk.file, &typed("one two \u{1b} é\n")).expect("a text");
    let files = || -> Vec<_> {
        let entries = fs::read_dir(drafts.directory()).expect("a directory");
        entries.map(|entry| entry.expect("an entry").path()).collect()
    };
    let [path] = files().try_into().expect("one file, and no half");
    assert_eq!(fs::metadata(&path).expect("the text").permissions().mode() & 0o777, 0o600);
    // Another window on the same file must not offer it, and edits are another matter.
    assert!(kept.is_locked() && drafts.texts(&desk.file).expect("texts").is_empty());
    let (edits, unreadable) = drafts.list(&desk.file).expect("drafts");
    assert_eq!((edits.len(), unreadable), (0, 0));
    drop(kept);
    // Killed while it wrote the next state.
    fs::write(path.with_file_name(format!(".{}.half", path.file_name().expect("a name").to_string_lossy())), "{")
        .expect("a half");
    let mut found = drafts.texts(&desk.file).expect("texts");
    assert_eq!(files().len(), 1, "the half is gone");
    let kept = found.pop().expect("a text");
    assert_eq!((kept.text.field("text"), found.len()), ("one two \u{1b} é\n", 0));
    assert!(drafts.texts(&desk.file).expect("texts").is_empty(), "whoever found it has it");
    drafts.forget_text(&kept).expect("a removal");
    drafts.forget_text(&kept).expect("once more");
    assert!(files().is_empty());
}

#[test]
fn a_typed_text_that_cannot_be_read_stays_and_the_others_are_found() {
    let (one, two) = (desk(1), desk(1));
    let root = tempfile::tempdir().expect("a directory");
    let drafts = Drafts::at(root.path());
    let first = drafts.keep_text(&one.file, &typed("one")).expect("a text");
    let path = fs::read_dir(root.path()).expect("a directory").next().expect("a text").expect("an entry").path();
    drop(first);
    drop(drafts.keep_text(&one.file, &typed("two")).expect("a text"));
    drop(drafts.keep_text(&two.file, &typed("elsewhere")).expect("a text"));
    fs::write(&path, "{").expect("a broken text");
    let found = drafts.texts(&one.file).expect("texts");
    assert_eq!(found.iter().map(|kept| kept.text.field("text")).collect::<Vec<_>>(), ["two"]);
    assert!(path.exists());
    let blocked = root.path().join("a file");
    fs::write(&blocked, "").expect("a file");
    let error = Drafts::at(&blocked.join("drafts")).keep_text(&one.file, &typed("x")).expect_err("no directory");
    assert!(error.message.contains("what is typed cannot be kept") && !error.hint.is_empty(), "{}", error.message);
}

#[test]
fn typed_texts_have_a_bound_and_halves_are_swept() {
    let desk = desk(1);
    let root = tempfile::tempdir().expect("a directory");
    let drafts = Drafts::at(root.path());
    let kept: Vec<_> = (0..DRAFTS).map(|_| drafts.keep_text(&desk.file, &typed("x")).expect("a text")).collect();
    let error = drafts.keep_text(&desk.file, &typed("x")).expect_err("one too many");
    assert!(error.message.contains("64 typed texts"), "{}", error.message);
    let name = fs::read_dir(root.path()).expect("a directory").next().expect("a text").expect("an entry").file_name();
    let half = root.path().join(format!(".{}.half", name.to_string_lossy()));
    let file = fs::File::create(&half).expect("a half");
    let _ = drafts.texts(&desk.file).expect("texts");
    assert!(half.exists(), "somebody may be writing it");
    file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(7200)).expect("a time");
    let _ = drafts.texts(&desk.file).expect("texts");
    assert!(!half.exists() && kept.len() == DRAFTS);
}
