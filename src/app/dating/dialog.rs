//! The date dialog: another date for a milestone, why, since when, and where that is written.

use chrono::{DateTime, Utc};
use tui_input::Input;

use super::preview::{Preview, standing};
use crate::app::filter_line::{LONGEST, edit};
use crate::app::key::{Key, KeyCode};
use crate::app::motion::Step;
use crate::app::typing::{Stage, Typed};
use crate::domain::board::Board;
use crate::domain::edit::make::{Moving, ground, since_ground};
use crate::domain::edit::{Facts, Record, Refusal};
use crate::domain::text::clean;
use crate::domain::typed;
use crate::domain::unfinished::{Unfinished, facts_about};

/// The word for this dialog in what is kept of it.
pub const DIALOG: &str = "date";
/// The word for whether it is a move or a correction.
const WAY: &str = "way";
/// The word for a date that shall stay.
const KEPT: &str = "keep";

/// A line of the dialog in which something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The new date.
    To,
    /// Why.
    Reason,
    /// The day on which the change took legal effect or was announced.
    When,
    /// Where it is written.
    Source,
}

impl Field {
    const ALL: [Self; 4] = [Self::To, Self::Reason, Self::When, Self::Source];

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::To => "new date",
            Self::Reason => "reason",
            Self::When => "since",
            Self::Source => "source",
        }
    }

    /// Returns the word for it in what is kept of the dialog.
    fn word(self) -> &'static str {
        match self {
            Self::To => "to",
            Self::Reason => "reason",
            Self::When => "when",
            Self::Source => "source",
        }
    }

    pub(super) fn explained(self) -> &'static str {
        match self {
            Self::To => "",
            Self::Reason => "why the date changes",
            Self::When => "day it took effect or was announced, or today",
            Self::Source => "where it is written; may stay empty",
        }
    }
}

/// Whether a date is moved or corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The law changed: the old date is kept under `moved`.
    Move,
    /// It was typed wrong: nothing is kept but the journal.
    Correct,
}

impl Way {
    /// Returns the word for it in what is kept of the dialog.
    fn word(self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::Correct => "correct",
        }
    }
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field.
    pub field: Field,
    /// What is wrong.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
}

/// A date that is being changed.
#[derive(Clone, Debug)]
pub struct Dating {
    /// The milestone.
    pub record: Record,
    /// Its title.
    pub title: String,
    /// What the file said when the dialog was opened.
    pub facts: Facts,
    /// The date as it stood then.
    pub stood: Stood,
    /// Whether it is moved or corrected.
    pub way: Way,
    /// Whether it is written, or asked whether to drop what was typed.
    pub stage: Stage,
    /// The field with the cursor.
    pub at: Field,
    /// What is wrong.
    pub wrong: Option<Wrong>,
    /// What the typed date means.
    pub preview: Preview,
    /// The date in the list of what moves that has the cursor, by its place there; none: a field has it.
    pub item: Option<usize>,
    /// Why the last date could not be kept.
    pub locked: Option<String>,
    /// The dates that shall stay where they are, though they count from this one.
    pub kept: Vec<Record>,
    /// The first line that is shown.
    pub offset: usize,
    /// How many lines further down than the cursor needs: `PgDn`, where there is little room.
    pub further: usize,
    /// The fields, in the order of [`Field::ALL`]; each at most [`LONGEST`] characters.
    inputs: [Input; 4],
}

/// The date as it stood when the dialog was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stood {
    /// As written.
    pub written: String,
    /// In a few words.
    pub said: String,
}

/// The lines of a page.
const PAGE: usize = 4;

impl Dating {
    /// Opens the dialog for a milestone; `facts` are what its entry says.
    #[must_use]
    pub fn open(board: &Board, milestone: u32, facts: Facts) -> Self {
        let (regulation, record) = board.records(milestone);
        let address =
            Record::Milestone { regulation: regulation.id.as_str().into(), milestone: record.id.as_str().into() };
        let written = facts.get(&address, record.verb.word()).map(ToString::to_string).unwrap_or_default();
        Self {
            record: address,
            title: record.title.to_string(),
            facts,
            stood: Stood { written, said: standing(board, milestone) },
            way: Way::Move,
            stage: Stage::Writing,
            at: Field::To,
            wrong: None,
            preview: Preview::of(board, milestone, ("", None), &[]),
            item: None,
            locked: None,
            kept: Vec::new(),
            offset: 0,
            further: 0,
            inputs: Default::default(),
        }
    }

