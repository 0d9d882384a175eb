//! What is kept for the next start: edits that are not saved, and texts that are being typed.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::saver::Desk;
use crate::disk::{self, Draft, Drafts, Kept, KeptText};
use crate::domain::edit::Edit;
use crate::domain::text::clean;
use crate::domain::unfinished::Unfinished;

/// What is on the disk, with what names it. At most [`disk::DRAFTS`] of each sort of this run, and those found.
#[derive(Debug)]
pub struct Shelf {
    /// Where things are kept; none: nowhere, there is no home directory.
    drafts: Option<Drafts>,
    lying: Mutex<Lying>,
    /// The first list of edits, and of texts, that knows what was found of last time: an older one does not name it, and
    /// must not make it go.
    knowing: [AtomicU64; 2],
}

#[derive(Debug, Default)]
struct Lying {
    edits: Vec<Lain<(Edit, Kept)>>,
    texts: Vec<Lain<KeptText>>,
    /// The newest list of edits, and of texts, that was carried out.
    lists: [u64; 2],
}

/// Something that lies there, and since when.
#[derive(Debug)]
struct Lain<T> {
    it: T,
    is_of_last_time: bool,
}

/// A sort of things that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Edits that are not saved.
    Edits,
    /// Texts that are being typed.
    Texts,
}

impl Shelf {
    /// Makes a shelf over what lies in a directory.
    pub fn new(drafts: Option<Drafts>) -> Self {
        let never = || AtomicU64::new(u64::MAX);
        Self { drafts, lying: Mutex::default(), knowing: [never(), never()] }
    }

    /// Notes that whoever makes lists was told what was found: lists from this number on name it, or mean it to go.
    pub fn told(&self, sort: Sort, from: u64) {
        let [edits, texts] = &self.knowing;
        let cell = if sort == Sort::Edits { edits } else { texts };
        cell.store(from, Ordering::Release);
    }

    fn knows(&self, sort: Sort, list: u64) -> bool {
        let [edits, texts] = &self.knowing;
        let cell = if sort == Sort::Edits { edits } else { texts };
        list >= cell.load(Ordering::Acquire)
    }

    fn lying(&self) -> MutexGuard<'_, Lying> {
        self.lying.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the drafts be these, unless a newer list was carried out already; returns where they are, or none where one
    /// could not be kept.
    pub fn put(&self, desk: &Desk, list: u64, edits: &[Edit]) -> Option<String> {
        let drafts = self.drafts.as_ref()?;
        let mut lying = self.lying();
        let [newest, _] = &mut lying.lists;
        if list < *newest {
            return Some(place_of(drafts));
        }
        *newest = list;
        let mut old = std::mem::take(&mut lying.edits);
        let mut missing = Vec::new();
        for edit in edits {
            match old.iter().position(|kept| kept.it.0 == *edit) {
                Some(at) => lying.edits.push(old.swap_remove(at)),
                None => missing.push(edit),
            }
        }
        // New ones first: nothing is forgotten before what takes its place is safe.
        let mut is_whole = true;
        for edit in missing {
            match drafts.keep(&draft_of(desk, edit)) {
                Ok(kept) => lying.edits.push(Lain { it: (edit.clone(), kept), is_of_last_time: false }),
                Err(_) => is_whole = false,
            }
        }
        for kept in old {
            if kept.is_of_last_time && !self.knows(Sort::Edits, list) {
                lying.edits.push(kept);
            } else {
                let _ = drafts.forget(&kept.it.1);
            }
        }
        is_whole.then(|| place_of(drafts))
    }

    /// Finds the drafts of last time that no other window holds; none where there are none.
    pub fn find(&self, desk: &Desk) -> Option<(Vec<Edit>, String)> {
        let drafts = self.drafts.as_ref()?;
        let (found, _) = drafts.list(&desk.file).ok()?;
        let mut lying = self.lying();
        let mut edits = Vec::new();
        for kept in found {
            // Where nothing can be locked, our own are found too.
            if lying.edits.iter().any(|own| own.it.1.id() == kept.id()) {
                continue;
            }
            let disk::Intent::Edit(edit) = kept.draft.intent.clone() else { continue };
            // Killed between saving it and forgetting the draft: done twice, an appended note would stand there twice.
            if disk::was_saved(&desk.file, &edit, &kept.draft.author, kept.draft.time).unwrap_or(false) {
                let _ = drafts.forget(&kept);
            } else {
                lying.edits.push(Lain { it: (edit.clone(), kept), is_of_last_time: true });
                edits.push(edit);
            }
        }
        (!edits.is_empty()).then(|| (edits, place_of(drafts)))
    }

    /// Makes the texts be these, unless a newer list was carried out already.
    ///
    /// # Errors
    ///
    /// One line: why one could not be kept.
    pub fn put_texts(&self, desk: &Desk, list: u64, texts: &[Unfinished]) -> Result<(), String> {
        let none = || "what is typed cannot be kept: there is no home directory".to_string();
        let drafts = self.drafts.as_ref().ok_or_else(none)?;
        let mut lying = self.lying();
        let [_, newest] = &mut lying.lists;
        if list < *newest {
            return Ok(());
        }
        *newest = list;
        let mut old = std::mem::take(&mut lying.texts);
        let mut kept_all = Ok(());
        for text in texts {
            let found = old.iter().position(|kept| kept.it.text.is_of_one_piece_with(text));
            let kept = match found.map(|at| old.swap_remove(at)) {
                Some(kept) if kept.it.text == *text => Ok(kept),
                Some(mut kept) => match drafts.rewrite_text(&mut kept.it, &desk.file, text) {
                    Ok(()) => Ok(kept),
                    Err(error) => {
                        // Its older state is better than none.
                        lying.texts.push(kept);
                        Err(error)
                    }
                },
                None => drafts.keep_text(&desk.file, text).map(|it| Lain { it, is_of_last_time: false }),
            };
            match kept {
                Ok(kept) => lying.texts.push(kept),
                Err(error) => kept_all = Err(format!("{}: {}", error.message, error.hint)),
            }
        }
        for kept in old {
            if kept.is_of_last_time && !self.knows(Sort::Texts, list) {
                lying.texts.push(kept);
            } else {
                let _ = drafts.forget_text(&kept.it);
            }
        }
        kept_all
    }

