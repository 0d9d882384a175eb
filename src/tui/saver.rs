//! The saver: the one thread that writes. It saves one edit at a time and keeps drafts of what could not be saved.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::Event;
use super::clock::Clock;
use super::post::Post;
use crate::app::message::Message;
use crate::app::saving::{self, Failure, Save};
use crate::disk::{self, Draft, Drafts, Request, Step};
use crate::domain::edit::Edit;
use crate::domain::history::Author;
use crate::domain::text::clean;
use crate::domain::zone::Zone;
use crate::yaml::snapshot::Snapshot;

/// How long another program may hold the lock before that is said.
const PATIENCE: Duration = Duration::from_secs(2);

/// Who saves what.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The file.
    pub file: PathBuf,
    /// Who edits.
    pub author: Author,
    /// The zone of dates that name none anywhere.
    pub machine: Zone,
    /// The clock of the screen.
    pub clock: Clock,
}

/// The way to the saver's thread, which the first wish starts. Where nothing may be written there never is one.
#[derive(Debug)]
pub struct Saver {
    desk: Option<Desk>,
    post: Post,
    wishes: Option<Arc<Wishes>>,
    kept: Arc<Shelf>,
    /// How many lists of drafts were wished for.
    lists: u64,
}

/// What is wished for, and the bell that rings when it is.
#[derive(Debug, Default)]
struct Wishes {
    list: Mutex<List>,
    bell: Condvar,
}

/// One slot for each kind of wish: a newer list of drafts takes the place of an older one.
#[derive(Debug, Default)]
struct List {
    find: bool,
    keep: Option<(u64, Vec<Edit>)>,
    save: Option<Save>,
}

impl Saver {
    /// Makes the way; without a desk nothing is ever written.
    pub fn new(desk: Option<Desk>, post: Post) -> Self {
        Self { desk, post, wishes: None, kept: Arc::default(), lists: 0 }
    }

    /// Asks for an edit to be saved; returns whether somebody will do it.
    pub fn save(&mut self, save: Save) -> bool {
        self.wish(|list| list.save = Some(save))
    }

    /// Asks for drafts of these edits and no others; returns whether somebody will do it.
    pub fn keep(&mut self, edits: Vec<Edit>) -> bool {
        self.lists += 1;
        let number = self.lists;
        self.wish(|list| list.keep = Some((number, edits)))
    }

    /// Asks for the drafts of last time.
    pub fn find(&mut self) {
        self.wish(|list| list.find = true);
    }

    fn wish(&mut self, change: impl FnOnce(&mut List)) -> bool {
        if self.wishes.is_none() {
            self.wishes = self.start();
        }
        let Some(wishes) = &self.wishes else { return false };
        change(&mut wishes.list.lock().unwrap_or_else(PoisonError::into_inner));
        wishes.bell.notify_one();
        true
    }

    fn start(&self) -> Option<Arc<Wishes>> {
        let (desk, kept, wishes) = (self.desk.clone()?, Arc::clone(&self.kept), Arc::<Wishes>::default());
        let mut bench = Bench { desk, kept, last: None, post: self.post.clone() };
        let inbox = Arc::clone(&wishes);
        thread::Builder::new().name("saver".into()).spawn(move || bench.work(&inbox)).ok()?;
        Some(wishes)
    }

    /// Keeps drafts of these edits and no others, though the thread may be stuck; waits `patience` at most.
    /// Returns where they are; none: they could not be kept in that time.
    pub fn keep_now(&mut self, edits: Vec<Edit>, patience: Duration) -> Option<String> {
        // Where the thread was never asked for anything there is nothing to forget.
        if edits.is_empty() && self.wishes.is_none() {
            return None;
        }
        self.lists += 1;
        let (desk, kept, number) = (self.desk.clone()?, Arc::clone(&self.kept), self.lists);
        let (answer, inbox) = std::sync::mpsc::sync_channel(1);
        let work = move || {
            let _ = answer.send(kept.put(&desk, number, &edits));
        };
        thread::Builder::new().name("drafts".into()).spawn(work).ok()?;
        inbox.recv_timeout(patience).ok().flatten()
    }
}

/// What the thread works with.
struct Bench {
    desk: Desk,
    kept: Arc<Shelf>,
    /// The version that was asked for last, by its hash, and what it became.
    last: Option<(Box<str>, Arc<Snapshot>)>,
    post: Post,
}

impl Bench {
    /// Does what is wished for, as long as the program runs.
    fn work(&mut self, wishes: &Wishes) {
        loop {
            let mut list = wishes.list.lock().unwrap_or_else(PoisonError::into_inner);
            while !list.find && list.keep.is_none() && list.save.is_none() {
                list = wishes.bell.wait(list).unwrap_or_else(PoisonError::into_inner);
            }
            let List { find, keep, save } = std::mem::take(&mut *list);
            drop(list);
            if find {
                self.answer(Self::find, |_| None);
            }
            if let Some((number, edits)) = keep {
                let keep = |bench: &mut Self| Some(Message::Kept(bench.kept.put(&bench.desk, number, &edits)));
                self.answer(keep, |_| Some(Message::Kept(None)));
            }
            if let Some(save) = save {
                let ticket = save.ticket;
                let failed = |why: String| {
                    let message = format!("the saver failed: {why}");
                    let hint = "please report this, with what you did last".to_string();
                    Some(Message::NotSaved { ticket, why: saving::NotSaved::Failed(Failure { message, hint }) })
                };
                self.answer(|bench| Some(bench.save(&save)), failed);
            }
        }
    }

