//! One save from the lock to the end: the nine steps.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use chrono::TimeDelta;

use super::lock::{Lock, NotLocked};
use super::original::{GONE, Original, is_writable};
use super::replace::{NotReplaced, keep_bytes, replace};
use super::settle::{settle, sweep};
use super::temp::Temp;
use super::{Intent, NotSaved, Request, Saved, Step, failure};
use crate::disk::journal::{Ink, Ledger};
use crate::disk::place::Place;
use crate::disk::read::{LIMIT_BYTES, quoted};
use crate::domain::edit::{Edit, Refusal, Why};
use crate::domain::history::{Body, Kind, Line, Way, reason_of};
use crate::yaml::Syntax;
use crate::yaml::amend::{Amended, NotAmended, amend, take_back, wrong_by};
use crate::yaml::snapshot::{Snapshot, sha256};

/// How often a save begins anew because the file changed under it.
pub const TRIES: usize = 3;

/// How many names are tried for a new version.
const NAMES: u64 = 16;

/// How many own edits whose effect is gone an undo passes over.
const PASSED: usize = 64;

/// Follows the path to the real file; some editors move the old one away for a moment.
pub fn place(file: &Path) -> Result<Place, NotSaved> {
    let start = Instant::now();
    loop {
        match Place::of(file) {
            Ok(place) => return Ok(place),
            Err(error) if error.kind() == io::ErrorKind::NotFound && start.elapsed() < GONE => {
                thread::sleep(Duration::from_millis(10));
            }
            Err(error) => return Err(failure::gone(file, &error)),
        }
    }
}

/// Takes the lock.
pub fn lock(place: &Place, patience: Option<Duration>, on_step: &mut dyn FnMut(Step)) -> Result<Lock, NotSaved> {
    Lock::take(place, patience, on_step).map_err(|error| match error {
        NotLocked::Busy => NotSaved::Locked(format!("another program is saving {}", quoted(&place.real))),
        NotLocked::NotAFile(what) => failure::lock(place, &format!("it is {what}, not a file")),
        NotLocked::Closed => failure::lock(place, "you may not read it"),
        NotLocked::Io(error) => failure::disk(place, &error),
    })
}

/// A save under way.
pub struct Saving<'a, 'r> {
    request: &'a Request<'r>,
    place: Place,
    has_lock: bool,
    ink: Ink<'a>,
    /// The newest version of the file that was read.
    known: Arc<Snapshot>,
    remarks: Vec<String>,
}

/// An edit with its text.
struct Made {
    edit: Edit,
    undoes: Option<u64>,
    amended: Amended,
}

/// The new version beside the file.
struct New {
    temp: Temp,
    /// The number of the edit.
    seq: u64,
    text: Arc<str>,
    sha256: Box<str>,
}

impl<'a, 'r> Saving<'a, 'r> {
    /// Begins; without the lock that is said.
    pub fn new(request: &'a Request<'r>, place: Place, has_lock: bool) -> Self {
        let mut remarks = Vec::new();
        if !has_lock {
            remarks.push("files cannot be locked here: two programs are told apart by the file's times alone".into());
        }
        let ink = Ink { author: request.author, now: request.now };
        Self { request, place, has_lock, ink, known: Arc::clone(&request.base), remarks }
    }

    /// Saves; begins anew as often as it may. None: the path leads to another file by now.
    pub fn run(&mut self, on_step: &mut dyn FnMut(Step)) -> Result<Option<Saved>, NotSaved> {
        for _ in 0..TRIES {
            if place(self.request.file)? != self.place {
                return Ok(None);
            }
            if let Some(saved) = self.attempt(on_step)? {
                return Ok(Some(saved));
            }
        }
        Err(failure::restless(&self.place.real))
    }

    /// Saves once; none: somebody else saved meanwhile.
    fn attempt(&mut self, on_step: &mut dyn FnMut(Step)) -> Result<Option<Saved>, NotSaved> {
        let (original, mut ledger) = self.read()?;
        on_step(Step::Read);
        let made = self.make(&ledger)?;
        if made.amended.text.len() as u64 > LIMIT_BYTES {
            let message = "the file would be larger than 64 MiB, and could not be read again";
            return Err(self.refused(Refusal::new(Why::Rule, message, "split it into several files")));
        }
        on_step(Step::Amended);
        let New { temp, seq, text, sha256 } = self.new_version(&original, &ledger, &made.amended, on_step)?;
        let line = self.line(&made, &temp, seq, &sha256);
        if let Err(error) = self.write_line(&mut ledger, line, &original.file, on_step) {
            // Whether the line is on the disk is not known; if it is, so is perhaps the one that takes it back.
            let is_out = ledger.tail.seq < seq || ledger.append(self.ink.line(seq, Kind::Void, None)).is_ok();
            if is_out {
                temp.drop_it();
            }
            return Err(failure::journal(&self.place, &error));
        }
        if !original.is_untouched(&self.place.real) {
            return self.void(&mut ledger, seq, temp);
        }
        on_step(Step::Compared);
        match replace(&self.place, &temp, &original, &mut self.remarks, on_step) {
            Ok(()) => on_step(Step::Checked),
            Err(NotReplaced::Changed) => return self.void(&mut ledger, seq, temp),
            Err(NotReplaced::Io(error)) => {
                self.void(&mut ledger, seq, temp)?;
                return Err(failure::disk(&self.place, &error));
            }
        }
        let is_durable = self.finish(&mut ledger, seq, &original, on_step);
        let is_replayed = self.known.sha256 != self.request.base.sha256;
        let (edit, undoes) = (made.edit, made.undoes);
        let remarks = std::mem::take(&mut self.remarks);
        Ok(Some(Saved { seq, edit, undoes, text, sha256, is_replayed, remarks, is_durable }))
    }