    /// Finds the texts of last time that nobody is typing any more, oldest first.
    pub fn find_texts(&self, desk: &Desk) -> Vec<Unfinished> {
        let found = self.drafts.as_ref().and_then(|drafts| drafts.texts(&desk.file).ok()).unwrap_or_default();
        let texts = found.iter().map(|kept| kept.text.clone()).collect();
        self.lying().texts.extend(found.into_iter().map(|it| Lain { it, is_of_last_time: true }));
        texts
    }
}

fn draft_of(desk: &Desk, edit: &Edit) -> Draft {
    Draft {
        v: 1,
        file: desk.file.clone(),
        intent: disk::Intent::Edit(edit.clone()),
        time: desk.machine.at(desk.clock.now().wall),
        author: desk.author.clone(),
        why: "not saved when it was made".into(),
    }
}

fn place_of(drafts: &Drafts) -> String {
    clean(&drafts.directory().to_string_lossy()).as_str().to_string()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::domain::edit::{Act, Facts};
    use crate::domain::history::Author;
    use crate::domain::zone::Zone;
    use crate::tui::clock::Clock;

    fn desk(root: &Path) -> Desk {
        let author = Author { user: "ana".into(), host: "desk".into() };
        let machine = Zone::named("Europe/Brussels").expect("a zone");
        Desk { file: root.join("deadlines.yaml"), author, machine, clock: Clock::start(None) }
    }

    fn typed(text: &str) -> Unfinished {
        let record = "r/m".parse().expect("an address");
        let fields = vec![("text".into(), text.into())];
        let begun = chrono::DateTime::UNIX_EPOCH;
        Unfinished { dialog: "note".into(), record, about: Vec::new(), fields, facts: Facts::default(), begun }
    }

    fn texts(shelf: &Shelf, desk: &Desk) -> Vec<String> {
        shelf.find_texts(desk).iter().map(|text| text.field("text").to_string()).collect()
    }

    #[test]
    fn what_was_found_stays_until_whoever_makes_lists_knows_of_it() {
        let root = tempfile::tempdir().expect("a directory");
        let (desk, shelf) = (desk(root.path()), || Shelf::new(Some(Drafts::at(root.path()))));
        let edit = Edit { act: Act::Note, changes: Vec::new() };
        let first = shelf();
        first.put_texts(&desk, 1, &[typed("a")]).expect("kept");
        assert!(first.put(&desk, 1, std::slice::from_ref(&edit)).is_some());
        drop(first);
        let second = shelf();
        assert_eq!(
            (texts(&second, &desk), second.find(&desk).map(|found| found.0)),
            (vec!["a".into()], Some(vec![edit]))
        );
        // Lists that were made before anybody was told name neither.
        second.put_texts(&desk, 1, &[]).expect("kept");
        second.put(&desk, 1, &[]);
        second.told(Sort::Texts, 3);
        second.told(Sort::Edits, 3);
        second.put_texts(&desk, 2, &[]).expect("kept");
        second.put(&desk, 2, &[]);
        drop(second);
        let third = shelf();
        assert_eq!((texts(&third, &desk).len(), third.find(&desk).map_or(0, |found| found.0.len())), (1, 1));
        third.told(Sort::Texts, 1);
        third.told(Sort::Edits, 1);
        third.put_texts(&desk, 1, &[]).expect("kept");
        third.put(&desk, 1, &[]);
        drop(third);
        let last = shelf();
        assert_eq!((texts(&last, &desk).len(), last.find(&desk)), (0, None));
    }

    #[test]
    fn what_another_window_still_holds_is_not_offered() {
        let root = tempfile::tempdir().expect("a directory");
        let (desk, shelf) = (desk(root.path()), || Shelf::new(Some(Drafts::at(root.path()))));
        let edit = |act| Edit { act, changes: Vec::new() };
        let (first, second) = (shelf(), shelf());
        assert!(first.put(&desk, 1, &[edit(Act::Note)]).is_some());
        assert_eq!(second.find(&desk), None, "the first window is about to save it");
        assert!(second.put(&desk, 1, &[]).is_some());
        drop(first);
        assert_eq!(second.find(&desk).map(|found| found.0), Some(vec![edit(Act::Note)]));
        assert_eq!(shelf().find(&desk), None, "whoever found it has it");
    }

    #[test]
    fn an_older_list_never_undoes_a_newer_one() {
        let root = tempfile::tempdir().expect("a directory");
        let desk = desk(root.path());
        let shelf = Shelf::new(Some(Drafts::at(root.path())));
        shelf.put_texts(&desk, 2, &[typed("ab")]).expect("kept");
        shelf.put_texts(&desk, 1, &[typed("a")]).expect("kept");
        let other = Unfinished { record: "r/other".parse().expect("an address"), ..typed("c") };
        shelf.put_texts(&desk, 3, &[typed("abc"), other]).expect("kept");
        drop(shelf);
        assert_eq!(texts(&Shelf::new(Some(Drafts::at(root.path()))), &desk), ["abc", "c"]);
        assert!(Shelf::new(None).put_texts(&desk, 1, &[typed("a")]).is_err());
    }
}
