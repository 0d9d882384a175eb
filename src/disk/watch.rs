//! The loader: one thread that reads the file at the start and after every change, and never gives up.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::commit::can_be_saved;
use super::notice::{Notice, Nudge};
use super::read::{Opened, ReadError, hint_for, open};
use super::source::Source;
use super::stamp::Fingerprint;
use crate::domain::text::clean;
use crate::domain::zone::Zone;
use crate::yaml::snapshot::Snapshot;

/// How often the file is looked at without being told of a change: network shares tell nothing, nor does a
/// directory that was exchanged for another. Fifteen seconds: with a countdown to the second an idle minute is
/// 60 + 4 wakes, inside the budget of 1.1 a second, and whatever happens is on the screen within half a minute.
pub const LOOK_EVERY: Duration = Duration::from_secs(15);

/// How long after a failed reading the same version is read again; twice as long after each further failure.
const RETRY: Duration = Duration::from_secs(10);

/// The longest time between two readings of a version that cannot be read: for ever, but not all the time.
const LONGEST_RETRY: Duration = Duration::from_secs(60);

/// How long no further change must come before the file is read.
const QUIET: Duration = Duration::from_millis(120);

/// How long changes may go on before the file is read all the same.
const PATIENCE: Duration = Duration::from_millis(480);

/// How long a file must be gone before that is said: editors rename the old one away first.
const GONE: Duration = Duration::from_millis(300);

/// How long a text that may be half-written must stand unchanged before it is taken.
const HALF_WRITTEN: Duration = Duration::from_secs(1);

/// What the loader found.
#[derive(Clone, Debug)]
pub enum News {
    /// The file was read.
    Loaded {
        /// What it says.
        snapshot: Arc<Snapshot>,
        /// When it was last changed, by its own metadata.
        changed_at: Option<DateTime<Utc>>,
        /// Whether edits of it can be saved.
        is_writable: bool,
    },
    /// The file could not be read.
    Failed {
        /// Whether there is no such file.
        is_missing: bool,
        /// What is wrong; one line.
        message: String,
        /// What to do; may be empty.
        hint: String,
    },
}

/// A file that is being watched; ends with the value.
#[derive(Debug)]
pub struct Watch {
    nudges: SyncSender<Nudge>,
    heartbeat: Heartbeat,
}

/// When the loader last found the file to be what it reported.
///
/// A look that never comes back, a thread that ended, a file that is gone: each leaves it standing still.
#[derive(Clone, Debug, Default)]
struct Heartbeat(Arc<Mutex<Option<Instant>>>);

