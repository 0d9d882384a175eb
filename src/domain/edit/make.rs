//! Makes edits of what somebody asks for, and says what is refused or must be said. One for keys and commands.

use super::{Clash, Edit, Facts, Record, Refusal, Why};
use crate::domain::board::Board;
use crate::domain::status::Status;

/// What somebody says with a status; every text as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Why.
    pub reason: Option<String>,
    /// Who did it, or carries the risk.
    pub who: Option<String>,
    /// Since which day.
    pub since: Option<String>,
    /// Up to which day; inclusive.
    pub until: Option<String>,
    /// The day or instant on which it was done.
    pub closed: Option<String>,
    /// On whom it waits.
    pub waiting: Option<String>,
    /// The day to ask again.
    pub chase: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Paths or URLs; added to those that are there.
    pub evidence: Vec<String>,
}

/// Who edits, and when: what is written where nothing is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// The user's name, for `who`.
    pub user: String,
    /// Today in the zone of the date, for `closed` and `since`.
    pub today: chrono::NaiveDate,
}

/// A key that a status says, in the order in which it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The key.
    pub key: &'static str,
    /// Whether `check` warns where it is missing and nothing can be put in its place.
    pub is_needed: bool,
    /// What it is, in a few words.
    pub doc: &'static str,
}

/// Returns what a status says: what a dialog asks for.
#[must_use]
pub fn asked(status: Status) -> &'static [Asked] {
    let _ = status;
    &[]
}

/// Returns the cells that `set` on a milestone means, each live one, and how many others there are.
///
/// # Errors
///
/// When it has no cells, none is live, or it repeats.
pub fn live_cells(board: &Board, milestone: u32) -> Result<(Vec<Record>, usize), Refusal> {
    let _ = (board, milestone);
    Err(Refusal::new(Why::Rule, "not yet", ""))
}

/// Gives obligations a status.
///
/// # Errors
///
/// When the status must say something that is not given, a day cannot be read, the milestone does not touch a
/// product, or nothing would change.
pub fn set_status(
    facts: &Facts,
    board: &Board,
    cells: &[Record],
    to: Status,
    given: &Given,
    hand: &Hand,
) -> Result<Edit, Refusal> {
    let _ = (facts, board, cells, to, given, hand);
    Err(Refusal::new(Why::Rule, "not yet", ""))
}

/// Puts lines behind the notes of a record (of a cell: its `note`).
///
/// # Errors
///
/// When there is no such record, or nothing is to be written.
pub fn append_note(facts: &Facts, record: &Record, lines: &str) -> Result<Edit, Refusal> {
    let _ = (facts, record, lines);
    Err(Refusal::new(Why::Rule, "not yet", ""))
}

/// Writes the notes of a record anew (of a cell: its `note`); an empty text takes them away.
///
/// # Errors
///
/// When there is no such record, or nothing would change.
pub fn rewrite_note(facts: &Facts, record: &Record, text: &str) -> Result<Edit, Refusal> {
    let _ = (facts, record, text);
    Err(Refusal::new(Why::Rule, "not yet", ""))
}

/// What is said with another date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moving {
    /// The new date, in any form of the format.
    pub to: String,
    /// Why.
    pub reason: String,
    /// The day on which the change took legal effect or was announced.
    pub when: String,
    /// Where it is written.
    pub source: Option<String>,
}

/// Moves the date of a milestone and keeps its nominal date, as it stood, under `moved`.
///
/// # Errors
///
/// When something that must be said is missing or cannot be read, or nothing would change.
pub fn move_date(facts: &Facts, board: &Board, milestone: u32, moving: &Moving, hand: &Hand) -> Result<Edit, Refusal> {
    let _ = (facts, board, milestone, moving, hand);
    Err(Refusal::new(Why::Rule, "not yet", ""))
}

/// Corrects a date that was typed wrong: nothing is kept under `moved`.
///
/// # Errors
///
/// When the date cannot be read, or nothing would change.
pub fn correct_date(facts: &Facts, board: &Board, milestone: u32, to: &str) -> Result<Edit, Refusal> {
    let _ = (facts, board, milestone, to);
    Err(Refusal::new(Why::Rule, "not yet", ""))
}

/// Writes that somebody compared a milestone or regulation with its source today; `source` is put beside those that it has.
///
/// # Errors
///
/// When there is no such record, or it was compared today already.
pub fn verify(facts: &Facts, record: &Record, source: Option<&str>, hand: &Hand) -> Result<Edit, Refusal> {
    let _ = (facts, record, source, hand);
    Err(Refusal::new(Why::Rule, "not yet", ""))
}

/// A milestone whose date changes with that of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Its address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Its date before, as shown.
    pub old: String,
    /// Its date after, as shown.
    pub new: String,
}

/// Returns what else moves when a milestone gets another date, in the file's order; the milestone itself first.
///
/// # Errors
///
/// When the date cannot be read.
pub fn shifts(board: &Board, milestone: u32, to: &str) -> Result<Vec<Shift>, Refusal> {
    let _ = (board, milestone, to);
    Err(Refusal::new(Why::Rule, "not yet", ""))
}

/// How a clash is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Mine stands.
    Mine,
    /// Theirs stands.
    Theirs,
    /// Theirs stands, and mine is kept as a note of the record.
    Both,
}

/// Returns the edit that a choice makes of one that clashed; none: nothing is left to do.
#[must_use]
pub fn settle(edit: &Edit, clashes: &[Clash], choice: Choice) -> Option<Edit> {
    let _ = (edit, clashes, choice);
    None
}

/// Says in one line what an edit did: "no-new-agreements / kes: open -> done".
#[must_use]
pub fn sentence(edit: &Edit) -> String {
    let _ = edit;
    String::new()
}
