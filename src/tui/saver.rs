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
use super::shelf::Shelf;
use crate::app::message::Message;
use crate::app::saving::{self, Failure, Save};
use crate::disk::{self, Request, Step};
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
    shelf: Arc<Shelf>,
}

/// What is wished for, and the bell that rings when it is.
#[derive(Debug, Default)]
struct Wishes {
    list: Mutex<List>,
    bell: Condvar,
}

/// One slot for each kind of wish.
#[derive(Debug, Default)]
struct List {
    find: bool,
    save: Option<Save>,
}

impl Saver {
    /// Makes the way; without a desk nothing is ever written.
    pub fn new(desk: Option<Desk>, post: Post, shelf: Arc<Shelf>) -> Self {
        Self { desk, post, wishes: None, shelf }
    }

    /// Asks for an edit to be saved; returns whether somebody will do it.
    pub fn save(&mut self, save: Save) -> bool {
        self.wish(|list| list.save = Some(save))
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
        let (desk, kept, wishes) = (self.desk.clone()?, Arc::clone(&self.shelf), Arc::<Wishes>::default());
        let mut bench = Bench { desk, shelf: kept, last: None, post: self.post.clone() };
        let inbox = Arc::clone(&wishes);
        thread::Builder::new().name("saver".into()).spawn(move || bench.work(&inbox)).ok()?;
        Some(wishes)
    }
}

/// What the thread works with.
struct Bench {
    desk: Desk,
    shelf: Arc<Shelf>,
    /// The version that was asked for last, by its hash, and what it became.
    last: Option<(Box<str>, Arc<Snapshot>)>,
    post: Post,
}

impl Bench {
    /// Does what is wished for, as long as the program runs.
    fn work(&mut self, wishes: &Wishes) {
        loop {
            let mut list = wishes.list.lock().unwrap_or_else(PoisonError::into_inner);
            while !list.find && list.save.is_none() {
                list = wishes.bell.wait(list).unwrap_or_else(PoisonError::into_inner);
            }
            let List { find, save } = std::mem::take(&mut *list);
            drop(list);
            if find {
                self.answer(Self::find, |_| None);
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
        let (edits, kept_in) = self.shelf.find(&self.desk)?;
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

/// Returns what a panic said.
pub fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
    clean(text).as_str().to_string()
}