    /// Fills in what was typed before.
    pub fn fill(&mut self, board: &Board, text: &Unfinished) {
        let kept = text.about.iter().filter(|(word, _)| word == KEPT);
        self.kept = kept.filter_map(|(_, address)| address.parse().ok()).collect();
        self.way = if text.about(WAY) == Some(Way::Correct.word()) { Way::Correct } else { Way::Move };
        for field in Field::ALL {
            *self.input_mut(field) = Input::new(text.field(field.word()).to_string());
        }
        self.look(board);
    }

    /// Returns what is typed in a field.
    #[must_use]
    pub fn value(&self, field: Field) -> &str {
        self.input(field).value()
    }

    pub(super) fn input(&self, field: Field) -> &Input {
        let [to, reason, when, source] = &self.inputs;
        match field {
            Field::To => to,
            Field::Reason => reason,
            Field::When => when,
            Field::Source => source,
        }
    }

    /// Returns what is typed in the field with the cursor; none where a date has it that moves.
    pub fn standing_input(&mut self) -> Option<&mut Input> {
        let at = self.at;
        self.item.is_none().then(|| self.input_mut(at))
    }

    fn input_mut(&mut self, field: Field) -> &mut Input {
        let [to, reason, when, source] = &mut self.inputs;
        match field {
            Field::To => to,
            Field::Reason => reason,
            Field::When => when,
            Field::Source => source,
        }
    }

