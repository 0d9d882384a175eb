//! The filter as it is typed.

use tui_input::{Input, InputRequest};
use unicode_width::UnicodeWidthChar as _;

use super::arrange::Pick;
use super::key::{Key, KeyCode};
use crate::domain::filter::{Filter, Parsed};

/// The most characters of a filter.
pub const LONGEST: usize = 1000;

/// The filter's line.
#[derive(Clone, Debug)]
pub struct FilterLine {
    /// What is typed; at most [`LONGEST`] characters.
    pub input: Input,
    /// Whether it is being written.
    pub is_open: bool,
    /// What it means.
    pub parsed: Parsed,
    /// The row on which the cursor stood when it was opened; none once the cursor was moved.
    pub home: Option<Pick>,
}

impl FilterLine {
    /// Makes a line that holds a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let input = Input::new(text.chars().take(LONGEST).collect());
        let parsed = Filter::parse(input.value());
        Self { input, is_open: false, parsed, home: None }
    }

    /// Returns the text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Puts in another text.
    pub fn set(&mut self, text: &str) {
        *self = Self { is_open: self.is_open, home: self.home, ..Self::new(text) };
    }

    /// Adds text at the cursor.
    pub fn paste(&mut self, text: &str) {
        for c in text.chars().filter(|c| !c.is_control()) {
            insert(&mut self.input, c);
        }
        self.parsed = Filter::parse(self.input.value());
    }

    /// Takes a key; returns whether the text changed.
    pub fn press(&mut self, key: Key) -> bool {
        let before = self.input.value().len();
        edit(&mut self.input, key);
        let changed = self.input.value().len() != before;
        if changed {
            self.parsed = Filter::parse(self.input.value());
        }
        changed
    }
}

fn insert(input: &mut Input, c: char) {
    if input.value().chars().count() < LONGEST {
        input.handle(InputRequest::InsertChar(c));
    }
}

/// Puts the cursor before the letter that stands at a cell of the text, or behind the last one.
pub fn put_cursor(input: &mut Input, cell: usize) {
    let mut used = 0;
    let before = input.value().chars().take_while(|c| {
        used += c.width().unwrap_or(0);
        used <= cell
    });
    let at = before.count();
    input.handle(InputRequest::SetCursor(at));
}

/// Carries a key out in a line of text.
pub fn edit(input: &mut Input, key: Key) {
    let request = match (key.code, key.ctrl) {
        (KeyCode::Char(c), false) => return insert(input, c),
        (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) => InputRequest::DeletePrevChar,
        (KeyCode::Delete, _) => InputRequest::DeleteNextChar,
        (KeyCode::Left, _) | (KeyCode::Char('b'), true) => InputRequest::GoToPrevChar,
        (KeyCode::Right, _) | (KeyCode::Char('f'), true) => InputRequest::GoToNextChar,
        (KeyCode::Home, _) | (KeyCode::Char('a'), true) => InputRequest::GoToStart,
        (KeyCode::End, _) | (KeyCode::Char('e'), true) => InputRequest::GoToEnd,
        (KeyCode::Char('w'), true) => InputRequest::DeletePrevWord,
        (KeyCode::Char('u'), true) => InputRequest::DeleteLine,
        (KeyCode::Char('k'), true) => InputRequest::DeleteTillEnd,
        (
            KeyCode::Char(_)
            | KeyCode::Enter
            | KeyCode::Esc
            | KeyCode::Tab
            | KeyCode::BackTab
            | KeyCode::Up
            | KeyCode::Down
            | KeyCode::PageUp
            | KeyCode::PageDown,
            _,
        ) => return,
    };
    input.handle(request);
}

/// Returns the byte where the word at the end of a filter begins; quotes hold words together.
#[must_use]
pub fn token_start(text: &str) -> usize {
    let mut start = 0;
    let mut is_quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            ' ' | '(' if !is_quoted => start = at + 1,
            _ => {}
        }
    }
    start
}
