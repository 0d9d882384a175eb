//! What a writing command works with: the file as it stands, who writes, and the way to the disk.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;

use super::super::Shape;
use super::super::annotate;
use super::super::args::GlobalArguments;
use super::super::json::edit::{EditJson, WrittenJson, instant};
use super::super::json::text_of;
use super::super::session::{Answer, Session, source_of, usage};
use super::super::terminal;
use super::super::voice::Voice;
use super::{clash, preview, words};
use crate::disk::{self, Intent, NotSaved, Request, Saved, Source};
use crate::domain::edit::make::{Hand, Reach};
use crate::domain::edit::{Edit, Facts, Record, Refusal, Step, Value, Why};
use crate::domain::finding::{Code, Finding, Severity};
use crate::domain::history::Author;
use crate::domain::text::clean;
use crate::domain::zone::Zone;
use crate::error::{Error, ErrorKind};
use crate::exchange::sheet::Kept;
use crate::yaml::Syntax;
use crate::yaml::amend::{self, NotAmended, Trial};
use crate::yaml::snapshot::Snapshot;

/// How long a command waits for another program that is saving.
const PATIENCE: Duration = Duration::from_secs(30);

/// After so many words that it waits, a command says so: half a second.
const WAITS_IN_SILENCE: u32 = 5;

/// What a writing command works with.
pub struct Desk {
    /// The file as it stands.
    pub session: Session,
    /// Who writes.
    pub author: Author,
    path: PathBuf,
    shape: Shape,
    base: Arc<Snapshot>,
}

/// Why a command ends without having written.
pub enum Stopped {
    /// For one line and a hint.
    Error(Error),
    /// For more than that.
    Answer(Answer),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl Stopped {
    /// Adds what is to be said besides.
    pub fn and_say(self, remark: &str) -> Self {
        match self {
            Self::Error(error) => {
                let hint =
                    [error.hint.as_str(), remark].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
                let hint = hint.join("; ");
                Self::Error(error.hint(hint))
            }
            Self::Answer(mut answer) => {
                answer.remarks.push(remark.to_string());
                Self::Answer(answer)
            }
        }
    }

    /// Returns how the command ends.
    pub fn told(self) -> Result<Answer, Error> {
        match self {
            Self::Error(error) => Err(error),
            Self::Answer(answer) => Ok(answer),
        }
    }
}

/// What is said besides the edit itself.
#[derive(Default)]
pub struct Besides {
    /// Obligations that were left alone.
    pub left_alone: usize,
    /// What moves with a date, and what stays.
    pub reach: Reach,
    /// Lines under the edit's own.
    pub lines: Vec<String>,
    /// What follows from it and may not be meant; on standard error.
    pub warnings: Vec<String>,
    /// What obligations were that have no entry of their own yet: `open`, by a selector or by themselves.
    pub covered: Vec<(Record, &'static str)>,
    /// What was done with an earlier edit, in a word.
    pub again: Option<&'static str>,
    /// Dates that counted from what goes: the record, and what is written in place of the rule.
    pub written_out: Vec<(Record, String)>,
    /// Saved filters that name what goes.
    pub views: Vec<Box<str>>,
    /// The lines of the file that would go and come, with `-` and `+` before them.
    pub preview: Vec<String>,
    /// What is imported.
    pub import: Option<Import>,
}

/// What is said of an import besides its edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The heads of the columns, and what each fills.
    pub columns: Vec<(String, Option<String>)>,
    /// The address of each record, `add`, `change` or `same`, and the rows that say it.
    pub records: Vec<(String, &'static str, Vec<u32>)>,
    /// What the sheet says otherwise, and the file keeps.
    pub kept: Vec<Kept>,
    /// What should be known and is not wrong.
    pub notices: Vec<String>,
}

/// Whether an edit is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It is.
    Write,
    /// It is shown only.
    Dry,
}

impl Desk {
    /// Reads the file that is to be written.
    ///
    /// # Errors
    ///
    /// When it cannot be read or written as a whole, or `--as-of` is given.
    pub fn open(global: &GlobalArguments, shape: Shape) -> Result<Self, Error> {
        if global.as_of.is_some() {
            return Err(usage("'--as-of' is for looking: this command writes", "leave out --as-of"));
        }
        Self::open_to_look(global, shape)
    }

    /// Reads the file for a dry run, which `--as-of` may move to another moment.
    ///
    /// # Errors
    ///
    /// When it cannot be read or written as a whole.
    pub fn open_to_look(global: &GlobalArguments, shape: Shape) -> Result<Self, Error> {
        let voice = Voice::of_stdout(&terminal::variables(), global.color);
        let (source, settings) = source_of(None, global)?;
        let path = match &source {
            Source::Path(path) => path.clone(),
            Source::Stdin | Source::Example => {
                return Err(usage(format!("{} cannot be written", source.quoted()), "name a file with --file"));
            }
        };
        let session = Session::open((&source, &settings), global, None, voice)?;
        session.must_be_readable()?;
        must_be_whole(&session)?;
        let base = Arc::new(session.snapshot.clone());
        Ok(Self { session, author: disk::author(&settings.settings), path, shape, base })
    }