    /// Returns the fields that are shown.
    #[must_use]
    pub fn fields(&self) -> &'static [Field] {
        match self.way {
            Way::Move => &Field::ALL,
            Way::Correct => &[Field::To],
        }
    }

    /// Carries out a key that is no command.
    pub fn press(&mut self, board: &Board, key: Key) {
        match key.code {
            KeyCode::Tab => self.next(1),
            KeyCode::BackTab => self.next(-1),
            KeyCode::Down => self.go(Step::Rows(1)),
            KeyCode::Up => self.go(Step::Rows(-1)),
            KeyCode::Char(_)
            | KeyCode::Backspace
            | KeyCode::Delete
            | KeyCode::Left
            | KeyCode::Right
            | KeyCode::Home
            | KeyCode::End => {
                let at = self.at;
                self.further = 0;
                let before = self.value(at).to_string();
                edit(self.input_mut(at), key);
                if self.value(at) != before {
                    self.typed(board);
                }
            }
            KeyCode::PageDown => self.further += PAGE,
            KeyCode::PageUp => self.further = self.further.saturating_sub(PAGE),
            KeyCode::Enter | KeyCode::Esc => {}
        }
    }

    /// Puts a text in at the cursor; on one line.
    pub fn paste(&mut self, board: &Board, text: &str) {
        let at = self.at;
        self.item = None;
        let cleaned = clean(text.trim());
        for c in cleaned.as_str().chars() {
            edit(self.input_mut(at), Key { code: KeyCode::Char(c), ctrl: false });
        }
        self.typed(board);
    }

    /// Turns a move into a correction of a typing mistake, and back.
    pub fn turn(&mut self, board: &Board) {
        self.wrong = None;
        self.way = match self.way {
            Way::Move => Way::Correct,
            Way::Correct => Way::Move,
        };
        if self.way == Way::Correct {
            self.at = Field::To;
            // A mistake is one letter of many: the date as it stands is there to be corrected.
            if self.value(Field::To).is_empty() {
                let written = self.stood.written.chars().take(LONGEST).collect();
                *self.input_mut(Field::To) = Input::new(written);
            }
        } else if self.value(Field::To) == self.stood.written {
            *self.input_mut(Field::To) = Input::default();
        }
        self.look(board);
    }

    /// Takes the working day before the closed one that is typed.
    pub fn take_working_day(&mut self, board: &Board) {
        if let Some(text) = self.preview.working.take() {
            (self.at, self.item) = (Field::To, None);
            *self.input_mut(Field::To) = Input::new(text);
            self.typed(board);
        }
    }

    /// Reads the date anew: for another text, or on another version of the file.
    pub fn look(&mut self, board: &Board) {
        let Some(milestone) = self.find(board) else {
            // Nothing counts from a date that is not there.
            (self.preview, self.item) = (Preview::default(), None);
            return;
        };
        self.preview = Preview::of(board, milestone, (self.value(Field::To), self.since()), &self.kept);
        let last = self.preview.impacts.len().checked_sub(1);
        self.item = self.item.zip(last).map(|(at, last)| at.min(last));
    }

    /// Returns the day on which it moves, as typed; none where it is corrected.
    pub(super) fn since(&self) -> Option<&str> {
        match self.way {
            Way::Move => Some(self.value(Field::When)),
            Way::Correct => None,
        }
    }

    /// Returns the milestone's number; none where it is not there any more.
    #[must_use]
    pub fn find(&self, board: &Board) -> Option<u32> {
        let (regulation, milestone) = self.record.milestone()?;
        board.find(regulation, milestone)
    }

    fn typed(&mut self, board: &Board) {
        let at = self.at;
        self.wrong.take_if(|wrong| wrong.field == at);
        // The day of a move says whether it clears a breach.
        if matches!(at, Field::To | Field::When) {
            self.look(board);
        }
    }

    /// Returns what is said with the move; none where something is missing: that is said, and the cursor goes there.
    ///
    /// `correct` is the key that turns the move into a correction.
    pub fn moving(&mut self, board: &Board, at: u32, correct: &str) -> Option<Moving> {
        let text = |field: Field| self.value(field).trim().to_string();
        let (to, reason, when, source) = (text(Field::To), text(Field::Reason), text(Field::When), text(Field::Source));
        let wrong = if to.is_empty() {
            Some((Field::To, "a date is missing".to_string(), "type the new one".to_string()))
        } else if let Err(error) = typed::read(&to, &ground(board, at)) {
            Some((Field::To, error.sentence(), error.hint))
        } else if self.way == Way::Move && reason.is_empty() {
            Some((Field::Reason, "a move needs a reason".into(), format!("{correct} if the date was only typed wrong")))
        } else if self.way == Way::Move && when.is_empty() {
            let hint = "the day on which the change took effect or was announced, or today";
            Some((Field::When, "since when is missing".into(), hint.into()))
        } else if self.way == Way::Move {
            let read = typed::read_point(&when, &since_ground(board, at));
            read.err().map(|error| (Field::When, error.sentence(), error.hint))
        } else {
            None
        };
        match wrong {
            Some((field, message, hint)) => {
                (self.at, self.item) = (field, None);
                self.wrong = Some(Wrong { field, message, hint });
                None
            }
            None => Some(Moving { to, reason, when, source: Some(source).filter(|source| !source.is_empty()) }),
        }
    }

    /// Says under the field what is wrong with the whole.
    pub fn refused(&mut self, refusal: &Refusal) {
        let field = Field::To;
        (self.at, self.item) = (field, None);
        self.wrong = Some(Wrong { field, message: refusal.message.clone(), hint: refusal.hint.clone() });
    }
}

impl Typed for Dating {
    fn is_changed(&self) -> bool {
        let is_own = |field: &Field| {
            let value = self.value(*field);
            !value.is_empty() && (*field != Field::To || value != self.stood.written)
        };
        Field::ALL.iter().any(is_own)
    }

    fn stage(&self) -> Stage {
        self.stage
    }

    fn turn_to(&mut self, stage: Stage) {
        self.stage = stage;
    }

    fn unfinished(&self, begun: DateTime<Utc>) -> Unfinished {
        let typed = Field::ALL.iter().map(|field| (field.word().to_string(), self.value(*field).to_string()));
        let mut about = vec![(WAY.to_string(), self.way.word().to_string())];
        about.extend(self.kept.iter().map(|record| (KEPT.to_string(), record.to_string())));
        let (record, facts) = (self.record.clone(), facts_about(&self.facts, &self.record));
        Unfinished { dialog: DIALOG.into(), record, about, fields: typed.collect(), facts, begun }
    }
}
