//! What moves by the fields of a form: told before they are saved, to be accepted or kept one by one.

use super::{Sheet, Subject, made};
use crate::app::dating::Page;
use crate::app::edits::facts;
use crate::app::motion::Step;
use crate::app::newcomer::{ahead, board_of, machine};
use crate::app::reach::{LISTED, PAGE, head, lines_of, toggle};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::words::{Run, Words, wrap};
use crate::domain::board::Board;
use crate::domain::edit::make::Reach;
use crate::domain::edit::{Edit, Facts, Record, Refusal};
use crate::yaml::amend;

/// The keys by which dates move; from closings count occurrences.
const MOVING: [&str; 10] = ["zone", "calendar", "roll", "certainty", "repeat", "by", "from", "at", "due", "closed"];

/// How many occurrences are named that are none of their series any more.
const NAMED: usize = 6;

/// What moves, and what of it is kept.
#[derive(Clone, Debug, Default)]
pub struct Weighing {
    /// What moves and what stays.
    pub reach: Reach,
    /// The dates that shall stay.
    pub kept: Vec<Record>,
    /// The date with the cursor, by its place among the others.
    pub at: usize,
    /// Why the last one could not be kept.
    pub locked: Option<String>,
}

/// Returns what an edit of a record moves besides the record's own date; `kept` shall stay.
#[must_use]
pub fn reach_of(state: &State, record: &Record, edit: &Edit, kept: &[Record]) -> Reach {
    let may_move = edit.changes.iter().any(|change| MOVING.contains(&&*change.key));
    let newest = ahead(state).or_else(|| state.source.snapshot.clone());
    let (Some(newest), true) = (newest, may_move) else { return Reach::default() };
    let board = board_of(state, &newest);
    match amend::trial(&newest, edit, machine(&board)) {
        Ok(trial) => Reach::of_file(&board, record, (&trial.after.file, &trial.after.plan), kept),
        // Why it cannot be done is said by whoever saves it.
        Err(_) => Reach::default(),
    }
}

/// Adds to the edit of a form what keeps the dates that stay; or returns none after it showed them for the first time.
///
/// # Errors
///
/// When a date cannot stand by itself.
pub fn weighed(state: &State, board: &Board, sheet: &mut Sheet, edit: Edit) -> Result<Option<Edit>, Refusal> {
    let Subject::Old { record, .. } = &sheet.subject else { return Ok(Some(edit)) };
    // Another id moves nothing: what moves is told of the fields alone, by the names as they stand.
    let Some(fields) = made::fields_of(board, sheet)? else { return Ok(Some(edit)) };
    let kept = sheet.reach.as_ref().map_or(&[][..], |weighing| &weighing.kept);
    let reach = reach_of(state, record, &fields, kept);
    if reach.is_silent() {
        return Ok(Some(edit));
    }
    if sheet.reach.is_none() {
        sheet.reach = Some(Weighing { reach, ..Weighing::default() });
        return Ok(None);
    }
    let written = reach.written();
    let now = if written.is_empty() { Facts::default() } else { facts(state, &written)? };
    let fields = reach.join(&now, board, fields)?;
    made::finished(state, board, sheet, (Some(fields), &written)).map(Some)
}

/// Says how many dates a line moves, and which occurrences are none any more; nothing where it changes none.
#[must_use]
pub fn said(state: &State, record: &Record, edit: &Edit) -> Vec<String> {
    let reach = reach_of(state, record, edit, &[]);
    let moves = match (reach.moving(), reach.others.len()) {
        (_, 0) => None,
        (0, _) => Some("dates that count from it stay: they are closed".to_string()),
        (1, _) => Some("1 date moves with it".to_string()),
        (more, _) => Some(format!("{more} dates move with it")),
    };
    moves.into_iter().chain(reach.words(1)).chain(reach.turn_words(1)).collect()
}

impl Weighing {
    /// Goes up or down.
    pub fn go(&mut self, step: Step) {
        self.locked = None;
        let rows = usize::try_from(PAGE).unwrap_or(1);
        self.at = step.from(self.at, self.reach.others.len().min(LISTED), rows);
    }

    /// Keeps the date with the cursor, or lets it move after all.
    pub fn keep(&mut self) {
        if let Some(impact) = self.reach.others.get(self.at) {
            self.locked = toggle(&mut self.kept, impact).err();
        }
    }

    /// Returns the lines of the list; `width` is in cells.
    #[must_use]
    pub fn page(&self, width: usize) -> Page {
        let mut page = Page::default();
        if let Some(own) = self.reach.own.as_ref().filter(|own| own.old != own.new) {
            let text = format!("{} -> {}", own.old, own.new);
            page.lines.extend(wrap(&[Run::new(&text, Tone::Strong)], width.max(8), 0));
        }
        for said in self.reach.words(NAMED).into_iter().chain(self.reach.turn_words(NAMED)) {
            page.lines.extend(wrap(&[Run::new(&said, Tone::Doubtful)], width.max(8), 0));
        }
        if self.reach.others.is_empty() {
            return page;
        }
        page.lines.push(head(self.reach.moving(), self.reach.others.len()));
        for (at, impact) in self.reach.others.iter().take(LISTED).enumerate() {
            let (is_here, before) = (at == self.at, page.lines.len());
            page.stands.push(before);
            page.lines.extend(lines_of(impact, (is_here, width)));
            if is_here {
                page.cursor = (before, 0);
                if let Some(why) = &self.locked {
                    page.lines.extend(wrap(&[Run::new(&format!("      {why}"), Tone::Doubtful)], width, 6));
                }
                page.said = page.lines.len() - before - 1;
            }
        }
        let others = self.reach.others.len().saturating_sub(LISTED);
        if others > 0 {
            page.lines.push(Words::of(&format!("+{others} more"), Tone::Dim));
        }
        page
    }
}