    /// Returns who writes, and which day it is in a zone.
    pub fn hand(&self, zone: &Zone) -> Hand {
        Hand { user: self.author.user.clone(), today: zone.day_of(self.session.board.now) }
    }

    /// Returns who writes, and which day it is where a milestone's date is.
    pub fn hand_at(&self, milestone: u32) -> Hand {
        let board = &self.session.board;
        self.hand(board.zone_of(board.dated(milestone)))
    }

    /// Returns what the entries of these records say.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    pub fn facts(&self, records: &[Record]) -> Result<Facts, Stopped> {
        amend::facts(&self.base, records).map_err(|refusal| self.refused(&refusal))
    }

    /// Says why an edit is not made.
    pub fn refused(&self, refusal: &Refusal) -> Stopped {
        self.refused_in(refusal, &self.base)
    }

    fn refused_in(&self, refusal: &Refusal, snapshot: &Snapshot) -> Stopped {
        let kind = match refusal.why {
            Why::Rule | Why::Missing | Why::Nothing | Why::Unproved => ErrorKind::Usage,
            Why::Broken => ErrorKind::File,
        };
        let Some(place) = refusal.place else {
            return Error::new(kind, refusal.message.clone()).hint(refusal.hint.clone()).into();
        };
        let mut remarks = annotate::refusal(&self.session, &snapshot.text, place, &refusal.message);
        if !refusal.hint.is_empty() {
            remarks.push(format!("hint: {}", refusal.hint));
        }
        Stopped::Answer(Answer { text: String::new(), remarks, code: kind.exit_code() })
    }

    /// Does an edit without writing it.
    ///
    /// # Errors
    ///
    /// When it could not be done, or something in the file would be wrong by it.
    pub fn try_out(&self, edit: &Edit) -> Result<Trial, Stopped> {
        amend::trial(&self.base, edit, &self.session.machine).map_err(|not| match not {
            NotAmended::Refused(refusal) => self.refused(&refusal),
            NotAmended::Clashes(clashes) => self.conflict(&clashes, &self.base, &Intent::Edit(edit.clone())),
        })
    }

    /// Saves an edit and says what was done; or shows the lines that it would change.
    ///
    /// # Errors
    ///
    /// When it could not be done, or nothing was saved.
    pub fn finish(&self, edit: Edit, mut besides: Besides, mode: Mode) -> Result<Answer, Stopped> {
        match mode {
            Mode::Write => self.save_and_tell(Intent::Edit(edit), &besides),
            Mode::Dry => {
                let trial = self.try_out(&edit)?;
                besides.preview = preview::lines(&self.base.text, &trial.amended.splices);
                Ok(self.tell_unsaved(Some(&edit), &besides))
            }
        }
    }

    /// Saves.
    ///
    /// # Errors
    ///
    /// When nothing was saved.
    pub fn save(&self, intent: Intent) -> Result<Saved, Stopped> {
        let machine = &self.session.machine;
        let request = Request {
            file: &self.path,
            intent,
            base: Arc::clone(&self.base),
            author: &self.author,
            machine,
            now: machine.at(Utc::now()),
            patience: Some(PATIENCE),
        };
        let mut waits = 0;
        let saved = disk::commit(&request, &mut |step| {
            waits += u32::from(step == disk::Step::Waiting);
            if step == disk::Step::Waiting && waits == WAITS_IN_SILENCE {
                let name = clean(&self.session.name).to_string();
                // Nothing is left to tell it to.
                let _ = writeln!(io::stderr(), "another program is saving '{name}': waiting for it");
            }
        });
        saved.map_err(|reason| match reason {
            NotSaved::Clashes(clashes, newest) => self.conflict(&clashes, &newest, &request.intent),
            NotSaved::Refused(refusal, newest) => self.refused_in(&refusal, newest.as_ref().unwrap_or(&self.base)),
            NotSaved::Locked(message) => {
                Error::new(ErrorKind::File, message).hint("run the command again when it is done").into()
            }
            NotSaved::Disk { message, hint } => Error::new(ErrorKind::File, message).hint(hint).into(),
        })
    }

    fn conflict(&self, clashes: &[crate::domain::edit::Clash], newest: &Snapshot, intent: &Intent) -> Stopped {
        let text = match self.shape {
            Shape::Text => String::new(),
            Shape::Json => {
                let json = WrittenJson::conflict(&self.session, &newest.sha256, clashes);
                text_of(&self.session.voice, &json)
            }
        };
        Stopped::Answer(Answer { text, remarks: clash::lines(clashes, intent), code: ErrorKind::Conflict.exit_code() })
    }