    /// Step 1: reads the file and the journal's end, and settles what was left.
    fn read(&mut self) -> Result<(Original, Ledger), NotSaved> {
        let mut ledger = Ledger::open(&self.place).map_err(|error| failure::journal_unreadable(&self.place, &error))?;
        let original = Original::read(&self.place.real, &self.known, ledger.tail.after.as_deref())
            .map_err(|error| failure::unreadable(&self.place.real, &error))?;
        match is_writable(&self.place.real, &original.metadata) {
            Ok(true) => {}
            Ok(false) => return Err(failure::read_only(&self.place)),
            Err(error) => return Err(failure::disk(&self.place, &error)),
        }
        if Place::links(&original.metadata) > 1 {
            self.say("the file had other names (hard links): they still lead to the old version".into());
        }
        self.settle(&mut ledger, &original.sha256).map_err(|error| failure::journal(&self.place, &error))?;
        if original.sha256 != self.known.sha256 {
            self.known = Arc::new(Snapshot::of(Arc::clone(&original.text), self.request.machine));
        }
        Ok((original, ledger))
    }

    /// Settles what was left. Without the lock it may belong to a save under way: then only what is old.
    fn settle(&mut self, ledger: &mut Ledger, now: &str) -> io::Result<()> {
        let is_lone = self.has_lock || ledger.tail.unsettled.as_ref().is_some_and(|line| self.is_old(line));
        let mut remarks = if is_lone { settle(&self.place, ledger, now, self.ink)? } else { Vec::new() };
        if self.has_lock {
            remarks.append(&mut sweep(&self.place, ledger));
        }
        for remark in remarks {
            self.say(remark);
        }
        Ok(())
    }

    fn is_old(&self, line: &Line) -> bool {
        (self.request.now - line.time).abs() > TimeDelta::minutes(1)
    }

