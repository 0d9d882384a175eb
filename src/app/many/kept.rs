//! Rows and the line that is typed for them, as they are kept while somebody types.

use chrono::{DateTime, Utc};
use tui_input::Input;

use super::{Ask, Choice, Line, Many, Rows};
use crate::app::overlay::Overlay;
use crate::app::state::State;
use crate::app::typing::{Stage, Typed};
use crate::domain::edit::{Facts, Record};
use crate::domain::unfinished::Unfinished;

/// The word for the line in what is kept of it.
pub const DIALOG: &str = "rows";
/// The word for what is typed.
const LINE: &str = "line";
/// The word for what it is.
pub const ASK: &str = "ask";
/// The words for the rows that are meant.
const ROWS: &str = "rows";
const PRODUCT: &str = "product";
const CHOICE: &str = "chosen";

impl Rows {
    /// Returns what names the rows, each part under its word.
    #[must_use]
    pub fn about(&self) -> Vec<(String, String)> {
        let addresses: Vec<String> = self.milestones.iter().map(ToString::to_string).collect();
        let choice = match self.choice {
            Choice::Cursor => "cursor",
            Choice::Marked => "marked",
        };
        let mut about = vec![(ROWS.to_string(), addresses.join(" ")), (CHOICE.to_string(), choice.to_string())];
        about.extend(self.product.as_ref().map(|product| (PRODUCT.to_string(), product.to_string())));
        about
    }

    /// Returns the rows that are named, those that are still there; none: no rows are meant.
    ///
    /// # Errors
    ///
    /// One line: none of them is there.
    pub fn of_about(state: &State, text: &Unfinished) -> Result<Option<Self>, String> {
        let Some(addresses) = text.about(ROWS) else { return Ok(None) };
        let is_there = |record: &Record| {
            let board = state.source.board.as_ref().zip(record.milestone());
            board.is_some_and(|(board, (regulation, milestone))| board.find(regulation, milestone).is_some())
        };
        let records = addresses.split(' ').filter_map(|address| address.parse::<Record>().ok());
        let milestones: Vec<Record> = records.filter(is_there).collect();
        if milestones.is_empty() {
            return Err("none of its rows is in the file any more".into());
        }
        let choice = if text.about(CHOICE) == Some("cursor") { Choice::Cursor } else { Choice::Marked };
        Ok(Some(Self { milestones, product: text.about(PRODUCT).map(Into::into), choice }))
    }
}

impl Ask {
    fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Tag => "tags",
        }
    }
}

impl Typed for Line {
    fn is_changed(&self) -> bool {
        !self.input.value().trim().is_empty()
    }

    fn stage(&self) -> Stage {
        self.stage
    }

    fn turn_to(&mut self, stage: Stage) {
        self.stage = stage;
    }

    fn unfinished(&self, begun: DateTime<Utc>) -> Unfinished {
        let ask = (ASK.to_string(), self.ask.word().to_string());
        Unfinished {
            dialog: DIALOG.into(),
            record: Record::File,
            about: std::iter::once(ask).chain(self.rows.about()).collect(),
            fields: vec![(LINE.into(), self.input.value().into())],
            facts: Facts::default(),
            begun,
        }
    }
}

/// Opens the line again in which something was typed.
///
/// # Errors
///
/// One line: none of its rows is there.
pub fn reopen(state: &State, text: &Unfinished) -> Result<Overlay, String> {
    let rows = Rows::of_about(state, text)?.ok_or("it says no rows")?;
    let ask = if text.about(ASK) == Some(Ask::Owner.word()) { Ask::Owner } else { Ask::Tag };
    let input = Input::new(text.field(LINE).to_string());
    let line = Line { ask, rows, input, problem: String::new(), stage: Stage::Writing };
    Ok(Overlay::Many(Box::new(Many::Line(line))))
}
