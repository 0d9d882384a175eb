//! The thread that keeps drafts: it never waits for the file or its lock, as the saver may.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::Event;
use super::post::Post;
use super::saver::{Desk, words};
use super::shelf::{Shelf, Sort};
use crate::app::message::Message;
use crate::domain::edit::Edit;
use crate::domain::unfinished::Unfinished;

/// The way to the keeper's thread, which the first wish starts. Where nothing may be written there never is one.
#[derive(Debug)]
pub struct Keeper {
    desk: Option<Desk>,
    post: Post,
    wishes: Option<Arc<Wishes>>,
    shelf: Arc<Shelf>,
    /// How many lists were wished for: an older one never undoes a newer one.
    lists: u64,
}

/// What is wished for, and the bell that rings when it is.
#[derive(Debug, Default)]
struct Wishes {
    list: Mutex<List>,
    bell: Condvar,
}

/// One slot for each kind of wish: a newer list takes the place of an older one.
#[derive(Debug, Default)]
struct List {
    find: bool,
    edits: Option<(u64, Vec<Edit>)>,
    texts: Option<(u64, Vec<Unfinished>)>,
}

impl Keeper {
    /// Makes the way; without a desk nothing is ever written.
    pub fn new(desk: Option<Desk>, post: Post, shelf: Arc<Shelf>) -> Self {
        Self { desk, post, wishes: None, shelf, lists: 0 }
    }

    /// Asks for drafts of these edits and no others; returns whether somebody will do it.
    pub fn keep(&mut self, edits: Vec<Edit>) -> bool {
        let number = self.next();
        self.wish(|list| list.edits = Some((number, edits)))
    }

    /// Asks for these texts to be kept and no others; returns whether somebody will do it.
    pub fn keep_texts(&mut self, texts: Vec<Unfinished>) -> bool {
        let number = self.next();
        self.wish(|list| list.texts = Some((number, texts)))
    }

    /// Asks for the texts of last time.
    pub fn find(&mut self) {
        self.wish(|list| list.find = true);
    }

    /// Notes that what was found of last time is known where the lists are made.
    pub fn told(&self, sort: Sort) {
        self.shelf.told(sort, self.lists + 1);
    }

    fn next(&mut self) -> u64 {
        self.lists += 1;
        self.lists
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
        let (wishes, bench) = (Arc::<Wishes>::default(), self.bench()?);
        let inbox = Arc::clone(&wishes);
        thread::Builder::new().name("keeper".into()).spawn(move || bench.work(&inbox)).ok()?;
        Some(wishes)
    }

    fn bench(&self) -> Option<Bench> {
        Some(Bench { desk: self.desk.clone()?, shelf: Arc::clone(&self.shelf), post: self.post.clone() })
    }

    /// Keeps these edits and texts and no others, though the thread may be stuck; waits `patience` at most.
    /// Returns where they are; none: not all could be kept in that time.
    pub fn keep_now(&mut self, edits: Vec<Edit>, texts: Vec<Unfinished>, patience: Duration) -> Option<String> {
        // Where the thread was never asked for anything there is nothing to forget.
        if edits.is_empty() && texts.is_empty() && self.wishes.is_none() {
            return None;
        }
        let (bench, number) = (self.bench()?, self.next());
        let (answer, inbox) = sync_channel(1);
        let work = move || {
            let place = bench.shelf.put(&bench.desk, number, &edits);
            let kept = bench.shelf.put_texts(&bench.desk, number, &texts);
            let _ = answer.send(place.filter(|_| kept.is_ok()));
        };
        thread::Builder::new().name("drafts".into()).spawn(work).ok()?;
        inbox.recv_timeout(patience).ok().flatten()
    }

    /// Keeps these texts and no others before the process is stopped; waits `patience` at most.
    pub fn keep_texts_now(&mut self, texts: Vec<Unfinished>, patience: Duration) {
        if texts.is_empty() && self.wishes.is_none() {
            return;
        }
        let (Some(bench), number) = (self.bench(), self.next()) else { return };
        let (answer, inbox) = sync_channel(1);
        let work = move || {
            let _ = answer.send(bench.shelf.put_texts(&bench.desk, number, &texts));
        };
        if thread::Builder::new().name("drafts".into()).spawn(work).is_ok() {
            let _ = inbox.recv_timeout(patience);
        }
    }
}

/// What the thread works with.
struct Bench {
    desk: Desk,
    shelf: Arc<Shelf>,
    post: Post,
}

impl Bench {
    /// Does what is wished for, as long as the program runs.
    fn work(&self, wishes: &Wishes) {
        let mut before = Ok(());
        loop {
            let mut list = wishes.list.lock().unwrap_or_else(PoisonError::into_inner);
            while !list.find && list.edits.is_none() && list.texts.is_none() {
                list = wishes.bell.wait(list).unwrap_or_else(PoisonError::into_inner);
            }
            let List { find, edits, texts } = std::mem::take(&mut *list);
            drop(list);
            if find {
                let found = || self.shelf.find_texts(&self.desk);
                self.answer(|| Some(found()).filter(|texts| !texts.is_empty()).map(Message::TextsFound), |_| None);
            }
            // Edits first: a text is forgotten once its edit is safe.
            if let Some((number, edits)) = edits {
                let keep = || Some(Message::Kept(self.shelf.put(&self.desk, number, &edits)));
                self.answer(keep, |_| Some(Message::Kept(None)));
            }
            if let Some((number, texts)) = texts {
                let keep = || {
                    let kept = self.shelf.put_texts(&self.desk, number, &texts);
                    // Once a second all is well: nobody needs to hear that.
                    let is_news = kept != before;
                    before.clone_from(&kept);
                    is_news.then_some(Message::TextsKept(kept))
                };
                self.answer(keep, |why| Some(Message::TextsKept(Err(format!("what is typed cannot be kept: {why}")))));
            }
        }
    }

    /// Does one thing and tells the loop what came of it, if anything; a panic too becomes an answer.
    fn answer(&self, work: impl FnOnce() -> Option<Message>, failed: impl FnOnce(String) -> Option<Message>) {
        let done = catch_unwind(AssertUnwindSafe(work));
        if let Some(message) = done.unwrap_or_else(|panic| failed(words(&*panic))) {
            self.post.send(Event::Saver(Box::new(message)));
        }
    }
}
