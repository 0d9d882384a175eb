//! The journal from its beginning: whether its lines hang together, and how every edit ended.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};

use super::{Entry, Kind, Line, Outcome};

/// Something that a journal should not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// A line that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scrap {
    /// The beginning of a line, behind which nothing stands, not even its end: a crash, or a full disk.
    Torn,
    /// The beginning of a line with an end behind it. That is put there by the next save, if it was torn.
    Beginning,
    /// Nothing that this program ever wrote.
    Foreign,
}

/// What is wrong with a line of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is the beginning of a line, and is the last without an end, or the next one goes on from the one before.
    #[error("ends in the middle: the machine or the program stopped while it was written")]
    Torn,
    /// It cannot be read.
    #[error("cannot be read")]
    Unreadable,
    /// It does not go on from the line before.
    #[error("does not go on from the line before: a line was changed, taken out or put in")]
    Chain,
    /// It goes on from the same line as the one before: two programs without a lock. That is information.
    #[error("goes on from the same line as the one before: two programs saved without a lock")]
    Twin,
    /// Its number was there before, or it settles an edit that is not there.
    #[error("bears a number that does not fit")]
    Number,
}

impl Fault {
    /// Returns whether the chain is broken by it; else it is only to be said.
    #[must_use]
    pub fn is_break(self) -> bool {
        match self {
            Self::Unreadable | Self::Chain | Self::Number => true,
            Self::Torn | Self::Twin => false,
        }
    }
}

/// The most faults that are kept.
const FAULTS: usize = 100;

/// The journal from its beginning, line by line: the chain is checked, outcomes find their edits.
#[derive(Debug, Default)]
pub struct Chain {
    /// The edits that were wanted, oldest first.
    pub entries: Vec<Entry>,
    /// What is wrong; the first hundred.
    pub faults: Vec<Break>,
    /// How many lines there are.
    pub lines: u64,
    /// The hash of the text after the last edit that was saved, and when that was.
    pub last: Option<(String, DateTime<FixedOffset>)>,
    /// The hash of the last line that could be read, and what that line named as its predecessor.
    link: (String, String),
    /// The last line is the beginning of one: whether it was torn is told by the next.
    is_after_beginning: bool,
    highest: u64,
    /// Edits without an outcome yet: the hashes after and before, the time, the place among the entries.
    open: HashMap<u64, Open>,
}

#[derive(Debug)]
struct Open {
    before: String,
    after: String,
    time: DateTime<FixedOffset>,
    at: Option<usize>,
}

impl Chain {
    /// Takes a line that cannot be read.
    pub fn scrap(&mut self, scrap: Scrap) {
        self.lines += 1;
        self.is_after_beginning = scrap != Scrap::Foreign;
        self.fault(if scrap == Scrap::Torn { Fault::Torn } else { Fault::Unreadable });
    }

    /// Takes the hash of the text as it stands, behind the last line: what the last edit should leave was left by it,
    /// though no line says so yet.
    pub fn stands(&mut self, text: &str) {
        if self.open.get(&self.highest).is_some_and(|open| open.after == text)
            && let Some(open) = self.open.remove(&self.highest)
        {
            self.close(open, Outcome::Done);
        }
    }

    /// Takes a line; `hash` is its SHA-256, `is_wanted` says of an edit whether it is kept.
    pub fn take(&mut self, line: Line, hash: String, is_wanted: impl FnOnce(&Entry) -> bool) {
        self.lines += 1;
        self.check(&line);
        self.link = (hash, line.prev.clone());
        self.is_after_beginning = false;
        let seq = line.seq;
        match line.kind {
            Kind::Done | Kind::Void => {
                let Some(open) = self.open.remove(&seq) else {
                    self.fault(Fault::Number);
                    return;
                };
                let is_done = line.kind == Kind::Done;
                self.close(open, if is_done { Outcome::Done } else { Outcome::Void });
            }
            Kind::Edit => {
                if seq <= self.highest {
                    self.fault(Fault::Number);
                }
                self.highest = self.highest.max(seq);
                let Some(entry) = Entry::of(line) else {
                    self.fault(Fault::Unreadable);
                    return;
                };
                let (before, after, time) = (entry.body.before.clone(), entry.body.after.clone(), entry.time);
                let at = is_wanted(&entry).then_some(self.entries.len());
                if at.is_some() {
                    self.entries.push(entry);
                }
                self.open.insert(seq, Open { before, after, time, at });
            }
        }
    }

    fn check(&mut self, line: &Line) {
        let is_linked = line.prev == self.link.0;
        if is_linked && self.is_after_beginning {
            // The chain goes on over it: it was torn, not changed.
            if let Some(last) = self.faults.last_mut().filter(|last| last.line + 1 == self.lines) {
                last.fault = Fault::Torn;
            }
        }
        if !is_linked {
            let is_twin = self.lines > 1 && line.prev == self.link.1;
            self.fault(if is_twin { Fault::Twin } else { Fault::Chain });
        }
    }

    fn close(&mut self, open: Open, outcome: Outcome) {
        let last = if outcome == Outcome::Done { self.last.replace((open.after, open.time)) } else { None };
        let Some(entry) = open.at.and_then(|at| self.entries.get_mut(at)) else { return };
        entry.outcome = outcome;
        if let Some((after, time)) = last
            && after != open.before
        {
            entry.changed_since = Some(time);
        }
    }

    fn fault(&mut self, fault: Fault) {
        if self.faults.len() < FAULTS {
            self.faults.push(Break { line: self.lines, fault });
        }
    }
}