    /// Saves an edit and says what was done.
    ///
    /// # Errors
    ///
    /// When nothing was saved.
    pub fn save_and_tell(&self, intent: Intent, besides: &Besides) -> Result<Answer, Stopped> {
        if let Intent::Edit(edit) = &intent {
            // What an undo brings back may have been wrong.
            self.try_out(edit)?;
        }
        let saved = self.save(intent)?;
        let mut remarks = self.session.remarks.clone();
        remarks.extend(saved.remarks.iter().cloned());
        remarks.extend(besides.warnings.iter().map(|warning| format!("warning: {warning}")));
        if saved.is_replayed {
            remarks.push("the file was changed in between; this was done on its newest text".into());
        }
        let text = match self.shape {
            Shape::Text => self.said(&saved.edit, besides, saved.undoes),
            Shape::Json => {
                let mut edit = EditJson::of(&saved.edit, &self.author);
                edit.seq = Some(saved.seq);
                edit.undoes = saved.undoes;
                edit.outcome = Some("done");
                edit.time = Some(instant(self.session.machine.at(self.session.board.now)));
                let json = WrittenJson::saved(&self.session, &saved.sha256, edit, besides);
                text_of(&self.session.voice, &json)
            }
        };
        Ok(Answer { text, remarks, code: 0 })
    }

    /// Returns how answers are written.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Says that there is nothing to do.
    pub fn tell_nothing(&self, besides: &Besides) -> Answer {
        let text = match self.shape {
            Shape::Text => self.lines(&besides.lines),
            Shape::Json => text_of(&self.session.voice, &WrittenJson::dry(&self.session, None, besides)),
        };
        Answer { text, remarks: self.session.remarks.clone(), code: 0 }
    }

    /// Says what would be done.
    pub fn tell_unsaved(&self, edit: Option<&Edit>, besides: &Besides) -> Answer {
        let mut remarks = self.session.remarks.clone();
        remarks.extend(besides.warnings.iter().map(|warning| format!("warning: {warning}")));
        remarks.push("dry run: nothing was written".into());
        let text = match self.shape {
            Shape::Text => edit.map_or_else(|| self.lines(&besides.lines), |edit| self.said(edit, besides, None)),
            Shape::Json => {
                let edit = edit.map(|edit| EditJson::of(edit, &self.author));
                text_of(&self.session.voice, &WrittenJson::dry(&self.session, edit, besides))
            }
        };
        Answer { text, remarks, code: 0 }
    }

    /// Says what an edit did, a line for each record; of an undo also which edit it took back, and whose that was.
    fn said(&self, edit: &Edit, besides: &Besides, undoes: Option<u64>) -> String {
        let lead = match (besides.again, undoes) {
            (Some(word), Some(seq)) => format!("{word} (edit {seq} of {}): ", self.author.user),
            (Some(word), None) => format!("{word}: "),
            (None, _) => String::new(),
        };
        let mut lines: Vec<String> =
            words::lines(&with_covered(edit, besides)).iter().map(|line| format!("{lead}{line}")).collect();
        lines.extend(besides.lines.iter().chain(&besides.preview).cloned());
        self.lines(&lines)
    }

    fn lines(&self, lines: &[String]) -> String {
        lines.iter().fold(String::new(), |text, line| text + self.session.voice.clean(line).as_str() + "\n")
    }
}

/// Returns an edit as it is said: from what an obligation was, also where it had no entry of its own.
fn with_covered(edit: &Edit, besides: &Besides) -> Edit {
    let mut edit = edit.clone();
    for change in edit.changes.iter_mut().filter(|change| change.key == "status") {
        let was = besides.covered.iter().find(|(record, _)| *record == change.record);
        if let (Some((_, was)), Step::Set { from: from @ None, .. }) = (was, &mut change.step) {
            *from = Some(Value::text(*was));
        }
    }
    edit
}

/// Refuses a file of which a part could not be read, or that says no version of the format.
fn must_be_whole(session: &Session) -> Result<(), Error> {
    if session.snapshot.syntax == Syntax::Whole {
        if session.snapshot.file.version.is_some() {
            return Ok(());
        }
        let Refusal { message, hint, .. } = amend::without_version();
        return Err(Error::new(ErrorKind::File, format!("{}: {message}", clean(&session.name))).hint(hint));
    }
    let hint = "nothing is written into a file of which a part cannot be read; run 'duewatch check', repair it by hand";
    let is_syntax = |finding: &&Finding| finding.code == Code::Syntax && finding.severity == Severity::Error;
    let message = match session.snapshot.findings.iter().find(is_syntax) {
        Some(finding) => format!("{}: {}", annotate::position(session, finding), finding.message),
        None => format!("a part of {} cannot be read", clean(&session.name)),
    };
    Err(Error::new(ErrorKind::File, message).hint(hint))
}