    fn say(&mut self, remark: String) {
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    /// Step 2: the edit on the newest text, proved.
    fn make(&self, ledger: &Ledger) -> Result<Made, NotSaved> {
        if self.known.syntax != Syntax::Whole {
            let message = "the file cannot be read as YAML: nothing is changed until it can";
            return Err(self.refused(Refusal::new(Why::Broken, message, "repair it first: duewatch check says where")));
        }
        let way = match &self.request.intent {
            Intent::Edit(edit) => {
                let amended = amend(&self.known, edit).map_err(|error| self.not_amended(error))?;
                return Ok(Made { edit: edit.clone(), undoes: None, amended });
            }
            Intent::Undo => Way::Undo,
            Intent::Redo => Way::Redo,
        };
        let mut passed = Vec::new();
        loop {
            let line = ledger.choose(self.request.author, way, &passed);
            let line = line.map_err(|error| failure::journal(&self.place, &error))?;
            let Some(Line { seq, body: Some(body), .. }) = line.filter(|_| passed.len() < PASSED) else {
                return Err(self.refused(self.nothing(way)));
            };
            let edit = body.edit.inverse();
            match take_back(&self.known, &edit, &body.splices, body.entry.as_ref()) {
                Ok(amended) => {
                    // Who was named meanwhile is missed when it goes.
                    let is_structural = edit.changes.iter().any(|change| change.step.is_structural());
                    let machine = self.request.machine;
                    if is_structural && let Some(refusal) = wrong_by(&self.known, &amended, edit.act, machine) {
                        return Err(self.refused(refusal));
                    }
                    return Ok(Made { edit, undoes: Some(seq), amended });
                }
                // Somebody took it back by hand: it no longer stands.
                Err(NotAmended::Refused(refusal)) if refusal.why == Why::Nothing => passed.push(seq),
                Err(error) => return Err(self.not_amended(error)),
            }
        }
    }

    fn nothing(&self, way: Way) -> Refusal {
        let author = self.request.author;
        let hint = format!("only what {} changed on {} can be taken back here", author.user, author.host);
        let message = match way {
            Way::Undo => "nothing of yours is left to undo",
            Way::Redo => "nothing was undone that can be done again",
        };
        Refusal::new(Why::Nothing, message, hint)
    }

    fn not_amended(&self, error: NotAmended) -> NotSaved {
        match error {
            NotAmended::Refused(refusal) => self.refused(refusal),
            NotAmended::Clashes(clashes) => NotSaved::Clashes(clashes, Arc::clone(&self.known)),
        }
    }

    fn refused(&self, refusal: Refusal) -> NotSaved {
        let is_newer = !Arc::ptr_eq(&self.known, &self.request.base);
        NotSaved::Refused(refusal, is_newer.then(|| Arc::clone(&self.known)))
    }

    /// Step 3: the new version beside the file; its hash is made meanwhile.
    fn new_version(
        &mut self,
        original: &Original,
        ledger: &Ledger,
        amended: &Amended,
        on_step: &mut dyn FnMut(Step),
    ) -> Result<New, NotSaved> {
        let mut seq = ledger.tail.seq + 1;
        let mut temp = loop {
            match Temp::make(&self.place.directory, self.place.temp_name(seq)) {
                // Another program's, where there is no lock; or one that may not be swept.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && seq < ledger.tail.seq + NAMES => seq += 1,
                other => break other.map_err(|error| failure::disk(&self.place, &error))?,
            }
        };
        on_step(Step::TempMade);
        let text = amended.text.as_str();
        let mut fill = || {
            temp.write(text.as_bytes())?;
            on_step(Step::TempWritten);
            let remarks = temp.dress(&original.file, &original.metadata)?;
            temp.sync()?;
            on_step(Step::TempSynced);
            Ok(remarks)
        };
        let (filled, text, sha256) = thread::scope(|scope| {
            let hash = scope.spawn(|| sha256(text.as_bytes()));
            let copy = scope.spawn(|| Arc::<str>::from(text));
            let filled: io::Result<Vec<String>> = fill();
            (filled, copy.join().expect("copying does not panic"), hash.join().expect("hashing does not panic"))
        });
        match filled {
            Ok(remarks) => {
                for remark in remarks {
                    self.say(remark);
                }
                Ok(New { temp, seq, text, sha256 })
            }
            Err(error) => {
                temp.drop_it();
                Err(failure::disk(&self.place, &error))
            }
        }
    }

    /// Makes the journal's line of the edit.
    fn line(&self, made: &Made, temp: &Temp, seq: u64, after: &str) -> Line {
        let body = Body {
            edit: made.edit.clone(),
            undoes: made.undoes,
            splices: made.amended.splices.clone(),
            entry: made.amended.entry.clone(),
            reason: reason_of(&made.edit),
            before: self.known.sha256.to_string(),
            after: after.to_string(),
            temp: temp.name.to_string_lossy().into_owned(),
        };
        self.ink.line(seq, Kind::Edit, Some(body))
    }

    /// Step 4: the line in the journal, on the disk.
    fn write_line(
        &mut self,
        ledger: &mut Ledger,
        line: Line,
        model: &File,
        on_step: &mut dyn FnMut(Step),
    ) -> io::Result<()> {
        let is_new = ledger.make(&self.place, model)?;
        ledger.append(line)?;
        on_step(Step::JournalWritten);
        ledger.sync()?;
        if is_new {
            self.sync_directory()?;
        }
        on_step(Step::JournalSynced);
        Ok(())
    }

    /// Gives an attempt up: the journal says so before the new version goes; where it cannot, the new version stays
    /// and says so to the next save.
    fn void(&self, ledger: &mut Ledger, seq: u64, temp: Temp) -> Result<Option<Saved>, NotSaved> {
        let written = ledger.append(self.ink.line(seq, Kind::Void, None));
        if written.is_ok() {
            temp.drop_it();
        }
        written.map(|()| None).map_err(|error| failure::journal(&self.place, &error))
    }

    /// Steps 7 and 8: the directory, and `done`. Returns whether it is safe against power loss.
    fn finish(&mut self, ledger: &mut Ledger, seq: u64, original: &Original, on_step: &mut dyn FnMut(Step)) -> bool {
        let synced = self.sync_directory();
        match &synced {
            Ok(()) => {
                on_step(Step::DirectorySynced);
                // What is missing here is put in by the next save.
                let _ = ledger.append(self.ink.line(seq, Kind::Done, None));
                on_step(Step::Settled);
            }
            Err(_) => self.say("saved, but not yet safe against power loss: the directory could not be synced".into()),
        }
        if let Some(bytes) = original.written_late()
            && let Ok(remark) = keep_bytes(&self.place, &bytes, seq)
        {
            self.say(remark);
        }
        synced.is_ok()
    }

    fn sync_directory(&self) -> io::Result<()> {
        File::open(&self.place.directory)?.sync_all()
    }
}