    /// Does one thing and tells the loop what came of it; a panic too becomes an answer.
    fn answer(
        &mut self,
        work: impl FnOnce(&mut Self) -> Option<Message>,
        failed: impl FnOnce(String) -> Option<Message>,
    ) {
        let done = catch_unwind(AssertUnwindSafe(|| work(self)));
        let message = done.unwrap_or_else(|panic| failed(words(&*panic)));
        if let Some(message) = message {
            self.post.send(Event::Saver(Box::new(message)));
        }
    }

    /// Settles what the last save left behind, then finds the drafts of last time.
    fn find(&mut self) -> Option<Message> {
        let desk = &self.desk;
        let left = disk::settle_left(&desk.file, &desk.author, desk.machine.at(desk.clock.now().wall));
        if !left.is_empty() {
            self.post.send(Event::Saver(Box::new(Message::Settled(left.join("; ")))));
        }
        let (edits, kept_in) = self.kept.find(&self.desk)?;
        Some(Message::DraftsFound { edits, kept_in })
    }

    fn save(&mut self, save: &Save) -> Message {
        let ticket = save.ticket;
        // What the screen shows may be older than what we wrote ourselves a moment ago.
        let base = match &self.last {
            Some((asked, newest)) if *asked == save.base.0.sha256 => Arc::clone(newest),
            Some(_) | None => Arc::clone(&save.base.0),
        };
        let request = Request {
            file: &self.desk.file,
            intent: intent_of(&save.intent),
            base,
            author: &self.desk.author,
            machine: &self.desk.machine,
            now: self.desk.machine.at(self.desk.clock.now().wall),
            patience: None,
        };
        let (begun, mut is_said) = (Instant::now(), false);
        let mut on_step = |step: Step| {
            if step == Step::Waiting && !is_said && begun.elapsed() >= PATIENCE {
                is_said = true;
                self.post.send(Event::Saver(Box::new(Message::Waiting { ticket })));
            }
        };
        match disk::commit(&request, &mut on_step) {
            Ok(saved) => {
                let snapshot = Arc::new(Snapshot::of(saved.text, &self.desk.machine));
                self.last = Some((save.base.0.sha256.clone(), Arc::clone(&snapshot)));
                Message::Saved(Box::new(saving::Saved {
                    ticket,
                    edit: saved.edit,
                    snapshot,
                    is_replayed: saved.is_replayed,
                    is_durable: saved.is_durable,
                    remarks: saved.remarks,
                }))
            }
            Err(why) => Message::NotSaved { ticket, why: reason(why) },
        }
    }
}

fn intent_of(intent: &saving::Intent) -> disk::Intent {
    match intent {
        saving::Intent::Edit(edit) => disk::Intent::Edit(edit.clone()),
        saving::Intent::Undo => disk::Intent::Undo,
        saving::Intent::Redo => disk::Intent::Redo,
    }
}

fn reason(why: disk::NotSaved) -> saving::NotSaved {
    match why {
        disk::NotSaved::Clashes(clashes, newest) => saving::NotSaved::Clashes(clashes, newest),
        disk::NotSaved::Refused(refusal, newest) => saving::NotSaved::Refused(refusal, newest),
        disk::NotSaved::Locked(message) => {
            saving::NotSaved::Failed(Failure { message, hint: "another program holds its lock".into() })
        }
        disk::NotSaved::Disk { message, hint } => saving::NotSaved::Failed(Failure { message, hint }),
    }
}

/// The drafts that are on the disk, with what names them. At most [`disk::DRAFTS`] of this run, and those found.
#[derive(Debug, Default)]
struct Shelf(Mutex<Lying>);

#[derive(Debug, Default)]
struct Lying {
    drafts: Vec<(Edit, String)>,
    /// The newest list that was carried out.
    list: u64,
}

impl Shelf {
    /// Makes the drafts be these, unless a newer list was carried out already; returns where they are, or none where one
    /// could not be kept.
    fn put(&self, desk: &Desk, list: u64, edits: &[Edit]) -> Option<String> {
        let drafts = Drafts::of_platform()?;
        let mut lying = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if list < lying.list {
            return Some(place_of(&drafts));
        }
        lying.list = list;
        let on_disk = &mut lying.drafts;
        let mut old = std::mem::take(on_disk);
        let mut missing = Vec::new();
        for edit in edits {
            match old.iter().position(|(kept, _)| kept == edit) {
                Some(at) => on_disk.push(old.swap_remove(at)),
                None => missing.push(edit),
            }
        }
        // New ones first: nothing is forgotten before what takes its place is safe.
        let mut is_whole = true;
        for edit in missing {
            match drafts.keep(&draft_of(desk, edit)) {
                Ok(id) => on_disk.push((edit.clone(), id)),
                Err(_) => is_whole = false,
            }
        }
        for (_, id) in old {
            let _ = drafts.forget(&id);
        }
        is_whole.then(|| place_of(&drafts))
    }

    /// Finds the drafts of last time; none where there are none.
    fn find(&self, desk: &Desk) -> Option<(Vec<Edit>, String)> {
        let drafts = Drafts::of_platform()?;
        let (found, _) = drafts.list(&desk.file).ok()?;
        let mut lying = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let on_disk = &mut lying.drafts;
        let mut edits = Vec::new();
        for kept in found {
            if on_disk.iter().any(|(_, id)| *id == kept.id) {
                continue;
            }
            let disk::Intent::Edit(edit) = kept.draft.intent else { continue };
            // Killed between saving it and forgetting the draft: done twice, an appended note would stand there twice.
            if disk::was_saved(&desk.file, &edit, &kept.draft.author, kept.draft.time).unwrap_or(false) {
                let _ = drafts.forget(&kept.id);
            } else {
                on_disk.push((edit.clone(), kept.id));
                edits.push(edit);
            }
        }
        (!edits.is_empty()).then(|| (edits, place_of(&drafts)))
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

/// Returns what a panic said.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
    clean(text).as_str().to_string()
}