impl Heartbeat {
    fn beat(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    fn last(&self) -> Option<Instant> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch {
    /// Starts to read a source and, if it is a file, to watch it. `machine` is the zone of dates that name none.
    ///
    /// `report` is called on the loader's own thread, at most once for every change.
    ///
    /// # Errors
    ///
    /// When the system gives no thread.
    pub fn start(source: Source, machine: Zone, report: impl Fn(News) + Send + 'static) -> std::io::Result<Self> {
        // The bound: one nudge waiting is as good as a hundred.
        let (nudges, inbox) = sync_channel(1);
        let notice = source.path().map(|path| Notice::new(path, nudges.clone()));
        let mut loader = Loader::new(source, machine);
        let heartbeat = loader.heartbeat.clone();
        thread::Builder::new().name("loader".into()).spawn(move || follow(&mut loader, notice, &inbox, &report))?;
        Ok(Self { nudges, heartbeat })
    }

    /// Returns when the loader last found the file to be what it reported; none: it did not yet, or what is read is no
    /// file and cannot change.
    ///
    /// Asking wakes nobody: the screen looks here when it is awake anyway.
    #[must_use]
    pub fn confirmed(&self) -> Option<Instant> {
        self.heartbeat.last()
    }

    /// Asks for the file to be read now, changed or not.
    pub fn reload(&self) {
        let _ = self.nudges.try_send(Nudge::Asked);
    }
}

/// Reads, waits, reads again. What is not a file is read once: it cannot change.
fn follow(loader: &mut Loader, notice: Option<Notice>, inbox: &Receiver<Nudge>, report: &dyn Fn(News)) {
    loader.guarded_look(Look::Asked, report);
    let Some(mut notice) = notice else { return };
    let mut look = Look::Stat;
    loop {
        // After the first reading, not before: it costs time that the first frame does not have. A change between
        // the two is seen by the look that follows.
        notice.renew();
        let again = loader.guarded_look(look, report);
        if loader.is_sure() {
            loader.heartbeat.beat();
        }
        look = match inbox.recv_timeout(again.unwrap_or(LOOK_EVERY)) {
            Ok(Nudge::Asked) => Look::Asked,
            Ok(Nudge::Changed) => settle(inbox),
            Err(RecvTimeoutError::Timeout) => Look::Stat,
            Err(RecvTimeoutError::Disconnected) => return,
        };
    }
}

/// Waits until changes stop coming, or somebody asks for a reading.
fn settle(inbox: &Receiver<Nudge>) -> Look {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        match inbox.recv_timeout(QUIET) {
            Ok(Nudge::Changed) => {}
            Ok(Nudge::Asked) => return Look::Asked,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    Look::Read
}

/// What is known of the file.
struct Loader {
    source: Source,
    machine: Zone,
    /// The last good text; the screen holds the same one.
    last: Option<Arc<Snapshot>>,
    /// The version that was read last.
    seen: Option<Fingerprint>,
    /// What was reported last, if it was a failure.
    failure: Option<String>,
    /// When a version that cannot be read is read again, and how long it was waited for.
    retry: Option<(Instant, Duration)>,
    /// A version that may be half-written, and since when it has stood.
    held: Option<(Fingerprint, Instant)>,
    /// Since when there has been no file.
    gone: Option<Instant>,
    /// Whether edits of it can be saved, as it was told last.
    is_writable: bool,
    /// Where it says that it found what it reported.
    heartbeat: Heartbeat,
}

impl Loader {
    fn new(source: Source, machine: Zone) -> Self {
        Self {
            source,
            machine,
            last: None,
            seen: None,
            failure: None,
            retry: None,
            held: None,
            gone: None,
            is_writable: true,
            heartbeat: Heartbeat::default(),
        }
    }

    /// Looks at the file; a panic on the way is one more thing that can be wrong with a file.
    fn guarded_look(&mut self, look: Look, report: &dyn Fn(News)) -> Option<Duration> {
        match catch_unwind(AssertUnwindSafe(|| self.look(look, report))) {
            Ok(again) => again,
            Err(panic) => {
                let message = format!("this program failed while reading it: {}", words(panic.as_ref()));
                self.fail(false, message, "please report this, with the file".into(), report);
                None
            }
        }
    }

    /// Looks at the file once; returns when to look again, if sooner than usual.
    fn look(&mut self, look: Look, report: &dyn Fn(News)) -> Option<Duration> {
        let is_as_writable = self.is_writable == self.can_be_saved();
        let is_quiet = self.held.is_none() && self.is_as_seen() && (is_as_writable || self.failure.is_some());
        if look == Look::Stat && is_quiet && !self.is_to_be_tried_again() {
            return None;
        }
        if look == Look::Asked {
            // Whoever asks gets an answer, the same one if need be.
            self.seen = None;
            self.failure = None;
        }
        match open(&self.source) {
            Ok(opened) => {
                self.gone = None;
                self.take(&opened, report)
            }
            Err(error) => self.refuse(&error, report),
        }
    }

    /// Returns whether what was reported last is what the file says now, as far as the last look could tell.
    fn is_sure(&self) -> bool {
        self.failure.is_none() && self.held.is_none() && self.gone.is_none() && self.last.is_some()
    }

    /// Returns whether it is time to read a version again that could not be read: a share may have answered badly once,
    /// and nothing about the file need change when it answers again.
    fn is_to_be_tried_again(&self) -> bool {
        self.failure.is_some() && self.retry.is_some_and(|(at, _)| at <= Instant::now())
    }

    fn can_be_saved(&self) -> bool {
        self.source.path().is_none_or(can_be_saved)
    }

    /// Returns whether the file is the version that was read last.
    fn is_as_seen(&self) -> bool {
        let now = self.source.path().and_then(fingerprint);
        match (now, self.seen) {
            (Some(now), Some(seen)) => now == seen,
            // Still not there, and that was said.
            (None, None) => self.failure.is_some(),
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    /// Takes a text, unless it may be half-written.
    fn take(&mut self, opened: &Opened, report: &dyn Fn(News)) -> Option<Duration> {
        let is_same = self.last.as_ref().is_some_and(|last| last.text == opened.text);
        let is_writable = self.can_be_saved();
        let is_known = self.seen == Some(opened.fingerprint) && self.is_writable == is_writable;
        if is_same && self.failure.is_none() && self.held.is_none() && is_known {
            return None;
        }
        if !is_same && self.is_perhaps_half_written(&opened.text) {
            let since = match self.held {
                Some((version, since)) if version == opened.fingerprint => since,
                Some(_) | None => Instant::now(),
            };
            let stood = since.elapsed();
            if stood < HALF_WRITTEN {
                self.held = Some((opened.fingerprint, since));
                return Some(HALF_WRITTEN.saturating_sub(stood));
            }
        }
        self.held = None;
        self.failure = None;
        self.retry = None;
        self.seen = Some(opened.fingerprint);
        let snapshot = match &self.last {
            Some(last) if is_same => Arc::clone(last),
            Some(_) | None => Arc::new(Snapshot::of(Arc::clone(&opened.text), &self.machine)),
        };
        self.last = Some(Arc::clone(&snapshot));
        self.is_writable = is_writable;
        if self.source.path().is_some() {
            // Before the report: the first frame that shows the file shows how old it is.
            self.heartbeat.beat();
        }
        report(News::Loaded { snapshot, changed_at: opened.changed_at, is_writable });
        None
    }

    /// Half a YAML file is valid YAML: a text that is the beginning of the last one may be a save under way.
    fn is_perhaps_half_written(&self, text: &str) -> bool {
        self.last.as_ref().is_some_and(|last| text.len() < last.text.len() && last.text.starts_with(text))
    }

    /// Says why there is no text, once; a missing file only when it has been gone for a moment.
    fn refuse(&mut self, error: &ReadError, report: &dyn Fn(News)) -> Option<Duration> {
        self.held = None;
        let is_missing = matches!(error, ReadError::Missing);
        if is_missing && self.last.is_some() && self.failure.is_none() {
            let gone = self.gone.get_or_insert_with(Instant::now).elapsed();
            if gone < GONE {
                return Some(GONE.saturating_sub(gone));
            }
        }
        // What cannot be read has a version too, or it would be opened every few seconds for nothing.
        self.seen = self.source.path().and_then(fingerprint);
        // What was there and is gone is not to be made anew.
        let hint = match (is_missing, &self.last) {
            (true, Some(_)) => "it is read again as soon as it is back".to_string(),
            (_, Some(_) | None) => hint_for(&self.source, error),
        };
        self.fail(is_missing, error.to_string(), hint, report);
        None
    }

    fn fail(&mut self, is_missing: bool, message: String, hint: String, report: &dyn Fn(News)) {
        let wait = self.retry.map_or(RETRY, |(_, before)| (before * 2).min(LONGEST_RETRY));
        self.retry = Some((Instant::now() + wait, wait));
        if self.failure.as_ref() == Some(&message) {
            return;
        }
        self.failure = Some(message.clone());
        report(News::Failed { is_missing, message, hint });
    }
}

/// How closely to look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Read only if the file system says that something changed.
    Stat,
    /// Read in any case: two writes within one tick of the file system's clock look like one.
    Read,
    /// Read in any case, and report in any case.
    Asked,
}

fn fingerprint(path: &Path) -> Option<Fingerprint> {
    path.metadata().ok().map(|metadata| Fingerprint::of(&metadata))
}

/// Returns what a panic said.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
    clean(text).as_str().to_string()
}

#[cfg(test)]
#[path = "watch_tests.rs"]
mod tests;
